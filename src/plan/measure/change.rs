//! A change of a figure in words.

use crate::i18n::Text;
use crate::number::Number;

/// Decimals that are shown of a distance whose digits do not end.
const DECIMALS: u32 = 6;

/// A change of a figure in words: `trees 120 more`.
pub fn words(distance: &Number, unit: &Text, name: &Text) -> Text {
    let amount = distance.abs();
    let amount = amount.exact().unwrap_or_else(|| amount.shown(DECIMALS));
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
