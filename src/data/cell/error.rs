//! Why a cell is refused, and the finding about it.

use super::{marks, number_help};
use crate::data::words::{did_you_mean, quote_list, shorten, toml_string};
use crate::finding::{Code, Finding, codes};
use crate::i18n::{Text, normalize};
use crate::plan::{Grade, Plan, VariableIx};
use crate::text;

/// Why a cell is refused, or what was assumed about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellError {
    /// Not a figure in any known notation.
    NotANumber,
    /// More digits than can be calculated with exactly.
    TooLarge,
    /// An error value such as `#N/A`.
    SpreadsheetError,
    /// Outside the variable's range.
    OutOfRange,
    /// More decimals than the variable has.
    TooPrecise,
    /// Decimals that do not end in the variable's unit: 10 亩 are 2/3 公顷.
    EndlessDecimals,
    /// 约 for a variable whose `about` is not declared.
    ApproximateUndeclared,
    /// Not an answer on the variable's scale.
    UnknownWord,
    /// A dash for a variable that always applies: assumed to be missing.
    DashAsBlank,
    /// A comma or a point that may separate decimals or groups of digits.
    DecimalSign,
    /// 万 that may be the column's unit or multiply it.
    UnitInDoubt,
    /// A sign whose meaning is not declared: assumed to be missing.
    SymbolAsBlank,
    /// For a unit below the level at which the variable is collected.
    WrongLevel,
    /// For a year in which the unit did not exist.
    NotExisting,
    /// Of a part of a year, where the variable does not declare how the year comes from its parts.
    NoWithinYear,
}

