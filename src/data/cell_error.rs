//! What can be wrong with a cell or a row, put into words. Nothing here runs while nothing is wrong.

use super::words::{did_you_mean, quote_list};
use crate::finding::{Code, Finding, Findings, PLACES_KEPT, Place, codes};
use crate::i18n::Text;
use crate::plan::{Plan, VariableIx};
use crate::text;
use hashbrown::HashMap;

/// Why a cell could not be taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellError {
    NotANumber,
    TooLarge,
    SpreadsheetError,
    OutOfRange,
    TooPrecise,
    ApproximateUndeclared,
    UnknownWord,
    DashAsBlank,
    WrongLevel,
    NotExisting,
}

impl CellError {
    pub fn code(self) -> &'static Code {
        match self {
            CellError::NotANumber | CellError::TooLarge => codes::NOT_A_NUMBER,
            CellError::SpreadsheetError => codes::SPREADSHEET_ERROR,
            CellError::OutOfRange => codes::OUT_OF_RANGE,
            CellError::TooPrecise => codes::TOO_PRECISE,
            CellError::ApproximateUndeclared => codes::APPROXIMATE_UNDECLARED,
            CellError::UnknownWord => codes::UNKNOWN_WORD,
            CellError::DashAsBlank => codes::DASH_AS_BLANK,
            CellError::WrongLevel => codes::WRONG_LEVEL,
            CellError::NotExisting => codes::UNIT_NOT_EXISTING,
        }
    }

    /// Whether the cell is lost by it.
    pub fn refuses(self) -> bool {
        self != CellError::DashAsBlank
    }

    /// The finding for a cell that says `raw`.
    pub fn finding(self, plan: &Plan, variable: VariableIx, raw: &str) -> Finding {
        let (message, help) = self.words(plan, variable, raw.trim());
        let finding = Finding::new(self.code(), message).help(help);
        let declared = match self {
            CellError::OutOfRange => text!("取值范围在此声明", "the range is declared here"),
            CellError::TooPrecise => text!("小数位数在此声明", "the decimals are declared here"),
            CellError::ApproximateUndeclared | CellError::DashAsBlank => {
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
                text!(
                    "请填数字，如 `1234`、`12.5万`、`近200`；未掌握的留空",
                    "write a figure, such as `1234`, `12.5万` or `近200`; leave the cell blank where it is not known"
                ),
            ),
            CellError::TooLarge => (
                text!(
                    "`{raw}` 数值过大（`{id}`）",
                    "`{raw}` is too large a figure (`{id}`)"
                ),
                text!("请核对位数", "check how many digits it has"),
            ),
            CellError::SpreadsheetError => (
                text!(
                    "`{raw}` 是电子表格的错误值（`{id}`）",
                    "`{raw}` is an error that a spreadsheet left behind (`{id}`)"
                ),
                text!(
                    "请修正公式后重新导出，或留空",
                    "mend the formula and export again, or leave the cell blank"
                ),
            ),
            CellError::OutOfRange => (
                text!(
                    "`{raw}` 超出 `{id}` 的取值范围",
                    "`{raw}` is out of the range of `{id}`"
                ),
                text!(
                    "请核对数值与计量单位；若属实，请修改规划中的 `range`",
                    "check the figure and its unit; if it is right, change `range` in the plan"
                ),
            ),
            CellError::TooPrecise => (
                text!(
                    "`{raw}` 的小数多于 `{id}` 的 {} 位",
                    "`{raw}` has more decimals than the {} of `{id}`",
                    variable.decimals
                ),
                text!(
                    "请按规定位数填写；末尾成串的 0 或 9 是电子表格留下的误差",
                    "write it with so many decimals; a tail of 0s or 9s is left over from a spreadsheet's arithmetic"
                ),
            ),
            CellError::ApproximateUndeclared => (
                text!(
                    "`{raw}`：规划未声明 `{id}` 的“约”有多宽",
                    "`{raw}`: the plan does not say how wide about is for `{id}`"
                ),
                text!(
                    "请填准确数字，或在规划中为该数据项声明 `about`",
                    "write the exact figure, or declare `about` for the variable in the plan"
                ),
            ),
            CellError::UnknownWord => self.unknown_word(plan, at, raw),
            CellError::DashAsBlank => (
                text!(
                    "`{id}` 不存在“不适用”，`{raw}` 按缺数据计",
                    "`{id}` always applies: `{raw}` counts as missing"
                ),
                text!(
                    "请填数值或留空；若确有不适用的情形，请在规划中声明 `may-not-apply = true`",
                    "write the figure or leave the cell blank; if it may not apply, declare `may-not-apply = true` in the plan"
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
                    "请核对年份与单位；沿革在名册的 `from`、`until`、`into` 列",
                    "check year and unit; its history stands in the roster's columns `from`, `until` and `into`"
                ),
            ),
        }
    }

    fn unknown_word(self, plan: &Plan, at: VariableIx, raw: &str) -> (Text, Text) {
        let id = &plan[at].id;
        let words: Vec<&str> = plan[at].scale.map_or_else(Vec::new, |scale| {
            let grades = plan[scale].grades.iter();
            grades
                .flat_map(|grade| grade.words.iter().map(String::as_str))
                .collect()
        });
        let list = quote_list(words.iter().copied());
        (
            text!(
                "`{raw}` 不是 `{id}` 的选项",
                "`{raw}` is no answer to `{id}`"
            ),
            did_you_mean(
                raw,
                words,
                text!("请填以下之一：{list}", "write one of {list}"),
            ),
        )
    }
}

