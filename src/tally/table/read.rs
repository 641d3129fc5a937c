//! Reads the tally tables of a data set, and adds them to what was counted of its files.

use super::kind::{Gathered, RowKind};
use super::{COLUMNS, numbers};
use crate::data::{DataSet, read_error};
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::observation::{Aggregate, AggregateValue, UnitIx};
use crate::plan::{LevelIx, Plan, Year};
use crate::table::csv::Dialect;
use crate::table::{self, Control, Format, Range, ReadEvent, Record, Table};
use crate::tally::source::{Counted, NotUsed};
use crate::text;
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many rows of a table were counted and handed over.
#[derive(Clone, Debug, Default)]
struct TableRows {
    counted: u64,
    /// `None` if it is not said.
    rest: Option<u64>,
    /// Where that is said.
    place: Option<Place>,
}

/// The tally tables of a data set.
#[derive(Debug, Default)]
pub struct TallyTable {
    /// The digest of the plan by which all was counted, and what was asked; `None` where no table says it.
    pub stated: Option<(String, Gathered)>,
    /// By the name of a table or file.
    rows: BTreeMap<String, TableRows>,
    /// Rows that were counted, by the name of the file that says so.
    counted: BTreeMap<String, u64>,
    /// The years with a row of anything actual.
    years: BTreeSet<Year>,
    /// The codes of the units at which counts are gathered, in order, each with the first place of it.
    codes: BTreeMap<String, Place>,
    /// Units of a level that sent a row, by the code of the unit at which they are gathered.
    named: Vec<(LevelIx, String, Year, u64)>,
    counts: Vec<(Aggregate, String, Year, AggregateValue)>,
}

impl TallyTable {
    /// Reads all tally tables of a data set: `None` if it has none. A row that can't be read is reported, and no table
    /// states anything then.
    pub fn read(data: &DataSet, plan: &Plan, findings: &mut Findings) -> Option<TallyTable> {
        if data.tallies.is_empty() {
            return None;
        }
        let mut table = TallyTable::default();
        for name in &data.tallies {
            let mut file = FileReader {
                plan,
                data,
                path: data.folder.shown_path(name),
                name,
                table: &mut table,
                findings,
                stated: None,
            };
            file.read();
        }
        if findings.any_error() {
            table.stated = None;
        }
        Some(table)
    }

    /// Adds all counts up to a year to those of the files; what contradicts these is reported.
    pub fn add_to(self, last: Year, data: &DataSet, counted: &mut Counted) {
        self.check_rows(data, counted);
        if counted.beside.count > 0 {
            let beside = std::mem::take(&mut counted.beside);
            counted.findings.add(row_beside(beside));
        }
        for (file, read) in data.files.iter().zip(&mut counted.files) {
            read.rows += self.counted.get(&file.name).copied().unwrap_or(0);
        }
        let units = counted.units.as_ref().unwrap_or(&data.units);
        let mut known: HashMap<&str, UnitIx> = HashMap::new();
        for (code, place) in &self.codes {
            match units.by_code(code) {
                Some(unit) => {
                    known.insert(code, unit);
                }
                None => {
                    let (_, message) = unknown(1, code);
                    counted.findings.add(bad(message, place.clone()));
                }
            }
        }
        for (aggregate, code, year, value) in self.counts {
            if let Some(&unit) = known.get(&*code).filter(|_| year <= last) {
                (counted.counts).insert_or_add((aggregate, unit, year), value);
            }
        }
        for (level, code, year, count) in self.named {
            if let Some(&unit) = known.get(&*code).filter(|_| year <= last) {
                counted.named_apart.push((level, unit, year, count));
            }
        }
        let latest = self.years.range(..=last).next_back().copied();
        counted.latest = counted.latest.max(latest);
    }

