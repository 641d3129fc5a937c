//! What is waived of a card: each target with the term of its waiver, who decided it, and why.

use crate::i18n::Lang;
use crate::report::scorecard::IndicatorResult;

/// A heading and a line for each target that is waived; `None` if none is.
pub fn block(results: &[IndicatorResult], lang: Lang) -> Option<(String, Vec<String>)> {
    let line = |result: &IndicatorResult| {
        let waiver = result.waiver.as_ref()?;
        let colon = lang.pick("：", ": ");
        Some(format!("{}{colon}{}", result.name, waiver.words))
    };
    let lines: Vec<String> = results.iter().filter_map(line).collect();
    let heading = lang.pick("豁免的目标", "waived targets").to_owned();
    (!lines.is_empty()).then_some((heading, lines))
}
