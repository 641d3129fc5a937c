//! Checklists counted by an engine come to what the reader of files counts of them.
//!
//! The statement for a small checklist is kept for each dialect in `golden`; `KAOPING_BLESS=1` writes it anew.

#[path = "../sql/engines.rs"]
mod engines;
mod plans;

use engines::{Engine, engines};
use kaoping::internals::checklist::{ChecklistScorer, Scratch};
use kaoping::internals::i18n::Lang;
use kaoping::internals::number::Ternary;
use kaoping::internals::observation::{ItemCount, Outcomes, PackedAnswer};
use kaoping::internals::plan::{ChecklistIx, Plan};
use kaoping::internals::sql::checklist::{Answers, BLANK, Counter, NOT_APPLICABLE};
use kaoping::internals::sql::{DIALECTS, Dialect};
use plans::Random;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The answers of one row, with its unit and year.
struct Row {
    unit: u64,
    year: u64,
    answers: Vec<i32>,
}

fn packed(answer: i32) -> PackedAnswer {
    match answer {
        BLANK => PackedAnswer::BLANK,
        NOT_APPLICABLE => PackedAnswer::NOT_APPLICABLE,
        grade => PackedAnswer::grade(grade as usize),
    }
}

/// Rows of which some have few gaps and some nothing else.
fn rows(random: &mut Random, (items, grades): (usize, u64), may_not_apply: bool) -> Vec<Row> {
    let row = |unit, year, random: &mut Random| {
        let (gaps, high) = (*random.of(&[2, 5, 40, 1000]), *random.of(&[1, 2, 9]));
        let mut answer = || match random.below(gaps) {
            0 if may_not_apply && random.one_in(2) => NOT_APPLICABLE,
            0 => BLANK,
            _ if !random.one_in(high) => grades as i32 - 1,
            _ => random.below(grades) as i32,
        };
        let mut answers: Vec<i32> = (0..items).map(|_| answer()).collect();
        match random.below(25) {
            // A unit of which nothing but blank rows came is not counted at all.
            _ if unit == 4 => answers.fill(BLANK),
            0 => answers.fill(BLANK),
            1 if may_not_apply => answers.fill(NOT_APPLICABLE),
            _ => {}
        }
        Row {
            unit,
            year,
            answers,
        }
    };
    let places = (0..5).flat_map(|unit| (2011..2013).map(move |year| (unit, year)));
    places
        .flat_map(|place| (0..24).map(move |_| place))
        .map(|(unit, year)| row(unit, year, random))
        .collect()
}

/// What the reader of files counts, as the tally table has it.
fn expected(scorer: &ChecklistScorer, rows: &[Row]) -> BTreeMap<(String, String), Vec<String>> {
    let mut counts: BTreeMap<(String, String), Outcomes> = BTreeMap::new();
    let mut scratch = Scratch::default();
    for row in rows
        .iter()
        .filter(|row| row.answers.iter().any(|answer| *answer != BLANK))
    {
        let codes: Vec<PackedAnswer> = row.answers.iter().copied().map(packed).collect();
        let outcomes = counts
            .entry((format!("u{}", row.unit), row.year.to_string()))
            .or_default();
        let passes = scorer.passes(&codes, &mut scratch);
        match passes {
            Some(Ternary::Yes) => outcomes.holds += 1,
            Some(Ternary::No) => outcomes.fails += 1,
            Some(Ternary::Unknown) => outcomes.undecided += 1,
            None => outcomes.not_applicable += 1,
        }
        outcomes.items.resize(codes.len(), ItemCount::default());
        outcomes.bands.resize(scorer.bands().count(), 0);
        scorer.count_items(&codes, &mut outcomes.items);
        if let Some(band) = scorer.band(&scratch, passes) {
            outcomes.add_band(band);
        }
    }
    let texts = |of: Outcomes| {
        let item = |item: &ItemCount| {
            format!(
                "{}/{}/{}/{}",
                item.met, item.unmet, item.open, item.not_applicable
            )
        };
        let items: Vec<String> = of.items.iter().map(item).collect();
        let bands: Vec<String> = of.bands.iter().map(u64::to_string).collect();
        let mut texts: Vec<String> = [of.holds, of.fails, of.undecided, of.not_applicable]
            .map(|n| n.to_string())
            .into();
        texts.extend([items.join(" "), bands.join("/")]);
        texts
    };
    counts
        .into_iter()
        .map(|(place, outcomes)| (place, texts(outcomes)))
        .collect()
}

/// A checklist and what it is counted with.
fn scorer(plan: &Plan) -> ChecklistScorer {
    ChecklistScorer::new(plan, &plan[ChecklistIx(0)]).unwrap()
}

