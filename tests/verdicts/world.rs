//! Small worlds: what is true of every cell, what is known of it, and what else it could be.

use kaoping::internals::index::{VariableIx, Year};
use kaoping::internals::number::Number;
use kaoping::internals::observation::Period;
use kaoping::internals::plan::Plan;
use proptest::prelude::*;
use proptest::test_runner::TestRng;

/// What a cell truly is. Numbers are in units of the variable's decimals, grades by their index on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    Is(i64),
    NotApplicable,
}

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Exactly,
    /// Between two ends, both of which were reported.
    Between(i64, i64),
    /// 近
    Below(i64),
    /// 以上
    AtLeast(i64),
    /// Its row is there and its cell blank.
    Blank,
    /// No row.
    Nothing,
}

/// A unit of the world: its code, its level, its parent, and the years of its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub code: String,
    pub level: usize,
    pub parent: Option<&'static str>,
    pub from: Option<Year>,
    pub until: Option<Year>,
    /// Those that it became part of or was split into, with semicolons between them.
    pub into: &'static str,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Fact {
    pub variable: VariableIx,
    pub unit: String,
    pub year: Year,
    pub truth: Truth,
    pub known: Known,
}

/// What follows from other cells and was reported beside them, as it is written.
#[derive(Clone, Debug)]
pub struct Derived {
    pub from: Source,
    pub unit: String,
    pub period: Period,
    pub text: String,
}

/// What a derived figure is derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rounded ratio of a part and a whole, reported as a third variable.
    Ratio(VariableIx, VariableIx, VariableIx),
    /// The sum of a variable over years.
    Years(VariableIx),
    /// The sum of a variable over the units below.
    Members(VariableIx),
}

#[derive(Clone, Debug, Default)]
pub struct World {
    pub facts: Vec<Fact>,
    pub derived: Vec<Derived>,
}

pub const YEARS: [Year; 3] = [2010, 2011, 2012];
pub const DISTRICTS: [&str; 5] = ["D1", "D2", "D3", "D4", "E"];
/// The last year of the district that became part of another, and of the one that was split.
const MERGED: Year = 2011;
/// What has to occur in many worlds.
pub const KINDS: [&str; 8] = [
    "an unknown register",
    "an unknown figure before a merger",
    "an unknown figure of a split",
    "a figure that does not apply",
    "a published ratio",
    "a figure for several years",
    "a figure of the whole city",
    "a 0 of its own",
];
/// As many communities as a district can have.
pub const MOST: i64 = 3;

/// A city of two districts, a third one that became part of the second, and one that was split into the first and a new one.
pub fn roster() -> Vec<Unit> {
    let unit = |code: &str, level, parent| Unit {
        code: code.to_owned(),
        level,
        parent,
        from: None,
        until: None,
        into: "",
    };
    let mut units = vec![unit("C", 0, None)];
    units.extend(DISTRICTS.map(|code| unit(code, 1, Some("C"))));
    units[3].until = Some(MERGED);
    units[3].into = "D2";
    units[4].from = Some(MERGED + 1);
    units[5].until = Some(MERGED);
    units[5].into = "D1;D4";
    units
}

fn exists(unit: &Unit, year: Year) -> bool {
    unit.from.is_none_or(|from| from <= year) && unit.until.is_none_or(|until| year <= until)
}

/// The district of a community.
pub fn district_of(code: &str) -> &'static str {
    let of = |district: &&&str| code.starts_with(**district);
    DISTRICTS.iter().find(of).expect("a community's code")
}

pub struct Worlds<'a> {
    pub plan: &'a Plan,
}

