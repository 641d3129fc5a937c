//! How a file is written: its encoding, what separates its fields, and where its tables are.

use super::encodings;
use super::titles::Titles;
use super::{Arranged, Arranger, Sample};
use crate::data::header::{Input, NameIndex};
use crate::data::manifest::unreadable;
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::{Text, normalize};
use crate::source::{Folder, SourceError};
use crate::table::csv::{Dialect, TextEncoding, encoding, separator};
use crate::table::parquet::{self, ParquetError};
use crate::table::{self, Format, Range};
use crate::text;
use encoding_rs::{Encoding, GB18030};
use std::io::Read;
use std::sync::Arc;

/// Files of at most this many bytes are looked at whole: people write no larger ones.
const SMALL: u64 = 2 << 20;

/// Finds the tables of a file.
pub struct FormatReader<'a> {
    /// The data folder.
    pub folder: &'a Folder,
    /// The names of the plan's variables.
    pub name_index: &'a NameIndex<'a>,
}

impl FormatReader<'_> {
    /// The tables of a file or sheet; none, with a finding, where it can't be read or is empty.
    pub fn formats(&self, input: &Input, findings: &mut Findings) -> Arranged {
        let path = self.folder.shown_path(&input.name);
        let small = self.folder.size(&input.name);
        let is_parquet = input.sheet.is_none() && parquet::is_named(&input.name);
        let small = small.is_ok_and(|size| size.is_none_or(|size| size <= SMALL)) && !is_parquet;
        let arranger = self.arranger(input, &path, small || input.sheet.is_some());
        let format = match &input.sheet {
            Some(sheet) => Ok((Format::Sheet(sheet.clone()), None)),
            None if is_parquet => self.parquet(input),
            None => self.delimited(input, &arranger),
        };
        match format {
            Ok((format, sample)) => {
                let open = || self.open(&input.name, &format);
                arranger.arrange((format.clone(), sample), open, findings)
            }
            Err(finding) => {
                findings.add(*finding);
                Arranged::default()
            }
        }
    }

    fn arranger<'b>(&'b self, input: &'b Input, path: &'b Arc<str>, small: bool) -> Arranger<'b> {
        Arranger {
            titles: Titles::new(self.name_index, &input.entry),
            path,
            small,
        }
    }

    fn open(&self, name: &str, format: &Format) -> Option<table::AnyTable> {
        table::open(self.folder, name, format, Range::WHOLE).ok()
    }

    /// A Parquet file, as its footer describes it.
    fn parquet(&self, input: &Input) -> Result<(Format, Option<Sample>), Box<Finding>> {
        let columns = &input.entry.columns;
        let rounded = |title: &str| columns.get(&normalize(title))?.rounded;
        match parquet::File::of(self.folder, &input.name, rounded) {
            Ok(file) => Ok((Format::Parquet(Arc::new(file)), None)),
            Err(error) => {
                let place = Place::file(self.folder.shown_path(&input.name));
                Err(Box::new(unreadable_parquet(&error).at(place)))
            }
        }
    }

    /// How a text file is written, and the beginning of its table if that was read on the way.
    fn delimited(
        &self,
        input: &Input,
        arranger: &Arranger<'_>,
    ) -> Result<(Format, Option<Sample>), Box<Finding>> {
        let name = &input.name;
        let place = || Place::file(self.folder.shown_path(name));
        let failed = |error: SourceError| Box::new(unreadable(&error));
        if let Some(kind) = self.other_kind(name).map_err(failed)? {
            return Err(Box::new(kind.at(place())));
        }
        let declared = &input.entry.layout;
        let quote = declared.quote.unwrap_or(Some(Dialect::QUOTE));
        let encoding = match declared.encoding {
            Some(encoding) => {
                // What is forced for a look at the file is not argued with.
                let is_declared = input.entry.place.is_some();
                let known = |encoding| match is_declared {
                    true => self.known_titles(name, arranger, quote, encoding),
                    false => 0,
                };
                let misfit = encodings::misfit(self.folder, name, encoding, known);
                if let Some(finding) = misfit.map_err(failed)? {
                    return Err(Box::new(finding));
                }
                Some(encoding)
            }
            None => match encoding(self.folder, name, false).map_err(failed)? {
                TextEncoding::Unicode => None,
                TextEncoding::Gb18030 => Some(GB18030),
                TextEncoding::Likely(likely) => {
                    return Err(Box::new(encodings::undeclared(likely).at(place())));
                }
            },
        };
        let found = separator(self.folder, name, quote, encoding).map_err(failed)?;
        let Some(found) = found else {
            return Err(Box::new(empty().at(place())));
        };
        let dialect = |separator| Dialect {
            separator,
            quote,
            encoding,
        };
        let (separator, sample) = match declared.delimiter {
            Some(delimiter) => (delimiter, None),
            None => self.separator(name, arranger, found, dialect),
        };
        Ok((Format::Delimited(dialect(separator)), sample))
    }

    /// The separator with which most titles are known; the one that was found where no other explains more, with the beginning of
    /// the table.
    fn separator(
        &self,
        name: &str,
        arranger: &Arranger<'_>,
        found: u8,
        dialect: impl Fn(u8) -> Dialect,
    ) -> (u8, Option<Sample>) {
        let sample = |separator: u8, whole: bool| {
            let table = self.open(name, &Format::Delimited(dialect(separator)));
            table.map(|mut table| arranger.sample(&mut table, whole))
        };
        let titles = &arranger.titles;
        let own_sample = sample(found, arranger.small);
        if own_sample
            .as_ref()
            .is_some_and(|own| own.has_more_than(1, titles))
        {
            return (found, own_sample);
        }
        let known_in = |sample: Option<&Sample>| sample.map_or(0, |sample| sample.known(titles));
        let own = known_in(own_sample.as_ref());
        let known = |separator: u8| known_in(sample(separator, false).as_ref());
        let others = b",\t;|".iter().copied().filter(|other| *other != found);
        let others: Vec<(usize, u8)> = others.map(|other| (known(other), other)).collect();
        let best = others.iter().map(|(known, _)| *known).max().unwrap_or(0);
        let mut fitting = others.iter().filter(|(known, _)| *known == best);
        match (fitting.next(), fitting.next()) {
            (Some((known, other)), None) if *known >= 2 && *known > own => (*other, None),
            _ => (found, own_sample),
        }
    }

    /// How many titles are known in the row of a text file that has most, if it is written in an encoding.
    fn known_titles(
        &self,
        name: &str,
        arranger: &Arranger<'_>,
        quote: Option<u8>,
        encoding: Option<&'static Encoding>,
    ) -> usize {
        let separator = separator(self.folder, name, quote, encoding).ok().flatten();
        let dialect = separator.map(|separator| Dialect {
            separator,
            quote,
            encoding,
        });
        let table = dialect.and_then(|dialect| self.open(name, &Format::Delimited(dialect)));
        let sample = table.map(|mut table| arranger.sample(&mut table, false));
        sample.map_or(0, |sample| sample.known(&arranger.titles))
    }

    /// The finding about a file that is no text, by its first bytes.
    fn other_kind(&self, name: &str) -> Result<Option<Finding>, SourceError> {
        let mut start = Vec::new();
        let read = self.folder.open(name)?.take(64).read_to_end(&mut start);
        read.map_err(|error| self.folder.error(name, &error))?;
        let lower = start.to_ascii_lowercase();
        let (zh, en, extension) = match lower.as_slice() {
            [b'p', b'k', 3, 4, ..] => ("工作簿或压缩文件", "a workbook or an archive", ".xlsx"),
            [0xD0 | 0xF0, 0xCF | 0xEF, 0x11, 0xE0 | 0xC0, ..] => {
                ("旧式工作簿", "an old workbook", ".xls")
            }
            [0x1F, 0x8B, ..] => ("压缩文件", "a packed file", ".gz"),
            start if start.starts_with(b"par1") => ("Parquet 文件", "a Parquet file", ".parquet"),
            start if start.starts_with(b"rar!") => ("压缩文件", "an archive", ".rar"),
            start if start.starts_with(b"%pdf") => ("PDF 文件", "a PDF document", ".pdf"),
            start if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") => {
                ("网页", "a web page", ".html")
            }
            start if start.starts_with(b"<?xml") => ("XML 文件", "an XML file", ".xml"),
            start if start.starts_with(b"version https://git-lfs") => (
                "Git LFS 的指针，不是文件本身",
                "a pointer of Git LFS, not the file itself",
                "",
            ),
            _ => return Ok(None),
        };
        let message = text!("该文件是{zh}", "the file is {en}");
        let help = match extension {
            "" => text!("请取回文件本身", "get the file itself"),
            ".xlsx" | ".xls" | ".parquet" => text!(
                "请将扩展名改为 {extension}，或另存为 CSV",
                "give it the extension {extension}, or save it as CSV"
            ),
            ".gz" | ".rar" => text!(
                "请解压到数据文件夹；若不需要，请在 data.toml 中写 `skip = true`",
                "unpack it into the data folder; declare `skip = true` in data.toml if it is not needed"
            ),
            _ => text!(
                "请另存为 CSV 或 .xlsx；若不需要，请在 data.toml 中写 `skip = true`",
                "save it as CSV or .xlsx; declare `skip = true` in data.toml if it is not needed"
            ),
        };
        Ok(Some(Finding::new(codes::UNREADABLE, message).help(help)))
    }
}

/// The finding that a Parquet file can't be read.
fn unreadable_parquet(error: &ParquetError) -> Finding {
    if let ParquetError::Empty = error {
        return empty();
    }
    let reason = error.reason();
    let message = text!(
        zh: ("文件无法读取：{}", reason.zh),
        en: ("the file can't be read: {}", reason.en)
    );
    Finding::new(codes::UNREADABLE, message).help(error.help())
}

fn empty() -> Finding {
    let message: Text = text!("文件没有内容", "the file is empty");
    Finding::new(codes::EMPTY_FILE, message).help(text!(
        "请向报送单位索取完整的文件；若不需要，请在 data.toml 中写 `skip = true`",
        "ask for the whole file; declare `skip = true` in data.toml if it is not needed"
    ))
}
