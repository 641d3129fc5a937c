//! The headlines over the years and across units, as numbers and as charts that a spreadsheet draws.

use super::number::PER_CENT;
use super::sheet::{Column, Sheet, Written, column};
use super::sources::Sources;
use super::{Book, names};
use crate::evaluate::Verdict;
use crate::number::Number;
use crate::plan::Year;
use crate::report::batch::YearSummary;
use crate::report::number::number;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color,
    Worksheet,
};

/// Lines that can be told apart in one chart: of more units only the first are drawn, which the title says.
const LINES: usize = 8;
/// The rows that a chart takes.
const HEIGHT: u32 = 20;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = names::charts(book.lang);
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "达标率（下限）：达标 ÷（达标＋未达标＋已到期而数据缺失）；空白为当年无目标到期",
        "met, of the targets that are due (lower bound); blank where none is due",
    );
    let head = sheet.begin(
        book.word("各年达标率", "targets met, by year"),
        &[note.to_owned()],
    )?;
    let years: Vec<Year> = book
        .batch
        .years
        .iter()
        .copied()
        .filter(|&year| year <= book.year.year)
        .collect();
    let mut columns = vec![column(book.word("评估对象", "unit"), 22)];
    columns.extend(years.iter().map(|year| Column {
        head: year.to_string(),
        width: 9,
    }));
    sheet.heads(head, &columns)?;
    let mut row = head;
    for (_, card) in &book.cards {
        row += 1;
        sheet.text(row, 0, &card.unit.name, &book.look.text())?;
        for (at, &year) in (1..).zip(&years) {
            let summary = book.batch.summary(&card.unit.code, year);
            headline(book, &mut sheet, (row, at), summary)?;
        }
    }
    let units = head + 1..row + 1;
    let top = row + 3;
    let verdicts = verdict_table(book, &mut sheet, top, &years)?;
    let sheet = sheet.inner();
    sheet.set_freeze_panes(head + 1, 1)?;
    let beside = columns.len() as u16 + 1;
    sheet.insert_chart(
        head,
        beside,
        &bars(book, name, units.clone(), (head, years.len() as u16)),
    )?;
    sheet.insert_chart(
        head + HEIGHT + 5,
        beside,
        &lines(book, name, units, (head, years.len() as u16)),
    )?;
    sheet.insert_chart(
        head + 5 + 2 * HEIGHT,
        beside,
        &stacked(book, name, top, verdicts, years.len() as u16),
    )?;
    Ok(())
}

/// The least that the headline may be, as a share.
fn headline(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    (row, at): (u32, u16),
    summary: Option<&YearSummary>,
) -> Written {
    let summary = summary.map(|year| &year.summary);
    let met = summary.and_then(|summary| number(summary.headline.as_ref(), summary.exact.as_ref()));
    let share = met.and_then(|met| met.divided_by(&Number::from(100)));
    let format = book.look.number(PER_CENT);
    match share {
        None => sheet.text(row, at, "", &format),
        Some(share) => {
            let share = crate::report::number::Decimal::of(&share);
            sheet.number(row, at, (Some(&share), None), &format)
        }
    }
}

/// The verdicts of the first unit by year, below a heading in a row; returns how many rows of verdicts there are.
fn verdict_table(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    row: u32,
    years: &[Year],
) -> Result<u32, rust_xlsxwriter::XlsxError> {
    let Some((_, card)) = book.cards.first() else {
        return Ok(0);
    };
    sheet.text(row, 0, &card.unit.name, &book.look.head())?;
    for (at, year) in (1..).zip(years) {
        sheet.text(row, at, &year.to_string(), &book.look.head())?;
    }
    for (down, verdict) in (1..).zip(Verdict::ALL) {
        sheet.text(row + down, 0, verdict.name(book.lang), &book.look.text())?;
        for (at, &year) in (1..).zip(years) {
            let summary = book.batch.summary(&card.unit.code, year);
            let count = summary.map_or(0, |year| year.summary.of(verdict));
            sheet.count(row + down, at, count, &book.look.number("0"))?;
        }
    }
    Ok(Verdict::ALL.len() as u32)
}

