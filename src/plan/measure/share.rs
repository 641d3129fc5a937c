//! `share`: units that satisfy a condition, divided by all there are by roster or register, never by those that happened
//! to report.

use super::declaration::{DeclaredMeasure, MeasureScope, hundred, percent};
use super::{
    CountRequest, CountedUnits, Measure, MeasureContext, MeasureQuery, MeasureSpec, MeasuredValue,
    UnitCount,
};
use crate::finding::codes;
use crate::index::{ChecklistIx, IndicatorIx, LevelIx, VariableIx};
use crate::observation::Aggregate;
use crate::plan::Plan;
use crate::plan::check::levels::register_of;
use crate::plan::check::names::unknown;
use crate::plan::check::rules;
use crate::plan::check::symbol_table::SymbolTable;
use crate::plan::check::value_range::{self, ValueRange};
use crate::plan::check::variables::is_graded;
use crate::plan::rule::{Rule, at_least};
use crate::text;
use crate::toml_reader::{Node, Table, schema};
use std::sync::Arc;

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "share",
    companions: &["register"],
    takes_rule: true,
    schema: || vec![("share", schema::string()), ("register", schema::string())],
    read,
};

/// Per cent of the units of a level that satisfy a condition.
#[derive(Debug)]
pub struct Share {
    /// The level whose units are counted.
    pub of: LevelIx,
    /// What is asked of each of them.
    pub condition: Condition,
    /// What says how many there are, where it is not the level's own register.
    pub register: Option<VariableIx>,
}

/// What is asked of each unit that a share counts.
#[derive(Clone, Debug)]
pub enum Condition {
    /// To pass a checklist.
    Passes(ChecklistIx),
    /// A figure that satisfies a rule.
    Holds {
        /// The figure.
        variable: VariableIx,
        /// The rule.
        rule: Arc<dyn Rule>,
    },
}

impl Measure for Share {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        Vec::new()
    }

    fn count_requests(&self, indicator: IndicatorIx) -> Vec<CountRequest> {
        let register = self.register.map(CountRequest::Sum);
        let holds = match &self.condition {
            Condition::Passes(_) => None,
            Condition::Holds { variable, rule } => Some(CountRequest::Holds {
                counted: Aggregate::Holds(indicator),
                variable: *variable,
                rule: rule.clone(),
            }),
        };
        register.into_iter().chain(holds).collect()
    }

    fn levels(&self, _plan: &Plan) -> Vec<LevelIx> {
        vec![self.of]
    }

    fn counted_units(&self, plan: &Plan) -> Option<CountedUnits> {
        Some(CountedUnits {
            level: self.of,
            register: self.register.or(plan[self.of].register),
            variables: match &self.condition {
                Condition::Passes(checklist) => {
                    let items = plan[*checklist].items.iter();
                    items.map(|item| item.variable).collect()
                }
                Condition::Holds { variable, .. } => vec![*variable],
            },
        })
    }

    fn condition(&self, _plan: &Plan, _level: LevelIx) -> Option<(LevelIx, Condition)> {
        Some((self.of, self.condition.clone()))
    }

    fn cross_checkable(&self, _summed: bool) -> Vec<VariableIx> {
        Vec::new()
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let (counted, units) = self.counted(ctx.plan(), query.indicator);
        let share = ctx.share_of_units(counted, &units, query.unit, query.when);
        MeasuredValue::share(share)
    }

    fn unit_count(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        query: MeasureQuery,
    ) -> Option<UnitCount> {
        let (counted, units) = self.counted(ctx.plan(), query.indicator);
        ctx.unit_count(counted, &units, query.unit, query.when)
    }
}

impl Share {
    /// The key of the outcomes, and the units that they are counted over.
    fn counted(&self, plan: &Plan, indicator: IndicatorIx) -> (Aggregate, CountedUnits) {
        let counted = match &self.condition {
            Condition::Passes(checklist) => Aggregate::Passes(*checklist),
            Condition::Holds { .. } => Aggregate::Holds(indicator),
        };
        let units = self.counted_units(plan).unwrap_or(CountedUnits {
            level: self.of,
            register: None,
            variables: Vec::new(),
        });
        (counted, units)
    }
}

