//! Reads the rows of a file, one by one.

mod at_sight;
mod head;
mod long;
mod measure;
mod refused;
mod set_aside;
mod totals;
mod variables;
mod wide;

use super::balance::{Balance, RowFate};
use super::ignored_column::IgnoredColumn;
use super::{Doubts, Fields, Reader, Sink};
use crate::data::DataSet;
use crate::data::cell::{CellError, Fractions, ScaleLookup};
use crate::data::column_role::ColumnRole;
use crate::data::header::row_shape::{
    ragged, ragged_code, read_error, rows_in_quotes, shape_of_row,
};
use crate::data::header::{FileSchema, NameIndex};
use crate::data::reporter::{Reporter, WHOLE_ROW};
use crate::data::unit::{RowUnit, UnitResolver};
use crate::finding::{Code, Finding, Place, codes};
use crate::i18n::Text;
use crate::observation::Period;
use crate::plan::{Plan, VariableIx, WithinYear};
use crate::table::{Control, Format, Range, ReadError, ReadEvent, Record};
use crate::text;
use at_sight::AtSight;
use hashbrown::{HashMap, HashSet};
use head::{Head, RowKeyCache};
use measure::MeasureUnits;
use totals::TotalRow;
use variables::Variables;
use wide::WideColumns;

/// Reads the rows of a file or a range of it, and counts them.
pub(super) struct Rows<'a> {
    data: &'a DataSet,
    schema: &'a FileSchema,
    plan: &'a Plan,
    name_index: &'a NameIndex<'a>,
    pub reporter: Reporter,
    pub units: UnitResolver<'a>,
    key_cache: RowKeyCache,
    /// What the next rows are expected to be; `None` if each has to be read with care.
    sight: Option<AtSight>,
    /// The plan's scales, by index.
    scales: Vec<ScaleLookup>,
    /// The columns of a wide file.
    wide: WideColumns<'a>,
    /// The variables of a long file that have been met.
    variables: Variables<'a>,
    /// The index in `variables` of the row before.
    variable: usize,
    /// The text of the last period that was parsed, and what it means.
    period_text: String,
    period: Option<Period>,
    /// The date of the row at hand, in ISO form; empty if the row has none.
    as_of: String,
    pub header_seen: bool,
    /// Whether any cell of the table was merged with others.
    has_merged_cells: bool,
    /// The last line of a record that may be several rows.
    in_doubt_until: u64,
    /// Whether the whole file is read, not a range of it.
    whole: bool,
    /// See [`super::Report::needs_whole_file`].
    pub needs_whole_file: bool,
    /// What became of the rows and cells.
    pub balance: Balance,
    /// Rows that fulfil the conditions of data.toml.
    chosen: u64,
    /// Whether a header was met, below which columns have another meaning.
    other_table: bool,
    /// Whether no figure of the file can be used.
    pub all_in_doubt: bool,
    /// How the figures of variables in per cent are written.
    pub fractions: HashMap<VariableIx, Fractions>,
    /// The rows of totals, to be compared with the sums of rows.
    pub totals: Vec<TotalRow>,
    /// By ignored column: its cells; `None` if none was met.
    pub ignored: Vec<Option<IgnoredColumn>>,
    /// The units of measurement of the row at hand, where the file has a column for them.
    measure: MeasureUnits<'a>,
    /// Of which units, periods and variables, reported when, refused rows have been passed on.
    refused_before: HashSet<(RowUnit, Period, Option<VariableIx>, Box<str>)>,
    /// What is not used of the file; `None` if everything is.
    doubts: Option<&'a Doubts>,
}

/// The row is refused; the finding has been noted.
struct Refused;

/// Why a row is not used.
enum Unused {
    /// It is refused; the finding has been noted.
    Refused,
    /// It is no unit's, or data.toml leaves it out.
    SetAside,
}

impl From<Refused> for Unused {
    fn from(_: Refused) -> Unused {
        Unused::Refused
    }
}

