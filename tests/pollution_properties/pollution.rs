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
    /// A row for each unit, a column for each year of each variable, below a header of two lines.
    Groups,
    /// A row for each variable, a column for each unit; of one year.
    Transposed,
}

/// Where units of measurement other than the plan's are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measures {
    /// They are the plan's, or stand behind each number.
    Plan,
    /// In brackets behind the names of the variables.
    Names,
    /// In a line above the table; those of another kind behind the name.
    Line,
    /// In a line above the table, all of them.
    Lines,
    /// In a row below the titles.
    Row,
}

/// How a table is divided into several under each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    Whole,
    /// The header is repeated, as on every page of a printed list.
    Units,
    /// A table for each variable.
    Variables,
}

/// How cells that say the same as the cell above are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    Written,
    /// Merged in workbooks; in text files left blank, as `fill-down` declares.
    Merged,
    /// Left blank, and nothing declared.
    Blank,
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
    pub measures: Measures,
    pub division: Division,
    pub repeats: Repeats,
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
    /// A row of a part of the first unit.
    pub part: bool,
    /// A column that numbers the rows, and its title.
    pub numbers: Option<&'static str>,
    /// Whether all lines have as many cells as the longest.
    pub padded: bool,
    /// Whether the column of names, or of codes, is there.
    pub columns: (bool, bool),
    pub residents: u8,
    pub funds: u8,
    pub code: u8,
    pub name: u8,
    /// Whether a workbook holds plain numbers as numbers.
    pub typed: bool,
}

pub const TITLES: [&str; 6] = [
    "各区基本情况表",
    "2014年统计快报",
    "表1",
    "",
    "填报单位：北京市",
    "统计时间：2014-12-31",
];
pub const NOTES: [&str; 6] = [
    "注：快报数",
    "资料来源：各区统计局",
    "制表人：张三",
    "",
    "说明：含开发区",
    "2014年12月31日",
];

fn chosen<T: Clone + std::fmt::Debug>(all: &[T]) -> prop::sample::Select<T> {
    prop::sample::select(all.to_vec())
}

pub fn pollution() -> impl Strategy<Value = Pollution> {
    use {Container::*, Layout::*, Measures::*, Repeats::*};
    let shape = (
        chosen(&[Wide, Long, Years, Groups, Transposed]),
        chosen(&[Plan, Plan, Plan, Names, Line, Lines, Row]),
        chosen(&[
            Division::Whole,
            Division::Whole,
            Division::Units,
            Division::Variables,
        ]),
        chosen(&[Written, Written, Merged, Blank]),
    );
    let file = (
        chosen(&[Csv, Tsv, Xlsx, Ods]),
        chosen(&[',', ';', '\t', '|']),
        chosen(&["\n", "\r\n", "\r"]),
        0..4_u8,
        any::<bool>(),
        any::<bool>(),
    );
    let around = (
        prop::collection::vec(0..TITLES.len(), 0..3),
        prop::collection::vec(0..NOTES.len(), 0..3),
        prop::option::of(any::<bool>()),
        prop::bool::weighted(0.2),
        chosen(&[None, None, None, Some("序号"), Some("")]),
        chosen(&[(true, true), (true, false), (false, true)]),
    );
    // Most styles beyond those that are known are plain.
    let style = (0..16_u8, 0..12_u8, 0..16_u8, 0..18_u8, any::<bool>());
    (shape, file, around, style).prop_map(|(shape, file, around, style)| Pollution {
        layout: shape.0,
        measures: shape.1,
        division: shape.2,
        repeats: shape.3,
        container: file.0,
        delimiter: if file.0 == Tsv { '\t' } else { file.1 },
        end: file.2,
        encoding: file.3,
        quoted: file.4,
        padded: file.5,
        titles: around.0,
        notes: around.1,
        total: around.2,
        part: around.3,
        numbers: around.4,
        columns: around.5,
        residents: style.0,
        funds: style.1,
        code: style.2,
        // Another unit's name alone is that unit's row, and so is its code alone.
        name: if style.3 == 6 { 0 } else { style.3 },
        typed: style.4,
    })
}

pub fn clean() -> impl Strategy<Value = Clean> {
    let key = (0..UNITS.len(), chosen(&YEARS));
    let figures = (0..20_000_000_u32, 0..100_000_000_u32);
    prop::collection::btree_map(key, figures, 1..8)
}
