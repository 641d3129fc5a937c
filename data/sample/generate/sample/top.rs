//! What the city's own offices send: long files, a row a figure, and the city's checklists.

use super::answers::{Answer, answer};
use super::chance::pick;
use super::figures::{city_only, total};
use super::places::{CITY, CITY_STRENGTH, City, DISTRICTS};
use super::reports::word;
use super::sheet::{Sheet, Style, Written, decimal};
use super::variables::{Kind, Variable};
use super::{END, FIRST};

/// Milestones of the districts that the city is asked for as well.
const BOTH: &[&str] = &[
    "hub-network",
    "social-worker-federation",
    "volunteer-federation",
    "dispute-centre",
    "leading-group",
    "budget",
    "audit",
    "performance-review",
    "annual-report",
];
/// Those that are told anew in every year.
const YEARLY: &[&str] = &["budget", "audit", "annual-report", "dispute-centre"];

/// What the city has of its own, beside the districts.
const OWN: &[&str] = &[
    "social-organisation-funding",
    "special-fund",
    "sectors",
    "sectors-with-platform",
];

pub fn files(variables: &[Variable], city: &City) -> Vec<Written> {
    vec![
        figures(variables, city).save("city.csv", Style::Plain),
        milestones(variables).save("city-milestones.csv", Style::Plain),
        items(variables).save("city-items.csv", Style::Plain),
        published(city).save("published.csv", Style::Plain),
    ]
}

fn is_figure(variable: &Variable) -> bool {
    matches!(variable.kind, Kind::Figure(_))
}

fn figures(variables: &[Variable], city: &City) -> Sheet {
    let mut sheet = Sheet::new(["代码", "年份", "指标", "数值", "性质", "来源", "备注"]);
    let asked = |v: &&Variable| is_figure(v) && (v.level == "city" || OWN.contains(&v.id.as_str()));
    for variable in variables.iter().filter(asked) {
        for year in FIRST..END {
            let value = city_only(city, &variable.id, year);
            if !value.is_empty() {
                let (source, note) = (format!("示例年报{year}"), remark(&variable.id, year));
                let year = year.to_string();
                sheet.row([CITY, &year, &variable.name, &value, "实际", &source, note]);
            }
        }
    }
    sheet.row([
        CITY,
        "2015",
        "政府购买社会组织服务项目",
        "500",
        "计划",
        "示例计划2015",
        "计划数，不是结果",
    ]);
    // The city rounds; the sum of the districts stands.
    for year in FIRST..END {
        let tenths = (total(city, "residents", year) + 500) / 1000;
        let (value, source) = (
            format!("{}万", decimal(tenths, 1)),
            format!("示例年鉴{year}"),
        );
        sheet.row([
            CITY,
            &year.to_string(),
            "常住人口",
            &value,
            "实际",
            &source,
            "",
        ]);
    }
    sheet
}

fn remark(id: &str, year: i32) -> &'static str {
    match (id, year) {
        ("purchased-projects", 2010) => "报为“近300个”",
        ("hub-organisations", 2015) => "当年撤销1家",
        _ => "",
    }
}

/// A row a year until it is done; what is done stays done until something else is reported.
fn milestones(variables: &[Variable]) -> Sheet {
    let mut sheet = Sheet::new(["代码", "年份", "指标", "数值", "文号", "日期", "核验"]);
    let asked = |v: &&Variable| {
        let citys = v.level == "city" || BOTH.contains(&v.id.as_str());
        citys && v.kind == Kind::Answer && v.item().is_none()
    };
    for variable in variables.iter().filter(asked) {
        let id = variable.id.as_str();
        let mut done = false;
        for year in FIRST..END {
            let state = state(id, year);
            let text = year.to_string();
            match state {
                Answer::Yes if done && !YEARLY.contains(&id) => {}
                Answer::Yes => {
                    let number = 1 + pick(CITY, id, year, 60);
                    let document = format!("示例发〔{year}〕{number}号");
                    let (month, day) = (1 + number % 12, 1 + number % 28);
                    let date = format!("{year}-{month:02}-{day:02}");
                    let verified = if number % 3 == 0 { "自评" } else { "是" };
                    sheet.row([CITY, &text, id, "已完成", &document, &date, verified]);
                }
                _ => sheet.row([CITY, &text, id, word(state, 2010), "", "", ""]),
            }
            done = state == Answer::Yes;
        }
    }
    sheet
}

fn state(id: &str, year: i32) -> Answer {
    match (id, year) {
        // Done in its year, and another lost again.
        ("mid-term-evaluation", 2013) | ("credit-transfer", 2013..=2014) => Answer::Yes,
        ("mid-term-evaluation", ..2013) | ("credit-transfer", _) => Answer::No,
        _ => answer(CITY, CITY_STRENGTH, id, year),
    }
}

fn items(variables: &[Variable]) -> Sheet {
    let asked = |v: &&Variable| v.level == "city" && v.item().is_some();
    let asked: Vec<&Variable> = variables.iter().filter(asked).collect();
    let header = ["代码", "年度"].into_iter();
    let mut sheet = Sheet::new(header.chain(asked.iter().map(|v| v.id.as_str())));
    for year in FIRST..END {
        let answers = asked.iter().map(|v| {
            let answer = answer(CITY, CITY_STRENGTH, &v.id, year);
            word(answer, year).to_owned()
        });
        sheet.row(
            [CITY.to_owned(), year.to_string()]
                .into_iter()
                .chain(answers),
        );
    }
    sheet
}

/// Ratios of districts that sent no parts, and of the city in years where parts are missing.
fn published(city: &City) -> Sheet {
    let mut sheet = Sheet::new(["unit", "period", "variable", "value", "source"]);
    for (id, _, at, years) in super::districts::RATIO_ONLY {
        for year in years.clone() {
            let moment = super::figures::Moment {
                city,
                at: *at,
                year,
            };
            let value = decimal(moment.figure(id), 2);
            let text = year.to_string();
            sheet.row([
                DISTRICTS[*at].code,
                &text,
                id,
                &format!("{value}%"),
                "示例简报",
            ]);
        }
    }
    for year in [2011, 2012] {
        let part = total(city, "social-workers-with-degree", year);
        let whole = total(city, "community-workers", year);
        let value = decimal((part * 20_000 / whole + 1) / 2, 2);
        let (year, id) = (year.to_string(), "worker-degree-share");
        sheet.row([CITY, &year, id, &value, "示例年报"]);
        if year == "2012" {
            // The same figure from another hand.
            sheet.row([CITY, &year, id, &format!("{value}%"), "示例简报"]);
        }
    }
    sheet
}
