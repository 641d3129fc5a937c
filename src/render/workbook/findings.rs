//! What was found wrong, and the outstanding figures.

use super::Book;
use super::sheet::{Sheet, Written, column};
use super::sources::Sources;
use crate::render::phrases;
use rust_xlsxwriter::Worksheet;

/// As many places are listed of a finding.
const PLACES: usize = 20;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("问题", "Findings");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "读取规划和数据时发现的问题；“错误”使判定不可采信",
        "what was found in plan and data; an error means that the verdicts can't be trusted",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("级别", "severity"), 10),
        (("代码", "code"), 22),
        (("处数", "places"), 8),
        (("内容", "message"), 70),
        (("位置", "where"), 60),
        (("处理办法", "what to do"), 50),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    let (look, mut row) = (&book.look, head);
    for finding in &book.batch.check.pick(book.lang).findings {
        row += 1;
        let places = finding.places.iter().take(PLACES);
        let mut places: Vec<String> = places.map(ToString::to_string).collect();
        if finding.count > places.len() as u64 {
            places.push("…".to_owned());
        }
        sheet.text(
            row,
            0,
            phrases::severity(finding.severity, book.lang),
            &look.text(),
        )?;
        sheet.text(row, 1, &finding.code, &look.text())?;
        sheet.count(row, 2, finding.count, &look.number("#,##0"))?;
        sheet.text(row, 3, &finding.message, &look.wrapped())?;
        sheet.text(row, 4, &places.join("\n"), &look.wrapped())?;
        sheet.text(
            row,
            5,
            finding.help.as_deref().unwrap_or_default(),
            &look.wrapped(),
        )?;
    }
    sheet.end(head, row - head, columns.len(), 0)
}

pub fn fill_outstanding(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("未报数据", "Outstanding");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "各年判定所需而未报送的数据；末两列为补报后可确定的判定数",
        "figures of all years that verdicts ask for and nobody reported; the last columns say how many verdicts they would decide",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("代码", "code"), 12),
        (("评估对象", "unit"), 16),
        (("数据项", "variable"), 60),
        (("时期", "period"), 12),
        (("缺报数", "missing"), 10),
        (("单独可定", "decides alone"), 12),
        (("涉及判定", "concerns"), 12),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    let (look, mut row) = (&book.look, head);
    let number = look.number("#,##0");
    for figure in book.batch.check.pick(book.lang).missing.iter().flatten() {
        row += 1;
        sheet.text(row, 0, &figure.unit, &look.text())?;
        sheet.text(row, 1, &figure.unit_name, &look.text())?;
        sheet.text(row, 2, &figure.variable_name, &look.wrapped())?;
        sheet.text(row, 3, &figure.period, &look.text())?;
        sheet.count(row, 4, figure.missing, &number)?;
        sheet.count(row, 5, figure.unit_decides, &number)?;
        sheet.count(row, 6, figure.unit_concerns, &number)?;
    }
    sheet.end(head, row - head, columns.len(), 2)
}
