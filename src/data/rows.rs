//! Rows, one by one: whose, of when, and what each cell says.

use super::coded::CodedScale;
use super::header::{Header, puzzled};
use super::new_units::NewUnits;
use super::numeric::NumericColumn;
use super::open::no_record;
use super::rowunits::RowUnits;
use super::trouble::{Reporter, Trouble, WHOLE_ROW};
use super::vocabulary::{Meaning, Vocabulary};
use super::words::{self, Part};
use super::{
    Column, DataSet, Entry, Fields, Layout, Reading, Report, RowHead, RowUnit, Sink, dates,
};
use crate::diagnostic::{Code as FindingCode, Finding, Place, codes};
use crate::figures::{Code, Period};
use crate::plan::{LevelIx, Plan, VariableIx, Year};
use crate::source::{Flow, Record, Records, Step};
use crate::text;
use crate::words::Text;
use hashbrown::HashMap;
use std::sync::Arc;

/// Reads a file row by row in pieces of about 1 MiB; memory does not grow with rows but for new units.
/// `names_of`: levels whose units' names are to be kept.
pub fn read(
    data: &DataSet,
    layout: &Layout,
    plan: &Plan,
    names_of: &[LevelIx],
    sink: &mut impl Sink,
) -> Report {
    let mut reporter = Reporter::new(&*layout.path);
    let mut report = Report {
        rows: 0,
        refused: 0,
        encoding: "utf-8",
        new_units: NewUnits::default(),
        findings: Default::default(),
    };
    if !layout.usable {
        report.findings = reporter.finish();
        return report;
    }
    let mut records = match Records::open(&data.folder, &layout.name, layout.separator) {
        Ok(records) => records,
        Err(error) => {
            reporter.add(super::manifest::unreadable(&error));
            report.findings = reporter.finish();
            return report;
        }
    };
    let vocabulary = layout.long.then(|| Vocabulary::new(plan));
    let mut rows = Rows::new(data, layout, plan, names_of, vocabulary.as_ref(), reporter);
    records.each(|step| rows.step(step, sink));
    report.encoding = records.encoding();
    decoded(&layout.path, records.encoding(), &mut rows.reporter);
    report.rows = rows.rows;
    report.refused = rows.refused;
    report.new_units = rows.units.new;
    report.findings = rows.reporter.finish();
    report
}

/// A column ready to be read.
struct Coded<'a> {
    column: &'a Column,
    scale: usize,
    may_not_apply: bool,
}

/// A variable of a long file, ready to be read.
struct LongVariable<'a> {
    meaning: Meaning,
    /// None where it is answered with words.
    numeric: Option<NumericColumn<'a>>,
}

struct Rows<'a> {
    data: &'a DataSet,
    layout: &'a Layout,
    plan: &'a Plan,
    vocabulary: Option<&'a Vocabulary<'a>>,
    reporter: Reporter,
    units: RowUnits<'a>,
    scales: Vec<CodedScale>,
    coded: Vec<Coded<'a>>,
    numeric: Vec<(&'a Column, NumericColumn<'a>)>,
    /// By the text of the variable's cell.
    variables: HashMap<String, LongVariable<'a>>,
    /// The lowest level at which every column is collected.
    deepest: Option<LevelIx>,
    /// Columns with a period of their own.
    dated: bool,
    period_text: String,
    period: Option<Period>,
    as_of: String,
    codes: Vec<Code>,
    readings: Vec<Reading>,
    header_seen: bool,
    rows: u64,
    refused: u64,
}

/// What of a row could not be understood.
struct Refused;

impl<'a> Rows<'a> {
    fn new(
        data: &'a DataSet,
        layout: &'a Layout,
        plan: &'a Plan,
        names_of: &'a [LevelIx],
        vocabulary: Option<&'a Vocabulary<'a>>,
        reporter: Reporter,
    ) -> Self {
        let columns = || layout.coded.iter().chain(&layout.numeric);
        let coded = layout.coded.iter().map(|column| Coded {
            column,
            scale: plan[column.variable].scale.map_or(0, |s| s.0 as usize),
            may_not_apply: plan[column.variable].may_not_apply,
        });
        let numeric = layout.numeric.iter().map(|column| {
            let variable = &plan[column.variable];
            (column, NumericColumn::new(variable, column.factor.clone()))
        });
        Rows {
            data,
            layout,
            plan,
            vocabulary,
            reporter,
            units: RowUnits::new(data, layout, plan, names_of),
            scales: plan.scales.iter().map(CodedScale::new).collect(),
            coded: coded.collect(),
            numeric: numeric.collect(),
            variables: HashMap::new(),
            deepest: columns().map(|column| plan[column.variable].level).min(),
            dated: columns().any(|column| column.period.is_some()),
            period_text: String::new(),
            period: None,
            as_of: String::new(),
            codes: Vec::with_capacity(layout.coded.len()),
            readings: Vec::with_capacity(layout.numeric.len()),
            header_seen: false,
            rows: 0,
            refused: 0,
        }
    }

