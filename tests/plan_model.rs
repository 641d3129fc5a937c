//! The model that a plan with every key becomes.

use kaoping::internals::i18n::Text;
use kaoping::internals::number::{Interval, Number, parse_plain};
use kaoping::internals::plan::measure::{ChecklistMeasure, Condition, OwnValue, Ratio, Share};
use kaoping::internals::plan::rule::{Goal, RuleInput};
use kaoping::internals::plan::*;
use kaoping::internals::source::{Folder, TextFile};
use std::any::Any;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/plan/valid");

fn files() -> Vec<TextFile> {
    let folder = Folder::Disk(FOLDER.into());
    let names = folder.list("toml").expect("the folder is there");
    let read = |name: &String| folder.read_text(name).expect("the file can be read");
    names.iter().map(read).collect()
}

fn plan() -> Plan {
    match load(&files()) {
        Ok(loaded) => {
            assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
            loaded.plan
        }
        Err(findings) => panic!("{findings:#?}"),
    }
}

fn n(text: &str) -> Number {
    parse_plain(text).expect("a number")
}

fn indicator<'p>(plan: &'p Plan, id: &str) -> &'p Indicator {
    &plan[plan.indicator(id).expect("the indicator is there")]
}

/// The measure of an indicator, which has to be of the type asked for.
fn measure<'p, M: Measure>(plan: &'p Plan, id: &str) -> &'p M {
    let measure: &dyn Any = &*indicator(plan, id).measure;
    measure.downcast_ref().expect("the measure is of this type")
}

fn variable<'p>(plan: &'p Plan, id: &str) -> &'p Variable {
    &plan[plan.variable(id).expect("the variable is there")]
}

#[test]
fn the_head() {
    let plan = plan();
    assert_eq!(
        (plan.id.as_str(), &*plan.title.en),
        ("every-key", "a plan with every key")
    );
    assert_eq!((plan.first, plan.last, plan.baseline), (2011, 2015, 2009));
    let levels: Vec<_> = plan.levels.iter().map(|level| level.id.as_str()).collect();
    assert_eq!(levels, ["city", "district", "community"]);
    assert_eq!(plan.levels[2].register, plan.variable("communities"));
    assert_eq!(plan.chapter_title(16), Some(&Text::same("第十六章")));
    assert_eq!(plan.assumed[0].key, "pace");
    let names: Vec<_> = plan
        .files
        .iter()
        .map(|(path, _)| path.rsplit('/').next())
        .collect();
    assert_eq!(names, [Some("plan.toml"), Some("rates.toml")]);
    assert!(plan.files[0].1.starts_with(b"[plan]"));
}

#[test]
fn variables() {
    let plan = plan();
    let active = variable(&plan, "active");
    assert_eq!(active.kind, Kind::Count);
    assert_eq!(active.range, Interval::closed(n("0"), n("1000000")));
    assert_eq!(active.part_of, plan.variable("residents"));
    assert_eq!(active.about, Some(n("0.05")));
    assert_eq!(active.aliases, ["参加", "参与人数"]);
    assert_eq!((active.level, active.roll_up), (LevelIx(1), RollUp::Sum));
    assert!(active.may_not_apply);
    assert_eq!(variable(&plan, "residents").range, Interval::from(n("0")));
    let age = variable(&plan, "age");
    assert!(age.range.is_everything());
    assert_eq!((age.decimals, age.roll_up), (2, RollUp::Never));
    assert_eq!(variable(&plan, "has-plan").scale, Some(ScaleIx(0)));
    assert_eq!(
        variable(&plan, "quality").range,
        Interval::closed(n("0"), n("1"))
    );
}

