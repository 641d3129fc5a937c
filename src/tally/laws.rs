//! The law of missing data: a verdict given while figures are missing is the verdict of every completion, and the value
//! of every completion lies in the interval. Tried on random small worlds against their completions.

use super::Question;
use super::details::CellKey;
use super::finish::{Pieces, finish};
use super::interest::Interest;
use crate::data::DataSet;
use crate::diagnostic::Findings;
use crate::evaluate::{Verdict, judge};
use crate::figures::{Cell, CellState, Code, Figures, NewUnit, Period, UnitIx, Units};
use crate::number::{Interval, Number, Value};
use crate::plan::{Plan, VariableIx, Year, load};
use crate::source::{Folder, TextFile};
use crate::words::Text;
use hashbrown::HashMap;

/// A small reproducible source of chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> i64 {
        (self.next() % n) as i64
    }

    fn between(&mut self, lo: i64, hi: i64) -> i64 {
        lo + self.below((hi - lo + 1) as u64)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// What a cell truly is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Truth {
    Number(i64),
    Grade(usize),
    NotApplicable,
}

/// What is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Known {
    Exactly,
    /// Within these ends, both possible.
    Within(i64, i64),
    Nothing,
}

type World = Vec<(CellKey, Truth, Known)>;

const PLAN: &str = include_str!("laws.toml");
const YEARS: [Year; 3] = [2010, 2011, 2012];

fn plan() -> Plan {
    let file = TextFile {
        path: "laws.toml".into(),
        text: PLAN.to_owned(),
    };
    match load(&[file]) {
        Ok(loaded) => loaded.plan,
        Err(findings) => panic!("{:#?}", findings.iter().collect::<Vec<_>>()),
    }
}

/// A city of two districts with three communities each.
fn units() -> Units {
    let mut units = Units::default();
    let city = units
        .add(NewUnit {
            code: "C",
            ..NewUnit::default()
        })
        .unwrap();
    for d in ["D1", "D2"] {
        let district = NewUnit {
            code: d,
            level: 1,
            parent: Some(city),
            ..NewUnit::default()
        };
        let district = units.add(district).unwrap();
        for c in 0..3 {
            let code = format!("{d}-{c}");
            let community = NewUnit {
                code: &code,
                level: 2,
                parent: Some(district),
                ..NewUnit::default()
            };
            units.add(community).unwrap();
        }
    }
    units.complete(crate::plan::LevelIx(0));
    units.complete(crate::plan::LevelIx(1));
    units
}

