//! Codes and names of units as they are compared.

use crate::i18n::{normalize, without_formula_guard};
use crate::observation::{UnitIx, Units};
use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A code or a name as it is compared: without zero-width characters and white space around it, full-width characters made
/// half-width.
pub fn to_halfwidth(text: &str) -> String {
    let narrowed = without_formula_guard(text).chars().filter_map(|c| match c {
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => None,
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => Some(c),
    });
    narrowed.collect::<String>().trim().to_owned()
}

/// A name as it is compared with others: composed, in small letters, without any white space.
pub fn name_key(name: &str) -> String {
    let marks = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}') && !c.is_whitespace();
    normalize(name).nfc().filter(marks).collect()
}

/// What kind of unit a Chinese name says it is; longer words first.
const SUFFIXES: [&str; 22] = [
    "社区居民委员会",
    "社区居委会",
    "街道办事处",
    "村民委员会",
    "居民委员会",
    "自治区",
    "自治州",
    "自治县",
    "市辖区",
    "居委会",
    "村委会",
    "街道",
    "社区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
    "村",
];

/// A key without the word that says what kind of unit it is; `None` if it has none, or little else.
fn stem(key: &str) -> Option<&str> {
    let stem = SUFFIXES.iter().find_map(|word| key.strip_suffix(word))?;
    (stem.chars().count() >= 2).then_some(stem)
}

/// Whether two keys are the same name, of which one may lack the word that says what kind of unit it is.
fn same_name(one: &str, other: &str) -> bool {
    one == other || stem(one) == Some(other) || stem(other) == Some(one)
}

/// The names of all units, to find the unit that a name means as it is written.
#[derive(Debug)]
pub struct NameMatcher {
    /// By key, and by key without the word that says what kind of unit it is.
    names: HashMap<String, Vec<UnitIx>>,
}

impl NameMatcher {
    /// The names of `units`.
    pub fn new(units: &Units) -> NameMatcher {
        let mut matcher = NameMatcher {
            names: HashMap::new(),
        };
        for ix in units.all() {
            for name in units.names(ix) {
                let key = name_key(name);
                if let Some(stem) = stem(&key) {
                    matcher.add(stem, ix);
                }
                matcher.add(&key, ix);
            }
        }
        matcher
    }

    fn add(&mut self, key: &str, ix: UnitIx) {
        let known = self.names.entry(key.to_owned()).or_default();
        if !known.contains(&ix) {
            known.push(ix);
        }
    }

    /// The units that a name may mean: those with this name in another spelling; else those that it names without 区, 县 and
    /// the like, or with the names of units above or a number in front. 朝阳, 朝 阳 区, 北京市朝阳区 and 一、朝阳区 mean 朝阳区 of
    /// 北京市.
    pub fn find(&self, units: &Units, written: &str) -> Vec<UnitIx> {
        let found = self.without_numbers(units, written);
        match without_number(written) {
            Some(bare) if found.is_empty() => self.without_numbers(units, bare),
            _ => found,
        }
    }

