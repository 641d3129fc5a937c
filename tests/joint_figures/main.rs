//! Figures that say something only beside others of the same unit are counted where all of a unit's are exact, and kept cell by
//! cell elsewhere. What comes of them is the same as if every cell were kept: tried on files made at random, with blanks, words,
//! contradictions, repetitions, restatements and sums of several years, laid out in rows and files of every kind.

use kaoping::internals::crosscheck::crosscheck;
use kaoping::internals::data;
use kaoping::internals::evaluate::measure;
use kaoping::internals::finding::Findings;
use kaoping::internals::observation::{Figures, When};
use kaoping::internals::plan::{Plan, load};
use kaoping::internals::source::{Folder, TextFile};
use kaoping::internals::tally::{Question, Reading, count_reading};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const PLAN: &str = include_str!("plan.toml");

const VARIABLES: [&str; 5] = ["residents", "employed", "trained", "staff", "age"];

/// How a world is laid out in files.
#[derive(Clone, Copy, Debug)]
enum Layout {
    /// A row for each unit and year.
    Wide,
    /// The same in two files, each of which has some of the variables.
    TwoFiles,
    /// A row for each figure, those of a unit together.
    Long,
    /// A row for each figure, those of a variable together.
    ByVariable,
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 32) * limit) >> 32
    }
}

/// A figure: whose, of when, of which variable, and what it says.
type Row = (u64, String, usize, String);

/// One unit's figures of a year; with `odd`, one of them may be anything.
fn figures(chance: &mut Chance, odd: bool) -> [String; 5] {
    let residents = chance.below(60);
    let employed = chance.below(10 * residents + 1);
    let trained = chance.below(employed / 10 + 1);
    let staff = chance.below(9);
    let tenths = |n: u64| format!("{}.{}", n / 10, n % 10);
    let mut figures = [
        residents.to_string(),
        tenths(employed),
        trained.to_string(),
        staff.to_string(),
        tenths(160 + chance.below(500)),
    ];
    if odd && chance.below(2) == 0 {
        let words = ["", "…", "约3", "5以上", "不适用", "x", "9000000", "0"];
        let at = chance.below(5) as usize;
        figures[at] = words[chance.below(words.len() as u64) as usize].into();
    }
    figures
}

fn district_of(community: u64) -> u64 {
    101 + community % 2
}

fn rows(chance: &mut Chance, communities: u64) -> Vec<Row> {
    let mut rows = Vec::new();
    for community in 0..communities {
        for year in 2011..=2013 {
            if chance.below(12) == 0 {
                continue;
            }
            let odd = chance.below(3) == 0;
            for (variable, figure) in figures(chance, odd).into_iter().enumerate() {
                rows.push((community, year.to_string(), variable, figure));
            }
        }
    }
    rows
}

/// Writes a world; rosters name its communities or a register counts them.
fn write(folder: &Path, chance: &mut Chance, layout: Layout) {
    let rostered = chance.below(2) == 0;
    let communities = if rostered { 70 } else { 6 };
    let mut units = String::from(
        "code,name,level,parent\n100,c,city,\n101,d,district,100\n102,e,district,100\n",
    );
    let mut manifest = String::from("[[file]]\npath = \"units.csv\"\nroster = true\n");
    for community in (0..communities).filter(|_| rostered) {
        let district = district_of(community);
        writeln!(
            units,
            "{},u{community},community,{district}",
            1000 + community
        )
        .unwrap();
    }
    let mut own = String::from("unit,period,communities,residents,employed,staff\n");
    for (district, year) in [101, 102]
        .into_iter()
        .flat_map(|d| (2011..=2013).map(move |y| (d, y)))
    {
        let all = communities / 2 + chance.below(2);
        let total = |n: u64, odds: &mut Chance| match odds.below(4) {
            0 => n.to_string(),
            _ => String::new(),
        };
        let figures = [900, 300, 150].map(|n| total(n + chance.below(400), chance));
        writeln!(own, "{district},{year},{all},{}", figures.join(",")).unwrap();
    }
    let mut all = rows(chance, if rostered { 66 } else { communities });
    if chance.below(6) == 0 {
        let at = chance.below(3) as usize;
        all.push((
            chance.below(communities),
            "2011-2013".into(),
            at,
            "30".into(),
        ));
    }
    if chance.below(3) == 0 {
        // Some rows come twice, one of them with another figure.
        for _ in 0..3 {
            let at = chance.below(all.len() as u64) as usize;
            let mut again = all[at].clone();
            if chance.below(2) == 0 {
                again.3 = "4".into();
            }
            all.push(again);
        }
    }
    let files = lay_out(&all, layout, rostered);
    for (at, text) in files.iter().enumerate() {
        writeln!(
            manifest,
            "\n[[file]]\npath = \"figures-{at}.csv\"\nlevel = \"community\""
        )
        .unwrap();
        fs::write(folder.join(format!("figures-{at}.csv")), text).unwrap();
    }
    for at in files.len()..3 {
        let _ = fs::remove_file(folder.join(format!("figures-{at}.csv")));
    }
    fs::write(folder.join("units.csv"), units).unwrap();
    fs::write(folder.join("own.csv"), own).unwrap();
    fs::write(folder.join("data.toml"), manifest).unwrap();
}