impl Worlds<'_> {
    pub fn register(&self) -> VariableIx {
        self.plan.variable("communities").expect("the register")
    }

    /// The values that a variable can have, in units of its decimals; of a scale, the indices of its grades.
    pub fn range(&self, variable: VariableIx) -> (i64, i64) {
        let definition = &self.plan[variable];
        if let Some(scale) = definition.scale {
            return (0, self.plan[scale].grades.len() as i64 - 1);
        }
        let end = |n: Option<&Number>| n.and_then(|n| n.to_scaled(definition.decimals));
        let range = &definition.range;
        let (lo, hi) = (end(range.lo().number()), end(range.hi().number()));
        (lo.expect("a least") as i64, hi.expect("a greatest") as i64)
    }

    /// A random truth that keeps parts within their wholes, and as many communities as are registered.
    pub fn truth(&self, rng: &mut TestRng) -> World {
        let mut world = World::default();
        for year in YEARS {
            for unit in roster().iter().filter(|unit| exists(unit, year)) {
                self.facts_of(&mut world, &unit.code, unit.level, year, rng);
            }
            for district in DISTRICTS {
                let Some(count) = world.number(self.register(), district, year) else {
                    continue;
                };
                for at in 0..count {
                    self.facts_of(&mut world, &format!("{district}-{at}"), 2, year, rng);
                }
            }
        }
        world
    }

    fn facts_of(&self, world: &mut World, unit: &str, level: usize, year: Year, rng: &mut TestRng) {
        for (variable, definition) in self.plan.variables() {
            if definition.level.0 as usize != level || definition.id.starts_with("pub") {
                continue;
            }
            let (lo, mut hi) = self.range(variable);
            let whole = definition.part_of;
            if let Some(whole) = whole.and_then(|whole| world.number(whole, unit, year)) {
                hi = hi.min(whole);
            }
            let truth = match definition.may_not_apply && rng.random_ratio(1, 5) {
                true => Truth::NotApplicable,
                false => Truth::Is(rng.random_range(lo..=hi)),
            };
            world.facts.push(Fact {
                variable,
                unit: unit.to_owned(),
                year,
                truth,
                known: Known::Exactly,
            });
        }
    }

    /// Hides each cell with a chance of `rate` per cent; what follows from others is reported with a chance of `derived`.
    pub fn mask(&self, world: &mut World, rate: u32, derived: u32, rng: &mut TestRng) {
        self.derive(world, derived, rng);
        for at in 0..world.facts.len() {
            let fact = &world.facts[at];
            // A milestone is not taken back by a year without a report.
            let persists = self.plan[fact.variable].id == "founded";
            if !persists && rng.random_ratio(rate, 100) {
                world.facts[at].known = self.hidden(fact.variable, fact.truth, rng);
            }
        }
    }

    /// Hides just so many cells, none of them a register.
    pub fn mask_some(&self, world: &mut World, count: usize, derived: u32, rng: &mut TestRng) {
        self.derive(world, derived, rng);
        for _ in 0..count {
            let at = rng.random_range(0..world.facts.len());
            let fact = &world.facts[at];
            let id = &self.plan[fact.variable].id;
            if id != "founded" && id != "communities" {
                world.facts[at].known = self.hidden(fact.variable, fact.truth, rng);
            }
        }
    }

    fn hidden(&self, variable: VariableIx, truth: Truth, rng: &mut TestRng) -> Known {
        let missing = match rng.random_ratio(1, 2) {
            true => Known::Blank,
            false => Known::Nothing,
        };
        let Truth::Is(n) = truth else { return missing };
        if rng.random_ratio(2, 3) {
            return missing;
        }
        let (lo, hi) = self.range(variable);
        let below = rng.random_range(lo..=n);
        let above = rng.random_range(n..=hi);
        if self.plan[variable].scale.is_some() {
            return Known::Between(below, above);
        }
        match rng.random_range(0..3) {
            0 if above > n => Known::Below(above),
            1 => Known::AtLeast(below),
            _ => Known::Between(below, above),
        }
    }

    /// Figures that follow from others and stand beside them.
    fn derive(&self, world: &mut World, chance: u32, rng: &mut TestRng) {
        let variable = |id| self.plan.variable(id).expect("a variable of the plan");
        let ratio = Source::Ratio(variable("p"), variable("b"), variable("pub"));
        let mut candidates = Vec::new();
        for district in DISTRICTS {
            for year in YEARS {
                candidates.push((ratio, district, Period::Year(year)));
            }
            let together = Period::Span(YEARS[1], YEARS[2]);
            candidates.push((Source::Years(variable("a")), district, together));
        }
        for year in YEARS {
            candidates.push((Source::Members(variable("a")), "C", Period::Year(year)));
            // Of districts without communities it is the 0 of nothing.
            let district = DISTRICTS[rng.random_range(0..DISTRICTS.len())];
            candidates.push((Source::Members(variable("h")), district, Period::Year(year)));
        }
        for from in candidates {
            if rng.random_ratio(chance, 100)
                && let Some(text) = self.derived_text(world, from.0, from.1, from.2)
            {
                world.derived.push(Derived {
                    from: from.0,
                    unit: from.1.to_owned(),
                    period: from.2,
                    text,
                });
            }
        }
    }

    /// What occurs in a world, by the names of [`KINDS`].
    pub fn kinds(&self, world: &World) -> Vec<&'static str> {
        let hidden = |fact: &&Fact| fact.known != Known::Exactly;
        let hidden: Vec<&Fact> = world.facts.iter().filter(hidden).collect();
        let of = |codes: &[&str]| hidden.iter().any(|fact| codes.contains(&&*fact.unit));
        let derived = |is: fn(&Derived) -> bool| world.derived.iter().any(is);
        let occurs = [
            hidden.iter().any(|fact| fact.variable == self.register()),
            of(&["D3"]),
            of(&["E", "D4"]),
            world
                .facts
                .iter()
                .any(|fact| fact.truth == Truth::NotApplicable),
            derived(|one| matches!(one.from, Source::Ratio(..))),
            derived(|one| matches!(one.from, Source::Years(_))),
            derived(|one| matches!(one.from, Source::Members(_)) && one.unit == "C"),
            derived(|one| matches!(one.from, Source::Members(_)) && one.text == "0"),
        ];
        let named = KINDS.into_iter().zip(occurs);
        named
            .filter(|(_, occurs)| *occurs)
            .map(|(kind, _)| kind)
            .collect()
    }

    /// What a derived figure says of a world that is wholly known; `None` if it says nothing.
    pub fn derived_text(
        &self,
        world: &World,
        source: Source,
        unit: &str,
        period: Period,
    ) -> Option<String> {
        match source {
            Source::Ratio(part, whole, _) => {
                let year = period.end();
                let part = world.number(part, unit, year)?;
                let whole = world.number(whole, unit, year)?;
                let ratio = Number::ratio(i128::from(part) * 100, i128::from(whole))?;
                Some(ratio.fixed(1))
            }
            Source::Years(variable) => {
                let years = period
                    .years()
                    .map(|year| world.number(variable, unit, year));
                Some(years.sum::<Option<i64>>()?.to_string())
            }
            Source::Members(variable) => {
                let year = period.end();
                let units = roster();
                let there = |known: &&Unit| known.code == unit && exists(known, year);
                units.iter().find(there)?;
                let below = world.facts.iter().filter(|fact| {
                    let within = unit == "C" || fact.unit.starts_with(unit);
                    fact.variable == variable && fact.year == year && within
                });
                let numbers = below.filter_map(|fact| match fact.truth {
                    Truth::Is(n) => Some(n),
                    Truth::NotApplicable => None,
                });
                Some(numbers.sum::<i64>().to_string())
            }
        }
    }

    /// Whether a variable is answered with a word of a scale.
    pub fn word(&self, variable: VariableIx, at: i64) -> Option<&str> {
        let scale = self.plan[variable].scale?;
        let grade = &self.plan[scale].grades[at as usize];
        grade.words.first().map(String::as_str)
    }
}

impl World {
    pub fn fact(&self, variable: VariableIx, unit: &str, year: Year) -> Option<&Fact> {
        let mut facts = self.facts.iter();
        facts.find(|fact| (fact.variable, &*fact.unit, fact.year) == (variable, unit, year))
    }

    /// The number that a cell truly is; `None` if there is none.
    pub fn number(&self, variable: VariableIx, unit: &str, year: Year) -> Option<i64> {
        match self.fact(variable, unit, year)?.truth {
            Truth::Is(n) => Some(n),
            Truth::NotApplicable => None,
        }
    }
}
