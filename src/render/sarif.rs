//! `sarif`: findings and what the gate refuses, as SARIF 2.1.0, for code scanning. Each result is at a cell of the data or at a
//! line of the plan.
//!
//! Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard, 2020; limits: those of GitHub
//! code scanning (25,000 results of a run, 1,000 places of a result).

use super::notices::Notice;
use super::outstanding;
use super::result_lines::{details, place, sentence, title};
use super::{DocumentFormat, ScorecardRenderer, Style};
use super::{difference as differences, verification as verifications};
use crate::evaluate::Verdict;
use crate::finding::page;
use crate::i18n::Lang;
use crate::report::check::CheckDocument;
use crate::report::difference::DiffDocument;
use crate::report::scorecard::{Card, IndicatorResult, ScorecardHead, ScorecardTail};
use crate::report::verification::VerifyDocument;
use crate::report::{Exit, Finding, Place, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["sarif"],
    on_failure: true,
    scorecard: Some(|style| Box::new(Sarif::new(style.lang))),
    check: Some(check),
    difference: Some(difference),
    verification: Some(verification),
    ..DocumentFormat::without_forms("sarif")
};

/// The most results of a run.
const RESULTS: usize = 25_000;

/// The most places of a result.
const PLACES: usize = 1_000;

struct Sarif {
    lang: Lang,
    head: Option<ScorecardHead>,
    run: Run,
}

/// A run: its rules by id, and its results.
#[derive(Default)]
struct Run {
    rules: BTreeMap<String, Value>,
    results: Vec<(Severity, Value)>,
}

impl Sarif {
    fn new(lang: Lang) -> Self {
        Sarif {
            lang,
            head: None,
            run: Run::default(),
        }
    }
}

impl ScorecardRenderer for Sarif {
    fn begin(&mut self, _: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        self.head = Some(head.clone());
        Ok(())
    }

    fn card(&mut self, _: &mut dyn Write, card: &Card) -> io::Result<()> {
        let Some(head) = &self.head else {
            return Ok(());
        };
        let last = head.last_year(card);
        for (severity, result) in head.marked(card) {
            let message = sentence(result, last, self.lang);
            self.run.add_result(result, severity, &message, self.lang);
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()> {
        let synthetic = self
            .head
            .as_ref()
            .is_some_and(|head| head.document.synthetic);
        self.run.add_findings(&tail.findings, self.lang);
        self.run.write(out, &tail.exit, synthetic)
    }
}

fn check(out: &mut dyn Write, style: Style, document: &CheckDocument) -> io::Result<()> {
    let mut run = Run::default();
    run.add_notices(&outstanding::notices(document, style.lang));
    run.add_findings(&document.findings, style.lang);
    run.write(out, &document.exit, false)
}

fn difference(out: &mut dyn Write, style: Style, document: &DiffDocument) -> io::Result<()> {
    let mut run = Run::default();
    run.add_notices(&differences::notices(document, style.lang));
    run.add_findings(&document.findings, style.lang);
    run.write(out, &document.exit, document.is_synthetic())
}

fn verification(out: &mut dyn Write, style: Style, document: &VerifyDocument) -> io::Result<()> {
    let mut run = Run::default();
    run.add_notices(&verifications::notices(document, style.lang));
    run.add_findings(&document.findings, style.lang);
    run.write(out, &document.exit, document.is_synthetic())
}

impl Run {
    fn add_notices(&mut self, notices: &[Notice<'_>]) {
        for notice in notices {
            let rule = || {
                json!({
                    "id": notice.rule,
                    "shortDescription": { "text": notice.meaning },
                    "fullDescription": { "text": notice.meaning },
                    "help": { "text": notice.meaning, "markdown": notice.meaning },
                    "defaultConfiguration": { "level": "error" },
                })
            };
            self.rules
                .entry(notice.rule.to_owned())
                .or_insert_with(rule);
            let lines = [&notice.title, &notice.message].into_iter();
            let lines: Vec<&str> = lines.chain(&notice.lines).map(String::as_str).collect();
            let place = notice.place.map(location);
            let written = json!({
                "ruleId": notice.rule,
                "level": level(notice.severity),
                "message": { "text": lines.join("\n") },
                "locations": place.into_iter().collect::<Vec<_>>(),
                "partialFingerprints": { "kaopingResult/v1": notice.id },
            });
            self.results.push((notice.severity, written));
        }
    }

    fn add_result(
        &mut self,
        result: &IndicatorResult,
        severity: Severity,
        message: &str,
        lang: Lang,
    ) {
        let id = format!("verdict/{}", result.verdict.id());
        let rule = || verdict_rule(result.verdict, &id, lang);
        self.rules.entry(id.clone()).or_insert_with(rule);
        let details = details(result, lang).join("\n");
        let text = format!("{}\n{message}\n{details}", title(result));
        let mut written = json!({
            "ruleId": id,
            "level": level(severity),
            "message": { "text": text },
            "locations": place(result).map(location).into_iter().collect::<Vec<_>>(),
            "partialFingerprints": { "kaopingResult/v1": result.id },
        });
        if let Some(declared) = &result.declared {
            let mut related = location(declared);
            related["id"] = json!(0);
            written["relatedLocations"] = json!([related]);
        }
        if let Some(waiver) = &result.waiver {
            written["suppressions"] = json!([{
                "kind": "external",
                "status": "accepted",
                "location": location(&waiver.place),
                "justification": waiver.words,
            }]);
        }
        self.results.push((severity, written));
    }

    fn add_findings(&mut self, findings: &[Finding], lang: Lang) {
        for finding in findings {
            let rule = || finding_rule(finding, lang);
            self.rules.entry(finding.code.clone()).or_insert_with(rule);
            let help = finding
                .help
                .as_ref()
                .map_or_else(String::new, |help| format!("\n{help}"));
            let places = finding.places.iter().take(PLACES).map(location);
            let written = json!({
                "ruleId": finding.code,
                "level": level(finding.severity),
                "message": { "text": format!("{}{help}", finding.message) },
                "locations": places.collect::<Vec<_>>(),
                "occurrenceCount": finding.count.max(1),
            });
            self.results.push((finding.severity, written));
        }
    }

    fn write(&mut self, out: &mut dyn Write, exit: &Exit, synthetic: bool) -> io::Result<()> {
        // The most severe first: what is over the limit is least severe.
        self.results.sort_by_key(|(severity, _)| *severity as u8);
        let left_out = self.results.len().saturating_sub(RESULTS);
        let order: BTreeMap<&str, usize> = (self.rules.keys().enumerate())
            .map(|(at, id)| (id.as_str(), at))
            .collect();
        for (_, result) in &mut self.results {
            let at = result["ruleId"]
                .as_str()
                .and_then(|id| order.get(id))
                .copied();
            result["ruleIndex"] = json!(at);
        }
        let mut notices = vec![json!({
            "level": if exit.code == 0 { "note" } else { "error" },
            "descriptor": { "id": exit.reason },
            "message": { "text": exit.message },
        })];
        if left_out > 0 {
            notices.push(json!({
                "level": "warning",
                "message": { "text": format!("{left_out} further results are left out: a run has at most {RESULTS}") },
            }));
        }
        let results: Vec<&Value> = (self.results.iter().take(RESULTS))
            .map(|(_, one)| one)
            .collect();
        let document = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": self.rules.values().collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": exit.code <= 1,
                    "exitCode": exit.code,
                    "exitCodeDescription": exit.message,
                    "toolExecutionNotifications": notices,
                }],
                "results": results,
                "properties": { "synthetic": synthetic },
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &document)?;
        out.write_all(b"\n")
    }
}

