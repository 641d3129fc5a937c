//! Every cell that the results of the year came from, with its place; results are worked out from them.

use super::sheet::{Sheet, Written, column};
use super::{Book, names};
use crate::number::Number;
use crate::report::evidence::{Cell, Count, Counted, Evidence};
use crate::report::number::number;
use crate::report::scorecard::IndicatorResult;
use rust_xlsxwriter::Worksheet;

/// Notes above the table.
const NOTES: usize = 1;
/// The column of the values.
pub const VALUE: u16 = 5;

/// The rows of the sheet.
pub struct Sources<'a> {
    rows: Vec<SourceRow<'a>>,
}

/// A row of the sheet: something that a result came from.
pub struct SourceRow<'a> {
    /// The row in the sheet, from 0.
    pub row: u32,
    /// The result that came from it.
    pub result: &'a IndicatorResult,
    /// What it is.
    pub evidence: &'a Evidence,
}

impl<'a> SourceRow<'a> {
    /// The cell of a figure that was used, and its value where only one is possible.
    pub fn figure(&self) -> Option<(&'a Cell, Option<Number>)> {
        match self.evidence {
            Evidence::Cell(cell) => {
                let value = number(cell.value.as_ref(), cell.exact.as_ref());
                Some((cell, value))
            }
            Evidence::Planned(_) | Evidence::Summary(_) => None,
        }
    }
}

impl<'a> Sources<'a> {
    /// The rows of all results of a book.
    pub fn of(book: &'a Book<'_>) -> Self {
        let results = book.cards.iter().flat_map(|(_, card)| &card.results);
        let all = results.flat_map(|result| result.evidence.iter().map(move |one| (result, one)));
        let first = book.head_row(NOTES) + 1;
        Sources {
            rows: (first..)
                .zip(all)
                .map(|(row, (result, evidence))| SourceRow {
                    row,
                    result,
                    evidence,
                })
                .collect(),
        }
    }

    /// The rows of all results, result by result.
    pub fn by_result(&self) -> impl Iterator<Item = &[SourceRow<'a>]> {
        self.rows.chunk_by(|a, b| a.result.id == b.result.id)
    }
}

pub fn fill(book: &Book<'_>, sources: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = names::sources(book.lang);
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "各项结果所依据的数据及其在原文件中的位置；“指标结果”中的公式引用本表的数值",
        "the figures that each result came from, with their places in the files; the formulas of the results refer to their values",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("评估对象", "unit"), 16),
        (("指标", "indicator"), 34),
        (("数据项", "variable"), 26),
        (("数据所属", "figure of"), 12),
        (("时期", "period"), 11),
        (("数值", "value"), 14),
        (("原文", "as written"), 16),
        (("文件", "file"), 34),
        (("工作表", "sheet"), 12),
        (("行", "line"), 8),
        (("列/单元格", "column/cell"), 10),
        (("来源", "source"), 30),
        (("已报", "reported"), 9),
        (("应报", "expected"), 9),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    for row in &sources.rows {
        fill_row(book, &mut sheet, row)?;
    }
    sheet.end(head, sources.rows.len() as u32, columns.len(), 2)
}

fn fill_row(book: &Book<'_>, sheet: &mut Sheet<'_, '_>, source: &SourceRow<'_>) -> Written {
    let (look, row) = (&book.look, source.row);
    sheet.text(row, 0, &source.result.unit.name, &look.text())?;
    sheet.text(row, 1, &source.result.name, &look.text())?;
    match source.evidence {
        Evidence::Cell(cell) => fill_cell(book, sheet, row, cell, ""),
        Evidence::Planned(cell) => {
            let planned = book.word("（计划数，未采用）", " (planned, not used)");
            fill_cell(book, sheet, row, cell, planned)
        }
        Evidence::Summary(count) => fill_count(book, sheet, row, count),
    }
}

fn fill_cell(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    row: u32,
    cell: &Cell,
    remark: &str,
) -> Written {
    let text = book.look.text();
    sheet.text(row, 2, &format!("{}{remark}", cell.variable), &text)?;
    sheet.text(row, 3, &cell.unit, &text)?;
    sheet.text(row, 4, &cell.period, &text)?;
    let value = (cell.value.as_ref(), cell.exact.as_ref());
    sheet.number(row, VALUE, value, &book.look.number("General"))?;
    let missing = book.word("未报", "not reported");
    sheet.text(row, 6, cell.raw.as_deref().unwrap_or(missing), &text)?;
    let place = cell.place.as_ref();
    sheet.text(row, 7, place.map_or("", |place| &place.file), &text)?;
    let of_sheet = place.and_then(|place| place.sheet.as_deref());
    sheet.text(row, 8, of_sheet.unwrap_or_default(), &text)?;
    match place.filter(|place| place.line > 0) {
        Some(place) => sheet.count(row, 9, place.line, &book.look.number("0"))?,
        None => sheet.text(row, 9, "", &text)?,
    }
    let at = place.map(|place| match (&place.cell, place.column) {
        (Some(cell), _) => cell.clone(),
        (None, 0) => String::new(),
        (None, column) => column.to_string(),
    });
    sheet.text(row, 10, &at.unwrap_or_default(), &text)?;
    sheet.text(row, 11, cell.source.as_deref().unwrap_or_default(), &text)?;
    sheet.text(row, 12, "", &text)?;
    sheet.text(row, 13, "", &text)
}

/// A count over units that are not judged one by one.
fn fill_count(book: &Book<'_>, sheet: &mut Sheet<'_, '_>, row: u32, count: &Count) -> Written {
    let text = book.look.text();
    let what = match count.counted {
        Counted::Passes => book.word("通过清单的数量", "how many pass"),
        Counted::Holds => book.word("符合条件的数量", "how many satisfy"),
        Counted::Sum => book.word("合计", "sum of"),
    };
    let subject = match book.lang {
        crate::i18n::Lang::Zh => format!("{}（{what}）", count.variable),
        crate::i18n::Lang::En => format!("{what} {}", count.variable),
    };
    sheet.text(row, 2, &subject, &text)?;
    sheet.text(row, 3, &count.unit, &text)?;
    sheet.text(row, 4, &count.year.to_string(), &text)?;
    for at in [VALUE, 6, 8, 9, 10, 11] {
        sheet.text(row, at, "", &text)?;
    }
    sheet.text(row, 7, count.explain.as_deref().unwrap_or_default(), &text)?;
    let number = book.look.number("#,##0");
    sheet.count(row, 12, count.reported, &number)?;
    match count.expected {
        Some(expected) => sheet.count(row, 13, expected, &number),
        None => sheet.text(row, 13, "", &text),
    }
}
