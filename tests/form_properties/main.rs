//! Forms of random plans, as CSV and as workbooks, blank and filled in: what the tool writes it reads back as it was meant, and
//! has nothing to say about it.

mod case;
#[path = "../common/cases.rs"]
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod content;

use case::{Case, YEAR, case};
use cases::cases;
use content::{Contents, contents, text_file, workbook};
use kaoping::internals::data;
use kaoping::internals::finding::Findings;
use kaoping::internals::i18n::Lang;
use kaoping::internals::number::Value;
use kaoping::internals::observation::{CellState, Figures, PackedAnswer};
use kaoping::internals::plan::{LevelIx, Plan};
use kaoping::internals::report::form::{Form, FormQuery};
use kaoping::internals::source::Folder;
use kaoping::internals::tally::{self, Question};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

fn on_disk(root: &TempDir) -> Folder {
    Folder::Disk(root.path().to_str().unwrap().into())
}

/// What a data set with the form is read as, and what there is to say about it.
fn read(
    case: &Case,
    plan: &Plan,
    name: &str,
    bytes: &[u8],
) -> (BTreeMap<String, String>, Findings) {
    let root = case.data();
    fs::write(root.path().join(name), bytes).unwrap();
    let folder = on_disk(&root);
    let (opened, mut findings) = data::open(&folder, plan);
    let question = Question::of_everything(plan);
    let (figures, counted) = tally::count(opened, plan, &question);
    findings.merge(counted);
    (observed(plan, &figures, case.lang()), findings)
}

fn observed(plan: &Plan, figures: &Figures, lang: Lang) -> BTreeMap<String, String> {
    let mut observed = BTreeMap::new();
    for ((variable, unit, period), cell) in &figures.cells {
        let said = match (
            cell.state,
            &cell.value,
            cell.code.and_then(PackedAnswer::grades),
        ) {
            (CellState::Blank, ..) => continue,
            (_, Value::NotApplicable, _) => lang.pick("不适用", "n/a").to_owned(),
            (CellState::Known, _, Some((grade, _))) => {
                plan.scales[0].grades[grade].name.get(lang).to_owned()
            }
            (CellState::Known, value, None) => value.known().unwrap().exact().unwrap(),
            _ => format!("{cell:?}"),
        };
        let key = key(
            &plan[*variable].id,
            figures.units.code(*unit),
            &period.to_string(),
        );
        observed.insert(key, said);
    }
    observed
}

fn key(variable: &str, unit: &str, period: &str) -> String {
    format!("{variable} {unit} {period}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(150)))]

    #[test]
    fn a_form_is_read_back_as_it_was_filled_in(case in case()) {
        let (plan, lang) = (case.plan(), case.lang());
        let root = case.data();
        let (opened, findings) = data::open(&on_disk(&root), &plan);
        prop_assert!(findings.is_empty(), "{:?}", findings);
        let query = FormQuery {
            level: LevelIx(1),
            unit: opened.units.find("110000")[0],
            year: YEAR,
            synthetic: false,
        };
        let form = Form::of(&plan, &opened.units, query, lang);
        prop_assert_eq!(form.rows.len(), case.places.len());
        prop_assert_eq!(form.to_fill().count(), case.columns.len());
        for contents in [Contents::new(), contents(&form, &case.fill)] {
            let mut expected = BTreeMap::new();
            for ((row, at), content) in &contents {
                let variable = format!("v{}", at - form.key());
                if let Some(said) = content.expected() {
                    expected.insert(key(&variable, &form.rows[*row][0], &YEAR.to_string()), said);
                }
            }
            for (name, bytes) in [
                ("form.csv", text_file(&form, &contents, lang)),
                ("form.xlsx", workbook(&form, &contents, lang)),
            ] {
                let (found, findings) = read(&case, &plan, name, &bytes);
                // The plan has no indicators.
                let mut found_codes = findings.iter().map(|finding| finding.code.id);
                let quiet = found_codes.all(|code| code == "unused-figure");
                prop_assert!(quiet, "{} {:?}\n{:?}", name, form, findings);
                prop_assert_eq!(&found, &expected, "{} {:?}", name, form);
            }
        }
    }
}
