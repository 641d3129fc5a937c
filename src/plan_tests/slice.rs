//! The part of a plan that some of its indicators and checklists rest on, so that a changed plan is loaded and tried fast.

use crate::plan::TOP_KEYS;
use crate::source::TextFile;
use crate::toml_reader::entry_ranges;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The entries that every part has.
const ALWAYS: [&str; 3] = ["plan", "level", "chapter"];

/// Keys of texts that people read, and of ids that name nothing outside their entry.
const TEXTS: [&str; 12] = [
    "zh", "en", "name", "title", "phrase", "aliases", "words", "assumed", "lead", "why", "unit",
    "items",
];

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

    /// The entries that declare some ids, and all that these refer to.
    pub fn part(&self, ids: &BTreeSet<String>) -> Part {
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
        let texts = self.files.iter().map(|file| TextFile {
            path: file.path.clone(),
            text: String::new(),
        });
        let mut part = Part {
            files: texts.collect(),
            kept: Vec::new(),
        };
        for entry in kept.iter().map(|&at| &self.entries[at]) {
            let text = &mut part.files[entry.file].text;
            part.kept
                .push((entry.file, entry.range.clone(), text.len()));
            text.push_str(&self.files[entry.file].text[entry.range.clone()]);
        }
        part
    }

    /// All of the plan.
    pub fn whole(&self) -> Part {
        let files = self.files.iter().enumerate();
        Part {
            kept: files
                .map(|(at, file)| (at, 0..file.text.len(), 0))
                .collect(),
            files: self.files.to_vec(),
        }
    }
}

/// A part of a plan.
pub struct Part {
    /// Its files, each in the place of the file of the plan that it is a part of.
    pub files: Vec<TextFile>,
    /// The bytes of a file of the plan that it has, and where they begin in it.
    kept: Vec<(usize, Range<usize>, usize)>,
}

impl Part {
    /// The files with some bytes of a file of the plan replaced; `None` if it does not have them.
    pub fn changed(&self, file: usize, range: &Range<usize>, text: &str) -> Option<Vec<TextFile>> {
        let holds = |(at, kept, _): &&(usize, Range<usize>, usize)| {
            *at == file && kept.start <= range.start && range.end <= kept.end
        };
        let (_, kept, begin) = self.kept.iter().find(holds)?;
        let within = |at: usize| at - kept.start + begin;
        let mut files = self.files.clone();
        let own = &mut files[file].text;
        own.replace_range(within(range.start)..within(range.end), text);
        Some(files)
    }
}

/// Whether entries of a kind have verdicts.
fn is_judged(kind: &str) -> bool {
    ["indicator", "checklist"].contains(&kind)
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
            for (key, value) in table.get_ref() {
                entry.declare(value.get_ref());
                entry.word(key.get_ref());
            }
            entry.take(table.get_ref());
        }
        entry
    }

    /// Takes the id of an entry, and that of a clause that is declared in it.
    fn declare(&mut self, value: &DeValue<'_>) {
        let entries = value.as_array().into_iter().flatten();
        for entry in entries.filter_map(|entry| entry.get_ref().as_table()) {
            let clause = entry.get("clause").and_then(|one| one.get_ref().as_table());
            let ids = [Some(entry), clause].into_iter().flatten();
            let ids = ids.filter_map(|table| table.get("id")?.get_ref().as_str());
            self.ids.extend(ids.map(str::to_owned));
        }
    }

    fn take(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let key: &str = key.get_ref();
            if !TEXTS.contains(&key) {
                self.word(key);
                self.value(value.get_ref());
            }
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
