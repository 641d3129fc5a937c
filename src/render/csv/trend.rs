//! Indicators over the years: a row for each year of each series.

use super::{rows, text};
use crate::render::Style;
use crate::report::pace::Pace;
use crate::report::trend::{Projection, TrendDocument, TrendSeries, TrendYear};
use std::io::{self, Write};

const TREND_COLUMNS: [&str; 27] = [
    "unit_code",
    "unit",
    "indicator",
    "name",
    "year",
    "verdict",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "change",
    "due_value",
    "attainment",
    "target",
    "due",
    "required_step",
    "projection",
    "pace",
    "pace_ratio",
    "base_year",
    "projection_method",
    "projection_share",
    "outlook",
    "first_met",
    "last_met",
    "met_in_a_row",
    "synthetic",
];

/// Writes trends; what is said of a series as a whole stands in its last year.
pub fn write(out: &mut dyn Write, _: Style, document: &TrendDocument) -> io::Result<()> {
    let of_series = |series: &TrendSeries| {
        let last = series.years.len().saturating_sub(1);
        let years = series.years.iter().enumerate();
        let rows = years.map(|(at, year)| {
            let whole = (at == last).then_some(series);
            trend_row(year, whole, document.head.synthetic)
        });
        rows.collect::<Vec<_>>()
    };
    let cells = document.series.iter().flat_map(of_series);
    rows(out, Some(&TREND_COLUMNS), cells)
}

fn trend_row(
    year: &TrendYear,
    whole: Option<&TrendSeries>,
    synthetic: bool,
) -> [String; TREND_COLUMNS.len()] {
    let result = &year.result;
    let bounds = result.bounds.as_ref();
    let pace = result.pace.as_ref();
    let projection = whole.and_then(|series| series.projection.as_ref());
    let of_pace = |part: &dyn Fn(&Pace) -> Option<String>| pace.and_then(part).unwrap_or_default();
    let of_projection = |part: &dyn Fn(&Projection) -> Option<String>| {
        projection.and_then(part).unwrap_or_default()
    };
    let of_series =
        |part: &dyn Fn(&TrendSeries) -> Option<String>| whole.and_then(part).unwrap_or_default();
    [
        result.unit.code.clone(),
        result.unit.name.clone(),
        result.indicator.clone(),
        result.name.clone(),
        result.year.to_string(),
        result.verdict.id().to_owned(),
        text(result.value.as_ref()),
        text(bounds.and_then(|bounds| bounds.lower.as_ref())),
        text(bounds.and_then(|bounds| bounds.upper.as_ref())),
        result.unit_of_measure.clone(),
        text(year.change.as_ref()),
        text(pace.and_then(|pace| pace.due_value.as_ref())),
        text(result.attainment.as_ref()),
        result.target.words.clone(),
        result.target.by.to_string(),
        text(whole.and_then(|series| series.required_step.as_ref())),
        text(projection.map(|projection| &projection.value)),
        of_pace(&|pace| pace.band.clone()),
        of_pace(&|pace| Some(text(pace.ratio.as_ref()))),
        of_pace(&|pace| pace.base_year.map(|year| year.to_string())),
        of_projection(&|projection| Some(projection.method.id().to_owned())),
        of_projection(&|projection| Some(text(projection.share.as_ref()))),
        of_projection(&|projection| projection.outlook.map(|outlook| outlook.id().to_owned())),
        of_series(&|series| series.first_met.map(|year| year.to_string())),
        of_series(&|series| series.last_met.map(|year| year.to_string())),
        of_series(&|series| Some(series.met_in_a_row.to_string())),
        synthetic.to_string(),
    ]
}
