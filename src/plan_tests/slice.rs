//! The part of a plan that some of its indicators and checklists rest on, so that a changed plan is loaded and tried fast. Of
//! each file the other entries are blank, so that places stay as they are.

use crate::plan::TOP_KEYS;
use crate::source::TextFile;
use crate::toml_reader::entry_ranges;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The entries that every part has.
const ALWAYS: [&str; 3] = ["plan", "level", "chapter"];

/// An entry of a file.
struct Entry {
    file: usize,
    range: Range<usize>,
    /// Whether every part has it.
    always: bool,
    /// The key of its header: `indicator`.
    kind: String,
    /// The ids that it declares.
    ids: BTreeSet<String>,
    /// Every key and text in it, also the parts of a text before and after `/`.
    words: BTreeSet<String>,
}

/// The entries of a plan, and which of them refer to which.
pub struct Parts<'f> {
    files: &'f [TextFile],
    entries: Vec<Entry>,
    /// By entry: those that it refers to.
    refers: Vec<Vec<usize>>,
}

impl<'f> Parts<'f> {
    /// The entries of a valid plan.
    pub fn of(files: &'f [TextFile]) -> Self {
        let mut entries = Vec::new();
        for (file, text) in files.iter().enumerate() {
            let ranges = entry_ranges(&text.text, &TOP_KEYS);
            entries.extend(ranges.into_iter().map(|range| Entry::of(file, text, range)));
        }
        let mut declared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for id in &entry.ids {
                declared.entry(id).or_default().push(at);
            }
        }
        let refers = entries.iter().enumerate().map(|(at, entry)| {
            let words = entry.words.iter();
            let named = words.filter_map(|word| declared.get(word.as_str()));
            named.flatten().copied().filter(|&to| to != at).collect()
        });
        Parts {
            files,
            refers: refers.collect(),
            entries,
        }
    }

    /// The ids of the indicators and checklists that a change of the entry of an id may concern: itself, and those that refer to it
    /// directly or by others.
    pub fn concerned(&self, id: &str) -> BTreeSet<String> {
        let own = |entry: &Entry| is_judged(&entry.kind) && entry.ids.contains(id);
        let mut found: BTreeSet<usize> = (0..self.entries.len())
            .filter(|&at| own(&self.entries[at]))
            .collect();
        loop {
            let more: Vec<usize> = (0..self.entries.len())
                .filter(|at| !found.contains(at))
                .filter(|&at| self.refers[at].iter().any(|to| found.contains(to)))
                .collect();
            if more.is_empty() {
                break;
            }
            found.extend(more);
        }
        let judged = found.iter().map(|&at| &self.entries[at]);
        let judged = judged.filter(|entry| is_judged(&entry.kind));
        judged.flat_map(|entry| entry.ids.iter().cloned()).collect()
    }

    /// The files with the entries that declare some ids, and all that these refer to.
    pub fn files(&self, ids: &BTreeSet<String>) -> Vec<TextFile> {
        let mut kept: BTreeSet<usize> = BTreeSet::new();
        let needed = |entry: &Entry| entry.always || !entry.ids.is_disjoint(ids);
        let mut next: Vec<usize> = (0..self.entries.len())
            .filter(|&at| needed(&self.entries[at]))
            .collect();
        while let Some(at) = next.pop() {
            if kept.insert(at) {
                next.extend(&self.refers[at]);
            }
        }
        let mut files: Vec<TextFile> = self.files.to_vec();
        for (at, entry) in self.entries.iter().enumerate() {
            if !kept.contains(&at) {
                blank(&mut files[entry.file].text, entry.range.clone());
            }
        }
        files
    }
}

/// Whether entries of a kind have verdicts.
fn is_judged(kind: &str) -> bool {
    ["indicator", "checklist"].contains(&kind)
}

/// Puts spaces in the place of all but the ends of lines; the bytes around stay where they are.
fn blank(text: &mut String, range: Range<usize>) {
    let blank: String = text[range.clone()]
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    text.replace_range(range, &blank);
}

impl Entry {
    fn of(file: usize, text: &TextFile, range: Range<usize>) -> Entry {
        let piece = &text.text[range.clone()];
        let header = piece.lines().find(|line| line.starts_with('['));
        let kind = header.map_or("", |line| line.trim_matches(['[', ']', ' ']));
        let kind = kind.split([']', '.']).next().unwrap_or_default();
        let mut entry = Entry {
            file,
            range: range.clone(),
            always: ALWAYS.contains(&kind) || kind.is_empty(),
            kind: kind.to_owned(),
            ids: BTreeSet::new(),
            words: BTreeSet::new(),
        };
        if let Ok(table) = DeTable::parse(piece) {
            entry.take(table.get_ref());
        }
        entry
    }

    fn take(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let key: &str = key.get_ref();
            if let ("id", Some(id)) = (key, value.get_ref().as_str()) {
                self.ids.insert(id.to_owned());
            }
            self.word(key);
            self.value(value.get_ref());
        }
    }

    fn value(&mut self, value: &DeValue<'_>) {
        match value {
            DeValue::String(word) => self.word(word),
            DeValue::Array(list) => list.iter().for_each(|one| self.value(one.get_ref())),
            DeValue::Table(table) => self.take(table),
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        self.words.insert(word.to_owned());
        if let Some((list, _)) = word.split_once('/') {
            self.words.insert(list.to_owned());
        }
    }
}
