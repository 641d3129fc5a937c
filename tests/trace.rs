//! Every number leads back to cells: the value of each result of the sample is computed again from the cells that its trace
//! lists, and from nothing else.

use kaoping::data;
use kaoping::evaluate::{Input, Judgement, Standing, counted_units, judge};
use kaoping::index::{IndicatorIx, VariableIx};
use kaoping::number::Number;
use kaoping::observation::{Figures, Period};
use kaoping::plan::measure::{ChecklistMeasure, Mean, OwnValue, Ratio};
use kaoping::plan::{Plan, Timing, load};
use kaoping::source::Folder;
use kaoping::tally::{Question, count};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn plan() -> Plan {
    let folder = Folder::Disk(format!("{ROOT}/indicators/beijing-2011-2015").into());
    let names = folder.list("toml").expect("the plan is there");
    let text = |name: &String| folder.read_text(name).expect("the plan can be read");
    let files: Vec<_> = names.iter().map(text).collect();
    load(&files).expect("the plan is valid").plan
}

/// The sample, with the cells of every level.
fn figures(plan: &Plan) -> Figures {
    let folder = Folder::Disk(format!("{ROOT}/data/sample").into());
    let (opened, _) = data::open(&folder, plan);
    let levels = plan.levels().collect();
    let question = Question {
        levels,
        ..Question::default()
    };
    count(opened, plan, &question).0
}

/// Whether a cell is of the time of the value, not of one that it is compared with.
fn is_of_value(plan: &Plan, judged: &Judgement, period: Period) -> bool {
    let (first, last) = match judged.timing {
        Timing::Cumulative(due) => (plan.first, judged.year.min(due)),
        Timing::By(due) => (judged.year.min(due), judged.year.min(due)),
        Timing::EachYear => (judged.year, judged.year),
    };
    period.years().all(|year| (first..=last).contains(&year))
}

/// The figures of a variable in the cells of a trace, by unit and period.
fn cells(
    plan: &Plan,
    figures: &Figures,
    judged: &Judgement,
    variable: VariableIx,
) -> Option<BTreeMap<(String, Period), Number>> {
    let mut found = BTreeMap::new();
    for input in &judged.inputs {
        let Input::Cell {
            variable: of,
            unit,
            period,
            reported: true,
        } = *input
        else {
            continue;
        };
        let is_milestone = plan[variable].scale.is_some();
        if of == variable && (is_milestone || is_of_value(plan, judged, period)) {
            let cell = figures.cell(variable, unit, period)?;
            assert!(cell.line > 0, "a cell without a place");
            let code = figures.units.code(unit).to_owned();
            if let Some(known) = cell.value.known() {
                found.insert((code, period), known.clone());
            }
        }
    }
    Some(found)
}

fn sum<'n>(numbers: impl Iterator<Item = &'n Number>) -> Number {
    numbers.fold(Number::zero(), |sum, n| &sum + n)
}

/// The value from the cells of the trace alone; `None` for a measure that is not computed again here.
fn recomputed(
    plan: &Plan,
    figures: &Figures,
    ix: IndicatorIx,
    judged: &Judgement,
) -> Option<Number> {
    let measure: &dyn Any = &*plan[ix].measure;
    if let Some(units) = counted_units(plan, figures, ix, judged.unit, judged.year) {
        let count = |standing| {
            units
                .iter()
                .filter(|unit| unit.standing == standing)
                .count() as i128
        };
        let expected = judged.inputs.iter().find_map(|input| match input {
            Input::Aggregate { expected, .. } => *expected,
            _ => None,
        })?;
        let applicable = i128::from(expected) - count(Standing::NotApplicable);
        return Number::ratio(count(Standing::Pass) * 100, applicable);
    }
    if let Some(ratio) = measure.downcast_ref::<Ratio>() {
        let part = cells(plan, figures, judged, ratio.part)?;
        let whole = cells(plan, figures, judged, ratio.whole)?;
        if part.is_empty() || whole.is_empty() {
            // Published ready-made.
            return cells(plan, figures, judged, ratio.published?)?
                .into_values()
                .next();
        }
        let quotient = sum(part.values()).divided_by(&sum(whole.values()))?;
        return Some(&quotient * &ratio.factor);
    }
    if let Some(mean) = measure.downcast_ref::<Mean>() {
        let means = cells(plan, figures, judged, mean.variable)?;
        if let [one] = means.values().collect::<Vec<_>>()[..] {
            return Some(one.clone());
        }
        let weights = cells(plan, figures, judged, mean.weight)?;
        let products: Vec<Number> = means
            .iter()
            .map(|(key, mean)| Some(mean * weights.get(key)?))
            .collect::<Option<_>>()?;
        let weights: Vec<&Number> = means.keys().filter_map(|key| weights.get(key)).collect();
        return sum(products.iter()).divided_by(&sum(weights.into_iter()));
    }
    if let Some(list) = measure.downcast_ref::<ChecklistMeasure>() {
        // Points of what is met, of the points of the items that apply.
        let (mut points, mut all) = (Number::zero(), Number::zero());
        for item in &plan[list.checklist].items {
            for credit in cells(plan, figures, judged, item.variable)?.values() {
                points = &points + &(credit * &item.points);
                all = &all + &item.points;
            }
        }
        return (&points * &Number::from(100)).divided_by(&all);
    }
    let own = measure.downcast_ref::<OwnValue>()?;
    let figures = cells(plan, figures, judged, own.variable)?;
    match plan[own.variable].scale {
        // Of a milestone the latest report.
        Some(_) => figures
            .into_iter()
            .max_by_key(|((_, period), _)| period.end())
            .map(|(_, n)| n),
        None => Some(&sum(figures.values()) * &own.factor),
    }
}

