//! `checklist` with `count`: the counting approach of Alkire and Foster, Counting and multidimensional poverty measurement,
//! Journal of Public Economics 95 (2011).
//!
//! Of n units q do not pass, and each of these loses a share cᵢ of the points that apply to it. The headcount is H = q ÷ n, the
//! intensity A = Σcᵢ ÷ q, the adjusted headcount M₀ = H × A = Σcᵢ ÷ n, all in per cent. Units that did not report may pass or
//! lose anything up to all points; a mean over those that may be among the failing ones is lowest with the lowest of them,
//! and how many of them is tried.

use super::super::declaration::{DeclaredMeasure, MeasureScope, hundred, percent};
use super::super::{
    Condition, CountRequest, CountedUnits, Measure, MeasureContext, MeasureQuery, MeasuredValue,
    UnitLosses,
};
use crate::index::{ChecklistIx, IndicatorIx, LevelIx, VariableIx};
use crate::number::{Interval, Number, Value};
use crate::observation::{Aggregate, Loss};
use crate::plan::check::value_range::ValueRange;
use crate::plan::{Checklist, Pass, Plan};
use crate::text;
use crate::toml_reader::Node;

/// What is counted of the units that do not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// H: their share of all units.
    Headcount,
    /// A: the mean share of points that they lose.
    Intensity,
    /// M₀: the mean share of points lost, of all units, where those that pass lose none.
    AdjustedHeadcount,
}

/// Every count with its keyword.
pub const COUNTS: [(&str, Count); 3] = [
    ("headcount", Count::Headcount),
    ("intensity", Count::Intensity),
    ("adjusted-headcount", Count::AdjustedHeadcount),
];

/// A count of the units that do not pass a checklist.
#[derive(Debug)]
pub struct Counting {
    /// The checklist.
    pub checklist: ChecklistIx,
    /// What is counted.
    pub count: Count,
}

/// Reads `count`, given the checklist; `None` if it has a mistake, which is reported.
pub fn read(
    checklist: ChecklistIx,
    id: &str,
    node: &Node,
    scope: &MeasureScope,
) -> Option<DeclaredMeasure> {
    scope.only_percent();
    let level = scope.symbols.checklist_levels[checklist.0 as usize];
    scope.refuse_not_above(level, id, scope.symbols.checklists.place(id));
    let count = node.word(&COUNTS)?;
    Some(DeclaredMeasure {
        measure: Box::new(Counting { checklist, count }),
        range: Some(ValueRange::share(&hundred())),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on: Some(checklist),
    })
}

impl Measure for Counting {
    fn key(&self) -> &'static str {
        super::SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        Vec::new()
    }

    fn count_requests(&self, _indicator: IndicatorIx) -> Vec<CountRequest> {
        vec![CountRequest::Losses(self.checklist)]
    }

    fn levels(&self, plan: &Plan) -> Vec<LevelIx> {
        vec![plan[self.checklist].level]
    }

    fn condition(&self, plan: &Plan, _level: LevelIx) -> Option<(LevelIx, Condition)> {
        let condition = Condition::Passes(self.checklist);
        Some((plan[self.checklist].level, condition))
    }

    fn cross_checkable(&self, _summed: bool) -> Vec<VariableIx> {
        Vec::new()
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let plan = ctx.plan();
        let checklist = &plan[self.checklist];
        let units = CountedUnits {
            level: checklist.level,
            register: plan[checklist.level].register,
            variables: checklist.items.iter().map(|item| item.variable).collect(),
        };
        let counted = Aggregate::Passes(self.checklist);
        let Some(known) = ctx.losses_of_units(counted, &units, query.unit, query.when) else {
            return MeasuredValue::of_unit(Value::Between(percentage()));
        };
        let failing = Failing::of(&known, checklist);
        let value = match self.count {
            Count::Headcount => failing.headcount(),
            Count::Intensity => failing.intensity(),
            Count::AdjustedHeadcount => failing.adjusted(),
        };
        let value = value.map(|share| share.times(&hundred()));
        ctx.step(&|| failing.words(&value));
        MeasuredValue::of_unit(value)
    }
}