#[test]
fn a_milestone_implies_its_flag() {
    let plan = plan();
    let flag = variable(&plan, "set-up");
    assert_eq!(
        (flag.kind, flag.level, flag.scale),
        (Kind::Flag, LevelIx(1), Some(ScaleIx(0)))
    );
    assert_eq!(flag.name.en, "the union is set up");
    let flag: &OwnValue = measure(&plan, "set-up");
    assert_eq!(Some(flag.variable), plan.variable("set-up"));
    assert_eq!(indicator(&plan, "set-up").target.timing, Timing::By(2015));
}

#[test]
fn items_imply_ratings() {
    let plan = plan();
    let list = &plan.checklists[0];
    assert_eq!(list.pass, Pass::Total(n("80")));
    assert_eq!(list.bands[0].from, Some(n("80.5")));
    assert_eq!(list.objectives[0].floor, Some(n("60")));
    assert_eq!(
        (list.items[0].points.clone(), list.items[0].must),
        (n("1.5"), true)
    );
    let objectives: Vec<_> = list.items.iter().map(|item| item.objective).collect();
    assert_eq!(objectives, [Some(0), Some(0), Some(1)]);
    let item = &plan[list.items[0].variable];
    assert_eq!(
        (item.id.as_str(), item.kind),
        ("forty-six/01", Kind::Rating)
    );
    assert_eq!(item.aliases, ["制度", "制度健全"]);
    assert_eq!(
        (item.level, item.scale, item.may_not_apply),
        (LevelIx(2), Some(ScaleIx(1)), true)
    );
    assert_eq!(plan.checklists[1].pass, Pass::Count(1));
    let credits: Vec<_> = plan.scales[1]
        .grades
        .iter()
        .map(|g| g.credit.clone())
        .collect();
    assert_eq!(credits, [n("0"), n("0.5"), n("1")]);
    assert_eq!(plan.scales[1].grades[2].words, ["达标", "√", "a"]);
}

#[test]
fn a_checklist_with_a_clause_is_an_indicator() {
    let plan = plan();
    let list = indicator(&plan, "forty-six");
    assert_eq!(plan.indicators[0].id, "forty-six", "chapter 14 comes first");
    let measured: &ChecklistMeasure = measure(&plan, "forty-six");
    assert_eq!(measured.checklist, ChecklistIx(0));
    assert_eq!(
        (list.target.rule.key(), list.target.timing),
        ("all", Timing::By(2014))
    );
    let above = list.above.as_ref().expect("there is a target above");
    let share = Interval::point(n("92"));
    let facts = RuleInput {
        over_units: true,
        ..RuleInput::of(&share)
    };
    assert_eq!(
        above.rule.holds(facts),
        kaoping::internals::number::Ternary::Yes
    );
    assert_eq!(above.timing, Timing::By(2014));
    assert_eq!(
        (
            list.decimals,
            list.pace.methods.is_empty(),
            list.baseline.year
        ),
        (2, true, 2010)
    );
    assert_eq!(list.revised[0].target.timing, Timing::By(2015));
    assert_eq!(plan[list.clauses[0]].phrase, "全部达标");
    assert_eq!(list.assumed.len(), 5);
    assert!(
        plan.indicator("haves").is_none(),
        "without a clause it is not judged itself"
    );
}

#[test]
fn a_ratio_with_all_that_can_be_said() {
    let plan = plan();
    let rate = indicator(&plan, "rate");
    let ratio: &Ratio = measure(&plan, "rate");
    assert_eq!(
        (&ratio.factor, ratio.published),
        (&n("100"), plan.variable("rate-published"))
    );
    assert_eq!(rate.target.path, [(2012, n("10")), (2013, n("15"))]);
    let Goal::Threshold {
        value, holds_from, ..
    } = rate.target.rule.goal()
    else {
        panic!("a threshold");
    };
    assert_eq!((value, holds_from), (n("20.5"), n("20.4")));
    let (code, own) = &rate.target.by_unit[0];
    assert_eq!(
        (
            code.as_str(),
            own.words(&rate.unit, kaoping::internals::i18n::Lang::En)
                .as_str()
        ),
        ("110105", "≥ 25 % (−0.1)")
    );
    assert_eq!(rate.target.timing, Timing::By(2014));
    assert_eq!(rate.revised[0].target.timing, Timing::By(2014));
    assert_eq!(rate.revised[1].target.timing, Timing::EachYear);
    assert_eq!(
        (rate.baseline.year, rate.baseline.value.clone()),
        (2010, Some(n("9.25")))
    );
    assert_eq!(
        (rate.attainment, &rate.pace),
        (Attainment::BaselineDistance, &Pace::of(PaceMethod::Linear))
    );
    assert_eq!(rate.decimals, 3);
    let keys: Vec<_> = rate.assumed.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, ["levels", "target.tolerance", "target.path.2013"]);
    assert_eq!(plan[rate.clauses[0]].see_box, Some(24));
}