    fn step(&mut self, step: Step<'_>, sink: &mut impl Sink) -> Flow {
        let record = match step {
            Step::Record(record) => record,
            Step::Bad(bad) => {
                self.refused += 1;
                self.reporter.bad(no_record(bad));
                return Flow::Next;
            }
        };
        if !std::mem::replace(&mut self.header_seen, true) {
            return Flow::Next;
        }
        match shape_of_row(&self.layout.header, &record) {
            Ok(true) => match self.row(record, sink) {
                Ok(()) => self.rows += 1,
                Err(Refused) => self.refused += 1,
            },
            Ok(false) => {}
            Err(count) => {
                self.refused += 1;
                let (header, path) = (&self.layout.header, &self.layout.path);
                let (flow, finding, place) = ragged(header, &record, count, path);
                self.reporter
                    .note(finding.code, WHOLE_ROW, || finding, || place);
                return flow;
            }
        }
        Flow::Next
    }

    fn row(&mut self, record: Record<'_>, sink: &mut impl Sink) -> Result<(), Refused> {
        let Some(unit) = self.units.find(&record, &mut self.reporter) else {
            return Err(Refused);
        };
        let period = self.period(&record)?;
        let planned = self.planned(&record)?;
        self.read_as_of(&record)?;
        if self.layout.long {
            return self.long(record, unit, period, planned, sink);
        }
        let period = match period.or_else(|| self.first_period()) {
            Some(period) => period,
            None => return Err(self.no_period(&record)),
        };
        if !self.dated && !self.exists(unit, period) {
            return Err(self.row_not_existing(&record, unit, period));
        }
        self.cells(&record, unit, period);
        let fields = Fields {
            record,
            path: &self.layout.path,
        };
        let head = RowHead {
            unit,
            level: self.units.level_of(unit),
            parent: self.units.parent_of(unit),
            period,
            planned,
            as_of: self.as_of(),
            fields: &fields,
            layout: self.layout,
        };
        sink.wide(&head, &self.codes, &self.readings);
        Ok(())
    }

    /// What the cells of a wide row say.
    fn cells(&mut self, record: &Record<'_>, unit: RowUnit, period: Period) {
        self.codes.clear();
        for at in 0..self.coded.len() {
            let coded = &self.coded[at];
            let raw = record.bytes(coded.column.at);
            let code = match self.scales[coded.scale].quick(raw, coded.may_not_apply) {
                Some(code) => code,
                None => self.code_closely(record, at),
            };
            self.codes.push(code);
        }
        self.readings.clear();
        for at in 0..self.numeric.len() {
            let (column, numeric) = &self.numeric[at];
            let (reading, trouble) = numeric.read(record.get(column.at));
            if let Some(trouble) = trouble {
                let column = *column;
                self.cell_trouble(record, column.at, column.variable, trouble);
            }
            self.readings.push(reading);
        }
        let deep = self
            .deepest
            .is_some_and(|level| self.units.level_of(unit) > level);
        if deep || self.dated {
            self.take_back(record, unit, period);
        }
    }

    fn code_closely(&mut self, record: &Record<'_>, at: usize) -> Code {
        let coded = &self.coded[at];
        let (cell, variable) = (coded.column.at, coded.column.variable);
        let (code, trouble) =
            self.scales[coded.scale].closely(record.get(cell), coded.may_not_apply);
        if let Some(trouble) = trouble {
            self.cell_trouble(record, cell, variable, trouble);
        }
        code
    }

