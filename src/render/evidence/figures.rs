//! What a value came from, in words.

use crate::i18n::Lang;
use crate::observation::Period;
use crate::render::number_format::limits;
use crate::report::evidence::Counted;
use crate::report::explanation::{
    CellDetail, CellState, Content, CountDetail, Figure, NamedItemCount, OutcomeCounts, SumDetail,
};
use crate::report::number::{Bounds, value};

/// One figure, a line each: what it is, then what it says and where.
pub fn lines(figure: &Figure, lang: Lang) -> Vec<String> {
    let word = match &figure.content {
        Content::Planned(_) => lang.pick("（计划数，不参与评估）", " (planned: shown, not used)"),
        _ => "",
    };
    let Figure {
        name, unit, period, ..
    } = figure;
    match &figure.content {
        Content::Count(count) => count_lines(figure, count, lang),
        Content::Missing => vec![
            head(name, unit, period, word, lang),
            format!(
                "  {}",
                lang.pick("数据缺失：没有文件报送", "missing: no file reports it")
            ),
        ],
        Content::Cell(cell) | Content::Planned(cell) => {
            let mut lines = vec![head(name, unit, period, word, lang)];
            lines.extend(
                cell_lines(cell, lang)
                    .into_iter()
                    .map(|line| format!("  {line}")),
            );
            lines
        }
    }
}

fn head(name: &str, unit: &str, period: &str, word: &str, lang: Lang) -> String {
    let words = Period::parse(period).map(Period::words);
    match lang {
        Lang::Zh => {
            let period = words.map_or(period.to_owned(), |words| words.zh);
            format!("{name}，{unit}，{period}{word}")
        }
        Lang::En => format!("{name}, {unit} {period}{word}"),
    }
}

fn cell_lines(cell: &CellDetail, lang: Lang) -> Vec<String> {
    let mut lines = vec![said(cell, lang)];
    lines.extend(cell_remarks(cell, lang));
    lines
}

/// What a file says of a cell beside its figure: source, note, document, other places.
pub fn cell_remarks(cell: &CellDetail, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let source = lang.pick("来源：", "source: ");
    lines.extend(cell.source.iter().map(|s| format!("{source}{s}")));
    lines.extend(cell.note.iter().cloned());
    lines.extend(cell.document.iter().map(|document| {
        let verified = match document.verified {
            true => lang.pick("已核验", "verified"),
            false => lang.pick("自评", "self-assessed"),
        };
        format!("{} {} {verified}", document.number, document.date)
    }));
    lines.extend(cell.others.iter().cloned());
    lines
}

/// How many units of which level reported what is counted; `None` of a figure that is no count.
pub fn reported(figure: &Figure, lang: Lang) -> Option<String> {
    let Content::Count(count) = &figure.content else {
        return None;
    };
    let (level, reported) = (&count.level, count.reported);
    Some(match (count.expected, lang) {
        (Some(all), Lang::Zh) => format!("{level}已报/应报 {reported}/{all}"),
        (Some(all), Lang::En) => format!("{reported} of {all} reported ({level})"),
        (None, Lang::Zh) => format!("{level}已报 {reported}，基数不明"),
        (None, Lang::En) => format!("{reported} reported ({level}), of an unknown number"),
    })
}

/// How many units satisfy what is counted; `None` where nothing was counted.
pub fn outcomes(figure: &Figure, lang: Lang) -> Option<String> {
    match &figure.content {
        Content::Count(count) => Some(outcomes_line(count.outcomes?, lang)),
        _ => None,
    }
}

/// `613,000 persons  `61.3万`  districts.csv:12:4`.
fn said(cell: &CellDetail, lang: Lang) -> String {
    let place = cell.place.as_ref();
    let place = place.map_or("?".to_owned(), ToString::to_string);
    format!("{}  `{}`  {place}", cell_value(cell, lang), cell.raw)
}

