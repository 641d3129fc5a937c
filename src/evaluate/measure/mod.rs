//! How a value comes from variables, one measure a file.

mod checklist;
mod mean;
mod ratio;
mod share;
mod value;

use super::Measurement;
use super::context::{Context, When};
use crate::observation::{Figures, UnitIx};
use crate::plan::{Indicator, IndicatorIx, Measure, Plan};

/// The value of an indicator for a unit and a time, with its trace.
pub fn measure(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    when: When,
    tracing: bool,
) -> Measurement {
    let mut ctx = Context::new(plan, figures, tracing);
    let definition: &Indicator = &plan[indicator];
    match &definition.measure {
        Measure::Value { variable } => {
            let value = value::measure(&mut ctx, definition, *variable, unit, when);
            ctx.finish(value)
        }
        Measure::Ratio {
            part,
            whole,
            factor,
            published,
        } => {
            let of = ratio::Ratio {
                part: *part,
                whole: *whole,
                factor,
                published: *published,
            };
            let value = ratio::measure(&mut ctx, &of, unit, when);
            Measurement {
                over_units: true,
                ..ctx.finish(value)
            }
        }
        Measure::Mean { variable, weight } => {
            let value = mean::measure(&mut ctx, *variable, *weight, unit, when);
            ctx.finish(value)
        }
        Measure::Share { .. } => share::measure(ctx, indicator, unit, when),
        Measure::Checklist { checklist } => {
            if plan[*checklist].level == figures.units.level(unit) {
                checklist::measure(ctx, *checklist, unit, when)
            } else {
                share::of_checklist(ctx, *checklist, unit, when)
            }
        }
    }
}
