//! Rows understood at sight: the fast path. Files of many rows repeat themselves, so that nearly every row differs from the one
//! before in a few cells only, and these say what was to be expected:
//!
//! ```text
//!            the key: whose row it is, of when             the values
//!
//!            code         name                parent year
//!   before   110105001001,和谐里第000001社区,110105,2011,  1,1,0,0,1
//!   at hand  110105001002,和谐里第000002社区,110105,2011,  1,,1,1,1
//!            next code    plain name          as before    a byte each, or none
//!
//!            unit         period                           variable   value
//!   before   110105001001,2011,                            volunteers,779
//!   at hand  110105001001,2011,                            activities,33
//!            as before    as before                        known      digits
//! ```
//!
//! Lines without quotes come in blocks, and are tried one after the other. A row is used only if all of it is understood; what
//! the sink gets is then what [`Rows::event`] would have handed on. The first row that is not ends the block and is read by the
//! general path; what that finds is the row before of the next block. So the fast path reports, refuses and assumes nothing,
//! and without it everything would be the same but the time.

mod answers;
mod columns;

use super::head::Head;
use super::wide::WideColumns;
use super::{Rows, exists};
use crate::data::cell::{CellValue, NumericCell};
use crate::data::column_role::ColumnRole;
use crate::data::header::FileSchema;
use crate::data::row::{Doubts, Fields, Sink};
use crate::data::unit::{NextCells, RowKind, RowUnit};
use crate::observation::{AnswerMasks, PackedAnswer, Period};
use crate::table::{LinesUsed, PlainLine, PlainLines, Record};
use answers::{end_of_separator, read_answers};
use columns::key_roles;

/// After so many blocks in vain, blocks are left out.
const PATIENCE: u32 = 4;
/// So many are left out before the next is tried.
const LEFT_OUT: u32 = 60;
/// The longest key, in bytes.
const LONGEST_KEY: usize = 2000;
/// The longest figure, in bytes.
const LONGEST_FIGURE: usize = 19;
/// How many periods are known by their texts.
const MOST_PERIODS: usize = 64;

/// What is expected of the rows of a file.
pub(super) struct AtSight {
    /// What the cells of the key say, in the file's order.
    roles: Vec<ColumnRole>,
    values: Values,
    /// The key of the row before, each cell with the separator behind it, and where each ends; empty if it is not known.
    text: Vec<u8>,
    ends: Vec<usize>,
    head: Option<Head>,
    /// Whether the name in `text` is known to be nothing but a name.
    plain_name: bool,
    /// The answers of the row at hand.
    answers: AnswerMasks,
    /// The periods that were met, by their texts.
    periods: Vec<(Box<[u8]>, Option<Period>)>,
    /// Blocks in vain since the last of which a row was used, those that were left out included.
    in_vain: u32,
}

/// What stands behind the key.
enum Values {
    /// The answers of a wide file: what each single byte says.
    Answers(Box<[PackedAnswer; 256]>),
    /// The figures of a wide file.
    Figures,
    /// The variable and the figure of a row of a long file.
    Long,
}

impl AtSight {
    /// `None` if every row of the file has to be read with more care.
    pub fn new(
        schema: &FileSchema,
        wide: &WideColumns<'_>,
        doubts: Option<&Doubts>,
    ) -> Option<AtSight> {
        let header = &schema.header;
        let separator = schema.format.separator()?;
        let mut columns = schema.answer_columns.iter().chain(&schema.figure_columns);
        let plain = header.len == header.named
            && header.ignored.is_empty()
            && header.untitled.is_empty()
            && header.conditions.is_empty()
            && header.in_doubt.is_empty()
            && schema.notation.symbols.is_empty()
            && schema.notation.marks.is_empty()
            && doubts.is_none()
            && columns.all(|column| !column.in_doubt && column.period.is_none());
        let roles = key_roles(schema).filter(|_| plain)?;
        let values = match (schema.long, schema.figure_columns.is_empty()) {
            (true, _) => Values::Long,
            (false, true) => Values::Answers(wide.answers_at_sight(roles.len(), separator)?),
            (false, false) if wide.figures_at_sight(roles.len()) => Values::Figures,
            (false, false) => return None,
        };
        Some(AtSight {
            roles,
            values,
            text: Vec::new(),
            ends: Vec::new(),
            head: None,
            plain_name: false,
            answers: AnswerMasks::new(schema.answer_columns.len().min(AnswerMasks::ITEMS)),
            periods: Vec::new(),
            in_vain: 0,
        })
    }

