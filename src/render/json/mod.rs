//! `json`: one document for machines, written as the results come.

mod build;
mod document;
mod evidence;
mod model;
mod number;

use super::{Ending, Format, Member, Renderer, Totals, View};
use crate::evaluate::Judgement;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::scorecard::Scorecard;
use std::io::{self, Write};

pub use build::{inputs, result};
pub use document::Document;
pub use number::decimal;

pub const FORMAT: Format = Format {
    id: "json",
    digests: true,
    new: || Box::new(Json::default()),
};

/// How far the document has come.
#[derive(Default)]
struct Json {
    results: u64,
    units: Vec<String>,
}

impl Renderer for Json {
    fn begin(&mut self, out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
        let lang = view.style.lang;
        let plan = model::Plan {
            id: &view.plan.id,
            title: view.plan.title.get(lang),
            sha256: &view.digests.plan,
        };
        head(
            out,
            Some(&plan),
            view.figures.data.synthetic,
            &build::inputs(view),
        )
    }

    fn card(&mut self, out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()> {
        for judged in &card.results {
            let separator = if self.results == 0 { "\n" } else { ",\n" };
            out.write_all(separator.as_bytes())?;
            write_result(out, view, judged)?;
            self.results += 1;
        }
        Ok(())
    }

    fn members(
        &mut self,
        _: &mut dyn Write,
        view: &View<'_>,
        members: &[Member],
    ) -> io::Result<()> {
        for member in members {
            let line = model::Member {
                unit: build::unit(view.plan, view.figures, member.unit, view.style.lang),
                summary: build::summary(&member.summary),
                coverage: build::coverage(member.coverage),
            };
            self.units.push(serde_json::to_string(&line)?);
        }
        Ok(())
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        view: &View<'_>,
        totals: &Totals,
        ending: &Ending,
    ) -> io::Result<()> {
        tail(
            out,
            totals,
            &self.units,
            view.findings,
            ending,
            view.style.lang,
        )
    }

    fn failure(
        &mut self,
        out: &mut dyn Write,
        lang: Lang,
        findings: &Findings,
        ending: &Ending,
    ) -> io::Result<()> {
        head(out, None, false, &[])?;
        tail(out, &Totals::default(), &[], findings, ending, lang)
    }
}

/// One result on one line, without its line end.
pub fn write_result(out: &mut dyn Write, view: &View<'_>, judged: &Judgement) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &build::result(view, judged))?)
}

fn head(
    out: &mut dyn Write,
    plan: Option<&model::Plan<'_>>,
    synthetic: bool,
    inputs: &[model::Input<'_>],
) -> io::Result<()> {
    Document::begin(out, model::SCHEMA)?
        .member("plan", &plan)?
        .member("synthetic", &synthetic)?
        .member("inputs", &inputs)?;
    out.write_all(b"\"results\": [")
}

fn tail(
    out: &mut dyn Write,
    totals: &Totals,
    units: &[String],
    findings: &Findings,
    ending: &Ending,
    lang: Lang,
) -> io::Result<()> {
    out.write_all(b"\n],\n\"units\": [\n")?;
    out.write_all(units.join(",\n").as_bytes())?;
    out.write_all(b"\n],\n")?;
    Document::resume(out)
        .member("coverage", &build::coverage(totals.coverage))?
        .member("summary", &build::summary(&totals.summary))?
        .end(findings, ending, lang)
}
