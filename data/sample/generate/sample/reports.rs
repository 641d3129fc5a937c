//! What streets, office buildings, hub organisations and enterprises send.

use super::answers::{Answer, answer};
use super::places::{City, DISTRICTS, Unit};
use super::sheet::{Sheet, Style, Written};
use super::variables::Variable;
use super::{END, FIRST};

/// How well hub organisations answer.
const HUB_STRENGTH: i64 = 72;

pub fn files(variables: &[Variable], city: &City) -> Vec<Written> {
    let at = |level: &'static str| {
        variables
            .iter()
            .filter(move |v| v.level == level)
            .collect::<Vec<_>>()
    };
    let years = FIRST..END;
    let mut files = vec![
        by_year(&at("street"), &city.streets).save("street-reports.csv", Style::Plain),
        by_year(&at("hub-organisation"), &city.hubs).save("hub-reports.csv", Style::Plain),
        by_year(&at("non-public-enterprise"), &city.enterprises)
            .save("enterprise-reports.csv", Style::Windows),
    ];
    files.extend(years.map(|year| {
        let name = format!("building-reports-{year}.csv");
        of_year(&at("office-building"), &city.buildings, year).save(name, Style::Plain)
    }));
    files
}

/// A row that stands twice.
const SENT_TWICE: (&str, i32) = ("110108E041", 2013);

/// The word for an answer in a year's forms.
pub fn word(answer: Answer, year: i32) -> &'static str {
    let words = match year {
        2013 => ["未建立", "筹备中", "已建立"],
        2014 => ["×", "在建", "√"],
        2015 => ["否", "进行中", "是"],
        _ => ["否", "推进中", "是"],
    };
    match answer {
        Answer::No => words[0],
        Answer::UnderWay => words[1],
        Answer::Yes => words[2],
    }
}

fn sign(unit: &Unit, variable: &Variable, year: i32) -> &'static str {
    if variable.may_not_apply && unit.rural {
        return "—";
    }
    let strength = match unit.code.starts_with('H') {
        true => HUB_STRENGTH,
        false => DISTRICTS[unit.district].strength,
    };
    match answer(&unit.code, strength, &variable.id, year) {
        Answer::Yes => "1",
        _ => "0",
    }
}

fn heading(variable: &&Variable) -> String {
    match variable.item() {
        Some(_) => variable.id.clone(),
        None => variable.name.clone(),
    }
}

/// All years in one file.
fn by_year(variables: &[&Variable], units: &[Unit]) -> Sheet {
    let header = ["代码", "年度"].into_iter().map(str::to_owned);
    let mut sheet = Sheet::new(header.chain(variables.iter().map(heading)));
    for year in FIRST..END {
        let text = year.to_string();
        for unit in units.iter().filter(|unit| unit.exists(year)) {
            let signs = variables.iter().map(|v| sign(unit, v, year));
            let row: Vec<&str> = [unit.code.as_str(), &text]
                .into_iter()
                .chain(signs)
                .collect();
            sheet.row(&row);
            if (unit.code.as_str(), year) == SENT_TWICE {
                sheet.row(&row);
            }
        }
    }
    sheet
}

fn of_year(variables: &[&Variable], units: &[Unit], year: i32) -> Sheet {
    let header = std::iter::once("代码".to_owned());
    let mut sheet = Sheet::new(header.chain(variables.iter().map(heading)));
    for unit in units.iter().filter(|unit| unit.exists(year)) {
        let signs = variables.iter().map(|v| sign(unit, v, year));
        sheet.row(std::iter::once(unit.code.as_str()).chain(signs));
    }
    sheet
}
