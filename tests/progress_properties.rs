//! Laws of progress on random figures: a better value never has a worse verdict, band, attainment or score, and the order
//! of rows and files says nothing.

#[path = "common/cases.rs"]
mod cases;

use cases::cases;
use kaoping::internals::data;
use kaoping::internals::evaluate::{Judgement, PaceJudgement, Verdict, judge};
use kaoping::internals::number::Number;
use kaoping::internals::observation::Figures;
use kaoping::internals::plan::{Plan, Year, bands, load};
use kaoping::internals::source::{Folder, TextFile};
use kaoping::internals::tally::{Question, count};
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;

/// A plan of one variable, to which an indicator is added for each of [`TARGETS`].
const PLAN: &str = r#"
[plan]
id = "progress"
title = "progress"
first = 2011
last = 2015

[[level]]
id = "city"
name = "city"

[[chapter]]
number = 1
title = "one"

[[variable]]
id = "v"
name = "v"
level = "city"
kind = "amount"
range = { min = 0 }
decimals = 2
"#;

/// Rules with their pace, and whether more is better.
const TARGETS: &[(&str, &str, bool)] = &[
    ("{ at-least = 60 }", "", true),
    ("{ at-least = 60, tolerance = 5 }", "pace = \"cagr\"", true),
    (
        "{ at-least = 60, path = { 2012 = 30, 2014 = 55 } }",
        "",
        true,
    ),
    ("{ at-least = 60, each-year = true }", "", true),
    (
        "{ at-least = 60 }",
        "pace = { method = \"linear\", bands = \"national-mid-term\" }",
        true,
    ),
    (
        "{ at-least = 60 }",
        "pace = { method = \"cagr\", bands = \"eurostat\" }",
        true,
    ),
    ("{ grows-by = 40 }", "", true),
    ("{ grows-by = 40 }", "pace = \"cagr\"", true),
    ("{ yearly-growth = 7 }", "", true),
    ("{ rising = \"period\" }", "", true),
    ("{ rising = \"each-year\" }", "", true),
    ("{ at-least = 200, cumulative = true }", "", true),
    ("{ at-most = 20 }", "", false),
    ("{ at-most = 20 }", "pace = \"cagr\"", false),
    ("{ falls-by = 16 }", "", false),
    ("{ falling = \"period\" }", "", false),
    ("{ at-most = 200, cumulative = true }", "", false),
    (
        "{ at-least = 60 }",
        "score = { goalposts = [20, 85] }",
        true,
    ),
    (
        "{ at-most = 20 }",
        "score = { goalposts = [85, 20] }",
        false,
    ),
    (
        "{ at-least = 60 }",
        "score = { points = [[63, 100], [40, 50], [10, 0]] }",
        true,
    ),
    (
        "{ none = true }",
        "score = { goalposts = [1, 100], log = true, cap = false }\nbands = \"national-mid-term\"",
        true,
    ),
    ("{ at-least = 60 }", "score = \"pace\"", true),
    ("{ at-most = 20 }", "score = \"pace\"", false),
    (
        "{ at-least = 60 }",
        "pace = { method = \"cagr\", bands = \"eurostat\" }\nscore = \"pace\"",
        true,
    ),
    (
        "{ rising = \"period\" }",
        "limit = 90\nscore = \"pace\"",
        true,
    ),
    ("{ falling = \"period\" }", "score = \"pace\"", false),
];

fn plan() -> Plan {
    let mut text = PLAN.to_owned();
    for (at, (target, more, _)) in TARGETS.iter().enumerate() {
        let clause = format!("{{ id = \"1-{at}\", chapter = 1, section = 1, phrase = \"{at}\" }}");
        writeln!(
            text,
            "[[indicator]]\nid = \"i{at}\"\nclause = {clause}\nname = \"i{at}\"\nlevels = [\"city\"]\nmeasure = {{ value = \"v\" }}\ntarget = {target}\n{more}"
        )
        .unwrap();
    }
    let path = "plan.toml".into();
    match load(&[TextFile { path, text }]) {
        Ok(loaded) => loaded.plan,
        Err(findings) => panic!(
            "{:#?}",
            findings.iter().map(|f| &f.message.en).collect::<Vec<_>>()
        ),
    }
}

/// The figures of some files, each a table of code, year and value.
fn figures(plan: &Plan, files: &[Vec<(Year, i64)>]) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "data.toml",
        "plan = \"progress\"\n[[file]]\npath = \"units.csv\"\nroster = true\n",
    );
    write("units.csv", "code,name,level,parent\n01,City,city,\n");
    for (at, rows) in files.iter().enumerate() {
        let rows: Vec<String> = rows
            .iter()
            .map(|(year, v)| format!("01,{year},{}.{:02}\n", v / 100, v % 100))
            .collect();
        write(
            &format!("{at}.csv"),
            &format!("code,year,v\n{}", rows.concat()),
        );
    }
    let path = camino::Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
    let (opened, findings) = data::open(&Folder::at(&path), plan);
    let (figures, counted) = count(opened, plan, &Question::of_everything(plan));
    let errors = findings
        .iter()
        .chain(counted.iter())
        .map(|f| f.message.en.clone());
    let errors: Vec<String> = errors.collect();
    assert!(errors.is_empty(), "{errors:?}");
    figures
}

