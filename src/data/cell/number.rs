//! Reads figures as they are written: `1,234`, `12.5万`, `近200`, `300余个`. All figures are exact.

use super::notation::{DigitsError, Notation, Symbol, is_symbol};
use super::quantity::{Qualifier, Quantity};
use super::{CellError, NumericCell};
use crate::i18n::normalize;
use crate::number::{Bound, Interval, Number};
use crate::plan::{RollUp, Variable};

/// How the cells of one column are read.
pub struct NumericColumn<'p> {
    variable: &'p Variable,
    notation: &'p Notation,
    /// Whether figures may be per cent or fractions, which only the column as a whole shows.
    pub looked_at_whole: bool,
    /// What cells are multiplied by; `None` if neither header nor data set says.
    factor: Option<Number>,
    /// `factor × 10^decimals`; `None` if that is not a whole number or too large.
    scale: Option<i128>,
    /// How many decimals a cell may have.
    decimals: u32,
    /// Of a figure for one unit and year, and of one for several units or years together.
    single: Limits,
    combined: Limits,
}

/// The range of valid figures.
struct Limits {
    range: Interval,
    /// The least and the greatest figure, in units of the last decimal.
    least: i128,
    most: i128,
}

impl Limits {
    fn new(range: Interval, decimals: u32) -> Limits {
        Limits {
            least: end(range.lo(), decimals, false),
            most: end(range.hi(), decimals, true),
            range,
        }
    }
}

impl<'p> NumericColumn<'p> {
    /// For cells of a variable that are multiplied by a factor.
    pub fn new(variable: &'p Variable, factor: Option<Number>, notation: &'p Notation) -> Self {
        let per_cent = is_per_cent(variable);
        let fractions = per_cent && notation.fractions == Some(true);
        let factor = factor.or_else(|| fractions.then(|| Number::from(100)));
        let unit = Number::power_of_ten(variable.decimals as i32);
        let scale = match &factor {
            Some(factor) => &unit * factor,
            None => unit,
        };
        let most = variable.range.hi().number();
        let may_exceed_one = most.is_none_or(|most| *most > Number::one());
        NumericColumn {
            looked_at_whole: per_cent
                && factor.is_none()
                && notation.fractions.is_none()
                && may_exceed_one,
            variable,
            notation,
            factor,
            decimals: decimals_of(&scale),
            scale: scale.to_scaled(0),
            single: Limits::new(variable.range.clone(), variable.decimals),
            combined: match variable.roll_up {
                RollUp::Sum => Limits::new(variable.range.any_sum(), variable.decimals),
                RollUp::Never => Limits::new(variable.range.clone(), variable.decimals),
            },
        }
    }

    /// Whether a text of digits is the figure itself: it is not multiplied, and does not depend on others of its column.
    pub fn is_plain(&self) -> bool {
        !self.looked_at_whole && self.factor.is_none()
    }

    /// The least and the greatest figure of one unit and year, in units of the variable's last decimal.
    pub fn limits_of_one(&self) -> (i128, i128) {
        (self.single.least, self.single.most)
    }

    fn limits(&self, combined: bool) -> &Limits {
        if combined {
            &self.combined
        } else {
            &self.single
        }
    }

    /// The value of a cell, whose text is UTF-8, and why it is refused or what was assumed. `combined` says whether the
    /// figure is for several units or years together.
    pub fn read(&self, raw: &[u8], combined: bool) -> (NumericCell, Option<CellError>) {
        if let Some(figure) = self.exact(raw, combined) {
            return (NumericCell::Exact(figure), None);
        }
        let range = &self.limits(combined).range;
        match self.slow(std::str::from_utf8(raw).unwrap_or_default(), range) {
            Ok(cell) => (cell, None),
            Err(error) if !error.refuses() => (NumericCell::Blank, Some(error)),
            Err(error) => (NumericCell::Refused, Some(error)),
        }
    }

