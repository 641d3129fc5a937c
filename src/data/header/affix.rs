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
    strip_period_word(header)
        .or_else(|| strip_period_suffix(header))
        .or_else(|| strip_period_prefix(header))
        .or_else(|| strip_number(header))
}

/// A period behind a space or a sign, however it is written: `@y2023`, ` june 2023`.
fn strip_period_word(header: &str) -> Option<(String, Affix)> {
    let separators = header.match_indices([' ', '@', '_', '/', ':', '·', ',']);
    let mut words = separators.map(|(at, sign)| (&header[..at], &header[at + sign.len()..]));
    let (name, period) = words.find_map(|(name, rest)| Some((name, Period::parse(rest)?)))?;
    let name = name.trim_end();
    (!name.is_empty()).then(|| (name.to_owned(), Affix::Period(period)))
}

fn in_period(c: char) -> bool {
    c.is_ascii_digit() || "年末底至-–—~～月季度第上下半前全一二三四qh/".contains(c)
}

/// Behind these a period ends, whatever follows.
const PERIOD_ENDS: [char; 5] = ['年', '末', '底', '月', '度'];

fn strip_period_suffix(header: &str) -> Option<(String, Affix)> {
    let rest = header.trim_end_matches(in_period).len();
    // A period begins with the digits of its year.
    let from = rest + header[rest..].find(|c: char| c.is_ascii_digit())?;
    let (name, written) = header.split_at(from);
    let period = Period::parse(written)?;
    let bare = name.trim_end_matches([' ', '@', '_', '/', ':', '·', ',']);
    let marked = bare.len() < name.len() || written.ends_with(PERIOD_ENDS);
    (marked && !bare.is_empty()).then(|| (bare.to_owned(), Affix::Period(period)))
}

/// The longest text in front that is a period.
fn strip_period_prefix(header: &str) -> Option<(String, Affix)> {
    let front = header.len() - header.trim_start_matches(in_period).len();
    let ends = (1..=front).rev().filter(|&at| header.is_char_boundary(at));
    let (written, name, period) = ends
        .map(|at| header.split_at(at))
        .find_map(|(written, name)| Some((written, name, Period::parse(written)?)))?;
    let bare = name.trim_start_matches([' ', '@', '_', '/', ':', '·']);
    let marked = bare.len() < name.len() || written.ends_with(PERIOD_ENDS);
    (marked && !bare.is_empty()).then(|| (bare.to_owned(), Affix::Period(period)))
}

fn strip_number(header: &str) -> Option<(String, Affix)> {
    let rest = header.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches(['.', '、', ')', ' ', ':']);
    let numbered = rest.len() < header.len() && name.len() < rest.len() && !name.is_empty();
    numbered.then(|| (name.to_owned(), Affix::Number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_around_a_name() {
        for (header, name, period) in [
            ("常住人口 2023年", "常住人口", "2023"),
            ("常住人口2013年上半年", "常住人口", "2013H1"),
            ("2013年1-6月植树数", "植树数", "2013H1"),
            ("2013年第二季度三级医院数", "三级医院数", "2013Q2"),
            ("三级医院数2013年3月", "三级医院数", "2013-03"),
            ("trees 2013q2", "trees", "2013Q2"),
            ("residents@2013-06", "residents", "2013-06"),
            ("常住人口 二〇二三年", "常住人口", "2023"),
            ("residents y2013", "residents", "2013"),
            ("residents june 2013", "residents", "2013-06"),
        ] {
            let Some((bare, Affix::Period(found))) = strip_affix(header) else {
                panic!("{header} has no period");
            };
            assert_eq!((bare.as_str(), found.to_string().as_str()), (name, period));
        }
    }
}
