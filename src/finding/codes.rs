//! Every kind of finding there is. One line here, one section in `docs/findings.md`, one case under `tests/cases`.

use super::{Code, Severity::*};

macro_rules! codes {
    ($($name:ident $severity:ident $id:literal $zh:literal $en:literal)*) => {
        $(pub const $name: &Code = &Code { id: $id, severity: $severity, meaning: ($zh, $en) };)*
        /// All of them, in the order of this list.
        pub const ALL: &[&Code] = &[$($name),*];
    };
}

codes! {
    // The plan.
    TOML_SYNTAX Error "toml-syntax" "TOML 语法错误" "the TOML can't be parsed"
    UNREADABLE Error "unreadable" "文件无法读取" "a file can't be read"
    UNKNOWN_KEY Error "unknown-key" "未知的键" "a key that means nothing here"
    MISSING_KEY Error "missing-key" "缺少必需的键" "a key that must be there is not"
    WRONG_TYPE Error "wrong-type" "值的类型不对" "a value of another type than asked for"
    BAD_VALUE Error "bad-value" "值不在允许范围内" "a value of the right type that can't stand here"
    DUPLICATE_ID Error "duplicate-id" "编号重复" "two entries with one id"
    UNKNOWN_REFERENCE Error "unknown-reference" "引用了不存在的编号" "an id that nothing declares"
    PHRASE_MISSING Error "phrase-missing" "条款没有原文" "a clause without the plan's own words"
    TWO_RULES Error "two-rules" "一个目标写了两条规则" "two rules in one target"
    TARGET_OUT_OF_RANGE Error "target-out-of-range" "目标值超出数据项范围" "a target that the variable can never reach"
    BANDS_NOT_ASCENDING Error "bands-not-ascending" "等级界线没有递增" "bands whose limits do not ascend"
    PATH_AWAY_FROM_TARGET Error "path-away-from-target" "进度路径背离目标" "a path that moves away from its target"
    IDLE_ASSUMPTION Error "idle-assumption" "评估假定所说的键不存在" "an assumption about a key that is not there"
    CIRCULAR Error "circular" "数据项互相包含" "variables that are part of each other in a ring"
    SHARED_WORD Warning "shared-word" "几个数据项同名" "a word by which several variables go"
    UNANSWERED_CLAUSE Warning "unanswered-clause" "条款没有指标" "a clause that no indicator answers"

    // The data.
    BAD_MANIFEST Error "bad-manifest" "data.toml 有误" "a mistake in data.toml"
    WRONG_PLAN Error "wrong-plan" "数据属于另一规划" "the data was collected for another plan"
    BAD_ENCODING Error "bad-encoding" "编码无法识别" "bytes that are no text in the file's encoding"
    DECODED Note "decoded" "文件已转码" "a file that is not UTF-8 was decoded"
    UNCLOSED_QUOTE Error "unclosed-quote" "引号没有闭合" "a quote that is never closed"
    STRAY_QUOTE Error "stray-quote" "右引号后还有文字" "text behind a quote that closes a cell"
    NOT_CSV Warning "not-csv" "不是 CSV 文件" "a file that is not read because it is no CSV"
    EMPTY_FILE Warning "empty-file" "文件没有内容" "a file without a header"
    UNKNOWN_COLUMN Error "unknown-column" "无法识别的列" "a column that names no variable"
    AMBIGUOUS_COLUMN Error "ambiguous-column" "列名有歧义" "a column that may mean several variables"
    DUPLICATE_COLUMN Error "duplicate-column" "列重复" "two columns for the same thing"
    UNUSED_COLUMN Warning "unused-column" "列未被使用" "a column that means nothing in a file of this shape"
    UNUSED_IGNORE Warning "unused-ignore" "要忽略的列不存在" "a column to be left aside that the file does not have"
    UNIT_MISMATCH Error "unit-mismatch" "计量单位不符" "a unit of measurement that is not the variable's"
    NO_UNIT_COLUMN Error "no-unit-column" "没有代码列或名称列" "a file that does not say whose figures it holds"
    NO_PERIOD Error "no-period" "没有年份" "a file that does not say of which year it speaks"
    RAGGED_ROW Error "ragged-row" "单元格数与表头不符" "a row with more or fewer cells than the header"
    MISSING_UNIT Error "missing-unit" "缺少单位代码或名称" "a row that names no unit"
    UNKNOWN_UNIT Error "unknown-unit" "未知的评估对象" "a unit that no roster names"
    AMBIGUOUS_UNIT Error "ambiguous-unit" "评估对象有歧义" "a row that may mean several units"
    MIXED_IDENTITY Error "mixed-identity" "时用代码时用名称" "units of one level, named by code here and by name only there"
    DUPLICATE_UNIT Error "duplicate-unit" "评估对象代码重复" "one code for units that differ"
    UNKNOWN_PARENT Error "unknown-parent" "未知的上级" "a parent that no file names"
    PARENT_DIFFERS Warning "parent-differs" "上级与名册不一致" "a parent that is not the one in the roster"
    UNKNOWN_LEVEL Error "unknown-level" "未知的层级" "a level that the plan does not have"
    WRONG_LEVEL Error "wrong-level" "层级不符" "a figure for a unit of a level at which it is not collected"
    BAD_PERIOD Error "bad-period" "年份无法识别" "a period that can't be read"
    BAD_DATE Error "bad-date" "日期无法识别" "a date that can't be read"
    BAD_KIND Error "bad-kind" "性质无法识别" "a kind that is neither actual nor planned"
    UNIT_NOT_EXISTING Warning "unit-not-existing" "该年份评估对象不存在" "a figure for a year in which the unit did not exist"
    UNKNOWN_VARIABLE Error "unknown-variable" "未知的数据项" "a row of a long file that names no variable"
    NOT_A_NUMBER Error "not-a-number" "不是数字" "a cell that should hold a figure and does not"
    SPREADSHEET_ERROR Error "spreadsheet-error" "电子表格错误值" "an error value that a spreadsheet left in a cell"
    OUT_OF_RANGE Error "out-of-range" "超出取值范围" "a figure that the variable can't have"
    TOO_PRECISE Error "too-precise" "小数位数过多" "a figure finer than the variable's decimals"
    APPROXIMATE_UNDECLARED Error "approximate-undeclared" "未声明“约”的范围" "约 (about), where the plan does not say how wide it is"
    UNKNOWN_WORD Error "unknown-word" "量表中没有的词" "an answer that is no word of the scale"
    DASH_AS_BLANK Warning "dash-as-blank" "横线视为缺数据" "a dash where not applying is no answer: counted as missing"

    // All figures together.
    REPEATED Warning "repeated" "数值重复" "the same figure for the same cell more than once"
    CONFLICT Error "conflict" "数值互相矛盾" "figures for the same cell that differ"
    CONFLICT_ACKNOWLEDGED Warning "conflict-acknowledged" "已知的矛盾" "figures that differ, and the data set says that it knows"
    PARENT_CONFLICT Error "parent-conflict" "上级互相矛盾" "a unit that stands under one parent here and another there"
    PART_EXCEEDS_WHOLE Error "part-exceeds-whole" "部分大于总体" "a part that is more than its whole"
    NOT_RECONCILED Error "not-reconciled" "本级与下级不符" "a unit's own figure and its members' that do not agree"
    SPAN_DIFFERS Error "span-differs" "合计与分年不符" "a figure for a span of years and those of its years that do not agree"
    PUBLISHED_DIFFERS Error "published-differs" "比率与分子分母不符" "a ready-made ratio and its parts that do not agree"
    REGISTER_EXCEEDED Warning "register-exceeded" "已报多于基数" "more units that reported than a register holds"
    IDLE_BY_UNIT Warning "idle-by-unit" "单独目标的对象不存在" "a target of its own for a unit that the data does not name"
    OVERFLOW Error "overflow" "合计溢出" "a sum too large for exact arithmetic"
    OUTSIDE_PERIOD Note "outside-period" "不在评估年度内" "figures of years that are not asked about"
    UNUSED_FIGURE Note "unused-figure" "没有指标使用" "figures that no indicator uses"
}