fn verdict_rule(verdict: Verdict, id: &str, lang: Lang) -> Value {
    let name = verdict.name(lang);
    let help = match lang {
        Lang::Zh => format!("判定为“{name}”的目标。`kaoping explain` 列出其依据与判定变化条件。"),
        Lang::En => format!(
            "A target with the verdict “{name}”. `kaoping explain` shows what it rests on and what would change it."
        ),
    };
    json!({
        "id": id,
        "shortDescription": { "text": name },
        "fullDescription": { "text": help },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": "error" },
        "properties": { "tags": ["verdict"] },
    })
}

fn finding_rule(finding: &Finding, lang: Lang) -> Value {
    let known = page::named(&finding.code);
    let meaning = known.map_or("", |code| lang.pick(code.meaning.0, code.meaning.1));
    let text = known.map_or("", |code| page::text(code, lang));
    json!({
        "id": finding.code,
        "shortDescription": { "text": meaning },
        "fullDescription": { "text": meaning },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": level(finding.severity) },
        "properties": { "tags": ["finding"] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A place: a line and column of a text file; of a workbook the cell by its name, since it has no lines.
fn location(place: &Place) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&place.file) } });
    let mut location = json!({});
    match &place.sheet {
        Some(sheet) => {
            let name = place
                .cell
                .as_ref()
                .map_or_else(|| sheet.clone(), |cell| format!("{sheet}!{cell}"));
            location["logicalLocations"] = json!([{ "fullyQualifiedName": name }]);
        }
        None if place.line > 0 => {
            let mut region = json!({ "startLine": place.line });
            if place.column > 0 {
                region["startColumn"] = json!(place.column);
            }
            physical["region"] = region;
        }
        None => {}
    }
    location["physicalLocation"] = physical;
    location
}

/// A path as a URI reference: relative paths stay relative.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => {
                // Writing to a string can't fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uri_references() {
        assert_eq!(
            uri("./data/朝阳 区.csv"),
            "data/%E6%9C%9D%E9%98%B3%20%E5%8C%BA.csv"
        );
        assert_eq!(uri("/tmp/a#b.csv"), "file:///tmp/a%23b.csv");
        assert_eq!(uri("builtin:beijing/a.csv"), "builtin%3Abeijing/a.csv");
    }

    #[test]
    fn what_is_over_the_limit_is_counted() {
        let mut run = Run::default();
        let one = |severity| (severity, json!({ "ruleId": "x" }));
        run.results
            .extend((0..RESULTS + 7).map(|_| one(Severity::Note)));
        run.results.push(one(Severity::Error));
        let exit = Exit {
            code: 3,
            reason: "data-refused".to_owned(),
            message: "data was refused".to_owned(),
        };
        let mut out = Vec::new();
        run.write(&mut out, &exit, false).unwrap();
        let read: Value = serde_json::from_slice(&out).unwrap();
        let run = &read["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), RESULTS);
        let notices = &run["invocations"][0]["toolExecutionNotifications"];
        assert!(
            notices[1]["message"]["text"]
                .as_str()
                .unwrap()
                .starts_with("8 further")
        );
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    }
}
