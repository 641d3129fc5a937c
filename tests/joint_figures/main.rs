//! Figures that say something only beside others of the same unit are counted where all of a unit's are exact, and kept cell by
//! cell elsewhere. What comes of them is the same as if every cell were kept: tried on files made at random, with blanks, words,
//! contradictions, repetitions, restatements, plans, mergers and sums of several years, laid out in rows and files of every kind.

mod world;

use kaoping::internals::crosscheck::crosscheck;
use kaoping::internals::data;
use kaoping::internals::evaluate::{judge_unit, measure, missing_figures};
use kaoping::internals::finding::Findings;
use kaoping::internals::i18n::Lang;
use kaoping::internals::number::Interval;
use kaoping::internals::observation::{AsOf, Figures, Period, When};
use kaoping::internals::plan::{Plan, load};
use kaoping::internals::report::observations::{self, Observation};
use kaoping::internals::source::{Folder, TextFile};
use kaoping::internals::tally::{CodeRange, Question, Reading, count_reading};
use std::path::Path;
use world::{Chance, LAYOUTS, World};

const PLAN: &str = include_str!("plan.toml");

/// What is asked: of everything, or less.
#[derive(Debug)]
struct Asked {
    /// Codes of units that are judged beside those of the levels above.
    units: Vec<String>,
    year: Option<i32>,
    as_of: Option<AsOf>,
    traced: bool,
}

impl Asked {
    fn new(chance: &mut Chance, world: &World) -> Asked {
        let mut units = Vec::new();
        if chance.one_in(4) {
            units.push("101".to_owned());
        }
        if chance.one_in(4) {
            units.push(world.community(chance));
        }
        Asked {
            traced: !units.is_empty() && chance.one_in(2),
            units,
            year: chance.one_in(4).then_some(2012),
            as_of: match chance.below(4) {
                0 => AsOf::new(["2013-06-30", "2014-05-01"][chance.below(2) as usize], 1),
                _ => None,
            },
        }
    }

    fn question(&self, plan: &Plan, of_all: bool, folder: &Folder) -> Question {
        let rest = match of_all {
            true => Question::of_everything(plan),
            false => Question::default(),
        };
        let mut question = Question {
            year: self.year,
            as_of: self.as_of.clone(),
            ..rest
        };
        if of_all {
            return question;
        }
        let (set, _) = data::open(folder, plan);
        for unit in &self.units {
            match set.units.by_code(unit) {
                Some(unit) => question.units.push(unit),
                None => question.words.push(unit.clone()),
            }
        }
        if self.traced {
            let indicators = plan.indicators();
            let last = indicators.map(|(ix, _)| ix).last();
            question.traced = last;
        }
        question
    }
}

/// The values of the units above, the verdicts of all that is asked for, and what was found.
struct Results {
    values: Vec<String>,
    /// Weighted means: in which unit and when, and what they may be.
    means: Vec<(String, Option<Interval>)>,
    said: Vec<String>,
    figures: Figures,
}

