//! Which files of a folder are read, and which sheets of its workbooks. Whatever is not read is reported.

mod parts;
mod unread;
mod versioned;

pub(super) use parts::Parts;

use super::column_role::ColumnRole;
use super::header::{Input, NameIndex};
use super::manifest::{FileEntry, FileKey, unreadable};
use super::words::toml_string;
use crate::finding::{CellPosition, Finding, Findings, Place, codes};
use crate::i18n::normalize;
use crate::progress::Progress;
use crate::source::{EntryKind, Folder};
use crate::table::workbook::{self, Kind, Sheet, WorkbookError};
use crate::table::{Control, Format, ReadEvent, Table, csv, parquet};
use crate::text;
use crate::toml_reader::list_of;
use camino::Utf8Path;
use std::collections::BTreeMap;
use std::sync::Arc;
use versioned::{Versioned, versioned_table};

/// Looks for the tables of a folder.
pub(super) struct Discovery<'a> {
    /// The data folder.
    pub folder: &'a Folder,
    /// The names of the plan's variables.
    pub name_index: &'a NameIndex<'a>,
    /// What `data.toml` declares; `None` for what is not to be read.
    pub declared: BTreeMap<FileKey, Option<FileEntry>>,
    /// Counts the bytes of what is read.
    pub progress: &'a Progress,
}

/// How many rows at the beginning of a table are searched for titles of columns.
const ROWS_SEARCHED: usize = 30;

