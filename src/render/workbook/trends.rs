//! All indicators of all units over the years, with where they lead; a small line in each row.

use super::results::{target, value_format};
use super::sheet::{Column, Sheet, Written, column};
use super::sources::Sources;
use super::{Book, names};
use crate::number::Number;
use crate::plan::Year;
use crate::report::number::number;
use crate::report::scorecard::IndicatorResult;
use crate::report::trend::{Outlook, TrendSeries};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Color, Sparkline, Worksheet};

/// The column of the first year.
const YEARS: u16 = 5;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = names::trends(book.lang);
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "各年数值；推算按最小二乘法，须有至少三年的数值；空白为数值不确定或未报",
        "values by year; the projection is the least-squares line through at least three; blank where a value is not known",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let first = book.batch.plan.pick(book.lang).plan.as_ref();
    let first = first.map_or(book.year.year, |plan| plan.first);
    let years: Vec<Year> = (first..=book.year.year).collect();
    let mut columns = vec![
        column(book.word("评估对象", "unit"), 14),
        column(book.word("章", "chapter"), 22),
        column(book.word("指标", "indicator"), 36),
        column(book.word("目标", "target"), 20),
        column(book.word("基期", "baseline"), 12),
    ];
    columns.extend(years.iter().map(|year| Column {
        head: year.to_string(),
        width: 12,
    }));
    let rest = [
        (("走势", "line"), 16),
        (("较上年", "change"), 12),
        (("年均所需", "needed a year"), 12),
        (("推算年份", "projected to"), 10),
        (("推算值", "projected value"), 12),
        (("前景", "outlook"), 16),
    ];
    columns.extend(rest.map(|((zh, en), width)| column(book.word(zh, en), width)));
    sheet.heads(head, &columns)?;
    let documents = book.year.trends.iter().map(|trend| trend.pick(book.lang));
    let mut row = head;
    for series in documents.flat_map(|document| &document.series) {
        row += 1;
        fill_row(book, &mut sheet, row, series, &years)?;
    }
    sheet.end(head, row - head, columns.len(), 3)
}

fn fill_row(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    row: u32,
    series: &TrendSeries,
    years: &[Year],
) -> Written {
    let Some(last) = series.years.last() else {
        return Ok(());
    };
    let look = &book.look;
    let format = value_format(look, &last.result);
    let text = look.text();
    sheet.text(row, 0, &series.unit.name, &text)?;
    sheet.text(row, 1, &book.chapter(last.result.clause.chapter), &text)?;
    sheet.text(row, 2, &series.name, &text)?;
    sheet.text(row, 3, &target(book, &last.result), &text)?;
    let baseline = series.baseline.as_ref();
    let baseline = baseline.map(|baseline| (baseline.value.as_ref(), baseline.exact.as_ref()));
    sheet.number(row, 4, baseline.unwrap_or_default(), &format)?;
    let of_year = |year: &Year| series.years.iter().find(|of| of.result.year == *year);
    for (at, year) in (YEARS..).zip(years) {
        let value = of_year(year).map(|of| (of.result.value.as_ref(), of.result.exact.as_ref()));
        sheet.number(row, at, value.unwrap_or_default(), &format)?;
    }
    let end = YEARS + years.len() as u16;
    sheet.text(row, end, "", &text)?;
    if years.len() > 1 {
        let line = Sparkline::new()
            .set_range((names::trends(book.lang), row, YEARS, row, end - 1))
            .show_markers(true)
            .set_sparkline_color(Color::RGB(0x1B4965));
        sheet.inner().add_sparkline(row, end, &line)?;
    }
    change(sheet, (row, end + 1), series, end - 1, &format)?;
    let step = (
        series.required_step.as_ref(),
        series.required_step_exact.as_ref(),
    );
    sheet.number(row, end + 2, step, &format)?;
    let Some(projection) = &series.projection else {
        return (end + 3..end + 6).try_for_each(|at| sheet.text(row, at, "", &text));
    };
    sheet.year(row, end + 3, projection.year)?;
    let value = (Some(&projection.value), projection.exact.as_ref());
    sheet.number(row, end + 4, value, &format)?;
    let outlook = projection
        .outlook
        .map_or("", |outlook| words(book, outlook));
    sheet.text(row, end + 5, outlook, &text)
}

/// The change of the last year: the difference of two cells where it is that.
fn change(
    sheet: &mut Sheet<'_, '_>,
    (row, at): (u32, u16),
    series: &TrendSeries,
    last: u16,
    format: &rust_xlsxwriter::Format,
) -> Written {
    let value = |result: &IndicatorResult| number(result.value.as_ref(), result.exact.as_ref());
    let [.., before, end] = &series.years[..] else {
        return sheet.text(row, at, "", format);
    };
    let difference: Option<Number> = value(&end.result)
        .zip(value(&before.result))
        .map(|(end, before)| &end - &before);
    let change = number(end.change.as_ref(), end.change_exact.as_ref());
    match change {
        Some(change) if difference.as_ref() == Some(&change) => {
            let (now, then) = (row_col_to_cell(row, last), row_col_to_cell(row, last - 1));
            sheet.formula(row, at, &format!("{now}-{then}"), &change, format)
        }
        _ => sheet.number(
            row,
            at,
            (end.change.as_ref(), end.change_exact.as_ref()),
            format,
        ),
    }
}

fn words(book: &Book<'_>, outlook: Outlook) -> &'static str {
    match outlook {
        Outlook::OnTrack => book.word("可望达标", "on track"),
        Outlook::Progress => book.word("有进展但不足", "progress, not enough"),
        Outlook::LittleOrNone => book.word("进展甚微或无进展", "little or no progress"),
    }
}