/// `613,000 persons`, or what the cell turned out to be instead.
pub fn cell_value(cell: &CellDetail, lang: Lang) -> String {
    let all = || match cell.bounds.as_ref().and_then(Bounds::interval) {
        Some(interval) => limits(&interval, &cell.unit_of_measure, lang),
        None => "?".to_owned(),
    };
    match cell.state {
        CellState::Blank => lang.pick("空白", "blank").to_owned(),
        CellState::Refused => lang.pick("不可用", "refused").to_owned(),
        CellState::NotApplicable => lang.pick("不适用", "not applicable").to_owned(),
        CellState::Conflict => format!("{}{}", lang.pick("互相矛盾：", "conflicting: "), all()),
        CellState::Known | CellState::Approximate => all(),
    }
}

fn count_lines(figure: &Figure, count: &CountDetail, lang: Lang) -> Vec<String> {
    let (unit, year, level, reported) = (&figure.unit, count.year, &count.level, count.reported);
    let expected = match count.expected {
        Some(n) => n.to_string(),
        None => lang.pick("基数不明", "an unknown number").to_owned(),
    };
    let word = match count.counted {
        Counted::Passes => ("达标的单位数", "units that pass"),
        Counted::Holds => ("达标的单位数", "units that satisfy it"),
        Counted::Sum => ("合计", "sum"),
    };
    let name = format!(
        "{}{}{}",
        figure.name,
        lang.pick("：", ": "),
        lang.pick(word.0, word.1)
    );
    let mut lines = vec![match lang {
        Lang::Zh => format!("{name}，{unit}，{year}年：{level}已报/应报 {reported}/{expected}"),
        Lang::En => format!("{name}, {unit} {year}: {reported} of {expected} ({level}) reported"),
    }];
    lines.extend(
        count
            .outcomes
            .map(|outcomes| format!("  {}", outcomes_line(outcomes, lang))),
    );
    lines.extend((count.sum.iter()).map(|sum| format!("  {}", sum_line(sum, lang))));
    lines.extend((count.items.iter()).map(|item| format!("  {}", item_line(item, lang))));
    lines
}

fn outcomes_line(outcomes: OutcomeCounts, lang: Lang) -> String {
    let OutcomeCounts {
        holds,
        fails,
        undecided,
        not_applicable,
    } = outcomes;
    match lang {
        Lang::Zh => {
            format!("达标 {holds}，未达标 {fails}，无法判定 {undecided}，不适用 {not_applicable}")
        }
        Lang::En => format!(
            "{holds} pass, {fails} fail, {undecided} undecided, {not_applicable} not applicable"
        ),
    }
}

/// How many units meet an item of a checklist.
fn item_line(item: &NamedItemCount, lang: Lang) -> String {
    let (name, count) = (&item.name, &item.count);
    let (id, met, unmet) = (&count.id, count.met, count.unmet);
    let (open, not_applicable) = (count.open, count.not_applicable);
    let line = match lang {
        Lang::Zh => format!(
            "{id} {name}：达标 {met}，未达标 {unmet}，未填报 {open}，不适用 {not_applicable}"
        ),
        Lang::En => format!(
            "{id} {name}: {met} met, {unmet} not met, {open} unanswered, {not_applicable} not applicable"
        ),
    };
    let censored = value(count.censored_headcount.as_ref());
    match (
        censored
            .interval()
            .filter(|_| count.censored_headcount.is_some()),
        lang,
    ) {
        (None, _) => line,
        (Some(share), Lang::Zh) => format!("{line}；删失发生率 {}", limits(share, "%", lang)),
        (Some(share), Lang::En) => {
            format!("{line}; censored headcount {}", limits(share, "%", lang))
        }
    }
}

fn sum_line(sum: &SumDetail, lang: Lang) -> String {
    let total = match sum.bounds.interval() {
        Some(interval) => limits(&interval, "", lang),
        None => "?".to_owned(),
    };
    match lang {
        Lang::Zh => format!("{total}（空白或不可用 {}）", sum.blank),
        Lang::En => format!("{total} ({} blank or refused)", sum.blank),
    }
}
