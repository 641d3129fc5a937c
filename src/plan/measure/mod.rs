//! How a value comes from variables, one measure a file: how it is declared, what it reads, what has to be counted for
//! it, and how it is valued.
//!
//! To add one: copy the file nearest to it, and add its line to `MEASURES`.

pub mod change;
mod context;
mod declaration;
mod quotient;

pub use checklist::ChecklistMeasure;
pub use context::{
    Against, ChangedAnswers, ChecklistScore, CountedMean, MeasureContext, MemberRow, MemberRows,
    ScoredValue, UnitCount, UnitLosses, UnitShare,
};
pub use index::{Index, IndexMember, Missing, means};
pub use mean::Mean;
pub use ratio::Ratio;
pub use share::{Condition, Share};
pub use value::OwnValue;

pub(super) use checklist::of_checklist;
pub(super) use declaration::{DeclaredMeasure, MeasureScope};
pub(super) use value::of_variable;

use super::{Band, Plan, WithinYear};
use crate::index::{ChecklistIx, IndicatorIx, LevelIx, VariableIx, Year};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{Aggregate, UnitIx, When};
use crate::plan::rule::Rule;
use crate::registry;
use crate::toml_reader::{Node, Table};
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

registry! {
    /// Every measure. One more is one file and one line here.
    pub(super) const MEASURES: [MeasureSpec] = SPEC of {
        value,
        ratio,
        mean,
        share,
        checklist,
        index,
    }
}

/// What a value is while its year is not over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToDate {
    /// It grows in the course of the year: half the time, half the task.
    Accumulates,
    /// It is held against what is asked of the year as it stands.
    Stands,
}

impl ToDate {
    /// Of a value that is made of figures of a time, or of means; `None` if any is of another kind.
    pub fn of_standing(variables: &[VariableIx], plan: &Plan) -> Option<ToDate> {
        let stands = |variable: &VariableIx| {
            let within_year = plan[*variable].within_year;
            matches!(within_year, Some(WithinYear::Last | WithinYear::Mean))
        };
        let all = !variables.is_empty() && variables.iter().all(stands);
        all.then_some(ToDate::Stands)
    }
}

/// The keys that declare a measure.
pub fn keys() -> Vec<&'static str> {
    MEASURES.iter().map(|measure| measure.key).collect()
}

/// How a measure is declared.
pub(super) struct MeasureSpec {
    /// The key that names it in an indicator's `measure`.
    pub key: &'static str,
    /// Keys that may stand beside it.
    pub companions: &'static [&'static str],
    /// Whether a rule may stand beside it, as a condition on each unit.
    pub takes_rule: bool,
    /// The JSON Schema of its own value and of those of its companions.
    pub schema: fn() -> Vec<(&'static str, serde_json::Value)>,
    /// Reads it from its table; `None` if it is wrong, which is reported.
    pub read: fn(&Table, &Node, &MeasureScope) -> Option<DeclaredMeasure>,
}

/// Something that has to be counted while the data is read.
#[derive(Clone, Debug)]
pub enum CountRequest {
    /// The sum of a variable over the units of its level.
    Sum(VariableIx),
    /// The mean of a variable over the units of its level, weighted by another.
    Mean {
        /// The mean of each unit.
        mean: VariableIx,
        /// What it is weighted by.
        weight: VariableIx,
    },
    /// What units lose of the points of a checklist that do not pass it.
    Losses(ChecklistIx),
    /// How many units satisfy a condition.
    Holds {
        /// The key under which the outcomes are counted.
        counted: Aggregate,
        /// What the condition is on.
        variable: VariableIx,
        /// The condition.
        rule: Arc<dyn Rule>,
    },
}

/// What a measure is asked for.
#[derive(Clone, Copy, Debug)]
pub struct MeasureQuery {
    /// The indicator that the measure belongs to.
    pub indicator: IndicatorIx,
    /// The unit whose value is asked for.
    pub unit: UnitIx,
    /// The time of the value.
    pub when: When,
}

