//! What the districts send: figures, milestones and checklists, a file a year, each year's in a form of its own.

use super::answers::answer;
use super::figures::Moment;
use super::places::{City, DISTRICTS, MERGED};
use super::reports::word;
use super::sheet::{Sheet, Style, Written, decimal, full_width, thousands};
use super::variables::{Kind, Variable};
use super::{END, FIRST};
use std::ops::RangeInclusive;

const YANQING: usize = 15;

type RatioOnly = (&'static str, &'static str, usize, RangeInclusive<i32>);

/// Ready-made ratios that were sent instead of a part: ratio, part, district, years.
pub const RATIO_ONLY: &[RatioOnly] = &[
    (
        "worker-degree-share",
        "social-workers-with-degree",
        12,
        2011..=2012,
    ),
    (
        "volunteering-rate-published",
        "volunteers-active",
        YANQING,
        2011..=2013,
    ),
];

/// Of these the districts sent rows of 2010 in the borders of that time, about a third of the whole for those that were
/// merged; all else they sent later, in the borders of today.
const MERGED_FIGURES: &[&str] = &[
    "residents",
    "social-organisations",
    "organisations-under-hubs",
    "community-workers",
    "social-workers-with-degree",
    "volunteers-active",
    "registered-volunteers",
];

/// What the first statement of 2014 had wrong: district, variable, how much of the true figure, in a thousand.
const MISSTATED: [(usize, &str, i64); 2] = [
    (11, "registered-volunteers", 1085),
    (11, "filed-organisations", 930),
];

/// A dash where an answer was due: it is no way out, and counts as missing.
const DASHED: (&str, &str, i32) = ("110228", "six-parties/court", 2012);

pub fn files(variables: &[Variable], city: &City) -> Vec<Written> {
    let at_district = |v: &&Variable| v.level == "district";
    let all: Vec<&Variable> = variables.iter().filter(at_district).collect();
    let (numbers, answers): (Vec<&Variable>, Vec<&Variable>) =
        all.into_iter().partition(|v| v.kind != Kind::Answer);
    let (items, flags): (Vec<&Variable>, Vec<&Variable>) =
        answers.into_iter().partition(|v| v.item().is_some());
    let ready_made = |v: &&Variable| RATIO_ONLY.iter().any(|(ratio, ..)| *ratio == v.id);
    let numbers: Vec<&Variable> = numbers.into_iter().filter(|v| !ready_made(v)).collect();
    let mut files = Vec::new();
    for year in FIRST..END {
        let main = |at: &usize| year < END - 1 || *at != YANQING;
        let here: Vec<usize> = (0..DISTRICTS.len()).filter(main).collect();
        let sheet = figures(&numbers, city, year, &here);
        files.push(sheet.save(format!("districts-{year}.csv"), style(year)));
        let sheet = asked(&flags, year, |v| v.name.clone());
        files.push(sheet.save(format!("milestones-{year}.csv"), Style::Plain));
        let sheet = asked(&items, year, |v| v.id.clone());
        files.push(sheet.save(format!("items-{year}.csv"), Style::Plain));
    }
    files.push(merged(&numbers, city));
    files.push(restated(city));
    let late = figures(&numbers, city, END - 1, &[YANQING]);
    files.push(late.save("districts-2015-late.csv", Style::Plain));
    files
}

fn style(year: i32) -> Style {
    match year {
        2010 => Style::Marked,
        2011 => Style::Gb18030,
        2012 => Style::Windows,
        _ => Style::Plain,
    }
}

fn figures(variables: &[&Variable], city: &City, year: i32, districts: &[usize]) -> Sheet {
    let own: &[&str] = match year {
        2010 => &["地区"],
        2014 => &["代码", "名称", "截至"],
        _ => &["区划代码", "名称"],
    };
    let header = own.iter().map(|&word| word.to_owned());
    let mut sheet = Sheet::new(header.chain(variables.iter().map(|v| heading(v, year))));
    for &at in districts {
        let (code, name) = DISTRICTS[at].known_as(year);
        let who: &[&str] = match year {
            2010 => &[name],
            2014 => &[code, name, "2015-03-31"],
            _ => &[code, name],
        };
        let moment = Moment { city, at, year };
        let cells = variables.iter().map(|v| cell(v, &moment));
        sheet.row(who.iter().map(|&word| word.to_owned()).chain(cells));
    }
    sheet
}

fn heading(variable: &Variable, year: i32) -> String {
    match (variable.id.as_str(), year) {
        ("residents", 2010 | 2012) => "常住人口（万人）".to_owned(),
        ("residents", 2015) => "年末常住人口".to_owned(),
        (id, 2014) => id.to_owned(),
        _ => variable.name.clone(),
    }
}