fn judged(plan: &Plan, folder: &Path, asked: &Asked, of_all: bool, chunk_size: u64) -> Results {
    let folder = Folder::Disk(folder.to_str().unwrap().into());
    let question = asked.question(plan, of_all, &folder);
    let (set, mut findings) = data::open(&folder, plan);
    let reading = Reading {
        chunk_size,
        ..Reading::default()
    };
    let (mut figures, more) = count_reading(set, plan, &question, reading);
    findings.merge(more);
    let more = crosscheck(plan, &mut figures);
    findings.merge(more);
    let mut values = vec![format!("latest {:?}", figures.data.latest)];
    let mut means = Vec::new();
    let last = asked.year.unwrap_or(2013);
    let all = ["100", "101", "102"].map(str::to_owned).into_iter();
    let all: Vec<String> = all.chain(asked.units.iter().cloned()).collect();
    for (ix, indicator) in plan.indicators() {
        for unit in &all {
            let of = figures.units.by_code(unit).unwrap();
            if !indicator.levels.contains(&figures.units.level(of)) {
                continue;
            }
            let years = (2010..=last).map(When::Year);
            for when in years.chain([When::Cumulative(2011, last)]) {
                if matches!(when, When::Cumulative(..)) && indicator.id != "sum" {
                    continue;
                }
                let measured = measure(plan, &figures, ix, of, when, false);
                if indicator.id.starts_with("age") {
                    let at = format!("{} {unit} {when:?}", indicator.id);
                    means.push((at, measured.value.interval().cloned()));
                    continue;
                }
                let reported = measured.inputs.iter().any(|input| input.is_reported());
                values.push(format!(
                    "{} {unit} {when:?} {} {reported}",
                    indicator.id, measured.value
                ));
            }
        }
    }
    for unit in &all {
        let of = figures.units.by_code(unit).unwrap();
        let judged = judge_unit(plan, &figures, of, last).into_iter();
        for judged in judged.filter(|one| !plan[one.indicator].id.starts_with("age")) {
            values.push(format!("{unit} {:?} {}", judged.verdict, judged.value));
        }
    }
    Results {
        values,
        means,
        said: said(&findings),
        figures,
    }
}