impl CellError {
    /// The code of the finding.
    pub fn code(self) -> &'static Code {
        match self {
            CellError::NotANumber | CellError::TooLarge => codes::NOT_A_NUMBER,
            CellError::SpreadsheetError => codes::SPREADSHEET_ERROR,
            CellError::OutOfRange => codes::OUT_OF_RANGE,
            CellError::TooPrecise | CellError::EndlessDecimals => codes::TOO_PRECISE,
            CellError::ApproximateUndeclared => codes::APPROXIMATE_UNDECLARED,
            CellError::UnknownWord => codes::UNKNOWN_WORD,
            CellError::DashAsBlank => codes::DASH_AS_BLANK,
            CellError::DecimalSign | CellError::UnitInDoubt => codes::AMBIGUOUS_FIGURE,
            CellError::SymbolAsBlank => codes::SYMBOL_AS_BLANK,
            CellError::WrongLevel => codes::WRONG_LEVEL,
            CellError::NotExisting => codes::UNIT_NOT_EXISTING,
            CellError::NoWithinYear => codes::NO_WITHIN_YEAR,
        }
    }

    /// Whether the cell is refused.
    pub fn refuses(self) -> bool {
        !matches!(self, CellError::DashAsBlank | CellError::SymbolAsBlank)
    }

    /// The finding about a cell with the text `raw`; its place is added by the caller.
    pub fn finding(self, plan: &Plan, variable: VariableIx, raw: &str) -> Finding {
        let (message, help) = self.words(plan, variable, &shorten(raw));
        let finding = Finding::new(self.code(), message).help(help);
        let declared = match self {
            CellError::OutOfRange => text!("取值范围在此声明", "the range is declared here"),
            CellError::TooPrecise | CellError::EndlessDecimals => {
                text!("小数位数在此声明", "the decimals are declared here")
            }
            CellError::UnitInDoubt => text!("计量单位在此声明", "the unit is declared here"),
            CellError::ApproximateUndeclared | CellError::DashAsBlank | CellError::NoWithinYear => {
                text!("数据项在此声明", "the variable is declared here")
            }
            CellError::WrongLevel => text!("层级在此声明", "the level is declared here"),
            _ => return finding,
        };
        finding.beside(plan[variable].at.clone(), declared)
    }

    fn words(self, plan: &Plan, at: VariableIx, raw: &str) -> (Text, Text) {
        let variable = &plan[at];
        let id = &variable.id;
        let level = &plan[variable.level].id;
        match self {
            CellError::NotANumber => (
                text!(
                    "`{raw}` 不是数字（`{id}`）",
                    "`{raw}` is not a number (`{id}`)"
                ),
                number_help::help(variable, raw),
            ),
            CellError::DecimalSign if raw.ends_with([',', '，']) => (
                text!(
                    "`{raw}`（`{id}`）末尾有逗号",
                    "`{raw}` (`{id}`) ends in a comma"
                ),
                text!(
                    "请核对是否缺了几位；没有缺，请删去逗号",
                    "check whether digits are missing; if none are, remove the comma"
                ),
            ),
            CellError::TooLarge => (
                text!(
                    "`{raw}` 数值过大（`{id}`）",
                    "`{raw}` has too many digits (`{id}`)"
                ),
                text!("请核对位数", "check the number of digits"),
            ),
            CellError::SpreadsheetError => (
                text!(
                    "`{raw}` 是电子表格的错误值（`{id}`）",
                    "`{raw}` is an error value of a spreadsheet (`{id}`)"
                ),
                text!(
                    "请修正公式后重新导出；未掌握的留空",
                    "correct the formula and export again; leave the cell blank where it is not known"
                ),
            ),
            CellError::OutOfRange => (
                text!(
                    "`{raw}` 超出 `{id}` 的取值范围",
                    "`{raw}` is outside the range of `{id}`"
                ),
                text!(
                    "请核对数值与计量单位；若属实，请修改规划中的 `range`",
                    "check the figure and its unit; if it is right, change `range` in the plan"
                ),
            ),
            CellError::TooPrecise if variable.unit.en == "%" && is_fraction(raw) => (
                text!(
                    "`{raw}` 的小数多于 `{id}` 的 {} 位，可能是小数而非百分数",
                    "`{raw}` has more decimals than the {} of `{id}`, and may be a fraction, not per cent",
                    variable.decimals
                ),
                text!(
                    "若 0.391 即 39.1%，请写 `39.1%`；若该文件的百分数都这样写，请在 data.toml 中声明 `fractions = true`；请勿舍入",
                    "if 0.391 is 39.1 %, write `39.1%`, or declare `fractions = true` in data.toml if all per cent of the file are written so; do not round it"
                ),
            ),
            CellError::TooPrecise => (
                text!(
                    "`{raw}` 的小数多于 `{id}` 的 {} 位",
                    "`{raw}` has more decimals than the {} of `{id}`",
                    variable.decimals
                ),
                text!(
                    "请核对计量单位：若为万、亿等，请写入列名，如 `（万人）`，切勿舍入；末尾成串的 0 或 9 是电子表格留下的误差，可按规定位数填写",
                    "check the unit of measurement: if it is 万 or the like, write it into the title, as in `（万人）`, and do not round; only a long tail of 0s or 9s comes from a spreadsheet's arithmetic and may be cut"
                ),
            ),
            CellError::EndlessDecimals => (
                text!(
                    zh: ("`{raw}` 换算成 {} 除不尽，而 `{id}` 只有 {} 位小数", variable.unit.zh, variable.decimals),
                    en: ("`{raw}` has endless decimals in {}, and `{id}` has {}", variable.unit.en, variable.decimals)
                ),
                text!(
                    "请将数据项的 `unit` 声明为填报所用的单位；指标的 `unit` 可写同类的另一单位，换算是精确的",
                    "declare the unit of the reports as `unit` of the variable; the `unit` of the indicator may be another of the same kind, and is converted to exactly"
                ),
            ),
            CellError::ApproximateUndeclared => (
                text!(
                    "`{raw}`：规划未声明 `{id}` 的“约”有多宽",
                    "`{raw}`: the plan does not declare how wide 约 (about) is for `{id}`"
                ),
                text!(
                    "请填准确数字，或在规划中为该数据项声明 `about`",
                    "write the exact figure, or declare `about` for the variable in the plan"
                ),
            ),
            CellError::UnknownWord => self.unknown_word(plan, at, raw),
            CellError::DashAsBlank => (
                text!(
                    "`{id}` 没有“不适用”的情形，`{raw}` 视为数据缺失",
                    "`{id}` always applies, so `{raw}` counts as missing"
                ),
                text!(
                    "请填数值，未掌握的留空；若确有不适用的情形，请在规划中声明 `may-not-apply = true`",
                    "write the figure, or leave the cell blank where it is not known; if it may not apply, declare `may-not-apply = true` in the plan"
                ),
            ),
            CellError::DecimalSign => (
                text!(
                    "`{raw}`（`{id}`）中的逗号或点可能是小数点，也可能是千位分隔符",
                    "the comma or point in `{raw}` (`{id}`) may separate decimals or groups of digits"
                ),
                text!(
                    "请在 data.toml 中为该文件声明 `decimal = \",\"` 或 `decimal = \".\"`；千位分隔每三位一组，首组不以 0 开头",
                    "declare `decimal = \",\"` or `decimal = \".\"` for the file in data.toml; groups have three digits, and the first does not begin with 0"
                ),
            ),
            CellError::UnitInDoubt => {
                let unit = &variable.unit;
                (
                    text!(
                        zh: ("`{raw}` 可能以{}计，也可能是其倍数（`{id}`）", unit.zh),
                        en: ("`{raw}` may be in {}, or a multiple of the column's unit (`{id}`)", unit.en)
                    ),
                    text!(
                        "请在单元格中写明完整单位，如 `1.25亿元`，或只写数字",
                        "write the full unit in the cell, such as `1.25亿元`, or the digits only"
                    ),
                )
            }
            CellError::SymbolAsBlank => (
                text!(
                    "未声明 `{raw}` 的含义，视为数据缺失（`{id}`）",
                    "the meaning of `{raw}` is not declared, so it counts as missing (`{id}`)"
                ),
                text!(
                    "请在 data.toml 中为该文件声明，如 `symbols = {{ {} = \"missing\" }}`，或填数值，未掌握的留空",
                    "declare it for the file in data.toml, as in `symbols = {{ {} = \"missing\" }}`, or write the figure; leave the cell blank where it is not known",
                    toml_string(raw)
                ),
            ),
            CellError::WrongLevel => (
                text!(
                    "`{id}` 只采集到 `{level}` 一级",
                    "`{id}` is not collected below the level `{level}`"
                ),
                text!(
                    "请按上一层级汇总后报送，或修改规划中的 `level`",
                    "send the figure of the unit above, or change `level` in the plan"
                ),
            ),
            CellError::NotExisting => (
                text!(
                    "该年份评估对象不存在，`{id}` 的 `{raw}` 未采用",
                    "the unit did not exist in that year: `{raw}` of `{id}` is not used"
                ),
                text!(
                    "请核对年份与评估对象；其沿革见名册的 `from`、`until`、`into` 列",
                    "check the year and the unit; the roster's columns `from`, `until` and `into` hold its history"
                ),
            ),
            CellError::NoWithinYear => (
                text!(
                    "规划未声明 `{id}` 的全年数如何由分期数得出，`{raw}` 未采用",
                    "the plan does not declare how the year of `{id}` comes from parts of it: `{raw}` is not used"
                ),
                text!(
                    "请在规划中为该数据项（清单的事项则为清单）声明 `within-year`：`\"sum\"` 各期相加，`\"last\"` 以期末为准，`\"mean\"` 取各期平均",
                    "declare `within-year` in the plan, for the variable or for the checklist of the item: `\"sum\"` adds the parts up, `\"last\"` takes the one that ends the year, `\"mean\"` their mean"
                ),
            ),
        }
    }

    fn unknown_word(self, plan: &Plan, at: VariableIx, raw: &str) -> (Text, Text) {
        let id = &plan[at].id;
        let grades = plan[at].scale.map_or(&[][..], |scale| &plan[scale].grades);
        let words = grades.iter().flat_map(|grade| &grade.words);
        let words: Vec<&str> = words.map(String::as_str).collect();
        let list = some_of_each(grades);
        let marked =
            marks::at_end(raw).filter(|(bare, _)| words.contains(&normalize(bare).as_str()));
        (
            text!(
                "`{raw}` 不是 `{id}` 的选项",
                "`{raw}` is not a valid answer to `{id}`"
            ),
            match marked {
                Some((_, mark)) => marks::help(mark),
                None => did_you_mean(
                    raw,
                    words,
                    text!("请填以下之一：{list}", "write one of {list}"),
                ),
            },
        )
    }
}

/// Some words of each grade, so that none is left out: at most eight.
fn some_of_each(grades: &[Grade]) -> String {
    let each = (8 / grades.len().max(1)).max(1);
    let some = grades
        .iter()
        .flat_map(|grade| grade.words.iter().take(each));
    let more = grades.iter().any(|grade| grade.words.len() > each);
    let more = if more { ", …" } else { "" };
    format!("{}{more}", quote_list(some.map(String::as_str)))
}

/// Whether a text is a decimal fraction without a whole part: 0.38.
fn is_fraction(raw: &str) -> bool {
    let raw = raw.trim().trim_start_matches('-');
    raw.starts_with("0.") || raw.starts_with('.')
}
