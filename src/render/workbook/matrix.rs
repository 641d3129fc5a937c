//! The verdicts of all units: indicators down, units across, in words and colours.

use super::sheet::{Column, Sheet, Written, column};
use super::sources::Sources;
use super::{Book, names};
use crate::evaluate::Verdict;
use crate::number::Number;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::utility::column_number_to_name;

/// Notes above the table.
const NOTES: usize = 1;
/// The first column of a unit.
const FIRST: u16 = 3;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = names::matrix(book.lang);
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "每格为一个评估对象的一项指标；空白为该层级不评估此项",
        "a cell is an indicator of a unit; blank where it is not judged at the unit's level",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let mut columns = vec![
        column(book.word("章", "chapter"), 30),
        column(book.word("指标", "indicator"), 36),
        column(book.word("目标", "target"), 16),
    ];
    let units = book.cards.iter().map(|(_, card)| &*card.unit.name);
    columns.extend(units.map(|unit| Column {
        head: unit.to_owned(),
        width: 11,
    }));
    sheet.heads(head, &columns)?;
    let look = &book.look;
    let mut row = head;
    for indicator in &book.indicators {
        row += 1;
        sheet.text(
            row,
            0,
            &book.chapter(indicator.clause.chapter),
            &look.text(),
        )?;
        sheet.text(row, 1, &indicator.name, &look.wrapped())?;
        sheet.text(row, 2, &indicator.target.words, &look.wrapped())?;
        for (at, (_, card)) in (FIRST..).zip(&book.cards) {
            let mut results = card.results.iter();
            let result = results.find(|result| result.indicator == indicator.indicator);
            let verdict = result.map_or("", |result| result.verdict.name(book.lang));
            sheet.text(row, at, verdict, &look.centred())?;
        }
    }
    let last = (row.max(head + 1), columns.len() as u16 - 1);
    sheet.colour_verdicts((head + 1, FIRST), last)?;
    sheet.end(head, row - head, columns.len(), FIRST)?;
    legend(book, &mut sheet, row + 2)
}

/// Counts each verdict of each unit, below the matrix: the legend of its colours too.
fn legend(book: &Book<'_>, sheet: &mut Sheet<'_, '_>, mut row: u32) -> Written {
    let first = row;
    for verdict in Verdict::ALL {
        let name = verdict.name(book.lang);
        sheet.text(row, 1, name, &book.look.centred())?;
        for (at, (_, card)) in (0..).zip(&book.cards) {
            let count = Number::from(card.summary.of(verdict) as i64);
            let formula = counted(book, at, &format!("$B{}", row + 1));
            let number = book.look.total("0");
            sheet.formula(row, FIRST + at, &formula, &count, &number)?;
        }
        row += 1;
    }
    sheet.colour_verdicts((first, 1), (row - 1, 1))
}

/// The formula that counts the cells of a unit, by its place among all, that hold a verdict.
pub fn counted(book: &Book<'_>, unit: u16, verdict: &str) -> String {
    let head = book.head_row(NOTES);
    let (first, last) = (head + 2, head + 1 + book.indicators.len() as u32);
    let column = column_number_to_name(FIRST + unit);
    let name = names::matrix(book.lang);
    format!("COUNTIF('{name}'!{column}${first}:{column}${last},{verdict})")
}
