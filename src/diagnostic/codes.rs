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
    UNANSWERED_CLAUSE Warning "unanswered-clause" "条款没有指标" "a clause that no indicator answers"
}
