//! What lies between a value and its target, or another value, as people read it.

use super::rounding::{Toward, common_rounding, near};
use super::{ValueFormat, decimals_of, group, join, mark};
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::number::{Number, parse_plain};
use crate::report::number::{number, value};
use crate::report::scorecard::{Direction, IndicatorResult};

impl ValueFormat<'_> {
    /// `-2.9 pp`, `低2.9个百分点`: what lies between the value as it is shown and the target; never zero where it is not.
    /// `None` if the value is not known or the target has no number.
    pub fn gap(&self) -> Option<String> {
        let result = self.result;
        let Some(gap) = number(result.gap.as_ref(), result.gap_exact.as_ref()) else {
            return self.gap_as_rounded();
        };
        let value = number(result.value.as_ref(), result.exact.as_ref())?;
        if result.verdict == Verdict::Met && is_short(result, &gap) {
            return Some(self.lang.pick("容许范围内", "tolerated").to_owned());
        }
        let shown = self.nearest(&value);
        let apart = &parse_plain(&shown).ok()? - &(&value - &gap);
        let same_side = apart.cmp(&Number::zero()) == gap.cmp(&Number::zero());
        let text = match same_side {
            true => apart.fixed(result.decimals.max(decimals_of(&shown))),
            false => near(&gap, result.decimals, &[Number::zero()], Toward::Nearest),
        };
        Some(self.apart(&gap, &text))
    }

    /// The gap of values that all round to the number shown.
    fn gap_as_rounded(&self) -> Option<String> {
        let result = self.result;
        let value = value(result.bounds.as_ref());
        let shown = common_rounding(value.interval()?, result.decimals, &self.thresholds)?;
        let target = number(result.target.value.as_ref(), result.target.exact.as_ref())?;
        if result.verdict == Verdict::Met && is_short(result, &(&shown - &target)) {
            return Some(self.lang.pick("容许范围内", "tolerated").to_owned());
        }
        let gap = &shown - &target;
        Some(self.apart_marked("≈", &gap.fixed(result.decimals)))
    }

    /// How far a number lies from another: `1.4 points above`, `高1.4个百分点`.
    pub fn difference(&self, n: &Number) -> String {
        let decimals = self.result.decimals;
        let text = near(n, decimals, &[Number::zero()], Toward::Nearest);
        if self.lang == Lang::Zh {
            return self.apart(n, &text);
        }
        let unit = match &*self.result.unit_of_measure {
            "%" => "points",
            unit => unit,
        };
        let amount = join(&group(text.trim_start_matches('-')), unit, Lang::En);
        let amount = format!("{}{amount}", mark(n, &text));
        match (n.is_zero(), n.is_negative()) {
            (true, _) => "the same".to_owned(),
            (_, true) => format!("{amount} below"),
            (_, false) => format!("{amount} above"),
        }
    }

    /// A change with its sign: `+1.4 pp`, `+1.4个百分点`.
    pub fn step(&self, n: &Number) -> String {
        let text = near(n, self.result.decimals, &[Number::zero()], Toward::Nearest);
        self.signed(n, &text)
    }

    /// A change that is needed, with its sign: rounded so that it is enough.
    pub fn step_needed(&self, n: &Number) -> String {
        let decimals = self.result.decimals;
        let enough = match n.is_negative() {
            true => n.floor(decimals),
            false => n.ceil(decimals),
        };
        self.signed(n, &enough.fixed(decimals))
    }

    fn signed(&self, n: &Number, text: &str) -> String {
        let sign = if n.is_positive() { "+" } else { "" };
        let unit = match &*self.result.unit_of_measure {
            "%" => self.lang.pick("个百分点", "pp"),
            unit => unit,
        };
        let mark = mark(n, text);
        join(&format!("{mark}{sign}{}", group(text)), unit, self.lang)
    }

    /// A difference as it is shown, marked if that is not exact.
    fn apart(&self, n: &Number, signed: &str) -> String {
        self.apart_marked(mark(n, signed), signed)
    }

    /// A signed number as a difference, with a mark before the number.
    fn apart_marked(&self, mark: &str, signed: &str) -> String {
        let percentage = self.result.unit_of_measure == "%";
        let amount = signed.trim_start_matches('-');
        let zero = amount.bytes().all(|b| matches!(b, b'0' | b'.'));
        let below = signed.starts_with('-');
        match self.lang {
            Lang::Zh if zero => "持平".to_owned(),
            Lang::Zh => {
                let word = match (percentage, below) {
                    (true, true) => "低",
                    (true, false) => "高",
                    (false, true) => "少",
                    (false, false) => "多",
                };
                let unit = if percentage {
                    "个百分点"
                } else {
                    &self.result.unit_of_measure
                };
                format!("{word}{mark}{}{unit}", group(amount))
            }
            Lang::En => {
                let sign = if below || zero { "" } else { "+" };
                let unit = if percentage {
                    "pp"
                } else {
                    &self.result.unit_of_measure
                };
                join(&format!("{mark}{sign}{}", group(signed)), unit, Lang::En)
            }
        }
    }
}

/// Whether a gap is on the wrong side of the threshold itself, tolerance apart.
fn is_short(result: &IndicatorResult, gap: &Number) -> bool {
    match (&result.target.value, result.target.direction) {
        (Some(_), Some(Direction::More)) => gap.is_negative(),
        (Some(_), Some(Direction::Less)) => gap.is_positive(),
        _ => false,
    }
}
