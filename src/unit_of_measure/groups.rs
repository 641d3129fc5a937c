//! The units that can be converted, and the decimal multiples that may stand before them.

use crate::number::Number;

/// What the units of a group measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A count of things; a count may be divided by any other.
    Count,
    /// A quantity, which is a share of a quantity of the same kind only.
    Quantity,
    /// A part of a whole: `%`.
    Share,
}

/// Units of one kind: their names, and the size of each in the first one as numerator and denominator.
type Group = (Kind, &'static [(&'static [&'static str], i128, i128)]);

/// The units that can be converted. To add one, add its names and its size to its group. A decimal multiple such as 万吨
/// needs no entry, see [`MULTIPLES`].
const GROUPS: &[Group] = &[
    (
        Kind::Count,
        &[(&["人", "名", "person", "persons", "people"], 1, 1)],
    ),
    (
        Kind::Share,
        &[
            (&["%", "per cent", "percent", "百分比"], 1, 100),
            (&["‰", "per mille"], 1, 1000),
        ],
    ),
    (
        Kind::Quantity,
        &[(&["元", "人民币元", "yuan", "rmb", "cny"], 1, 1)],
    ),
    (
        Kind::Quantity,
        &[
            (
                &["平方米", "㎡", "m²", "m2", "square metre", "square metres"],
                1,
                1,
            ),
            (&["亩", "mu"], 2000, 3),
            (&["公顷", "ha", "hectare", "hectares"], 10_000, 1),
            (
                &[
                    "平方公里",
                    "平方千米",
                    "km²",
                    "km2",
                    "square kilometre",
                    "square kilometres",
                ],
                1_000_000,
                1,
            ),
        ],
    ),
    (
        Kind::Quantity,
        &[
            (&["秒", "second", "seconds"], 1, 1),
            (&["分钟", "minute", "minutes"], 60, 1),
            (&["小时", "hour", "hours"], 3600, 1),
            (&["天", "日", "day", "days"], 86_400, 1),
        ],
    ),
    (
        Kind::Quantity,
        &[
            (&["米", "m", "metre", "metres"], 1, 1),
            (&["公里", "千米", "km", "kilometre", "kilometres"], 1000, 1),
        ],
    ),
    (
        Kind::Quantity,
        &[
            (&["立方米", "m³", "m3", "cubic metre", "cubic metres"], 1, 1),
            (&["升", "litre", "litres"], 1, 1000),
        ],
    ),
    (
        Kind::Quantity,
        &[
            (&["公斤", "千克", "kg", "kilogram", "kilograms"], 1, 1),
            (&["克", "g", "gram", "grams"], 1, 1000),
            (&["斤"], 1, 2),
            (&["吨", "t", "tonne", "tonnes"], 1000, 1),
        ],
    ),
    (
        Kind::Quantity,
        &[(&["千瓦时", "kwh", "kilowatt-hours"], 1, 1)],
    ),
];

/// The decimal multiples that stand before a unit or alone, with their exponents of ten; a longer one stands before its own
/// beginning.
pub const MULTIPLES: &[(&str, i32)] = &[
    ("十万", 5),
    ("百万", 6),
    ("千万", 7),
    ("万亿", 12),
    ("万", 4),
    ("亿", 8),
    ("千", 3),
    ("百", 2),
    ("10k", 4),
    ("10,000", 4),
    ("thousand", 3),
    ("million", 6),
];

/// More of them, which stand before a unit only: alone in a cell they may be figures. They are looked for first.
pub const WRITTEN_OUT: &[(&str, i32)] = &[
    ("100,000,000", 8),
    ("1,000,000", 6),
    ("100,000", 5),
    ("1,000", 3),
    ("100 million", 8),
    ("hundred million", 8),
    ("billion", 9),
];

/// The kind, the base and the size of a unit in a group; `None` for one in no group.
pub fn group_of(word: &str) -> Option<(Kind, &'static str, Number)> {
    GROUPS.iter().find_map(|(kind, units)| {
        let (_, above, below) = units.iter().find(|(names, ..)| names.contains(&word))?;
        Some((*kind, units[0].0[0], Number::ratio(*above, *below)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::normalize;

    #[test]
    fn each_name_is_in_one_group_and_normalized() {
        let names = GROUPS.iter().flat_map(|(_, units)| units.iter());
        let names: Vec<&str> = names
            .flat_map(|(names, ..)| names.iter().copied())
            .collect();
        for (at, name) in names.iter().enumerate() {
            assert_eq!(*name, normalize(name));
            assert!(!names[..at].contains(name), "{name} twice");
        }
    }
}
