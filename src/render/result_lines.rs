//! A result in plain lines, for formats that programs read and show to people.

use super::number_format::{self, ValueFormat};
use super::phrases;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::plan::Year;
use crate::report::Place;
use crate::report::evidence::Evidence;
use crate::report::scorecard::IndicatorResult;

/// Lines of evidence that are written of a result.
const EVIDENCE: usize = 20;

/// Verdict, value, target, gap and attainment: `missed: ≈17.1 %, target ≥ 20 % by 2015, gap −2.9, attained 85.5 %`. `last` is the
/// plan's last year.
pub fn sentence(result: &IndicatorResult, last: Year, lang: Lang) -> String {
    let format = ValueFormat::of(result, lang);
    let target = number_format::target(result, last, lang);
    let mut parts = vec![
        format.value(),
        format!("{}{target}", lang.pick("目标 ", "target ")),
    ];
    if let Some(gap) = format.bare_gap() {
        // In Chinese the gap says itself on which side it is: 低2.9个百分点.
        parts.push(format!("{}{gap}", lang.pick("", "gap ")));
    }
    if let Some(attained) = number_format::attainment(result) {
        parts.push(match lang {
            Lang::Zh => format!("实现程度 {attained}%"),
            Lang::En => format!("attained {attained} %"),
        });
    }
    let verdict = result.verdict.name(lang);
    match lang {
        Lang::Zh => format!("{verdict}：{}", parts.join("，")),
        Lang::En => format!("{verdict}: {}", parts.join(", ")),
    }
}

/// What a result rests on, a line each: notes, the clause, the cells with their places, the commands that list more.
pub fn details(result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = result.notes.iter().map(|note| note.text.clone()).collect();
    let clause = &result.clause;
    let quoted = phrases::quoted(&clause.phrase, lang);
    lines.push(format!("{} {quoted}", clause.id));
    let evidence = result.evidence.iter().map(|one| evidence_line(one, lang));
    lines.extend(evidence.take(EVIDENCE));
    let more = result.evidence.len().saturating_sub(EVIDENCE);
    if more > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有 {more} 项"),
            Lang::En => format!("and {more} more"),
        });
    }
    lines
}

fn evidence_line(evidence: &Evidence, lang: Lang) -> String {
    match evidence {
        Evidence::Cell(cell) | Evidence::Planned(cell) => {
            let blank = lang.pick("（空白）", "(blank)");
            let raw = match cell.raw.as_deref() {
                Some(raw) if raw.trim().is_empty() => blank,
                Some(raw) => raw,
                None => number_format::NOTHING,
            };
            let place = cell.place.as_ref().map_or_else(
                || lang.pick("未报", "not reported").to_owned(),
                |place| phrases::declared_at(place, lang),
            );
            format!(
                "{} {} {} = {raw} {place}",
                cell.variable, cell.unit, cell.period
            )
        }
        Evidence::Summary(count) => {
            let expected = count.expected.map_or("?".to_owned(), |n| n.to_string());
            let reported = match lang {
                Lang::Zh => format!("已报/应报 {}/{expected}", count.reported),
                Lang::En => format!("reported {} of {expected}", count.reported),
            };
            let explain = count.explain.as_deref().unwrap_or_default();
            let line = format!(
                "{} {} {}: {reported} {explain}",
                count.variable, count.unit, count.year
            );
            line.trim_end().to_owned()
        }
    }
}

/// Where a result is best looked up: the first cell that it rests on, without data the first that is blank; else where the
/// plan declares it.
pub fn place(result: &IndicatorResult) -> Option<&Place> {
    let cells = result.evidence.iter().filter_map(|one| match one {
        Evidence::Cell(cell) => Some((cell.value.is_none(), cell.place.as_ref()?)),
        Evidence::Planned(_) | Evidence::Summary(_) => None,
    });
    let wanted = result.verdict == Verdict::NoData;
    let mut cells: Vec<(bool, &Place)> = cells.collect();
    cells.sort_by_key(|&(blank, _)| wanted && !blank);
    let first = cells.first().map(|&(_, place)| place);
    first.or(result.declared.as_ref())
}

/// Unit, year and name of a result, with the indicator's id: `朝阳区 2013 城市绿化率 [green]`.
pub fn title(result: &IndicatorResult) -> String {
    let IndicatorResult {
        unit, year, name, ..
    } = result;
    format!("{} {year} {name} [{}]", unit.name, result.indicator)
}
