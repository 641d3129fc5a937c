//! What rows of a table look like that can be understood without the reader: plain codes, years and figures. An engine counts such rows.

use super::schema::{Column, FileSchema};
use crate::data::cell::{NumericColumn, ScaleLookup, UNRESOLVED};
use crate::data::column_role::ColumnRole;
use crate::i18n::Text;
use crate::observation::{PackedAnswer, Period};
use crate::plan::{Plan, Year};
use crate::text;

/// Where a table has what identifies its rows; positions of columns, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainRows {
    /// The unit's code.
    pub code: usize,
    /// The unit's name.
    pub name: Option<usize>,
    /// The id of the unit's level.
    pub level: Option<usize>,
    /// The code of the unit above.
    pub parent: Option<usize>,
    /// The year.
    pub year: Option<usize>,
    /// Whether figures are planned.
    pub kind: Option<usize>,
    /// The year of rows that give none; `None` if it is not declared.
    pub declared_year: Option<Year>,
    /// Columns that say what changes the meaning of a row, where they say anything.
    pub blank: Vec<usize>,
}

/// Where a table of units has what is said of each.
#[derive(Clone, Debug)]
pub struct PlainUnits {
    /// The column of codes.
    pub code: usize,
    /// That of names, if there is one.
    pub name: Option<usize>,
    /// That of levels.
    pub level: Option<usize>,
    /// That of the units above.
    pub parent: Option<usize>,
    /// Columns that say that a unit has not always existed, or has other names: blank of one that is plain.
    pub blank: Vec<usize>,
}

impl FileSchema {
    /// Whether a table of units names all of its level.
    pub fn names_all_units(&self) -> bool {
        self.entry.roster
    }

    /// What a table of units says of each; `None` where only the reader can tell.
    pub fn plain_units(&self) -> Option<PlainUnits> {
        let (header, entry) = (&self.header, &self.entry);
        let role = |role| header.roles.get(role);
        let plain = !header.unclear
            && header.in_doubt.is_empty()
            && entry.conditions.is_empty()
            && entry.notation.marks.is_empty();
        let changes = [
            ColumnRole::From,
            ColumnRole::Until,
            ColumnRole::Into,
            ColumnRole::Also,
        ];
        Some(PlainUnits {
            code: role(ColumnRole::Code).filter(|_| plain)?,
            name: role(ColumnRole::Name),
            level: role(ColumnRole::Level),
            parent: role(ColumnRole::Parent),
            blank: changes.into_iter().filter_map(role).collect(),
        })
    }

    /// Where the table has what identifies its rows. Why every row needs the reader is the error.
    pub fn plain_rows(&self) -> Result<PlainRows, Text> {
        let (header, entry) = (&self.header, &self.entry);
        let role = |role| header.roles.get(role);
        let of_years = self.answer_columns.iter().chain(&self.figure_columns);
        let declared_year = match entry.period {
            Some(Period::Year(year)) => Some(year),
            None => None,
            Some(_) => return Err(text!("期间不是一年", "its period is not one year")),
        };
        let reason = if !self.usable || header.unclear || !header.in_doubt.is_empty() {
            text!(
                "有些列的含义不确定",
                "it is in doubt what some columns hold"
            )
        } else if entry.planned || entry.as_of.is_some() {
            text!(
                "是计划数，或有报告日期",
                "its figures are planned, or reported on a date"
            )
        } else if entry.running.is_some() {
            text!("是累计数", "its figures are running totals")
        } else if entry.merged {
            text!(
                "含并入对象的数值",
                "its figures include those of units that became part of others"
            )
        } else if entry.unit.is_some() {
            text!("只有一个评估对象", "all of its rows are of one unit")
        } else if !entry.conditions.is_empty() || !header.conditions.is_empty() {
            text!(
                "只读取部分行（`where`）",
                "only some of its rows are read (`where`)"
            )
        } else if !self.notation.marks.is_empty() {
            text!(
                "声明了注释标记（`marks`）",
                "marks that point to notes are declared (`marks`)"
            )
        } else if self.notation.symbols.contains_key("") {
            text!("声明了空白的含义", "it is declared what a blank means")
        } else if of_years.into_iter().any(|column| column.period.is_some()) {
            text!("有些列自带年份", "some columns are of years of their own")
        } else if header.measure_may_be_code || header.measure_may_be_name {
            text!(
                "`单位`列的含义由内容决定",
                "what the column of units holds is decided by its cells"
            )
        } else if let Some(code) = role(ColumnRole::Code) {
            return Ok(PlainRows {
                code,
                name: role(ColumnRole::Name),
                level: role(ColumnRole::Level),
                parent: role(ColumnRole::Parent),
                year: role(ColumnRole::Period),
                kind: role(ColumnRole::Kind),
                declared_year,
                blank: [
                    ColumnRole::AsOf,
                    ColumnRole::MeasureUnit,
                    ColumnRole::Multiplier,
                ]
                .into_iter()
                .filter_map(role)
                .collect(),
            });
        } else {
            text!("没有代码列", "it has no column of codes")
        };
        Err(reason)
    }

    /// The words that a cell of a column of answers is known by as they are written, each with its answer; the empty text is none
    /// of them.
    pub fn plain_answers(&self, plan: &Plan, column: &Column) -> Vec<(String, PackedAnswer)> {
        let variable = &plan[column.variable];
        let Some(scale) = variable.scale else {
            return Vec::new();
        };
        let lookup = ScaleLookup::new(&plan[scale], &self.notation);
        let words = lookup.words().into_iter();
        let answers = words.filter_map(|word| {
            let answer = lookup.fast(word.as_bytes(), variable.may_not_apply)?;
            (answer != UNRESOLVED).then_some((word, answer))
        });
        answers.collect()
    }

    /// The least and the greatest figure that a cell of a column of figures may be, in units of the variable's last decimal; `None`
    /// where a figure can't be understood by itself.
    pub fn plain_limits(&self, plan: &Plan, column: &Column) -> Option<(i128, i128)> {
        let variable = &plan[column.variable];
        let numeric = NumericColumn::new(variable, column.factor.clone(), &self.notation);
        let plain = numeric.is_plain() && self.notation.fractions != Some(true);
        plain.then(|| numeric.limits_of_one())
    }

    /// Whether a full stop before decimals is understood by itself.
    pub fn plain_decimals(&self) -> bool {
        self.notation.decimal_point()
    }
}
