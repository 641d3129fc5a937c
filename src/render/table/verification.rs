//! Whether a scorecard still stands: its inputs, then each result that is not the same.

use super::grid::paragraph;
use crate::render::style::{PLAIN, STRONG, WARNING};
use crate::render::verification::{
    changed_inputs, field_line, input_words, lines, moved, title, unchanged_inputs, verdicts,
};
use crate::render::{Style, phrases};
use crate::report::verification::VerifyDocument;
use std::io::{self, Write};

/// Writes what was found.
pub fn write(out: &mut dyn Write, style: Style, document: &VerifyDocument) -> io::Result<()> {
    let lang = style.lang;
    let Some(scorecard) = &document.scorecard else {
        return Ok(());
    };
    let titles = scorecard.plan.iter().chain([&scorecard.data_title]);
    let titles: Vec<&str> = titles.map(String::as_str).collect();
    let heading = format!("{}  {}", scorecard.path, titles.join(lang.pick("，", ", ")));
    paragraph(out, style, 0, &heading, STRONG)?;
    if document.is_synthetic() {
        paragraph(out, style, 0, phrases::synthetic(lang), WARNING)?;
    }
    paragraph(out, style, 0, &document.exit.message, STRONG)?;
    let notes = document.notes.iter().cloned().chain(moved(document, lang));
    for note in notes {
        paragraph(out, style, 0, &note, PLAIN)?;
    }
    writeln!(out)?;
    paragraph(out, style, 0, &unchanged_inputs(document, lang), PLAIN)?;
    for input in changed_inputs(document) {
        let [status, role] = input_words(input, lang);
        let line = format!("{status}  {role}  {}", input.path);
        paragraph(out, style, 2, &line, WARNING)?;
    }
    for difference in &document.differences {
        writeln!(out)?;
        let line = format!("{}  {}", title(difference), verdicts(difference, lang));
        paragraph(out, style, 0, &line, STRONG)?;
        for line in lines(difference, lang) {
            paragraph(out, style, 2, &line, PLAIN)?;
        }
    }
    if !document.others.is_empty() {
        writeln!(out)?;
        let heading = lang.pick("其余不同之处", "what else is not the same");
        paragraph(out, style, 0, heading, STRONG)?;
    }
    let mut others = document.others.iter();
    others.try_for_each(|field| paragraph(out, style, 2, &field_line(field), PLAIN))
}