/// A value as a measure gives it.
#[derive(Clone, Debug)]
pub struct MeasuredValue {
    /// In the indicator's unit.
    pub value: Value,
    /// The value is a multiple of this; `None` if it may be anything between its ends.
    pub step: Option<Number>,
    /// Whether it is counted or summed over units, so that 基本 (basically) applies.
    pub over_units: bool,
    /// Whether the unit passes its own checklist; `None` for other measures.
    pub passes: Option<Ternary>,
    /// The band that the unit is certain to stand in, by its index; `None` without bands or where several are possible.
    pub band: Option<usize>,
    /// What the value is estimated at from what was reported, where the measure says how and the value is not known. No verdict
    /// rests on it.
    pub estimate: Option<Interval>,
}

impl MeasuredValue {
    /// A value of one unit.
    pub fn of_unit(value: Value) -> MeasuredValue {
        MeasuredValue {
            value,
            step: None,
            over_units: false,
            passes: None,
            band: None,
            estimate: None,
        }
    }

    /// A share of units.
    pub fn share(share: UnitShare) -> MeasuredValue {
        MeasuredValue {
            step: share.step,
            ..MeasuredValue::over_units(share.value)
        }
    }

    /// A value counted or summed over units.
    pub fn over_units(value: Value) -> MeasuredValue {
        MeasuredValue {
            over_units: true,
            ..MeasuredValue::of_unit(value)
        }
    }
}

/// A ratio that is published ready-made beside the figures that it is the ratio of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRatio {
    /// What is divided.
    pub part: VariableIx,
    /// What it is divided by.
    pub whole: VariableIx,
    /// What the quotient is multiplied by to be in the unit of the published ratio.
    pub factor: Number,
    /// The published ratio.
    pub published: VariableIx,
}

/// How a value is put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// As a number with its unit.
    Number,
    /// As done, under way or not done: 1, between, 0.
    Milestone,
    /// As passing or failing: 100 or 0 per cent.
    PassOrFail,
}

/// The units that a count is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedUnits {
    /// Their level.
    pub level: LevelIx,
    /// The variable that says how many there are, where no roster names them.
    pub register: Option<VariableIx>,
    /// What each of them is asked for.
    pub variables: Vec<VariableIx>,
}

/// How a value comes from variables.
pub trait Measure: Any + Debug + Send + Sync {
    /// The key that declares it.
    fn key(&self) -> &'static str;

    /// The variables whose figures make up the value of the unit itself.
    fn variables(&self) -> Vec<VariableIx>;

    /// What its value is while its year is not over, by figures of parts of the year; `None` if there is none.
    fn to_date(&self, plan: &Plan) -> Option<ToDate> {
        let mut variables = self.variables();
        if let Some(units) = self.counted_units(plan) {
            variables.extend(units.variables);
            variables.extend(units.register);
        }
        ToDate::of_standing(&variables, plan)
    }

    /// The variable that states the value ready-made; `None` if none is declared.
    fn published(&self) -> Option<VariableIx> {
        None
    }

    /// The published ratio that the value is, with the figures that it is the ratio of; `None` if none is declared.
    fn published_ratio(&self) -> Option<PublishedRatio> {
        None
    }

    /// What has to be counted for `indicator`, whose measure this is.
    fn count_requests(&self, indicator: IndicatorIx) -> Vec<CountRequest>;

    /// The levels whose units it looks at.
    fn levels(&self, plan: &Plan) -> Vec<LevelIx>;

    /// Whether the value of a unit depends on figures of others that are neither the unit nor below it.
    fn looks_at_siblings(&self) -> bool {
        false
    }

    /// The units that it counts by a condition of its own; `None` if it has no such condition.
    fn counted_units(&self, _plan: &Plan) -> Option<CountedUnits> {
        None
    }

    /// The variables whose figures may also be worked out from others, so that the two can be compared. `summed` is
    /// whether years are added up.
    fn cross_checkable(&self, summed: bool) -> Vec<VariableIx>;