#[test]
fn the_other_measures() {
    let plan = plan();
    assert_eq!(
        indicator(&plan, "spending").target.timing,
        Timing::Cumulative(2015)
    );
    assert_eq!(indicator(&plan, "spending").unit, Text::same("万元"));
    assert_eq!(indicator(&plan, "mean-age").decimals, 1);
    let share: &Share = measure(&plan, "planned");
    assert_eq!(
        (share.of, share.register),
        (LevelIx(2), plan.variable("communities"))
    );
    let Condition::Holds { rule, .. } = &share.condition else {
        panic!("a condition on a variable");
    };
    assert_eq!(
        (rule.key(), indicator(&plan, "planned").unit.zh.as_str()),
        ("at-least", "%")
    );
    let share: &Share = measure(&plan, "with-haves");
    assert!(matches!(share.condition, Condition::Passes(ChecklistIx(1))));
    assert_eq!(indicator(&plan, "with-haves").assumed[0].key, "haves.pass");
    let ratio: &Ratio = measure(&plan, "per-thousand");
    assert_eq!(ratio.factor, n("1000"));
    assert_eq!(
        indicator(&plan, "fewer").attainment,
        Attainment::Interval,
        "the plan's own"
    );
}

#[test]
fn indicators_are_in_the_order_of_the_plan() {
    let plan = plan();
    let ids: Vec<_> = plan
        .indicators
        .iter()
        .take(4)
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["forty-six", "set-up", "rate", "spending"]);
}

#[test]
fn the_order_of_the_files_given_does_not_matter() {
    let mut files = files();
    files.reverse();
    let reversed = load(&files).expect("it loads").plan;
    assert_eq!(format!("{reversed:?}"), format!("{:?}", plan()));
}

#[test]
fn the_shipped_plans_load_without_a_finding() {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/indicators");
    for entry in std::fs::read_dir(shipped).expect("plans are shipped") {
        let path = entry.expect("a folder").path();
        let folder = Folder::Disk(path.to_str().expect("a name in UTF-8").into());
        let names = folder.list("toml").expect("the folder is there");
        let read = |name: &String| folder.read_text(name).expect("the file can be read");
        let files: Vec<_> = names.iter().map(read).collect();
        match load(&files) {
            Ok(loaded) => assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings),
            Err(findings) => panic!("{findings:#?}"),
        }
    }
}

/// Wherever a file breaks off or loses a character, the plan loads or says why it does not.
#[test]
fn a_damaged_file_is_refused_with_a_reason() {
    let whole = files();
    let cuts = whole[0].text.char_indices().map(|(at, _)| at);
    for cut in cuts.step_by(23) {
        for rest in [whole[0].text.len(), cut + 1] {
            let mut files = whole.clone();
            let text = &whole[0].text;
            let from = (rest..=text.len()).find(|&at| text.is_char_boundary(at));
            let end = if rest == text.len() {
                ""
            } else {
                &text[from.unwrap_or(text.len())..]
            };
            files[0].text = format!("{}{end}", &text[..cut]);
            if let Err(findings) = load(&files) {
                assert!(findings.any_error(), "cut at {cut}: no reason given");
            }
        }
    }
}
