//! What formats that know places and messages say of outstanding figures.

use super::notices::Notice;
use crate::i18n::Lang;
use crate::report::Severity;
use crate::report::check::CheckDocument;
use crate::report::gate::GateMark;

/// Each outstanding figure: an error where the gate refuses it, else a note.
pub fn notices(document: &CheckDocument, lang: Lang) -> Vec<Notice<'_>> {
    let figures = document.missing.iter().flatten().map(|figure| Notice {
        rule: "check/outstanding",
        meaning: lang.pick(
            "判定所需的数据未报送",
            "a figure that verdicts ask for is outstanding",
        ),
        id: format!("{}/{}/{}", figure.variable, figure.unit, figure.period),
        severity: match figure.gate {
            Some(GateMark::Fail) => Severity::Error,
            Some(GateMark::Warn) => Severity::Warning,
            None => Severity::Note,
        },
        title: format!(
            "{} {}  {}",
            figure.unit_name, figure.unit, figure.variable_name
        ),
        message: match (figure.missing, lang) {
            (1, Lang::Zh) => format!("{} 未报送", figure.period),
            (1, Lang::En) => format!("{}: outstanding", figure.period),
            (missing, Lang::Zh) => format!("{} 缺报 {missing} 个", figure.period),
            (missing, Lang::En) => format!("{}: {missing} outstanding", figure.period),
        },
        lines: Vec::new(),
        place: figure.place.as_ref(),
    });
    figures.collect()
}
