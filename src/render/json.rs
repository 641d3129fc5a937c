//! `json`: one document for machines, a member a line, results one by one as they come.

use super::{DocumentFormat, Listing, ScorecardRenderer, Style};
use crate::report::manifest::BatchDocument;
use crate::report::plan_listing::PlanDocument;
use crate::report::scorecard::{Card, ScorecardHead, ScorecardTail, UnitSummary};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["json"],
    digests: true,
    on_failure: true,
    scorecard: Some(|_| Box::new(Json::default())),
    check: Some(|out, _, document| whole(out, document)),
    explanation: Some(|out, _, document| whole(out, document)),
    finding_page: Some(|out, _, document| whole(out, document)),
    plan: Some(plan),
    comparison: Some(|out, _, document| whole(out, document)),
    rank: Some(|out, _, document| whole(out, document)),
    trend: Some(|out, _, document| whole(out, document)),
    tests: Some(|out, _, document| whole(out, document)),
    difference: Some(|out, _, document| whole(out, document)),
    verification: Some(|out, _, document| whole(out, document)),
    batch: Some(|out, _, document| batch(out, document)),
    ..DocumentFormat::without_forms("json")
};

/// Everything in one document, however it is asked for.
fn plan(out: &mut dyn Write, _: Style, document: &PlanDocument, _: Listing) -> io::Result<()> {
    whole(out, document)
}

/// How far the document has come.
#[derive(Default)]
struct Json {
    results: u64,
    units: Vec<UnitSummary>,
}

impl ScorecardRenderer for Json {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        out.write_all(b"{\n")?;
        for line in members(head)? {
            writeln!(out, "{line},")?;
        }
        out.write_all(b"\"results\": [")
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        for result in &card.results {
            let separator = if self.results == 0 { "\n" } else { ",\n" };
            out.write_all(separator.as_bytes())?;
            serde_json::to_writer(&mut *out, result)?;
            self.results += 1;
        }
        Ok(())
    }

    fn members(&mut self, _: &mut dyn Write, units: &[UnitSummary]) -> io::Result<()> {
        self.units = units.to_vec();
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()> {
        out.write_all(b"\n],\n\"units\": [\n")?;
        for (at, unit) in self.units.iter().enumerate() {
            let separator = if at == 0 { "" } else { ",\n" };
            out.write_all(separator.as_bytes())?;
            serde_json::to_writer(&mut *out, unit)?;
        }
        out.write_all(b"\n],\n")?;
        writeln!(out, "{}\n}}", members(tail)?.join(",\n"))
    }
}

/// A whole document, a member a line.
pub(super) fn whole(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{{\n{}\n}}", members(document)?.join(",\n"))
}

/// A batch: its files one a line.
pub(super) fn batch(out: &mut dyn Write, document: &BatchDocument) -> io::Result<()> {
    let mut lines = members(document)?;
    for line in &mut lines {
        for key in ["files", "outdated"] {
            if let Some(list) = line.strip_prefix(&format!("\"{key}\": [{{")) {
                // A path holds no brace, and no other text is in the list.
                *line = format!("\"{key}\": [\n{{{}", list.replace("},{", "},\n{"));
            }
        }
    }
    writeln!(out, "{{\n{}\n}}", lines.join(",\n"))
}

/// The members of an object, each as `"key": value`.
fn members(object: &impl Serialize) -> io::Result<Vec<String>> {
    match serde_json::to_value(object)? {
        Value::Object(map) => Ok((map.iter())
            .map(|(key, value)| format!("\"{key}\": {value}"))
            .collect()),
        other => Ok(vec![other.to_string()]),
    }
}