    /// Keeps the key of a row that was read by the general path, as the row before.
    pub fn learn(&mut self, record: &Record<'_>, head: Head) {
        self.forget();
        let (Some(key), Some(Period::Year(_))) = (record.leading(self.roles.len()), head.period)
        else {
            return;
        };
        let is_plain = |byte: &u8| *byte >= b' ';
        if record.bytes(0).is_empty() || key.len() > LONGEST_KEY || !key.iter().all(is_plain) {
            return;
        }
        for (at, role) in self.roles.iter().enumerate() {
            let cell = record.bytes(at);
            self.text.extend_from_slice(cell);
            self.text.push(record.separator());
            self.ends.push(self.text.len() - 1);
            if *role == ColumnRole::Name {
                self.plain_name = std::str::from_utf8(cell).is_ok_and(RowKind::is_plain_name);
            }
            if *role == ColumnRole::Period
                && self.periods.len() < MOST_PERIODS
                && !self.periods.iter().any(|(known, _)| **known == *cell)
            {
                self.periods.push((cell.into(), head.period));
            }
        }
        self.head = Some(head);
    }

    /// Forgets the row before.
    pub fn forget(&mut self) {
        self.head = None;
        self.text.clear();
        self.ends.clear();
    }

    /// Keeps the key of a row that was understood at sight, as the row before.
    fn keep(&mut self, key: &[u8], ends: &[usize], head: Head) {
        self.text.clear();
        self.text.extend_from_slice(key);
        self.ends.clear();
        self.ends.extend_from_slice(ends);
        // Of a unit that no roster names only such a name is understood.
        self.plain_name = matches!(head.unit, RowUnit::New(_));
        self.head = Some(head);
    }

    /// Whether a block is worth trying. Where blocks were in vain, most are left out.
    fn is_promising(&mut self) -> bool {
        if self.head.is_none() {
            return false;
        }
        self.in_vain += u32::from(self.in_vain >= PATIENCE);
        if self.in_vain > PATIENCE + LEFT_OUT {
            self.in_vain = PATIENCE - 1;
        }
        self.in_vain < PATIENCE
    }
}

/// What the values of a row say.
enum RowValues {
    /// See [`Values::Answers`]; they are in `answers`.
    Answers,
    /// See [`Values::Figures`]; they are in `wide.figures`.
    Figures,
    /// The index of the variable, and the figure in units of its last decimal.
    Figure(usize, i128),
}

impl<'a> Rows<'a> {
    /// Whether a block of lines is to be tried.
    pub fn is_sight_promising(&mut self) -> bool {
        self.header_seen
            && !self.other_table
            && self.sight.as_mut().is_some_and(AtSight::is_promising)
    }

    /// Uses the lines of a block from the first on, as long as they are understood at sight.
    pub fn lines(&mut self, lines: PlainLines<'_>, sink: &mut impl Sink) -> LinesUsed {
        let mut used = LinesUsed::default();
        let Some(mut sight) = self.sight.take() else {
            return used;
        };
        let mut ends = Vec::new();
        while lines.line > self.in_doubt_until && used.bytes < lines.text.len() {
            let line = PlainLines {
                text: &lines.text[used.bytes..],
                line: lines.line + used.lines,
                ..lines
            };
            let Some(len) = self.row_at_sight(&mut sight, line, &mut ends, sink) else {
                break;
            };
            used.bytes += len;
            used.lines += 1;
        }
        sight.in_vain = match used.lines {
            0 => sight.in_vain + 1,
            _ => 0,
        };
        self.sight = Some(sight);
        self.chosen += used.lines;
        self.balance.add_used(used.lines);
        used
    }

    /// Uses the first of some lines; how many bytes it has, its end included. `None` where it is not understood.
    fn row_at_sight(
        &mut self,
        sight: &mut AtSight,
        lines: PlainLines<'_>,
        ends: &mut Vec<usize>,
        sink: &mut impl Sink,
    ) -> Option<usize> {
        let same_key = lines.text.starts_with(&sight.text);
        let start = match same_key {
            true => sight.text.len(),
            false => 1 + *lines.ends(sight.roles.len(), LONGEST_KEY, ends)?.last()?,
        };
        // First all that changes nothing: a row that is not understood must leave no trace.
        let before = sight.head?;
        let (values, len) =
            self.values_at_sight(sight, &lines.text[start..], lines.separator, before)?;
        let len = start + len;
        let end = match lines.text[len..] {
            [b'\n', ..] => 1,
            [b'\r', b'\n', ..] => 2,
            _ => return None,
        };
        let head = match same_key {
            true => before,
            false => self.head_at_sight(sight, lines.text, ends)?,
        };
        let period = head.period?;
        if !exists(self.data, head.unit, period) {
            return None;
        }
        let line = PlainLine {
            text: &lines.text[..len],
            line: lines.line,
            separator: lines.separator,
        };
        let fields = Fields::in_line(line, &self.schema.path);
        let row = self.row_head(head, period, &fields);
        match values {
            RowValues::Answers => sink.sheet(&row, &sight.answers),
            RowValues::Figures => sink.wide(&row, &[], &self.wide.figures),
            RowValues::Figure(at, figure) => {
                let variable = self.variables.at(at).binding.variable;
                let figure = NumericCell::Exact(figure);
                sink.long(
                    &row,
                    variable,
                    CellValue::Figure(&figure),
                    sight.roles.len() + 1,
                );
                self.variable = at;
            }
        }
        if !same_key {
            sight.keep(&lines.text[..start], ends, head);
        }
        Some(len + end)
    }

