//! What only shows when all figures are together: rows that do not add up, parts larger than their whole, registers
//! exceeded.

use crate::evaluate::{members_sum, own_figure};
use crate::finding::{Finding, Findings, codes};
use crate::i18n::Text;
use crate::number::{Number, Ternary, Value};
use crate::observation::{Cell, CellState, Figures, Period, UnitIx};
use crate::plan::{Plan, RollUp, VariableIx, Year};
use crate::text;
use std::collections::BTreeMap;

/// Targets of their own for units that the data does not name: the general target would hold in silence.
fn own_targets(plan: &Plan, figures: &Figures, findings: &mut Findings) {
    for indicator in &plan.indicators {
        let revised = indicator.revised.iter().map(|revision| &revision.target);
        let targets = [&indicator.target]
            .into_iter()
            .chain(&indicator.above)
            .chain(revised);
        for (code, _) in targets.flat_map(|target| &target.by_unit) {
            if figures.units.find(code).is_empty() {
                findings.add(
                    Finding::new(
                        codes::IDLE_BY_UNIT,
                        text!(
                            "`by-unit` 中的 `{code}` 不在数据中",
                            "`by-unit` names `{code}`, a unit that is not in the data"
                        ),
                    )
                    .at(indicator.at.clone())
                    .help(text!("核对代码", "check the code")),
                );
            }
        }
    }
}

/// Registers that hold fewer units than reported.
fn registers(plan: &Plan, figures: &Figures, findings: &mut Findings) {
    for ((register, unit, year), seen) in most_seen(plan, figures) {
        let Some(cell) = figures.cell(register, unit, Period::Year(year)) else {
            continue;
        };
        let seen = Number::from(seen as i64);
        let held = own_figure(plan, figures, register, unit, year);
        let held = held.as_ref().and_then(Value::interval);
        let most = held.and_then(|held| held.hi().number());
        if most.is_some_and(|most| *most < seen) {
            findings.group(
                register.0.to_string(),
                exceeded(plan, figures, register, cell, &seen),
            );
        }
    }
}

/// As many units as reported where a register counts them, by register, unit and year.
fn most_seen(plan: &Plan, figures: &Figures) -> BTreeMap<Key, u64> {
    let tallies = figures.tallies.iter();
    let counted = tallies.filter_map(|((counted, unit, year), tally)| {
        let units = plan.counted_units(*counted)?;
        let open = !figures.units.is_complete(units.level);
        let register = units.register.filter(|_| open)?;
        Some(((register, *unit, *year), tally.seen()))
    });
    let named = figures.named.iter();
    let named = named.filter_map(|((level, unit, year), count)| {
        Some(((plan[*level].register?, *unit, *year), *count))
    });
    let mut most: BTreeMap<Key, u64> = BTreeMap::new();
    for (key, seen) in counted.chain(named) {
        let known = most.entry(key).or_default();
        *known = seen.max(*known);
    }
    most
}

fn exceeded(
    plan: &Plan,
    figures: &Figures,
    register: VariableIx,
    cell: &Cell,
    seen: &Number,
) -> Finding {
    let name = &plan[register].name;
    Finding::new(
        codes::REGISTER_EXCEEDED,
        text!(
            zh: ("已报 {seen} 个，多于基数 `{}` {}", name.zh, cell.raw),
            en: ("{seen} units reported, more than the {} of `{}`", cell.raw, name.en)
        ),
    )
    .at(cell.place(&figures.data.files))
    .help(text!(
        "核对基数与上报对象；以此为基数的比例和合计均按未知计",
        "check the register and the units that reported; shares and sums based on it are unknown"
    ))
}

/// Says what does not fit together. A part above its whole leaves both unusable: one is wrong, and nobody knows which.
pub fn check(plan: &Plan, figures: &mut Figures, findings: &mut Findings) {
    own_targets(plan, figures, findings);
    registers(plan, figures, findings);
    for (key, whole) in look(plan, figures, findings) {
        for (variable, unit, year) in [key, (whole, key.1, key.2)] {
            let cell = figures.cells.get_mut(&(variable, unit, Period::Year(year)));
            if let Some(cell) = cell {
                cell.state = CellState::Refused;
                cell.value = Value::Between(plan[variable].range.clone());
            }
        }
    }
}

type Key = (VariableIx, UnitIx, Year);

