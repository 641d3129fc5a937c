//! Two units or two years side by side as a page.

use super::{head, row, title};
use crate::render::Style;
use crate::render::comparison::{common, differences, names, value};
use crate::render::escape::markdown as safe;
use crate::render::number_format::NOTHING;
use crate::report::comparison::ComparisonDocument;
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// Writes a comparison.
pub fn write(out: &mut dyn Write, style: Style, document: &ComparisonDocument) -> io::Result<()> {
    let Some([a, b]) = &document.sides else {
        return Ok(());
    };
    let lang = style.lang;
    title(out, &document.head, lang)?;
    writeln!(out, "\n## {}\n", safe(&common(a, b, lang)))?;
    let [first, second] = names(a, b);
    let words = [
        lang.pick("指标", "indicator"),
        &first,
        &second,
        lang.pick("差异", "difference"),
        lang.pick("实现程度", "attained"),
    ];
    head(out, &words, &[false, true, true, true, true])?;
    document.rows.iter().try_for_each(|compared| {
        let side = |result: &Option<IndicatorResult>| match result {
            Some(result) => value(result, lang),
            None => NOTHING.to_owned(),
        };
        let [difference, attained] = differences(compared, lang);
        let (a, b) = (side(&compared.a), side(&compared.b));
        row(out, &[compared.name.clone(), a, b, difference, attained])
    })
}
