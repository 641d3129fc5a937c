//! From text to tables. A file with a syntax error is parsed entry by entry, so that an error in one entry hides nothing in
//! the others.

use super::syntax::in_chinese;
use super::{Collector, Doc, Table};
use crate::finding::{Code, Finding, Place, codes};
use crate::source::{Lines, TextFile};
use crate::text;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, Error};

/// A file's index, and the tables of the file or of one of its entries.
type Parsed<'a> = (usize, Spanned<DeTable<'a>>);

/// The texts to parse: valid files as a whole, and of files with syntax errors the entries one by one.
pub struct Texts<'f> {
    /// Files without syntax errors, parsed.
    whole: Vec<Parsed<'f>>,
    /// Entries of files with syntax errors: the file's index and the entry's text, padded to its offset in the file.
    pieces: Vec<(usize, String)>,
    /// Files with syntax errors, each with the first error.
    refused: Vec<(usize, Error)>,
    /// The lines of each file.
    lines: Vec<Lines>,
}

/// An entry with a syntax error. Other findings in it may be consequences of the error.
#[derive(Debug)]
pub struct DamagedEntry {
    file: Arc<str>,
    lines: Range<u64>,
    /// Lines with a syntax error.
    broken: Vec<u64>,
    /// The line from which on the rest of the entry was parsed wrongly; `None` if each error concerns its line alone.
    lost_from: Option<u64>,
    /// Whether the entry's `id` could still be read.
    pub named: bool,
}

impl DamagedEntry {
    /// Whether a finding may be a mere consequence of the syntax error.
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
    /// Parses files. `top_keys` are the keys that an entry's header may begin with: files with syntax errors are divided
    /// at these headers.
    pub fn of(files: &[&'f TextFile], top_keys: &[&str]) -> Texts<'f> {
        let mut texts = Texts {
            whole: Vec::new(),
            pieces: Vec::new(),
            refused: Vec::new(),
            lines: files.iter().map(|file| Lines::of(&file.text)).collect(),
        };
        for (at, file) in files.iter().enumerate() {
            match DeTable::parse(&file.text) {
                Ok(table) => {
                    texts.whole.push((at, table));
                    continue;
                }
                Err(error) => texts.refused.push((at, error)),
            }
            for range in entry_ranges(&file.text, top_keys) {
                // Spaces in front keep every byte at its offset in the file.
                let text = " ".repeat(range.start) + &file.text[range];
                texts.pieces.push((at, text));
            }
        }
        texts
    }

    /// Reports the first syntax error of each file that has one: for files whose entries, one by one, had none.
    pub fn report_refused(&self, files: &[&TextFile], log: &Collector) {
        for (at, error) in &self.refused {
            report(files[*at].place(error.span().unwrap_or(0..0)), error, log);
        }
    }

    /// Parses the entries of files with syntax errors one by one, and reports the errors.
    pub fn entries<'a>(
        &'a self,
        files: &[&TextFile],
        log: &Collector,
    ) -> (Vec<Parsed<'a>>, Vec<DamagedEntry>) {
        let (mut tables, mut damaged) = (Vec::new(), Vec::new());
        for (at, text) in &self.pieces {
            let (table, errors) = DeTable::parse_recoverable(text);
            if !errors.is_empty() {
                damaged.push(damage(files[*at], text, &table, errors, log));
            }
            tables.push((*at, table));
        }
        (tables, damaged)
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
            let lines = &texts.lines[*at];
            let doc = Doc { file, lines, log };
            (*at, Table::new(doc, table.get_ref(), table.span()))
        })
        .collect()
}

/// The byte ranges of a text from one header to the next, of the headers that begin with one of `top_keys`. The first range is
/// what stands before all of them.
pub fn entry_ranges(text: &str, top_keys: &[&str]) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start().trim_start_matches('[');
        let name = inner.split(']').next().unwrap_or("").trim();
        if line.starts_with('[') && top_keys.contains(&name) && at > 0 {
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

/// Words in the messages of syntax errors after which the parser misreads the rest of an entry.
const MISREADS_REST: [&str; 3] = ["array", "table", "key-value pairs"];

/// Reports the syntax errors of an entry: one a line, and none after the first of [`MISREADS_REST`].
fn damage(
    file: &TextFile,
    text: &str,
    table: &Spanned<DeTable<'_>>,
    mut errors: Vec<Error>,
    log: &Collector,
) -> DamagedEntry {
    let start = text.len() - text.trim_start_matches(' ').len();
    let line = |at: usize| file.place(at..at).line();
    errors.sort_by_key(|error| error.span().map_or(start, |span| span.start));
    let mut entry = DamagedEntry {
        file: file.path.clone(),
        lines: line(start)..line(text.trim_end().len()) + 1,
        broken: Vec::new(),
        lost_from: None,
        named: is_named(table.get_ref()),
    };
    for error in errors {
        let span = error.span().unwrap_or(start..start);
        let place = file.place(span);
        if entry.lost_from.is_some() || entry.broken.contains(&place.line()) {
            continue;
        }
        entry.broken.push(place.line());
        let reason = error.message();
        if MISREADS_REST.iter().any(|word| reason.contains(word)) {
            entry.lost_from = Some(place.line());
        }
        report(place, &error, log);
    }
    entry
}

fn report(place: Place, error: &Error, log: &Collector) {
    let reason = error.message();
    let reason_zh = in_chinese(reason);
    let help = match reason.contains("duplicate key") {
        true => text!(
            "同一个键只写一次：删去一处，或改正键名",
            "write each key once: remove one, or correct its name"
        ),
        false => text!(
            "请检查引号、括号、逗号和等号",
            "check quotes, brackets, commas and equals signs"
        ),
    };
    log.report(
        codes::TOML_SYNTAX,
        place,
        text!("TOML 语法错误：{reason_zh}", "invalid TOML: {reason}"),
        help,
    );
}

/// Whether every table of an entry still has its `id`.
fn is_named(table: &DeTable<'_>) -> bool {
    !table.is_empty()
        && table.iter().all(|(_, value)| {
            let list = value.get_ref().as_array();
            let mut entries = list.into_iter().flatten();
            entries.all(|entry| entry.get_ref().get("id").is_some())
        })
}
