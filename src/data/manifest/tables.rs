//! The `[[table]]` entries: tables of an engine, of which the engine counts what is clean and hands over the other rows.

use super::forms::FileForm;
use super::{FileEntry, FileKey, LayoutEntry, Manifest, Shape};
use crate::finding::{Finding, Findings, codes};
use crate::source::Folder;
use crate::text;
use crate::toml_reader::Collector;

/// A table that an engine holds.
#[derive(Clone, Debug)]
pub struct EngineTable {
    /// Its name in the engine, with that of its schema before it where it has one.
    pub name: String,
    /// The titles of its columns, in the order in which they are declared.
    pub titles: Vec<String>,
    /// Whether its rows are units.
    pub of_units: bool,
}

impl EngineTable {
    /// What a `[[table]]` declares; `None`, and a finding, where its name can't be that of files too.
    pub(super) fn new(form: &FileForm, log: &Collector) -> Option<EngineTable> {
        let name = &form.path.value;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if !name.chars().all(plain) || name.starts_with('.') {
            log.add(form.path.finding(
                codes::BAD_VALUE,
                text!(
                    "`{name}` 不能作表名",
                    "`{name}` can't be the name of a table"
                ),
                text!(
                    "请写字母、数字、`_`、`-`，模式名与表名之间用 `.`",
                    "write letters, digits, `_` and `-`, with `.` between schema and table"
                ),
            ));
            return None;
        }
        let titles = form.columns.iter();
        Some(EngineTable {
            name: name.clone(),
            titles: titles.map(|(title, _)| title.value.clone()).collect(),
            of_units: form.shape == Some(Shape::Units),
        })
    }

    /// The name of the file that holds the rows that the engine hands over.
    pub fn file_name(&self) -> String {
        let end = if self.of_units {
            Results::ROSTER
        } else {
            Results::REST
        };
        format!("{}{end}", self.name)
    }

    pub(super) fn key(&self) -> FileKey {
        FileKey {
            path: self.file_name(),
            sheet: None,
        }
    }

    /// What is declared about the table, as of the file that holds its rows.
    pub(super) fn entry(self, entry: FileEntry) -> FileEntry {
        FileEntry {
            layout: LayoutEntry {
                delimiter: Some(b','),
                header_line: Some(1),
                ..LayoutEntry::default()
            },
            table: Some(self),
            ..entry
        }
    }

    /// The first line of that file, with its line feed.
    pub fn header(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory can't fail.
        let _ = writer.write_record(&self.titles);
        writer.into_inner().unwrap_or_default()
    }
}

/// The kinds of files that an engine's results are in, by the ends of their names.
pub struct Results;

impl Results {
    /// Counts.
    pub const TALLY: &str = ".tally.csv";
    /// Rows that were not counted.
    pub const REST: &str = ".rest.csv";
    /// Such rows that hold the figures of units that became part of others.
    pub const MERGED_REST: &str = ".merged.rest.csv";
    /// Units.
    pub const ROSTER: &str = ".roster.csv";

    /// Whether a file of this name holds results that are read.
    pub fn is_read(name: &str) -> bool {
        [Self::TALLY, Self::REST, Self::ROSTER]
            .iter()
            .any(|end| name.ends_with(end))
    }
}

impl Manifest {
    /// The tables that are declared, in the order of their names.
    pub fn tables(&self) -> impl Iterator<Item = &EngineTable> {
        let entries = self.files.values().flatten();
        entries.filter_map(|entry| entry.table.as_ref())
    }

    /// Takes the results of an engine that are in a folder: counts apart, rows as files; what is declared and is not there is
    /// reported.
    pub fn take_results(&mut self, folder: &Folder, findings: &mut Findings) {
        let names = folder.joined_names();
        for (key, entry) in &mut self.files {
            let table = entry.as_ref().and_then(|entry| entry.table.as_ref());
            if let Some(table) = table.filter(|_| !names.contains(&key.path.as_str())) {
                let place = entry.as_ref().and_then(|entry| entry.place.clone());
                let finding = not_counted(&table.name);
                findings.add(match place {
                    Some(place) => finding.at(place),
                    None => finding,
                });
                *entry = None;
            }
        }
        for name in names
            .iter()
            .filter(|name| name.ends_with(Results::MERGED_REST))
        {
            let key = FileKey {
                path: (*name).to_owned(),
                sheet: None,
            };
            self.files.entry(key).or_insert_with(|| {
                Some(FileEntry {
                    merged: true,
                    ..FileEntry::default()
                })
            });
        }
        let tallies = names.iter().filter(|name| name.ends_with(Results::TALLY));
        self.tallies = tallies.map(|&name| name.to_owned()).collect();
        self.tallies.sort();
        for name in &self.tallies {
            let key = FileKey {
                path: name.clone(),
                sheet: None,
            };
            self.files.insert(key, None);
        }
    }
}

fn not_counted(name: &str) -> Finding {
    Finding::new(
        codes::TABLE_NOT_READ,
        text!(
            "数据库表 `{name}` 没有计数结果，未采用",
            "the results of the table `{name}` are not there: it is not used"
        ),
    )
    .help(text!(
        "先用 `kaoping sql` 生成语句并在数据库中执行，再以 `--tally` 指明结果所在文件夹",
        "write its statements with `kaoping sql`, have the engine run them, and name the folder of the results with `--tally`"
    ))
}
