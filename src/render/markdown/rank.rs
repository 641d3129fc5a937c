//! The places of units as a page.

use super::{head, row};
use crate::render::Style;
use crate::render::escape::markdown as safe;
use crate::render::rank::{cells, legend, title, titles};
use crate::report::rank::RankDocument;
use std::io::{self, Write};

/// Writes a ranking.
pub fn write(out: &mut dyn Write, style: Style, document: &RankDocument) -> io::Result<()> {
    let Some(scope) = &document.scope else {
        return Ok(());
    };
    let lang = style.lang;
    super::title(out, &document.head, lang)?;
    writeln!(out, "\n## {}\n", safe(&title(scope, lang)))?;
    let titles = titles(scope, lang);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    head(out, &titles, &[true, false, true, true, true])?;
    (document.rows.iter()).try_for_each(|ranked| row(out, &cells(ranked, scope, lang)))?;
    let mut lines = legend(document, lang).into_iter();
    lines.try_for_each(|line| writeln!(out, "\n{}", safe(line)))
}
