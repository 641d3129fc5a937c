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
    if !figures.units.existed_with_predecessors(unit, when.end()) {
        return Measurement::of(MeasuredValue::of_unit(Value::NotApplicable));
    }
    let mut ctx = Context::new(plan, figures, tracing);
    let query = MeasureQuery {
        indicator,
        unit,
        when,
    };
    let measured = plan[indicator].measure.value(&mut ctx, query);
    ctx.finish(measured)
}