fn percentage() -> Interval {
    Interval::closed(Number::zero(), hundred())
}

/// So many units, each of which loses a share between two ends.
struct Lost {
    units: u64,
    least: Number,
    most: Number,
}

/// The units that do not pass, or may not.
struct Failing {
    /// Units certain not to pass.
    surely: Vec<Lost>,
    /// Units that may or may not pass.
    perhaps: Vec<Lost>,
    /// Units certain to pass.
    passing: u64,
    /// Units of which nothing is known, at least and at most; `None` if there may be any number.
    unseen: (u64, Option<u64>),
    /// What a unit loses at least that does not pass.
    least: Number,
    /// Whether the checklist may not apply to a unit that is not certain to pass or fail.
    may_not_apply: bool,
}

impl Failing {
    fn of(known: &UnitLosses, checklist: &Checklist) -> Failing {
        let least = least_loss(checklist);
        let share = |points: i64, loss: &Loss| {
            let share = Number::ratio(points.into(), loss.whole.into());
            share.unwrap_or_else(Number::zero)
        };
        let of = |surely: bool| {
            let chosen = known.losses.units.iter();
            let chosen = chosen.filter(move |(loss, _)| loss.surely_fails == surely);
            chosen.map(|(loss, units)| Lost {
                units: *units,
                least: share(loss.least, loss).max(least.clone()),
                most: share(loss.most, loss),
            })
        };
        Failing {
            surely: of(true).collect(),
            perhaps: of(false).collect(),
            passing: known.passing,
            unseen: known.unseen,
            may_not_apply: known.may_not_apply,
            least,
        }
    }

    fn fails(&self) -> u64 {
        self.surely.iter().map(|lost| lost.units).sum()
    }

    /// Units that the checklist applies to, at least and at most; `None` if there may be any number.
    fn applicable(&self) -> (u64, Option<u64>) {
        let undecided: u64 = self.perhaps.iter().map(|lost| lost.units).sum();
        let decided = self.fails() + self.passing;
        let least = match self.may_not_apply {
            true => decided,
            false => decided + undecided + self.unseen.0,
        };
        let most = self.unseen.1.map(|unseen| decided + undecided + unseen);
        (least, most)
    }

    /// q ÷ n as an interval of fractions.
    fn headcount(&self) -> Value {
        let fails = number(self.fails());
        let passing = number(self.passing);
        self.of_all(|all| (&fails / all, &(all - &passing) / all))
    }

    /// Σcᵢ ÷ n. All that may fail does so for the upper end, unless it may not apply: then only where it raises the mean.
    fn adjusted(&self) -> Value {
        let least = sum(&self.surely, |lost| &lost.least);
        let most = sum(&self.surely, |lost| &lost.most);
        self.of_all(|all| {
            let mut upper = &most + &sum(&self.perhaps, |lost| &lost.most);
            upper = &upper + &number(self.unseen.1.unwrap_or(0));
            let mut high = &upper / all;
            if self.may_not_apply {
                let passing = number(self.passing);
                let fixed = [
                    (number(self.fails()), most.clone()),
                    (passing, Number::zero()),
                ];
                high = self.extreme(&fixed, true).unwrap_or(high);
            }
            (&least / all, high)
        })
    }

    /// A share of the units that it applies to, given their greatest number.
    fn of_all(&self, ends: impl Fn(&Number) -> (Number, Number)) -> Value {
        let unit = Interval::closed(Number::zero(), Number::one());
        match self.applicable() {
            (_, Some(0)) => Value::NotApplicable,
            (0, _) => Value::IfApplicable(unit),
            (_, None) => Value::Between(unit),
            (_, Some(all)) => {
                let (lo, hi) = ends(&number(all));
                Value::Between(Interval::closed(lo, hi))
            }
        }
    }

