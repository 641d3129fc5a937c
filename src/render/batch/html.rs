//! Pages: one for each unit and year, one for each year, the index, and what they rest on.

use super::BatchFormat;
use crate::render::html;
use crate::report::batch::BatchReport;

pub(super) const FORMAT: BatchFormat = BatchFormat {
    id: "html",
    paths,
    explanations: true,
    trends: true,
    unit: Some(html::unit_pages),
    year: Some(html::year_pages),
    whole: Some(html::whole_pages),
};

fn paths(batch: &BatchReport) -> Vec<String> {
    let mut paths = batch.unit_paths("html");
    paths.extend(batch.years.iter().map(|&year| html::year_path(year)));
    paths.extend(html::WHOLE_PATHS.map(str::to_owned));
    paths
}
