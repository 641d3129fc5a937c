//! Single values of `data.toml`: years, periods, dates and numbers. One of another form is reported.

use super::Placed;
use crate::data::cell::date as iso_date;
use crate::i18n::Text;
use crate::number::{Number, parse_plain};
use crate::observation::Period;
use crate::plan::Year;
use crate::text;
use crate::toml_reader::Node;
use std::borrow::Cow;
use toml::de::DeValue;

/// A year of four digits.
pub fn year(node: Node) -> Option<Placed<Year>> {
    let year = node.whole(1000, 9999)?;
    Some(Placed::new(year as Year, &node))
}

/// A year, as a number or a string, or a span of years.
pub fn period(node: Node) -> Option<Placed<Period>> {
    if node.raw().is_integer() {
        let year = year(node)?;
        return Some(Placed::new(Period::Year(year.value), &node));
    }
    let written = node.filled()?;
    let period = Period::parse(written);
    if period.is_none() {
        node.bad(
            text!(
                "`{written}` 不是年份或期间",
                "`{written}` is not a year or a period"
            ),
            text!(
                "请写 `2015`、`2011-2014`、`2015Q2` 或 `2015-06`",
                "write `2015`, `2011-2014`, `2015Q2` or `2015-06`"
            ),
        );
    }
    period.map(|period| Placed::new(period, &node))
}

/// A date, in ISO form: a year, a month or a day.
pub fn date(node: Node) -> Option<String> {
    let written = date_text(node)?;
    let date = iso_date::iso(&written);
    if date.is_none() {
        node.bad(
            text!("`{written}` 不是日期", "`{written}` is not a date"),
            text!(
                "请写 `2016-03-31`、`2016-03` 或 `2016`",
                "write `2016-03-31`, `2016-03` or `2016`"
            ),
        );
    }
    date.map(|date| date.into_owned())
}

/// A day, in ISO form.
pub fn day(node: Node) -> Option<String> {
    let written = date_text(node)?;
    let day = iso_date::iso(&written).filter(|iso| iso.len() == "2013-05-02".len());
    if day.is_none() {
        node.bad(
            text!("`{written}` 不是日期", "`{written}` is not a date"),
            text!("请写 `2013-05-02`", "write it as `2013-05-02`"),
        );
    }
    day.map(|day| day.into_owned())
}

/// The text of a date, in quotes or as TOML writes dates.
fn date_text<'a>(node: Node<'a>) -> Option<Cow<'a, str>> {
    match node.raw() {
        DeValue::Datetime(date) => Some(date.to_string().into()),
        _ => node.filled().map(Cow::Borrowed),
    }
}

/// An exact number, with or without quotes, for which `fits` is true; `asked` says which numbers are valid.
pub fn number(node: Node, fits: impl Fn(&Number) -> bool, asked: Text) -> Option<Number> {
    let Some(written) = node.raw().as_str() else {
        return node.number_that(fits, asked);
    };
    let number = parse_plain(written).ok().filter(fits);
    if number.is_none() {
        let message = text!("`{written}` 在此无效", "`{written}` is not valid here");
        node.bad(message, asked);
    }
    number
}