    /// Σcᵢ ÷ q; not applicable if no unit fails.
    fn intensity(&self) -> Value {
        let fails = self.fails();
        let ends = |of: fn(&Lost) -> &Number| match fails {
            0 => Vec::new(),
            _ => vec![(number(fails), sum(&self.surely, of))],
        };
        let lo = self.extreme(&ends(|lost| &lost.least), false);
        let hi = self.extreme(&ends(|lost| &lost.most), true);
        match (lo, hi) {
            (Some(lo), Some(hi)) => Value::within(Interval::closed(lo, hi), fails == 0),
            _ => Value::NotApplicable,
        }
    }

    /// The least or greatest mean of what is fixed, as numbers of units and their sums, and of those units that may or may not be
    /// added to it; `None` if there are none. A unit lowers a mean if it is below it, so that the lowest are added first.
    fn extreme(&self, fixed: &[(Number, Number)], greatest: bool) -> Option<Number> {
        let unseen = Lost {
            // With no limit the mean comes as near as may be to theirs, which one more than all others stands for.
            units: self.unseen.1.unwrap_or(u64::from(u32::MAX)),
            least: self.least.clone(),
            most: Number::one(),
        };
        let end = |lost: &Lost| match greatest {
            true => lost.most.clone(),
            false => lost.least.clone(),
        };
        let mut added: Vec<(Number, u64)> = (self.perhaps.iter().chain([&unseen]))
            .filter(|lost| lost.units > 0)
            .map(|lost| (end(lost), lost.units))
            .collect();
        added.sort();
        if greatest {
            added.reverse();
        }
        let (mut units, mut total) = (Number::zero(), Number::zero());
        for (count, sum) in fixed {
            (units, total) = (&units + count, &total + sum);
        }
        let mut best = total.divided_by(&units);
        for (share, count) in added {
            let count = number(count);
            (total, units) = (&total + &(&share * &count), &units + &count);
            let mean = total.divided_by(&units)?;
            best = Some(match best {
                Some(best) if greatest => best.max(mean),
                Some(best) => best.min(mean),
                None => mean,
            });
        }
        if self.unseen.1.is_none() {
            let limit = if greatest {
                Number::one()
            } else {
                self.least.clone()
            };
            best = best.map(|best| {
                if greatest {
                    best.max(limit)
                } else {
                    best.min(limit)
                }
            });
        }
        best
    }

    fn words(&self, value: &Value) -> crate::i18n::Text {
        let (fails, passing) = (self.fails(), self.passing);
        let open: u64 = self.perhaps.iter().map(|lost| lost.units).sum();
        let unseen = match self.unseen {
            (_, Some(most)) => most.to_string(),
            (_, None) => "?".to_owned(),
        };
        let least = sum(&self.surely, |lost| &lost.least).shown(6);
        let most = sum(&self.surely, |lost| &lost.most).shown(6);
        let lost = match least == most {
            true => least,
            false => format!("[{least}, {most}]"),
        };
        text!(
            "未达标 {fails}，共失分 {lost}；达标 {passing}，无法判定 {open}，未报 {unseen}：{value}%",
            "{fails} fail and lose {lost} in all; {passing} pass, {open} undecided, {unseen} unreported: {value} %"
        )
    }
}

fn number(n: u64) -> Number {
    Number::from(n as i64)
}

fn sum(list: &[Lost], of: impl Fn(&Lost) -> &Number) -> Number {
    list.iter().fold(Number::zero(), |sum, lost| {
        &sum + &(of(lost) * &number(lost.units))
    })
}

/// What a unit loses at least that does not pass: where a percentage of points is all that is asked for, what is missing to it.
fn least_loss(checklist: &Checklist) -> Number {
    let floors = checklist
        .objectives
        .iter()
        .any(|objective| objective.floor.is_some());
    let musts = checklist.items.iter().any(|item| item.must);
    match &checklist.pass {
        Pass::Total(total) if !floors && !musts => {
            let share = total.divided_by(&hundred()).unwrap_or_else(Number::one);
            (&Number::one() - &share).max(Number::zero())
        }
        _ => Number::zero(),
    }
}