fn query(plan: &Plan, scorer: &ChecklistScorer, dialect: &dyn Dialect, lang: Lang) -> String {
    let columns: Vec<String> = (0..scorer.len()).map(|at| format!("a{at}")).collect();
    let counter = Counter {
        plan,
        checklist: ChecklistIx(0),
        scorer,
        dialect,
        lang,
    };
    let answers = Answers {
        unit: "gathered",
        year: "year",
        items: &columns,
        from: "answers WHERE counted = 1",
    };
    counter
        .query(answers)
        .unwrap_or_else(|refused| panic!("{}", refused.en))
}

/// The rows as a table, with one that is not counted.
fn table(rows: &[Row], items: usize) -> String {
    let columns: Vec<String> = (0..items).map(|at| format!("a{at} INTEGER")).collect();
    let row = |row: &Row, counted: u8| {
        let answers: Vec<String> = row.answers.iter().map(i32::to_string).collect();
        format!(
            "('u{}', '{}', {counted}, {})",
            row.unit,
            row.year,
            answers.join(", ")
        )
    };
    let mut values: Vec<String> = rows.iter().map(|one| row(one, 1)).collect();
    values.extend(rows.first().map(|one| row(one, 0)));
    format!(
        "CREATE TEMPORARY TABLE answers (gathered VARCHAR(10), year VARCHAR(4), counted INTEGER, {});\nINSERT INTO answers VALUES\n{};\n",
        columns.join(", "),
        values.join(",\n")
    )
}

fn counted(engine: &Engine, statements: &str) -> BTreeMap<(String, String), Vec<String>> {
    let rows = engine.plain_rows(statements).into_iter();
    let placed = rows.map(|mut row| {
        let rest = row.split_off(2);
        ((row[0].clone(), row[1].clone()), rest)
    });
    placed.collect()
}

#[test]
fn random_checklists_are_counted_by_engines_as_by_the_reader() {
    let engines = engines();
    let mut random = Random(20_260_708);
    let (mut seen, mut placed) = ([0usize; 4], 0);
    for case in 0..40 {
        let plan = plans::random(&mut random);
        let list = &plan[ChecklistIx(0)];
        let grades = plan[list.scale].grades.len() as u64;
        let may_not_apply = plan[list.items[0].variable].may_not_apply;
        let scorer = scorer(&plan);
        let rows = rows(&mut random, (scorer.len(), grades), may_not_apply);
        let expected = expected(&scorer, &rows);
        for counts in expected.values() {
            let is_any = |text: &String| usize::from(text != "0");
            seen.iter_mut()
                .zip(counts)
                .for_each(|(seen, count)| *seen += is_any(count));
            placed += usize::from(
                counts[5]
                    .split('/')
                    .any(|band| !band.is_empty() && band != "0"),
            );
        }
        for engine in &engines {
            let dialect = DIALECTS
                .iter()
                .find(|dialect| dialect.id() == engine.dialect)
                .unwrap();
            let query = query(&plan, &scorer, *dialect, Lang::En);
            let counted = counted(engine, &format!("{}{query};", table(&rows, scorer.len())));
            assert_eq!(
                counted,
                expected,
                "{case}, {}: {:#?}\n{query}",
                engine.dialect,
                plan[ChecklistIx(0)]
            );
        }
    }
    // Each outcome comes often enough to be tried.
    assert!(
        seen.iter().all(|n| *n > 50) && placed > 50,
        "{seen:?} {placed}"
    );
}

#[test]
fn statements_are_as_they_were() {
    let plan = plans::small();
    let scorer = scorer(&plan);
    for dialect in DIALECTS {
        for (lang, word) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let text = query(&plan, &scorer, *dialect, lang) + "\n";
            let name = format!("tests/sql_checklists/golden/{}-{word}.sql", dialect.id());
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
            if std::env::var_os("KAOPING_BLESS").is_some() {
                fs::write(&path, &text).unwrap();
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(text, kept, "{name}; KAOPING_BLESS=1 writes it anew");
        }
    }
}

#[test]
fn losses_are_left_to_the_reader() {
    let plan = plans::small();
    let mut scorer = scorer(&plan);
    scorer.keep_losses();
    let counter = Counter {
        plan: &plan,
        checklist: ChecklistIx(0),
        scorer: &scorer,
        dialect: DIALECTS[0],
        lang: Lang::En,
    };
    let answers = Answers {
        unit: "gathered",
        year: "year",
        items: &[],
        from: "answers",
    };
    let refused = counter.query(answers).unwrap_err();
    assert!(refused.en.contains("safe-community"), "{}", refused.en);
}
