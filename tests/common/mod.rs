//! A small plan, built in code.

use kaoping::internals::finding::{LinePosition, Place};
use kaoping::internals::i18n::Text;
use kaoping::internals::number::{Interval, Number};
use kaoping::internals::plan::*;

fn at(line: u64) -> Place {
    let position = LinePosition {
        line,
        ..LinePosition::default()
    };
    Place::in_line("plan/plan.toml", position)
}

fn variable(id: &str, zh: &str, kind: Kind, unit: (&str, &str)) -> Variable {
    Variable {
        id: id.into(),
        name: Text::new(zh, id),
        kind,
        unit: Text::new(unit.0, unit.1),
        decimals: if kind == Kind::Count { 0 } else { 2 },
        range: Interval::from(Number::zero()),
        level: LevelIx(1),
        roll_up: RollUp::Sum,
        stock: false,
        part_of: None,
        parts: Vec::new(),
        may_not_apply: false,
        within_year: None,
        exact: false,
        about: None,
        aliases: Vec::new(),
        scale: None,
        at: at(10),
    }
}

fn flag(id: &str, zh: &str, level: u32) -> Variable {
    Variable {
        range: Interval::closed(Number::zero(), Number::one()),
        level: LevelIx(level),
        roll_up: RollUp::Never,
        scale: Some(ScaleIx(0)),
        ..variable(id, zh, Kind::Flag, ("", ""))
    }
}

fn grade(zh: &str, en: &str, credit: i128, words: &[&str]) -> Grade {
    Grade {
        name: Text::new(zh, en),
        credit: Number::scaled(credit, 1),
        words: words.iter().map(|&word| word.to_owned()).collect(),
    }
}

fn level(id: &str, zh: &str) -> Level {
    Level {
        id: id.into(),
        name: Text::new(zh, id),
        register: None,
    }
}

fn item(id: &str, zh: &str, variable: u32) -> Item {
    Item {
        id: id.into(),
        name: Text::new(zh, id),
        points: Number::one(),
        must: false,
        objective: None,
        variable: VariableIx(variable),
    }
}

/// City, districts, communities; people, money, a share, a flag, a checklist of two items.
pub fn plan() -> Plan {
    let mut residents = variable("residents", "常住人口", Kind::Count, ("人", "persons"));
    residents.aliases = vec!["常住居民".into()];
    let funds = variable("funds", "资金", Kind::Amount, ("万元", "10k yuan"));
    let mut rate = variable("rate", "参与率", Kind::Mean, ("%", "%"));
    rate.range = Interval::closed(Number::zero(), Number::from(100));
    let mut area = variable("green-area", "面积", Kind::Count, ("平方米", "m2"));
    area.may_not_apply = true;
    let other_area = variable("office-area", "面积", Kind::Count, ("平方米", "m2"));
    Plan {
        id: "small".into(),
        title: Text::same("small"),
        first: 2011,
        last: 2015,
        year_starts: 1,
        baseline: 2010,
        chapters: Vec::new(),
        levels: vec![
            level("city", "市"),
            level("district", "区县"),
            level("community", "社区"),
        ],
        clauses: Vec::new(),
        variables: vec![
            residents,
            funds,
            rate,
            area,
            other_area,
            flag("centre", "已建立中心", 1),
            flag("haves/leadership", "有领导责任制", 2),
            flag("haves/place", "有场所", 2),
        ],
        scales: vec![Scale {
            id: "yes-no".into(),
            grades: vec![
                grade("否", "no", 0, &["否", "无", "no", "n", "0", "×"]),
                grade("进行中", "under way", 5, &["进行中", "在建"]),
                grade("是", "yes", 10, &["是", "有", "yes", "y", "1", "√"]),
            ],
            met_from: Number::one(),
        }],
        checklists: vec![Checklist {
            id: "haves".into(),
            name: Text::same("haves"),
            level: LevelIx(2),
            scale: ScaleIx(0),
            items: vec![
                item("leadership", "有领导责任制", 6),
                item("place", "有场所", 7),
            ],
            objectives: Vec::new(),
            pass: Pass::All,
            bands: Vec::new(),
            at: at(50),
        }],
        bands: Vec::new(),
        indicators: Vec::new(),
        assumed: Vec::new(),
        files: Vec::new(),
    }
}
