//! Opens a data set: its own file, the headers, the units.

use super::discovery::files;
use super::header::{self, Header};
use super::manifest::{FileEntry, Manifest, Shape, resolve, unreadable};
use super::name_index::NameIndex;
pub(super) use super::row_shape::read_error;
use super::units_file::Roster;
use super::words::ColumnRole;
use super::{Column, DataSet, FileSchema};
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::observation::{InputFile, Units};
use crate::plan::{Kind, Plan};
use crate::source::Folder;
use crate::table::{self, Control, Format, Range, ReadEvent, Table, csv};
use crate::text;
use hashbrown::HashMap;
use std::sync::Arc;

/// Opens a data set: reads `data.toml`, every header, and the units files whole.
pub fn open(folder: &Folder, plan: &Plan) -> (DataSet, Findings) {
    let mut findings = Findings::default();
    let mut data = empty(folder);
    let Some(manifest) = Manifest::read(folder, plan, &mut findings) else {
        return (data, findings);
    };
    if let Some(title) = manifest.title {
        data.title = title;
    }
    data.synthetic = manifest.synthetic;
    let name_index = NameIndex::new(plan);
    let mut rosters = Vec::new();
    for (name, entry) in files(folder, manifest.files, &mut findings) {
        let reader = HeaderReader {
            folder,
            plan,
            name_index: &name_index,
        };
        let file = data.files.len() as u32;
        let Some(layout) = reader.layout(&name, entry, file, &mut findings) else {
            continue;
        };
        data.files.push(InputFile {
            path: layout.path.clone(),
            name,
            sheet: None,
            encoding: "utf-8",
            rows: 0,
            refused: 0,
            merged: layout.entry.merged,
        });
        match layout.header.shape {
            Shape::Units => rosters.push(layout),
            Shape::Wide | Shape::Long => data.schemas.push(layout),
        }
    }
    // Those of higher levels first, so that quote_list rows have to wait for their parents.
    rosters.sort_by_key(|layout| layout.entry.level);
    let mut roster = Roster::default();
    for layout in &rosters {
        let input = &mut data.files[layout.file as usize];
        roster.read(folder, layout, plan, input, &mut findings);
    }
    data.units = roster.finish(plan, &mut data.files, &mut findings);
    let mut declarations = manifest.declarations;
    data.reconcile = std::mem::take(&mut declarations.reconcile);
    (data.acknowledged, data.waivers) = resolve(declarations, &data.units, &mut findings);
    (data, findings)
}

fn empty(folder: &Folder) -> DataSet {
    let shown = folder.shown();
    let title = shown.trim_end_matches('/').rsplit('/').next();
    DataSet {
        folder: folder.clone(),
        title: Text::same(title.unwrap_or(&shown)),
        synthetic: false,
        schemas: Vec::new(),
        files: Vec::new(),
        units: Units::default(),
        acknowledged: Vec::new(),
        reconcile: HashMap::new(),
        waivers: Vec::new(),
    }
}

struct HeaderReader<'a> {
    folder: &'a Folder,
    plan: &'a Plan,
    name_index: &'a NameIndex<'a>,
}

impl HeaderReader<'_> {
    /// A file's layout; none where it can't be read or holds nothing.
    fn layout(
        &self,
        name: &str,
        entry: FileEntry,
        file: u32,
        findings: &mut Findings,
    ) -> Option<FileSchema> {
        let path = self.folder.shown_path(name);
        let format = self.format(name, findings)?;
        let mut table = match table::open(self.folder, name, &format, Range::WHOLE) {
            Ok(table) => table,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        let mut header = None;
        table.read(|event| {
            match event {
                ReadEvent::Record(record) => {
                    let (plan, words) = (self.plan, self.name_index);
                    header = Some(header::read(&path, *record, &entry, plan, words, findings));
                }
                ReadEvent::Error(error) => findings.add(read_error(error)),
            }
            Control::Stop
        });
        let mut layout = self.columns(header?, name, path, entry, file, format);
        layout.encoding = table.encoding();
        Some(layout)
    }

    fn columns(
        &self,
        header: Header,
        name: &str,
        path: Arc<str>,
        entry: FileEntry,
        file: u32,
        format: Format,
    ) -> FileSchema {
        let mut layout = FileSchema {
            file,
            name: name.to_owned(),
            path,
            coded: Vec::new(),
            numeric: Vec::new(),
            long: header.shape == Shape::Long,
            usable: usable(&header, &entry),
            header,
            entry,
            format,
            encoding: "utf-8",
        };
        for (at, meaning) in &layout.header.columns {
            let column = Column {
                variable: meaning.variable,
                period: meaning.period,
                at: *at,
                factor: meaning.factor.clone(),
            };
            match self.plan[meaning.variable].kind {
                Kind::Flag | Kind::Rating => layout.coded.push(column),
                Kind::Count | Kind::Amount | Kind::Mean => layout.numeric.push(column),
            }
        }
        layout
    }

    /// How the file holds its table; `None`, with a finding, where it can't be read or has no record.
    fn format(&self, name: &str, findings: &mut Findings) -> Option<Format> {
        let separator = match csv::separator(self.folder, name) {
            Ok(separator) => separator,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        if separator.is_none() {
            findings.add(
                Finding::new(
                    codes::EMPTY_FILE,
                    text!("文件没有内容", "the file is empty"),
                )
                .at(Place::file(self.folder.shown_path(name)))
                .help(text!(
                    "请补上表头与数据，或删去该文件",
                    "give it a header and rows, or remove it"
                )),
            );
        }
        separator.map(|separator| Format::Delimited { separator })
    }
}

/// Whether rows say whose and of when they are.
fn usable(header: &Header, entry: &FileEntry) -> bool {
    let parts = &header.parts;
    let dated = header.shape == Shape::Units
        || parts.has(ColumnRole::Period)
        || entry.period.is_some()
        || (header.shape == Shape::Wide
            && !header.columns.is_empty()
            && header.columns.iter().all(|(_, m)| m.period.is_some()));
    let long = header.shape != Shape::Long
        || (parts.has(ColumnRole::Variable) && parts.has(ColumnRole::Value));
    dated && long && (parts.has(ColumnRole::Code) || parts.has(ColumnRole::Name))
}
