//! The differences between two scorecards as a page.

use super::{head, row};
use crate::render::difference::{direction, lines, side, title, values, verdicts};
use crate::render::escape::markdown as safe;
use crate::render::{Style, phrases};
use crate::report::difference::DiffDocument;
use std::io::{self, Write};

/// Writes the differences.
pub fn write(out: &mut dyn Write, style: Style, document: &DiffDocument) -> io::Result<()> {
    let lang = style.lang;
    let (Some(old), Some(new)) = (&document.old, &document.new) else {
        return Ok(());
    };
    writeln!(out, "# {}\n", lang.pick("变化", "What differs"))?;
    if document.is_synthetic() {
        writeln!(out, "**{}**\n", safe(phrases::synthetic(lang)))?;
    }
    writeln!(out, "- {}", safe(&side(old, false, lang)))?;
    writeln!(out, "- {}\n", safe(&side(new, true, lang)))?;
    writeln!(out, "{}", safe(&document.exit.message))?;
    for note in &document.notes {
        writeln!(out, "\n{}", safe(note))?;
    }
    let acting = document.causes.iter();
    let acting = acting.filter(|one| one.verdicts + one.values > 0);
    let causes: Vec<[String; 3]> = acting
        .map(|one| {
            [
                one.name.clone(),
                one.verdicts.to_string(),
                one.values.to_string(),
            ]
        })
        .collect();
    if !causes.is_empty() {
        writeln!(out)?;
        let words = [
            lang.pick("原因", "cause"),
            lang.pick("判定", "verdicts"),
            lang.pick("数值", "values"),
        ];
        head(out, &words, &[false; 3])?;
        causes.iter().try_for_each(|cells| row(out, cells))?;
    }
    if document.rows.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let words = [
        lang.pick("变化", "change"),
        lang.pick("结果", "result"),
        lang.pick("判定", "verdict"),
        lang.pick("数值", "value"),
        lang.pick("原因", "why"),
    ];
    head(out, &words, &[false; 5])?;
    document.rows.iter().try_for_each(|one| {
        let cells = [
            direction(one.direction, lang).to_owned(),
            title(one),
            verdicts(one, lang),
            values(one, lang),
            lines(one, lang).join(lang.pick("；", "; ")),
        ];
        row(out, &cells)
    })
}