/// Reads a share; the rule of its condition is in the same table.
fn read(table: &Table, node: &Node, scope: &MeasureScope) -> Option<DeclaredMeasure> {
    let known = scope.symbols;
    scope.only_percent();
    let register = table
        .get("register")
        .and_then(|node| register_of(&node, known));
    let id = node.string()?;
    if let Some(at) = known.checklists.index(id) {
        table.only(&["share", "register"]);
        let level = known.checklist_levels[at as usize];
        scope.refuse_not_above(level, id, known.checklists.place(id));
        let condition = Condition::Passes(ChecklistIx(at));
        return declared(level?, condition, register, Some(ChecklistIx(at)));
    }
    let Some(at) = known.variables.index(id) else {
        let ids: Vec<&str> = known
            .variables
            .ids()
            .chain(known.checklists.ids())
            .collect();
        let what = text!("数据项或清单", "variable or checklist");
        unknown(node, id, what, ids.iter().copied());
        return None;
    };
    let draft = &known.drafts[at as usize];
    scope.refuse_not_above(draft.level, id, Some(&draft.at));
    let variable = VariableIx(at);
    let rule = condition(table, variable, known);
    let condition = Condition::Holds {
        variable,
        rule: rule?,
    };
    declared(draft.level?, condition, register, None)
}

fn declared(
    of: LevelIx,
    condition: Condition,
    register: Option<VariableIx>,
    rests_on: Option<ChecklistIx>,
) -> Option<DeclaredMeasure> {
    Some(DeclaredMeasure {
        measure: Box::new(Share {
            of,
            condition,
            register,
        }),
        range: Some(ValueRange::share(&hundred())),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on,
    })
}

/// The condition on each unit: the rule in the same table; without one, that a flag or rating counts as met.
fn condition(table: &Table, variable: VariableIx, symbols: &SymbolTable) -> Option<Arc<dyn Rule>> {
    let draft = &symbols.drafts[variable.0 as usize];
    const OTHERS: [&str; 2] = ["share", "register"];
    let allowed: Vec<&str> = rules::all_keys().into_iter().chain(OTHERS).collect();
    let unwritten = rules::named(table).is_empty() && !table.has_near(&allowed, &rules::keys());
    if unwritten && let Some(scale) = draft.scale {
        table.only(&OTHERS);
        return Some(at_least(symbols.met_from.get(scale.0 as usize)?.clone()?));
    }
    if unwritten && draft.kind.is_none_or(is_graded) {
        // The variable has a mistake, which has been reported.
        return None;
    }
    if unwritten {
        table.only(&allowed);
        let id = &draft.id;
        table.doc.log.report(
            codes::MISSING_KEY,
            table.place(),
            text!(
                "没有写明 `{id}` 的条件",
                "the condition on `{id}` is missing"
            ),
            text!(
                "与 `share` 一起写 `at-least = …` 等规则",
                "add a rule next to `share`, such as `at-least = …`"
            ),
        );
        return None;
    }
    let read = rules::read(table, &OTHERS)?;
    if read.numbers.is_empty() || read.rule.reference_period().is_some() {
        let rule = read.key.name();
        read.key.bad(
            text!(
                "`{rule}` 不能作为评估对象的条件",
                "`{rule}` can't be the condition on a unit"
            ),
            text!(
                "写 `at-least`、`at-most`、`between` 或 `around`",
                "write `at-least`, `at-most`, `between` or `around`"
            ),
        );
        return None;
    }
    if let Some(range) = &draft.range {
        let range = (range, Some(&draft.range_at));
        value_range::is_reached(&*read.rule, &read.numbers, range, &read.value);
    }
    Some(read.rule)
}
