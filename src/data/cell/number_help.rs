//! What to write in place of a cell that is no number. What the cell says besides the figure is not to be lost.

use super::marks;
use crate::i18n::{Text, normalize};
use crate::plan::Variable;
use crate::text;

/// What to do about a cell of a variable that is no number.
pub fn help(variable: &Variable, raw: &str) -> Text {
    if !raw.contains(|c: char| c.is_ascii_digit()) {
        return text!(
            "请填数字，如 `1234`、`12.5万`、`近200`，确实没有的填 `0`；未掌握的留空",
            "write a figure, such as `1234`, `12.5万` or `近200`, and `0` where there is none; leave the cell blank where it is not known"
        );
    }
    let text = normalize(raw);
    if is_scientific(&text) {
        return text!(
            "这是电子表格对长数字的缩写，可能已丢失后几位：请从原始文件取回全数，并将该列设为数值格式",
            "a spreadsheet shows long numbers so, and digits may be lost: take the whole number from where it came from, and format the column as a number"
        );
    }
    if let Some((_, mark)) = marks::at_end(raw).filter(|(bare, _)| is_figure(bare)) {
        return mark_help(mark);
    }
    match behind_figure(&text) {
        Some(unit) => text!(
            zh: ("`{}` 以{}计：若 `{unit}` 是另一计量单位，请核对并换算，不要只去掉它；其余的话请写入 `备注` 列", variable.id, or_numbers(&variable.unit.zh, "个数")),
            en: ("`{}` is in {}: if `{unit}` is another unit of measurement, check the figure and convert it, and do not only leave the unit out; what else the cell says belongs into a column `note`", variable.id, or_numbers(&variable.unit.en, "numbers"))
        ),
        None => text!(
            "请只填一个数字，如 `1234`、`12.5万`、`近200`；其余的话请写入 `备注` 列",
            "write one figure, such as `1234`, `12.5万` or `近200`; what else the cell says belongs into a column `note`"
        ),
    }
}

/// What to do about a mark at the end of a figure, which may be a multiple or a year.
fn mark_help(mark: &str) -> Text {
    let normalized = normalize(mark);
    let inner = normalized.trim_matches(['(', ')', '[', ']', '【', '】']);
    if ["w", "k", "m", "b"].contains(&inner) {
        return text!(
            "若 `{mark}` 表示万、千等倍数，请写明，如 `12.5万`，或写出全数",
            "if `{mark}` stands for a multiple, write it in full, such as `12.5万`, or write the whole number"
        );
    }
    if inner.len() == 4 && inner.bytes().all(|byte| byte.is_ascii_digit()) {
        return text!(
            "若 `{mark}` 是数值所属的年份，请另起一行，把它写入年份列",
            "if `{mark}` is the year of the figure, give it a row of its own, with that year"
        );
    }
    marks::help(mark)
}

fn is_figure(bare: &str) -> bool {
    let in_figure = |c: char| c.is_ascii_digit() || " ,.%％万亿".contains(c);
    bare.contains(|c: char| c.is_ascii_digit()) && bare.chars().all(in_figure)
}

/// `9.57e+05`
fn is_scientific(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(['e', '×']).is_some_and(|(number, power)| {
        let number = number
            .trim_start_matches('-')
            .trim_end()
            .replacen('.', "", 1);
        let power = power.trim_start().trim_start_matches("10^");
        is_digits(&number) && is_digits(power.trim_start_matches(['+', '-']))
    })
}

/// The words behind a single figure: `户` of `957000户`.
fn behind_figure(text: &str) -> Option<&str> {
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit() || " ,.".contains(c));
    let other = |c: char| c.is_ascii_digit() || "~～-—–至/+*()[]<>=".contains(c);
    let is_word = words.starts_with(|c: char| c.is_alphabetic() || "%‰°".contains(c));
    (words.len() < text.len() && is_word && !words.contains(other)).then_some(words)
}

/// The unit, or what is counted where there is none.
fn or_numbers<'t>(unit: &'t str, otherwise: &'t str) -> &'t str {
    match unit {
        "" => otherwise,
        unit => unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fixtures::variable;

    #[test]
    fn what_a_cell_says_besides_the_figure_is_not_lost() {
        let residents = variable("residents", "人", 0);
        for (said, texts) in [
            (
                "digits may be lost",
                &["9.57E+05", "1.10105e+11", "9.57×10^5"][..],
            ),
            (
                "do not only leave the unit out",
                &["957000户", "5%", "957000 人次", "1.2cm", "957万户"],
            ),
            ("stands for a multiple", &["95.7w", "957K"]),
            ("the year of the figure", &["957000 (2022)"]),
            ("marks = [\"*\"]", &["957000*"]),
            ("kind `planned`", &["957000（预计）"]),
            ("write one figure", &["950-960", "（957000）", "$957000"]),
            ("leave the cell blank", &["未统计", "若干"]),
        ] {
            for text in texts {
                let help = help(&residents, text);
                assert!(help.en.contains(said), "{text}: {}", help.en);
            }
        }
    }
}
