//! The value of an indicator, with its trace.

use super::Measurement;
use super::context::Context;
use crate::number::Value;
use crate::observation::{Figures, UnitIx, When};
use crate::plan::measure::{MeasureQuery, MeasuredValue};
use crate::plan::{IndicatorIx, Plan};

/// The value of an indicator for a unit and a time; not applicable if the unit did not exist then. With `tracing`, lines of
/// arithmetic are written down.
pub fn measure(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    when: When,
    tracing: bool,
) -> Measurement {
    let context = Context::new(plan, figures, tracing);
    measure_in(context, indicator, unit, when)
}

/// The same without notes: for a value that is only counted.
pub fn measure_quietly(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    when: When,
) -> Measurement {
    let context = Context::new(plan, figures, false).quiet();
    measure_in(context, indicator, unit, when)
}

fn measure_in(
    mut context: Context<'_>,
    indicator: IndicatorIx,
    unit: UnitIx,
    when: When,
) -> Measurement {
    let units = &context.figures.units;
    if !units.existed_with_predecessors(unit, when.end()) {
        return Measurement::of(MeasuredValue::of_unit(Value::NotApplicable));
    }
    let query = MeasureQuery {
        indicator,
        unit,
        when,
    };
    let measured = context.plan[indicator].measure.value(&mut context, query);
    context.finish(measured)
}