    /// What the values of a row say, and how many bytes they have; `None` where they are not understood. The row is of a unit of
    /// the same level as `before`.
    fn values_at_sight(
        &mut self,
        sight: &mut AtSight,
        text: &[u8],
        separator: u8,
        before: Head,
    ) -> Option<(RowValues, usize)> {
        match &sight.values {
            Values::Answers(_) | Values::Figures if !self.wide.are_collected_at(before.level) => {
                None
            }
            Values::Answers(by_byte) => {
                let len = read_answers(text, separator, by_byte, &mut sight.answers)?;
                Some((RowValues::Answers, len))
            }
            Values::Figures => {
                let len = self.figures_at_sight(text, separator, before)?;
                Some((RowValues::Figures, len))
            }
            Values::Long => {
                let (at, start) = self.variables.at_start(text, separator, self.variable)?;
                let known = self.variables.at(at);
                let numeric = known.numeric.as_ref()?;
                let (variable, period) = (known.binding.variable, known.binding.period);
                if period.is_some()
                    || numeric.looked_at_whole
                    || self.plan[variable].level < before.level
                {
                    return None;
                }
                let cell = cell(&text[start..], separator)?;
                let combined = self.is_combined(before, variable, before.period?);
                let figure = numeric.exact(cell, combined)?;
                Some((RowValues::Figure(at, figure), start + cell.len()))
            }
        }
    }

    /// Reads the figures of a wide row into `wide.figures`; how many bytes they have.
    fn figures_at_sight(&mut self, text: &[u8], separator: u8, before: Head) -> Option<usize> {
        let mut figures = std::mem::take(&mut self.wide.figures);
        figures.clear();
        let mut at = 0;
        for (column, numeric) in self.wide.numeric() {
            if !figures.is_empty() {
                at = end_of_separator(text, separator, at)?;
            }
            let cell = cell(&text[at..], separator)?;
            let combined = self.is_combined(before, column.variable, before.period?);
            figures.push(match cell {
                [] => NumericCell::Blank,
                cell => NumericCell::Exact(numeric.exact(cell, combined)?),
            });
            at += cell.len();
        }
        self.wide.figures = figures;
        Some(at)
    }

    /// The head of a row whose key is not that of the row before.
    fn head_at_sight(&mut self, sight: &AtSight, line: &[u8], ends: &[usize]) -> Option<Head> {
        let mut head = sight.head?;
        let mut cells = NextCells::default();
        let mut is_other = false;
        for (at, role) in sight.roles.iter().enumerate() {
            let (cell, before) = (
                cell_of(line, ends, at),
                cell_of(&sight.text, &sight.ends, at),
            );
            match role {
                ColumnRole::Code => {
                    cells.code = cell;
                    is_other |= cell != before;
                }
                ColumnRole::Name => {
                    cells.name = cell;
                    cells.plain_name = sight.plain_name.then_some(before);
                    is_other |= cell != before;
                }
                ColumnRole::Period if cell != before => {
                    let mut periods = sight.periods.iter();
                    head.period = periods.find(|(text, _)| **text == *cell)?.1;
                }
                ColumnRole::Period => {}
                _ if cell != before => return None,
                ColumnRole::Level => cells.has_level = !cell.is_empty(),
                ColumnRole::Parent => cells.has_parent = !cell.is_empty(),
                _ => {}
            }
        }
        if is_other {
            head.unit = self.units.next(head.unit, cells)?;
        }
        Some(head)
    }
}

/// A cell of a line, given where cells end.
fn cell_of<'t>(line: &'t [u8], ends: &[usize], at: usize) -> &'t [u8] {
    let start = at.checked_sub(1).map_or(0, |before| ends[before] + 1);
    &line[start..ends[at]]
}

/// The first cell of what is left of a line; `None` where it is long.
fn cell(rest: &[u8], separator: u8) -> Option<&[u8]> {
    let ends = |byte: &u8| *byte == separator || matches!(byte, b'\n' | b'\r');
    let len = rest.iter().take(LONGEST_FIGURE).position(ends)?;
    Some(&rest[..len])
}
