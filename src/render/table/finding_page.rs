//! What a kind of finding means, for people.

use crate::i18n::Lang;
use crate::render::Style;
use crate::render::phrases::severity;
use crate::report::finding_page::FindingPage;
use std::io::{self, Write};

/// The code with its severity and meaning, then its page.
pub fn write(out: &mut dyn Write, style: Style, page: &FindingPage) -> io::Result<()> {
    let word = severity(page.severity, style.lang);
    match style.lang {
        Lang::Zh => writeln!(out, "{word}[{}]：{}\n", page.code, page.meaning)?,
        Lang::En => writeln!(out, "{word}[{}]: {}\n", page.code, page.meaning)?,
    }
    writeln!(out, "{}", page.page)
}