    /// The same of a name that has no number in front.
    fn without_numbers(&self, units: &Units, written: &str) -> Vec<UnitIx> {
        let key = name_key(written);
        let mut found = self.exact(units, written);
        if found.is_empty() {
            for (at, _) in key.char_indices().take(LONGEST_NAMES) {
                let (above, rest) = key.split_at(at);
                let means =
                    |ix: &UnitIx| is_named(units, *ix, rest) && is_path_to(units, *ix, above);
                found.extend(self.named(rest).into_iter().filter(means));
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The units whose name is the longest beginning of a text, as East Suffolk is of East Suffolk Council.
    pub fn beginning(&self, written: &str) -> Vec<UnitIx> {
        let key = name_key(written);
        let ends = key.char_indices().skip(2).map(|(at, _)| at);
        let ends = ends.take(LONGEST_NAMES);
        let ends: Vec<usize> = ends.collect();
        let mut names = ends
            .iter()
            .rev()
            .filter_map(|&at| self.names.get(&key[..at]));
        names.next().cloned().unwrap_or_default()
    }

    /// The units with this name, perhaps in another spelling.
    pub fn exact(&self, units: &Units, written: &str) -> Vec<UnitIx> {
        let key = name_key(written);
        let exact = |ix: &UnitIx| units.names(*ix).any(|name| name_key(name) == key);
        let named = self.names.get(&key).into_iter().flatten().copied();
        named.filter(exact).collect()
    }

    /// The units that may have a name of this key, or one that differs from it in the word that says what kind of unit it is.
    fn named(&self, key: &str) -> Vec<UnitIx> {
        let keys = [Some(key), stem(key)].into_iter().flatten();
        keys.filter_map(|key| self.names.get(key))
            .flatten()
            .copied()
            .collect()
    }
}

/// How many characters of a text are looked at for the names of units.
const LONGEST_NAMES: usize = 200;

/// Whether a unit has a name of this key, of which one may lack the word that says what kind of unit it is.
fn is_named(units: &Units, ix: UnitIx, key: &str) -> bool {
    units.names(ix).any(|name| same_name(&name_key(name), key))
}

/// Whether a name may be that of a unit: as it is written, without 区, 县 and the like, or with the names of units above in
/// front, perhaps behind a number.
pub fn is_name_of(units: &Units, ix: UnitIx, written: &str) -> bool {
    let is_name = |written: &str| {
        let key = name_key(written);
        key.char_indices().take(LONGEST_NAMES).any(|(at, _)| {
            let (above, rest) = key.split_at(at);
            is_named(units, ix, rest) && is_path_to(units, ix, above)
        })
    };
    is_name(written) || without_number(written).is_some_and(is_name)
}

/// A name behind the number that it has in a list: `1.东城区`, `2 西城区`, `一、东城区`, `（三）朝阳区`, `①东城区`. `None` if it has
/// none.
fn without_number(written: &str) -> Option<&str> {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let text = written.trim_start();
    let bare = text.trim_start_matches(['(', '（']);
    let rest = bare.trim_start_matches(numeral);
    let circled = text.trim_start_matches(|c| matches!(c, '①'..='⓿'));
    let name = match (rest.len() < bare.len(), bare.len() < text.len()) {
        (true, true) => rest.strip_prefix([')', '）'])?,
        (true, false) => rest.strip_prefix(['、', '.', '．', ')', '）', ' ', '\u{3000}', '-'])?,
        (false, _) if circled.len() < text.len() => circled,
        (false, _) => return None,
    };
    let number = text.chars().count() - name.chars().count();
    (number <= 5 && !name.trim().is_empty()).then(|| name.trim_start())
}

/// Whether a key consists of the names of units above a unit, from the highest to the lowest; some may be left out.
fn is_path_to(units: &Units, ix: UnitIx, key: &str) -> bool {
    if key.is_empty() {
        return true;
    }
    let Some(parent) = units.parent(ix) else {
        return false;
    };
    let names = units.names(parent).map(name_key);
    let stems: Vec<String> = names
        .flat_map(|name| {
            let stem = stem(&name).map(str::to_owned);
            [Some(name), stem]
        })
        .flatten()
        .collect();
    let mut rests = stems.iter().filter_map(|name| key.strip_suffix(&**name));
    rests.any(|rest| is_path_to(units, parent, rest)) || is_path_to(units, parent, key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::NewUnit;

    fn units() -> Units {
        let mut units = Units::default();
        let mut add = |code, name, level, parent| {
            let unit = NewUnit {
                code,
                name,
                level,
                parent,
                ..NewUnit::default()
            };
            units.add(unit).unwrap_or_else(|known| known)
        };
        let city = add("11", "北京市", 0, None);
        let chaoyang = add("1101", "朝阳区", 1, Some(city));
        add("1102", "新街口街道", 1, Some(city));
        add("1103", "München", 1, Some(city));
        add("110101", "新街口社区", 2, Some(chaoyang));
        units
    }

    #[test]
    fn names_are_found_as_they_are_written() {
        let units = units();
        let matcher = NameMatcher::new(&units);
        for (written, codes) in [
            ("朝阳区", &["1101"][..]),
            ("朝阳", &["1101"]),
            ("朝 阳　区", &["1101"]),
            ("北京市朝阳区", &["1101"]),
            ("北京朝阳", &["1101"]),
            ("长春市朝阳区", &[]),
            ("朝阳县", &[]),
            ("新街口", &["1102", "110101"]),
            ("朝阳区新街口社区", &["110101"]),
            ("北京市朝阳区新街口", &["110101"]),
            ("MÜNCHEN", &["1103"]),
            ("Mu\u{308}nchen", &["1103"]),
            ("1.朝阳区", &["1101"]),
            ("12 朝阳区", &["1101"]),
            ("一、朝阳区", &["1101"]),
            ("（十二）朝阳", &["1101"]),
            ("①朝阳区", &["1101"]),
            ("一朝阳区", &[]),
            ("(朝阳区", &[]),
            ("一、", &[]),
            ("东诚区", &[]),
            ("", &[]),
        ] {
            let found = matcher.find(&units, written);
            let found: Vec<&str> = found.iter().map(|&ix| units.code(ix)).collect();
            assert_eq!(found, codes, "{written}");
            for ix in units.all() {
                let is_among = codes.contains(&units.code(ix));
                let is_name = is_name_of(&units, ix, written);
                assert_eq!(is_name, is_among, "{written} {}", units.code(ix));
            }
        }
    }
}
