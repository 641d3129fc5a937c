//! What to write in place of a period that has no reading, or two.

use super::{date, marks};
use crate::i18n::{Text, normalize};
use crate::observation::Period;
use crate::text;

/// Days since the end of 1899, as which a spreadsheet keeps the dates of the years from 1998 to 2050.
const DAY_NUMBERS: std::ops::Range<u32> = 36_000..55_000;

/// Words for a year that are understood only where they are written.
const RELATIVE: [&str; 8] = [
    "本年", "上年", "去年", "今年", "当年", "本期", "上期", "同期",
];

/// What to do about a text in place of a period.
pub fn help(written: &str) -> Text {
    let normalized = normalize(written);
    let text = normalized.as_str();
    if let Some((bare, mark)) = marks::at_end(written)
        && Period::parse(&normalize(bare)).is_some()
    {
        return marks::help(mark);
    }
    if let Some(year) = date_year(text) {
        return text!(
            "这是日期：若数值属于全年，请写 `{year}`；若属于其中一个月，请写 `{year}-06` 这样的月份；数据的截止日期请写入 `as-of` 列",
            "this is a date: write `{year}` if the figure is that of the year, a month such as `{year}-06` if it is that of a month; the date of a report belongs into the column `as-of`"
        );
    }
    if text
        .parse()
        .is_ok_and(|days: u32| DAY_NUMBERS.contains(&days))
    {
        return text!(
            "这可能是电子表格的日期序号：请将该列设为文本，再填年份，如 `2015`",
            "this may be the number by which a spreadsheet keeps a date: format the column as text and write the year, such as `2015`"
        );
    }
    if is_short_month(text) {
        return text!(
            "电子表格会把 `2013-12`、`12-13` 等改成这样：请将该列设为文本，再填年份 `2013` 或月份 `2013-12`",
            "a spreadsheet makes this of `2013-12` or `12-13`: format the column as text, and write the year `2013` or the month `2013-12`"
        );
    }
    if text.starts_with("fy") || text.ends_with("fy") || text.contains("财年") || is_two_years(text)
    {
        return text!(
            "若年度自1月起，请写 `2023`；若跨两个年份，请写 `2022/23`，并在规划中声明 `year-starts`；若为两年合计，请写 `2022-2023`",
            "write `2023` if the year begins in January; `2022/23` if it lies in two years, with `year-starts` in the plan; `2022-2023` for two years together"
        );
    }
    if is_two_digits(text) {
        return text!(
            "请写四位年份，如 `2015`",
            "write the year in four digits, such as `2015`"
        );
    }
    if RELATIVE.iter().any(|word| text.starts_with(word)) {
        return text!(
            "请写明是哪一年，如 `2015`",
            "write which year it is, such as `2015`"
        );
    }
    if text.starts_with("截至") || text.starts_with("截止") || text.ends_with('初') {
        return text!(
            "年末数请写 `2023年末`，年初数请写上年；自规划首年起的累计数请写年份，并在 data.toml 中为该文件声明 `running = true`",
            "write `2023` for the state at its end, and the year before for the state at its beginning; of totals since the plan's first year write the year, and declare `running = true` for the file in data.toml"
        );
    }
    text!(
        "请写 `2015`、`2011-2014`、`2015Q2` 或 `2015-06`",
        "write `2015`, `2011-2014`, `2015Q2` or `2015-06`"
    )
}

/// The year of a date that names a day, perhaps with a time behind it.
fn date_year(text: &str) -> Option<&str> {
    let day = text.split([' ', 't']).next()?;
    let day = day.trim_start_matches("截至").trim_start_matches("截止");
    let parts = day.split(['-', '/', '.', '年', '月']);
    let numbers = parts
        .map(|part| part.trim_end_matches('日'))
        .filter(|part| !part.is_empty());
    let numbers: Vec<&str> = numbers.collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    match numbers[..] {
        [year, _, _] if year.len() == 4 && date::iso(day).is_some() => Some(year),
        [one, other, year] if year.len() == 4 && [one, other, year].iter().all(is_number) => {
            Some(year)
        }
        // `31-Dec-2023`
        [one, _, year] if year.len() == 4 && is_number(&one) && is_number(&year) => Some(year),
        [whole] if whole.len() == 8 && is_number(&whole) => {
            let (year, rest) = whole.split_at(4);
            let (month, day) = rest.split_at(2);
            date::iso(&format!("{year}-{month}-{day}")).map(|_| &whole[..4])
        }
        _ => None,
    }
}

/// `dec-13`: a month with two digits, which may be a year or a day.
fn is_short_month(text: &str) -> bool {
    let Some((front, back)) = text.split_once('-') else {
        return false;
    };
    let two =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let named = |part: &str| Period::parse(&format!("{part} 2000")).is_some() && !two(part);
    named(front) && two(back) || two(front) && named(back)
}

/// `2021-22`: two years together, or one that lies in two years.
fn is_two_years(text: &str) -> bool {
    let Some((year, next)) = text.split_once(['-', '–', '—', '/']) else {
        return false;
    };
    let number = |part: &str, digits| part.parse::<u32>().ok().filter(|_| part.len() == digits);
    let (year, next) = (number(year, 4), number(next, 2));
    next.is_some() && year.map(|year| (year + 1) % 100) == next
}

/// `23`, `'23`, `23年`, `y23`.
fn is_two_digits(text: &str) -> bool {
    let bare = text.trim_start_matches(['\'', '’', 'y']);
    let bare = bare.trim_end_matches(['年', '度']);
    bare.len() == 2 && bare.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_text_that_is_no_period() {
        for (said, texts) in [
            (
                "this is a date",
                &[
                    "2013-01-01",
                    "2013/12/31",
                    "2013年12月31日",
                    "截至2013年12月31日",
                    "20131231",
                    "2013-12-31 00:00:00",
                    "12/31/2013",
                    "31-Dec-2013",
                ][..],
            ),
            ("number by which", &["45291"]),
            ("a spreadsheet makes this", &["Dec-13", "13-Dec"]),
            (
                "if the year begins in January",
                &["FY2013", "2013财年", "2012-13"],
            ),
            ("in four digits", &["13", "'13", "13年", "Y13"]),
            ("which year it is", &["本年", "上年同期"]),
            ("running = true", &["截至2013年底", "2013年初"]),
            ("kind `planned`", &["2013（预计）", "2013E"]),
            ("`2011-2014`", &["tomorrow", "20023", ""]),
        ] {
            for text in texts {
                let help = help(text);
                assert!(help.en.contains(said), "{text}: {}", help.en);
                assert!(Period::parse(&normalize(text)).is_none(), "{text}");
            }
        }
    }
}
