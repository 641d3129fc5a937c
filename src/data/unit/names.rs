//! Codes and names of units as they are compared.

use crate::i18n::normalize;

/// A code or a name as it is compared: without zero-width characters and white space around it, full-width characters made
/// half-width.
pub fn to_halfwidth(text: &str) -> String {
    let narrowed = text.chars().filter_map(|c| match c {
        '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => None,
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => Some(c),
    });
    narrowed.collect::<String>().trim().to_owned()
}

/// Whether a name means the sum of other rows: `合计`, `全市总计`, `total`.
pub fn is_total(name: &str) -> bool {
    let normalized: String = normalize(name).split(' ').collect();
    ["合计", "总计", "小计", "共计"]
        .iter()
        .any(|word| normalized.ends_with(word))
        || ["total", "subtotal", "sum"].contains(&normalized.as_str())
}
