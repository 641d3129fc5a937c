//! Whether the figures of a variable in per cent are per cent or fractions: 38.2 or 0.382. Only all of them together show it.

use crate::finding::{Finding, Place, codes};
use crate::plan::{Plan, VariableIx};
use crate::text;

/// How a file writes the figures of one variable in per cent. Nil is the same in both notations and left out.
#[derive(Clone, Debug, Default)]
pub struct Fractions {
    /// How many have no sign and are at most 1, and the place and text of the first.
    small: u64,
    first: Option<(Place, String)>,
    /// How many have no sign and are more than 1.
    large: u64,
    /// How many have the sign `%`.
    signed: u64,
}

impl Fractions {
    /// Adds a figure, which is not nil, as it is written; `is_small` says whether it is at most 1 in absolute value.
    pub fn add(&mut self, raw: &str, is_small: bool, place: impl FnOnce() -> Place) {
        if raw.contains(['%', '％']) {
            self.signed += 1;
        } else if is_small {
            self.small += 1;
            self.first
                .get_or_insert_with(|| (place(), raw.trim().to_owned()));
        } else {
            self.large += 1;
        }
    }

    /// Adds those of a later part of the file, of which lines are counted from the line behind `lines_before`.
    pub fn join(&mut self, mut later: Fractions, lines_before: u64) {
        if let Some((place, _)) = &mut later.first {
            place.add_lines(lines_before);
        }
        self.small += later.small;
        self.large += later.large;
        self.signed += later.signed;
        self.first = self.first.take().or(later.first);
    }

    /// Whether figures may be per cent or fractions: those without a sign are all at most 1, or others have a sign.
    pub fn is_in_doubt(&self) -> bool {
        self.small > 0 && (self.large == 0 || self.signed > 0)
    }

    /// The finding about figures that are in doubt.
    pub fn finding(&self, plan: &Plan, variable: VariableIx) -> Finding {
        let (id, small) = (&plan[variable].id, self.small);
        let raw = self.first.as_ref().map_or("", |(_, raw)| raw);
        let finding = Finding::new(
            codes::FRACTION_IN_DOUBT,
            text!(
                "`{raw}`（`{id}`，以 % 计）可能是百分数，也可能是小数：共 {small} 个数值不大于 1",
                "`{raw}` of `{id}`, in per cent, may be per cent or a fraction: {small} of the figures are at most 1"
            ),
        );
        let finding = match &self.first {
            Some((place, _)) => finding.at(place.clone()),
            None => finding,
        };
        finding.help(text!(
            "请在 data.toml 中为该文件声明：`fractions = true`（0.38 即 38%）或 `fractions = false`；该数据项未采用",
            "declare for the file in data.toml `fractions = true`, if 0.38 is 38 %, or `fractions = false`; the variable's figures are not used"
        ))
    }
}
