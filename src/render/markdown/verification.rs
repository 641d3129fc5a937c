//! Whether a scorecard still stands, as a page.

use super::{head, row};
use crate::render::escape::markdown as safe;
use crate::render::number_format::NOTHING;
use crate::render::verification::{
    changed_inputs, field_line, input_words, lines, moved, title, verdicts,
};
use crate::render::{Style, phrases};
use crate::report::verification::VerifyDocument;
use std::io::{self, Write};

/// Writes what was found.
pub fn write(out: &mut dyn Write, style: Style, document: &VerifyDocument) -> io::Result<()> {
    let lang = style.lang;
    let path = document.scorecard.as_ref().map_or("", |card| &card.path);
    writeln!(
        out,
        "# {} {}\n",
        lang.pick("复核", "Verification of"),
        safe(path)
    )?;
    if document.is_synthetic() {
        writeln!(out, "**{}**\n", safe(phrases::synthetic(lang)))?;
    }
    writeln!(out, "{}", safe(&document.exit.message))?;
    let notes = document.notes.iter().cloned().chain(moved(document, lang));
    for note in notes {
        writeln!(out, "\n{}", safe(&note))?;
    }
    if changed_inputs(document).next().is_some() {
        writeln!(out)?;
        let words = [
            lang.pick("变化", "change"),
            lang.pick("用途", "role"),
            lang.pick("文件", "file"),
        ];
        head(out, &words, &[false; 3])?;
        for input in changed_inputs(document) {
            let [status, role] = input_words(input, lang);
            row(
                out,
                &[status.to_owned(), role.to_owned(), input.path.clone()],
            )?;
        }
    }
    if document.differences.is_empty() && document.others.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let words = [
        lang.pick("结果", "result"),
        lang.pick("判定", "verdict"),
        lang.pick("不同之处", "what is not the same"),
    ];
    head(out, &words, &[false; 3])?;
    document.differences.iter().try_for_each(|difference| {
        let lines = lines(difference, lang).join(lang.pick("；", "; "));
        row(out, &[title(difference), verdicts(difference, lang), lines])
    })?;
    document.others.iter().try_for_each(|field| {
        let nothing = NOTHING.to_owned();
        row(out, &[nothing.clone(), nothing, field_line(field)])
    })
}
