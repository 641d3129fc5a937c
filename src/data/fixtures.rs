//! Small parts of plans for tests.

use crate::finding::Place;
use crate::i18n::Text;
use crate::number::{Interval, Number};
use crate::plan::{Grade, Kind, LevelIx, Plan, RollUp, Scale, Variable};

/// A variable of people, money and the like: zero or more.
pub fn variable(id: &str, unit: &str, decimals: u32) -> Variable {
    Variable {
        id: id.into(),
        name: Text::same(id),
        kind: Kind::Amount,
        unit: Text::same(unit),
        decimals,
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
        at: Place::file("plan.toml"),
    }
}

pub fn yes_no() -> Scale {
    let grade = |zh: &str, credit: i128, words: &[&str]| Grade {
        name: Text::new(zh, zh),
        credit: Number::scaled(credit, 1),
        words: words.iter().map(|&word| word.to_owned()).collect(),
    };
    Scale {
        id: "yes-no".into(),
        grades: vec![
            grade("否", 0, &["否", "无", "no", "n", "0", "×"]),
            grade("进行中", 5, &["进行中", "在建", "ongoing"]),
            grade("是", 10, &["是", "有", "yes", "y", "1", "√"]),
        ],
        met_from: Number::one(),
    }
}

/// A plan of nothing but variables: id, Chinese name, unit.
pub fn plan_of(variables: &[(&str, &str, &str)]) -> Plan {
    Plan {
        id: "small".into(),
        title: Text::same("small"),
        first: 2011,
        last: 2015,
        year_starts: 1,
        baseline: 2010,
        chapters: Vec::new(),
        levels: Vec::new(),
        clauses: Vec::new(),
        variables: variables
            .iter()
            .map(|&(id, zh, unit)| Variable {
                name: Text::new(zh, id),
                ..variable(id, unit, 0)
            })
            .collect(),
        scales: Vec::new(),
        checklists: Vec::new(),
        bands: Vec::new(),
        indicators: Vec::new(),
        assumed: Vec::new(),
        files: Vec::new(),
    }
}
