//! The units that a share counts, in words.

use crate::i18n::Lang;
use crate::report::explanation::{ListedUnit, Standing, Units};

/// As many units are listed where none were asked for.
const FEW_UNITS: u64 = 10;

/// How many units stand how; those asked for, or all where they are few, with their cells.
pub fn units(units: &Units, lang: Lang) -> Vec<String> {
    let counts = [
        (Standing::Pass, units.pass),
        (Standing::Fail, units.fail),
        (Standing::Unknown, units.unknown),
        (Standing::Silent, units.silent),
        (Standing::NotApplicable, units.not_applicable),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(standing, count)| match lang {
            Lang::Zh => format!("{} {count} 个", standing_name(*standing, lang)),
            Lang::En => format!("{count} {}", standing_name(*standing, lang)),
        })
        .collect();
    let mut lines = match counts.is_empty() {
        true => Vec::new(),
        false => vec![counts.join(lang.pick("，", ", "))],
    };
    lines.extend(unnamed(units, lang));
    let all = units.listed.len() as u64 + units.more;
    if units.standing.is_some() || units.all || all <= FEW_UNITS {
        lines.extend(units.listed.iter().flat_map(|unit| unit_lines(unit, lang)));
        if units.more > 0 {
            lines.push(match lang {
                Lang::Zh => format!("另有 {} 个（--all 列出全部）", units.more),
                Lang::En => format!("and {} more (--all lists them)", units.more),
            });
        }
    } else {
        let hint = lang.pick(
            "逐个列出：--units fail、pass、unknown 或 silent，或 --all",
            "--units fail, pass, unknown or silent lists them, or --all",
        );
        lines.push(hint.to_owned());
    }
    lines
}

/// How many units can't be listed; `None` if all are named.
fn unnamed(units: &Units, lang: Lang) -> Option<String> {
    match (units.unnamed, lang) {
        (Some(0), _) => None,
        (Some(n), Lang::Zh) => Some(format!("其中 {n} 个未列名：只计入基数")),
        (Some(n), Lang::En) => Some(format!("{n} not named: only the register counts them")),
        (None, _) => Some(
            lang.pick("未列名的个数不明", "how many are not named is not known")
                .to_owned(),
        ),
    }
}

/// How a unit stands to the condition of a share, in words.
fn standing_name(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Pass => lang.pick("达标", "pass"),
        Standing::Fail => lang.pick("未达标", "fail"),
        Standing::Unknown => lang.pick("无法判定", "undecided"),
        Standing::Silent => lang.pick("未填报", "silent"),
        Standing::NotApplicable => lang.pick("不适用", "not applicable"),
    }
}

/// A unit and how it stands, then each cell that it reported.
fn unit_lines(unit: &ListedUnit, lang: Lang) -> Vec<String> {
    let standing = standing_name(unit.standing, lang);
    let mut lines = vec![format!("{} {}  {standing}", unit.code, unit.name)];
    let cells = unit.cells.iter().filter_map(|cell| {
        let place = cell.place.as_ref()?;
        let raw = cell.raw.as_deref().unwrap_or_default();
        Some(format!("  {} `{raw}`  {place}", cell.variable))
    });
    lines.extend(cells);
    lines
}