    /// Refuses cells that can't be this unit's: of its level, or of a year in which it did not exist.
    fn take_back(&mut self, record: &Record<'_>, unit: RowUnit, period: Period) {
        let level = self.units.level_of(unit);
        let wrong = |column: &Column, plan: &Plan| -> Option<Trouble> {
            if plan[column.variable].level < level {
                Some(Trouble::WrongLevel)
            } else {
                let period = column.period.unwrap_or(period);
                (!exists(self.data, unit, period)).then_some(Trouble::NotExisting)
            }
        };
        let mut troubles = Vec::new();
        for (code, coded) in self.codes.iter_mut().zip(&self.coded) {
            if let Some(trouble) = wrong(coded.column, self.plan)
                && !matches!(*code, Code::BLANK | Code::REFUSED)
            {
                *code = Code::REFUSED;
                troubles.push((coded.column, trouble));
            }
        }
        for (reading, (column, _)) in self.readings.iter_mut().zip(&self.numeric) {
            if let Some(trouble) = wrong(column, self.plan)
                && !matches!(*reading, Reading::Blank | Reading::Refused)
            {
                *reading = Reading::Refused;
                troubles.push((column, trouble));
            }
        }
        for (column, trouble) in troubles {
            self.cell_trouble(record, column.at, column.variable, trouble);
        }
    }

    fn cell_trouble(
        &mut self,
        record: &Record<'_>,
        at: usize,
        variable: VariableIx,
        trouble: Trouble,
    ) {
        self.refused += u64::from(trouble.refuses());
        let (plan, path) = (self.plan, &self.layout.path);
        let column = if self.layout.long {
            variable.0
        } else {
            at as u32
        };
        self.reporter.note(
            trouble.code(),
            column,
            || trouble.finding(plan, variable, record.get(at)),
            || record.place(path, at),
        );
    }

    /// A row of a long file.
    fn long(
        &mut self,
        record: Record<'_>,
        unit: RowUnit,
        period: Option<Period>,
        planned: bool,
        sink: &mut impl Sink,
    ) -> Result<(), Refused> {
        let parts = &self.layout.header.parts;
        let (Some(word_at), Some(at)) = (parts.get(Part::Variable), parts.get(Part::Value)) else {
            return Err(Refused);
        };
        let word = record.get(word_at);
        if !self.variables.contains_key(word) {
            let variable = self.long_variable(&record, word_at)?;
            self.variables.insert(word.to_owned(), variable);
        }
        let Some(known) = self.variables.get(word) else {
            return Err(Refused);
        };
        let variable = known.meaning.variable;
        let Some(period) = known.meaning.period.or(period) else {
            return Err(self.no_period(&record));
        };
        let (mut entry, mut trouble) = self.entry(known, record.get(at));
        let blank = matches!(
            entry,
            Entry::Code(Code::BLANK) | Entry::Figure(Reading::Blank)
        );
        if !self.exists(unit, period) {
            return Err(self.row_not_existing(&record, unit, period));
        }
        if self.plan[variable].level < self.units.level_of(unit) && !blank {
            trouble = Some(Trouble::WrongLevel);
            entry = match entry {
                Entry::Code(_) => Entry::Code(Code::REFUSED),
                Entry::Figure(_) => Entry::Figure(Reading::Refused),
            };
        }
        if let Some(trouble) = trouble {
            self.cell_trouble(&record, at, variable, trouble);
        }
        let fields = Fields {
            record,
            path: &self.layout.path,
        };
        let head = RowHead {
            unit,
            level: self.units.level_of(unit),
            parent: self.units.parent_of(unit),
            period,
            planned,
            as_of: self.as_of(),
            fields: &fields,
            layout: self.layout,
        };
        sink.long(&head, variable, entry, at);
        Ok(())
    }

    fn entry(&self, known: &LongVariable<'_>, raw: &str) -> (Entry, Option<Trouble>) {
        if let Some(numeric) = &known.numeric {
            let (reading, trouble) = numeric.read(raw);
            return (Entry::Figure(reading), trouble);
        }
        let variable = &self.plan[known.meaning.variable];
        let scale = &self.scales[variable.scale.map_or(0, |scale| scale.0 as usize)];
        let quick = scale.quick(raw.as_bytes(), variable.may_not_apply);
        let (code, trouble) = match quick {
            Some(code) => (code, None),
            None => scale.closely(raw, variable.may_not_apply),
        };
        (Entry::Code(code), trouble)
    }