/// The headline of each unit in the year.
fn bars(
    book: &Book<'_>,
    sheet: &str,
    rows: std::ops::Range<u32>,
    (head, years): (u32, u16),
) -> Chart {
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_name((sheet, head, years))
        .set_categories((sheet, rows.start, 0, rows.end - 1, 0))
        .set_values((sheet, rows.start, years, rows.end - 1, years))
        .set_format(
            ChartFormat::new()
                .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(0x2C7DA0))),
        )
        .set_gap(60);
    let title = book.word("各评估对象达标率", "targets met, by unit");
    chart.title().set_name(title);
    chart.legend().set_hidden();
    // The first unit at the top.
    chart.y_axis().set_reverse();
    share_axis(chart.x_axis());
    chart.set_width(760).set_height(500);
    chart
}

/// The headline of the first units over the years.
fn lines(
    book: &Book<'_>,
    sheet: &str,
    rows: std::ops::Range<u32>,
    (head, years): (u32, u16),
) -> Chart {
    const COLOURS: [u32; LINES] = [
        0x1B4965, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x7A7A7A, 0x8C564B,
    ];
    let units = rows.len();
    let mut chart = Chart::new(ChartType::Line);
    for (row, colour) in rows.zip(COLOURS) {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(colour)).set_width(2);
        let mut fill = ChartSolidFill::new();
        fill.set_color(Color::RGB(colour));
        let mut marker = ChartFormat::new();
        marker.set_solid_fill(&fill);
        chart
            .add_series()
            .set_name((sheet, row, 0))
            .set_categories((sheet, head, 1, head, years))
            .set_values((sheet, row, 1, row, years))
            .set_format(ChartFormat::new().set_line(&line))
            .set_marker(
                ChartMarker::new()
                    .set_type(ChartMarkerType::Circle)
                    .set_size(5)
                    .set_format(&mut marker),
            );
    }
    let title = match units > LINES {
        false => book.word("历年达标率", "targets met, over the years"),
        true => book.word(
            "历年达标率（前8个评估对象）",
            "targets met, over the years (the first 8 units)",
        ),
    };
    chart.title().set_name(title);
    share_axis(chart.y_axis());
    sized(chart)
}

/// The verdicts of the first unit over the years.
fn stacked(book: &Book<'_>, sheet: &str, row: u32, verdicts: u32, years: u16) -> Chart {
    const COLOURS: [u32; 9] = [
        0x1B6F8F, 0x9CD3E6, 0xF6C667, 0xD9622B, 0xB8C2CC, 0xDDE3E9, 0x8B95A1, 0xF0F2F4, 0x9A86C2,
    ];
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for (down, colour) in (1..=verdicts).zip(COLOURS) {
        let mut fill = ChartSolidFill::new();
        fill.set_color(Color::RGB(colour));
        chart
            .add_series()
            .set_name((sheet, row + down, 0))
            .set_categories((sheet, row, 1, row, years))
            .set_values((sheet, row + down, 1, row + down, years))
            .set_format(ChartFormat::new().set_solid_fill(&fill))
            .set_gap(60);
    }
    let unit = book.cards.first().map_or("", |(_, card)| &card.unit.name);
    // A title that began with the name could be taken for a reference.
    let title = format!("{}{unit}", book.word("各项目标的判定：", "verdicts: "));
    chart.title().set_name(&*title);
    sized(chart)
}

fn share_axis(axis: &mut rust_xlsxwriter::ChartAxis) {
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0xD9DEE4));
    axis.set_min(0)
        .set_max(1)
        .set_num_format("0%")
        .set_major_gridlines_line(&line);
}

fn sized(mut chart: Chart) -> Chart {
    chart.set_width(760).set_height(380);
    chart
}
