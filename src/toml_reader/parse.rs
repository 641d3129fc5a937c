//! From text to tables. A file with a syntax error is taken apart at its headers, so that one entry's slip of the pen
//! hides nothing in the others.

use super::{Collector, Doc, Table};
use crate::finding::{Code, Finding, Place, codes};
use crate::source::TextFile;
use crate::text;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, Error};

/// A file's index and its tables, or those of one of its entries.
type Parsed<'a> = (usize, Spanned<DeTable<'a>>);

/// What is to be read: files whole, and of files that are no TOML the entries one by one, each at its own offset.
pub struct Texts<'f> {
    whole: Vec<Parsed<'f>>,
    pieces: Vec<(usize, String)>,
    /// Files that are no TOML as a whole, and why.
    refused: Vec<(usize, Error)>,
}

/// An entry with a syntax error: what else is found in it may follow from that.
#[derive(Debug)]
pub struct DamagedEntry {
    file: Arc<str>,
    lines: Range<u64>,
    /// Lines that could not be read.
    broken: Vec<u64>,
    /// The line from which nothing in the entry can be relied on.
    lost_from: Option<u64>,
    /// Whether the entry's id could still be read.
    pub named: bool,
}

impl DamagedEntry {
    /// Whether a finding may be nothing but a consequence of the syntax error.
    pub fn explains(&self, finding: &Finding) -> bool {
        const CONSEQUENCES: [&Code; 3] = [
            codes::MISSING_KEY,
            codes::PHRASE_MISSING,
            codes::IDLE_ASSUMPTION,
        ];
        let Some(place) = finding.places.first() else {
            return false;
        };
        finding.code != codes::TOML_SYNTAX
            && place.file == self.file
            && self.lines.contains(&place.line())
            && (CONSEQUENCES.contains(&finding.code)
                || self.broken.contains(&place.line())
                || self.lost_from.is_some_and(|from| place.line() >= from))
    }
}

impl<'f> Texts<'f> {
    /// What to read of some files.
    pub fn of(files: &[&'f TextFile]) -> Texts<'f> {
        let mut texts = Texts {
            whole: Vec::new(),
            pieces: Vec::new(),
            refused: Vec::new(),
        };
        for (at, file) in files.iter().enumerate() {
            match DeTable::parse(&file.text) {
                Ok(table) => {
                    texts.whole.push((at, table));
                    continue;
                }
                Err(error) => texts.refused.push((at, error)),
            }
            for range in entries(&file.text) {
                // Blanks keep every byte at its own offset.
                let text = " ".repeat(range.start) + &file.text[range];
                texts.pieces.push((at, text));
            }
        }
        texts
    }

    /// Reports why files are no TOML as a whole, where nothing else has been found in their entries.
    pub fn report_refused(&self, files: &[&TextFile], log: &Collector) {
        for (at, error) in &self.refused {
            report(files[*at].place(error.span().unwrap_or(0..0)), error, log);
        }
    }

    /// The tables of files that are no TOML, entry by entry; syntax errors are reported.
    pub fn entries<'a>(
        &'a self,
        files: &[&TextFile],
        log: &Collector,
    ) -> (Vec<Parsed<'a>>, Vec<DamagedEntry>) {
        let (mut tables, mut torn) = (Vec::new(), Vec::new());
        for (at, text) in &self.pieces {
            let (table, errors) = DeTable::parse_recoverable(text);
            if !errors.is_empty() {
                torn.push(tear(files[*at], text, &table, errors, log));
            }
            tables.push((*at, table));
        }
        (tables, torn)
    }
}

/// Each parsed table as a document of its file, in the order of files.
pub fn documents<'a>(
    texts: &'a Texts<'a>,
    entries: &'a [Parsed<'a>],
    files: &[&'a TextFile],
    log: &'a Collector,
) -> Vec<(usize, Table<'a>)> {
    let mut all: Vec<&Parsed> = texts.whole.iter().chain(entries).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter()
        .map(|(at, table)| {
            let file = files[*at];
            let doc = Doc { file, log };
            (*at, Table::new(doc, table.get_ref(), table.span()))
        })
        .collect()
}

/// The byte_ranges of a text from one top-level header to the next.
fn entries(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start().trim_start_matches('[');
        let name = inner.split(']').next().unwrap_or("").trim();
        if line.starts_with('[') && super::TOP_KEYS.contains(&name) && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// Words of syntax errors after which nothing of an entry is where it seems to be.
const SWALLOWING: [&str; 3] = ["array", "table", "key-value pairs"];

/// Reports the syntax errors of a range of text: one a line, and none after the first that swallows what follows.
fn tear(
    file: &TextFile,
    text: &str,
    table: &Spanned<DeTable<'_>>,
    mut errors: Vec<Error>,
    log: &Collector,
) -> DamagedEntry {
    let start = text.len() - text.trim_start_matches(' ').len();
    let line = |at: usize| file.place(at..at).line();
    errors.sort_by_key(|error| error.span().map_or(start, |span| span.start));
    let mut torn = DamagedEntry {
        file: file.path.clone(),
        lines: line(start)..line(text.trim_end().len()) + 1,
        broken: Vec::new(),
        lost_from: None,
        named: is_named(table.get_ref()),
    };
    for error in errors {
        let span = error.span().unwrap_or(start..start);
        let place = file.place(span);
        if torn.lost_from.is_some() || torn.broken.contains(&place.line()) {
            continue;
        }
        torn.broken.push(place.line());
        let reason = error.message();
        if SWALLOWING.iter().any(|word| reason.contains(word)) {
            torn.lost_from = Some(place.line());
        }
        report(place, &error, log);
    }
    torn
}

fn report(place: Place, error: &Error, log: &Collector) {
    let reason = error.message();
    log.report(
        codes::TOML_SYNTAX,
        place,
        text!(
            "TOML 语法错误：{reason}",
            "the TOML can't be parsed: {reason}"
        ),
        text!(
            "检查引号、括号、逗号和等号",
            "look at quotes, brackets, commas and equals signs"
        ),
    );
}

/// Whether every entry of a range still has its id.
fn is_named(table: &DeTable<'_>) -> bool {
    !table.is_empty()
        && table.iter().all(|(_, value)| {
            let list = value.get_ref().as_array();
            let mut entries = list.into_iter().flatten();
            entries.all(|entry| entry.get_ref().get("id").is_some())
        })
}
