//! `share`: units of a level that pass a checklist or satisfy a condition, of all that there are.

use super::levels::register_of;
use super::measure_keys::{Asked, Measured, hundred, only_percent, percent};
use super::names::unknown;
use super::rules;
use super::symbol_table::SymbolTable;
use super::value_range::{self, ValueRange};
use super::variables::is_graded;
use crate::finding::{Finding, Place, codes};
use crate::number::Number;
use crate::plan::rule::{Arg, Args, RULES, Rule};
use crate::plan::{ChecklistIx, Condition, LevelIx, Measure, VariableIx};
use crate::text;
use crate::toml_reader::{Node, Table};
use std::sync::Arc;

/// Reads a share; its table holds the rule of the condition beside it.
pub fn share(table: &Table, node: &Node, asked: &Asked) -> Option<Measured> {
    let scope = asked.scope;
    only_percent(asked);
    let register = table
        .get("register")
        .and_then(|node| register_of(&node, scope));
    let id = node.string()?;
    if let Some(at) = scope.checklists.index(id) {
        table.only(&["share", "register"]);
        let level = scope.checklist_levels[at as usize];
        above(level, id, scope.checklists.place(id), asked);
        let condition = Condition::Passes(ChecklistIx(at));
        return shared(level?, condition, register, Some(ChecklistIx(at)));
    }
    let Some(at) = scope.variables.index(id) else {
        let known: Vec<&str> = scope
            .variables
            .ids()
            .chain(scope.checklists.ids())
            .collect();
        let what = text!("数据项或清单", "variable or checklist");
        unknown(node, id, what, known.iter().copied());
        return None;
    };
    let draft = &scope.drafts[at as usize];
    above(draft.level, id, Some(&draft.at), asked);
    let variable = VariableIx(at);
    let rule = condition(table, variable, scope);
    shared(
        draft.level?,
        Condition::Holds {
            variable,
            rule: rule?,
        },
        register,
        None,
    )
}

fn shared(
    of: LevelIx,
    condition: Condition,
    register: Option<VariableIx>,
    rests_on: Option<ChecklistIx>,
) -> Option<Measured> {
    Some(Measured {
        measure: Measure::Share {
            of,
            condition,
            register,
        },
        reach: Some(ValueRange::share(&hundred())),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on,
    })
}

/// What is asked of each unit: the rule written beside the share, else that a flag or rating counts as met.
fn condition(table: &Table, variable: VariableIx, scope: &SymbolTable) -> Option<Arc<dyn Rule>> {
    let draft = &scope.drafts[variable.0 as usize];
    const OTHERS: [&str; 2] = ["share", "register"];
    let allowed: Vec<&str> = rules::all_keys().into_iter().chain(OTHERS).collect();
    let unwritten = rules::named(table).is_empty() && !table.has_near(&allowed, &rules::keys());
    if unwritten && let Some(scale) = draft.scale {
        table.only(&OTHERS);
        return at_least(scope.met_from.get(scale.0 as usize)?.clone()?);
    }
    if unwritten && draft.kind.is_none_or(is_graded) {
        // The variable is wrong itself.
        return None;
    }
    if unwritten {
        table.only(&allowed);
        let id = &draft.id;
        table.doc.log.report(
            codes::MISSING_KEY,
            table.place(),
            text!(
                "没有写明 `{id}` 须满足什么",
                "nothing says what `{id}` has to be"
            ),
            text!(
                "在 `share` 旁写 `at-least = …` 等",
                "write `at-least = …` or the like beside `share`"
            ),
        );
        return None;
    }
    let read = rules::read(table, &OTHERS)?;
    if read.numbers.is_empty() {
        let rule = read.key.name();
        read.key.bad(
            text!(
                "`{rule}` 不能作单个单位的条件",
                "`{rule}` can't be asked of a single unit"
            ),
            text!(
                "写 `at-least`、`at-most`、`between` 或 `around`",
                "write `at-least`, `at-most`, `between` or `around`"
            ),
        );
        return None;
    }
    if let Some(range) = &draft.range
        && let Some(outside) = read.numbers.iter().find(|n| !range.contains(n))
    {
        value_range::check(outside, range, Some(&draft.range_at), &read.value);
    }
    Some(read.rule)
}

fn at_least(number: Number) -> Option<Arc<dyn Rule>> {
    let kind = RULES.iter().find(|kind| kind.key == "at-least")?;
    let args = Args::from([("at-least".to_owned(), Arg::Number(number))]);
    (kind.build)(&args).ok()
}

/// Reports levels that do not lie above that of the units counted.
fn above(counted: Option<LevelIx>, id: &str, declared: Option<&Place>, asked: &Asked) {
    let Some(counted) = counted else { return };
    for (_, place) in asked.levels.iter().filter(|(level, _)| *level >= counted) {
        let mut finding = Finding::new(
            codes::BAD_VALUE,
            text!(
                "`{id}` 的占比只能在更高的层级判定",
                "a share of `{id}` can only be judged at a level above it"
            ),
        )
        .at(place.clone())
        .help(text!("删去这个层级", "leave the level out"));
        if let Some(declared) = declared {
            let word = text!(
                "所数的单位在这里声明",
                "the units counted are declared here"
            );
            finding = finding.beside(declared.clone(), word);
        }
        asked.scope.log.add(finding);
    }
}
