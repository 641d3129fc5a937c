//! What was decided: assumptions of the plan, and waivers with their terms.

use super::Book;
use super::sheet::{Sheet, Written, column};
use super::sources::Sources;
use rust_xlsxwriter::Worksheet;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("假定与豁免", "Assumptions, waivers");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "规划未明确、由规划文件的编写者作出的假定；豁免只在期限内有效，不计为达标",
        "what the plan leaves open and its author decided; waivers hold for their term only and never count as met",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("类别", "kind"), 10),
        (("指标", "indicator"), 40),
        (("评估对象", "unit"), 16),
        (("键", "key"), 18),
        (("内容与理由", "what and why"), 90),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    let plan = book.batch.plan.pick(book.lang);
    let title = plan.plan.as_ref().map_or("", |plan| &plan.title);
    let of_plan = plan.assumed.iter().map(|one| (title, one));
    let of_indicators = plan.indicators.iter().flat_map(|indicator| {
        let assumed = indicator.assumed.iter();
        assumed.map(|one| (&*indicator.name, one))
    });
    let (look, mut row) = (&book.look, head);
    for (of, assumed) in of_plan.chain(of_indicators) {
        row += 1;
        sheet.text(row, 0, book.word("假定", "assumption"), &look.text())?;
        sheet.text(row, 1, of, &look.wrapped())?;
        sheet.text(row, 2, "", &look.text())?;
        sheet.text(row, 3, &assumed.key, &look.text())?;
        sheet.text(row, 4, &assumed.reason, &look.wrapped())?;
    }
    for waiver in &book.batch.waivers {
        row += 1;
        let unit = book.batch.unit(&waiver.unit);
        let unit = unit.map_or(&*waiver.unit, |unit| &unit.unit.pick(book.lang).name);
        let of = waiver.waiver.pick(book.lang);
        sheet.text(row, 0, book.word("豁免", "waiver"), &look.text())?;
        sheet.text(row, 1, waiver.name.pick(book.lang), &look.wrapped())?;
        sheet.text(row, 2, unit, &look.text())?;
        sheet.text(row, 3, &of.place.to_string(), &look.text())?;
        sheet.text(row, 4, &of.words, &look.wrapped())?;
    }
    sheet.end(head, row - head, columns.len(), 1)
}
