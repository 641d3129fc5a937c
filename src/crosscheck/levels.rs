//! Levels of which nothing says how many units there are.

use crate::finding::{Finding, Findings, codes};
use crate::index::LevelIx;
use crate::observation::Figures;
use crate::plan::{Indicator, Plan};
use crate::text;
use std::collections::BTreeSet;

/// Reports the levels below the top that an indicator judges, counts or adds up, and that have neither a roster in the data
/// nor a register in the plan; none of which the data names no unit. A unit that did not report can't be told there
/// from one that does not exist.
pub fn without_roster(plan: &Plan, figures: &Figures, findings: &mut Findings) {
    let units = figures.units.all();
    let named: BTreeSet<LevelIx> = units.map(|ix| figures.units.level(ix)).collect();
    let mut reported = BTreeSet::new();
    for indicator in &plan.indicators {
        for level in levels_of(plan, indicator) {
            if !named.contains(&level)
                || is_known(plan, figures, indicator, level)
                || !reported.insert(level)
            {
                continue;
            }
            let name = &plan[level].name;
            let id = &plan[level].id;
            findings.add(
                Finding::new(
                    codes::LEVEL_WITHOUT_ROSTER,
                    text!(
                        zh: ("“{}”既没有名册，也没有基数：未报送的与不存在的无法区分", name.zh),
                        en: (
                            "the level `{}` has neither a roster nor a register: units that did not report can't be told from units that do not exist",
                            name.en
                        )
                    ),
                )
                .at(indicator.at.clone())
                .help(text!(
                    "在 data.toml 中用 `roster = true` 声明名册，或为层级 `{id}` 声明 `register`",
                    "declare a roster with `roster = true` in data.toml, or a `register` for the level `{id}`"
                )),
            );
        }
    }
}

/// The levels below the top at which an indicator is judged or whose units it looks at.
fn levels_of(plan: &Plan, indicator: &Indicator) -> BTreeSet<LevelIx> {
    let judged = indicator.levels.iter().copied();
    let counted = indicator.measure.levels(plan);
    let below_top = |level: &LevelIx| *level != LevelIx(0);
    judged.chain(counted).filter(below_top).collect()
}

/// Whether a roster or a register says which units of a level there are, or how many.
fn is_known(plan: &Plan, figures: &Figures, indicator: &Indicator, level: LevelIx) -> bool {
    let counted = indicator.measure.counted_units(plan);
    let own = counted.filter(|units| units.level == level);
    figures.units.is_complete(level)
        || plan[level].register.is_some()
        || own.is_some_and(|units| units.register.is_some())
}
