//! What has no figure to show: listed by verdict, every indicator by its name.

use super::layout::paragraph;
use super::rows;
use crate::evaluate::{Judgement, Verdict};
use crate::i18n::Lang;
use crate::render::View;
use crate::render::paint::{self, Paint};
use std::io::{self, Write};

/// Writes a paragraph for each verdict: `░ no data, due (2): volunteering rate 16.2; …`.
pub fn write(out: &mut dyn Write, view: &View<'_>, results: Vec<&Judgement>) -> io::Result<()> {
    for verdict in Verdict::ALL {
        for due in [true, false] {
            let some: Vec<&Judgement> = (results.iter().copied())
                .filter(|r| r.verdict == verdict && r.due == due)
                .collect();
            if !some.is_empty() {
                paragraph(out, view, 0, &line(view, verdict, due, &some), Paint::Dim)?;
            }
        }
    }
    Ok(())
}

fn line(view: &View<'_>, verdict: Verdict, due: bool, results: &[&Judgement]) -> String {
    let lang = view.style.lang;
    let when = match (verdict, due) {
        (Verdict::NoData, true) => lang.pick("（已到期）", ", due"),
        (Verdict::NoData, false) => lang.pick("（未到期）", ", not due"),
        _ => lang.pick(" ", ""),
    };
    let names: Vec<String> = results
        .iter()
        .map(|result| {
            let name = view.plan[result.indicator].name.get(lang);
            format!("{name} {}", rows::clause(view, result))
        })
        .collect();
    let (count, names) = (results.len(), names.join(lang.pick("；", "; ")));
    let (sign, word) = (paint::sign(verdict), verdict.name(lang));
    match lang {
        Lang::Zh => format!("{sign} {word}{when}{count} 项：{names}"),
        Lang::En => format!("{sign} {word}{when} ({count}): {names}"),
    }
}
