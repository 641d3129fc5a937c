//! `value`: a variable's own value. A milestone that was reached stays so until reported otherwise.

use super::declaration::{DeclaredMeasure, MeasureScope};
use super::quotient::{converted, factor_of_figures};
use super::{
    CountRequest, Measure, MeasureContext, MeasureQuery, MeasureSpec, MeasuredValue, ToDate,
    ValueForm,
};
use crate::index::{IndicatorIx, LevelIx, VariableIx};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{CellState, Period, UnitIx, When};
use crate::plan::check::value_range::ValueRange;
use crate::plan::{Kind, Plan, Timing, WithinYear};
use crate::text;
use crate::toml_reader::schema;

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "value",
    companions: &[],
    takes_rule: false,
    schema: || vec![("value", schema::string())],
    read: |_, node, scope| of_variable(scope.variable(node)?, scope),
};

/// A variable's own value.
#[derive(Debug)]
pub struct OwnValue {
    /// The variable.
    pub variable: VariableIx,
    /// What its figures are multiplied by to be in the indicator's unit.
    pub factor: Number,
}

/// The measure of one variable's own figures.
pub fn of_variable(variable: VariableIx, scope: &MeasureScope) -> Option<DeclaredMeasure> {
    scope.refuse_levels_below(&[Some(variable)]);
    let draft = &scope.symbols.drafts[variable.0 as usize];
    let levels: Vec<LevelIx> = scope.levels.iter().map(|(level, _)| *level).collect();
    let factor = factor_of_figures(variable, scope);
    let range = ValueRange::value(variable, &levels, scope.symbols);
    Some(DeclaredMeasure {
        range: range.map(|range| range.times(&factor)),
        measure: Box::new(OwnValue { variable, factor }),
        unit: draft.unit.clone(),
        decimals: draft.decimals,
        rests_on: None,
    })
}

impl Measure for OwnValue {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        vec![self.variable]
    }

    fn to_date(&self, plan: &Plan) -> Option<ToDate> {
        match plan[self.variable].within_year {
            Some(WithinYear::Sum) => Some(ToDate::Accumulates),
            _ => ToDate::of_standing(&[self.variable], plan),
        }
    }

    fn count_requests(&self, _indicator: IndicatorIx) -> Vec<CountRequest> {
        vec![CountRequest::Sum(self.variable)]
    }

    fn levels(&self, plan: &Plan) -> Vec<LevelIx> {
        vec![plan[self.variable].level]
    }

    fn cross_checkable(&self, summed: bool) -> Vec<VariableIx> {
        summed.then_some(self.variable).into_iter().collect()
    }

    fn value_range(&self, plan: &Plan) -> Interval {
        plan[self.variable].range.times(&self.factor)
    }

    fn is_own_figure(&self) -> bool {
        true
    }

    fn form(&self, plan: &Plan, _level: LevelIx) -> ValueForm {
        match plan[self.variable].kind {
            Kind::Flag => ValueForm::Milestone,
            _ => ValueForm::Number,
        }
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let target = &ctx.plan()[query.indicator].target;
        let persists = target.rule.persists() && target.timing != Timing::EachYear;
        let value = match query.when {
            When::Year(_) if persists => milestone(ctx, self.variable, query.unit, query.when),
            when => ctx.figure(self.variable, query.unit, when),
        };
        ctx.value_step(self.variable, query.unit, query.when, &value);
        let variable = &ctx.plan()[self.variable];
        let step = &Number::power_of_ten(-(variable.decimals as i32)) * &self.factor;
        MeasuredValue {
            step: (variable.kind == Kind::Count).then_some(step),
            ..MeasuredValue::of_unit(converted(ctx, value, &self.factor))
        }
    }
}

/// The latest report up to the year asked for; a year without one changes nothing.
fn milestone(
    ctx: &mut dyn MeasureContext<'_>,
    variable: VariableIx,
    unit: UnitIx,
    when: When,
) -> Value {
    let asked = when.end();
    let (plan, figures) = (ctx.plan(), ctx.figures());
    let state = |year| {
        let cell = figures.cell(variable, unit, Period::Year(year));
        cell.map(|cell| cell.state)
    };
    let latest = (plan.earliest_year()..=asked)
        .rev()
        .find(|&year| state(year).is_some_and(CellState::is_usable));
    let Some(latest) = latest else {
        return ctx.figure(variable, unit, when);
    };
    let value = ctx.figure(variable, unit, When::Year(latest));
    if (latest + 1..=asked).any(|year| state(year) == Some(CellState::Refused)) {
        // A later report could not be read: it may have said otherwise.
        return ctx.figure(variable, unit, when);
    }
    let reached = |value: &Interval| value.at_least(&Number::one()) == Ternary::Yes;
    if latest == asked {
        return value;
    }
    if value.interval().is_some_and(reached) {
        ctx.note(
            "since",
            text!("{latest}年已建成", "in place since the report of {latest}"),
        );
        return value;
    }
    // What had not been reached then may have been since.
    ctx.expect_cell(variable, unit, Period::Year(asked));
    Value::Between(plan[variable].range.clone())
}
