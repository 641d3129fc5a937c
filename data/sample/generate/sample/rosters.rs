//! Which units there are.

use super::places::{CITY, City, DISTRICTS, MERGED, Unit};
use super::sheet::{Sheet, Style, Written};

pub fn files(city: &City) -> Vec<Written> {
    let roster = |name: &str, units: &[Unit], style: Style| roster(units).save(name, style);
    vec![
        units().save("units.csv", Style::Plain),
        roster("streets.csv", &city.streets, Style::Gb18030),
        roster("communities.csv", &city.communities, Style::Plain),
        roster("villages.csv", &city.villages, Style::Plain),
        roster("buildings.csv", &city.buildings, Style::Marked),
        roster("enterprises.csv", &city.enterprises, Style::Windows),
        roster("hubs.csv", &city.hubs, Style::Plain),
    ]
}

fn units() -> Sheet {
    let mut sheet = Sheet::new([
        "code", "name", "name_en", "level", "parent", "until", "into", "also",
    ]);
    sheet.row([CITY, "北京市", "Beijing", "city", "", "", "", ""]);
    for d in &DISTRICTS {
        let also = d
            .former
            .map_or_else(String::new, |(c, n)| format!("{c};{n}"));
        sheet.row([d.code, d.name, d.english, "district", CITY, "", "", &also]);
    }
    for (code, name, english, into) in MERGED {
        let into = DISTRICTS[into].code;
        sheet.row([code, name, english, "district", CITY, "2010", into, ""]);
    }
    sheet
}

/// Without the columns of years where no unit began or ended.
fn roster(units: &[Unit]) -> Sheet {
    let dated = units.iter().any(|unit| unit.from.or(unit.until).is_some());
    let year = |year: Option<i32>| year.map_or_else(String::new, |year| year.to_string());
    let header = ["code", "name", "parent", "from", "until"];
    let width = if dated { 5 } else { 3 };
    let mut sheet = Sheet::new(&header[..width]);
    for unit in units {
        let (from, until) = (year(unit.from), year(unit.until));
        let cells = [&unit.code, &unit.name, &unit.parent, &from, &until];
        sheet.row(&cells[..width]);
    }
    sheet
}