/// The judgements of every indicator in a year.
fn judged(plan: &Plan, figures: &Figures, year: Year) -> Vec<Judgement> {
    let city = figures.units.top().unwrap();
    let all = plan.indicators();
    all.map(|(ix, _)| judge(plan, figures, ix, city, year, false))
        .collect()
}

/// How good a verdict is; `None` for one that says nothing of the value.
fn goodness(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::Missed => Some(0),
        Verdict::Behind => Some(1),
        Verdict::OnTrack => Some(2),
        Verdict::Met => Some(3),
        _ => None,
    }
}

/// Where the band of a pace stands among the steps that the plan names, the worst first.
fn step(pace: &PaceJudgement) -> Option<usize> {
    let bands = bands::named(pace.bands.as_ref()?)?;
    let band = pace.band.as_ref()?;
    bands.steps.iter().position(|step| step.id == *band)
}

/// Where the score stands among the steps of its bands, the worst first.
fn score_step(plan: &Plan, judged: &Judgement) -> Option<usize> {
    let bands = plan[judged.indicator].bands.as_ref()?;
    let band = judged.band.as_ref()?;
    bands.steps.iter().position(|step| step.id == band.id)
}

fn score(judged: &Judgement) -> Option<Number> {
    judged.score.as_ref()?.best()?.settled()
}

fn history() -> impl Strategy<Value = Vec<(Year, i64)>> {
    let figure = prop_oneof![2..200i64, 100..10_000i64];
    prop::collection::vec(figure, 6).prop_map(|figures| (2010..).zip(figures).collect())
}

/// What may be compared of two judgements, the better value first.
fn compare(better: &Judgement, other: &Judgement, place: &str) -> Result<(), TestCaseError> {
    if let (Some(a), Some(b)) = (goodness(better.verdict), goodness(other.verdict)) {
        prop_assert!(a >= b, "{place}: {:?} {:?}", better.verdict, other.verdict);
    }
    if let (Some(a), Some(b)) = (score(better), score(other)) {
        prop_assert!(a >= b, "{place}: score {a} {b}");
    }
    let steps = [better, other].map(|one| one.pace.as_ref().and_then(step));
    if let [Some(a), Some(b)] = steps {
        prop_assert!(a >= b, "{place}: band {a} {b}");
    }
    // What is met is attained in full, whatever the direction.
    let both = [better, other]
        .iter()
        .all(|one| one.verdict != Verdict::Met);
    if let (Some(a), Some(b), true) = (&better.attainment, &other.attainment, both) {
        prop_assert!(a >= b, "{place}: attainment {a} {b}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(100)))]

    /// The year judged has another figure, all before it the same.
    #[test]
    fn a_better_value_is_never_judged_worse(history in history(), year in 2011..=2015, figure in 0..10_000i64) {
        let plan = plan();
        let upto: Vec<(Year, i64)> = history.into_iter().filter(|&(y, _)| y <= year).collect();
        let mut changed = upto.clone();
        let last = changed.last_mut().expect("a year");
        let (before, after) = (last.1, figure);
        last.1 = after;
        let (one, two) = (judged(&plan, &figures(&plan, &[upto]), year), judged(&plan, &figures(&plan, &[changed]), year));
        for (((_, _, more), one), two) in TARGETS.iter().zip(&one).zip(&two) {
            let place = format!("{} in {year}: {before} or {after}", plan[one.indicator].id);
            let second_is_better = (after > before) == *more;
            let (better, other) = if second_is_better { (two, one) } else { (one, two) };
            if after != before {
                compare(better, other, &place)?;
                let steps = [better, other].map(|one| score_step(&plan, one));
                if let [Some(a), Some(b)] = steps {
                    prop_assert!(a >= b, "{}: band of the score {} {}", place, a, b);
                }
            }
        }
    }

    /// Rows in any order, in one file or in several.
    #[test]
    fn the_order_of_rows_and_files_says_nothing(history in history(), order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(), cut in 0..=6usize) {
        let plan = plan();
        let shuffled: Vec<(Year, i64)> = order.iter().map(|&at| history[at]).collect();
        let files = [shuffled[..cut].to_vec(), shuffled[cut..].to_vec()];
        let (one, other) = (figures(&plan, &[history]), figures(&plan, &files));
        for year in 2011..=2015 {
            for (a, b) in judged(&plan, &one, year).iter().zip(&judged(&plan, &other, year)) {
                let place = format!("{} in {year}", plan[a.indicator].id);
                prop_assert_eq!(a.verdict, b.verdict, "{}", place);
                prop_assert_eq!(&a.value, &b.value, "{}", place);
                prop_assert_eq!(&a.attainment, &b.attainment, "{}", place);
                prop_assert_eq!(score(a), score(b), "{}", place);
            }
        }
    }
}
