//! An explanation for machines: `kaoping/explain/1`.

use crate::evaluate::Judgement;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::render::json::{self, Document};
use crate::render::{Ending, View};
use std::io::{self, Write};

const SCHEMA: &str = "kaoping/explain/1";

/// The same result object as in a scorecard, with its arithmetic.
pub fn write(
    out: &mut dyn Write,
    view: &View<'_>,
    judged: &Judgement,
    ending: &Ending,
) -> io::Result<()> {
    let lang = view.style.lang;
    let steps: Vec<&str> = judged.steps.iter().map(|step| step.get(lang)).collect();
    let flip = judged.sensitivity.as_ref().map(|(flip, _)| flip.get(lang));
    Document::begin(out, SCHEMA)?
        .member("synthetic", &view.figures.data.synthetic)?
        .member("inputs", &json::inputs(view))?
        .member("result", &json::result(view, judged))?
        .member("steps", &steps)?
        .member("flip", &flip)?
        .end(view.findings, ending, lang)
}

pub fn failure(
    out: &mut dyn Write,
    lang: Lang,
    findings: &Findings,
    ending: &Ending,
) -> io::Result<()> {
    Document::begin(out, SCHEMA)?
        .member("result", &None::<()>)?
        .end(findings, ending, lang)
}
