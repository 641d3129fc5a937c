//! The sum of a variable over a unit's members, from their cells or from what was counted while reading.

use crate::evaluate::Input;
use crate::evaluate::context::{Context, unit_words};
use crate::i18n::Text;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Figures, Period, Sum, UnitIx};
use crate::plan::{Plan, VariableIx, Year};

/// What the members come to, and whether all of them are in it.
pub struct Members {
    /// The sum, in the variable's unit.
    pub interval: Interval,
    /// Whether every member reported.
    pub complete: bool,
    /// How many reported.
    pub reported: u64,
}

/// What a unit's members can come to together in a year; `None` if none of them reported.
pub fn members_sum(
    plan: &Plan,
    figures: &Figures,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<Interval> {
    let mut ctx = Context::new(plan, figures, false);
    let members = ctx.members_total(variable, unit, year, true);
    (members.reported > 0).then_some(members.interval)
}

impl Context<'_> {
    /// What the members come to; with `untraced`, nothing of it is written down.
    pub(in crate::evaluate) fn members_total(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        untraced: bool,
    ) -> Members {
        let level = self.plan[variable].level;
        if let Some(AggregateValue::Sum(sum)) =
            self.figures.tally(Aggregate::Sum(variable), unit, year)
        {
            return self.tallied(variable, unit, year, &sum.clone(), untraced);
        }
        let members = self.figures.units.members(unit, level, year);
        let rostered = self.figures.units.is_complete(level);
        let mut result = Members {
            interval: Interval::point(Number::zero()),
            complete: true,
            reported: 0,
        };
        // Where the unit's own row is there, members only check it: they are not asked for.
        let mut look = self.aside();
        for &member in &members {
            let rows = look.sent(variable, member, year);
            if let Value::Between(interval) = look.yearly(variable, member, year) {
                result.interval = result.interval.plus(&interval);
            }
            result.reported += u64::from(rows.any);
            result.complete &= rows.all;
        }
        if !untraced {
            self.absorb(look);
            if members.is_empty() {
                self.expect_cell(variable, unit, Period::Year(year));
            }
        }
        if !rostered {
            let range = &self.plan[variable].range;
            let (others, all) = match self.unnamed(level, unit, year) {
                Some(count) => (range.times(&Number::from(count as i64)), count == 0),
                None => (range.any_sum(), false),
            };
            result.interval = result.interval.plus(&others);
            result.complete &= all;
        }
        if !untraced {
            self.sum_step(variable, unit, year, &result, members.len() as u64);
        }
        result
    }

    /// The sum that was counted while reading, and what the members that did not report may add to it.
    fn tallied(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        sum: &Sum,
        untraced: bool,
    ) -> Members {
        let definition = &self.plan[variable];
        let seen = sum.seen();
        let expected = self
            .figures
            .rosters
            .get(&(definition.level, unit, year))
            .copied()
            .or_else(|| {
                let register = self.plan[definition.level].register?;
                let counted = Aggregate::Sum(variable);
                self.registered(counted, register, unit, year)
                    .filter(|&all| all >= seen)
            });
        let end = |scaled: Option<i128>| match scaled {
            Some(scaled) => Bound::Closed(Number::scaled(scaled, definition.decimals)),
            None => Bound::Unbounded,
        };
        let known = Interval::new(end(sum.lo), end(sum.hi)).unwrap_or_else(Interval::everything);
        let unreported = expected.map(|expected| expected.saturating_sub(seen));
        let interval = match unreported {
            Some(count) => known.plus(&definition.range.times(&Number::from(count as i64))),
            None => known.plus(&self.plan[variable].range.any_sum()),
        };
        if !untraced {
            self.input(Input::Aggregate {
                counted: Aggregate::Sum(variable),
                level: definition.level,
                unit,
                year,
                expected,
                reported: sum.reported,
            });
        }
        let members = Members {
            interval,
            complete: unreported == Some(0) && sum.blank == 0,
            reported: sum.reported,
        };
        if !untraced {
            self.sum_step(variable, unit, year, &members, expected.unwrap_or(seen));
        }
        members
    }

    fn sum_step(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        members: &Members,
        expected: u64,
    ) {
        let name = &self.plan[variable].name;
        let figures = self.figures;
        let (reported, sum) = (members.reported, &members.interval);
        self.step(|| {
            let Text { zh, en } = unit_words(figures, unit);
            Text::new(
                format!(
                    "{}，{zh}，{year} 年：{reported}/{expected} 个下级单位已报，合计 {sum}",
                    name.zh
                ),
                format!(
                    "{}, {en}, {year}: {reported} of {expected} members reported, sum {sum}",
                    name.en
                ),
            )
        });
    }
}
