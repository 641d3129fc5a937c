//! The words of cells that are neither figures nor answers.

use crate::i18n::normalize;

/// Whether a word means that a figure is planned; `None` if it means neither planned nor actual.
pub fn planned(word: &str) -> Option<bool> {
    match normalize(word).as_str() {
        "" | "actual" | "实际" | "实绩" | "完成" | "实际值" => Some(false),
        "planned" | "plan" | "计划" | "计划值" | "规划" => Some(true),
        _ => None,
    }
}

/// Whether a word means that a document was verified by others; `None` if it means neither yes nor no.
pub fn verified(word: &str) -> Option<bool> {
    match normalize(word).as_str() {
        "是" | "yes" | "y" | "true" | "1" | "verified" | "已核验" | "√" | "✓" => Some(true),
        "" | "否" | "no" | "n" | "false" | "0" | "self" | "self-assessed" | "自评" | "未核验" => {
            Some(false)
        }
        _ => None,
    }
}
