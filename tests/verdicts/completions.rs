//! What could be true of a world, given what is known of it.

use super::world::{
    DISTRICTS, Derived, Fact, Known, MOST, Truth, World, Worlds, YEARS, district_of,
};
use kaoping::internals::index::Year;
use proptest::prelude::*;
use proptest::test_runner::TestRng;

impl Worlds<'_> {
    /// All that a cell may be, given what is known of it.
    pub fn possible(&self, fact: &Fact) -> Vec<Truth> {
        let (lo, hi) = self.range(fact.variable);
        let (lo, hi) = match fact.known {
            Known::Exactly => return vec![fact.truth],
            Known::Between(a, b) => (a, b),
            Known::Below(n) => (lo, n - 1),
            Known::AtLeast(n) => (n, hi),
            Known::Blank | Known::Nothing => (lo, hi),
        };
        let silent = matches!(fact.known, Known::Blank | Known::Nothing);
        let apart = silent && self.plan[fact.variable].may_not_apply;
        let apart = apart.then_some(Truth::NotApplicable);
        (lo..=hi).map(Truth::Is).chain(apart).collect()
    }

    /// One way in which all could be: what is known stays, what is hidden is anything that it may be. `None` if the attempt
    /// contradicts what is known.
    pub fn completion(&self, world: &World, rng: &mut TestRng) -> Option<World> {
        let lean = rng.random_range(0..4);
        let mut done = World {
            facts: Vec::new(),
            derived: world.derived.clone(),
        };
        for fact in world.facts.iter().filter(|fact| !fact.unit.contains('-')) {
            let mut possible = self.possible(fact);
            if fact.variable == self.register() {
                let named = self.named(world, &fact.unit, fact.year).len() as i64;
                possible.retain(|truth| matches!(truth, Truth::Is(n) if *n >= named));
            }
            let truth = match lean {
                0 => possible.first(),
                1 => possible.last(),
                _ => possible.get(rng.random_range(0..possible.len().max(1))),
            };
            done.facts.push(Fact {
                truth: *truth?,
                known: Known::Exactly,
                ..fact.clone()
            });
        }
        for year in YEARS {
            for district in DISTRICTS {
                self.communities(world, &mut done, district, year, lean, rng)?;
            }
        }
        self.is_consistent(&done).then_some(done)
    }

    /// The communities of which anything was reported.
    fn named<'w>(&self, world: &'w World, district: &str, year: Year) -> Vec<&'w str> {
        let mut named: Vec<&str> = (world.facts.iter())
            .filter(|fact| fact.year == year && fact.known != Known::Nothing)
            .filter(|fact| fact.unit.contains('-') && district_of(&fact.unit) == district)
            .map(|fact| fact.unit.as_str())
            .collect();
        named.sort();
        named.dedup();
        named
    }

    /// The communities of a district: the named ones, and others as far as its register goes.
    fn communities(
        &self,
        world: &World,
        done: &mut World,
        district: &str,
        year: Year,
        lean: u32,
        rng: &mut TestRng,
    ) -> Option<()> {
        let Some(count) = done.number(self.register(), district, year) else {
            return Some(());
        };
        let named = self.named(world, district, year);
        let mut codes: Vec<String> = named.iter().map(|code| (*code).to_owned()).collect();
        let others = (0..MOST).map(|at| format!("{district}-{at}"));
        let others: Vec<String> = others.filter(|code| !codes.contains(code)).collect();
        let unnamed = count as usize - codes.len();
        codes.extend(others.into_iter().take(unnamed));
        for code in codes {
            for (variable, definition) in self.plan.variables() {
                if definition.level.0 != 2 {
                    continue;
                }
                let known = world.fact(variable, &code, year).cloned();
                let known = known.unwrap_or(Fact {
                    variable,
                    unit: code.clone(),
                    year,
                    truth: Truth::NotApplicable,
                    known: Known::Nothing,
                });
                let possible = self.possible(&known);
                let truth = match lean {
                    0 => possible.first(),
                    1 => possible.last(),
                    _ => possible.get(rng.random_range(0..possible.len())),
                };
                done.facts.push(Fact {
                    truth: *truth?,
                    known: Known::Exactly,
                    ..known
                });
            }
        }
        Some(())
    }

    /// Whether parts stay within their wholes, and derived figures follow.
    pub fn is_consistent(&self, world: &World) -> bool {
        let within = world.facts.iter().all(|fact| {
            let whole = self.plan[fact.variable].part_of;
            let whole = whole.and_then(|whole| world.number(whole, &fact.unit, fact.year));
            match (fact.truth, whole) {
                (Truth::Is(part), Some(whole)) => part <= whole,
                _ => true,
            }
        });
        let follows = |derived: &Derived| {
            let text = self.derived_text(world, derived.from, &derived.unit, derived.period);
            text.as_ref() == Some(&derived.text)
        };
        within && world.derived.iter().all(follows)
    }

    /// Every way in which all could be; `None` if there are more than `most`.
    pub fn completions(&self, world: &World, most: usize) -> Option<Vec<World>> {
        let mut all = vec![World {
            facts: world.facts.clone(),
            derived: world.derived.clone(),
        }];
        for at in 0..world.facts.len() {
            let possible = self.possible(&world.facts[at]);
            if all.len() * possible.len() > most {
                return None;
            }
            let each = all.into_iter().flat_map(|one| {
                possible.iter().map(move |&truth| {
                    let mut one = one.clone();
                    one.facts[at].truth = truth;
                    one.facts[at].known = Known::Exactly;
                    one
                })
            });
            all = each.collect();
        }
        all.retain(|one| self.is_consistent(one));
        Some(all)
    }
}
