//! `share`: units that satisfy a condition, divided by all there are by roster or register, never by those that happened
//! to report.
//!
//! Interval: at least the units known to hold, at most those and the undecided and unreported, over the units that the
//! condition applies to. No register: no data. A register of zero: not applicable.

use crate::evaluate::context::{Context, When};
use crate::evaluate::registers::exceeded;
use crate::evaluate::resolve::figure;
use crate::evaluate::{Input, Measurement};
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Outcomes, Period, UnitIx};
use crate::plan::{ChecklistIx, Condition, IndicatorIx, LevelIx, Measure, VariableIx, Year};
use crate::text;

pub fn measure(ctx: Context<'_>, indicator: IndicatorIx, unit: UnitIx, when: When) -> Measurement {
    let Measure::Share {
        of,
        condition,
        register,
    } = &ctx.plan[indicator].measure
    else {
        return Measurement::unknown();
    };
    let counted = match condition {
        Condition::Passes(checklist) => Aggregate::Passes(*checklist),
        Condition::Holds { .. } => Aggregate::Holds(indicator),
    };
    let register = register.or(ctx.plan[*of].register);
    count(ctx, counted, *of, register, unit, when)
}

/// The share of a unit's members that pass a checklist.
pub fn of_checklist(
    ctx: Context<'_>,
    checklist: ChecklistIx,
    unit: UnitIx,
    when: When,
) -> Measurement {
    let level = ctx.plan[checklist].level;
    let register = ctx.plan[level].register;
    count(
        ctx,
        Aggregate::Passes(checklist),
        level,
        register,
        unit,
        when,
    )
}

fn count(
    mut ctx: Context<'_>,
    counted: Aggregate,
    level: LevelIx,
    register: Option<VariableIx>,
    unit: UnitIx,
    when: When,
) -> Measurement {
    let year = when.end();
    let outcomes = match ctx.figures.tally(counted, unit, year) {
        Some(AggregateValue::Outcomes(outcomes)) => outcomes.clone(),
        _ => Outcomes::default(),
    };
    let expected = expected(&mut ctx, level, register, unit, when).map(|all| {
        all.plus(&Interval::point(-&covered(
            &ctx, counted, level, unit, year,
        )))
    });
    ctx.input(Input::Aggregate {
        counted,
        level,
        unit,
        year,
        expected: expected
            .as_ref()
            .and_then(|e| e.known())
            .and_then(|n| n.to_scaled(0))
            .and_then(|n| u64::try_from(n).ok()),
        reported: outcomes.reported(),
    });
    let exceeded = register.and_then(|register| {
        let rostered = ctx.figures.units.is_complete(level);
        (!rostered).then(|| exceeded(&ctx, counted, register, unit, year))?
    });
    let value = match exceeded {
        Some(below) => {
            let code = ctx.figures.units.code(below);
            ctx.note(
                "register-exceeded",
                text!(
                    "{code} 已报数多于基数",
                    "more units of {code} reported than its register holds"
                ),
            );
            nothing_known()
        }
        None => share(&mut ctx, &outcomes, expected.as_ref()),
    };
    let mut measured = ctx.finish(value);
    measured.over_units = true;
    measured
}