impl<'a> Rows<'a> {
    /// A reader of rows for a range of a file.
    pub fn new(
        reader: &Reader<'a>,
        schema: &'a FileSchema,
        range: Range,
        reporter: Reporter,
    ) -> Self {
        let (data, plan) = (reader.data, reader.plan);
        let doubts = reader.doubts.get(&schema.file);
        let lookup = |scale| ScaleLookup::new(scale, &schema.notation);
        let scales: Vec<ScaleLookup> = plan.scales.iter().map(lookup).collect();
        let wide = WideColumns::new(schema, plan, &scales, doubts);
        let sight = AtSight::new(schema, &wide, doubts);
        Rows {
            data,
            schema,
            plan,
            name_index: reader.name_index,
            reporter,
            units: UnitResolver::new(reader, schema),
            key_cache: RowKeyCache::new(schema),
            sight: sight.filter(|_| reader.at_sight && !data.kept.refused_rows),
            wide,
            scales,
            variables: Variables::default(),
            variable: 0,
            period_text: String::new(),
            period: None,
            as_of: String::new(),
            header_seen: !range.is_first(),
            has_merged_cells: schema.format.has_merged_cells(),
            in_doubt_until: 0,
            whole: range.is_whole(),
            needs_whole_file: false,
            balance: Balance::default(),
            chosen: 0,
            other_table: false,
            all_in_doubt: false,
            fractions: HashMap::new(),
            totals: Vec::new(),
            ignored: vec![None; schema.header.ignored.len()],
            measure: MeasureUnits::default(),
            refused_before: HashSet::new(),
            doubts,
        }
    }

    /// Takes what comes next in the table, and keeps it as it came if anything of it is refused.
    pub fn event(&mut self, event: ReadEvent<'_>, sink: &mut impl Sink) -> Control {
        if !self.data.kept.refused_rows {
            return self.next(event, sink);
        }
        let (before, came) = (self.balance.refused, event.came(&self.schema.path));
        let control = self.next(event, sink);
        let refused = self.balance.refused > before;
        self.reporter.end_row(refused, came);
        control
    }

    fn next(&mut self, event: ReadEvent<'_>, sink: &mut impl Sink) -> Control {
        let record = match event {
            ReadEvent::Record(record) => record,
            ReadEvent::Comment(record) => return self.comment(record),
            ReadEvent::Error(error) => {
                self.balance.add(None, RowFate::Refused);
                self.needs_whole_file = !self.whole && !matches!(error, ReadError::Unreadable(_));
                self.reporter.bad(read_error(error));
                return self.or_stop(Control::Next);
            }
        };
        if !std::mem::replace(&mut self.header_seen, true) {
            return Control::Next;
        }
        if self.in_doubt_until > 0 && record.line() <= self.in_doubt_until {
            self.balance.add(None, RowFate::Refused);
            self.refused_row(record, sink);
            return Control::Next;
        }
        match shape_of_row(&self.schema.header, record) {
            Ok(true) => {
                let (header, path) = (&self.schema.header, &self.schema.path);
                if record.is_multiline()
                    && let Some((finding, place)) = rows_in_quotes(header, record, path)
                {
                    return self.rows_in_quotes(record, finding, place, sink);
                }
                match self.row(record, sink) {
                    Ok(()) => self.balance.add(self.row_of(record), RowFate::Used),
                    Err(Unused::SetAside) => {
                        self.balance.add(self.row_of(record), RowFate::SetAside);
                    }
                    Err(Unused::Refused) => {
                        self.balance.add(self.row_of(record), RowFate::Refused);
                        self.refused_row(record, sink);
                    }
                }
                return self.or_stop(Control::Next);
            }
            Ok(false) => {}
            Err(_) if self.is_remark(record) => {
                self.balance.add(self.row_of(record), RowFate::SetAside);
                self.remark(record);
                return self.or_stop(Control::Next);
            }
            Err(count) => {
                self.balance.add(self.row_of(record), RowFate::Refused);
                let (header, path) = (&self.schema.header, &self.schema.path);
                let (control, code) = ragged_code(record);
                self.reporter.note(
                    code,
                    WHOLE_ROW,
                    || ragged(header, record, count, path).0,
                    || ragged(header, record, count, path).1,
                );
                self.needs_whole_file |= !self.whole && control == Control::NextLine;
                if control == Control::Next {
                    self.refused_row(record, sink);
                }
                return self.or_stop(control);
            }
        }
        Control::Next
    }

