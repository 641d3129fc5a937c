//! Rows, one by one: whose, of when, and what each cell says.

mod head;
mod long;
mod refused;
mod variables;

use super::cell_error::{CellError, Reporter, WHOLE_ROW};
use super::name_index::NameIndex;
use super::numeric::NumericColumn;
use super::open::read_error;
use super::row_shape::{ragged, rows_in_quotes, shape_of_row};
use super::scale_lookup::{ScaleLookup, UNSEEN};
use super::unit_resolver::UnitResolver;
use super::{Column, DataSet, Fields, FileSchema, NumericCell, Reader, RowUnit, Sink};
use crate::finding::{Code as FindingCode, Finding, Place};
use crate::i18n::Text;
use crate::observation::{PackedAnswer, Period};
use crate::plan::{LevelIx, Plan, VariableIx};
use crate::table::{Control, Range as TableRange, ReadError, ReadEvent, Record};
use head::{Head, RowKeyCache};
use std::ops::Range;
use variables::Variables;

/// A column ready to be read.
struct Coded<'a> {
    column: &'a Column,
    scale: usize,
    may_not_apply: bool,
}

/// A file's rows at work.
pub(super) struct Rows<'a> {
    data: &'a DataSet,
    layout: &'a FileSchema,
    plan: &'a Plan,
    name_index: &'a NameIndex<'a>,
    pub reporter: Reporter,
    pub units: UnitResolver<'a>,
    heading: RowKeyCache,
    scales: Vec<ScaleLookup>,
    coded: Vec<Coded<'a>>,
    /// Where the coded columns stand side by side.
    run: Option<Range<usize>>,
    /// What a single byte says in any of them, where they are answered alike.
    signs: Option<Box<[PackedAnswer; 256]>>,
    numeric: Vec<(&'a Column, NumericColumn<'a>)>,
    /// Of a long file, by the text of the variable's cell.
    variables: Variables<'a>,
    /// The last one's place.
    variable: usize,
    /// The lowest level at which every column is collected.
    deepest: Option<LevelIx>,
    /// Columns with a period of their own.
    dated: bool,
    period_text: String,
    period: Option<Period>,
    as_of: String,
    codes: Vec<PackedAnswer>,
    readings: Vec<NumericCell>,
    pub header_seen: bool,
    /// The last line of a record that may be several rows.
    in_doubt_until: u64,
    /// Whether all of the file is read; a range of it can't mend what it does not understand.
    whole: bool,
    /// See [`super::Report::needs_whole_file`].
    pub needs_whole_file: bool,
    pub rows: u64,
    pub refused: u64,
}

/// What of a row could not be understood.
struct Refused;

impl<'a> Rows<'a> {
    pub fn new(
        reader: &Reader<'a>,
        layout: &'a FileSchema,
        range: TableRange,
        reporter: Reporter,
    ) -> Self {
        let (data, plan) = (reader.data, reader.plan);
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
        let coded: Vec<Coded<'_>> = coded.collect();
        let scales: Vec<ScaleLookup> = plan.scales.iter().map(ScaleLookup::new).collect();
        Rows {
            data,
            layout,
            plan,
            name_index: reader.name_index,
            reporter,
            units: UnitResolver::new(data, layout, plan, reader.names_of),
            heading: RowKeyCache::new(layout),
            signs: signs(&scales, &coded),
            scales,
            coded,
            run: side_by_side(&layout.coded),
            numeric: numeric.collect(),
            variables: Variables::default(),
            variable: 0,
            deepest: columns().map(|column| plan[column.variable].level).min(),
            dated: columns().any(|column| column.period.is_some()),
            period_text: String::new(),
            period: None,
            as_of: String::new(),
            codes: Vec::with_capacity(layout.coded.len()),
            readings: Vec::with_capacity(layout.numeric.len()),
            header_seen: !range.is_first(),
            in_doubt_until: 0,
            whole: range.is_whole(),
            needs_whole_file: false,
            rows: 0,
            refused: 0,
        }
    }

