//! What is said of the figures of a data set together.

use super::source::NotUsed;
use crate::finding::{Finding, Findings, codes};
use crate::plan::{Plan, VariableIx};
use crate::text;
use std::collections::BTreeSet;

/// Reports the variables of which a sum does not fit into 128 bits, each once.
pub fn overflows(plan: &Plan, overflowed: &[VariableIx], findings: &mut Findings) {
    let variables: BTreeSet<VariableIx> = overflowed.iter().copied().collect();
    for variable in variables {
        let name = &plan[variable].name;
        findings.add(Finding::new(
            codes::OVERFLOW,
            text!(
                zh: ("`{}` 的合计超出可精确计算的范围", name.zh),
                en: ("the sum of `{}` leaves the range of exact arithmetic", name.en)
            ),
        ));
    }
}

/// Says which figures are not used, and how many.
pub fn note_unused(outside: NotUsed, unused: NotUsed, findings: &mut Findings) {
    let (others, idle) = (outside.count, unused.count);
    let notes = [
        (
            outside,
            codes::OUTSIDE_PERIOD,
            text!(
                "{others} 个数据不在规划年度内，未采用",
                "figures of years that the plan does not look at, not used: {others}"
            ),
        ),
        (
            unused,
            codes::UNUSED_FIGURE,
            text!(
                "{idle} 个数据没有指标使用",
                "figures that no indicator uses: {idle}"
            ),
        ),
    ];
    for (figures, code, message) in notes {
        if figures.count > 0 {
            let mut finding = Finding::new(code, message);
            finding.count = figures.count;
            finding.places = figures.places;
            findings.add(finding);
        }
    }
}