/// Findings of one file, put into words only as often as places are kept.
#[derive(Default)]
pub struct Reporter {
    findings: Findings,
    /// How often a cause was met, by code and column or variable.
    counts: HashMap<(&'static str, u32), u64>,
    /// How often anything was noted.
    noted: u64,
    /// What the file is called among causes.
    file: String,
}

/// A cause that is no column's.
pub const WHOLE_ROW: u32 = u32::MAX;

impl Reporter {
    pub fn new(file: impl Into<String>) -> Self {
        Reporter {
            file: file.into(),
            ..Reporter::default()
        }
    }

    /// Notes that something is wrong; `finding` and `place` are asked only while places are kept.
    pub fn note(
        &mut self,
        code: &'static Code,
        column: u32,
        finding: impl FnOnce() -> Finding,
        place: impl FnOnce() -> Place,
    ) {
        self.noted += 1;
        let count = self.counts.entry((code.id, column)).or_default();
        *count += 1;
        if *count > PLACES_KEPT as u64 {
            return;
        }
        let cause = format!("{}/{column}", self.file);
        let finding = if *count == 1 {
            finding()
        } else {
            Finding::new(code, Text::default())
        };
        self.findings.group(cause, finding.at(place()));
    }

    /// How often anything was noted so far.
    pub fn noted(&self) -> u64 {
        self.noted
    }

    /// A finding about the file as a whole.
    pub fn add(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    /// All of them, with their counts.
    pub fn finish(mut self) -> Findings {
        let all: std::collections::BTreeMap<_, _> = self.counts.into_iter().collect();
        for ((id, column), count) in all {
            let more = count.saturating_sub(PLACES_KEPT as u64);
            if let Some(code) = codes::ALL.iter().find(|code| code.id == id)
                && more > 0
            {
                let mut rest = Finding::new(code, Text::default());
                rest.count = more;
                self.findings.group(format!("{}/{column}", self.file), rest);
            }
        }
        self.findings
    }
}

impl Reporter {
    /// Groups what is no record by its kind.
    pub fn bad(&mut self, mut finding: Finding) {
        let place = finding.places.pop();
        let code = finding.code;
        match place {
            Some(place) => self.note(code, WHOLE_ROW, || finding, || place),
            None => self.add(finding),
        }
    }
}
