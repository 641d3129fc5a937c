//! Reads figures as they are written: `1,234`, `12.5万`, `近200`, `300余个`. All figures are exact.

use super::quantity::{Qualifier, Quantity};
use super::{CellError, NumericCell};
use crate::i18n::normalize;
use crate::number::{Bound, Interval, Number, parse_plain};
use crate::plan::{RollUp, Variable};

/// How the cells of one column are read.
pub struct NumericColumn<'p> {
    variable: &'p Variable,
    /// What cells are multiplied by; `None` if neither header nor data set says.
    factor: Option<Number>,
    /// `factor × 10^decimals`; `None` if that is not a whole number or too large.
    scale: Option<i128>,
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
    pub fn new(variable: &'p Variable, factor: Option<Number>) -> Self {
        let unit = Number::power_of_ten(variable.decimals as i32);
        let scale = match &factor {
            Some(factor) => &unit * factor,
            None => unit,
        };
        NumericColumn {
            variable,
            factor,
            scale: scale.to_scaled(0),
            single: Limits::new(variable.range.clone(), variable.decimals),
            combined: match variable.roll_up {
                RollUp::Sum => Limits::new(variable.range.any_sum(), variable.decimals),
                RollUp::Never => Limits::new(variable.range.clone(), variable.decimals),
            },
        }
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
            Err(CellError::DashAsBlank) => (NumericCell::Blank, Some(CellError::DashAsBlank)),
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
            let divisor = i128::from(divisor);
            if scaled % divisor != 0 {
                return None;
            }
            scaled /= divisor;
        }
        Some(scaled)
    }

    fn slow(&self, raw: &str, range: &Interval) -> Result<NumericCell, CellError> {
        let text = normalize(raw);
        if let Some(cell) = self.without_digits(&text, range) {
            return cell;
        }
        let quantity = Quantity::of(&text, self.variable)?;
        let number = parse_plain(&quantity.digits()).map_err(|_| CellError::NotANumber)?;
        let number = match (&quantity.factor, &self.factor) {
            (Some(own), _) => &number * own,
            (None, Some(factor)) => &number * factor,
            (None, None) => number,
        };
        if !range.contains(&number) {
            return Err(CellError::OutOfRange);
        }
        self.qualified(number, quantity.qualifier, range)
    }

    /// The value of a text without digits: blanks, dashes, and errors of spreadsheets; `None` for all else.
    fn without_digits(
        &self,
        text: &str,
        range: &Interval,
    ) -> Option<Result<NumericCell, CellError>> {
        Some(match text {
            "" => Ok(NumericCell::Blank),
            _ if BLANKS.contains(&text) => Ok(NumericCell::Blank),
            _ if !DASHES.contains(&text) => return self.sign(text, range),
            _ if self.variable.may_not_apply => Ok(NumericCell::NotApplicable),
            _ => Err(CellError::DashAsBlank),
        })
    }

    fn sign(&self, text: &str, range: &Interval) -> Option<Result<NumericCell, CellError>> {
        Some(match text {
            "…" | "……" | "..." => self.less_than_one(range),
            _ if text.starts_with('#') => Err(CellError::SpreadsheetError),
            _ => return None,
        })
    }

    /// `…`: something, but less than one of the unit that is shown.
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
pub const BLANKS: &[&str] = &["缺", "未报", "无数据", "缺失", "na", "null", "."];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fixtures::variable;

    fn read(raw: &str, variable: &Variable) -> String {
        match NumericColumn::new(variable, None).read(raw.as_bytes(), false) {
            (NumericCell::Exact(n), None) => n.to_string(),
            (NumericCell::Between(some), None) => {
                format!("{:?}..{:?}", show(some.lo()), show(some.hi()))
            }
            (NumericCell::NotApplicable, None) => "n/a".into(),
            (NumericCell::Blank, None) => "blank".into(),
            (_, Some(error)) => format!("{error:?}"),
            (NumericCell::Refused, None) => "refused without a reason".into(),
        }
        .replace('"', "")
    }

    fn show(bound: &Bound) -> String {
        match bound {
            Bound::Unbounded => "∞".into(),
            Bound::Closed(n) => format!("[{n}]"),
            Bound::Open(n) => format!("({n})"),
        }
    }

    #[test]
    fn figures_of_people() {
        let people = variable("residents", "人", 0);
        for (raw, says) in [
            ("1234", "1234"),
            (" 1,234 ", "1234"),
            ("１２３４", "1234"),
            ("1 234", "1234"),
            ("1,23", "NotANumber"),
            ("12.5万", "125000"),
            ("12.5 万人", "125000"),
            ("3亿", "300000000"),
            ("300人", "300"),
            ("300個", "NotANumber"),
            ("3.0", "3"),
            ("3.4000000000000004", "TooPrecise"),
            ("-1", "OutOfRange"),
            ("近200", "[0]..(200)"),
            ("不足200人", "[0]..(200)"),
            ("200以上", "[200]..∞"),
            ("超过200", "(200)..∞"),
            ("20余万", "(200000)..∞"),
            ("300多人", "(300)..∞"),
            ("200以下", "[0]..[200]"),
            ("约200", "ApproximateUndeclared"),
            ("200左右", "ApproximateUndeclared"),
            ("…", "[0]..(1)"),
            ("", "blank"),
            ("未报", "blank"),
            ("—", "DashAsBlank"),
            ("二十余", "NotANumber"),
            ("若干", "NotANumber"),
            ("3O0", "NotANumber"),
            ("1.2E+06", "NotANumber"),
            ("=A1", "NotANumber"),
            ("1.2.3", "NotANumber"),
            ("12%", "NotANumber"),
            ("#N/A", "SpreadsheetError"),
            ("99999999999999999999999999999999999999999", "TooLarge"),
            ("近200以上", "NotANumber"),
        ] {
            assert_eq!(read(raw, &people), says, "{raw}");
        }
    }

    #[test]
    fn figures_in_units_of_their_own() {
        let mut money = variable("funds", "万元", 2);
        money.about = Some(Number::scaled(5, 2));
        money.may_not_apply = true;
        for (raw, says) in [
            ("12.5", "1250"),
            ("12.5万", "1250"),
            ("12.5万元", "1250"),
            ("1.5亿元", "1500000"),
            ("300元", "3"),
            ("约200", "[190]..[210]"),
            ("200万元左右", "[190]..[210]"),
            ("--", "n/a"),
            ("0.001", "TooPrecise"),
        ] {
            assert_eq!(read(raw, &money), says, "{raw}");
        }
    }

    #[test]
    fn shares() {
        let mut share = variable("rate", "%", 1);
        share.range = Interval::closed(Number::zero(), Number::from(100));
        for (raw, says) in [
            ("89.9%", "899"),
            ("89.9％", "899"),
            ("100", "1000"),
            ("100.1", "OutOfRange"),
            ("95以上", "[95]..[100]"),
            ("95%以上", "[95]..[100]"),
            ("近120", "OutOfRange"),
        ] {
            assert_eq!(read(raw, &share), says, "{raw}");
        }
    }

    #[test]
    fn a_header_s_factor() {
        let people = variable("residents", "人", 0);
        let column = NumericColumn::new(&people, Some(Number::from(10_000)));
        assert!(matches!(
            column.read(b"2018.6", false),
            (NumericCell::Exact(20_186_000), None)
        ));
        assert!(matches!(
            column.read(b"1.23456", false),
            (_, Some(CellError::TooPrecise))
        ));
        // The cell's own unit counts.
        assert!(matches!(
            column.read("300万".as_bytes(), false),
            (NumericCell::Exact(3_000_000), None)
        ));
    }
}