/// A figure as the district wrote it.
fn cell(variable: &Variable, moment: &Moment<'_>) -> String {
    let (id, at, year) = (variable.id.as_str(), moment.at, moment.year);
    let decimals = match variable.kind {
        Kind::Figure(decimals) => decimals,
        Kind::Answer => 0,
    };
    let ready_made = |(_, part, district, years): &RatioOnly| {
        *part == id && *district == at && years.contains(&year)
    };
    if RATIO_ONLY.iter().any(ready_made) {
        return String::new();
    }
    if year == FIRST && MERGED.iter().any(|merged| merged.3 == at) && MERGED_FIGURES.contains(&id) {
        return String::new();
    }
    let mut figure = moment.figure(id);
    let misstated = |(district, wrong, _): &&(usize, &str, i64)| *district == at && *wrong == id;
    if year == 2014
        && let Some((_, _, permille)) = MISSTATED.iter().find(misstated)
    {
        figure = figure * permille / 1000;
    }
    match (year, DISTRICTS[at].name, id) {
        (2013, "平谷区", "major-matters") | (2014, "怀柔区", "employers") => String::new(),
        (2011, "门头沟区", "volunteer-hours-recorded") => "缺".to_owned(),
        (2012, "朝阳区", "employers-with-contracts") => {
            format!("近{}", figure / 100 * 100 + 100)
        }
        (2014, "通州区", "part-time-posts") => format!("近{}", figure / 10 * 10 + 10),
        (2015, "海淀区", "registered-volunteers") | (2015, "东城区", "volunteers-active") => {
            format!("{}以上", figure / 1000 * 1000)
        }
        (2015, "朝阳区", "residents") => format!("{}万", decimal(figure, 4)),
        (2013, "大兴区", "sectors") => format!("{figure}个"),
        (2010 | 2012, _, "residents") => decimal(figure, 4),
        (2012, ..) => thousands(&decimal(figure, decimals)),
        (2013, "房山区" | "昌平区", _) => full_width(&decimal(figure, decimals)),
        _ => decimal(figure, decimals),
    }
}

fn merged_part(figure: i64) -> i64 {
    // In whole thousands where the whole is: residents are written in 万.
    match figure % 1000 {
        0 => figure * 35 / 100_000 * 1000,
        _ => figure * 35 / 100,
    }
}

fn merged(variables: &[&Variable], city: &City) -> Written {
    let sent = |v: &&&Variable| MERGED_FIGURES.contains(&v.id.as_str());
    let sent: Vec<&&Variable> = variables.iter().filter(sent).collect();
    let header = ["代码", "名称"].into_iter();
    let mut sheet = Sheet::new(header.chain(sent.iter().map(|v| v.name.as_str())));
    for (code, name, _, at) in MERGED {
        let moment = Moment {
            city,
            at,
            year: FIRST,
        };
        let heir = &DISTRICTS[at];
        for (code, name, rest) in [(heir.code, heir.name, true), (code, name, false)] {
            let figures = sent.iter().map(|v| {
                let (whole, part) = (moment.figure(&v.id), merged_part(moment.figure(&v.id)));
                let figure = if rest { whole - part } else { part };
                figure.to_string()
            });
            sheet.row([code, name].map(str::to_owned).into_iter().chain(figures));
        }
    }
    sheet.save("districts-2010-merged.csv", Style::Plain)
}

/// The true figures of what had been stated wrong, half a year later.
fn restated(city: &City) -> Written {
    let mut sheet = Sheet::new(["unit", "period", "variable", "value", "as-of", "note"]);
    for (at, id, _) in MISSTATED {
        let figure = Moment {
            city,
            at,
            year: 2014,
        }
        .figure(id)
        .to_string();
        sheet.row([
            DISTRICTS[at].code,
            "2014",
            id,
            &figure,
            "2015-09-30",
            "更正",
        ]);
    }
    sheet.save("districts-2014-restated.csv", Style::Plain)
}

fn asked(variables: &[&Variable], year: i32, heading: fn(&Variable) -> String) -> Sheet {
    let header = ["代码", "名称"].into_iter().map(str::to_owned);
    let mut sheet = Sheet::new(header.chain(variables.iter().map(|v| heading(v))));
    for district in &DISTRICTS {
        let (code, name) = district.known_as(year);
        let answers = variables.iter().map(|v| {
            let of_villages = v.item().is_some_and(|(_, item)| item == "villages");
            if of_villages && v.may_not_apply && district.villages == 0 {
                return "—".to_owned();
            }
            if (code, v.id.as_str(), year) == DASHED {
                return "—".to_owned();
            }
            let answer = answer(district.code, district.strength, &v.id, year);
            word(answer, year).to_owned()
        });
        sheet.row([code, name].map(str::to_owned).into_iter().chain(answers));
    }
    sheet
}
