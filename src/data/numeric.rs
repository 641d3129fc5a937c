//! Figures as districts write them: `1,234`, `12.5万`, `近200`, `300余个`, `…`. Exact, from their own text.

use super::NumericCell;
use super::cell_error::CellError;
use super::quantity::{Qualifier, Quantity};
use super::words::normalize;
use crate::number::{Bound, Interval, Number, parse_plain};
use crate::plan::{RollUp, Variable};

/// How one column's cells become figures, worked out before the first of them.
pub struct NumericColumn<'p> {
    variable: &'p Variable,
    /// What cells are multiplied by, where the header or the data set says so.
    factor: Option<Number>,
    /// `factor × 10^decimals`, where that is a whole number that fits.
    power: Option<i128>,
    /// Of one unit and year, and of several together.
    one: Extent,
    several: Extent,
}

/// What figures may be.
struct Extent {
    range: Interval,
    /// Its ends at the declared decimals.
    least: i128,
    most: i128,
}

impl Extent {
    fn new(range: Interval, decimals: u32) -> Extent {
        Extent {
            least: end(range.lo(), decimals, false),
            most: end(range.hi(), decimals, true),
            range,
        }
    }
}

impl<'p> NumericColumn<'p> {
    pub fn new(variable: &'p Variable, factor: Option<Number>) -> Self {
        let unit = Number::power_of_ten(variable.decimals as i32);
        let power = match &factor {
            Some(factor) => &unit * factor,
            None => unit,
        };
        NumericColumn {
            variable,
            factor,
            power: power.to_scaled(0),
            one: Extent::new(variable.range.clone(), variable.decimals),
            several: match variable.roll_up {
                RollUp::Sum => Extent::new(variable.range.any_sum(), variable.decimals),
                RollUp::Never => Extent::new(variable.range.clone(), variable.decimals),
            },
        }
    }

    fn extent(&self, several: bool) -> &Extent {
        if several { &self.several } else { &self.one }
    }

    /// What a cell says, which is UTF-8; where it is refused or a dash was taken for a blank, why. `several`: whether it
    /// stands for several units or years together.
    pub fn read(&self, raw: &[u8], several: bool) -> (NumericCell, Option<CellError>) {
        if let Some(figure) = self.exact(raw, several) {
            return (NumericCell::Exact(figure), None);
        }
        let range = &self.extent(several).range;
        match self.slow(std::str::from_utf8(raw).unwrap_or_default(), range) {
            Ok(reading) => (reading, None),
            Err(CellError::DashAsBlank) => (NumericCell::Blank, Some(CellError::DashAsBlank)),
            Err(trouble) => (NumericCell::Refused, Some(trouble)),
        }
    }

    /// The figure of a cell that holds nothing else, within the range; at the variable's decimals.
    pub fn exact(&self, raw: &[u8], several: bool) -> Option<i128> {
        let Extent { least, most, .. } = self.extent(several);
        let figure = self.plain(raw)?;
        (least..=most).contains(&&figure).then_some(figure)
    }

    /// Digits, perhaps a minus and a point, that come out even; none for all else.
    fn plain(&self, bytes: &[u8]) -> Option<i128> {
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
        if divisor == 1 && self.power == Some(1) {
            return Some(i128::from(figure));
        }
        let mut scaled = i128::from(figure).checked_mul(self.power?)?;
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
        if let Some(reading) = self.without_figure(&text, range) {
            return reading;
        }
        let words = Quantity::of(&text, self.variable)?;
        let number = parse_plain(&words.digits()).map_err(|_| CellError::NotANumber)?;
        let number = match (&words.factor, &self.factor) {
            (Some(own), _) => &number * own,
            (None, Some(factor)) => &number * factor,
            (None, None) => number,
        };
        if !range.contains(&number) {
            return Err(CellError::OutOfRange);
        }
        self.within(number, words.limits, range)
    }

    /// Blanks, dashes, dots and the errors of spreadsheets.
    fn without_figure(
        &self,
        text: &str,
        range: &Interval,
    ) -> Option<Result<NumericCell, CellError>> {
        Some(match text {
            "" => Ok(NumericCell::Blank),
            _ if BLANKS.contains(&text) => Ok(NumericCell::Blank),
            _ if !DASHES.contains(&text) => return self.odd_sign(text, range),
            _ if self.variable.may_not_apply => Ok(NumericCell::NotApplicable),
            _ => Err(CellError::DashAsBlank),
        })
    }

    fn odd_sign(&self, text: &str, range: &Interval) -> Option<Result<NumericCell, CellError>> {
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
            .and_then(|some| some.meet(range))
            .map(|limits| NumericCell::Between(Box::new(limits)))
            .ok_or(CellError::OutOfRange)
    }

    fn within(
        &self,
        number: Number,
        limits: Qualifier,
        range: &Interval,
    ) -> Result<NumericCell, CellError> {
        let (lo, hi) = match limits {
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
            .and_then(|some| some.meet(range))
            .map(|limits| NumericCell::Between(Box::new(limits)))
            .ok_or(CellError::OutOfRange)
    }
}

/// An end of the range in whole units of the declared decimals: the last one that is still inside.
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

/// Signs for "does not apply".
pub const DASHES: &[&str] = &["-", "--", "---", "—", "——", "–", "不适用", "n/a", "不涉及"];
/// Words for "not known".
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
            (_, Some(trouble)) => format!("{trouble:?}"),
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
            ("20余万", "[200000]..∞"),
            ("300多人", "[300]..∞"),
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
