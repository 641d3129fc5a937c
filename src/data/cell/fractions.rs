//! Whether the figures of a variable in per cent are per cent or fractions: 38.2 or 0.382. Only all of them together show it.

use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::plan::{Plan, VariableIx};
use crate::text;
use std::collections::BTreeMap;

/// How a file writes the figures of one variable in per cent. Nil is the same in both notations and left out.
#[derive(Clone, Debug, Default)]
pub struct Fractions {
    /// The figures without a sign, by how many digits they have in units of the variable's last decimal.
    unsigned: BTreeMap<u32, Magnitude>,
    /// How many have the sign `%`.
    signed: u64,
}

/// Figures of one order of magnitude, of which the greatest is less than ten times the least. In absolute values, in units of
/// the variable's last decimal.
#[derive(Clone, Debug)]
struct Magnitude {
    least: i128,
    greatest: i128,
    /// How many are at most 1, and the place and text of the first.
    small: u64,
    first: Option<(Place, String)>,
    /// Whether any is less than 1, and whether any is more.
    below_one: bool,
    large: bool,
}

/// What figures can be per cent or fractions.
struct Doubt<'a> {
    /// How many.
    small: u64,
    /// The place and text of the first.
    first: Option<&'a (Place, String)>,
    /// Whether others without a sign are more than 1.
    beside_large: bool,
}

impl Fractions {
    /// Adds a figure as it is written. `scaled` is its absolute value in units of the variable's last decimal, rounded down, and
    /// `one` is 1 in these units.
    pub fn add(&mut self, raw: &str, scaled: i128, one: i128, place: impl FnOnce() -> Place) {
        if raw.contains(['%', '％']) {
            self.signed += 1;
            return;
        }
        let digits = scaled.checked_ilog10().unwrap_or(0);
        let magnitude = self.unsigned.entry(digits).or_insert(Magnitude {
            least: scaled,
            greatest: scaled,
            small: 0,
            first: None,
            below_one: false,
            large: false,
        });
        magnitude.least = magnitude.least.min(scaled);
        magnitude.greatest = magnitude.greatest.max(scaled);
        if scaled > one {
            magnitude.large = true;
            return;
        }
        magnitude.below_one |= scaled < one;
        magnitude.small += 1;
        if magnitude.first.is_none() {
            magnitude.first = Some((place(), raw.trim().to_owned()));
        }
    }

    /// Adds those of a later part of the file, of which lines are counted from the line behind `lines_before`.
    pub fn join(&mut self, later: Fractions, lines_before: u64) {
        self.signed += later.signed;
        for (digits, mut later) in later.unsigned {
            if let Some((place, _)) = &mut later.first {
                place.add_lines(lines_before);
            }
            match self.unsigned.get_mut(&digits) {
                None => {
                    self.unsigned.insert(digits, later);
                }
                Some(own) => {
                    own.least = own.least.min(later.least);
                    own.greatest = own.greatest.max(later.greatest);
                    own.small += later.small;
                    own.first = own.first.take().or(later.first);
                    own.below_one |= later.below_one;
                    own.large |= later.large;
                }
            }
        }
    }

