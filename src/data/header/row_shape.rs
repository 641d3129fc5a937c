//! Checks the shape of a row against the header; findings about rows that can't be read.

use super::Header;
use crate::data::manifest::unreadable;
use crate::data::reporter::Reporter;
use crate::finding::{Code, Finding, Place, codes};
use crate::i18n::Text;
use crate::table::{Control, ReadError, Record, csv};
use crate::text;
use std::sync::Arc;

/// How many of the lines inside a quoted cell are shown.
const PLACES_SHOWN: usize = 3;

/// `true` if a row has a cell for each titled column; `false` for a blank row. Fails with the number of cells if it has
/// more or fewer, or if its quotes are in doubt.
pub fn shape_of_row(header: &Header, record: &Record<'_>) -> Result<bool, usize> {
    let len = record.len();
    if record.stray_quote().is_some() {
        return Err(len);
    }
    if len == header.len && len == header.named && !record.bytes(0).is_empty() {
        return Ok(true);
    }
    let blank = |at: usize| record.get(at).trim().is_empty();
    if (0..len).all(blank) {
        return Ok(false);
    }
    if len < header.named || !(header.named..len).all(blank) {
        return Err(len);
    }
    Ok(true)
}

/// The finding for what can't be read as a record.
pub fn read_error(error: ReadError) -> Finding {
    match error {
        ReadError::Unreadable(error) => unreadable(&error),
        ReadError::UnclosedQuote(place) => Finding::new(
            codes::UNCLOSED_QUOTE,
            text!("引号没有闭合", "this quote is never closed"),
        )
        .at(place)
        .help(text!(
            "请补上右引号；单元格内的引号要写两个。此行未采用",
            "close it; a quote inside a cell is written twice. This line is not used"
        )),
        ReadError::LineTooLong(place) => {
            let limit = csv::LONGEST_LINE >> 20;
            Finding::new(
                codes::LINE_TOO_LONG,
                text!("此行超过 {limit} MB", "this line has more than {limit} MB"),
            )
            .at(place)
            .help(text!(
                "请确认该文件是表格；此行未采用",
                "check that the file is a table; this line is not used"
            ))
        }
        ReadError::Encoding(place) => Finding::new(
            codes::BAD_ENCODING,
            text!(
                "既不是 UTF-8，也不是 GB18030",
                "these bytes are neither UTF-8 nor GB18030"
            ),
        )
        .at(place)
        .help(text!(
            "请在原始文件中改正这些字符，并另存为 UTF-8。此行未采用",
            "correct these characters in the original, and save the file as UTF-8. This line is not used"
        )),
    }
}

/// How to read on behind a row for which [`shape_of_row`] fails, and the code of the finding about it. A row over several
/// lines has a stray quote.
pub fn ragged_code(record: &Record<'_>) -> (Control, &'static Code) {
    match (record.is_multiline(), record.stray_quote()) {
        (true, _) => (Control::NextLine, codes::UNCLOSED_QUOTE),
        (false, Some(_)) => (Control::Next, codes::STRAY_QUOTE),
        (false, None) => (Control::Next, codes::RAGGED_ROW),
    }
}

/// The finding about a row for which [`shape_of_row`] fails, and its place.
pub fn ragged(
    header: &Header,
    record: &Record<'_>,
    count: usize,
    path: &Arc<str>,
) -> (Finding, Place) {
    if record.is_multiline() {
        let over_lines = || (0..count).find(|&at| record.get(at).contains(['\n', '\r']));
        let at = record.stray_quote().or_else(over_lines).unwrap_or(0);
        let place = record.place(path, at);
        let finding = read_error(ReadError::UnclosedQuote(place.clone()));
        let bare = Finding {
            places: Vec::new(),
            ..finding
        };
        return (bare, place);
    }
    if let Some(at) = record.stray_quote() {
        let finding = Finding::new(
            codes::STRAY_QUOTE,
            text!(
                "右引号后还有文字",
                "there is text after the quote that closes this cell"
            ),
        )
        .help(text!(
            "请把引号放在单元格的首尾；单元格内的引号要写两个。此行未采用",
            "put the quotes around the whole cell; a quote inside it is written twice. This row is not used"
        ));
        return (finding, record.place(path, at));
    }
    let wanted = header.named;
    let finding = Finding::new(
        codes::RAGGED_ROW,
        text!(
            "此行有 {count} 个单元格，表头有 {wanted} 个",
            "cells in this row: {count}; in the header: {wanted}"
        ),
    )
    .help(ragged_help(record, count, wanted));
    let place = if count > wanted {
        record.place(path, wanted)
    } else {
        record.whole(path)
    };
    (finding, place)
}

/// What to do about a row with too few or too many cells.
fn ragged_help(record: &Record<'_>, count: usize, wanted: usize) -> Text {
    let filled = (0..count).filter(|&at| !record.get(at).trim().is_empty());
    match (count > wanted, filled.count()) {
        (true, _) => text!(
            "数字或文字中的分隔符会多出单元格：请给该单元格加引号，或改用其他分隔符；此行未采用",
            "a separator inside a number or a text makes two cells of one: quote the cell, or use another separator; this row is not used"
        ),
        (false, 1) => text!(
            "若只是说明，请在行首加 `#`，或在 data.toml 中声明 `skip-last`；若是数据，请补齐单元格；此行未采用",
            "if it is a remark, begin it with `#` or declare `skip-last` in data.toml; if it is data, add the missing cells; this row is not used"
        ),
        (false, _) => text!(
            "请补齐缺少的单元格，未掌握的留空；此行未采用",
            "add the missing cells, blank where the figure is not known; this row is not used"
        ),
    }
}

/// The finding about a cell that spans lines which would be rows without its quotes, and its place; `None` if there is no
/// such cell.
pub fn rows_in_quotes(
    header: &Header,
    record: &Record<'_>,
    path: &Arc<str>,
) -> Option<(Finding, Place)> {
    let mut lines = record.inner_records(path, header.len);
    if header.named != header.len {
        lines.extend(record.inner_records(path, header.named));
        lines.sort_by_key(Place::line);
    }
    let (first, last) = (lines.first()?.line(), lines.last()?.line());
    let cell = (0..record.len()).find(|&at| record.get(at).contains(['\n', '\r']));
    let finding = Finding::new(
        codes::ROWS_IN_QUOTES,
        match first == last {
            true => text!(
                "引号内的第 {first} 行像是一行数据",
                "line {first}, inside the quotes of this cell, looks like a row"
            ),
            false => text!(
                "引号内的第 {first} 至 {last} 行像是数据行",
                "lines {first} to {last}, inside the quotes of this cell, look like rows"
            ),
        },
    );
    let label = text!("在引号内", "inside the quotes");
    let related = lines.into_iter().take(PLACES_SHOWN);
    let finding = related.fold(finding, |finding, line| finding.beside(line, label.clone()));
    let help = text!(
        "请删去多余的引号，或补上右引号；若确为单元格内的文字，请改写为一行；这些行均未采用",
        "remove the quote or close it; if this is the text of one cell, write it in one line; none of these lines is used"
    );
    Some((finding.help(help), record.place(path, cell.unwrap_or(0))))
}

/// Notes the encoding of a file that is not UTF-8.
pub fn decoded(path: &Arc<str>, encoding: &'static str, reporter: &mut Reporter) {
    if encoding != "utf-8" {
        reporter.add(
            Finding::new(
                codes::DECODED,
                text!("按 {encoding} 解码", "decoded from {encoding}"),
            )
            .at(Place::file(path.clone())),
        );
    }
}