/// Parts above their wholes; everything is reported.
fn look(plan: &Plan, figures: &Figures, findings: &mut Findings) -> Vec<(Key, VariableIx)> {
    let mut contradictions = Vec::new();
    let has_other = |&(variable, unit, _): &(VariableIx, UnitIx, Period)| {
        let definition = &plan[variable];
        definition.part_of.is_some() || figures.units.level(unit) < definition.level
    };
    let keys = figures.cells.keys().copied();
    let mut keys: Vec<_> = keys.filter(has_other).collect();
    keys.sort();
    for (variable, unit, period) in keys {
        let cell = &figures.cells[&(variable, unit, period)];
        let Period::Year(year) = period else { continue };
        if !cell.state.is_usable() {
            continue;
        }
        let whole = part_and_whole(plan, figures, (variable, unit, year), cell, findings);
        contradictions.extend(whole.map(|whole| ((variable, unit, year), whole)));
        own_and_members(plan, figures, (variable, unit, year), cell, findings);
    }
    contradictions
}

/// A part can't be more than its whole.
fn part_and_whole(
    plan: &Plan,
    figures: &Figures,
    (variable, unit, year): (VariableIx, UnitIx, Year),
    cell: &Cell,
    findings: &mut Findings,
) -> Option<VariableIx> {
    let whole = plan[variable].part_of?;
    let whole_cell = figures.cell(whole, unit, Period::Year(year))?;
    // Where units merged, a figure with theirs and one without are of two areas.
    let several = !figures.units.predecessors(unit).is_empty();
    if several && figures.is_merged(cell) != figures.is_merged(whole_cell) {
        return None;
    }
    let (part, all) = (cell.value.interval()?, whole_cell.value.interval()?);
    if part.above(all) != Ternary::Yes {
        return None;
    }
    let names = (&plan[variable].name, &plan[whole].name);
    findings.group(
        format!("{}", variable.0),
        Finding::new(
            codes::PART_EXCEEDS_WHOLE,
            text!(
                zh: ("`{}` 大于它所属的 `{}`", names.0.zh, names.1.zh),
                en: ("`{}` is more than `{}`, of which it is a part", names.0.en, names.1.en)
            ),
        )
        .at(cell.place(&figures.data.files))
        .beside(
            whole_cell.place(&figures.data.files),
            text!("总体", "the whole"),
        )
        .help(text!("核对两个数值", "check both figures")),
    );
    Some(whole)
}

/// A unit's own figure and the sum of its members have to agree, those of the units that became part of it among both; while members are missing the sum may only be less.
fn own_and_members(
    plan: &Plan,
    figures: &Figures,
    (variable, unit, year): (VariableIx, UnitIx, Year),
    cell: &Cell,
    findings: &mut Findings,
) {
    let definition = &plan[variable];
    let units = &figures.units;
    if definition.roll_up != RollUp::Sum || units.level(unit) >= definition.level {
        return;
    }
    let Some(sum) = members_sum(plan, figures, variable, unit, year) else {
        return;
    };
    let rule = figures.reconcile.get(&variable);
    let slack = rule.map_or_else(Number::zero, |rule| rule.tolerance.clone());
    let Some(own) = own_figure(plan, figures, variable, unit, year) else {
        return;
    };
    let agree = match (own.interval(), sum.interval()) {
        (Some(own), Some(sum)) => own.widened(&slack).meet(sum).is_some(),
        // 0 is what is often reported where there is nothing.
        (Some(own), None) => own.contains(&Number::zero()),
        (None, _) => sum.may_not_apply(),
    };
    if agree {
        return;
    }
    let said = match units.has_merged(unit) {
        true => own.to_string(),
        false => cell.raw.to_string(),
    };
    let shown = match sum {
        Value::NotApplicable => text!("（没有适用的下级）", "(none to which it applies)"),
        sum => Text::same(sum.to_string()),
    };
    findings.group(
        format!("{}", variable.0),
        Finding::new(
            codes::NOT_RECONCILED,
            text!(
                zh: (
                    "`{}` {} {year}年自报 {} 与下级合计 {} 不符",
                    definition.name.zh, units.code(unit), said, shown.zh
                ),
                en: (
                    "`{}` of {} in {year}: its own {} and the sum of its members {} do not agree",
                    definition.name.en, units.code(unit), said, shown.en
                )
            ),
        )
        .at(cell.place(&figures.data.files))
        .help(text!(
            "核对数值，或在 data.toml 用 [[reconcile]] 声明容差和以谁为准",
            "check the figures, or declare a tolerance and the side that stands under `[[reconcile]]` in data.toml"
        )),
    );
}