    /// The figure of a cell that consists of digits, within the range, in units of the last decimal; `None` for all else.
    pub fn exact(&self, raw: &[u8], combined: bool) -> Option<i128> {
        let Limits { least, most, .. } = self.limits(combined);
        let figure = self.digits(raw)?;
        (least..=most).contains(&&figure).then_some(figure)
    }

    /// The number of a text of digits, perhaps with a minus and a decimal point, in units of the last decimal; `None` for
    /// all else, and for a number with more decimals.
    fn digits(&self, bytes: &[u8]) -> Option<i128> {
        let (negative, digits) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        if digits.is_empty() || digits.len() > 18 {
            return None;
        }
        let (mut figure, mut divisor, mut point) = (0i64, 1i64, false);
        for (at, &byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    figure = figure * 10 + i64::from(byte - b'0');
                    divisor *= if point { 10 } else { 1 };
                }
                b'.' if !point && at > 0 && at + 1 < digits.len() => point = true,
                _ => return None,
            }
        }
        let figure = if negative { -figure } else { figure };
        if divisor == 1 && self.scale == Some(1) {
            return Some(i128::from(figure));
        }
        let mut scaled = i128::from(figure).checked_mul(self.scale?)?;
        if divisor > 1 {
            if !self.notation.decimal_point() || divisor == 1000 && self.decimals < 3 {
                return None;
            }
            let divisor = i128::from(divisor);
            if scaled % divisor != 0 {
                return None;
            }
            scaled /= divisor;
        }
        Some(scaled)
    }

    fn slow(&self, raw: &str, range: &Interval) -> Result<NumericCell, CellError> {
        let raw = self.notation.unmarked(raw);
        let text = normalize(raw);
        if let Some(cell) = self.without_digits(&text, range) {
            return cell;
        }
        if raw.trim().contains(['\n', '\r']) {
            return Err(CellError::NotANumber);
        }
        let quantity = Quantity::of(&text, self.variable, self.factor.as_ref())?;
        let factor = quantity.factor.as_ref().or(self.factor.as_ref());
        let converted = |number: Number| match factor {
            Some(factor) => &number * factor,
            None => number,
        };
        let number = match self.notation.number(quantity.digits, self.decimals) {
            Ok(number) => converted(number),
            Err(DigitsError::NoNumber) => return Err(CellError::NotANumber),
            Err(DigitsError::TooLong) => return Err(CellError::TooLarge),
            Err(DigitsError::DecimalSign) => return Err(CellError::DecimalSign),
            // Two readings, unless only one of them is possible.
            Err(DigitsError::Either(both)) => {
                let [one, other] = both.map(converted);
                match (range.contains(&one), range.contains(&other)) {
                    (true, false) => one,
                    (false, true) => other,
                    _ => return Err(CellError::DecimalSign),
                }
            }
        };
        if !range.contains(&number) {
            return Err(CellError::OutOfRange);
        }
        self.qualified(number, quantity.qualifier, range)
    }

    /// The value of a text without digits: blanks, dashes, symbols and errors of spreadsheets; `None` for all else.
    fn without_digits(
        &self,
        text: &str,
        range: &Interval,
    ) -> Option<Result<NumericCell, CellError>> {
        if let Some(symbol) = self.notation.symbols.get(text) {
            return Some(self.symbol(*symbol, range));
        }
        Some(match text {
            "" => Ok(NumericCell::Blank),
            _ if BLANKS.contains(&text) => Ok(NumericCell::Blank),
            _ if DASHES.contains(&text) => match self.variable.may_not_apply {
                true => Ok(NumericCell::NotApplicable),
                false => Err(CellError::DashAsBlank),
            },
            _ if text.starts_with('#') => Err(CellError::SpreadsheetError),
            _ if is_symbol(text) => Err(CellError::SymbolAsBlank),
            _ => return None,
        })
    }

    /// The value of a declared symbol.
    fn symbol(&self, symbol: Symbol, range: &Interval) -> Result<NumericCell, CellError> {
        match symbol {
            Symbol::Missing => Ok(NumericCell::Blank),
            Symbol::NotApplicable if self.variable.may_not_apply => Ok(NumericCell::NotApplicable),
            Symbol::NotApplicable => Err(CellError::DashAsBlank),
            Symbol::Zero if range.contains(&Number::zero()) => Ok(NumericCell::Exact(0)),
            Symbol::Zero => Err(CellError::OutOfRange),
            Symbol::Negligible => self.less_than_one(range),
        }
    }

    /// Something, but less than one of the unit that is shown.
    fn less_than_one(&self, range: &Interval) -> Result<NumericCell, CellError> {
        let unit = Number::power_of_ten(-(self.variable.decimals as i32));
        let unit = match &self.factor {
            Some(factor) => &unit * factor,
            None => unit,
        };
        Interval::new(Bound::Closed(Number::zero()), Bound::Open(unit))
            .and_then(|interval| interval.meet(range))
            .map(|interval| NumericCell::Between(Box::new(interval)))
            .ok_or(CellError::OutOfRange)
    }

    fn qualified(
        &self,
        number: Number,
        qualifier: Qualifier,
        range: &Interval,
    ) -> Result<NumericCell, CellError> {
        let (lo, hi) = match qualifier {
            Qualifier::Exactly => {
                return match number.to_scaled(self.variable.decimals) {
                    Some(figure) => Ok(NumericCell::Exact(figure)),
                    None if number
                        .decimals()
                        .is_some_and(|d| d <= self.variable.decimals) =>
                    {
                        Err(CellError::TooLarge)
                    }
                    None if number.decimals().is_none() => Err(CellError::EndlessDecimals),
                    None => Err(CellError::TooPrecise),
                };
            }
            Qualifier::Below => (Bound::Unbounded, Bound::Open(number)),
            Qualifier::AtMost => (Bound::Unbounded, Bound::Closed(number)),
            Qualifier::Above => (Bound::Open(number), Bound::Unbounded),
            Qualifier::AtLeast => (Bound::Closed(number), Bound::Unbounded),
            Qualifier::About => {
                let about = self.variable.about.as_ref();
                let share = about.ok_or(CellError::ApproximateUndeclared)?;
                let width = &number.abs() * share;
                (
                    Bound::Closed(&number - &width),
                    Bound::Closed(&number + &width),
                )
            }
        };
        Interval::new(lo, hi)
            .and_then(|interval| interval.meet(range))
            .map(|interval| NumericCell::Between(Box::new(interval)))
            .ok_or(CellError::OutOfRange)
    }
}

