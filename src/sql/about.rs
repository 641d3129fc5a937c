//! What counts are of, for readers of a statement.

use super::Request;
use super::text::remark;
use crate::i18n::Lang;
use crate::observation::Aggregate;
use crate::plan::{Indicator, IndicatorIx};

/// Remarks on the indicators that rest on a sum or a condition, with their names and clauses. Those on checklists stand in the
/// queries that count these.
pub fn about(request: &Request<'_>, aggregate: Aggregate) -> String {
    let plan = request.plan;
    let indicators = plan.indicators();
    let indicators = indicators.filter(|(at, indicator)| rests_on(aggregate, *at, indicator));
    let remarks = indicators.map(|(_, indicator)| {
        let clauses = indicator.clauses.iter().map(|&clause| &*plan[clause].id);
        let clauses = clauses.collect::<Vec<_>>().join(", ");
        let (id, name) = (&indicator.id, indicator.name.get(request.lang));
        remark(&match request.lang {
            Lang::Zh => format!("指标 {id}（{name}），条款 {clauses}"),
            Lang::En => format!("indicator {id} ({name}), clause {clauses}"),
        })
    });
    remarks.collect()
}

fn rests_on(aggregate: Aggregate, at: IndicatorIx, indicator: &Indicator) -> bool {
    let variables = || indicator.measure.variables();
    match aggregate {
        Aggregate::Holds(one) => one == at,
        Aggregate::Passes(_) => false,
        Aggregate::Sum(variable) => variables().contains(&variable),
        Aggregate::Weighted { mean, weight } => {
            variables().contains(&mean) && variables().contains(&weight)
        }
    }
}
