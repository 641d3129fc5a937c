//! Remarks that give the unit of measurement of a whole table: `单位：万人`.

use super::measure_unit::Magnitude;
use crate::i18n::normalize;

/// How such a remark begins.
const BEGINNINGS: [&str; 5] = ["计量单位", "数据单位", "单位", "units:", "unit:"];
/// Words of which 单位 is a part and that mean an organisation.
const ORGANISATIONS: [&str; 5] = ["填报", "报送", "主管", "责任", "负责"];

/// The unit of measurement that a remark gives for a whole table, normalized: the first of several; `None` if it gives none.
pub fn unit_of_table(remark: &str) -> Option<String> {
    units_of_table(remark).into_iter().next()
}

/// The units of measurement that a remark gives for a whole table, normalized; none if it names an organisation.
pub fn units_of_table(remark: &str) -> Vec<String> {
    let text = normalize(remark);
    let units = all_units(&text).unwrap_or_default();
    units
        .split('、')
        .map(|unit| unit.trim().to_owned())
        .filter(|unit| !unit.is_empty())
        .collect()
}

fn all_units(text: &str) -> Option<&str> {
    let (at, word) = BEGINNINGS
        .iter()
        .find_map(|word| Some((text.find(word)?, *word)))?;
    if ORGANISATIONS
        .iter()
        .any(|other| text[..at].ends_with(other))
    {
        return None;
    }
    let rest = text[at + word.len()..].trim_start();
    let marked = word.ends_with(':');
    let rest = match rest.strip_prefix([':', '为', '是']) {
        Some(rest) => rest.trim_start(),
        None if marked => rest,
        None => return None,
    };
    let end = rest
        .find(['。', '.', '，', ',', ';', '；', ')'])
        .unwrap_or(rest.len());
    Some(rest[..end].trim())
}

/// Whether a text is a unit that multiplies: 万人, 亿元, thousand.
pub fn is_multiple(unit: &str) -> bool {
    Magnitude::of(&normalize(unit)).power > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_about_units() {
        for (remark, unit) in [
            ("# 单位：万人", Some("万人")),
            ("（单位: 万元）", Some("万元")),
            ("注：本表单位为万人。", Some("万人")),
            ("计量单位：万人、亿元", Some("万人")),
            ("Unit: thousand persons", Some("thousand persons")),
            ("单 位：万 人", Some("万人")),
            ("填报单位：东城区民政局", None),
            ("填报单位（盖章）：", None),
            ("各单位报送", None),
            ("单位：", None),
        ] {
            assert_eq!(unit_of_table(remark).as_deref(), unit, "{remark}");
        }
    }
}