/// Whether a variable is measured in per cent.
fn is_per_cent(variable: &Variable) -> bool {
    [&variable.unit.zh, &variable.unit.en]
        .iter()
        .any(|unit| normalize(unit) == "%")
}

/// How many decimals a figure may have that is multiplied by `scale` to get a whole number.
fn decimals_of(scale: &Number) -> u32 {
    let whole = |decimals: &u32| {
        let tens = Number::power_of_ten(-(*decimals as i32));
        (&tens * scale).to_scaled(0).is_some()
    };
    (0..=18).take_while(whole).last().unwrap_or(0)
}

/// The least or greatest number inside a bound, in units of the last decimal.
fn end(bound: &Bound, decimals: u32, upper: bool) -> i128 {
    let beyond = if upper { i128::MAX } else { i128::MIN };
    let Some(number) = bound.number() else {
        return beyond;
    };
    let inside = if upper {
        number.floor(decimals)
    } else {
        number.ceil(decimals)
    };
    let excluded = matches!(bound, Bound::Open(open) if *open == inside);
    match (inside.to_scaled(decimals), excluded, upper) {
        (None, ..) => beyond,
        (Some(units), true, true) => units.saturating_sub(1),
        (Some(units), true, false) => units.saturating_add(1),
        (Some(units), false, _) => units,
    }
}

/// Words and signs for "not applicable".
pub const DASHES: &[&str] = &["-", "--", "---", "—", "——", "–", "不适用", "n/a", "不涉及"];
/// Words for "not reported".
pub const BLANKS: &[&str] = &["缺", "未报", "无数据", "缺失", "na", "null"];

#[cfg(test)]
mod tests;
