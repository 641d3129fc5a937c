//! What stands around a variable's name in a header: years, units of measurement, ordinal numbers.

use crate::observation::Period;

/// What stands around a variable's name in a header.
pub enum Affix {
    /// The period of the figures.
    Period(Period),
    /// Their unit of measurement.
    Unit(String),
    /// An ordinal number before the name.
    Number,
}

/// What may stand around a unit or a year behind a name; full-width forms have been made half-width.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

/// Takes one affix that is not part of a variable's name off a normalized header: `(万人)`, ` 2011年`, `@2011`, `2011年`, `8.`.
/// `None` if there is none.
pub fn strip_affix(header: &str) -> Option<(String, Affix)> {
    let in_brackets = BRACKETS
        .into_iter()
        .find_map(|(open, close)| header.strip_suffix(close)?.rsplit_once(open));
    if let Some((name, inner)) = in_brackets {
        let unit = inner.trim_start_matches("单位").trim_start_matches(':');
        let affix = match Period::parse(inner) {
            Some(period) => Affix::Period(period),
            None => Affix::Unit(unit.trim().to_owned()),
        };
        return Some((name.trim_end().to_owned(), affix));
    }
    strip_period_suffix(header)
        .or_else(|| strip_period_prefix(header))
        .or_else(|| strip_number(header))
}

fn in_period(c: char) -> bool {
    c.is_ascii_digit() || "年末底至-–—~～".contains(c)
}

fn strip_period_suffix(header: &str) -> Option<(String, Affix)> {
    let name = header.trim_end_matches(in_period);
    let period = Period::parse(&header[name.len()..])?;
    let bare = name.trim_end_matches([' ', '@', '_', '/', ':', '·', ',']);
    let marked = bare.len() < name.len() || header.ends_with(['年', '末', '底']);
    (marked && !bare.is_empty()).then(|| (bare.to_owned(), Affix::Period(period)))
}

fn strip_period_prefix(header: &str) -> Option<(String, Affix)> {
    let name = header.trim_start_matches(in_period);
    let front = &header[..header.len() - name.len()];
    let period = Period::parse(front)?;
    let bare = name.trim_start_matches([' ', '@', '_', '/', ':', '·']);
    let marked = bare.len() < name.len() || front.ends_with(['年', '末', '底']);
    (marked && !bare.is_empty()).then(|| (bare.to_owned(), Affix::Period(period)))
}

fn strip_number(header: &str) -> Option<(String, Affix)> {
    let rest = header.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches(['.', '、', ')', ' ', ':']);
    let numbered = rest.len() < header.len() && name.len() < rest.len() && !name.is_empty();
    numbered.then(|| (name.to_owned(), Affix::Number))
}
