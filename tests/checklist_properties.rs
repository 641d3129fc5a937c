//! A checklist's score never falls by an item that is met, and its verdict never turns from pass to fail; the fewest answers
//! that turn it are found.

use kaoping::internals::checklist::ChecklistScorer;
use kaoping::internals::number::Ternary;
use kaoping::internals::observation::PackedAnswer;
use kaoping::internals::plan::{ChecklistIx, Plan, load};
use kaoping::internals::source::TextFile;
use proptest::prelude::*;

const ITEMS: usize = 6;
/// Grades of the scale: not, nearly, met.
const MET: usize = 2;

/// A checklist of two objectives with a floor each, points of several sizes and a must.
fn plan(pass: &str, must: bool, met_from: f32) -> Plan {
    let text = format!(
        r#"
[plan]
id = "laws"
title = "laws"
first = 2011
last = 2015

[[level]]
id = "community"
name = "community"

[[scale]]
id = "graded"
met-from = {met_from}
grades = [
  {{ name = "not", credit = 0, words = ["C"] }},
  {{ name = "nearly", credit = 0.5, words = ["B"] }},
  {{ name = "met", credit = 1, words = ["A"] }},
]

[[checklist]]
id = "list"
name = "list"
level = "community"
scale = "graded"
pass = {pass}
may-not-apply = true
[[checklist.objective]]
id = "one"
name = "one"
floor = 60
items = [
  {{ id = "a", zh = "甲", en = "a", points = 2, must = {must} }},
  {{ id = "b", zh = "乙", en = "b", points = 3 }},
  {{ id = "c", zh = "丙", en = "c", points = 0.5 }},
]
[[checklist.objective]]
id = "two"
name = "two"
floor = 33.3
items = [
  {{ id = "d", zh = "丁", en = "d" }},
  {{ id = "e", zh = "戊", en = "e", points = 5 }},
  {{ id = "f", zh = "己", en = "f" }},
]
"#
    );
    let file = TextFile {
        path: "plan.toml".into(),
        text,
    };
    match load(&[file]) {
        Ok(loaded) => loaded.plan,
        Err(findings) => {
            let said: Vec<_> = findings.iter().map(|f| &f.message.en).collect();
            panic!("{said:?}")
        }
    }
}

fn sheets() -> Vec<ChecklistScorer> {
    let passes = [
        "{ all = true }",
        "{ count = 4 }",
        "{ total = 80 }",
        "{ total = 66.6 }",
    ];
    let plans = passes.iter().flat_map(|pass| {
        let musts = [false, true].into_iter();
        musts.flat_map(move |must| [0.5, 1.0].map(|met_from| plan(pass, must, met_from)))
    });
    plans
        .map(|plan| ChecklistScorer::new(&plan, &plan[ChecklistIx(0)]).expect("points fit"))
        .collect()
}

fn answer() -> impl Strategy<Value = PackedAnswer> {
    prop_oneof![
        6 => (0..=MET).prop_map(PackedAnswer::grade),
        1 => Just(PackedAnswer::span(0, MET)),
        1 => Just(PackedAnswer::BLANK),
        1 => Just(PackedAnswer::NOT_APPLICABLE),
    ]
}

fn rank(holds: Option<Ternary>) -> u8 {
    match holds {
        Some(Ternary::No) => 0,
        Some(Ternary::Unknown) | None => 1,
        Some(Ternary::Yes) => 2,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_item_met_never_lowers_a_score(
        codes in proptest::collection::vec(answer(), ITEMS),
        at in 0..ITEMS,
    ) {
        for sheet in sheets() {
            let before = sheet.score(&codes);
            let mut more = codes.clone();
            more[at] = PackedAnswer::grade(MET);
            let after = sheet.score(&more);
            // Where nothing applied before there was nothing to turn.
            prop_assert!(before.passes.is_none() || rank(after.passes) >= rank(before.passes));
            let (Some(old), Some(new)) = (before.total.interval(), after.total.interval()) else {
                prop_assert!(before.total.interval().is_none());
                continue;
            };
            prop_assert!(new.lo().number() >= old.lo().number());
            // What was open or did not apply could have been met: the most that is possible does not fall either.
            prop_assert!(new.hi().number() >= old.hi().number());
        }
    }

    #[test]
    fn a_verdict_with_blanks_is_the_verdict_of_every_completion(
        codes in proptest::collection::vec(answer(), ITEMS),
        completion in proptest::collection::vec(0..=MET, ITEMS),
    ) {
        for sheet in sheets() {
            let before = sheet.score(&codes);
            let whole: Vec<PackedAnswer> = codes
                .iter()
                .zip(&completion)
                .map(|(code, grade)| match *code {
                    PackedAnswer::BLANK => PackedAnswer::grade(*grade),
                    code if code == PackedAnswer::span(0, MET) => PackedAnswer::grade(*grade),
                    code => code,
                })
                .collect();
            let after = sheet.score(&whole);
            match before.passes {
                Some(Ternary::Yes) => prop_assert_eq!(after.passes, Some(Ternary::Yes)),
                Some(Ternary::No) => prop_assert_eq!(after.passes, Some(Ternary::No)),
                _ => {}
            }
            prop_assert!(before.band.is_none() || before.band == after.band);
            if let (Some(all), Some(one)) = (before.total.interval(), after.total.known()) {
                prop_assert!(all.contains(one));
            }
        }
    }

    #[test]
    fn no_fewer_answers_lead_to_the_opposite_outcome(
        codes in proptest::collection::vec(answer(), ITEMS),
    ) {
        for sheet in sheets() {
            let now = sheet.score(&codes).passes;
            for (to, grade) in [(Ternary::Yes, MET), (Ternary::No, 0)] {
                if now.is_none() || now == Some(to) {
                    continue;
                }
                let with = |items: &[usize]| {
                    let mut changed = codes.clone();
                    items.iter().for_each(|&at| changed[at] = PackedAnswer::grade(grade));
                    sheet.score(&changed).passes
                };
                // All sets of items that apply.
                let applies = |at: &usize| codes[*at] != PackedAnswer::NOT_APPLICABLE;
                let sets = (0..1u32 << ITEMS).map(|set| {
                    let items = (0..ITEMS).filter(|at| set >> at & 1 == 1);
                    items.collect::<Vec<usize>>()
                });
                let sets = sets.filter(|items| items.iter().all(applies));
                let enough = sets.filter(|items| with(items) == Some(to));
                let fewest = enough.map(|items| items.len()).min();
                let found = sheet.fewest_changes(&codes, to);
                prop_assert_eq!(found.as_ref().map(Vec::len), fewest);
                if let Some(found) = found {
                    prop_assert!(found.iter().all(applies));
                    prop_assert_eq!(with(&found), Some(to));
                }
            }
        }
    }
}