    /// Whether each table that is declared was counted, and all of its other rows were handed over.
    fn check_rows(&self, data: &DataSet, counted: &mut Counted) {
        for schema in &data.schemas {
            let Some(name) = schema.table().map(|table| &table.name) else {
                continue;
            };
            let Some(rows) = self.rows.get(name) else {
                counted.findings.add(not_counted(name, &schema.path));
                continue;
            };
            let read = &counted.files[schema.file as usize];
            let came = read.rows + read.set_aside + read.refused_rows;
            if let Some(rest) = rows.rest.filter(|&rest| rest != came) {
                let finding = other_rest(name, rest, came);
                counted.findings.add(match &rows.place {
                    Some(place) => finding.at(place.clone()),
                    None => finding,
                });
            }
            if rows.counted > 0 && came * 20 > rows.counted + came {
                let all = rows.counted + came;
                counted
                    .findings
                    .add(large_rest(name, came, all, &schema.path));
            }
        }
    }
}

/// Reads one tally table.
struct FileReader<'a> {
    plan: &'a Plan,
    data: &'a DataSet,
    path: Arc<str>,
    name: &'a str,
    table: &'a mut TallyTable,
    findings: &'a mut Findings,
    /// The digest of the plan that the file states.
    stated: Option<String>,
}

/// Why a row can't be read, and the column.
type Refused = (usize, Text);

impl FileReader<'_> {
    fn read(&mut self) {
        let format = Format::Delimited(Dialect {
            separator: b',',
            quote: Some(Dialect::QUOTE),
            encoding: None,
        });
        let mut table = match table::open(&self.data.folder, self.name, &format, Range::WHOLE) {
            Ok(table) => table,
            Err(error) => {
                let reason = &error.reason;
                let message = text!("无法读取：{reason}", "can't be read: {reason}");
                self.findings.add(bad(message, Place::file(&*error.path)));
                return;
            }
        };
        let mut first = true;
        table.read(|event| {
            let record = match event {
                ReadEvent::Record(record) => record,
                ReadEvent::Comment(_) => return Control::Next,
                ReadEvent::Error(error) => {
                    self.findings.add(read_error(error));
                    return Control::Stop;
                }
            };
            let read = match first {
                true => header(record),
                false => self.row(record),
            };
            first = false;
            match read {
                Ok(()) => Control::Next,
                Err((column, message)) => {
                    let place = record.place(&self.path, column);
                    self.findings.add(bad(message, place));
                    Control::Stop
                }
            }
        });
        if first {
            let message = text!("没有表头", "there is no header");
            self.findings
                .add(bad(message, Place::file(self.path.clone())));
        }
    }

    fn row(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        if record.len() != COLUMNS.len() {
            let message = text!(
                "单元格数与表头不符",
                "the row has not as many cells as the header"
            );
            return Err((0, message));
        }
        let word = record.get(0);
        let kind = RowKind::parse(word, self.plan).ok_or_else(|| unknown(0, word))?;
        let numbers = numbers::Reader(std::array::from_fn(|at| record.get(at + 3)));
        let read = |found: Result<u64, usize>| found.map_err(|at| no_number(record, at));
        match kind {
            RowKind::Plan(digest) => self.stated = Some(digest),
            RowKind::Question(gathered) => self.question(gathered)?,
            RowKind::Rows(table) => {
                let rows = self.table.rows.entry(table).or_default();
                let count = read(numbers.count())?;
                rows.counted += count;
                *self.table.counted.entry(self.name.to_owned()).or_default() += count;
                if count > 0 {
                    self.table.years.extend(record.get(2).parse::<Year>().ok());
                }
            }
            RowKind::Rest(table) => {
                let rows = self.table.rows.entry(table).or_default();
                *rows.rest.get_or_insert(0) += read(numbers.count())?;
                rows.place = Some(record.place(&self.path, 3));
            }
            RowKind::Latest => {
                self.table.years.insert(year(record)?);
            }
            RowKind::Named(level) => {
                let count = read(numbers.count())?;
                let (code, year) = (self.code(record), year(record)?);
                self.table.named.push((level, code, year, count));
            }
            RowKind::Counted(aggregate) => {
                let value = match aggregate.summed() {
                    Some(_) => numbers.sum().map(AggregateValue::Sum),
                    None => numbers.outcomes().map(AggregateValue::Outcomes),
                };
                let value = value.map_err(|at| no_number(record, at))?;
                let (code, year) = (self.code(record), year(record)?);
                self.table.counts.push((aggregate, code, year, value));
            }
        }
        Ok(())
    }

    /// Notes what was asked: in all tables the same, by the same plan.
    fn question(&mut self, gathered: Gathered) -> Result<(), Refused> {
        let message = text!("缺少规划的摘要", "the digest of the plan is missing");
        let digest = self.stated.clone().ok_or((0, message))?;
        let stated = (digest, gathered);
        match &self.table.stated {
            Some(known) if *known != stated => Err((
                0,
                text!(
                    "与其他计数结果的规划或问题不同",
                    "it answers another question, or is by another plan, than other tables"
                ),
            )),
            _ => {
                self.table.stated = Some(stated);
                Ok(())
            }
        }
    }

    /// The code of the unit at which a count is gathered; that it is one is checked once all units are known.
    fn code(&mut self, record: &Record<'_>) -> String {
        let code = record.get(1);
        if !self.table.codes.contains_key(code) {
            let place = record.place(&self.path, 1);
            self.table.codes.insert(code.to_owned(), place);
        }
        code.to_owned()
    }
}

