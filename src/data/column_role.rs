//! What a column may hold besides the values of a variable, and the header words for it.

use hashbrown::HashMap;
use std::sync::LazyLock;

/// What a column holds that is not the values of a variable. Variants are ordered: those from `From` on are used in units
/// files only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnRole {
    /// The unit's code.
    Code,
    /// The unit's name.
    Name,
    /// The unit's English name.
    NameEn,
    /// The unit's level.
    Level,
    /// The unit above.
    Parent,
    /// The period that the figures are for.
    Period,
    /// The variable, in a long file.
    Variable,
    /// The figure, in a long file.
    Value,
    /// Whether figures are actual or planned.
    Kind,
    /// Where figures come from.
    Source,
    /// A remark.
    Note,
    /// The number of a document.
    Document,
    /// The document's date.
    Date,
    /// Whether the document was verified.
    Verified,
    /// When figures were reported.
    AsOf,
    /// The unit of measurement of the row's figures.
    MeasureUnit,
    /// The power of ten that the row's figures are multiplied by.
    Multiplier,
    /// The row's number in its table, which identifies nobody.
    Number,
    /// The first year in which the unit existed.
    From,
    /// The last year in which the unit existed.
    Until,
    /// The unit that it became part of.
    Into,
    /// Other codes and names of the unit.
    Also,
}

const HEADER_WORDS: &[(ColumnRole, &[&str])] = &[
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
            "ref_area",
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
            "区",
            "县",
            "区县",
            "区县名称",
            "行政区",
            "行政区划",
            "街道",
            "街道名称",
            "乡镇",
            "街道乡镇",
            "村",
            "unit-name",
            "unit_name",
            "unit name",
            "填报单位",
            "报送单位",
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
        &[
            "period",
            "year",
            "年份",
            "年度",
            "期间",
            "时间",
            "年",
            "time_period",
        ],
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
            "indicator",
        ],
    ),
    (
        ColumnRole::Value,
        &[
            "value",
            "值",
            "数值",
            "数据",
            "指标值",
            "观测值",
            "obs_value",
        ],
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
    (
        ColumnRole::MeasureUnit,
        &[
            "measure-unit",
            "计量单位",
            "数据单位",
            "度量单位",
            "unit of measure",
            "unit_measure",
            "uom",
        ],
    ),
    (
        ColumnRole::Multiplier,
        &["multiplier", "unit_mult", "scalar_factor"],
    ),
    (
        ColumnRole::Number,
        &["row-number", "序号", "行次", "no.", "no"],
    ),
    (ColumnRole::From, &["from", "设立年份", "起始年份"]),
    (ColumnRole::Until, &["until", "撤销年份", "终止年份"]),
    (ColumnRole::Into, &["into", "并入"]),
    (ColumnRole::Also, &["also", "别名", "曾用名", "又名"]),
];

/// The roles by their words.
static ROLES: LazyLock<HashMap<&str, ColumnRole>> = LazyLock::new(|| {
    let words = HEADER_WORDS.iter();
    let words = words.flat_map(|&(role, words)| words.iter().map(move |&word| (word, role)));
    words.collect()
});

impl ColumnRole {
    /// How many roles there are.
    pub const COUNT: usize = ColumnRole::Also as usize + 1;

    /// The role that a normalized header names; `None` if it names none.
    pub fn of(normalized: &str) -> Option<ColumnRole> {
        ROLES.get(normalized).copied()
    }

    /// Whether a normalized header may be the unit that rows are of, and the unit of measurement of their figures.
    pub fn is_either_unit(normalized: &str) -> bool {
        matches!(normalized, "单位" | "unit")
    }

    /// All roles.
    pub fn all() -> impl Iterator<Item = ColumnRole> + Clone {
        HEADER_WORDS.iter().map(|&(role, _)| role)
    }

    /// The main header word for the role.
    pub fn word(self) -> &'static str {
        HEADER_WORDS
            .iter()
            .find(|&&(role, _)| role == self)
            .map_or("", |(_, words)| words[0])
    }
}

/// All header words, for suggestions.
pub fn header_words<'a>() -> impl Iterator<Item = &'a str> {
    HEADER_WORDS
        .iter()
        .flat_map(|(_, words)| words.iter().copied())
}