    /// The figures that may be per cent or fractions. They are all that are at most 1, where no figure without a sign is more
    /// than 1 or others have a sign. Else they are those that a gap separates from the greater ones: what is less than a tenth of
    /// the next greater figure is nearer to it, in ratio, when it is multiplied by 100. A 1 by itself is no fraction.
    fn doubt(&self) -> Option<Doubt<'_>> {
        let has_large = self.unsigned.values().any(|magnitude| magnitude.large);
        let mut above: Option<i128> = None;
        let mut apart = !has_large || self.signed > 0;
        let (by_gap, mut below_one) = (!apart, false);
        let mut doubt: Option<Doubt<'_>> = None;
        for magnitude in self.unsigned.values().rev() {
            let gap = above.is_some_and(|least| magnitude.greatest.saturating_mul(10) < least);
            apart |= gap && !magnitude.large;
            above = Some(magnitude.least);
            if !apart || magnitude.small == 0 {
                continue;
            }
            let doubt = doubt.get_or_insert(Doubt {
                small: 0,
                first: None,
                beside_large: has_large,
            });
            let both = doubt.first.into_iter().chain(&magnitude.first);
            doubt.first = both.min_by_key(|(place, _)| place.order());
            doubt.small += magnitude.small;
            below_one |= magnitude.below_one;
        }
        doubt.filter(|_| !by_gap || below_one)
    }

    /// The finding about figures that may be per cent or fractions; `None` if there are none.
    pub fn finding(&self, plan: &Plan, variable: VariableIx) -> Option<Finding> {
        let Doubt {
            small,
            first,
            beside_large,
        } = self.doubt()?;
        let id = &plan[variable].id;
        let raw = first.map_or("", |(_, raw)| raw);
        let (message, help): (Text, Text) = match beside_large {
            false => (
                text!(
                    "`{raw}`（`{id}`，以 % 计）可能是百分数，也可能是小数：共 {small} 个数值不大于 1",
                    "`{raw}` of `{id}`, in per cent, may be per cent or a fraction: figures that are at most 1: {small}"
                ),
                text!(
                    "请在 data.toml 中为该文件声明：`fractions = true`（0.38 即 38%）或 `fractions = false`；该数据项未采用",
                    "declare for the file in data.toml `fractions = true`, if 0.38 is 38 %, or `fractions = false`; the variable's figures are not used"
                ),
            ),
            true => (
                text!(
                    "`{raw}`（`{id}`，以 % 计）可能是百分数，也可能是小数：共 {small} 个数值远小于该文件的其他数值",
                    "`{raw}` of `{id}`, in per cent, may be per cent or a fraction: figures that are far below the others of the file: {small}"
                ),
                text!(
                    "若 0.38 即 38%，请在单元格中写 `38%`；若就是 0.38%，请在 data.toml 中为该文件声明 `fractions = false`；该数据项未采用",
                    "if 0.38 is 38 %, write `38%` in the cell; if it is 0.38 %, declare `fractions = false` for the file in data.toml; the variable's figures are not used"
                ),
            ),
        };
        let finding = Finding::new(codes::FRACTION_IN_DOUBT, message).help(help);
        Some(match first {
            Some((place, _)) => finding.at(place.clone()),
            None => finding,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::LinePosition;
    use crate::number::parse_plain;

    /// How many figures, with two decimals, are in doubt, and the first.
    fn doubt(figures: &[&str]) -> (u64, String) {
        let mut fractions = Fractions::default();
        for (at, raw) in (1..).zip(figures) {
            let number = parse_plain(raw.trim_end_matches('%')).unwrap();
            let scaled = number.to_scaled(2).unwrap();
            let line = LinePosition {
                line: at,
                ..LinePosition::default()
            };
            fractions.add(raw, scaled, 100, || Place::in_line("a.csv", line));
        }
        fractions.doubt().map_or((0, String::new()), |doubt| {
            (doubt.small, doubt.first.unwrap().1.clone())
        })
    }

    #[test]
    fn figures_of_two_notations_are_told_from_small_ones() {
        for (figures, small, first) in [
            (&["38.2", "41", "52.5"][..], 0, ""),
            (&["38%", "41%"], 0, ""),
            (&["38%", "41.2"], 0, ""),
            (&["0.38", "0.41", "1"], 3, "0.38"),
            (&["0.38", "41%"], 1, "0.38"),
            (&["0.38", "41%", "52.5"], 1, "0.38"),
            (&["38.2", "0.13", "41"], 1, "0.13"),
            (&["41.2", "0.41"], 1, "0.41"),
            // Small percentages, each less than ten times the one before.
            (&["0.8", "1.2", "3.4"], 0, ""),
            (&["0.05", "0.4", "1.5", "12"], 0, ""),
            (&["0.95", "8", "38.2"], 0, ""),
            (&["0.04", "0.5", "1.5", "12"], 1, "0.04"),
            (&["0.1", "0.13", "1.3", "12"], 0, ""),
            (&["1", "10", "50"], 0, ""),
            (&["1", "90", "76.1"], 0, ""),
            (&["1", "0.13", "38.2"], 2, "1"),
        ] {
            assert_eq!(doubt(figures), (small, first.to_owned()), "{figures:?}");
        }
    }
}
