//! What `check` found as a page: what was read, the outstanding figures or the findings.

use super::{head, row};
use crate::i18n::Lang;
use crate::render::Style;
use crate::render::phrases::{outstanding, plural, severity};
use crate::report::check::CheckDocument;
use std::io::{self, Write};

/// Writes the outstanding figures where they were asked for, else the findings.
pub fn write(out: &mut dyn Write, style: Style, document: &CheckDocument) -> io::Result<()> {
    let lang = style.lang;
    let checked = &document.checked;
    let (indicators, units) = (checked.indicators, checked.units);
    let (files, rows) = (checked.files, checked.rows);
    match lang {
        Lang::Zh => writeln!(
            out,
            "# 检查结果\n\n{indicators}项指标，{units}个评估对象，{files}个文件，{rows}行\n"
        )?,
        Lang::En => writeln!(
            out,
            "# Check\n\n{}, {}, {}, {}\n",
            plural(indicators as u64, "indicator"),
            plural(units as u64, "unit"),
            plural(files as u64, "file"),
            plural(rows, "row"),
        )?,
    }
    if let Some(missing) = &document.missing {
        let (words, rows) = outstanding(missing, lang);
        head(out, &words, &[false, false, false, false, true, true, true])?;
        return rows.iter().try_for_each(|cells| row(out, cells));
    }
    let words = match lang {
        Lang::Zh => ["级别", "代码", "位置", "内容", "建议", "处数"],
        Lang::En => ["severity", "code", "place", "message", "help", "places"],
    };
    head(out, &words, &[false, false, false, false, false, true])?;
    document.findings.iter().try_for_each(|finding| {
        let place = finding.place.as_ref().map(ToString::to_string);
        let cells = [
            severity(finding.severity, lang).to_owned(),
            finding.code.clone(),
            place.unwrap_or_default(),
            finding.message.clone(),
            finding.help.clone().unwrap_or_default(),
            finding.count.to_string(),
        ];
        row(out, &cells)
    })
}
