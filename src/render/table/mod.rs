//! `table`: for people at a terminal.

mod batch;
mod check;
mod columns;
mod comparison;
mod difference;
mod explanation;
mod finding_page;
mod grid;
mod heading;
mod plan;
mod rank;
mod rows;
mod scorecard;
mod stage;
mod test;
mod trend;
mod units;
mod verification;
mod without_figures;

use super::DocumentFormat;

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["txt"],
    scorecard: Some(|style| Box::new(scorecard::Table::new(style))),
    check: Some(check::write),
    explanation: Some(explanation::write),
    finding_page: Some(finding_page::write),
    plan: Some(plan::write),
    comparison: Some(comparison::write),
    rank: Some(rank::write),
    trend: Some(trend::write),
    tests: Some(test::write),
    difference: Some(difference::write),
    verification: Some(verification::write),
    batch: Some(batch::write),
    ..DocumentFormat::without_forms("table")
};
