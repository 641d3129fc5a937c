//! Small worlds: what is true of every cell, what of it is known, and what else it could be.

use crate::number::Number;
use crate::observation::{NewUnit, Period, UnitIx, Units};
use crate::plan::{Plan, VariableIx, Year};
use crate::tally::kept_cell::CellKey;

/// A small reproducible source of chance (splitmix64).
pub struct Chance(pub u64);

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
pub enum Truth {
    Number(i64),
    Grade(usize),
    NotApplicable,
}

/// What is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Known {
    Exactly,
    /// Within these ends, both possible.
    Within(i64, i64),
    Nothing,
}

pub type Scenario = Vec<(CellKey, Truth, Known)>;

pub const YEARS: [Year; 3] = [2010, 2011, 2012];
/// The last year of the district that became part of another.
const MERGED: Year = 2011;

/// A city of two districts with three communities each, and a third district that became part of the second.
pub fn units() -> Units {
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
    let heir = units.by_code("D2");
    let former = NewUnit {
        code: "D3",
        level: 1,
        parent: Some(city),
        until: Some(MERGED),
        into: heir,
        ..NewUnit::default()
    };
    units.add(former).unwrap();
    units.complete(crate::plan::LevelIx(0));
    units.complete(crate::plan::LevelIx(1));
    units
}

/// Who reports a variable: every district, every community, or the city.
fn reporters(plan: &Plan, units: &Units, variable: VariableIx) -> Vec<UnitIx> {
    units.at_level(plan[variable].level).to_vec()
}

fn grades(plan: &Plan, variable: VariableIx) -> Option<i64> {
    Some(plan[plan[variable].scale?].grades.len() as i64)
}

/// The ends of a numeric variable's range, which `properties.toml` declares.
fn ends(plan: &Plan, variable: VariableIx) -> (i64, i64) {
    let range = &plan[variable].range;
    let end = |n: Option<&Number>| n.and_then(|n| n.to_scaled(0)).unwrap() as i64;
    (end(range.lo().number()), end(range.hi().number()))
}

/// A random truth that keeps parts within their wholes, and as many communities reporting as are registered.
pub fn truths(plan: &Plan, chance: &mut Chance) -> Scenario {
    let all = units();
    let mut world: Scenario = Vec::new();
    for year in YEARS {
        for (variable, definition) in plan.variables() {
            let reporters = reporters(plan, &all, variable).into_iter();
            for unit in reporters.filter(|&unit| all.exists(unit, year)) {
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

fn number_of(world: &Scenario, key: CellKey) -> i64 {
    match world.iter().find(|(known, ..)| *known == key) {
        Some((_, Truth::Number(n), _)) => *n,
        _ => panic!("no number for {key:?}"),
    }
}

/// Communities exist as far as their district's register says.
fn is_registered(
    plan: &Plan,
    all: &Units,
    world: &Scenario,
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
pub fn mask(plan: &Plan, world: &mut Scenario, rate: u64, chance: &mut Chance) {
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
pub fn completion(plan: &Plan, world: &Scenario, bias: u64, chance: &mut Chance) -> Scenario {
    let mut done: Scenario = Vec::with_capacity(world.len());
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
    world: &Scenario,
    done: &Scenario,
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
