//! What of a table an engine can count: its columns, and what is counted of them. A table that needs the reader for every row says why.

use super::Request;
use super::condition::{Accepted, accepted, grades};
use super::tally::passes;
use crate::data::{Column, EngineTable, FileSchema, PlainRows};
use crate::i18n::Text;
use crate::observation::{Aggregate, PackedAnswer};
use crate::plan::{ChecklistIx, Kind, LevelIx, VariableIx};
use crate::tally::{Aggregation, JointVariables};
use crate::text;
use std::collections::BTreeSet;

/// The most decimals of a figure that is counted.
const MOST_DECIMALS: u32 = 6;
/// The most digits of one.
const MOST_DIGITS: u32 = 15;

/// A table of which the clean rows are counted.
pub struct CountedTable<'a> {
    /// Its name and columns.
    pub table: &'a EngineTable,
    /// Where its rows have their units and years.
    pub rows: PlainRows,
    /// The level of the units that are counted.
    pub level: LevelIx,
    /// The columns of which something is counted, in the table's order.
    pub columns: Vec<CountedColumn>,
    /// What is counted.
    pub counts: Vec<Counting>,
    /// Variables that are counted together: by variable of each group, the index of its column.
    pub joint: Vec<(&'a JointVariables, Vec<usize>)>,
}

/// A column of which something is counted.
pub struct CountedColumn {
    /// Its position in the table, from 0.
    pub at: usize,
    /// The variable.
    pub variable: VariableIx,
    /// What a clean cell of it is.
    pub cell: CleanCell,
}

/// What a clean cell is.
pub enum CleanCell {
    /// One of some words, or nothing.
    Answer(Vec<(String, PackedAnswer)>),
    /// A number, or nothing.
    Figure {
        /// The least and the greatest, in units of the variable's last decimal.
        limits: (i128, i128),
        /// The digits before and behind the decimal point, at most.
        digits: (u32, u32),
        /// Whether decimals of zeros may be written besides.
        zeros: bool,
        /// Whether nothing is not enough.
        needed: bool,
    },
}

/// What is counted of the rows; columns by their indices in [`CountedTable::columns`].
pub enum Counting {
    /// Figures are added up.
    Sum(Aggregate, usize),
    /// A mean times its weight.
    Weighted(Aggregate, usize, usize),
    /// Whether a figure satisfies a condition.
    Holds(Aggregate, usize, Accepted),
    /// Whether an answer does: the grades that do, and those that do not.
    Grades(Aggregate, usize, Vec<usize>, Vec<usize>),
    /// A checklist: by item, the column.
    Checklist(ChecklistIx, Vec<Option<usize>>),
}

/// What is said of a unit and year once only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The figure of a variable.
    Variable(VariableIx),
    /// The answers to a checklist.
    Checklist(ChecklistIx),
}

/// The variables and checklists that a table speaks of, counted or not.
pub fn subjects(request: &Request<'_>, schema: &FileSchema) -> BTreeSet<Subject> {
    let mut subjects = BTreeSet::new();
    for column in schema.answer_columns.iter().chain(&schema.figure_columns) {
        subjects.insert(Subject::Variable(column.variable));
        for used in request.count_plan.uses(column.variable) {
            if let Aggregation::Item { checklist, .. } = used {
                subjects.insert(Subject::Checklist(*checklist));
            }
        }
        if let Some(group) = request.count_plan.joint_with(column.variable) {
            let joint = &request.count_plan.joint[group];
            subjects.extend(
                joint
                    .variables
                    .iter()
                    .map(|&variable| Subject::Variable(variable)),
            );
        }
    }
    subjects
}

impl<'a> CountedTable<'a> {
    /// What is counted of a table; why every row of it needs the reader is the error.
    pub fn new(
        request: &Request<'a>,
        schema: &'a FileSchema,
        table: &'a EngineTable,
    ) -> Result<Self, Text> {
        let count_plan = request.count_plan;
        if schema.long {
            return Err(text!("每行一个数值", "it has one figure a row"));
        }
        if count_plan.as_of.is_some() {
            return Err(text!(
                "问题限于某日所知（`--as-of`）",
                "the question is as of a date"
            ));
        }
        let rows = schema.plain_rows()?;
        let level = schema.declared_level();
        let level = level.ok_or_else(|| {
            text!(
                "没有声明层级（`level`）",
                "its level is not declared (`level`)"
            )
        })?;
        if count_plan.keeps_level(level) {
            return Err(text!("其对象逐一评估", "its units are judged one by one"));
        }
        let mut counted = CountedTable {
            table,
            rows,
            level,
            columns: Vec::new(),
            counts: Vec::new(),
            joint: Vec::new(),
        };
        for column in &schema.answer_columns {
            counted.answers(request, schema, column)?;
        }
        for column in &schema.figure_columns {
            counted.figures(request, schema, column)?;
        }
        counted.columns.sort_by_key(|column| column.at);
        counted.note_joint(request)?;
        counted.note_counts(request)?;
        Ok(counted)
    }

    /// Whether a column is counted; false where nothing reads it.
    fn is_counted(&self, request: &Request<'_>, column: &Column) -> Result<bool, Text> {
        let (plan, count_plan) = (request.plan, request.count_plan);
        let variable = column.variable;
        if count_plan.joint_with(variable).is_some() {
            return Ok(true);
        }
        let id = &plan[variable].id;
        if plan[variable].level != self.level {
            return Err(text!(
                "`{id}` 属于另一层级",
                "`{id}` is collected at another level"
            ));
        }
        if !count_plan.counts(count_plan.demand(variable), self.level) {
            return Err(text!(
                "`{id}` 的数值须逐个保留",
                "the figures of `{id}` are kept one by one"
            ));
        }
        Ok(!count_plan.uses(variable).is_empty())
    }

