//! Contradictions that only show when all figures are together: rows that do not add up, parts larger than their whole,
//! registers exceeded, figures that differ from what they are made of.

mod contradictions;
mod differences;
mod levels;
mod waivers;

pub use waivers::check as waivers;

use crate::finding::Findings;
use crate::observation::Figures;
use crate::plan::Plan;

/// Finds what does not fit together. A part above its whole leaves both figures unusable: one is wrong, and the data does
/// not say which; their cells are marked as refused in `figures`.
pub fn crosscheck(plan: &Plan, figures: &mut Figures) -> Findings {
    let mut findings = Findings::keeping(figures.data.kept);
    contradictions::check(plan, figures, &mut findings);
    levels::without_roster(plan, figures, &mut findings);
    findings.merge(differences::differences(plan, figures));
    findings
}
