//! Rows that are no unit's: totals, averages, of-which rows and remarks, told by the words in place of a code or name.

use crate::i18n::normalize;

/// Why a row is no unit's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The sum of other rows: 合计, total.
    Total,
    /// The mean of other rows.
    Average,
    /// A part of another row: 其中, of which.
    Part,
    /// A note, a source or a signature.
    Remark,
}

/// How the Chinese words for sums and averages end.
const SUM_ENDINGS: [&str; 8] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "总数",
    "总和",
    "汇总",
    "合计数",
];
const AVERAGE_ENDINGS: [&str; 4] = ["平均", "平均数", "平均值", "均值"];
/// Words for all that a table lists.
const WHOLES: [&str; 17] = [
    "全市",
    "全区",
    "全县",
    "全省",
    "全国",
    "全州",
    "本市",
    "本区",
    "本县",
    "本省",
    "全部",
    "总",
    "计",
    "累计",
    "all",
    "σ",
    "市辖区",
];
/// A name with one of these words is a sum in its language.
const SUM_WORDS: [&str; 12] = [
    "total",
    "totals",
    "subtotal",
    "sub-total",
    "sum",
    "overall",
    "insgesamt",
    "gesamt",
    "summe",
    "ensemble",
    "totale",
    "cyfanswm",
];
const PART_WORDS: [&str; 5] = ["其中", "davon", "darunter", "of which", "dont "];
/// How remarks begin; a colon, a number or nothing follows, perhaps after some of [`REMARK_TAILS`].
const REMARK_WORDS: [&str; 31] = [
    "注",
    "注释",
    "说明",
    "备注",
    "资料来源",
    "数据来源",
    "来源",
    "制表",
    "填表",
    "填报",
    "审核",
    "复核",
    "负责",
    "单位负责",
    "联系",
    "联系电话",
    "报送",
    "报出",
    "统计负责",
    "盖章",
    "附注",
    "单位",
    "计量单位",
    "数据单位",
    "打印时间",
    "note",
    "notes",
    "source",
    "sources",
    "data from",
    "last updated",
];
const REMARK_TAILS: [&str; 8] = [
    "人", "日期", "单位", "时间", "电话", "方式", "说明", "(盖章)",
];

impl RowKind {
    /// What a text in place of a code or name makes of its row; `None` if it may be a unit's. A roster's names come first: a
    /// village may be called 合计.
    pub fn of(written: &str) -> Option<RowKind> {
        if RowKind::is_plain_name(written) {
            return None;
        }
        let spaced = normalize(written);
        let whole: String = spaced.split(' ').collect();
        if PART_WORDS.iter().any(|word| spaced.starts_with(word)) || is_marked(&whole) {
            return Some(RowKind::Part);
        }
        if is_remark(&spaced) {
            return Some(RowKind::Remark);
        }
        let bare = without_brackets(&whole).trim_end_matches([':', '：']);
        let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
        let counts = bare
            .strip_prefix('共')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let mut words = spaced.split([' ', ':']);
        let sum = ends(&SUM_ENDINGS) || WHOLES.contains(&bare) || counts;
        if sum || spaced.starts_with("all ") || words.any(|word| SUM_WORDS.contains(&word)) {
            return Some(RowKind::Total);
        }
        let average = ends(&AVERAGE_ENDINGS) || matches!(bare, "average" | "mean");
        average.then_some(RowKind::Average)
    }

    /// Whether a text has no character of which words for sums, parts and remarks are made.
    pub fn is_plain_name(written: &str) -> bool {
        written.chars().all(is_of_names)
    }

    /// Whether a row of a roster is a sum although it has a code: Chinese words for sums are no names.
    pub fn is_sum_with_code(name: &str) -> bool {
        !name.is_ascii() && RowKind::of(name) == Some(RowKind::Total)
    }
}

/// Whether a character is a digit, or a Chinese one that no word of the lists above needs: each Chinese word has one of the
/// characters that are left out here. Nearly all codes and names consist of such, and need not be compared with any word.
fn is_of_names(c: char) -> bool {
    match c {
        '0'..='9' => true,
        '计' | '总' | '均' | '全' | '本' | '辖' | '共' | '其' | '注' | '说' | '来' => {
            false
        }
        '制' | '填' | '审' | '复' | '负' | '联' | '报' | '盖' | '单' | '打' => false,
        '\u{4e00}'..='\u{9fff}' => true,
        _ => false,
    }
}

/// Whether a text begins with a dash or `#` before a word: `—女性`. `#110101` is a code with a sign too many.
fn is_marked(text: &str) -> bool {
    let bare = text.trim_start_matches(['—', '–', '-', '─', '#']);
    bare.len() < text.len() && bare.starts_with(char::is_alphabetic)
}

fn is_remark(spaced: &str) -> bool {
    let text = spaced.trim_start_matches(['*', '(', '[', ' ']);
    REMARK_WORDS.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let mut rest = rest.trim_start();
            while let Some(shorter) = REMARK_TAILS.iter().find_map(|tail| rest.strip_prefix(tail)) {
                rest = shorter;
            }
            rest.is_empty()
                || rest.starts_with([':', ')', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        })
    })
}

/// A text without what stands in brackets at its end.
fn without_brackets(text: &str) -> &str {
    match text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    {
        Some((bare, _)) if !bare.is_empty() => bare,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_consists_of_characters_of_names() {
        let words = [&SUM_ENDINGS[..], &AVERAGE_ENDINGS, &WHOLES, &SUM_WORDS];
        let words = words.into_iter().chain([&PART_WORDS[..], &REMARK_WORDS]);
        for word in words.flatten().chain(&["共1", "-", "—", "all "]) {
            assert!(!word.chars().all(is_of_names), "{word}");
        }
    }

    #[test]
    fn rows_of_no_unit() {
        for (kind, texts) in [
            (
                Some(RowKind::Total),
                "合计|合  计|合　计：|总计|全市|本市|各区合计|北京市合计|核心区小计|合计（万人）|共4个区|Total|Grand Total|All districts|Bayern insgesamt|累计|All|Σ",
            ),
            (Some(RowKind::Average), "全市平均|平均值|Average"),
            (
                Some(RowKind::Part),
                "其中：女|其中|　其中|#亦庄|davon: weiblich|of which: rural|—女性|-开发区",
            ),
            (
                Some(RowKind::Remark),
                "注：快报数|注1：快报数|资料来源：各区|制表人：张三|填报单位（盖章）：|填报人|单位：万人|附注：|打印时间：2024|Source: ONS|Last updated: 2024",
            ),
            (
                None,
                "东城区|合江县|合计镇|小计村|全椒县|本溪市|总场镇|注溪镇|制锦市街道|审坡镇|填池镇|其他|市本级|平均镇|1-2|Notting Hill|Sumburgh|Allerton|计家村|#110101|单位村",
            ),
        ] {
            for text in texts.split('|') {
                assert_eq!(RowKind::of(text), kind, "{text}");
            }
        }
    }
}
