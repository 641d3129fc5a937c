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
    let step = Number::scaled(1, decimals(site, &written));
    let more = (&number + &step, text!("数值增大", "a greater number"));
    let less = (&number - &step, text!("数值减小", "a smaller number"));
    [more, less]
        .map(|(number, words)| site.replaced(number.to_string(), words))
        .into()
}

/// The decimals of the smallest step: of numbers that a value is held against those of the value, else those that are written.
fn decimals(site: &Site, written: &str) -> u32 {
    let own = written
        .split_once('.')
        .map_or(0, |(_, after)| after.len() as u32);
    let value = site.in_target() || ["baseline", "limit"].contains(&site.path[0]);
    match (value, site.entry.exact_decimals) {
        (true, Some(exact)) => exact,
        (true, None) => own.max(site.entry.decimals),
        (false, _) => own,
    }
}