    fn long_variable(
        &mut self,
        record: &Record<'_>,
        at: usize,
    ) -> Result<LongVariable<'a>, Refused> {
        let Some(vocabulary) = self.vocabulary else {
            return Err(Refused);
        };
        let word = record.get(at);
        match vocabulary.meaning(word, self.layout.entry.checklist) {
            Ok(meaning) => {
                let variable = &self.plan[meaning.variable];
                let numeric = variable
                    .scale
                    .is_none()
                    .then(|| NumericColumn::new(variable, meaning.factor.clone()));
                Ok(LongVariable { meaning, numeric })
            }
            Err(puzzle) => {
                let mut finding = puzzled(self.plan, vocabulary, word, &puzzle);
                if finding.code == codes::UNKNOWN_COLUMN {
                    finding.code = codes::UNKNOWN_VARIABLE;
                    finding.message = text!("没有数据项 `{}`", "no variable `{}`", word.trim());
                }
                let path = &self.layout.path;
                self.reporter.note(
                    finding.code,
                    at as u32,
                    || finding,
                    || record.place(path, at),
                );
                Err(Refused)
            }
        }
    }

    /// The row's period, else the file's.
    fn period(&mut self, record: &Record<'_>) -> Result<Option<Period>, Refused> {
        let Some(at) = self.layout.header.parts.get(Part::Period) else {
            return Ok(self.layout.entry.period);
        };
        let word = record.get(at);
        if self.period.is_some() && self.period_text == word {
            return Ok(self.period);
        }
        let folded = words::fold(word);
        if folded.is_empty() {
            return Ok(self.layout.entry.period);
        }
        self.period_text.clear();
        self.period_text.push_str(word);
        self.period = Period::parse(&folded);
        if self.period.is_some() {
            return Ok(self.period);
        }
        let message = text!(
            "`{}` 不是年份或期间",
            "`{}` is no year and no period",
            word.trim()
        );
        let help = text!("请写 `2015` 或 `2011-2014`", "write `2015` or `2011-2014`");
        Err(self.refuse(codes::BAD_PERIOD, record, at, message, help))
    }

    /// Where every column has a period of its own, the first one's stands for the row.
    fn first_period(&self) -> Option<Period> {
        let mut columns = self.layout.header.columns.iter();
        columns.find_map(|(_, meaning)| meaning.period)
    }

    fn no_period(&mut self, record: &Record<'_>) -> Refused {
        let at = self.layout.header.parts.get(Part::Period).unwrap_or(0);
        let message = text!("此行没有年份", "this row has no period");
        let help = text!(
            "请填写年份，或在 data.toml 中为文件写 `year`",
            "fill it in, or give the file a `year` in data.toml"
        );
        self.refuse(codes::BAD_PERIOD, record, at, message, help)
    }

    fn planned(&mut self, record: &Record<'_>) -> Result<bool, Refused> {
        let Some(at) = self.layout.header.parts.get(Part::Kind) else {
            return Ok(self.layout.entry.planned);
        };
        match record.get(at) {
            "" => return Ok(self.layout.entry.planned),
            "actual" | "实际" => return Ok(false),
            _ => {}
        }
        let word = record.get(at).trim();
        match words::planned(word) {
            Some(planned) => Ok(planned),
            None => {
                let message = text!(
                    "`{word}` 既非实际也非计划",
                    "`{word}` is neither actual nor planned"
                );
                let help = text!("请写 `实际` 或 `计划`", "write `actual` or `planned`");
                Err(self.refuse(codes::BAD_KIND, record, at, message, help))
            }
        }
    }

    /// Reads when the row was stated into `as_of`.
    fn read_as_of(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        let Some(at) = self.layout.header.parts.get(Part::AsOf) else {
            return Ok(());
        };
        self.as_of.clear();
        let word = record.get(at).trim();
        if word.is_empty() {
            return Ok(());
        }
        if let Some(date) = dates::iso(word) {
            self.as_of.push_str(&date);
            return Ok(());
        }
        let message = text!("`{word}` 不是日期", "`{word}` is not a date");
        let help = text!(
            "请写 `2016-03-31`、`2016-03` 或 `2016`",
            "write `2016-03-31`, `2016-03` or `2016`"
        );
        Err(self.refuse(codes::BAD_DATE, record, at, message, help))
    }

    fn as_of(&self) -> Option<&str> {
        if self.as_of.is_empty() {
            self.layout.entry.as_of.as_deref()
        } else {
            Some(&self.as_of)
        }
    }

    fn exists(&self, unit: RowUnit, period: Period) -> bool {
        exists(self.data, unit, period)
    }

    fn row_not_existing(&mut self, record: &Record<'_>, unit: RowUnit, period: Period) -> Refused {
        let parts = &self.layout.header.parts;
        let at = parts.get(Part::Code).or(parts.get(Part::Name)).unwrap_or(0);
        let code = match unit {
            RowUnit::Known(ix) => self.data.units.code(ix).to_owned(),
            RowUnit::New(at) => self.units.new.code(at).to_owned(),
        };
        let message = text!(
            "`{code}` 在 {period} 年不存在",
            "`{code}` did not exist in {period}"
        );
        let help = text!(
            "请核对年份与单位；沿革在名册的 `from`、`until`、`into` 列",
            "check year and unit; its history stands in the roster's columns `from`, `until` and `into`"
        );
        self.refuse(codes::UNIT_NOT_EXISTING, record, at, message, help)
    }

    fn refuse(
        &mut self,
        code: &'static FindingCode,
        record: &Record<'_>,
        at: usize,
        message: Text,
        help: Text,
    ) -> Refused {
        let path = &self.layout.path;
        self.reporter.note(
            code,
            at as u32,
            || Finding::new(code, message).help(help),
            || record.place(path, at),
        );
        Refused
    }
}

