//! A verification put together by hand: a figure that was changed, a result that is new, a count that differs.

use super::{LANGS, compare_golden, status, style};
use kaoping::internals::evaluate::Verdict;
use kaoping::internals::finding::Findings;
use kaoping::internals::i18n::Lang;
use kaoping::internals::render::FORMATS;
use kaoping::internals::report::verification::{
    FieldDifference, InputCheck, InputRole, InputStatus, ResultDifference, ScorecardRead,
    VerifyDocument,
};
use kaoping::internals::report::{Place, Tool, Unit};
use serde_json::{Value, json};

fn input(role: InputRole, name: &str, status: InputStatus) -> InputCheck {
    let (stated, found) = (Some("ab".repeat(32)), Some("cd".repeat(32)));
    InputCheck {
        role,
        path: format!("figures/{name}"),
        status,
        stated: stated.filter(|_| status != InputStatus::Added),
        found: found.filter(|_| status != InputStatus::Missing),
    }
}

fn field(field: &str, stated: Value, found: Value) -> FieldDifference {
    FieldDifference {
        field: field.to_owned(),
        stated,
        found,
    }
}

fn difference(indicator: &str, name: &str, verdicts: [Option<Verdict>; 2]) -> ResultDifference {
    ResultDifference {
        id: format!("{indicator}/110000/2013"),
        indicator: indicator.to_owned(),
        name: name.to_owned(),
        unit: Unit {
            code: "110000".to_owned(),
            name: "北京市".to_owned(),
            level: "city".to_owned(),
        },
        year: 2013,
        stated: verdicts[0],
        found: verdicts[1],
        fields: Vec::new(),
        inputs: Vec::new(),
        place: None,
    }
}

fn document(lang: Lang) -> VerifyDocument {
    let rate = ResultDifference {
        fields: vec![
            field("verdict", json!("met"), json!("missed")),
            field("value", json!("20.5"), json!("19.9")),
            field("band", json!("a|b"), Value::Null),
        ],
        inputs: vec!["figures/a.csv".to_owned()],
        place: Some(Place {
            file: "figures/a.csv".to_owned(),
            sheet: None,
            cell: None,
            line: 3,
            column: 7,
        }),
        ..difference(
            "volunteering-rate",
            lang.pick("市民志愿服务参与率", "volunteering rate"),
            [Some(Verdict::Met), Some(Verdict::Missed)],
        )
    };
    let new = difference("bases", "孵化基地", [None, Some(Verdict::NoData)]);
    let tool = |version: &str| Tool {
        name: "kaoping".to_owned(),
        version: version.to_owned(),
    };
    VerifyDocument {
        scorecard: Some(ScorecardRead {
            path: "card.json".to_owned(),
            sha256: "ef".repeat(32),
            tool: tool("0.0.9"),
            plan: Some("Sample plan".to_owned()),
            data_title: "figures".to_owned(),
            synthetic: true,
        }),
        stands: Some(false),
        inputs: vec![
            input(InputRole::Plan, "plan.toml", InputStatus::Unchanged),
            input(InputRole::Declarations, "data.toml", InputStatus::Missing),
            input(InputRole::Data, "a.csv", InputStatus::Changed),
            input(InputRole::Data, "b.csv", InputStatus::Added),
        ],
        results: 5,
        affected: 2,
        moved: 1,
        differences: vec![rate, new],
        others: vec![field("summary.met", json!(3), json!(2))],
        notes: vec!["a note".to_owned()],
        tool: tool("0.1.0"),
        ..VerifyDocument::failed(&Findings::default(), &status(), lang)
    }
}

#[test]
fn verifications_in_both_languages() {
    for format in FORMATS {
        let Some(write) = format.verification else {
            continue;
        };
        for (lang, word) in LANGS {
            let mut out = Vec::new();
            write(&mut out, style(lang, 80), &document(lang)).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("verify-{}-{word}.txt", format.id), &text);
        }
    }
}
