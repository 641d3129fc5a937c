//! The schema of a file: its format, and what its header says.

use super::Header;
use super::column_types::check_types;
use super::name_index::{ColumnBinding, NameIndex};
use super::read::read;
use super::row_shape::read_error;
use crate::data::cell::Notation;
use crate::data::cell::measure_unit::conversion;
use crate::data::cell::unit_remark::unit_of_table;
use crate::data::column_role::ColumnRole;
use crate::data::manifest::{EngineTable, FileEntry, Shape, unreadable};
use crate::finding::{Finding, Findings, Place, codes};
use crate::number::Number;
use crate::observation::Period;
use crate::plan::{Kind, LevelIx, Plan, VariableIx};
use crate::source::Folder;
use crate::table::workbook::Sheet;
use crate::table::{self, Control, Format, Range, ReadEvent, Table};
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
    pub(in crate::internals::data) header: Header,
    /// What `data.toml` declares about the file.
    pub(in crate::internals::data) entry: FileEntry,
    /// The unit of measurement of a long file's figures, where rows and variables name none.
    pub(in crate::internals::data) unit: Option<String>,
    /// How figures are written.
    pub(in crate::internals::data) notation: Notation,
    /// The table's format.
    pub(in crate::internals::data) format: Format,
    /// The encoding, as far as the header shows it.
    pub(in crate::internals::data) encoding: &'static str,
    /// Whether rows can be read: the file says for which unit and period its rows are.
    pub(in crate::internals::data) usable: bool,
}

impl FileSchema {
    /// The table of an engine whose rows the file holds; `None` if it is a file of its own.
    pub fn table(&self) -> Option<&EngineTable> {
        self.entry.table.as_ref()
    }

    /// The level that is declared for the rows; `None` if none is.
    pub fn declared_level(&self) -> Option<LevelIx> {
        self.entry.level
    }

    /// The titles of the ignored columns, in their order.
    pub fn ignored_titles(&self) -> impl Iterator<Item = &str> {
        let header = &self.header;
        header.ignored.iter().map(|&at| &*header.titles[at])
    }
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
    /// Whether another column holds the same variable and period, so that neither is used.
    pub in_doubt: bool,
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
    /// The schema of a table of a file; `None`, and a finding, if it can't be read.
    pub fn read(
        &self,
        input: &Input,
        format: Format,
        file: u32,
        findings: &mut Findings,
    ) -> Option<FileSchema> {
        let (name, entry) = (input.name.as_str(), input.entry.clone());
        let path = self.folder.shown_path(name);
        let mut table = match table::open(self.folder, name, &format, Range::WHOLE) {
            Ok(table) => table,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        let mut header = None;
        let mut unit: Option<(String, Place)> = None;
        table.read(|event| {
            match event {
                ReadEvent::Comment(record) => {
                    let found = unit_of_table(record.raw());
                    unit = unit
                        .take()
                        .or(found.map(|unit| (unit, record.whole(&path))));
                    return Control::Next;
                }
                ReadEvent::Record(record) => {
                    let (plan, name_index) = (self.plan, self.name_index);
                    let mut read = read(&path, *record, &entry, plan, name_index, findings);
                    check_types(&format, (&path, record), &entry, &mut read, findings);
                    header = Some(read);
                }
                ReadEvent::Error(error) => findings.add(read_error(error)),
            }
            Control::Stop
        });
        let mut header = header?;
        let unit = unit.and_then(|(unit, place)| self.apply(unit, place, &mut header, findings));
        let mut schema = self.columns(header, name, path, entry, file, format);
        schema.encoding = table.encoding();
        schema.unit = unit;
        Some(schema)
    }

    /// Applies the unit of measurement that a remark above the header gives for the whole table to the columns that name none.
    /// Where it does not fit one of them, that is reported, and none of these columns is used. Returns the unit for the rows of
    /// a long file.
    fn apply(
        &self,
        unit: String,
        place: Place,
        header: &mut Header,
        findings: &mut Findings,
    ) -> Option<String> {
        if header.shape == Shape::Long {
            return Some(unit);
        }
        let figures = |(_, binding): &&mut (usize, ColumnBinding)| {
            self.plan[binding.variable].scale.is_none() && !binding.has_unit
        };
        let mut misfit = None;
        for (_, binding) in header.columns.iter_mut().filter(figures) {
            match conversion(&unit, &self.plan[binding.variable]) {
                Ok(factor) => binding.factor = Some(factor),
                Err(_) => misfit = Some(binding.variable),
            }
        }
        let variable = misfit?;
        let (id, own) = (&self.plan[variable].id, &self.plan[variable].unit);
        findings.add(
            Finding::new(
                codes::UNIT_MISMATCH,
                text!(
                    zh: ("表的计量单位 `{unit}` 无法换算为 `{id}` 的 `{}`", own.zh),
                    en: ("the table's unit `{unit}` can't be converted to `{}`, the unit of `{id}`", own.en)
                ),
            )
            .at(place)
            .help(text!(
                "请在各列表头中写明计量单位；未写明的列均未采用",
                "write the unit into the title of each column; columns without one are not used"
            )),
        );
        let undecided = header.columns.iter_mut().filter(figures);
        let undecided: Vec<usize> = undecided.map(|(at, _)| *at).collect();
        header.in_doubt.extend(undecided);
        None
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
            unit: None,
            notation: Notation {
                semicolons: format.separator() == Some(b';'),
                ..entry.notation.clone()
            },
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
                in_doubt: schema.header.in_doubt.contains(at),
            };
            match self.plan[binding.variable].kind {
                Kind::Flag | Kind::Rating => schema.answer_columns.push(column),
                Kind::Count | Kind::Amount | Kind::Mean => schema.figure_columns.push(column),
            }
        }
        schema
    }
}

/// Whether rows say whose and of when they are.
fn usable(header: &Header, entry: &FileEntry) -> bool {
    let roles = &header.roles;
    let long = header.shape != Shape::Long
        || (roles.has(ColumnRole::Variable) && roles.has(ColumnRole::Value));
    let owned = roles.has(ColumnRole::Code) || roles.has(ColumnRole::Name) || entry.unit.is_some();
    header.is_dated(entry) && long && owned && !header.unclear
}
