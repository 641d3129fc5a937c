//! The words that files are written in: of headers, levels, kinds, units of measurement.

use crate::i18n::{Text, nearest};
use crate::number::Number;
use crate::plan::{LevelIx, Plan, Variable};

pub use crate::i18n::normalize;

/// A code or a name as it is told from others: without marks of zero width and blanks around it, full-width signs made narrow.
pub fn to_halfwidth(text: &str) -> String {
    let narrowed = text.chars().filter_map(|c| match c {
        '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => None,
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => Some(c),
    });
    narrowed.collect::<String>().trim().to_owned()
}

/// Whether a name stands for the sum of other rows: `合计`, `全市总计`, `total`.
pub fn is_total(name: &str) -> bool {
    let folded: String = normalize(name).split(' ').collect();
    ["合计", "总计", "小计", "共计"]
        .iter()
        .any(|word| folded.ends_with(word))
        || ["total", "subtotal", "sum"].contains(&folded.as_str())
}

/// What a column says that is no variable's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnRole {
    Code,
    Name,
    NameEn,
    Level,
    Parent,
    Period,
    Variable,
    Value,
    Kind,
    Source,
    Note,
    Document,
    Date,
    Verified,
    AsOf,
    From,
    Until,
    Into,
    Also,
}

const PARTS: &[(ColumnRole, &[&str])] = &[
    (
        ColumnRole::Code,
        &[
            "code",
            "代码",
            "编码",
            "编号",
            "单位代码",
            "单位编码",
            "区划代码",
            "行政区划代码",
            "社区代码",
            "社区编码",
            "unit",
            "unit-code",
            "unit_code",
            "unit code",
        ],
    ),
    (
        ColumnRole::Name,
        &[
            "name",
            "名称",
            "单位",
            "单位名称",
            "社区",
            "社区名称",
            "地区",
            "区县",
            "区县名称",
            "村",
            "unit-name",
            "unit_name",
            "unit name",
        ],
    ),
    (
        ColumnRole::NameEn,
        &["name_en", "name-en", "name en", "英文名称", "英文名"],
    ),
    (ColumnRole::Level, &["level", "层级", "级别"]),
    (
        ColumnRole::Parent,
        &[
            "parent",
            "上级",
            "上级代码",
            "上级单位",
            "所属",
            "所属区县",
            "所属区",
            "所属街道",
            "所属单位",
        ],
    ),
    (
        ColumnRole::Period,
        &["period", "year", "年份", "年度", "期间", "时间", "年"],
    ),
    (
        ColumnRole::Variable,
        &[
            "variable",
            "数据项",
            "指标",
            "变量",
            "指标名称",
            "item",
            "项目",
        ],
    ),
    (
        ColumnRole::Value,
        &["value", "值", "数值", "数据", "指标值", "观测值"],
    ),
    (ColumnRole::Kind, &["kind", "类型", "性质"]),
    (ColumnRole::Source, &["source", "来源", "数据来源"]),
    (ColumnRole::Note, &["note", "notes", "备注", "说明"]),
    (ColumnRole::Document, &["document", "文号", "文件"]),
    (ColumnRole::Date, &["date", "日期", "文件日期"]),
    (ColumnRole::Verified, &["verified", "核验", "是否核验"]),
    (
        ColumnRole::AsOf,
        &[
            "as-of",
            "as_of",
            "as of",
            "asof",
            "截至",
            "截止日期",
            "截至日期",
            "更新日期",
        ],
    ),
    (ColumnRole::From, &["from", "设立年份", "起始年份"]),
    (ColumnRole::Until, &["until", "撤销年份", "终止年份"]),
    (ColumnRole::Into, &["into", "并入"]),
    (ColumnRole::Also, &["also", "别名", "曾用名", "又名"]),
];

impl ColumnRole {
    /// The part that a folded header names.
    pub fn of(folded: &str) -> Option<ColumnRole> {
        PARTS
            .iter()
            .find(|(_, words)| words.contains(&folded))
            .map(|&(part, _)| part)
    }

    /// All roles.
    pub fn all() -> impl Iterator<Item = ColumnRole> + Clone {
        PARTS.iter().map(|&(role, _)| role)
    }

