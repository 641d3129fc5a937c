//! A change of a figure in words.

use crate::i18n::Text;
use crate::number::Number;

/// A change of a figure in words: `trees 120 more`.
pub fn words(distance: &Number, unit: &Text, name: &Text) -> Text {
    let amount = in_full(&distance.abs());
    let (zh, en) = if distance.is_negative() {
        ("减少", "less")
    } else {
        ("增加", "more")
    };
    let of_unit = |unit: &str| match unit {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    let (in_zh, in_en) = (of_unit(&unit.zh), of_unit(&unit.en));
    Text::new(
        format!("{}{zh} {amount}{in_zh}", name.zh),
        format!("{} {amount}{in_en} {en}", name.en),
    )
}

/// A number in full, or to six decimals where its digits do not end.
pub fn in_full(n: &Number) -> String {
    n.exact().unwrap_or_else(|| n.shown(6))
}