#[test]
fn the_cells_of_the_trace_give_the_value_of_every_result_of_the_sample() {
    let plan = plan();
    let figures = figures(&plan);
    let mut checked: BTreeMap<&str, usize> = BTreeMap::new();
    let mut not_checked = BTreeSet::new();
    for code in ["110000", "110105"] {
        let unit = figures.units.by_code(code).expect("a unit of the sample");
        for (ix, indicator) in plan.indicators() {
            if !indicator.levels.contains(&figures.units.level(unit)) {
                continue;
            }
            let judged = judge(&plan, &figures, ix, unit, 2013, false);
            let Some(value) = judged.value.known() else {
                continue;
            };
            match recomputed(&plan, &figures, ix, &judged) {
                Some(again) => {
                    assert_eq!(
                        again, *value,
                        "{} for {code}: {:?}",
                        indicator.id, judged.inputs
                    );
                    *checked.entry(indicator.measure.key()).or_default() += 1;
                }
                None => {
                    not_checked.insert(format!("{} for {code}", indicator.id));
                }
            }
        }
    }
    println!("{checked:?}, not {not_checked:?}");
    assert!(not_checked.is_empty(), "{not_checked:?}");
    assert!(checked.values().sum::<usize>() > 100, "{checked:?}");
}

/// A document of the first plan, for the year 2023.
fn document(arguments: &[&str]) -> serde_json::Value {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(ROOT)
        .args(arguments)
        .args(["--year", "2023", "--format", "json", "--lang", "en"])
        .args(["--plan", "docs/first-plan/plan"])
        .args(["--data", "docs/first-plan/data"])
        .output()
        .expect("the program runs");
    serde_json::from_slice(&output.stdout).expect("a document")
}

#[test]
fn the_units_of_a_share_are_listed_by_standing_with_their_cells() {
    let all = document(&["explain", "reading-rooms"]);
    let counts = ["pass", "fail", "unknown", "silent", "not_applicable"];
    let total: u64 = counts
        .iter()
        .filter_map(|key| all["units"][key].as_u64())
        .sum();
    assert_eq!(total, 3, "{}", all["units"]);
    for standing in ["pass", "fail", "unknown", "silent"] {
        let some = document(&["explain", "reading-rooms", "--units", standing]);
        let listed = some["units"]["listed"].as_array().expect("a list");
        assert_eq!(Some(listed.len() as u64), all["units"][standing].as_u64());
        assert!(listed.iter().all(|unit| unit["standing"] == standing));
        let has_place = |unit: &serde_json::Value| unit["cells"][0]["place"]["line"].is_u64();
        assert!(standing == "silent" || listed.iter().all(has_place));
    }
}

#[test]
fn a_count_among_the_evidence_names_the_command_that_lists_it() {
    let card = document(&["score"]);
    let results = card["results"].as_array().expect("results").iter();
    let evidence = results.flat_map(|result| result["evidence"].as_array().expect("evidence"));
    let counts: Vec<_> = evidence.filter(|one| one["kind"] == "summary").collect();
    assert!(!counts.is_empty());
    for count in counts {
        let command = count["explain"].as_str().expect("a command");
        let words: Vec<&str> = command
            .split(' ')
            .skip(1)
            .filter(|word| *word != "--year" && *word != "2023")
            .collect();
        assert!(document(&words)["result"].is_object(), "{command}");
    }
}
