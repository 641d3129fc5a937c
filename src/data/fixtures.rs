//! Small parts of plans for tests.

use crate::diagnostic::Place;
use crate::number::{Interval, Number};
use crate::plan::{Grade, Kind, LevelIx, RollUp, Scale, Variable};
use crate::words::Text;

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
        part_of: None,
        may_not_apply: false,
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
