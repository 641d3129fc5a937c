//! Every result of the year: a row each, the value worked out from the sources where that can be followed.

use super::sheet::{Sheet, Written, column};
use super::sources::Sources;
use super::{Book, arithmetic, look, names, number as shown};
use crate::number::Number;
use crate::render::number_format;
use crate::report::number::number;
use crate::report::scorecard::IndicatorResult;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::utility::row_col_to_cell;
use std::collections::BTreeMap;

/// The column of the verdict.
const VERDICT: u16 = 4;
/// The columns of the value and of the number of the target, from which the gap follows.
const VALUE: u16 = 5;
const TARGET: u16 = 10;

pub fn fill(book: &Book<'_>, sources: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = names::results(book.lang);
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "数值为公式的，由“数据来源”中的原始数据算出；数值可能为一个范围的，列出上下限",
        "a value that is a formula follows from the figures of the sources; where more than one value is possible the bounds are given",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("评估对象", "unit"), 14),
        (("章", "chapter"), 24),
        (("指标", "indicator"), 34),
        (("目标", "target"), 20),
        (("判定", "verdict"), 13),
        (("数值", "value"), 13),
        (("下限", "lower"), 12),
        (("上限", "upper"), 12),
        (("上年数值", "year before"), 12),
        (("上年判定", "verdict then"), 13),
        (("目标值", "target value"), 12),
        (("差距", "gap"), 12),
        (("实现程度%", "attained %"), 11),
        (("应达进度", "due by now"), 12),
        (("到期年份", "due"), 9),
        (("说明", "notes"), 40),
        (("条款", "clause"), 50),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    let formulas: BTreeMap<&str, String> = (sources.by_result())
        .filter_map(|rows| {
            let result = rows.first()?.result;
            let value = number(result.value.as_ref(), result.exact.as_ref())?;
            Some((&*result.id, arithmetic::formula(&value, rows, book.lang)?))
        })
        .collect();
    let results = book.cards.iter().flat_map(|(_, card)| &card.results);
    let mut row = head;
    for result in results {
        row += 1;
        let formula = formulas.get(&*result.id).map(String::as_str);
        fill_row(book, &mut sheet, row, result, formula)?;
    }
    sheet.colour_verdicts((head + 1, VERDICT), (row.max(head + 1), VERDICT))?;
    sheet.colour_verdicts((head + 1, 9), (row.max(head + 1), 9))?;
    sheet.end(head, row - head, columns.len(), 3)
}

fn fill_row(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    row: u32,
    result: &IndicatorResult,
    formula: Option<&str>,
) -> Written {
    let look = &book.look;
    let format = value_format(look, result);
    let text = look.text();
    sheet.text(row, 0, &result.unit.name, &text)?;
    sheet.text(row, 1, &book.chapter(result.clause.chapter), &text)?;
    sheet.text(row, 2, &result.name, &text)?;
    sheet.text(row, 3, &target(book, result), &text)?;
    sheet.text(
        row,
        VERDICT,
        result.verdict.name(book.lang),
        &look.centred(),
    )?;
    let value = number(result.value.as_ref(), result.exact.as_ref());
    match (&value, formula) {
        (Some(value), Some(formula)) => sheet.formula(row, VALUE, formula, value, &format)?,
        _ => sheet.number(
            row,
            VALUE,
            (result.value.as_ref(), result.exact.as_ref()),
            &format,
        )?,
    }
    let bounds = result.bounds.as_ref().filter(|_| value.is_none());
    let lower = bounds.map(|bounds| (bounds.lower.as_ref(), bounds.lower_exact.as_ref()));
    sheet.number(row, 6, lower.unwrap_or_default(), &format)?;
    let upper = bounds.map(|bounds| (bounds.upper.as_ref(), bounds.upper_exact.as_ref()));
    sheet.number(row, 7, upper.unwrap_or_default(), &format)?;
    let previous = result.previous.as_ref();
    let before = previous.map(|before| (before.value.as_ref(), before.exact.as_ref()));
    sheet.number(row, 8, before.unwrap_or_default(), &format)?;
    let then = previous.map_or("", |previous| previous.verdict.name(book.lang));
    sheet.text(row, 9, then, &look.centred())?;
    let goal = (result.target.value.as_ref(), result.target.exact.as_ref());
    sheet.number(row, TARGET, goal, &format)?;
    gap(
        sheet,
        (row, 11),
        result,
        (row, VALUE),
        (row, TARGET),
        &format,
    )?;
    let attained = (result.attainment.as_ref(), result.attainment_exact.as_ref());
    sheet.number(row, 12, attained, &look.number("#,##0.0"))?;
    let due = result.pace.as_ref();
    let due = due.map(|pace| (pace.due_value.as_ref(), pace.due_exact.as_ref()));
    sheet.number(row, 13, due.unwrap_or_default(), &format)?;
    sheet.year(row, 14, result.target.by)?;
    let notes: Vec<&str> = result.notes.iter().map(|note| &*note.text).collect();
    sheet.text(row, 15, &notes.join(book.word("；", "; ")), &text)?;
    let clause = format!("{} {}", result.clause.id, result.clause.phrase);
    sheet.text(row, 16, &clause, &text)
}

/// How values of a result are shown.
pub fn value_format(look: &look::Look, result: &IndicatorResult) -> rust_xlsxwriter::Format {
    look.number(&shown::shown(result.decimals, &result.unit_of_measure))
}

/// The target with its date.
pub fn target(book: &Book<'_>, result: &IndicatorResult) -> String {
    let plan = book.batch.plan.pick(book.lang).plan.as_ref();
    let last = plan.map_or(result.target.by, |plan| plan.last);
    number_format::target(result, last, book.lang)
}

/// Writes the gap: the value minus the number of the target where it is that, else the number.
pub fn gap(
    sheet: &mut Sheet<'_, '_>,
    (row, at): (u32, u16),
    result: &IndicatorResult,
    value_at: (u32, u16),
    target_at: (u32, u16),
    format: &rust_xlsxwriter::Format,
) -> Written {
    let gap = number(result.gap.as_ref(), result.gap_exact.as_ref());
    let value = number(result.value.as_ref(), result.exact.as_ref());
    let goal = number(result.target.value.as_ref(), result.target.exact.as_ref());
    let difference: Option<Number> = value.zip(goal).map(|(value, goal)| &value - &goal);
    match gap {
        Some(gap) if difference.as_ref() == Some(&gap) => {
            let cell = |(row, at)| row_col_to_cell(row, at);
            let formula = format!("{}-{}", cell(value_at), cell(target_at));
            sheet.formula(row, at, &formula, &gap, format)
        }
        _ => sheet.number(
            row,
            at,
            (result.gap.as_ref(), result.gap_exact.as_ref()),
            format,
        ),
    }
}