    fn answers(
        &mut self,
        request: &Request<'_>,
        schema: &FileSchema,
        column: &Column,
    ) -> Result<(), Text> {
        if self.is_counted(request, column)? {
            let mut words = schema.plain_answers(request.plan, column);
            words.retain(|(word, _)| !word.contains(char::is_control));
            self.columns.push(CountedColumn {
                at: column.at,
                variable: column.variable,
                cell: CleanCell::Answer(words),
            });
        }
        Ok(())
    }

    fn figures(
        &mut self,
        request: &Request<'_>,
        schema: &FileSchema,
        column: &Column,
    ) -> Result<(), Text> {
        if !self.is_counted(request, column)? {
            return Ok(());
        }
        let variable = &request.plan[column.variable];
        let id = &variable.id;
        let decimals = variable.decimals;
        let limits = schema
            .plain_limits(request.plan, column)
            .filter(|_| decimals <= MOST_DECIMALS);
        let limits = limits.ok_or_else(|| {
            text!(
                "`{id}` 的数值须换算，或须看整列才能确定",
                "figures of `{id}` are converted, or understood by the whole column only"
            )
        })?;
        let points = schema.plain_decimals();
        self.columns.push(CountedColumn {
            at: column.at,
            variable: column.variable,
            cell: CleanCell::Figure {
                limits,
                digits: (MOST_DIGITS - decimals, if points { decimals } else { 0 }),
                zeros: points,
                needed: request.count_plan.joint_with(column.variable).is_some(),
            },
        });
        Ok(())
    }

    fn column_of(&self, variable: VariableIx) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.variable == variable)
    }

    /// Notes the groups of joint variables, of which a table has to have all columns.
    fn note_joint(&mut self, request: &Request<'a>) -> Result<(), Text> {
        for joint in &request.count_plan.joint {
            if !joint
                .variables
                .iter()
                .any(|&variable| self.column_of(variable).is_some())
            {
                continue;
            }
            let id = &request.plan[joint.variables[0]].id;
            let columns: Option<Vec<usize>> = joint
                .variables
                .iter()
                .map(|&variable| self.column_of(variable))
                .collect();
            let columns = columns
                .filter(|_| joint.level == self.level)
                .ok_or_else(|| {
                    text!(
                        "与 `{id}` 相关的数据项不全",
                        "it has not all variables that are counted together with `{id}`"
                    )
                })?;
            self.joint.push((joint, columns));
        }
        Ok(())
    }

    fn note_counts(&mut self, request: &Request<'_>) -> Result<(), Text> {
        let mut counts = Vec::new();
        let mut checklists = BTreeSet::new();
        let is_mean = |at: usize| {
            let mut groups = self.joint.iter();
            groups
                .any(|(joint, columns)| joint.means().iter().any(|&(mean, _)| columns[mean] == at))
        };
        for (at, column) in self.columns.iter().enumerate() {
            let variable = column.variable;
            let uses = request.count_plan.uses(variable);
            let joint = request.count_plan.joint_with(variable).is_some();
            let summed = uses.iter().any(|used| matches!(used, Aggregation::Sum));
            let figures = matches!(column.cell, CleanCell::Figure { .. });
            if figures && (summed || joint) && !is_mean(at) {
                counts.push(Counting::Sum(Aggregate::Sum(variable), at));
            }
            for used in uses {
                match used {
                    Aggregation::Holds { counted, rule } => {
                        counts.push(self.condition(request, (*counted, at), &**rule)?);
                    }
                    Aggregation::Item { checklist, .. } => {
                        checklists.insert(*checklist);
                    }
                    Aggregation::Sum => {}
                }
            }
            let both = uses
                .iter()
                .any(|used| matches!(used, Aggregation::Item { .. }))
                && uses.len() > 1;
            if both {
                let id = &request.plan[variable].id;
                return Err(text!(
                    "`{id}` 既是清单项又另有用途",
                    "`{id}` is an item of a checklist and more"
                ));
            }
        }
        for (joint, columns) in &self.joint {
            for &(mean, weight) in joint.means() {
                let counted = Aggregate::Weighted {
                    mean: joint.variables[mean],
                    weight: joint.variables[weight],
                };
                counts.push(Counting::Weighted(counted, columns[mean], columns[weight]));
            }
        }
        for checklist in checklists {
            counts.push(self.checklist(request, checklist)?);
        }
        self.counts = counts;
        Ok(())
    }

    fn condition(
        &self,
        request: &Request<'_>,
        (counted, at): (Aggregate, usize),
        rule: &dyn crate::plan::rule::Rule,
    ) -> Result<Counting, Text> {
        let variable = self.columns[at].variable;
        let definition = &request.plan[variable];
        let found = match definition.kind {
            Kind::Flag | Kind::Rating => grades(request.plan, variable, rule)
                .map(|(holds, fails)| Counting::Grades(counted, at, holds, fails)),
            _ => accepted(rule, definition.decimals)
                .map(|accepted| Counting::Holds(counted, at, accepted)),
        };
        found.ok_or_else(|| {
            let id = &definition.id;
            text!(
                "`{id}` 的条件不能写成 SQL",
                "the condition of `{id}` can't be written in SQL"
            )
        })
    }

    fn checklist(&self, request: &Request<'_>, checklist: ChecklistIx) -> Result<Counting, Text> {
        let items = request.plan[checklist].items.iter();
        let columns: Vec<Option<usize>> = items.map(|item| self.column_of(item.variable)).collect();
        passes(request, checklist, &columns, "")?;
        Ok(Counting::Checklist(checklist, columns))
    }
}
