//! What communities and villages send: short signs in wide files, a file a year.

use super::answers::{Answer, answer, grade};
use super::chance::once_in;
use super::places::{City, DISTRICTS, Unit};
use super::sheet::{Sheet, Style, Written};
use super::variables::Variable;
use super::{END, FIRST};

const STANDARD: &str = "harmonious-community";
/// The years in which communities were held against the 46 items.
const JUDGED: std::ops::Range<i32> = 2013..END;
/// The district whose communities sent nothing for the last year.
const LATE: &str = "门头沟区";

pub fn files(variables: &[Variable], city: &City) -> Vec<Written> {
    let is_item = |v: &&Variable| v.item().is_some_and(|(list, _)| list == STANDARD);
    let at = |level: &'static str| {
        variables
            .iter()
            .filter(move |v| v.level == level && !is_item(v))
            .collect::<Vec<_>>()
    };
    let (communities, villages) = (at("urban-community"), at("village"));
    let items: Vec<&Variable> = variables.iter().filter(is_item).collect();
    let mut files = Vec::new();
    for year in FIRST..END {
        let sheet = flags(&communities, &city.communities, year);
        files.push(sheet.save(format!("community-reports-{year}.csv"), Style::Plain));
        let sheet = flags(&villages, &city.villages, year);
        files.push(sheet.save(format!("village-reports-{year}.csv"), Style::Plain));
    }
    for year in JUDGED {
        let style = if year == 2014 {
            Style::Windows
        } else {
            Style::Plain
        };
        let sheet = standard(&items, &city.communities, year);
        files.push(sheet.save(format!("harmonious-{year}.csv"), style));
    }
    files
}

fn sent(unit: &Unit, year: i32) -> bool {
    year < END - 1 || DISTRICTS[unit.district].name != LATE || !unit.code.contains('C')
}

fn flags(variables: &[&Variable], units: &[Unit], year: i32) -> Sheet {
    let heading = |v: &&Variable| match v.item() {
        Some(_) => v.id.clone(),
        None => v.name.clone(),
    };
    let header = std::iter::once("代码".to_owned()).chain(variables.iter().map(heading));
    let mut sheet = Sheet::new(header);
    for unit in units.iter().filter(|unit| sent(unit, year)) {
        let strength = DISTRICTS[unit.district].strength;
        let answers = variables.iter().map(|v| {
            let monitored = v.id.starts_with("talk-room");
            if monitored && once_in(&unit.code, "blank", year, 8) {
                return "";
            }
            match answer(&unit.code, strength, &v.id, year) {
                Answer::Yes => "1",
                _ => "0",
            }
        });
        sheet.row(std::iter::once(unit.code.as_str()).chain(answers));
    }
    sheet
}

fn standard(items: &[&Variable], units: &[Unit], year: i32) -> Sheet {
    let heading = |v: &&Variable| {
        let item = v.item().map_or("", |(_, item)| item);
        match year {
            2013 => item.to_owned(),
            2014 => format!("{}.{}", item.trim_start_matches('0'), v.name),
            _ => v.id.clone(),
        }
    };
    let header = std::iter::once("社区代码".to_owned()).chain(items.iter().map(heading));
    let mut sheet = Sheet::new(header);
    for unit in units.iter().filter(|unit| sent(unit, year)) {
        let strength = DISTRICTS[unit.district].strength;
        let answers = items.iter().map(|v| {
            let item = v.item().map_or("", |(_, item)| item);
            if once_in(&unit.code, item, year, 4) {
                return "";
            }
            let grade = grade(&unit.code, strength, item, year);
            let signs = match year {
                2014 => ["×", "0.5", "√"],
                _ => ["0", "0.5", "1"],
            };
            signs[usize::from(grade)]
        });
        sheet.row(std::iter::once(unit.code.as_str()).chain(answers));
    }
    sheet
}