    /// The first word for it.
    pub fn word(self) -> &'static str {
        PARTS
            .iter()
            .find(|&&(part, _)| part == self)
            .map_or("", |(_, words)| words[0])
    }
}

/// Header words of which one may have been meant.
pub fn part_words<'a>() -> impl Iterator<Item = &'a str> {
    PARTS.iter().flat_map(|(_, words)| words.iter().copied())
}

/// Whether a word says that a figure is planned; none where it says neither.
pub fn planned(word: &str) -> Option<bool> {
    match normalize(word).as_str() {
        "" | "actual" | "实际" | "实绩" | "完成" | "实际值" => Some(false),
        "planned" | "plan" | "计划" | "计划值" | "规划" => Some(true),
        _ => None,
    }
}

/// Whether a word says that evidence was verified by someone else; none where it says neither.
pub fn verified(word: &str) -> Option<bool> {
    match normalize(word).as_str() {
        "是" | "yes" | "y" | "true" | "1" | "verified" | "已核验" | "√" | "✓" => Some(true),
        "" | "否" | "no" | "n" | "false" | "0" | "self" | "self-assessed" | "自评" | "未核验" => {
            Some(false)
        }
        _ => None,
    }
}

/// The level that a word names.
pub fn level(plan: &Plan, word: &str) -> Option<LevelIx> {
    let word = normalize(word);
    let at = plan.levels.iter().position(|level| {
        normalize(&level.id) == word
            || normalize(&level.name.zh) == word
            || normalize(&level.name.en) == word
    })?;
    Some(LevelIx(at as u32))
}

/// A unit of measurement: a power of ten and what is measured. `万人` is 10^4 人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Magnitude<'a> {
    pub power: i32,
    pub base: &'a str,
}

const POWERS: &[(&str, i32)] = &[
    ("十万", 5),
    ("百万", 6),
    ("千万", 7),
    ("万亿", 12),
    ("万", 4),
    ("亿", 8),
    ("千", 3),
    ("百", 2),
    ("10k", 4),
    ("10,000", 4),
    ("thousand", 3),
    ("million", 6),
];

impl<'a> Magnitude<'a> {
    /// Of a folded text.
    pub fn of(folded: &'a str) -> Magnitude<'a> {
        for &(word, power) in POWERS {
            if let Some(base) = folded.strip_prefix(word) {
                return Magnitude {
                    power,
                    base: same_unit(base.trim_start()),
                };
            }
        }
        Magnitude {
            power: 0,
            base: same_unit(folded),
        }
    }
}

/// People are counted with either word.
fn same_unit(word: &str) -> &str {
    match word {
        "名" => "人",
        word => word,
    }
}

/// What figures given in `written` are multiplied by to be in the variable's own unit; none where they can't be.
pub fn conversion(written: &str, variable: &Variable) -> Option<Number> {
    let written = normalize(written);
    [&variable.unit.zh, &variable.unit.en]
        .iter()
        .find_map(|unit| {
            let unit = normalize(unit);
            if unit == written {
                return Some(Number::one());
            }
            let (from, to) = (Magnitude::of(&written), Magnitude::of(&unit));
            let fits = from.base == to.base || (from.base.is_empty() && from.power > 0);
            fits.then(|| Number::power_of_ten(from.power - to.power))
        })
}

/// A list of words in quotes, cut to a quote_list.
pub fn quote_list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut list: Vec<String> = Vec::new();
    for word in words {
        if list.len() == 8 {
            list.push("…".into());
            break;
        }
        list.push(format!("`{word}`"));
    }
    list.join(", ")
}

/// "did you mean", or what to do instead.
pub fn did_you_mean<'a>(
    written: &str,
    words: impl IntoIterator<Item = &'a str>,
    otherwise: Text,
) -> Text {
    let Some(word) = nearest(written, words) else {
        return otherwise;
    };
    let Text { zh, en } = otherwise;
    crate::text!(
        "是否应为 `{word}`？否则：{zh}",
        "did you mean `{word}`? Otherwise: {en}"
    )
}