/// Whether a unit existed in any year of a period. Units first met in a file have no history.
fn exists(data: &DataSet, unit: RowUnit, period: Period) -> bool {
    let RowUnit::Known(ix) = unit else {
        return true;
    };
    let years: std::ops::RangeInclusive<Year> = match period {
        Period::Year(year) => year..=year,
        Period::Span(first, last) => first..=last,
    };
    years.into_iter().any(|year| data.units.exists(ix, year))
}

/// Whether a row has as many cells as the header: true; false for a row of blanks; else how many it has.
pub(super) fn shape_of_row(header: &Header, record: &Record<'_>) -> Result<bool, usize> {
    let len = record.len();
    if record.stray_quote().is_some() {
        return Err(len);
    }
    if len == header.len && len == header.named && !record.bytes(0).is_empty() {
        return Ok(true);
    }
    let blank = |at: usize| record.get(at).trim().is_empty();
    if (0..len).all(blank) {
        return Ok(false);
    }
    if len < header.named || !(header.named..len).all(blank) {
        return Err(len);
    }
    Ok(true)
}

/// The finding for a row with more or fewer cells than the header; a row over several lines has a stray quote.
pub(super) fn ragged(
    header: &Header,
    record: &Record<'_>,
    count: usize,
    path: &Arc<str>,
) -> (Flow, Finding, Place) {
    if record.is_multiline() {
        let over_lines = || (0..count).find(|&at| record.get(at).contains(['\n', '\r']));
        let at = record.stray_quote().or_else(over_lines).unwrap_or(0);
        let place = record.place(path, at);
        let finding = no_record(crate::source::Bad::UnclosedQuote(place.clone()));
        let bare = Finding {
            places: Vec::new(),
            ..finding
        };
        return (Flow::NextLine, bare, place);
    }
    let wanted = header.named;
    let finding = Finding::new(
        codes::RAGGED_ROW,
        text!(
            "此行有 {count} 个单元格，表头有 {wanted} 个",
            "this row has {count} cells, and the header {wanted}"
        ),
    )
    .help(text!(
        "请补齐或删去多余的单元格；含逗号的内容要加引号",
        "add or remove cells; what holds a comma goes into quotes"
    ));
    let place = if count > wanted {
        record.place(path, wanted)
    } else {
        record.whole(path)
    };
    (Flow::Next, finding, place)
}

/// Notes that a file was not UTF-8.
pub(super) fn decoded(path: &Arc<str>, encoding: &'static str, reporter: &mut Reporter) {
    if encoding != "utf-8" {
        reporter.add(
            Finding::new(
                codes::DECODED,
                text!("按 {encoding} 解码", "decoded from {encoding}"),
            )
            .at(Place::file(path.clone())),
        );
    }
}
