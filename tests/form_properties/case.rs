//! Random plans and units, and the form that is filled in for them.

use crate::common;
use kaoping::internals::finding::Place;
use kaoping::internals::i18n::{Lang, Text};
use kaoping::internals::number::{Interval, Number};
use kaoping::internals::plan::{Kind, LevelIx, Plan, RollUp, ScaleIx, Variable, Year};
use proptest::prelude::*;
use std::fs;
use tempfile::TempDir;

/// The year of the form.
pub const YEAR: Year = 2014;

/// Names of variables: plain, with brackets, with years, like header words, like formulas.
const NAMES: [&str; 12] = [
    "常住人口",
    "面积（净）",
    "2011年人口",
    "单位",
    "年份",
    "=1+1",
    "8.垃圾",
    "是否达标（是/否）",
    "residents (net)",
    "a/b & <c>",
    "备注\n第二行",
    "常住人口（万人）",
];
const UNITS: [&str; 8] = ["人", "万元", "%", "平方米", "", "亩", "‰", "人/户"];
/// Names of units, some of which a spreadsheet could take for formulas or numbers.
const PLACES: [&str; 10] = [
    "东城区",
    "朝阳区",
    "=1+1",
    "+86社区",
    "@村",
    "-甲",
    "第1社区",
    "a, \"b\"",
    "2014",
    "O'Hara",
];
const CODES: [&str; 6] = ["0101", "110105", "001", "A-1", "1E5", "110105001000"];
const LEVELS: [&str; 4] = [
    "区",
    "#区",
    "[a]:b*?/\\'",
    "非常长的层级名称非常长的层级名称非常长的层级名称非常长",
];

#[derive(Clone, Debug)]
pub struct Column {
    name: usize,
    unit: usize,
    kind: Kind,
    decimals: u32,
    high: Option<u32>,
    may_not_apply: bool,
}

/// A form to be filled in: the columns, the units, and a number for each cell from which its content is chosen.
#[derive(Clone, Debug)]
pub struct Case {
    pub columns: Vec<Column>,
    pub places: Vec<(usize, usize)>,
    level: usize,
    pub fill: Vec<u64>,
    zh: bool,
    rostered: bool,
}

fn column() -> impl Strategy<Value = Column> {
    let kind = prop::sample::select(vec![Kind::Count, Kind::Amount, Kind::Mean, Kind::Flag]);
    let high = prop::option::of(1..2000_u32);
    (
        0..NAMES.len(),
        0..UNITS.len(),
        kind,
        0..6_u32,
        high,
        any::<bool>(),
    )
        .prop_map(|(name, unit, kind, decimals, high, may_not_apply)| Column {
            name,
            unit,
            kind,
            decimals: if kind == Kind::Count { 0 } else { decimals },
            high,
            may_not_apply,
        })
}

pub fn case() -> impl Strategy<Value = Case> {
    (
        prop::collection::vec(column(), 1..5),
        prop::collection::btree_map(0..CODES.len(), 0..PLACES.len(), 1..5),
        0..LEVELS.len(),
        prop::collection::vec(any::<u64>(), 20),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(columns, places, level, fill, zh, rostered)| Case {
            columns,
            places: places.into_iter().collect(),
            level,
            fill,
            zh,
            rostered,
        })
}

impl Case {
    pub fn plan(&self) -> Plan {
        let mut plan = common::plan();
        plan.checklists.clear();
        plan.levels[1].name = Text::new(LEVELS[self.level], "district");
        let columns = self.columns.iter().enumerate();
        plan.variables = columns.map(|(at, column)| column.variable(at)).collect();
        plan
    }

    pub fn lang(&self) -> Lang {
        if self.zh { Lang::Zh } else { Lang::En }
    }

    /// The names of the units, as a units file.
    fn roster(&self) -> Vec<u8> {
        let mut roster = csv::Writer::from_writer(Vec::new());
        let head = ["code", "name", "level", "parent"];
        roster.write_record(head).unwrap();
        roster
            .write_record(["110000", "北京市", "city", ""])
            .unwrap();
        for (code, name) in &self.places {
            let row = [CODES[*code], PLACES[*name], "district", "110000"];
            roster.write_record(row).unwrap();
        }
        roster.into_inner().unwrap()
    }
}

impl Case {
    /// A data set with the units and nothing else.
    pub fn data(&self) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("units.csv"), self.roster()).unwrap();
        let declared = format!(
            "[[file]]\npath = \"units.csv\"\nroster = {}\n",
            self.rostered
        );
        fs::write(root.path().join("data.toml"), declared).unwrap();
        root
    }
}

impl Column {
    fn variable(&self, at: usize) -> Variable {
        let answer = self.kind == Kind::Flag;
        let unit = if answer { "" } else { UNITS[self.unit] };
        let high = if answer { Some(1) } else { self.high };
        Variable {
            id: format!("v{at}"),
            name: Text::same(NAMES[self.name]),
            kind: self.kind,
            unit: Text::same(unit),
            decimals: self.decimals,
            range: match high {
                Some(high) => Interval::closed(Number::zero(), Number::from(i64::from(high))),
                None => Interval::from(Number::zero()),
            },
            level: LevelIx(1),
            roll_up: RollUp::Never,
            stock: false,
            part_of: None,
            parts: Vec::new(),
            may_not_apply: self.may_not_apply,
            within_year: None,
            exact: false,
            about: None,
            aliases: Vec::new(),
            scale: answer.then_some(ScaleIx(0)),
            at: Place::file("plan.toml"),
        }
    }
}