    /// All values that it can have in a year, in the indicator's unit.
    fn value_range(&self, _plan: &Plan) -> Interval {
        Interval::closed(Number::zero(), Number::from(100))
    }

    /// What is asked of each unit that a value of a unit of `level` counts, and the level of those; `None` for a value that is no
    /// share of units.
    fn condition(&self, _plan: &Plan, _level: LevelIx) -> Option<(LevelIx, Condition)> {
        None
    }

    /// Whether its value in a baseline year is where the way to the target began.
    fn has_baseline(&self, _plan: &Plan, _level: LevelIx) -> bool {
        true
    }

    /// Whether it is a figure of its own, so that a milestone can be judged by it.
    fn is_own_figure(&self) -> bool {
        false
    }

    /// Whether its values are scores.
    fn is_score(&self) -> bool {
        false
    }

    /// How the scores of its members become one; `None` for a measure that is not made of scores.
    fn mean_of_members(&self) -> Option<means::Mean> {
        None
    }

    /// The indicators whose scores it is made of.
    fn members(&self) -> &[IndexMember] {
        &[]
    }

    /// Replaces the indices of its members, when the indicators of the plan are in order.
    fn resolve_members(&mut self, _resolve: &dyn Fn(IndicatorIx) -> IndicatorIx) {}

    /// Whether the value of a unit of `level` is made of its own answers to a checklist.
    fn is_made_of_answers(&self, _plan: &Plan, _level: LevelIx) -> bool {
        false
    }

    /// Whether units of `level` stand above those that it assesses one by one, and are judged by a share of them.
    fn is_above_own_level(&self, _plan: &Plan, _level: LevelIx) -> bool {
        false
    }

    /// The rule that a unit of `level` is held against where the target sets `rule`.
    fn rule_for(&self, _plan: &Plan, _level: LevelIx, rule: &Arc<dyn Rule>) -> Arc<dyn Rule> {
        rule.clone()
    }

    /// How a value of a unit of `level` is put into words.
    fn form(&self, _plan: &Plan, _level: LevelIx) -> ValueForm {
        ValueForm::Number
    }

    /// The bands that a value can stand in, ascending.
    fn bands<'p>(&self, _plan: &'p Plan) -> &'p [Band] {
        &[]
    }

    /// The value for a unit and a time; what is missing stands for all that it may be.
    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue;

    /// How many units are counted and how many of them satisfy the condition, for a value that is a share of units; `None` for
    /// any other, and where it is not known how many there are.
    fn unit_count(
        &self,
        _ctx: &mut dyn MeasureContext<'_>,
        _query: MeasureQuery,
    ) -> Option<UnitCount> {
        None
    }

    /// The fewest of the unit's own answers that have to change for the opposite outcome; `None` if none would do.
    fn change_of_answers(
        &self,
        _ctx: &mut dyn MeasureContext<'_>,
        _unit: UnitIx,
        _year: Year,
    ) -> Option<ChangedAnswers> {
        None
    }
}

impl Plan {
    /// The units that an aggregate is counted over; `None` for an outcome of an indicator that counts none.
    pub fn counted_units(&self, counted: Aggregate) -> Option<CountedUnits> {
        match counted {
            Aggregate::Sum(variable) => Some(self.units_with(vec![variable])),
            Aggregate::Weighted { mean, weight } => Some(self.units_with(vec![mean, weight])),
            Aggregate::Passes(checklist) => {
                let checklist = &self[checklist];
                let items = checklist.items.iter();
                Some(CountedUnits {
                    level: checklist.level,
                    register: self[checklist.level].register,
                    variables: items.map(|item| item.variable).collect(),
                })
            }
            Aggregate::Holds(indicator) => self[indicator].measure.counted_units(self),
        }
    }

    /// The units of the level of some variables, each of which is asked for all of them.
    fn units_with(&self, variables: Vec<VariableIx>) -> CountedUnits {
        let level = self[variables[0]].level;
        CountedUnits {
            level,
            register: self[level].register,
            variables,
        }
    }
}
