//! Clean tables, and what is done to them.

use crate::spelling::UNITS;
use proptest::prelude::*;
use std::collections::BTreeMap;

pub const YEARS: [i32; 3] = [2012, 2013, 2014];

/// Residents, and funds in hundredths of 万元, by unit and year.
pub type Clean = BTreeMap<(usize, i32), (u32, u32)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A column for each variable.
    Wide,
    /// A row for each figure.
    Long,
    /// A row for each unit and variable, a column for each year.
    Years,
    /// A row for each variable, a column for each unit; of one year.
    Transposed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Csv,
    Tsv,
    Xlsx,
    Ods,
}

/// What is done to a table.
#[derive(Clone, Debug)]
pub struct Pollution {
    pub layout: Layout,
    pub container: Container,
    pub delimiter: char,
    pub end: &'static str,
    pub encoding: u8,
    pub quoted: bool,
    /// Lines above the header.
    pub titles: Vec<usize>,
    /// Rows below the table.
    pub notes: Vec<usize>,
    /// A row of totals: at the end, or first.
    pub total: Option<bool>,
    /// Whether the column of names, or of codes, is there.
    pub columns: (bool, bool),
    pub residents: u8,
    pub funds: u8,
    pub code: u8,
    pub name: u8,
    /// Whether a workbook holds plain numbers as numbers.
    pub typed: bool,
}

pub const TITLES: [&str; 5] = [
    "各区基本情况表",
    "2014年统计快报",
    "表1",
    "",
    "填报单位：北京市",
];
pub const NOTES: [&str; 5] = [
    "注：快报数",
    "资料来源：各区统计局",
    "制表人：张三",
    "",
    "说明：含开发区",
];

pub fn pollution() -> impl Strategy<Value = Pollution> {
    let layouts = vec![
        Layout::Wide,
        Layout::Long,
        Layout::Years,
        Layout::Transposed,
    ];
    let containers = vec![
        Container::Csv,
        Container::Tsv,
        Container::Xlsx,
        Container::Ods,
    ];
    let kept = prop::sample::select(vec![(true, true), (true, false), (false, true)]);
    (
        (
            prop::sample::select(layouts),
            prop::sample::select(containers),
            prop::sample::select(vec![',', ';', '\t', '|']),
            prop::sample::select(vec!["\n", "\r\n", "\r"]),
            0..4_u8,
            any::<bool>(),
        ),
        (
            prop::collection::vec(0..TITLES.len(), 0..3),
            prop::collection::vec(0..NOTES.len(), 0..3),
            prop::option::of(any::<bool>()),
            kept,
        ),
        // Most styles beyond those that are known are plain.
        (0..16_u8, 0..12_u8, 0..16_u8, 0..18_u8, any::<bool>()),
    )
        .prop_map(|(file, around, style)| Pollution {
            layout: file.0,
            container: file.1,
            delimiter: if file.1 == Container::Tsv {
                '\t'
            } else {
                file.2
            },
            end: file.3,
            encoding: file.4,
            quoted: file.5,
            titles: around.0,
            notes: around.1,
            total: around.2,
            columns: around.3,
            residents: style.0,
            funds: style.1,
            code: style.2,
            // Another unit's name alone is that unit's row, and so is its code alone.
            name: if style.3 == 6 { 0 } else { style.3 },
            typed: style.4,
        })
}

pub fn clean() -> impl Strategy<Value = Clean> {
    let key = (0..UNITS.len(), prop::sample::select(YEARS.to_vec()));
    let figures = (0..20_000_000_u32, 0..100_000_000_u32);
    prop::collection::btree_map(key, figures, 1..8)
}
