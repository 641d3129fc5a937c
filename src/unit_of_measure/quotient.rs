//! The unit of a quotient, and what it is multiplied by to be in the unit that is declared for it.

use super::MeasurementUnit;
use super::groups::Kind;
use crate::i18n::Text;
use crate::number::Number;

/// What a quotient is multiplied by to be in the unit that is declared for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotientUnit {
    /// The unit follows from those of the two sides, with this factor, to which `per` comes.
    Follows(Number),
    /// The unit names both sides, such as 张/千人, with this factor, in which `per` is included.
    InFull(Number),
    /// The unit does not say what it is counted per, and the whole is counted in a multiple such as 万人.
    PerMultiple,
    /// The unit names another number of units than `per`.
    OtherPer,
    /// The unit does not follow from those of the two sides.
    Other,
}

/// The factor of a quotient of a part and a whole in a declared unit. `per` is the number of units of the whole that it is
/// stated for; `None` if none is declared. The units are compared in either language.
pub fn quotient_unit(part: &Text, whole: &Text, unit: &Text, per: Option<&Number>) -> QuotientUnit {
    let zh = one_language(&part.zh, &whole.zh, &unit.zh, per);
    match zh {
        QuotientUnit::Follows(_) | QuotientUnit::InFull(_) => zh,
        _ => match one_language(&part.en, &whole.en, &unit.en, per) {
            QuotientUnit::Other => zh,
            en => en,
        },
    }
}

/// The unit of a quotient that is stated for `per` units of the whole: 张/万人, “beds per 10,000 persons”.
pub fn unit_per(part: &Text, whole: &Text, per: &Number) -> Text {
    let digits = per.exact().unwrap_or_else(|| per.fraction());
    let zh = match digits.as_str() {
        "1" => "",
        "1000" => "千",
        "10000" => "万",
        "100000" => "十万",
        "1000000" => "百万",
        "100000000" => "亿",
        digits => digits,
    };
    let en = match digits.as_str() {
        "1" => String::new(),
        "1000" => "1,000 ".into(),
        "10000" => "10,000 ".into(),
        "100000" => "100,000 ".into(),
        "1000000" => "1,000,000 ".into(),
        "100000000" => "100,000,000 ".into(),
        digits => format!("{digits} "),
    };
    let zh = match part.zh.is_empty() {
        true => format!("每{zh}{}", whole.zh),
        false => format!("{}/{zh}{}", part.zh, whole.zh),
    };
    let en = format!("{} per {en}{}", part.en, whole.en);
    Text::new(zh, en.trim())
}

fn one_language(part: &str, whole: &str, unit: &str, per: Option<&Number>) -> QuotientUnit {
    let (part, whole) = (MeasurementUnit::of(part), MeasurementUnit::of(whole));
    let unit = MeasurementUnit::of(unit);
    let is_share = unit.kind == Kind::Share || unit.is_bare();
    let found = match &unit.per {
        _ if is_share => share(&part, &whole, &unit),
        Some(_) => return full_quotient(&part, &whole, &unit, per),
        None => part_unit(&part, &unit),
    };
    match found {
        Some(_) if !is_share && whole.power != 0 => QuotientUnit::PerMultiple,
        Some(factor) => QuotientUnit::Follows(factor),
        None => QuotientUnit::Other,
    }
}

/// The factor of a share, or of a quotient without a unit; `None` if the two sides are not of one kind. Counts may be
/// divided by each other, and a side without a unit may be of any.
fn share(
    part: &MeasurementUnit,
    whole: &MeasurementUnit,
    unit: &MeasurementUnit,
) -> Option<Number> {
    let unknown = part.is_bare() || whole.is_bare() || unit.kind != Kind::Share;
    let factor = match part.factor_to(whole) {
        Some(factor) => factor,
        None if unknown => Number::one(),
        None if part.is_count() && whole.is_count() => {
            part.size_in_base().divided_by(&whole.size_in_base())?
        }
        None => return None,
    };
    factor.divided_by(&unit.size_in_base())
}

/// The factor from the part's unit to one that does not name the whole.
fn part_unit(part: &MeasurementUnit, unit: &MeasurementUnit) -> Option<Number> {
    match part.is_bare() {
        true => Some(Number::one()),
        false => part.factor_to(unit),
    }
}

/// The factor to a unit that names both sides, such as 张/千人.
fn full_quotient(
    part: &MeasurementUnit,
    whole: &MeasurementUnit,
    unit: &MeasurementUnit,
    per: Option<&Number>,
) -> QuotientUnit {
    let above = MeasurementUnit {
        per: None,
        ..unit.clone()
    };
    let above = match above.is_bare() {
        true => Some(Number::one()),
        false => part_unit(part, &above),
    };
    let below = match (whole.is_bare(), &unit.per) {
        (false, Some(stated)) => whole.factor_to(stated),
        (_, Some(stated)) => Number::one().divided_by(&stated.size_in_base()),
        (_, None) => None,
    };
    let (Some(above), Some(below)) = (above, below) else {
        return QuotientUnit::Other;
    };
    let stated = Number::one().divided_by(&below);
    match (above.divided_by(&below), per) {
        (_, Some(per)) if stated.as_ref() != Some(per) => QuotientUnit::OtherPer,
        (Some(factor), _) => QuotientUnit::InFull(factor),
        (None, _) => QuotientUnit::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_plain;

    #[test]
    fn the_unit_of_a_quotient_follows_from_its_parts() {
        use QuotientUnit::*;
        let times = |text: &str| Follows(parse_plain(text).expect("a number"));
        let in_full = |text: &str| InFull(parse_plain(text).expect("a number"));
        for (part, whole, unit, per, found) in [
            ("人", "人", "%", None, times("100")),
            ("万人", "人", "%", None, times("1000000")),
            ("户", "人", "‰", None, times("1000")),
            ("万元", "万元", "", None, times("1")),
            ("公顷", "平方公里", "%", None, times("1")),
            ("公顷", "人", "%", None, Other),
            ("公顷", "人", "平方米", None, times("10000")),
            ("公顷", "人", "平方米/人", None, in_full("10000")),
            ("公顷", "万人", "平方米/人", None, in_full("1")),
            ("公顷", "万人", "平方米", None, PerMultiple),
            ("张", "人", "张", Some("10000"), times("1")),
            ("张", "人", "张/万人", None, in_full("10000")),
            ("张", "人", "张/万人", Some("10000"), in_full("10000")),
            ("张", "人", "张/万人", Some("1000"), OtherPer),
            ("张", "人", "每千人", None, in_full("1000")),
            (
                "beds",
                "persons",
                "beds per 1,000 persons",
                None,
                in_full("1000"),
            ),
            (
                "分钟",
                "人",
                "小时",
                None,
                Follows(Number::ratio(1, 60).expect("a number")),
            ),
            ("元", "人", "平方米", None, Other),
            ("张", "人", "人", None, Other),
            ("", "人", "张", None, times("1")),
            ("元", "平方米", "", None, times("1")),
        ] {
            let per = per.map(|text| parse_plain(text).expect("a number"));
            let same = Text::same;
            let unit_found = quotient_unit(&same(part), &same(whole), &same(unit), per.as_ref());
            assert_eq!(unit_found, found, "{part} ÷ {whole} in {unit}, per {per:?}");
        }
    }
}
