//! The JSON Schema of the files of a plan, made of the lists of keys and words by which they are read.

mod arguments;

use super::WithinYear;
use super::check::symbol_table::{TOP_KEYS, YEARS};
use super::check::{
    assumptions, bands, checklists, clauses, indicators, items, levels, pace, plan, revisions,
    rules, scales, scores, targets, variables,
};
use super::measure::MEASURES;
use crate::toml_reader::schema::{
    any_of, any_string, boolean, document, filled_list, id, list, named, number, number_within,
    only_true, pair, positive, refer, string, table, text, whole, word,
};
use arguments::{arguments, dependencies};
use serde_json::{Value, json};

/// The schema of a file of a plan: a plan may be divided into files at will.
pub fn plan_schema() -> Value {
    let lists = TOP_KEYS.iter().filter(|key| **key != "plan");
    let lists = lists.map(|key| (*key, list(refer(key))));
    let top = [("plan", refer("plan"))].into_iter().chain(lists).collect();
    document(
        "kaoping: plan",
        table(&TOP_KEYS, top, &[]),
        vec![
            ("plan", head()),
            ("level", level()),
            ("chapter", chapter()),
            ("scale", scale()),
            ("clause", clause()),
            ("variable", variable()),
            ("indicator", indicator()),
            ("checklist", checklist()),
            ("bands", shared_bands()),
            ("item", item()),
            ("measure", measure()),
            ("target", target(&targets::KEYS, &[])),
            ("revision", target(&revisions::KEYS, &["from", "why"])),
            ("pace", pace_schema()),
            ("baseline", baseline()),
            ("score", score()),
            ("reasons", named(any_of([text(), refer("reasons")]))),
        ],
    )
}

fn year() -> Value {
    whole(YEARS.0.into(), YEARS.1.into())
}

fn decimals() -> Value {
    whole(0, variables::DECIMALS_MOST)
}

/// A text that may be empty.
fn unit() -> Value {
    any_of([any_string(), text()])
}

fn carry() -> Value {
    whole(0, pace::OLDEST)
}

fn head() -> Value {
    let values = vec![
        ("id", id()),
        ("title", text()),
        ("first", year()),
        ("last", year()),
        ("year-starts", whole(1, crate::observation::MONTHS.into())),
        ("baseline", refer("baseline")),
        ("attainment", word(&plan::ATTAINMENTS)),
        ("pace", refer("pace")),
        ("carry", carry()),
        ("assumed", refer("reasons")),
    ];
    table(&plan::KEYS, values, &["id", "title", "first", "last"])
}

fn level() -> Value {
    let values = vec![("id", id()), ("name", text()), ("register", string())];
    table(&levels::KEYS, values, &["id", "name"])
}

fn chapter() -> Value {
    let values = vec![("number", whole(1, 9999)), ("title", text())];
    table(&plan::CHAPTER_KEYS, values, &plan::CHAPTER_KEYS)
}

fn scale() -> Value {
    let grade = vec![
        ("name", text()),
        ("credit", number_within(0, 1)),
        ("words", filled_list(string())),
    ];
    let values = vec![
        ("id", id()),
        ("met-from", number_within(0, 1)),
        (
            "grades",
            filled_list(table(&scales::GRADE_KEYS, grade, &scales::GRADE_KEYS)),
        ),
    ];
    table(&scales::KEYS, values, &["id", "grades"])
}

fn clause() -> Value {
    let values = vec![
        ("id", id()),
        ("chapter", whole(1, 9999)),
        ("section", whole(0, 9999)),
        ("box", whole(0, 9999)),
        ("phrase", any_string()),
    ];
    table(&clauses::KEYS, values, &["id", "chapter", "section"])
}

fn variable() -> Value {
    let range = vec![("min", number()), ("max", number())];
    let values = vec![
        ("id", id()),
        ("name", text()),
        ("kind", word(&variables::KINDS)),
        ("unit", unit()),
        ("decimals", decimals()),
        ("range", table(&variables::RANGE_KEYS, range, &[])),
        ("level", string()),
        ("roll-up", word(&variables::ROLL_UPS)),
        ("stock", boolean()),
        ("part-of", string()),
        ("may-not-apply", boolean()),
        ("within-year", word(&WithinYear::ALL)),
        ("exact", boolean()),
        (
            "about",
            json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 1 }),
        ),
        ("aliases", list(string())),
        ("scale", string()),
    ];
    table(&variables::KEYS, values, &["id", "name", "level"])
}

/// A clause by its id, or written here.
fn cited() -> Value {
    any_of([string(), refer("clause")])
}

/// What indicators, and checklists that are judged, have in common.
fn judged() -> Vec<(&'static str, Value)> {
    vec![
        ("lead", text()),
        ("levels", filled_list(string())),
        ("target", refer("target")),
        ("revised", list(refer("revision"))),
        ("decimals", decimals()),
        ("attainment", word(&plan::ATTAINMENTS)),
        ("pace", refer("pace")),
        ("baseline", refer("baseline")),
        ("carry", carry()),
        ("limit", number()),
        ("nature", word(&indicators::NATURES)),
    ]
}