fn said(findings: &Findings) -> Vec<String> {
    let lines = findings.iter().map(|finding| {
        let places = finding.places.iter().map(|place| format!("{place}"));
        let mut places: Vec<String> = places.collect();
        // Which of many are shown depends on the order of a row's columns.
        if ["outside-period", "unused-figure"].contains(&finding.code.id) {
            places.clear();
        }
        format!(
            "{} {} x{} {places:?}",
            finding.code.id, finding.message.en, finding.count
        )
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}

/// What is the same of both, or the first lines that are not.
fn assert_same(here: &str, kept: &[String], some: &[String]) {
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        let lines = of.iter().filter(|line| !other.contains(line));
        lines.take(3).cloned().collect()
    };
    let (one, other) = (only(kept, some), only(some, kept));
    assert!(kept == some, "{here}: {one:#?} became {other:#?}");
}

/// Whether means are the same, or wider: what a unit above sent itself limits the weights of its silent members only where
/// each of them is looked at.
fn assert_contained(
    here: &str,
    kept: &[(String, Option<Interval>)],
    some: &[(String, Option<Interval>)],
) {
    assert_eq!(kept.len(), some.len());
    for ((at, kept), (_, some)) in kept.iter().zip(some) {
        let within = match (kept, some) {
            (Some(kept), Some(some)) => kept.meet(some).as_ref() == Some(kept),
            (kept, some) => kept == some,
        };
        assert!(within, "{here}: {at} {kept:?} became {some:?}");
    }
}

/// The plan; a small one asks for a part of a part and says nothing of the whole.
fn plan(small: bool) -> Plan {
    let left_out = [
        "employed",
        "trained",
        "crowded",
        "trained-of-residents",
        "books",
    ];
    let left_out = left_out.map(|id| format!("[[indicator]]\nid = \"{id}\"\n"));
    let entries = PLAN.split_inclusive("\n\n");
    let entries =
        entries.filter(|entry| !small || !left_out.iter().any(|id| entry.starts_with(id)));
    let text = TextFile {
        path: "plan.toml".into(),
        text: entries.collect(),
    };
    match load(&[text]) {
        Ok(loaded) => loaded.plan,
        Err(findings) => panic!("{:?}", said(&findings)),
    }
}

#[test]
fn counted_as_if_every_cell_were_kept() {
    let plans = [plan(false), plan(true)];
    let folder = tempfile::tempdir().unwrap();
    let (mut counted, mut apart) = (0, 0);
    let worlds = std::env::var("KAOPING_CASES").map_or(16, |n| n.parse().unwrap());
    for seed in 0..worlds {
        let chance = &mut Chance(seed);
        let world = World::new(chance);
        let asked = Asked::new(chance, &world);
        let plan = &plans[usize::from(chance.one_in(4))];
        for layout in LAYOUTS {
            world.write(folder.path(), layout);
            let kept = judged(plan, folder.path(), &asked, true, u64::MAX);
            for chunk_size in [u64::MAX, 200] {
                let some = judged(plan, folder.path(), &asked, false, chunk_size);
                let here = format!("world {seed}, {layout:?}, {chunk_size}, {asked:?}");
                assert_same(&here, &kept.values, &some.values);
                assert_contained(&here, &kept.means, &some.means);
                // After the year asked for nothing is counted, but figures that are kept are compared.
                if asked.year.is_none() {
                    assert_same(&here, &kept.said, &some.said);
                }
                counted += usize::from(some.figures.cells.len() < kept.figures.cells.len());
                apart += usize::from(!some.figures.cells.is_empty());
            }
        }
    }
    // Both ways have to be tried.
    assert!(counted > 100 && apart > 100, "{counted} {apart}");
}

#[test]
fn what_is_only_counted_is_not_missing_beside_a_unit_asked_for() {
    let plan = plan(false);
    let folder = tempfile::tempdir().unwrap();
    let units = (0..70).map(|at| format!("{},u{at},community,101\n", 1000 + at));
    let units: String = units.collect();
    let units = format!(
        "code,name,level,parent\n100,c,city,\n101,d,district,100\n102,e,district,100\n{units}"
    );
    // One sent no books, one nothing.
    let figures = (1..70).map(|at| {
        let books = if at == 1 { "" } else { "7" };
        format!("{},2013,9,{books}\n", 1000 + at)
    });
    let figures: String = figures.collect();
    let figures = format!("unit,period,residents,books\n{figures}");
    let manifest = "[[file]]\npath = \"units.csv\"\nroster = true\n";
    for (name, text) in [
        ("units.csv", &*units),
        ("a.csv", &*figures),
        ("data.toml", manifest),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let asked = Asked {
        units: vec!["101".to_owned(), "1002".to_owned()],
        year: None,
        as_of: None,
        traced: false,
    };
    let figures = judged(&plan, folder.path(), &asked, false, u64::MAX).figures;
    let units = ["101", "1002"].map(|code| figures.units.by_code(code).unwrap());
    let missing = missing_figures(&plan, &figures, &units, &[2013]).figures;
    let missing = missing
        .iter()
        .filter(|one| one.period == Period::Year(2013));
    let books = missing.filter(|one| one.id == "books");
    let books: Vec<(&str, u64)> = books
        .map(|one| (figures.units.code(one.unit), one.missing))
        .collect();
    assert_eq!(books, [("101", 2)]);
}

#[test]
fn cells_are_the_same_read_in_parts() {
    let plan = plan(false);
    let folder = tempfile::tempdir().unwrap();
    let disk = Folder::Disk(folder.path().to_str().unwrap().into());
    for (seed, layout) in (0..).zip(LAYOUTS) {
        World::new(&mut Chance(seed)).write(folder.path(), layout);
        let observations = |only: Option<CodeRange>| -> Vec<Observation> {
            let question = Question {
                only,
                ..Question::of_everything(&plan)
            };
            let (set, _) = data::open(&disk, &plan);
            let (mut figures, _) = count_reading(set, &plan, &question, Reading::default());
            crosscheck(&plan, &mut figures);
            observations::of(&plan, figures, Lang::En).collect()
        };
        let parts = [("", Some("1002")), ("1002", Some("1004")), ("1004", None)];
        let parts = parts.map(|(from, until)| CodeRange {
            from: from.to_owned(),
            until: until.map(str::to_owned),
        });
        let in_parts = parts.into_iter().flat_map(|part| observations(Some(part)));
        let in_parts: Vec<Observation> = in_parts.collect();
        assert!(observations(None) == in_parts, "world {seed}, {layout:?}");
    }
}
