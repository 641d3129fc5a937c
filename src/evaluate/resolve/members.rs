//! The sum of a variable over a unit's members: of those that are known to exist in the year, from their cells or from what
//! was counted while reading, and of as many more as there are by the register.

use super::registers::UnitRange;
use crate::evaluate::Input;
use crate::evaluate::context::{Context, unit_words};
use crate::i18n::Text;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Figures, Period, Sum, UnitIx, When};
use crate::plan::measure::{CountedMean, MemberRow, MemberRows};
use crate::plan::{Plan, VariableIx, Year};

/// What the members come to, and whether all of them are in it.
pub struct Members {
    /// The sum, in the variable's unit.
    pub value: Value,
    /// Whether every member reported.
    pub complete: bool,
    /// How many reported.
    pub reported: u64,
}

/// What a unit's members can come to together in a year; `None` if none of them reported, though there may be some.
pub fn members_sum(
    plan: &Plan,
    figures: &Figures,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<Value> {
    let mut ctx = Context::new(plan, figures, false);
    let members = ctx.members_total(variable, unit, year, true);
    let counted = ctx.are_counted(plan[variable].level);
    let nothing = members.value == Value::NotApplicable && counted;
    (members.reported > 0 || nothing).then_some(members.value)
}

/// What was seen of the members.
struct Seen {
    value: Value,
    /// Rows that the value stands for, silent ones of units that merged too.
    rows: u64,
    /// Rows that say something.
    reported: u64,
    /// Whether each of the rows says something.
    all: bool,
    /// The members whose cells were looked at one by one.
    named: usize,
}

impl Context<'_> {
    /// What the members come to; with `untraced`, nothing of it is written down.
    pub(super) fn members_total(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        untraced: bool,
    ) -> Members {
        let definition = &self.plan[variable];
        let level = definition.level;
        let rostered = self.figures.units.is_complete(level);
        let tally = match self.figures.tally(Aggregate::Sum(variable), unit, year) {
            Some(AggregateValue::Sum(sum)) => Some(sum),
            _ => None,
        };
        // Where the unit's own row is there, members only check it: they are not asked for.
        let mut look = self.without_trace();
        let seen = look.seen_members(variable, unit, year, tally.is_some());
        if !untraced {
            self.absorb(look);
        }
        let seen = match tally {
            Some(sum) => seen.with(counted(self.plan, variable, sum), sum),
            None => seen,
        };
        let unseen = match rostered {
            true if tally.is_some() => {
                let named = self.figures.rosters.get(&(level, unit, year)).copied();
                let named = named.unwrap_or(0);
                Some(UnitRange::exactly(named.saturating_sub(seen.rows)))
            }
            // Each of the roster is among those looked at, whether it sent a row or not.
            true => Some(UnitRange::exactly(0)),
            false => {
                let mut look = self.without_trace();
                let unseen = look.unseen(level, unit, year, |look, unit| {
                    look.seen(&[variable], level, unit, year)
                });
                if !untraced {
                    self.absorb(look);
                }
                unseen
            }
        };
        let members = Members {
            value: match unseen {
                Some(unseen) if rostered => seen.value.plus(&self.silent(variable, unseen)),
                Some(unseen) => seen
                    .value
                    .plus(&self.several(variable, &definition.range, unseen)),
                None => Value::IfApplicable(definition.range.any_sum()),
            },
            complete: seen.all && unseen == Some(UnitRange::exactly(0)),
            reported: seen.reported,
        };
        if untraced {
            return members;
        }
        let unseen = unseen.and_then(UnitRange::known);
        let expected = unseen.map(|unseen| seen.rows + unseen);
        if let Some(sum) = tally {
            // Cells of units that stand apart are inputs of their own.
            let (rows, reported) = match self.figures.apart.concern(variable) {
                true => (sum.seen(), sum.reported),
                false => (seen.rows, seen.reported),
            };
            self.input(Input::Aggregate {
                counted: Aggregate::Sum(variable),
                level,
                unit,
                year,
                expected: unseen.map(|unseen| rows + unseen),
                reported,
            });
        } else if seen.named == 0 && members.value != Value::NotApplicable {
            self.expect_cell(variable, unit, Period::Year(year));
        }
        let all = match tally {
            Some(_) => expected,
            None => unseen.map(|unseen| seen.named as u64 + unseen),
        };
        self.sum_step(variable, unit, year, &members, all);
        members
    }

    /// The members whose cells are kept: of a level that a roster names all of them, else those that sent a row. Where others were
    /// counted while reading, those that are not among these.
    fn seen_members(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        counted: bool,
    ) -> Seen {
        let level = self.plan[variable].level;
        let units = &self.figures.units;
        let mut seen = Seen {
            value: Value::NotApplicable,
            rows: 0,
            reported: 0,
            all: true,
            named: 0,
        };
        let members = match units.is_complete(level) {
            _ if counted => self.beside_counted(&[variable], level, unit, year),
            true => units.members(unit, level, year),
            false => self.named(&[variable], level, unit, year),
        };
        for member in members {
            let rows = self.sent(variable, member, year);
            let value = self.yearly(variable, member, year);
            seen.value = seen.value.plus(&value);
            seen.rows += rows.expected;
            seen.reported += u64::from(rows.any);
            seen.all &= rows.all;
            seen.named += 1;
        }
        seen
    }

    /// What so many figures of which nothing is known come to.
    fn several(&self, variable: VariableIx, range: &Interval, count: UnitRange) -> Value {
        let definition = &self.plan[variable];
        let zero = Interval::point(Number::zero());
        let one = match definition.may_not_apply {
            true => range.hull(&zero),
            false => range.clone(),
        };
        let times = |n: u64| one.times(&Number::from(n as i64));
        let Some(most) = count.most else {
            // Any number of them, besides the least.
            let some = times(count.least.max(1)).plus(&one.any_sum());
            return Value::within(some, count.least == 0 || definition.may_not_apply);
        };
        if most == 0 {
            return Value::NotApplicable;
        }
        let some = times(count.least.max(1)).hull(&times(most));
        Value::within(some, count.least == 0 || definition.may_not_apply)
    }

    /// What so many units of a roster come to that reported nothing.
    pub(super) fn silent(&self, variable: VariableIx, count: UnitRange) -> Value {
        self.several(variable, &self.range_of_silent(variable), count)
    }

    /// All that a figure may be of a unit that reported nothing: a part is at most what its whole may be.
    fn range_of_silent(&self, variable: VariableIx) -> Interval {
        let definition = &self.plan[variable];
        let range = definition.range.clone();
        let whole = definition
            .part_of
            .filter(|&whole| !self.plan[whole].may_not_apply);
        let Some(whole) = whole.filter(|_| self.figures.apart.concern(variable)) else {
            return range;
        };
        let most = self.range_of_silent(whole).hi().clone();
        let limit = Interval::new(Bound::Unbounded, most);
        limit.and_then(|limit| range.meet(&limit)).unwrap_or(range)
    }

    /// The units whose rows make up a unit's value, and how many more there are.
    pub(in crate::internals::evaluate) fn member_rows(
        &mut self,
        variables: &[VariableIx],
        unit: UnitIx,
        when: When,
    ) -> MemberRows {
        let Some(&variable) = variables.first() else {
            return MemberRows::default();
        };
        let (level, year) = (self.plan[variable].level, when.end());
        let units = &self.figures.units;
        if units.level(unit) == level {
            return MemberRows {
                rows: self.rows_beside(variables, unit, when),
                counted: None,
                least_unseen: 0,
                most_unseen: Some(0),
            };
        }
        let counted = match (variables, when) {
            (&[mean, weight], When::Year(_)) => self.counted_mean(mean, weight, unit, year),
            _ => None,
        };
        let (members, unseen) = match (units.is_complete(level), &counted) {
            (true, None) => (units.members(unit, level, year), UnitRange::exactly(0)),
            (true, Some(counted)) => {
                let members = self.beside_counted(variables, level, unit, year);
                let rows = |&member: &UnitIx| self.sent(variable, member, year).expected;
                let seen = counted.units + members.iter().map(rows).sum::<u64>();
                let named = self.figures.rosters.get(&(level, unit, year)).copied();
                let unseen = named.unwrap_or(0).saturating_sub(seen);
                (members, UnitRange::exactly(unseen))
            }
            (false, _) => {
                let unseen = self.unseen(level, unit, year, |look, unit| {
                    look.seen(variables, level, unit, year)
                });
                let unseen = unseen.unwrap_or(UnitRange::ANY);
                (self.named(variables, level, unit, year), unseen)
            }
        };
        if let Some(counted) = &counted {
            self.counted_inputs(variables, (unit, year), counted.units, unseen);
        }
        let rows = members.into_iter();
        MemberRows {
            rows: rows
                .flat_map(|member| self.rows_beside(variables, member, when))
                .collect(),
            counted,
            least_unseen: unseen.least,
            most_unseen: unseen.most,
        }
    }

    /// The weight and the weighted mean of the members that were counted while reading; `None` if none were.
    fn counted_mean(
        &self,
        mean: VariableIx,
        weight: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<CountedMean> {
        let sum = |counted| match self.figures.tally(counted, unit, year)? {
            AggregateValue::Sum(sum) => Some(sum),
            AggregateValue::Outcomes(_) => None,
        };
        let products = sum(Aggregate::Weighted { mean, weight })?;
        let weights = sum(Aggregate::Sum(weight))?;
        let (definition, of_weight) = (&self.plan[mean], &self.plan[weight]);
        let all = products.interval(definition.decimals + of_weight.decimals);
        let weight = weights.interval(of_weight.decimals);
        // Members that weigh nothing have no mean together.
        let together = all.known().zip(weight.known());
        let together = together.and_then(|(all, weight)| all.divided_by(weight));
        Some(CountedMean {
            mean: together.map_or_else(|| definition.range.clone(), Interval::point),
            weight,
            units: products.reported,
        })
    }

    /// Notes what was counted of the members that were counted while reading, and how many there are besides.
    fn counted_inputs(
        &mut self,
        variables: &[VariableIx],
        (unit, year): (UnitIx, Year),
        units: u64,
        unseen: UnitRange,
    ) {
        let &[mean, weight] = variables else {
            return;
        };
        for counted in [Aggregate::Weighted { mean, weight }, Aggregate::Sum(weight)] {
            self.input(Input::Aggregate {
                counted,
                level: self.plan[weight].level,
                unit,
                year,
                expected: unseen.known().map(|unseen| units + unseen),
                reported: units,
            });
        }
    }

    /// The rows of a unit's area side by side, where those of all variables stand so; else the unit for its whole area.
    fn rows_beside(&self, variables: &[VariableIx], unit: UnitIx, when: When) -> Vec<MemberRow> {
        let of = |variable: &VariableIx| self.rows(*variable, unit, when.period());
        let row = |unit, whole_area| MemberRow { unit, whole_area };
        let rows = variables.first().map(of).unwrap_or_default();
        let level = |variable: &VariableIx| self.plan[*variable].level;
        let alike = |other: &VariableIx| level(other) == level(&variables[0]) && of(other) == rows;
        // Where one figure holds those of all rows and another does not, their rows do not stand side by side.
        match rows.len() > 1 && variables.iter().all(alike) {
            true => rows.into_iter().map(|unit| row(unit, false)).collect(),
            false => vec![row(unit, true)],
        }
    }

    fn sum_step(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        members: &Members,
        expected: Option<u64>,
    ) {
        let name = &self.plan[variable].name;
        let figures = self.figures;
        let (reported, sum) = (members.reported, &members.value);
        self.step(|| {
            let Text { zh, en } = unit_words(figures, unit);
            let all = match expected {
                Some(all) => Text::new(
                    format!("{reported}/{all} 个下级单位已报"),
                    format!("{reported} of {all} members reported"),
                ),
                None => Text::new(
                    format!("已报下级单位 {reported} 个，应报个数不明"),
                    format!("{reported} members reported, of an unknown number"),
                ),
            };
            Text::new(
                format!("{}，{zh}，{year}年：{}，合计 {sum}", name.zh, all.zh),
                format!("{}, {en}, {year}: {}, sum {sum}", name.en, all.en),
            )
        });
    }
}

impl Seen {
    /// With what was counted while reading.
    fn with(self, value: Value, sum: &Sum) -> Seen {
        Seen {
            value: self.value.plus(&value),
            rows: self.rows + sum.seen(),
            reported: self.reported + sum.reported,
            all: self.all && sum.blank == 0,
            named: self.named,
        }
    }
}

/// The value of a sum that was counted while reading.
fn counted(plan: &Plan, variable: VariableIx, sum: &Sum) -> Value {
    if sum.reported + sum.blank == 0 {
        return Value::NotApplicable;
    }
    let definition = &plan[variable];
    let may_not_apply = sum.reported == 0 && definition.may_not_apply;
    Value::within(sum.interval(definition.decimals), may_not_apply)
}