    /// The line of a record that may be one of several made from one row; `None` where each record is a row of its own.
    fn row_of(&self, record: &Record<'_>) -> Option<u64> {
        matches!(self.schema.format, Format::Grid(_)).then(|| record.line())
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
        self.balance.add(None, RowFate::Refused);
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

    fn row(&mut self, record: &Record<'_>, sink: &mut impl Sink) -> Result<(), Unused> {
        if self.other_table {
            return Err(Unused::Refused);
        }
        self.look_at_other_columns(record)?;
        if self.has_merged_cells {
            self.refuse_merged(record)?;
        }
        let head = self.head(record)?;
        if self.schema.long {
            return Ok(self.long(record, head, sink)?);
        }
        let period = match head.period.or_else(|| self.first_period()) {
            Some(period) => period,
            None => return Err(self.no_period(record).into()),
        };
        if !self.wide.have_periods() && !self.exists(head.unit, period) {
            return Err(self.row_not_existing(record, head.unit, period).into());
        }
        self.take_measure_unit(record, head)?;
        self.read_cells(record, head, period);
        let fields = Fields::of(record, &self.schema.path);
        let head = self.row_head(head, period, &fields);
        sink.wide(&head, &self.wide.answers, &self.wide.figures);
        Ok(())
    }

    /// Refuses a row with a figure in merged cells: it may be that of several units, years or variables together.
    fn refuse_merged(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        let schema = self.schema;
        let columns = schema.answer_columns.iter().chain(&schema.figure_columns);
        let value = schema
            .header
            .roles
            .get(ColumnRole::Value)
            .filter(|_| schema.long);
        let mut figures = columns.map(|column| column.at).chain(value);
        let Some(at) = figures.find(|&at| record.is_merged(at)) else {
            return Ok(());
        };
        let message = text!(
            "数值在合并的单元格中，无法确定属于哪个单元格",
            "this figure is in cells that were merged: whose it is can't be told"
        );
        let help = text!(
            "请取消合并，逐格填写",
            "unmerge the cells and fill in each of them"
        );
        Err(self.refuse(codes::MERGED_CELL, record, at, message, help))
    }

    /// Whether a row's figure is for several units or years together, or for a part of a sum, so that it need not be in the
    /// range of a year of one unit.
    fn is_combined(&self, head: Head, variable: VariableIx, period: Period) -> bool {
        let variable = &self.plan[variable];
        let other_time = match period {
            Period::Year(_) => false,
            Period::Span(..) => true,
            Period::Part(_) => variable.within_year == Some(WithinYear::Sum),
        };
        self.schema.entry.merged || head.level < variable.level || other_time
    }

    /// Why a figure of a period can't be used; `None` if it can.
    fn misfit(&self, unit: RowUnit, variable: VariableIx, period: Period) -> Option<CellError> {
        let declared = self.plan[variable].within_year.is_some();
        match period {
            Period::Part(_) if !declared => Some(CellError::NoWithinYear),
            _ => (!self.exists(unit, period)).then_some(CellError::NotExisting),
        }
    }

    /// Notes the error of a cell.
    fn note_cell(
        &mut self,
        record: &Record<'_>,
        at: usize,
        variable: VariableIx,
        error: CellError,
    ) {
        self.balance.refused += u64::from(error.refuses());
        let (plan, path) = (self.plan, &self.schema.path);
        let column = if self.schema.long {
            variable.0
        } else {
            at as u32
        };
        self.reporter.note(
            error.code(),
            column,
            || error.finding(plan, variable, record.get(at)),
            || record.place(path, at),
        );
    }

    /// Notes why a row is refused.
    fn refuse(
        &mut self,
        code: &'static Code,
        record: &Record<'_>,
        at: usize,
        message: Text,
        help: Text,
    ) -> Refused {
        let path = &self.schema.path;
        self.reporter.note(
            code,
            at as u32,
            || Finding::new(code, message).help(help),
            || record.place(path, at),
        );
        Refused
    }
}

/// Whether a unit existed in any year of a period. For units that no roster names, nothing is known of their history.
fn exists(data: &DataSet, unit: RowUnit, period: Period) -> bool {
    let RowUnit::Known(ix) = unit else {
        return true;
    };
    period.years().any(|year| data.units.exists(ix, year))
}