fn figures(plan: &Plan, world: &World) -> Figures {
    let data = DataSet {
        folder: Folder::Disk("".into()),
        title: Text::default(),
        synthetic: true,
        layouts: Vec::new(),
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
    let interest = Interest::new(plan, &data.units, &question);
    let cells = world
        .iter()
        .filter_map(|(key, truth, known)| Some((*key, cell(plan, key.0, *truth, *known)?)))
        .collect();
    let mut findings = Findings::default();
    finish(
        data,
        plan,
        &interest,
        Pieces::default(),
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
            let code = Code::span(lo as usize, hi as usize);
            let (value, state) = super::values::of_code(plan, variable, code);
            (value, state, Some(code))
        }
        (Known::Exactly, Truth::Number(n)) => (Value::point(number(n)), CellState::Known, None),
        (Known::Exactly, Truth::Grade(grade)) => {
            let code = Code::grade(grade);
            let (value, state) = super::values::of_code(plan, variable, code);
            (value, state, Some(code))
        }
        (Known::Exactly, Truth::NotApplicable) => {
            let code = plan[variable].scale.map(|_| Code::NOT_APPLICABLE);
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

/// Who reports a variable: every district, every community, or the city.
fn reporters(plan: &Plan, units: &Units, variable: VariableIx) -> Vec<UnitIx> {
    units.at_level(plan[variable].level).to_vec()
}

fn grades(plan: &Plan, variable: VariableIx) -> Option<i64> {
    Some(plan[plan[variable].scale?].grades.len() as i64)
}

/// The ends of a numeric variable's range, which `laws.toml` declares.
fn ends(plan: &Plan, variable: VariableIx) -> (i64, i64) {
    let range = &plan[variable].range;
    let end = |n: Option<&Number>| n.and_then(|n| n.to_scaled(0)).unwrap() as i64;
    (end(range.lo().number()), end(range.hi().number()))
}

/// A random truth that keeps parts within their wholes, and as many communities reporting as are registered.
fn truths(plan: &Plan, chance: &mut Chance) -> World {
    let all = units();
    let mut world: World = Vec::new();
    for year in YEARS {
        for (variable, definition) in plan.variables() {
            for unit in reporters(plan, &all, variable) {
                let key = (variable, unit, Period::Year(year));
                let truth = match grades(plan, variable) {
                    _ if definition.may_not_apply && chance.one_in(5) => Truth::NotApplicable,
                    Some(grades) => Truth::Grade(chance.below(grades as u64) as usize),
                    None => {
                        let (lo, mut hi) = ends(plan, variable);
                        if let Some(whole) = definition.part_of {
                            hi = hi.min(number_of(&world, (whole, unit, Period::Year(year))));
                        }
                        Truth::Number(chance.between(lo, hi))
                    }
                };
                world.push((key, truth, Known::Exactly));
            }
        }
    }
    let kept: Vec<bool> = world
        .iter()
        .map(|(key, ..)| is_registered(plan, &all, &world, *key))
        .collect();
    let mut kept = kept.into_iter();
    world.retain(|_| kept.next().unwrap());
    world
}

fn number_of(world: &World, key: CellKey) -> i64 {
    match world.iter().find(|(known, ..)| *known == key) {
        Some((_, Truth::Number(n), _)) => *n,
        _ => panic!("no number for {key:?}"),
    }
}

/// Communities exist as far as their district's register says.
fn is_registered(
    plan: &Plan,
    all: &Units,
    world: &World,
    (variable, unit, period): CellKey,
) -> bool {
    if plan[variable].level.0 < 2 {
        return true;
    }
    let district = all.parent(unit).unwrap();
    let register = plan.variable("communities").unwrap();
    let place = all.code(unit).chars().last().unwrap().to_digit(10).unwrap();
    i64::from(place) < number_of(world, (register, district, period))
}

/// Hides some of the truth.
fn mask(plan: &Plan, world: &mut World, rate: u64, chance: &mut Chance) {
    let persists: Vec<VariableIx> = plan.variable("founded").into_iter().collect();
    for (key, truth, known) in world.iter_mut() {
        if persists.contains(&key.0) || chance.below(100) >= rate as i64 {
            continue;
        }
        *known = match truth {
            Truth::NotApplicable => Known::Nothing,
            _ if chance.one_in(3) => within(plan, key.0, *truth, chance),
            _ => Known::Nothing,
        };
    }
}

fn within(plan: &Plan, variable: VariableIx, truth: Truth, chance: &mut Chance) -> Known {
    match truth {
        Truth::Number(n) => {
            let (lo, hi) = ends(plan, variable);
            Known::Within(chance.between(lo, n), chance.between(n, hi))
        }
        Truth::Grade(grade) => {
            let most = grades(plan, variable).unwrap() - 1;
            Known::Within(
                chance.between(0, grade as i64),
                chance.between(grade as i64, most),
            )
        }
        Truth::NotApplicable => Known::Nothing,
    }
}

/// One way in which all could be: what is known stays, what is hidden is anything that it may be.
fn completion(plan: &Plan, world: &World, bias: u64, chance: &mut Chance) -> World {
    let mut done: World = Vec::with_capacity(world.len());
    for &(key, truth, known) in world {
        let definition = &plan[key.0];
        let (lo, hi) = match (known, grades(plan, key.0)) {
            (Known::Exactly, _) => {
                done.push((key, truth, known));
                continue;
            }
            (Known::Within(lo, hi), _) => (lo, hi),
            (Known::Nothing, Some(grades)) => (0, grades - 1),
            (Known::Nothing, None) => ends(plan, key.0),
        };
        let (lo, hi) = consistent(plan, world, &done, key, (lo, hi));
        let pick = match bias {
            0 => lo,
            1 => hi,
            _ => chance.between(lo, hi),
        };
        let may_not_apply = definition.may_not_apply && known == Known::Nothing;
        let truth = match grades(plan, key.0) {
            _ if may_not_apply && chance.one_in(4) => Truth::NotApplicable,
            Some(_) => Truth::Grade(pick as usize),
            None => Truth::Number(pick),
        };
        done.push((key, truth, Known::Exactly));
    }
    done
}

/// Narrows what a hidden figure may be: a part within its whole, a whole not below a part, a register not below those
/// that are known to exist.
fn consistent(
    plan: &Plan,
    world: &World,
    done: &World,
    key: CellKey,
    (lo, hi): (i64, i64),
) -> (i64, i64) {
    let (variable, unit, period) = key;
    if let Some(whole) = plan[variable].part_of {
        // Wholes are declared, and so completed, before their parts.
        return (lo, hi.min(number_of(done, (whole, unit, period))).max(lo));
    }
    let mut least = lo;
    for (part, definition) in plan.variables() {
        if definition.part_of == Some(variable) {
            let known = world.iter().find(|(k, ..)| *k == (part, unit, period));
            least = least.max(match known {
                Some((_, Truth::Number(n), Known::Exactly)) => *n,
                Some((_, _, Known::Within(lo, _))) => *lo,
                _ => lo,
            });
        }
    }
    if plan.variable("communities") == Some(variable) {
        // The communities of the world are as many as its truth says; other numbers would be another world.
        let truth = number_of(world, key);
        return (truth, truth);
    }
    (least.min(hi), hi)
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
        for unit in ["C", "D1"] {
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
    let (judged, firm) = cases(2600, &[3, 10, 30, 60, 100]);
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