fn lay_out(rows: &[Row], layout: Layout, rostered: bool) -> Vec<String> {
    let parent = |community: u64| match rostered {
        true => String::new(),
        false => district_of(community).to_string(),
    };
    let wide = |variables: &[usize]| {
        let names: Vec<&str> = variables.iter().map(|&at| VARIABLES[at]).collect();
        let mut text = format!("unit,parent,period,{}\n", names.join(","));
        let mut rest: Vec<&Row> = rows.iter().collect();
        while let Some((community, period, ..)) = rest.first().copied().cloned() {
            // A row takes the first figure of each variable; what comes twice makes a row of its own.
            let mut cells: Vec<Option<&str>> = vec![None; variables.len()];
            rest.retain(|(unit, when, variable, figure)| {
                let at = variables.iter().position(|of| of == variable);
                if (unit, when) != (&community, &period) {
                    return true;
                }
                match at {
                    Some(at) if cells[at].is_some() => true,
                    Some(at) => {
                        cells[at] = Some(figure);
                        false
                    }
                    None => false,
                }
            });
            let cells: Vec<&str> = cells.iter().map(|cell| cell.unwrap_or("")).collect();
            let line = format!(
                "{},{},{period},{}",
                1000 + community,
                parent(community),
                cells.join(",")
            );
            writeln!(text, "{line}").unwrap();
        }
        text
    };
    let long = |rows: &[Row]| {
        let mut text = String::from("unit,parent,period,variable,value\n");
        for (community, period, variable, figure) in rows {
            let (unit, parent) = (1000 + community, parent(*community));
            writeln!(
                text,
                "{unit},{parent},{period},{},{figure}",
                VARIABLES[*variable]
            )
            .unwrap();
        }
        text
    };
    match layout {
        Layout::Wide => vec![wide(&[0, 1, 2, 3, 4])],
        Layout::TwoFiles => vec![wide(&[0, 3, 4]), wide(&[1, 2])],
        Layout::Long => vec![long(rows)],
        Layout::ByVariable => {
            let mut rows = rows.to_vec();
            rows.sort_by_key(|row| row.2);
            vec![long(&rows)]
        }
    }
}

/// The values of the units above, and what was found.
fn judged(
    plan: &Plan,
    folder: &Path,
    question: &Question,
    chunk_size: u64,
) -> (Vec<String>, Vec<String>, Figures) {
    let folder = Folder::Disk(folder.to_str().unwrap().into());
    let (set, mut findings) = data::open(&folder, plan);
    let reading = Reading {
        chunk_size,
        ..Reading::default()
    };
    let (mut figures, more) = count_reading(set, plan, question, reading);
    findings.merge(more);
    let more = crosscheck(plan, &mut figures);
    findings.merge(more);
    let mut values = Vec::new();
    for (ix, indicator) in plan.indicators() {
        for unit in ["100", "101", "102"] {
            let of = figures.units.by_code(unit).unwrap();
            for when in [2011, 2012, 2013]
                .map(When::Year)
                .into_iter()
                .chain([When::Cumulative(2011, 2013)])
            {
                if matches!(when, When::Cumulative(..)) && indicator.id != "sum" {
                    continue;
                }
                let measured = measure(plan, &figures, ix, of, when, false);
                let reported = measured.inputs.iter().any(|input| input.is_reported());
                values.push(format!(
                    "{} {unit} {when:?} {} {reported}",
                    indicator.id, measured.value
                ));
            }
        }
    }
    (values, said(&findings), figures)
}

fn said(findings: &Findings) -> Vec<String> {
    let lines = findings.iter().map(|finding| {
        let places = finding.places.iter().map(|place| format!("{place}"));
        let places: Vec<String> = places.collect();
        format!(
            "{} {} x{} {places:?}",
            finding.code.id, finding.message, finding.count
        )
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}

#[test]
fn counted_as_if_every_cell_were_kept() {
    let text = TextFile {
        path: "plan.toml".into(),
        text: PLAN.into(),
    };
    let plan = load(&[text]).map_err(|_| ()).expect("a plan").plan;
    let everything = Question::of_everything(&plan);
    let folder = tempfile::tempdir().unwrap();
    let (mut counted, mut apart) = (0, 0);
    let worlds = std::env::var("KAOPING_CASES").map_or(60, |n| n.parse().unwrap());
    for seed in 0..worlds {
        for layout in [
            Layout::Wide,
            Layout::TwoFiles,
            Layout::Long,
            Layout::ByVariable,
        ] {
            write(folder.path(), &mut Chance(seed), layout);
            let kept = judged(&plan, folder.path(), &everything, u64::MAX);
            for chunk_size in [u64::MAX, 200] {
                let some = judged(&plan, folder.path(), &Question::default(), chunk_size);
                let (one, other) = (kept.0.iter(), some.0.iter());
                let first = one.zip(other).find(|(one, other)| one != other);
                assert_eq!(first, None, "world {seed}, {layout:?}, {chunk_size}");
                let (one, other) = (kept.1.iter(), some.1.iter());
                let first = one.zip(other).find(|(one, other)| one != other);
                assert_eq!(first, None, "world {seed}, {layout:?}, {chunk_size}");
                assert_eq!(
                    kept.1.len(),
                    some.1.len(),
                    "world {seed}, {layout:?}, {chunk_size}"
                );
                counted += usize::from(some.2.cells.len() < kept.2.cells.len());
                apart += usize::from(!some.2.cells.is_empty());
            }
        }
    }
    // Both ways have to be tried.
    assert!(counted > 100 && apart > 100, "{counted} {apart}");
}
