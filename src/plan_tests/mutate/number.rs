//! Numbers: thresholds, tolerances, weights, points, goalposts, pass marks, stated baselines. The smallest step more, and less.

use super::site::{Change, Operator, Site};
use crate::number::{Number, parse_plain};
use crate::text;
use toml::de::DeValue;

pub(super) const OPERATOR: Operator = Operator {
    kind: "number",
    changes,
};

/// Keys of numbers that are years or counts of years, which `year` changes.
const YEARS: [&str; 4] = ["by", "from", "year", "carry"];

fn changes(site: &Site) -> Vec<Change> {
    let written = match site.node.raw() {
        DeValue::Integer(n) if n.radix() == 10 => n.as_str().replace('_', ""),
        DeValue::Float(n) => n.as_str().replace('_', ""),
        _ => return Vec::new(),
    };
    let is_year = YEARS.contains(&site.name()) && !site.path.contains(&"bands");
    let Some(number) = parse_plain(&written).ok().filter(|_| !is_year) else {
        return Vec::new();
    };
    let step = of_floor(site).unwrap_or_else(|| Number::scaled(1, decimals(site, &written)));
    let more = (&number + &step, text!("数值增大", "a greater number"));
    let less = (&number - &step, text!("数值减小", "a smaller number"));
    let both = [more, less].into_iter();
    let both = both.filter(|(changed, _)| !is_below_pass(site, &number, changed));
    both.map(|(number, words)| site.replaced(number.to_string(), words))
        .collect()
}

/// Whether a step of a checklist's bands begins where no unit passes, before and after: only those that pass have a band.
fn is_below_pass(site: &Site, before: &Number, after: &Number) -> bool {
    let pass = site.entry.pass_mark.as_ref();
    site.path[0] == "bands" && pass.is_some_and(|pass| before <= pass && after <= pass)
}

/// The smallest step of the points of an objective, in per cent of them; `None` where the number is no floor.
fn of_floor(site: &Site) -> Option<Number> {
    if site.name() != "floor" {
        return None;
    }
    let items = site.parent.get("items")?.list()?;
    let points = items.iter().map(|item| {
        let table = item.raw().as_table()?;
        let points = table.get("points").map(|points| points.get_ref());
        match points {
            Some(DeValue::Integer(n)) => parse_plain(n.as_str()).ok(),
            Some(DeValue::Float(n)) => parse_plain(n.as_str()).ok(),
            _ => Some(Number::one()),
        }
    });
    let points: Vec<Number> = points.collect::<Option<_>>()?;
    let whole = points.iter().fold(Number::zero(), |sum, one| &sum + one);
    let least = points.into_iter().min()?;
    (&(&least * &site.entry.least_credit) * &Number::from(100)).divided_by(&whole)
}

/// The decimals of the smallest step: of numbers that a figure is held against those of the figure, of those that a computed
/// value is held against at least one, else those that are written.
fn decimals(site: &Site, written: &str) -> u32 {
    let own = written
        .split_once('.')
        .map_or(0, |(_, after)| after.len() as u32);
    let value = site.in_target() || ["baseline", "limit"].contains(&site.path[0]);
    match (value, site.entry.exact_decimals) {
        (true, Some(exact)) => exact,
        (true, None) => own.max(1),
        (false, _) => own,
    }
}