/// How many units of a level sent no row, and had none to send: the one that they became part of answered for them.
fn covered(
    ctx: &Context<'_>,
    counted: Aggregate,
    level: LevelIx,
    unit: UnitIx,
    year: Year,
) -> Number {
    let (plan, figures) = (ctx.plan, ctx.figures);
    let units = &figures.units;
    let zero = Number::zero();
    if !figures.data.files.iter().any(|file| file.merged) || !units.is_complete(level) {
        return zero;
    }
    let variables: Vec<VariableIx> = match counted {
        Aggregate::Passes(list) => plan[list].items.iter().map(|item| item.variable).collect(),
        Aggregate::Holds(indicator) => match &plan[indicator].measure {
            Measure::Share {
                condition: Condition::Holds { variable, .. },
                ..
            } => vec![*variable],
            _ => return zero,
        },
        Aggregate::Sum(variable) => vec![variable],
    };
    let cells = |unit: UnitIx| {
        let cells = variables.iter().map(move |&variable| (variable, unit));
        cells.filter_map(|(variable, unit)| figures.cell(variable, unit, Period::Year(year)))
    };
    let is_covered = |&former: &UnitIx| {
        let heir = units.successor(former);
        let there = units.level(former) == level && units.exists(former, year);
        let answered = |heir| cells(heir).any(|cell| figures.is_merged(cell));
        there
            && units.is_within(former, unit)
            && cells(former).next().is_none()
            && heir.is_some_and(answered)
    };
    Number::from(
        units
            .merged()
            .iter()
            .filter(|&former| is_covered(former))
            .count() as i64,
    )
}

/// How many units there are: by roster, else by register; none where neither says.
fn expected(
    ctx: &mut Context<'_>,
    level: LevelIx,
    register: Option<VariableIx>,
    unit: UnitIx,
    when: When,
) -> Option<Interval> {
    let year = when.end();
    if let Some(&count) = ctx.figures.rosters.get(&(level, unit, year)) {
        return Some(Interval::point(Number::from(count as i64)));
    }
    match figure(ctx, register?, unit, When::Year(year)) {
        Value::Between(interval) if !interval.is_everything() => Some(interval),
        Value::Between(_) => None,
        Value::NotApplicable => Some(Interval::point(Number::zero())),
    }
}

/// A share of which nothing can be said.
fn nothing_known() -> Value {
    Value::Between(Interval::closed(Number::zero(), Number::from(100)))
}

/// Per cent of the units that the condition applies to.
fn share(ctx: &mut Context<'_>, outcomes: &Outcomes, expected: Option<&Interval>) -> Value {
    let Some((least, most)) = expected.and_then(ends) else {
        ctx.note(
            "no-register",
            text!(
                "没有名册或基数，无法计算比例",
                "no roster and no register says how many units there are"
            ),
        );
        return nothing_known();
    };
    let reported = Number::from(outcomes.reported() as i64);
    if most < reported {
        ctx.note(
            "register-exceeded",
            text!(
                "已报 {reported} 个，多于基数 {most} 个",
                "{reported} units reported where the register holds {most}"
            ),
        );
        return nothing_known();
    }
    let least = least.max(reported.clone());
    let apart = Number::from(outcomes.not_applicable as i64);
    let (least, most) = (&least - &apart, &most - &apart);
    if most.is_zero() {
        return Value::NotApplicable;
    }
    if least.is_zero() {
        return nothing_known();
    }
    let (holds, fails) = (
        Number::from(outcomes.holds as i64),
        Number::from(outcomes.fails as i64),
    );
    let hundred = Number::from(100);
    let lo = &(&holds / &most) * &hundred;
    let hi = &(&(&most - &fails) / &most) * &hundred;
    let value = Interval::closed(lo, hi);
    ctx.step(|| {
        let words = &value;
        text!(
            "达到 {holds}，未达到 {fails}，难定 {}，不适用 {apart}，未报 {}；共 {most} 个：{words} %",
            "{holds} hold, {fails} fail, {} undecided, {apart} not applicable, {} unreported, of {most}: {words} %",
            outcomes.undecided,
            &(&(&most + &apart) - &reported)
        )
    });
    Value::Between(value)
}

/// The least and greatest number of units; none where there is no greatest.
fn ends(expected: &Interval) -> Option<(Number, Number)> {
    let hi = match expected.hi() {
        Bound::Unbounded => return None,
        Bound::Closed(n) | Bound::Open(n) => n.clone(),
    };
    let lo = expected.lo().number().cloned().unwrap_or_else(Number::zero);
    Some((lo.max(Number::zero()), hi))
}