    /// Takes what comes next in the table.
    pub fn event(&mut self, event: ReadEvent<'_>, sink: &mut impl Sink) -> Control {
        let record = match event {
            ReadEvent::Record(record) => record,
            ReadEvent::Error(error) => {
                self.refused += 1;
                self.needs_whole_file = !self.whole && !matches!(error, ReadError::Unreadable(_));
                self.reporter.bad(read_error(error));
                return self.or_stop(Control::Next);
            }
        };
        if !std::mem::replace(&mut self.header_seen, true) {
            return Control::Next;
        }
        if self.in_doubt_until > 0 && record.line() <= self.in_doubt_until {
            self.refused += 1;
            self.refused_row(record, sink);
            return Control::Next;
        }
        match shape_of_row(&self.layout.header, record) {
            Ok(true) => {
                let (header, path) = (&self.layout.header, &self.layout.path);
                if let Some((finding, place)) = rows_in_quotes(header, record, path) {
                    return self.rows_in_quotes(record, finding, place, sink);
                }
                match self.row(record, sink) {
                    Ok(()) => self.rows += 1,
                    Err(Refused) => {
                        self.refused += 1;
                        self.refused_row(record, sink);
                        return self.or_stop(Control::Next);
                    }
                }
            }
            Ok(false) => {}
            Err(count) => {
                self.refused += 1;
                let (header, path) = (&self.layout.header, &self.layout.path);
                let (control, finding, place) = ragged(header, record, count, path);
                self.reporter
                    .note(finding.code, WHOLE_ROW, || finding, || place);
                self.needs_whole_file = !self.whole && control == Control::NextLine;
                if control == Control::Next {
                    self.refused_row(record, sink);
                }
                return self.or_stop(control);
            }
        }
        Control::Next
    }

    /// Refuses a record and every line inside it that may be a row: it can be read in two ways.
    fn rows_in_quotes(
        &mut self,
        record: &Record<'_>,
        finding: Finding,
        place: Place,
        sink: &mut impl Sink,
    ) -> Control {
        self.reporter
            .note(finding.code, WHOLE_ROW, || finding, || place);
        self.needs_whole_file = !self.whole;
        self.refused += 1;
        self.refused_row(record, sink);
        self.in_doubt_until = record.last_line();
        self.or_stop(Control::NextLine)
    }

    fn or_stop(&self, control: Control) -> Control {
        if self.needs_whole_file {
            Control::Stop
        } else {
            control
        }
    }

    fn row(&mut self, record: &Record<'_>, sink: &mut impl Sink) -> Result<(), Refused> {
        let head = self.head(record)?;
        if self.layout.long {
            return self.long(record, head, sink);
        }
        let period = match head.period.or_else(|| self.first_period()) {
            Some(period) => period,
            None => return Err(self.no_period(record)),
        };
        if !self.dated && !self.exists(head.unit, period) {
            return Err(self.row_not_existing(record, head.unit, period));
        }
        self.cells(record, head, period);
        let fields = Fields {
            record,
            path: &self.layout.path,
        };
        let head = self.row_head(head, period, &fields);
        sink.wide(&head, &self.codes, &self.readings);
        Ok(())
    }

    /// Whether a row's figures may stand for several units or years together.
    fn several(&self, head: Head, level: LevelIx, period: Period) -> bool {
        let merged = self.layout.entry.merged;
        merged || head.level < level || matches!(period, Period::Span(..))
    }

    /// What the cells of a wide row say.
    fn cells(&mut self, record: &Record<'_>, head: Head, period: Period) {
        self.quick_codes(record);
        // Without an early end, so that many are looked at in one step.
        let unseen = self
            .codes
            .iter()
            .fold(false, |any, &code| any | (code == UNSEEN));
        for at in (0..self.codes.len()).filter(|_| unseen) {
            if self.codes[at] == UNSEEN {
                self.codes[at] = self.code_closely(record, at);
            }
        }
        self.readings.clear();
        for at in 0..self.numeric.len() {
            let (column, numeric) = &self.numeric[at];
            let level = self.plan[column.variable].level;
            let several = self.several(head, level, column.period.unwrap_or(period));
            let (reading, trouble) = numeric.read(record.bytes(column.at), several);
            if let Some(trouble) = trouble {
                let column = *column;
                self.cell_trouble(record, column.at, column.variable, trouble);
            }
            self.readings.push(reading);
        }
        let deep = self.deepest.is_some_and(|level| head.level > level);
        if deep || self.dated {
            self.take_back(record, head, period);
        }
    }

