//! What a value came from, in words.

use crate::evaluate::Input;
use crate::i18n::Lang;
use crate::number::Number;
use crate::observation::{
    Aggregate, AggregateValue, Cell, CellState, Figures, ItemCount, Outcomes, Period, Sum, UnitIx,
};
use crate::plan::{Plan, VariableIx};
use crate::render::View;
use crate::render::shown::group;

/// One input, a line each: what it is, then what it says and where.
pub fn lines(view: &View<'_>, input: &Input) -> Vec<String> {
    let figures = view.figures;
    match *input {
        Input::Cell {
            variable,
            unit,
            period,
            ..
        } => {
            let cell = figures.cell(variable, unit, period);
            cell_lines(view, (variable, unit, period), cell, "")
        }
        Input::Planned {
            variable,
            unit,
            period,
        } => {
            let cell = figures.planned.get(&(variable, unit, period));
            let word = lang(view).pick("（计划数，不参与评估）", " (planned: shown, not used)");
            cell_lines(view, (variable, unit, period), cell, word)
        }
        Input::Aggregate {
            counted,
            level,
            unit,
            year,
            expected,
            reported,
        } => {
            let lang = lang(view);
            let of = view.plan[level].name.get(lang);
            let expected = match expected {
                Some(n) => n.to_string(),
                None => lang.pick("基数不明", "an unknown number").to_owned(),
            };
            let name = counted_name(view.plan, counted, lang);
            let place = figures.units.name(unit, lang);
            let head = match lang {
                Lang::Zh => format!("{name}，{place} {year}：{of}应报 {expected}，已报 {reported}"),
                Lang::En => {
                    format!("{name}, {place} {year}: of {expected} ({of}), {reported} reported")
                }
            };
            let mut lines = vec![head];
            lines.extend(figures.tally(counted, unit, year).map(|tally| {
                let decimals = decimals(view.plan, counted);
                format!("  {}", tally_line(tally, decimals, lang))
            }));
            lines.extend(item_lines(
                view,
                counted,
                figures.tally(counted, unit, year),
            ));
            lines
        }
    }
}

fn lang(view: &View<'_>) -> Lang {
    view.style.lang
}

fn cell_lines(
    view: &View<'_>,
    (variable, unit, period): (VariableIx, UnitIx, Period),
    cell: Option<&Cell>,
    word: &str,
) -> Vec<String> {
    let lang = lang(view);
    let name = view.plan[variable].name.get(lang);
    let place = view.figures.units.name(unit, lang);
    let head = match lang {
        Lang::Zh => format!("{name}，{place} {period}{word}"),
        Lang::En => format!("{name}, {place} {period}{word}"),
    };
    let Some(cell) = cell else {
        let missing = lang.pick("缺：没有任何文件报告", "missing: no file reports it");
        return vec![head, format!("  {missing}")];
    };
    let mut lines = vec![head, format!("  {}", said(view, variable, cell))];
    let evidence = cell.evidence.iter();
    for evidence in evidence {
        let source = lang.pick("来源", "source");
        lines.extend(evidence.source.iter().map(|s| format!("  {source}: {s}")));
        lines.extend(evidence.note.iter().map(|n| format!("  {}", n.get(lang))));
        lines.extend(evidence.document.iter().map(|document| {
            let verified = if document.verified {
                lang.pick("已核验", "verified")
            } else {
                lang.pick("自评", "self-assessed")
            };
            format!("  {} {} {verified}", document.number, document.date)
        }));
        lines.extend(evidence.others.iter().map(|other| format!("  {other}")));
    }
    lines
}

