//! JSON documents: their keys and schemas, and what is read back of them.

use super::sample::sample;
use super::{LANGS, compare_golden, rendered, status, style};
use kaoping::internals::i18n::Lang;
use kaoping::internals::render::{FORMATS, Listing, Style, format};
use kaoping::internals::report::explanation::Explanation;
use kaoping::internals::report::scorecard::{ScorecardDocument, ScorecardHead};
use kaoping::internals::report::{DOCUMENTS, scorecard_tail};
use kaoping::internals::scorecard::Totals;
use serde::{Serialize, de::DeserializeOwned};
use std::path::PathBuf;

/// Every JSON document among the golden files, read into its type and written again, and held to its schema.
#[test]
fn documents_are_read_back_and_are_valid() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/render/golden");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(golden).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.starts_with("{\n") {
            continue;
        }
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        if value["version"] == "2.1.0" {
            continue; // SARIF
        }
        let id = value["schema"].as_str().expect("a schema").to_owned();
        let kind = DOCUMENTS.iter().find(|kind| kind.id == id).expect("known");
        let validator = jsonschema::validator_for((kind.schema)().as_value()).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(&value)
            .map(|e| e.to_string())
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        let json = format("json").expect("a format");
        let any = style(Lang::En, 80);
        let again = match &*id {
            "kaoping/scorecard/1" => written_again(&text),
            "kaoping/explain/1" => again(&text, |out, document| {
                (json.explanation.expect("has one"))(out, any, document)
            }),
            "kaoping/check/1" => again(&text, |out, document| {
                (json.check.expect("has one"))(out, any, document)
            }),
            "kaoping/finding/1" => again(&text, |out, document| {
                (json.finding_page.expect("has one"))(out, any, document)
            }),
            "kaoping/compare/1" => again(&text, |out, document| {
                (json.comparison.expect("has one"))(out, any, document)
            }),
            "kaoping/rank/1" => again(&text, |out, document| {
                (json.rank.expect("has one"))(out, any, document)
            }),
            "kaoping/trend/1" => again(&text, |out, document| {
                (json.trend.expect("has one"))(out, any, document)
            }),
            "kaoping/test/1" => again(&text, |out, document| {
                (json.tests.expect("has one"))(out, any, document)
            }),
            "kaoping/diff/1" => again(&text, |out, document| {
                (json.difference.expect("has one"))(out, any, document)
            }),
            "kaoping/batch/1" => again(&text, |out, document| {
                (json.batch.expect("has one"))(out, any, document)
            }),
            "kaoping/verify/1" => again(&text, |out, document| {
                (json.verification.expect("has one"))(out, any, document)
            }),
            _ => again(&text, |out, document| {
                (json.plan.expect("has one"))(out, any, document, Listing::Targets)
            }),
        };
        assert_eq!(again, text, "{}", path.display());
        names.push(id);
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), DOCUMENTS.len(), "{names:?}");
}

fn again<D: DeserializeOwned + Serialize>(
    text: &str,
    write: impl Fn(&mut Vec<u8>, &D) -> std::io::Result<()>,
) -> String {
    let document: D = serde_json::from_str(text).expect("it is read back");
    let mut out = Vec::new();
    write(&mut out, &document).unwrap();
    String::from_utf8(out).unwrap()
}

/// A scorecard that was read back, written in a format.
fn rewritten(document: &ScorecardDocument, id: &str, style: Style) -> String {
    let mut renderer = format(id)
        .and_then(|format| format.scorecard)
        .expect("a format")(style);
    let mut out = Vec::new();
    renderer.begin(&mut out, &document.head).unwrap();
    for card in document.cards() {
        renderer.card(&mut out, &card).unwrap();
    }
    renderer.members(&mut out, &document.units).unwrap();
    renderer.end(&mut out, &document.tail).unwrap();
    String::from_utf8(out).unwrap()
}

fn written_again(text: &str) -> String {
    let document: ScorecardDocument = serde_json::from_str(text).expect("it is read back");
    rewritten(&document, "json", style(Lang::En, 80))
}

#[test]
fn a_document_that_was_read_back_is_shown_as_it_was_in_every_format() {
    for (lang, _) in LANGS {
        let document: ScorecardDocument =
            serde_json::from_str(&rendered("json", style(lang, 100))).unwrap();
        let texts = FORMATS.iter().filter(|format| !format.binary);
        for format in texts.filter(|format| format.id != "json") {
            let style = style(lang, 100);
            assert_eq!(
                rewritten(&document, format.id, style),
                rendered(format.id, style),
                "{}",
                format.id
            );
        }
    }
}

#[test]
fn version_1_documents_of_before_are_read() {
    let mut document: serde_json::Value =
        serde_json::from_str(&rendered("json", style(Lang::En, 80))).unwrap();
    let new = ["language", "data_title", "scope"];
    for key in new {
        document.as_object_mut().unwrap().remove(key);
    }
    for key in ["first", "last", "chapters"] {
        document["plan"].as_object_mut().unwrap().remove(key);
    }
    for result in document["results"].as_array_mut().unwrap() {
        result.as_object_mut().unwrap().remove("decimals");
        result["target"]
            .as_object_mut()
            .unwrap()
            .remove("direction");
    }
    let summary = document["summary"].as_object_mut().unwrap();
    for key in [
        "headline_upper",
        "on_schedule",
        "on_schedule_denominator",
        "on_schedule_upper",
    ] {
        summary.remove(key);
    }
    let read: ScorecardDocument = serde_json::from_value(document).unwrap();
    assert_eq!(read.results.len(), 5);
}

#[test]
fn the_document_has_its_keys_and_is_the_same_each_time() {
    let text = rendered("json", style(Lang::En, 80));
    assert_eq!(text, rendered("json", style(Lang::En, 80)));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["schema"], "kaoping/scorecard/1");
    let expected = [
        "schema",
        "tool",
        "plan",
        "synthetic",
        "inputs",
        "language",
        "data_title",
        "scope",
        "results",
        "units",
        "coverage",
        "summary",
        "findings",
        "exit",
    ];
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, expected);
    let result = &document["results"][1];
    assert_eq!(result["id"], "projects/110000/2013");
    assert_eq!(result["value"], serde_json::Value::Null);
    assert_eq!(result["bounds"]["lower"], "666.666666667");
    assert_eq!(result["bounds"]["lower_exact"], "2000/3");
    assert_eq!(document["summary"]["headline"], "33.3333333333");
    assert_eq!(document["summary"]["exact"], "100/3");
    assert_eq!(document["exit"]["code"], 1);
}

#[test]
fn a_document_is_written_on_failure() {
    let sample = sample();
    let format = format("json").expect("a format");
    assert!(format.on_failure);
    let mut renderer = format.scorecard.expect("scorecards")(style(Lang::En, 80));
    let mut out = Vec::new();
    let head = ScorecardHead::failed(Lang::En);
    renderer.begin(&mut out, &head).unwrap();
    let tail = scorecard_tail(&Totals::default(), &sample.findings, &status(), Lang::En);
    renderer.end(&mut out, &tail).unwrap();
    let text = String::from_utf8(out).unwrap();
    compare_golden("json-failure.txt", &text);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["results"], serde_json::json!([]));
    assert_eq!(document["findings"][0]["count"], 38);
    assert_eq!(document["exit"]["reason"], "gate-failed");
    let failed = Explanation::failed(&sample.findings, &status(), Lang::En);
    assert_eq!(failed.result, None);
}
