//! The schema of a file: its format, and what its header says.

use super::Header;
use super::name_index::NameIndex;
use super::read::read;
use super::row_shape::read_error;
use crate::data::column_role::ColumnRole;
use crate::data::manifest::{FileEntry, Shape, unreadable};
use crate::finding::{Finding, Findings, Place, codes};
use crate::number::Number;
use crate::observation::Period;
use crate::plan::{Kind, Plan, VariableIx};
use crate::source::Folder;
use crate::table::workbook::Sheet;
use crate::table::{self, Control, Format, Range, ReadEvent, Table, csv};
use crate::text;
use std::sync::Arc;

/// A table to be read.
pub struct Input {
    /// The file's path within the data folder.
    pub name: String,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<Arc<Sheet>>,
    /// What is declared about it.
    pub entry: FileEntry,
}

/// How a file of figures or units is to be read.
#[derive(Clone, Debug)]
pub struct FileSchema {
    /// Index into [`DataSet::files`](crate::data::DataSet::files).
    pub file: u32,
    /// The path within the data folder.
    pub name: String,
    /// The path as shown to the user.
    pub path: Arc<str>,
    /// The columns of flags and ratings of a wide file, in file order; empty for a long file.
    pub answer_columns: Vec<Column>,
    /// The columns of counts, amounts and means of a wide file, in file order; empty for a long file.
    pub figure_columns: Vec<Column>,
    /// Whether the file is long: each row names its variable.
    pub long: bool,
    /// What the header says.
    pub(in crate::data) header: Header,
    /// What `data.toml` declares about the file.
    pub(in crate::data) entry: FileEntry,
    /// The table's format.
    pub(in crate::data) format: Format,
    /// The encoding, as far as the header shows it.
    pub(in crate::data) encoding: &'static str,
    /// Whether rows can be read: the file says for which unit and period its rows are.
    pub(in crate::data) usable: bool,
}

/// A column of a wide file that holds a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The variable.
    pub variable: VariableIx,
    /// The period that the header gives; `None` if the row's applies.
    pub period: Option<Period>,
    /// The column's position, from 0.
    pub at: usize,
    /// What cells are multiplied by to get the variable's unit; figures that are handed on are multiplied already.
    pub factor: Option<Number>,
}

/// Reads the schemas of the files of a folder.
pub struct SchemaReader<'a> {
    /// The data folder.
    pub folder: &'a Folder,
    /// The plan.
    pub plan: &'a Plan,
    /// The names of the plan's variables.
    pub name_index: &'a NameIndex<'a>,
}

impl SchemaReader<'_> {
    /// The schema of a file; `None`, and a finding, if the file can't be read or is empty.
    pub fn read(&self, input: Input, file: u32, findings: &mut Findings) -> Option<FileSchema> {
        let Input { name, sheet, entry } = input;
        let name = name.as_str();
        let path = self.folder.shown_path(name);
        let format = match sheet {
            Some(sheet) => Format::Sheet(sheet),
            None => self.format(name, findings)?,
        };
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
                    let (plan, name_index) = (self.plan, self.name_index);
                    header = Some(read(&path, *record, &entry, plan, name_index, findings));
                }
                ReadEvent::Error(error) => findings.add(read_error(error)),
            }
            Control::Stop
        });
        let mut schema = self.columns(header?, name, path, entry, file, format);
        schema.encoding = table.encoding();
        Some(schema)
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
        let mut schema = FileSchema {
            file,
            name: name.to_owned(),
            path,
            answer_columns: Vec::new(),
            figure_columns: Vec::new(),
            long: header.shape == Shape::Long,
            usable: usable(&header, &entry),
            header,
            entry,
            format,
            encoding: "utf-8",
        };
        for (at, binding) in &schema.header.columns {
            let column = Column {
                variable: binding.variable,
                period: binding.period,
                at: *at,
                factor: binding.factor.clone(),
            };
            match self.plan[binding.variable].kind {
                Kind::Flag | Kind::Rating => schema.answer_columns.push(column),
                Kind::Count | Kind::Amount | Kind::Mean => schema.figure_columns.push(column),
            }
        }
        schema
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
    let roles = &header.roles;
    let dated = header.shape == Shape::Units
        || roles.has(ColumnRole::Period)
        || entry.period.is_some()
        || (header.shape == Shape::Wide
            && !header.columns.is_empty()
            && header.columns.iter().all(|(_, m)| m.period.is_some()));
    let long = header.shape != Shape::Long
        || (roles.has(ColumnRole::Variable) && roles.has(ColumnRole::Value));
    dated && long && (roles.has(ColumnRole::Code) || roles.has(ColumnRole::Name))
}