/// `613,000 ‹ "61.3万" at districts.csv:12:4`.
fn said(view: &View<'_>, variable: VariableIx, cell: &Cell) -> String {
    let lang = lang(view);
    let at = place(view.figures, cell);
    let raw = &cell.raw;
    let unit = view.plan[variable].unit.get(lang);
    let value = match cell.state {
        CellState::Blank => lang.pick("空白", "blank").to_owned(),
        CellState::Refused => lang.pick("不可用", "refused").to_owned(),
        CellState::NotApplicable => lang.pick("不适用", "not applicable").to_owned(),
        CellState::Conflict => lang.pick("互相矛盾", "conflicting values").to_owned(),
        CellState::Known | CellState::Approximate => match cell.value.known() {
            Some(n) => format!("{} {unit}", group(&n.to_string())),
            None => lang.pick("近似值", "approximate").to_owned(),
        },
    };
    format!("{}  `{raw}`  {at}", value.trim_end())
}

/// Where a cell stands, as text.
pub fn place(figures: &Figures, cell: &Cell) -> String {
    cell.place(&figures.data.files).to_string()
}

fn counted_name(plan: &Plan, counted: Aggregate, lang: Lang) -> String {
    let (name, word) = match counted {
        Aggregate::Passes(checklist) => (&plan[checklist].name, ("：通过的", ": those that pass")),
        Aggregate::Holds(indicator) => {
            (&plan[indicator].name, ("：符合条件的", ": those that hold"))
        }
        Aggregate::Sum(variable) => (&plan[variable].name, ("：合计", ": sum")),
    };
    format!("{}{}", name.get(lang), lang.pick(word.0, word.1))
}

fn decimals(plan: &Plan, counted: Aggregate) -> u32 {
    match counted {
        Aggregate::Sum(variable) => plan[variable].decimals,
        Aggregate::Passes(_) | Aggregate::Holds(_) => 0,
    }
}

fn tally_line(tally: &AggregateValue, decimals: u32, lang: Lang) -> String {
    match tally {
        AggregateValue::Outcomes(outcomes) => outcomes_line(outcomes, lang),
        AggregateValue::Sum(sum) => sum_line(sum, decimals, lang),
    }
}

fn outcomes_line(o: &Outcomes, lang: Lang) -> String {
    let (holds, fails, open, none) = (o.holds, o.fails, o.undecided, o.not_applicable);
    match lang {
        Lang::Zh => format!("符合 {holds}，不符合 {fails}，未能判定 {open}，不适用 {none}"),
        Lang::En => {
            format!("{holds} hold, {fails} fail, {open} undecided, {none} not applicable")
        }
    }
}

/// How many units meet each item of a checklist.
fn item_lines(view: &View<'_>, counted: Aggregate, tally: Option<&AggregateValue>) -> Vec<String> {
    let (Aggregate::Passes(checklist), Some(AggregateValue::Outcomes(outcomes))) = (counted, tally)
    else {
        return Vec::new();
    };
    let lang = lang(view);
    let items = view.plan[checklist].items.iter().zip(&outcomes.items);
    items
        .map(|(item, count)| {
            let (name, ItemCount { met, unmet, open, not_applicable }) = (item.name.get(lang), *count);
            let id = &item.id;
            match lang {
                Lang::Zh => format!(
                    "  {id} {name}：达到 {met}，未达到 {unmet}，未答 {open}，不适用 {not_applicable}"
                ),
                Lang::En => format!(
                    "  {id} {name}: {met} met, {unmet} not, {open} open, {not_applicable} not applicable"
                ),
            }
        })
        .collect()
}

fn sum_line(sum: &Sum, decimals: u32, lang: Lang) -> String {
    let end = |end: Option<i128>| match end {
        Some(n) => group(&Number::scaled(n, decimals).to_string()),
        None => "?".to_owned(),
    };
    let total = if sum.lo == sum.hi {
        end(sum.lo)
    } else {
        format!("{}–{}", end(sum.lo), end(sum.hi))
    };
    match lang {
        Lang::Zh => format!("{total}（空白或不可用 {}）", sum.blank),
        Lang::En => format!("{total} ({} blank or refused)", sum.blank),
    }
}
