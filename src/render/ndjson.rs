//! `ndjson`: one result a line, the same objects as in `json`.

use super::{DocumentFormat, ScorecardRenderer, Style};
use crate::report::check::CheckDocument;
use crate::report::scorecard::{Card, ScorecardHead, ScorecardTail};
use serde::Serialize;
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["ndjson", "jsonl"],
    scorecard: Some(|_| Box::new(Ndjson)),
    check: Some(check),
    explanation: Some(|out, _, document| lines(out, document.result.iter())),
    finding_page: Some(|out, _, document| lines(out, [document])),
    plan: Some(|out, _, document, _| lines(out, &document.indicators)),
    comparison: Some(|out, _, document| lines(out, &document.rows)),
    rank: Some(|out, _, document| lines(out, &document.rows)),
    trend: Some(|out, _, document| lines(out, &document.series)),
    tests: Some(|out, _, document| lines(out, &document.tests)),
    difference: Some(|out, _, document| lines(out, &document.rows)),
    verification: Some(|out, _, document| lines(out, &document.differences)),
    observations: Some(|out, observations| lines(out, observations)),
    ..DocumentFormat::without_forms("ndjson")
};

/// The outstanding figures where they were asked for, else the findings.
fn check(out: &mut dyn Write, _: Style, document: &CheckDocument) -> io::Result<()> {
    match &document.missing {
        Some(missing) => lines(out, missing),
        None => lines(out, &document.findings),
    }
}

struct Ndjson;

impl ScorecardRenderer for Ndjson {
    fn begin(&mut self, _: &mut dyn Write, _: &ScorecardHead) -> io::Result<()> {
        Ok(())
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        lines(out, &card.results)
    }

    fn end(&mut self, _: &mut dyn Write, _: &ScorecardTail) -> io::Result<()> {
        Ok(())
    }
}

fn lines<T: Serialize>(
    out: &mut dyn Write,
    objects: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    for object in objects {
        serde_json::to_writer(&mut *out, &object)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