    /// The codes of cells that are plainly answers.
    fn quick_codes(&mut self, record: &Record<'_>) {
        self.codes.clear();
        if let (Some(codes), Some(run)) = (&self.signs, self.run.clone())
            && let Some(signs) = record.single_byte_fields(run)
        {
            let signs = signs.chunks(2).map(|pair| codes[usize::from(pair[0])]);
            return self.codes.extend(signs);
        }
        let fast = |coded: &Coded<'_>, raw| {
            let scale = &self.scales[coded.scale];
            scale.fast(raw, coded.may_not_apply).unwrap_or(UNSEEN)
        };
        match self.run.clone().and_then(|run| record.consecutive(run)) {
            Some(run) => self.codes.extend(
                self.coded
                    .iter()
                    .zip(run)
                    .map(|(coded, raw)| fast(coded, raw)),
            ),
            None => self.codes.extend(
                (self.coded.iter()).map(|coded| fast(coded, record.bytes(coded.column.at))),
            ),
        }
    }

    fn code_closely(&mut self, record: &Record<'_>, at: usize) -> PackedAnswer {
        let coded = &self.coded[at];
        let (cell, variable) = (coded.column.at, coded.column.variable);
        let (code, trouble) = self.scales[coded.scale].slow(record.get(cell), coded.may_not_apply);
        if let Some(trouble) = trouble {
            self.cell_trouble(record, cell, variable, trouble);
        }
        code
    }

    /// Refuses cells that can't be this unit's: of its level, or of a year in which it did not exist.
    fn take_back(&mut self, record: &Record<'_>, head: Head, period: Period) {
        let (unit, level) = (head.unit, head.level);
        let wrong = |column: &Column, plan: &Plan| -> Option<CellError> {
            if plan[column.variable].level < level {
                Some(CellError::WrongLevel)
            } else {
                let period = column.period.unwrap_or(period);
                (!exists(self.data, unit, period)).then_some(CellError::NotExisting)
            }
        };
        let mut troubles = Vec::new();
        for (code, coded) in self.codes.iter_mut().zip(&self.coded) {
            if let Some(trouble) = wrong(coded.column, self.plan)
                && !matches!(*code, PackedAnswer::BLANK | PackedAnswer::REFUSED)
            {
                *code = PackedAnswer::REFUSED;
                troubles.push((coded.column, trouble));
            }
        }
        for (reading, (column, _)) in self.readings.iter_mut().zip(&self.numeric) {
            if let Some(trouble) = wrong(column, self.plan)
                && !matches!(*reading, NumericCell::Blank | NumericCell::Refused)
            {
                *reading = NumericCell::Refused;
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
        trouble: CellError,
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

/// What a single byte says, where all columns are answered alike.
fn signs(scales: &[ScaleLookup], columns: &[Coded<'_>]) -> Option<Box<[PackedAnswer; 256]>> {
    let kind = |column: &Coded<'_>| (column.scale, column.may_not_apply);
    let (scale, may_not_apply) = kind(columns.first()?);
    let alike = columns
        .iter()
        .all(|column| kind(column) == (scale, may_not_apply));
    let code = |byte| scales[scale].fast(&[byte], may_not_apply);
    alike.then(|| Box::new(std::array::from_fn(|at| code(at as u8).unwrap_or(UNSEEN))))
}

/// The cells that columns take, where one follows the other.
fn side_by_side(columns: &[Column]) -> Option<Range<usize>> {
    let first = columns.first()?.at;
    let run = first..first + columns.len();
    run.clone().eq(columns.iter().map(|c| c.at)).then_some(run)
}

/// Whether a unit existed in any year of a period. Units first met in a file have no history.
fn exists(data: &DataSet, unit: RowUnit, period: Period) -> bool {
    let RowUnit::Known(ix) = unit else {
        return true;
    };
    period.years().any(|year| data.units.exists(ix, year))
}
