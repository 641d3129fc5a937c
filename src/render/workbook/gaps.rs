//! What falls short, the least attained first.

use super::results::{gap, target, value_format};
use super::sheet::{Sheet, Written, column};
use super::sources::Sources;
use super::{Book, names};
use crate::evaluate::Verdict;
use crate::number::Number;
use crate::report::number::number;
use crate::report::scorecard::IndicatorResult;
use rust_xlsxwriter::Worksheet;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("差距", "Gaps");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let results = names::results(book.lang);
    let note = match book.lang {
        crate::i18n::Lang::Zh => {
            format!("未达标和滞后序时进度的目标，实现程度最低的在前；算式见“{results}”")
        }
        crate::i18n::Lang::En => format!(
            "targets missed or behind, the least attained first; see {results} for the arithmetic"
        ),
    };
    let head = sheet.begin(name, &[note])?;
    let heads = [
        (("序号", "no."), 7),
        (("评估对象", "unit"), 16),
        (("章", "chapter"), 24),
        (("指标", "indicator"), 38),
        (("判定", "verdict"), 14),
        (("目标", "target"), 22),
        (("数值", "value"), 14),
        (("目标值", "target value"), 14),
        (("差距", "gap"), 14),
        (("实现程度%", "attained %"), 12),
        (("条款", "clause"), 50),
    ];
    let columns = heads.map(|((zh, en), width)| column(book.word(zh, en), width));
    sheet.heads(head, &columns)?;
    let short = short(book);
    let look = &book.look;
    let mut row = head;
    for result in &short {
        row += 1;
        let format = value_format(look, result);
        sheet.count(row, 0, u64::from(row - head), &look.number("0"))?;
        sheet.text(row, 1, &result.unit.name, &look.text())?;
        sheet.text(row, 2, &book.chapter(result.clause.chapter), &look.text())?;
        sheet.text(row, 3, &result.name, &look.wrapped())?;
        sheet.text(row, 4, result.verdict.name(book.lang), &look.centred())?;
        sheet.text(row, 5, &target(book, result), &look.wrapped())?;
        let value = (result.value.as_ref(), result.exact.as_ref());
        sheet.number(row, 6, value, &format)?;
        let goal = (result.target.value.as_ref(), result.target.exact.as_ref());
        sheet.number(row, 7, goal, &format)?;
        gap(&mut sheet, (row, 8), result, (row, 6), (row, 7), &format)?;
        let attained = (result.attainment.as_ref(), result.attainment_exact.as_ref());
        sheet.number(row, 9, attained, &look.number("#,##0.0"))?;
        sheet.text(row, 10, &result.clause.phrase, &look.wrapped())?;
    }
    sheet.colour_verdicts((head + 1, 4), (row.max(head + 1), 4))?;
    sheet.end(head, row - head, columns.len(), 4)
}

/// The results that fall short, in that order; those without attainment last, in the plan's order.
fn short<'a>(book: &'a Book<'_>) -> Vec<&'a IndicatorResult> {
    let results = book.cards.iter().flat_map(|(_, card)| &card.results);
    let mut short: Vec<(Option<Number>, &IndicatorResult)> = results
        .filter(|result| matches!(result.verdict, Verdict::Missed | Verdict::Behind))
        .map(|result| {
            let attained = number(result.attainment.as_ref(), result.attainment_exact.as_ref());
            (attained, result)
        })
        .collect();
    short.sort_by(|(a, _), (b, _)| (a.is_none(), a).cmp(&(b.is_none(), b)));
    short.into_iter().map(|(_, result)| result).collect()
}
