//! The registry of findings: one line each. Each has a section in `docs/findings.md`; one about a plan has a case in
//! `tests/cases/plan`.

use super::{Code, Severity::*};

macro_rules! codes {
    ($($name:ident $severity:ident $id:literal $zh:literal $en:literal)*) => {
        $(#[doc = concat!("`", $id, "`: ", $en, ".")]
        pub const $name: &Code = &Code { id: $id, severity: $severity, meaning: ($zh, $en) };)*
        /// All codes, in the order of this list.
        pub const ALL: &[&Code] = &[$($name),*];
    };
}

codes! {
    // The plan.
    TOML_SYNTAX Error "toml-syntax" "TOML 语法错误" "invalid TOML syntax"
    UNREADABLE Error "unreadable" "文件无法读取" "a file that can't be read"
    UNKNOWN_KEY Error "unknown-key" "未知的键" "an unknown key"
    MISSING_KEY Error "missing-key" "缺少必需的键" "a required key is missing"
    WRONG_TYPE Error "wrong-type" "值的类型错误" "a value of the wrong type"
    BAD_VALUE Error "bad-value" "值无效" "a value of the right type that is not valid here"
    DUPLICATE_ID Error "duplicate-id" "编号重复" "an id that is used twice"
    UNKNOWN_REFERENCE Error "unknown-reference" "引用了不存在的编号" "a reference to an id that is not declared"
    PHRASE_MISSING Error "phrase-missing" "条款缺少原文" "a clause without the plan's wording"
    TWO_RULES Error "two-rules" "一个目标有两条规则" "a target with two rules"
    TARGET_OUT_OF_RANGE Error "target-out-of-range" "目标值超出可能范围" "a target outside the range of possible values"
    BANDS_NOT_ASCENDING Error "bands-not-ascending" "档次下限未递增" "bands whose lower limits do not ascend"
    PATH_AWAY_FROM_TARGET Error "path-away-from-target" "进度路径背离目标" "a path that moves away from its target"
    IDLE_ASSUMPTION Error "idle-assumption" "假定所指的键不存在" "an assumption about a key that the entry does not have"
    CIRCULAR Error "circular" "数据项循环包含" "variables whose `part-of` form a cycle"
    YEAR_OUTSIDE_PLAN Error "year-outside-plan" "年份不在规划期内" "a year outside the plan's years"
    FRACTION_TARGET Warning "fraction-target" "百分比小于 1" "a percentage below 1, such as 0.35 for 35 %"
    UNIT_DIFFERS Warning "unit-differs" "单位与数据项不符" "a unit that does not follow from those of the variables"
    UNIT_CONVERTED Note "unit-converted" "数值换算成所声明的单位" "values that are converted to the declared unit"
    SHARED_WORD Warning "shared-word" "多个数据项同名" "a name that several variables share"
    UNANSWERED_CLAUSE Warning "unanswered-clause" "条款没有指标" "a clause without an indicator"

    // The data.
    BAD_MANIFEST Error "bad-manifest" "data.toml 有误" "a mistake in data.toml"
    WRONG_PLAN Error "wrong-plan" "数据属于另一规划" "data that was collected for another plan"
    BAD_ENCODING Error "bad-encoding" "编码无法识别" "bytes that are not valid in the file's encoding"
    DECODED Note "decoded" "文件已转码" "a file that is not UTF-8 and was decoded"
    UNCLOSED_QUOTE Error "unclosed-quote" "引号没有闭合" "a quote that is never closed"
    ROWS_IN_QUOTES Error "rows-in-quotes" "引号内有整行数据" "lines that look like rows inside a quoted cell"
    LINE_TOO_LONG Error "line-too-long" "行过长" "a line that is too long"
    STRAY_QUOTE Error "stray-quote" "右引号后还有文字" "text after a closing quote"
    NOT_READ Warning "not-read" "文件或工作表未读取" "a file or sheet that is not read"
    EMPTY_FILE Warning "empty-file" "文件没有表头" "a file without a header"
    UNKNOWN_COLUMN Error "unknown-column" "无法识别的列" "a column that matches no variable"
    AMBIGUOUS_COLUMN Error "ambiguous-column" "列名有歧义" "a column name that matches several variables"
    DUPLICATE_COLUMN Error "duplicate-column" "列重复" "two columns with the same meaning"
    UNUSED_COLUMN Warning "unused-column" "列未被使用" "a known column that files of this layout do not use"
    UNUSED_IGNORE Warning "unused-ignore" "要忽略的列不存在" "a column listed under `ignore` that the file does not have"
    UNIT_MISMATCH Error "unit-mismatch" "计量单位不符" "a unit of measurement that can't be converted to the variable's"
    NO_UNIT_COLUMN Error "no-unit-column" "没有代码列或名称列" "a file without a column for code or name"
    NO_PERIOD Error "no-period" "没有年份" "a file that does not state its year"
    RAGGED_ROW Error "ragged-row" "单元格数与表头不符" "a row with more or fewer cells than the header"
    MERGED_CELL Error "merged-cell" "合并单元格中的数值" "a figure in a cell that was merged with others"
    MISSING_UNIT Error "missing-unit" "没有代码和名称" "a row without code and name"
    UNKNOWN_UNIT Error "unknown-unit" "未知的评估对象" "a unit that is not in the roster"
    AMBIGUOUS_UNIT Error "ambiguous-unit" "评估对象有歧义" "a row that matches several units"
    MIXED_IDENTITY Error "mixed-identity" "代码与名称混用" "units of one level given by code in some rows and only by name in others"
    DUPLICATE_UNIT Error "duplicate-unit" "评估对象代码重复" "one code for different units"
    UNKNOWN_PARENT Error "unknown-parent" "未知的上级" "a parent that is in no file"
    PARENT_DIFFERS Warning "parent-differs" "上级与名册不一致" "a parent that differs from the roster's"
    UNKNOWN_LEVEL Error "unknown-level" "未知的层级" "a level that the plan does not declare"
    WRONG_LEVEL Error "wrong-level" "层级不符" "a figure for a unit of a level at which it is not collected"
    BAD_PERIOD Error "bad-period" "年份无法识别" "a period that can't be read"
    BAD_DATE Error "bad-date" "日期无法识别" "a date that can't be read"
    BAD_KIND Error "bad-kind" "数据性质无法识别" "a kind other than actual or planned"
    UNIT_NOT_EXISTING Warning "unit-not-existing" "该年份评估对象不存在" "a figure for a year in which the unit did not exist"
    UNKNOWN_VARIABLE Error "unknown-variable" "未知的数据项" "a row of a long file that matches no variable"
    NOT_A_NUMBER Error "not-a-number" "不是数字" "a cell that should be a number and is not"
    SPREADSHEET_ERROR Error "spreadsheet-error" "电子表格错误值" "an error value of a spreadsheet"
    OUT_OF_RANGE Error "out-of-range" "超出取值范围" "a figure outside the variable's range"
    TOO_PRECISE Error "too-precise" "小数位数过多" "a figure with more decimals than the variable has"
    APPROXIMATE_UNDECLARED Error "approximate-undeclared" "“约”的范围未声明" "约 (about) where the plan does not declare its width"
    UNKNOWN_WORD Error "unknown-word" "答案不在评分尺度中" "an answer that is not on the scale"
    DASH_AS_BLANK Warning "dash-as-blank" "横线视为数据缺失" "a dash for a variable that always applies; counted as missing"

    // All figures together.
    REPEATED Warning "repeated" "数值重复" "an identical duplicate of a figure"
    CONFLICT Error "conflict" "数值互相矛盾" "different figures for the same unit, variable and period"
    CONFLICT_ACKNOWLEDGED Warning "conflict-acknowledged" "已知的矛盾" "different figures that data.toml acknowledges"
    PARENT_CONFLICT Error "parent-conflict" "上级互相矛盾" "a unit with different parents in different files"
    PART_EXCEEDS_WHOLE Error "part-exceeds-whole" "部分大于总体" "a part greater than its whole"
    NOT_RECONCILED Error "not-reconciled" "本级与下级不符" "a unit's own figure that differs from that of its members"
    SPAN_DIFFERS Error "span-differs" "合计与分年不符" "a figure for several years that differs from those of the single years"
    PUBLISHED_DIFFERS Error "published-differs" "公布的比率与分子分母不符" "a published ratio that differs from its numerator and denominator"
    REGISTER_EXCEEDED Warning "register-exceeded" "已报数超过基数" "more reporting units than the register counts"
    IDLE_BY_UNIT Warning "idle-by-unit" "单独目标的评估对象不存在" "a separate target for a unit that the data does not name"
    LEVEL_WITHOUT_ROSTER Warning "level-without-roster" "层级没有名册和基数" "a level without a roster or a register"
    OVERFLOW Error "overflow" "合计溢出" "a sum too large for exact arithmetic"
    OUTSIDE_PERIOD Note "outside-period" "不在评估年度内" "figures for years that are not evaluated"
    UNUSED_FIGURE Note "unused-figure" "没有指标使用" "figures that no indicator uses"
}
