//! `[[waiver]]`, in `data.toml` or in a file of its own, `waivers.toml`: indicators that are set aside for units, from
//! one year to another, with the reason, who decided, and when.

use super::Placed;
use super::declarations::{declared_unit, duplicate};
use super::values::{day, year};
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::observation::{UnitIx, Units, Waiver};
use crate::plan::{IndicatorIx, Plan, Year};
use crate::text;
use crate::toml_reader::{Collector, Node, Table};

/// The file that a data set may declare its waivers in.
pub const NAME: &str = "waivers.toml";

/// The key of the section, the only one of `waivers.toml`.
pub const SECTION: &str = "waiver";

/// The keys of a `[[waiver]]`.
pub const KEYS: [&str; 8] = [
    "indicator",
    "unit",
    "units",
    "from",
    "until",
    "why",
    "by",
    "date",
];

/// A `[[waiver]]` as it is written.
pub struct WaiverForm {
    indicator: Placed<String>,
    units: Vec<Placed<String>>,
    from: Placed<Year>,
    until: Placed<Year>,
    why: Text,
    by: Option<Text>,
    date: Option<String>,
}

/// A waiver checked against the plan; its units are not yet resolved.
pub struct WaiverOfUnits {
    /// `None` if the plan does not have it, which has been reported.
    indicator: Option<IndicatorIx>,
    place: Place,
    units: Vec<Placed<String>>,
    from: Year,
    until: Year,
    why: Text,
    by: Option<Text>,
    date: Option<String>,
}

/// Reads a `[[waiver]]`; `None` if a required key is missing or invalid, which is reported. One without a term or a reason
/// is not valid.
pub fn read(table: &Table) -> Option<WaiverForm> {
    table.only(&KEYS);
    let indicator = table.need("indicator").and_then(Placed::string);
    let units = match (table.get("units"), table.get("unit")) {
        (Some(units), Some(unit)) => {
            unit.bad(
                text!("`unit` 与 `units` 只能写一个", "`unit` beside `units`"),
                text!("请合并为 `units`", "name them all in `units`"),
            );
            strings(units.filled_list()?)
        }
        (Some(units), None) => strings(units.filled_list()?),
        (None, _) => table
            .need("unit")
            .and_then(Placed::string)
            .map(|unit| vec![unit]),
    };
    let from = table.need("from").and_then(year);
    let until = table.need("until").and_then(year);
    let why = table.need("why").and_then(|node| node.text());
    let by = table.get("by").map(|node| node.text());
    let date = table.get("date").map(day);
    Some(WaiverForm {
        indicator: indicator?,
        units: units?,
        from: from?,
        until: until?,
        why: why?,
        by: optional(by)?,
        date: optional(date)?,
    })
}

/// The words of a list, each with its place; `None` if one of them is not valid, which is reported.
fn strings(list: Vec<Node>) -> Option<Vec<Placed<String>>> {
    let words: Vec<Option<_>> = list.into_iter().map(Placed::string).collect();
    words.into_iter().collect()
}

/// A key that need not be there, but has to be valid: `None` if it is not.
fn optional<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        Some(None) => None,
        Some(value) => Some(value),
        None => Some(None),
    }
}

impl WaiverForm {
    /// Checks what refers to the plan.
    pub fn check(self, plan: &Plan, log: &Collector) -> WaiverOfUnits {
        let (from, until) = (self.from.value, self.until.value);
        if from > until {
            let finding = self.until.finding(
                codes::BAD_VALUE,
                text!(
                    "`until` 早于 `from`（{from}）",
                    "`until` is before `from`, {from}"
                ),
                text!("请核对两个年份", "check both years"),
            );
            log.add(finding.beside(
                self.from.place,
                text!("`from` 写在这里", "`from` is given here"),
            ));
        }
        let id = self.indicator;
        let indicator = plan.indicator(&id.value);
        if indicator.is_none() {
            let ids = plan.indicators.iter().map(|one| one.id.as_str());
            id.unknown(text!("指标", "indicator"), ids, log);
        }
        if self.by.is_none() || self.date.is_none() {
            log.add(undecided(&id.place));
        }
        WaiverOfUnits {
            indicator,
            place: id.place,
            units: self.units,
            from,
            until,
            why: self.why,
            by: self.by,
            date: self.date,
        }
    }
}

/// The finding about a waiver that does not say who decided it, or when.
fn undecided(place: &Place) -> Finding {
    let message = text!(
        "豁免未写明何人何时决定",
        "the waiver does not say who decided it and when"
    );
    Finding::new(codes::WAIVER_UNDECIDED, message)
        .at(place.clone())
        .help(text!(
            "请补上 `by`（决定机关）与 `date`（决定日期）",
            "add `by`, who decided, and `date`, when"
        ))
}

/// The waivers, one for each of the units that they name. An unknown unit, and a second waiver of the same indicator, unit
/// and year, are reported and left out.
pub fn resolve(entries: Vec<WaiverOfUnits>, units: &Units, findings: &mut Findings) -> Vec<Waiver> {
    let mut resolved: Vec<Waiver> = Vec::new();
    for entry in entries {
        for word in &entry.units {
            let unit = declared_unit(word, units, findings);
            let (Some(unit), Some(indicator)) = (unit, entry.indicator) else {
                continue;
            };
            let waiver = entry.of(indicator, unit);
            let overlapping = resolved.iter().find(|other| other.overlaps(&waiver));
            if let Some(first) = overlapping {
                let message = text!(
                    "同一评估对象、同一指标的豁免年份重叠",
                    "two waivers of the same indicator and unit overlap"
                );
                findings.add(duplicate(&word.place, &first.place, message));
                continue;
            }
            resolved.push(waiver);
        }
    }
    resolved
}

impl WaiverOfUnits {
    fn of(&self, indicator: IndicatorIx, unit: UnitIx) -> Waiver {
        Waiver {
            indicator,
            unit,
            from: self.from,
            until: self.until,
            by: self.by.clone(),
            date: self.date.clone(),
            why: self.why.clone(),
            place: self.place.clone(),
        }
    }
}
