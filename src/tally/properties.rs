//! The law of missing data: a verdict given while figures are missing is the verdict of every completion, and the value
//! of every completion lies in the interval. Tried on random small worlds against their completions.

mod world;

use super::Question;
use super::build_figures::build_figures;
use super::count_plan::CountPlan;
use super::source::Counted;
use crate::data::DataSet;
use crate::evaluate::{Verdict, judge};
use crate::finding::Findings;
use crate::i18n::Text;
use crate::number::{Interval, Number, Value};
use crate::observation::{Cell, CellState, Figures, PackedAnswer};
use crate::plan::{Plan, VariableIx, load};
use crate::source::{Folder, TextFile};
use hashbrown::HashMap;
use world::{Chance, Known, Scenario, Truth, completion, mask, truths, units};

const PLAN: &str = include_str!("properties.toml");

fn plan() -> Plan {
    let file = TextFile {
        path: "properties.toml".into(),
        text: PLAN.to_owned(),
    };
    match load(&[file]) {
        Ok(loaded) => loaded.plan,
        Err(findings) => panic!("{:#?}", findings.iter().collect::<Vec<_>>()),
    }
}

fn figures(plan: &Plan, world: &Scenario) -> Figures {
    let data = DataSet {
        folder: Folder::Disk("".into()),
        title: Text::default(),
        synthetic: true,
        schemas: Vec::new(),
        files: Vec::new(),
        units: units(),
        acknowledged: Vec::new(),
        reconcile: HashMap::new(),
        waivers: Vec::new(),
    };
    let question = Question {
        levels: vec![crate::plan::LevelIx(0), crate::plan::LevelIx(1)],
        year: Some(2012),
        traced: None,
    };
    let count_plan = CountPlan::new(plan, &data.units, &question);
    let cells = world
        .iter()
        .filter_map(|(key, truth, known)| Some((*key, cell(plan, key.0, *truth, *known)?)))
        .collect();
    let mut findings = Findings::default();
    build_figures(
        data,
        plan,
        &count_plan,
        Counted::default(),
        cells,
        HashMap::new(),
        &mut findings,
    )
}

/// The cell as it would be read; a cell of which nothing is known is mostly not there at all.
fn cell(plan: &Plan, variable: VariableIx, truth: Truth, known: Known) -> Option<Cell> {
    let number = |n: i64| Number::from(n);
    let (value, state, code) = match (known, truth) {
        (Known::Nothing, _) => return None,
        (Known::Within(lo, hi), Truth::Number(_)) => (
            Value::Between(Interval::closed(number(lo), number(hi))),
            CellState::Approximate,
            None,
        ),
        (Known::Within(lo, hi), _) => {
            let code = PackedAnswer::span(lo as usize, hi as usize);
            let (value, state) = super::values::of_code(plan, variable, code);
            (value, state, Some(code))
        }
        (Known::Exactly, Truth::Number(n)) => (Value::point(number(n)), CellState::Known, None),
        (Known::Exactly, Truth::Grade(grade)) => {
            let code = PackedAnswer::grade(grade);
            let (value, state) = super::values::of_code(plan, variable, code);
            (value, state, Some(code))
        }
        (Known::Exactly, Truth::NotApplicable) => {
            let code = plan[variable].scale.map(|_| PackedAnswer::NOT_APPLICABLE);
            (Value::NotApplicable, CellState::NotApplicable, code)
        }
    };
    Some(Cell {
        value,
        state,
        code,
        raw: "".into(),
        file: 0,
        line: 0,
        column: 0,
        evidence: None,
    })
}

fn cases(worlds: u64, rates: &[u64]) -> (u64, u64) {
    let plan = plan();
    let (mut judged, mut firm) = (0, 0);
    for seed in 0..worlds {
        let mut chance = Chance(seed);
        let mut world = truths(&plan, &mut chance);
        let rate = rates[seed as usize % rates.len()];
        mask(&plan, &mut world, rate, &mut chance);
        let masked = figures(&plan, &world);
        let completed: Vec<Figures> = (0..5)
            .map(|bias| figures(&plan, &completion(&plan, &world, bias, &mut chance)))
            .collect();
        for unit in ["C", "D1", "D2"] {
            let unit = masked.units.by_code(unit).unwrap();
            for (ix, indicator) in plan.indicators() {
                if !indicator.levels.contains(&masked.units.level(unit)) {
                    continue;
                }
                let under = judge(&plan, &masked, ix, unit, 2012, false);
                judged += 1;
                firm += u64::from(under.verdict != Verdict::NoData && rate > 0);
                for figures in &completed {
                    let all = judge(&plan, figures, ix, unit, 2012, false);
                    let why = || {
                        format!(
                            "seed {seed}, {} for {}: {:?} {:?}, completed {:?} {:?}\n{world:?}",
                            indicator.id,
                            masked.units.code(unit),
                            under.verdict,
                            under.value,
                            all.verdict,
                            all.value
                        )
                    };
                    assert!(
                        under.verdict == Verdict::NoData || under.verdict == all.verdict,
                        "{}",
                        why()
                    );
                    match (&under.value, &all.value) {
                        (Value::Between(wide), Value::Between(narrow)) => {
                            let ends = [narrow.lo().number(), narrow.hi().number()];
                            let inside = ends.into_iter().flatten().all(|n| wide.contains(n));
                            assert!(inside, "{}", why());
                        }
                        (Value::NotApplicable, other) => {
                            assert_eq!(*other, Value::NotApplicable, "{}", why())
                        }
                        (Value::Between(_), Value::NotApplicable) => {
                            assert_eq!(under.verdict, Verdict::NoData, "{}", why());
                        }
                    }
                }
            }
        }
    }
    (judged, firm)
}

#[test]
fn a_verdict_under_missing_data_is_the_verdict_of_every_completion() {
    let (judged, firm) = cases(1750, &[3, 10, 30, 60, 100]);
    assert!(judged >= 100_000, "only {judged} cases");
    assert!(
        firm * 5 > judged,
        "only {firm} of {judged} verdicts were firm: the law was hardly tried"
    );
}

#[test]
fn with_nothing_missing_there_is_always_a_verdict() {
    let plan = plan();
    for seed in 0..200 {
        let world = truths(&plan, &mut Chance(seed));
        let figures = figures(&plan, &world);
        let city = figures.units.by_code("C").unwrap();
        for (ix, indicator) in plan.indicators() {
            if indicator.levels.contains(&figures.units.level(city)) {
                let judged = judge(&plan, &figures, ix, city, 2012, false);
                let open = judged.verdict == Verdict::NoData;
                // 0 divided by what may be 0 is not applicable in the baseline year, and then there is no line to compare.
                assert!(
                    !open || indicator.id.starts_with("rising"),
                    "seed {seed}, {}: {:?}",
                    indicator.id,
                    judged
                );
            }
        }
    }
}
