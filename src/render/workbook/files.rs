//! The files that were read, with their digests: those of the plan, of the figures, and of their declarations.

use super::Book;
use super::sheet::{Sheet, Written, column};
use super::sources::Sources;
use crate::report::head::HashedFile;
use rust_xlsxwriter::Worksheet;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("文件", "Files");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "所读的全部文件；SHA-256 相同即内容相同，可用 sha256sum 核对",
        "all files that were read; files of the same SHA-256 are the same, as sha256sum shows",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("类别", "kind"), 12),
        (("文件", "file"), 56),
        (("行数", "rows"), 10),
        (("未采用", "refused"), 10),
        (("编码", "encoding"), 12),
        (("SHA-256", "SHA-256"), 70),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    let document = book.batch.head.pick(book.lang);
    let (look, mut row) = (&book.look, head);
    for input in &document.inputs {
        row += 1;
        let number = look.number("#,##0");
        sheet.text(row, 0, book.word("数据", "figures"), &look.text())?;
        sheet.text(row, 1, &input.path, &look.text())?;
        sheet.count(row, 2, input.rows, &number)?;
        sheet.count(row, 3, input.refused, &number)?;
        sheet.text(row, 4, &input.encoding, &look.text())?;
        let digest = input.sha256.as_deref().unwrap_or_default();
        sheet.text(row, 5, digest, &look.text())?;
    }
    let sources = document.sources.iter();
    let others: Vec<(&str, &HashedFile)> = sources
        .flat_map(|sources| {
            let (plan, declared) = (book.word("规划", "plan"), book.word("声明", "declaration"));
            let plan = sources.plan_files.iter().map(move |file| (plan, file));
            plan.chain(
                sources
                    .declarations
                    .iter()
                    .map(move |file| (declared, file)),
            )
        })
        .collect();
    for (kind, file) in others {
        row += 1;
        sheet.text(row, 0, kind, &look.text())?;
        sheet.text(row, 1, &file.path, &look.text())?;
        for at in 2..5 {
            sheet.text(row, at, "", &look.text())?;
        }
        sheet.text(row, 5, &file.sha256, &look.text())?;
    }
    sheet.end(head, row - head, columns.len(), 2)
}