impl Discovery<'_> {
    /// Every table to read, in the order of paths and of sheets.
    pub fn inputs(&self, findings: &mut Findings) -> Vec<Input> {
        let entries = self.folder.entries().unwrap_or_else(|error| {
            findings.add(unreadable(&error));
            Vec::new()
        });
        let files = entries.iter().filter(|entry| entry.kind == EntryKind::File);
        let bytes = files.map(|file| self.folder.counted_bytes(&file.name, self.progress));
        (self.progress).begin(text!("读取数据", "reading data"), bytes.sum());
        let mut inputs = Vec::new();
        let versioned = Versioned::among(&entries);
        for folder in versioned.folders() {
            if !self.is_in_skipped_folder(&format!("{folder}/")) {
                findings.add(versioned_table(self.folder, folder));
            }
        }
        for entry in entries {
            if self.is_in_skipped_folder(&entry.name) || versioned.holds(&entry.name) {
                continue;
            }
            match entry.kind {
                EntryKind::File => {
                    let before = inputs.len();
                    let bytes = self.folder.counted_bytes(&entry.name, self.progress);
                    self.file(entry.name, &mut inputs, findings);
                    // A text file is still to be read.
                    if inputs[before..].iter().all(|input| input.sheet.is_some()) {
                        self.progress.add(bytes);
                    }
                }
                // Such as a link that leads nowhere.
                _ if matches!(self.of_file(&entry.name), Some(None)) => {}
                kind => unread::not_a_file(self.folder, &entry.name, kind, findings),
            }
        }
        inputs
    }

    /// What is declared about a file as a whole: nothing, that it is to be skipped, or an entry.
    fn of_file(&self, name: &str) -> Option<&Option<FileEntry>> {
        self.of_sheet(name, None)
    }

    /// What is declared about the folder of a Parquet table that a file is part of.
    fn of_table_folder(&self, name: &str) -> Option<&Option<FileEntry>> {
        let is_part = parquet::is_named(name) && !unread::is_kept_by_program(name);
        let folders = name.rmatch_indices('/').map(|(at, _)| &name[..at]);
        let mut declared = folders.filter_map(|folder| self.of_file(folder));
        declared.find(|_| is_part)
    }

    fn of_sheet(&self, name: &str, sheet: Option<&str>) -> Option<&Option<FileEntry>> {
        self.declared.get(&FileKey {
            path: name.to_owned(),
            sheet: sheet.map(str::to_owned),
        })
    }

    /// Whether a folder that the path leads through is declared to be skipped.
    fn is_in_skipped_folder(&self, name: &str) -> bool {
        let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        let mut skipped = folders.map(|folder| self.of_file(folder));
        skipped.any(|declared| matches!(declared, Some(None)))
    }

    fn file(&self, name: String, inputs: &mut Vec<Input>, findings: &mut Findings) {
        if let Some(kind) = Kind::of(&name)
            && (self.folder.is_single_file() || !unread::is_kept_by_program(&name))
        {
            return self.workbook(name, kind, inputs, findings);
        }
        let entry = match self.of_file(&name).or_else(|| self.of_table_folder(&name)) {
            Some(None) => return,
            Some(Some(entry)) => entry.clone(),
            None if self.is_table(&name) => FileEntry::default(),
            None => return unread::file(self.folder, &name, findings),
        };
        inputs.push(Input {
            name,
            sheet: None,
            entry,
        });
    }

    /// Whether a file that is not declared is read: by its extension, and of `.txt` by its first row.
    fn is_table(&self, name: &str) -> bool {
        if self.folder.is_single_file() {
            return true;
        }
        if unread::is_kept_by_program(name) {
            return false;
        }
        let extension = Utf8Path::new(name).extension().unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" | "parquet" => true,
            "txt" => self.text_has_titles(name),
            _ => false,
        }
    }

    fn text_has_titles(&self, name: &str) -> bool {
        let quote = Some(csv::Dialect::QUOTE);
        let Ok(Some(separator)) = csv::separator(self.folder, name, quote, None) else {
            return false;
        };
        let format = Format::Delimited(csv::Dialect {
            separator,
            quote,
            encoding: None,
        });
        let table = crate::table::open(self.folder, name, &format, crate::table::Range::WHOLE);
        table.is_ok_and(|table| self.has_titles(table, false))
    }

    /// Whether any of the first rows of a table names two columns that the plan knows; and, with `alone`, nothing else.
    fn has_titles(&self, mut table: impl Table, alone: bool) -> bool {
        let (mut rows, mut found) = (0, false);
        table.read(|event| {
            let record = match event {
                ReadEvent::Record(record) => record,
                ReadEvent::Comment(_) => return Control::Next,
                ReadEvent::Error(_) => return Control::Stop,
            };
            rows += 1;
            let known = |at: &usize| {
                let title = record.get(*at);
                let normalized = normalize(title);
                ColumnRole::of(&normalized).is_some()
                    || (!normalized.is_empty() && self.name_index.resolve(title, None).is_ok())
            };
            let filled = |at: &usize| !record.get(*at).trim().is_empty();
            found = (0..record.len()).filter(known).take(2).count() == 2
                && (!alone || (0..record.len()).filter(filled).all(|at| known(&at)));
            match found || rows == ROWS_SEARCHED {
                true => Control::Stop,
                false => Control::Next,
            }
        });
        found
    }

    fn workbook(&self, name: String, kind: Kind, inputs: &mut Vec<Input>, findings: &mut Findings) {
        let declared = || self.declared.iter().filter(|(key, _)| key.path == name);
        let skipped = declared().all(|(_, entry)| entry.is_none());
        if skipped && matches!(self.of_file(&name), Some(None)) {
            return;
        }
        let sheets = match workbook::sheets(self.folder, &name, kind) {
            Ok(sheets) => sheets,
            Err(error) => return findings.add(unreadable_workbook(self.folder, &name, &error)),
        };
        let names: Vec<Arc<str>> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        for (key, entry) in declared() {
            if let (Some(sheet), Some(entry)) = (&key.sheet, entry)
                && !names.iter().any(|name| **name == **sheet)
            {
                findings.add(no_sheet(sheet, entry, &names));
            }
        }
        let filled = |sheet: &&Sheet| !sheet.is_empty() && !sheet.is_comment();
        let filled = sheets.iter().filter(filled).count();
        for sheet in sheets {
            let own = self.of_sheet(&name, Some(&sheet.name));
            let entry = match own.or_else(|| self.of_file(&name)) {
                Some(None) => continue,
                Some(Some(entry)) => entry.clone(),
                None => FileEntry::default(),
            };
            let sheet = Arc::new(sheet);
            if own.is_none() && !self.is_read(&name, &sheet, filled == 1, findings) {
                continue;
            }
            inputs.push(Input {
                name: name.clone(),
                sheet: Some(sheet),
                entry,
            });
        }
    }

    /// Whether a sheet that is not declared by its name is read; one that holds anything and is not is reported.
    fn is_read(&self, name: &str, sheet: &Arc<Sheet>, only: bool, findings: &mut Findings) -> bool {
        let place = CellPosition {
            sheet: sheet.name.clone(),
            row: 0,
            column: 0,
            text: String::new(),
        };
        let (title, path) = (&sheet.name, self.folder.shown_path(name));
        let has_titles = |alone| self.has_titles(workbook::Reader::new(sheet.clone()), alone);
        let message = match () {
            () if sheet.is_empty() => return false,
            () if sheet.is_comment() && !has_titles(true) => return false,
            () if sheet.is_comment() => text!(
                "工作表 `{title}` 以 # 开头，按注释处理，未读取，但其中像是有数据",
                "the sheet `{title}` begins with #, which makes it a comment, and is not read, but it looks like a table"
            ),
            () if sheet.hidden => text!(
                "隐藏的工作表 `{title}` 未读取",
                "the hidden sheet `{title}` is not read"
            ),
            () if only || has_titles(false) => return true,
            () => text!(
                "工作表 `{title}` 中没有找到表头，未读取",
                "the sheet `{title}` has no known column titles and is not read"
            ),
        };
        let title = toml_string(title);
        let help = text!(
            "若含数据，请在 data.toml 中写 `sheet = {title}`；若不含，请再加 `skip = true`",
            "if it holds data, declare `sheet = {title}` in data.toml; if not, declare it with `skip = true`"
        );
        let finding = Finding::new(codes::NOT_READ, message);
        findings.add(finding.at(Place::in_sheet(path, place)).help(help));
        false
    }
}

/// The finding that a workbook can't be read.
pub(super) fn unreadable_workbook(folder: &Folder, name: &str, error: &WorkbookError) -> Finding {
    let reason = error.reason();
    let message = text!(
        zh: ("文件无法读取：{}", reason.zh),
        en: ("the file can't be read: {}", reason.en)
    );
    Finding::new(codes::UNREADABLE, message)
        .at(Place::file(folder.shown_path(name)))
        .help(error.help())
}

/// The finding that a workbook has no sheet of a declared name.
fn no_sheet(sheet: &str, entry: &FileEntry, names: &[Arc<str>]) -> Finding {
    let message = text!("没有工作表 `{sheet}`", "there is no sheet `{sheet}`");
    let help = list_of(sheet, names.iter().map(|name| &**name));
    let finding = Finding::new(codes::BAD_MANIFEST, message).help(help);
    match &entry.place {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}
