//! Fields of a result as short texts, under short names: what a test of a plan expects is compared with them.

use serde_json::Value;

/// A field: its name, and its text in a result of a scorecard document.
type Field = (&'static str, fn(&Value) -> String);

/// Every field, in the order of a document. What is null is `none`.
pub const FIELDS: &[Field] = &[
    ("verdict", |r| as_text(&r["verdict"])),
    ("due", |r| as_text(&r["due"])),
    ("value", |r| as_text(&r["value"])),
    ("exact", |r| as_text(&r["exact"])),
    ("bounds", |r| bounds(&r["bounds"])),
    ("unit_of_measure", |r| as_text(&r["unit_of_measure"])),
    ("target", |r| as_text(&r["target"]["value"])),
    ("original", |r| as_text(&r["target"]["original"])),
    ("gap", |r| as_text(&r["gap"])),
    ("gap_exact", |r| as_text(&r["gap_exact"])),
    ("attainment", |r| as_text(&r["attainment"])),
    ("attainment_exact", |r| as_text(&r["attainment_exact"])),
    ("score", |r| as_text(&r["score"])),
    ("score_exact", |r| as_text(&r["score_exact"])),
    ("score_bounds", |r| bounds(&r["score_bounds"])),
    ("score_estimated", |r| as_text(&r["score_estimated"])),
    ("pace", |r| as_text(&r["pace"]["band"])),
    ("pace-method", |r| as_text(&r["pace"]["method"])),
    ("pace-due", |r| as_text(&r["pace"]["due_value"])),
    ("pace-ratio", |r| as_text(&r["pace"]["ratio"])),
    ("pace-actual", |r| as_text(&r["pace"]["actual_rate"])),
    ("pace-required", |r| as_text(&r["pace"]["required_rate"])),
    ("pace-base", |r| as_text(&r["pace"]["base_year"])),
    ("pace-figure", |r| as_text(&r["pace"]["figure_year"])),
    ("pace-score", |r| as_text(&r["pace"]["score"])),
    ("pace-limit", |r| as_text(&r["pace"]["limit_factor"])),
    ("pace-growth", |r| as_text(&r["pace"]["growth_share"])),
    ("other-paces", |r| others(&r["other_paces"])),
    ("stage", |r| as_text(&r["stage"]["status"])),
    ("nature", |r| as_text(&r["stage"]["nature"])),
    ("held", |r| held(&r["stage"]["held"])),
    ("previous", |r| as_text(&r["previous"]["verdict"])),
    ("previous-value", |r| as_text(&r["previous"]["value"])),
    ("band", |r| as_text(&r["band"])),
    ("band_estimated", |r| as_text(&r["band_estimated"])),
    ("notes", |r| codes(&r["notes"])),
    ("planned", |r| planned(&r["evidence"])),
    ("items", |r| items(&r["evidence"])),
    ("censored", |r| censored(&r["evidence"])),
];

/// A field of a result; `None` if there is none of that name.
pub fn text(result: &Value, name: &str) -> Option<String> {
    let field = FIELDS.iter().find(|(known, _)| *known == name);
    field.map(|(_, text)| text(result))
}

/// A value without quotes; `none` for null.
pub fn as_text(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn elements(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// Further paces, as `method band`.
fn others(list: &Value) -> String {
    let line = |pace: &Value| format!("{} {}", as_text(&pace["method"]), as_text(&pace["band"]));
    elements(list).map(line).collect::<Vec<_>>().join("; ")
}

fn held(years: &Value) -> String {
    elements(years).map(as_text).collect::<Vec<_>>().join(" ")
}

/// `[1, 3)`, `[0, ∞)`, `(-∞, ∞)`.
fn bounds(bounds: &Value) -> String {
    if bounds.is_null() {
        return "none".to_owned();
    }
    let open = |key: &str| bounds[key].as_bool().unwrap_or(false);
    let lower = match bounds["lower"].as_str() {
        None => "(-∞".to_owned(),
        Some(n) => format!("{}{n}", if open("lower_open") { "(" } else { "[" }),
    };
    let upper = match bounds["upper"].as_str() {
        None => "∞)".to_owned(),
        Some(n) => format!("{n}{}", if open("upper_open") { ")" } else { "]" }),
    };
    format!("{lower}, {upper}")
}

/// The codes of notes, in order, with spaces between.
fn codes(notes: &Value) -> String {
    let mut codes: Vec<&str> = elements(notes)
        .filter_map(|note| note["code"].as_str())
        .collect();
    codes.sort();
    codes.join(" ")
}

/// Figures that are shown and not used.
fn planned(list: &Value) -> String {
    let cells = elements(list).filter(|cell| cell["kind"] == "planned");
    let raw: Vec<&str> = cells.filter_map(|cell| cell["raw"].as_str()).collect();
    raw.join(" ")
}

fn counts(list: &Value) -> impl Iterator<Item = &Value> {
    elements(list).flat_map(|entry| elements(&entry["items"]))
}

/// Of a checklist's items above its level: `id met/unmet/open/not-applicable`.
fn items(list: &Value) -> String {
    let line = |item: &Value| {
        let id = item["id"].as_str().unwrap_or("?");
        let (met, unmet) = (&item["met"], &item["unmet"]);
        let (open, none) = (&item["open"], &item["not_applicable"]);
        format!("{id} {met}/{unmet}/{open}/{none}")
    };
    counts(list).map(line).collect::<Vec<_>>().join(" ")
}

/// Of a checklist's items the censored headcounts: `id per-cent`, or `id least-greatest`.
fn censored(list: &Value) -> String {
    let line = |item: &Value| {
        let bounds = &item["censored_headcount"];
        let (lower, upper) = (as_text(&bounds["lower"]), as_text(&bounds["upper"]));
        let id = item["id"].as_str().unwrap_or("?");
        match lower == upper {
            true => format!("{id} {lower}"),
            false => format!("{id} {lower}-{upper}"),
        }
    };
    counts(list).map(line).collect::<Vec<_>>().join(" ")
}