fn header(record: &Record<'_>) -> Result<(), Refused> {
    for (at, title) in COLUMNS.iter().enumerate() {
        if record.get(at) != *title {
            let message = text!("应为 `{title}` 列", "the column `{title}` is expected");
            return Err((at, message));
        }
    }
    Ok(())
}

fn year(record: &Record<'_>) -> Result<Year, Refused> {
    let written = record.get(2);
    written.parse().map_err(|_| unknown(2, written))
}

fn unknown(column: usize, word: &str) -> Refused {
    let word = word.escape_debug();
    let message = text!("`{word}` 无法识别", "`{word}` is not known");
    (column, message)
}

/// The refusal of a number in a column after the year.
fn no_number(record: &Record<'_>, at: usize) -> Refused {
    unknown(at + 3, record.get(at + 3))
}

fn bad(message: Text, place: Place) -> Finding {
    Finding::new(codes::BAD_TALLY, message)
        .at(place)
        .help(text!(
            "请重新执行 `kaoping sql` 所写的语句",
            "run the statements of `kaoping sql` again"
        ))
}

fn not_counted(name: &str, path: &Arc<str>) -> Finding {
    bad(
        text!(
            "数据库表 `{name}` 没有计数",
            "no tally says how many rows of the table `{name}` were counted"
        ),
        Place::file(path.clone()),
    )
}

fn other_rest(name: &str, rest: u64, came: u64) -> Finding {
    Finding::new(
        codes::BAD_TALLY,
        text!(
            "`{name}` 未计数的行应为 {rest} 行，读到 {came} 行",
            "{rest} rows of `{name}` were handed over, and {came} are there"
        ),
    )
    .help(text!(
        "计数与其余行须出自同一份数据：请重新执行两条语句",
        "both have to be of the same data: run both statements again"
    ))
}

/// The finding for rows that the engine may have counted otherwise.
fn row_beside(rows: NotUsed) -> Finding {
    let mut finding = Finding::new(
        codes::ROW_BESIDE_COUNTS,
        text!(
            "{} 行的对象，数据库可能已按另一行计数",
            "rows whose units the engine may have counted by another row: {}",
            rows.count
        ),
    )
    .help(text!(
        "表中各行请以代码或名册中的名称写明对象；同一层级的数据全部放在表中，不要另有文件",
        "name the unit of each row of a table by its code, or by its name as in the roster, and keep all rows of the level in tables"
    ));
    finding.count = rows.count;
    finding.places = rows.places;
    finding
}

fn large_rest(name: &str, rest: u64, all: u64, path: &Arc<str>) -> Finding {
    Finding::new(
        codes::LARGE_REST,
        text!(
            "`{name}` 的 {all} 行中有 {rest} 行未由数据库计数",
            "rows of `{name}` that the engine did not count: {rest} of {all}"
        ),
    )
    .at(Place::file(path.clone()))
    .help(text!(
        "判定不受影响；规范数据的写法可减少这些行",
        "the verdicts are right all the same; data in plain form leaves fewer of them"
    ))
}
