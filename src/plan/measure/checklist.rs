//! `checklist`: one unit's items. The value is the percentage of points; whether it passes is a matter of its own
//! (floors, must-pass items). Above the checklist's level: the share of units that pass.

mod counting;

use super::declaration::{DeclaredMeasure, MeasureScope, hundred, percent};
use super::{
    ChangedAnswers, Condition, CountRequest, CountedUnits, Measure, MeasureContext, MeasureQuery,
    MeasureSpec, MeasuredValue, UnitCount, ValueForm,
};
use crate::index::{ChecklistIx, IndicatorIx, LevelIx, VariableIx, Year};
use crate::number::{Interval, Number, Value};
use crate::observation::{Aggregate, UnitIx};
use crate::plan::check::value_range::ValueRange;
use crate::plan::rule::{Rule, at_least};
use crate::plan::{Band, Pass, Plan};
use crate::toml_reader::schema;
use std::sync::Arc;

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "checklist",
    companions: &["count"],
    takes_rule: false,
    schema: || {
        vec![
            ("checklist", schema::string()),
            ("count", schema::word(&counting::COUNTS)),
        ]
    },
    read: |table, node, scope| {
        let at = ChecklistIx(scope.symbols.checklists.refer(node)?);
        match table.get("count") {
            Some(count) => counting::read(at, node.string()?, &count, scope),
            None => Some(of_checklist(at, scope)),
        }
    },
};

/// A checklist, or the share of units that pass it.
#[derive(Debug)]
pub struct ChecklistMeasure {
    /// The checklist.
    pub checklist: ChecklistIx,
}

/// The measure of a checklist: its own units pass or not, above them a share passes.
pub fn of_checklist(checklist: ChecklistIx, scope: &MeasureScope) -> DeclaredMeasure {
    let known = scope.symbols;
    scope.only_percent();
    let id = known
        .checklists
        .ids()
        .find(|id| known.checklists.index(id) == Some(checklist.0));
    if let Some(id) = id
        && let Some(place) = known.checklists.place(id)
        && let Some(level) = known.checklist_levels[checklist.0 as usize]
    {
        scope.refuse_below(&[(level, id, place)]);
    }
    let range = Interval::closed(Number::zero(), hundred());
    DeclaredMeasure {
        measure: Box::new(ChecklistMeasure { checklist }),
        range: Some(ValueRange::of(range, None)),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on: Some(checklist),
    }
}

impl Measure for ChecklistMeasure {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        Vec::new()
    }

    fn count_requests(&self, _indicator: IndicatorIx) -> Vec<CountRequest> {
        // Every checklist of a plan is counted, whether an indicator measures it or not.
        Vec::new()
    }

    fn levels(&self, plan: &Plan) -> Vec<LevelIx> {
        vec![plan[self.checklist].level]
    }

    fn condition(&self, plan: &Plan, level: LevelIx) -> Option<(LevelIx, Condition)> {
        let above = self.is_above_own_level(plan, level);
        above.then(|| {
            (
                plan[self.checklist].level,
                Condition::Passes(self.checklist),
            )
        })
    }

    fn cross_checkable(&self, _summed: bool) -> Vec<VariableIx> {
        Vec::new()
    }

    fn has_baseline(&self, plan: &Plan, level: LevelIx) -> bool {
        self.is_above_own_level(plan, level)
    }

    fn is_made_of_answers(&self, plan: &Plan, level: LevelIx) -> bool {
        plan[self.checklist].level == level
    }

    fn is_above_own_level(&self, plan: &Plan, level: LevelIx) -> bool {
        plan[self.checklist].level != level
    }

    /// Where a unit is asked to pass and passes from a percentage on, that percentage is what its value is held against.
    fn rule_for(&self, plan: &Plan, level: LevelIx, rule: &Arc<dyn Rule>) -> Arc<dyn Rule> {
        match &plan[self.checklist].pass {
            Pass::Total(total)
                if self.is_made_of_answers(plan, level) && rule.asks_units_to_pass() =>
            {
                at_least(total.clone())
            }
            _ => rule.clone(),
        }
    }

    fn form(&self, plan: &Plan, level: LevelIx) -> ValueForm {
        match plan[self.checklist].pass {
            Pass::All if self.is_made_of_answers(plan, level) => ValueForm::PassOrFail,
            _ => ValueForm::Number,
        }
    }

    fn bands<'p>(&self, plan: &'p Plan) -> &'p [Band] {
        &plan[self.checklist].bands
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let MeasureQuery { unit, when, .. } = query;
        let plan = ctx.plan();
        if self.is_above_own_level(plan, ctx.figures().units.level(unit)) {
            let (counted, units) = self.counted(plan);
            return MeasuredValue::share(ctx.share_of_units(counted, &units, unit, when));
        }
        let Some(score) = ctx.checklist(self.checklist, unit, when.period()) else {
            return MeasuredValue::of_unit(Value::unknown());
        };
        let value = match score.passes {
            Some(_) => score.total,
            None => Value::NotApplicable,
        };
        MeasuredValue {
            passes: score.passes,
            band: score.band,
            ..MeasuredValue::of_unit(value)
        }
    }

    fn unit_count(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        query: MeasureQuery,
    ) -> Option<UnitCount> {
        let plan = ctx.plan();
        if !self.is_above_own_level(plan, ctx.figures().units.level(query.unit)) {
            return None;
        }
        let (counted, units) = self.counted(plan);
        ctx.unit_count(counted, &units, query.unit, query.when)
    }

    fn change_of_answers(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        unit: UnitIx,
        year: Year,
    ) -> Option<ChangedAnswers> {
        ctx.checklist_change(self.checklist, unit, year)
    }
}

impl ChecklistMeasure {
    /// The key of the outcomes, and the units that they are counted over.
    fn counted(&self, plan: &Plan) -> (Aggregate, CountedUnits) {
        let checklist = &plan[self.checklist];
        let items = checklist.items.iter();
        let units = CountedUnits {
            level: checklist.level,
            register: plan[checklist.level].register,
            variables: items.map(|item| item.variable).collect(),
        };
        (Aggregate::Passes(self.checklist), units)
    }
}