fn indicator() -> Value {
    let rank = vec![("decimals", decimals())];
    let mut values = vec![
        ("id", id()),
        ("clause", cited()),
        ("clauses", filled_list(cited())),
        ("name", text()),
        ("measure", refer("measure")),
        ("unit", unit()),
        ("score", refer("score")),
        ("bands", string()),
        ("rank", table(&scores::RANK_KEYS, rank, &scores::RANK_KEYS)),
        ("assumed", refer("reasons")),
    ];
    values.extend(judged());
    let required = ["id", "name", "levels", "target"];
    table(&indicators::KEYS, values, &required)
}

fn checklist() -> Value {
    let keys = [&checklists::KEYS[..], &assumptions::JUDGED_KEYS].concat();
    let pass = vec![
        ("all", only_true()),
        ("count", whole(1, 9999)),
        ("total", number_within(0, 100)),
    ];
    let objective = vec![
        ("id", id()),
        ("name", text()),
        ("floor", number_within(0, 100)),
        ("items", filled_list(refer("item"))),
    ];
    let objective = table(&items::OBJECTIVE_KEYS, objective, &["id", "name", "items"]);
    let mut values = vec![
        ("id", id()),
        ("clause", cited()),
        ("clauses", filled_list(cited())),
        ("name", text()),
        ("level", string()),
        ("scale", string()),
        ("pass", table(&checklists::PASS_KEYS, pass, &[])),
        ("bands", any_of([string(), list(step(false))])),
        ("may-not-apply", boolean()),
        ("within-year", word(&WithinYear::ALL)),
        ("assumed", refer("reasons")),
        ("items", filled_list(refer("item"))),
        ("objective", filled_list(objective)),
        ("above", refer("target")),
    ];
    values.extend(judged());
    table(&keys, values, &["id", "name", "level"])
}

fn item() -> Value {
    let values = vec![
        ("id", id()),
        ("zh", string()),
        ("en", string()),
        ("points", positive()),
        ("must", boolean()),
        ("aliases", list(string())),
    ];
    table(&items::ITEM_KEYS, values, &["id", "zh", "en"])
}

/// A step of bands; with `open`, its limit may be excluded.
fn step(open: bool) -> Value {
    let mut values = vec![("id", id()), ("name", text()), ("from", number())];
    if !open {
        return table(&bands::STEP_KEYS, values, &["id", "name", "from"]);
    }
    values.push(("above", number()));
    table(&bands::OPEN_STEP_KEYS, values, &["id", "name"])
}

fn shared_bands() -> Value {
    let values = vec![
        ("id", id()),
        ("steps", filled_list(step(true))),
        ("score", filled_list(pair())),
        ("decimals", decimals()),
    ];
    table(&bands::KEYS, values, &["id", "steps"])
}

fn pace_schema() -> Value {
    let words: Vec<&str> = (pace::METHODS.iter().map(|(word, _)| *word))
        .chain([pace::NONE])
        .collect();
    let method = json!({ "enum": words });
    let values = vec![
        (
            "method",
            any_of([method.clone(), filled_list(word(&pace::METHODS))]),
        ),
        ("bands", string()),
        ("within-year", filled_list(number())),
    ];
    any_of([method, table(&pace::KEYS, values, &[])])
}

fn baseline() -> Value {
    let values = vec![
        ("year", year()),
        ("value", number()),
        ("or", word(&pace::OTHER_YEARS)),
    ];
    any_of([year(), table(&pace::BASELINE_KEYS, values, &["year"])])
}

fn score() -> Value {
    let cap = || any_of([json!({ "const": false }), pair()]);
    let points = json!({ "type": "array", "items": pair(), "minItems": 2 });
    let points = vec![("points", points), ("cap", cap())];
    let goalposts = vec![("goalposts", pair()), ("log", boolean()), ("cap", cap())];
    any_of([
        word(&scores::WORDS),
        table(&scores::POINTS_KEYS, points, &["points"]),
        table(&scores::GOALPOSTS_KEYS, goalposts, &["goalposts"]),
    ])
}

/// A measure: each has a form of its own.
fn measure() -> Value {
    let forms = MEASURES.iter().map(|spec| {
        let mut keys: Vec<&str> = [spec.key].into_iter().collect();
        keys.extend(spec.companions);
        let mut values = (spec.schema)();
        if spec.takes_rule {
            let rules = arguments();
            keys.extend(rules.iter().map(|(key, _)| *key));
            values.extend(rules);
        }
        table(&keys, values, &[spec.key])
    });
    json!({ "anyOf": forms.collect::<Vec<Value>>() })
}

/// A target: one rule with its companions, and when it is due.
fn target(others: &[&str], required: &[&str]) -> Value {
    let mut values = arguments();
    values.extend([
        ("by", year()),
        ("each-year", only_true()),
        ("cumulative", only_true()),
        ("path", named(number())),
        ("by-unit", named(number())),
    ]);
    if others.contains(&"from") {
        values.extend([("from", year()), ("why", text())]);
    }
    let keys = [&rules::all_keys()[..], others].concat();
    let mut target = table(&keys, values, required);
    let rules = rules::keys().into_iter();
    target["oneOf"] = rules.map(|key| json!({ "required": [key] })).collect();
    target["dependencies"] = dependencies();
    target
}
