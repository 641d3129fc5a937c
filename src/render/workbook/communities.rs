//! The units that are counted and not judged one by one, such as communities: how many fulfil each share and checklist, and each
//! item of a checklist.

use super::Book;
use super::number::PER_CENT;
use super::sheet::{Column, Sheet, Written, column};
use super::sources::Sources;
use crate::number::Number;
use crate::report::batch::{BatchChecklist, BatchItem, Distribution, DistributionRow};
use crate::report::evidence::ItemCount;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::utility::column_number_to_name;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("社区与单位", "Counted units");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let note = book.word(
        "占比和清单所计的社区等单位：符合、不符合、无法判定、不适用和未报的数量",
        "the units that shares and checklists count, such as communities: how many fulfil, do not, can't be decided, do not apply, did not report",
    );
    let head = sheet.begin(name, &[note.to_owned()])?;
    let heads = [
        (("指标或清单", "indicator or checklist"), 34),
        (("项目组", "objective"), 22),
        (("项目", "item"), 42),
        (("所属", "below"), 14),
        (("应报", "expected"), 9),
        (("符合", "fulfil"), 9),
        (("不符合", "do not"), 9),
        (("无法判定", "undecided"), 10),
        (("不适用", "not applicable"), 10),
        (("未报", "not reported"), 10),
        (("符合占比（下限）", "share that fulfils (least)"), 12),
        (("符合占比（上限）", "share that fulfils (most)"), 12),
    ];
    let columns: Vec<Column> = (heads.into_iter())
        .map(|((zh, en), width)| column(book.word(zh, en), width))
        .collect();
    sheet.heads(head, &columns)?;
    let mut row = head;
    for distribution in &book.year.distributions {
        for of_unit in &distribution.rows {
            row += 1;
            let counts = Counts::of(of_unit);
            line(book, &mut sheet, row, distribution, None, of_unit, &counts)?;
        }
        let Some(checklist) = checklist(book, distribution) else {
            continue;
        };
        for of_unit in &distribution.rows {
            for (item, count) in checklist.items.iter().zip(&of_unit.items) {
                row += 1;
                let counts = Counts::of_item(of_unit, count);
                line(
                    book,
                    &mut sheet,
                    row,
                    distribution,
                    Some((checklist, item)),
                    of_unit,
                    &counts,
                )?;
            }
        }
    }
    sheet.end(head, row - head, columns.len(), 1)
}

/// The checklist that a distribution is of.
fn checklist<'a>(book: &'a Book<'_>, of: &Distribution) -> Option<&'a BatchChecklist> {
    let id = of.checklist.as_ref()?;
    book.batch.checklists.iter().find(|list| list.id == *id)
}

/// How many units stand how.
struct Counts {
    expected: Option<u64>,
    holds: u64,
    fails: u64,
    undecided: u64,
    not_applicable: u64,
}

impl Counts {
    fn of(row: &DistributionRow) -> Self {
        Counts {
            expected: row.expected,
            holds: row.outcomes.holds,
            fails: row.outcomes.fails,
            undecided: row.outcomes.undecided,
            not_applicable: row.outcomes.not_applicable,
        }
    }

    fn of_item(row: &DistributionRow, count: &ItemCount) -> Self {
        Counts {
            expected: row.expected,
            holds: count.met.into(),
            fails: count.unmet.into(),
            undecided: count.open.into(),
            not_applicable: count.not_applicable.into(),
        }
    }

    /// Those of which anything was counted.
    fn counted(&self) -> u64 {
        self.holds + self.fails + self.undecided + self.not_applicable
    }

    /// Those that sent nothing; `None` if it is not known how many there are.
    fn silent(&self) -> Option<u64> {
        self.expected?.checked_sub(self.counted())
    }
}

fn line(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    row: u32,
    distribution: &Distribution,
    item: Option<(&BatchChecklist, &BatchItem)>,
    of_unit: &DistributionRow,
    counts: &Counts,
) -> Written {
    let (look, lang) = (&book.look, book.lang);
    let text = look.text();
    sheet.text(row, 0, distribution.name.pick(lang), &text)?;
    let objective = item.and_then(|(list, item)| list.objectives.get(item.objective?));
    sheet.text(
        row,
        1,
        objective.map_or("", |objective| objective.pick(lang)),
        &text,
    )?;
    let all = book.word("（整体）", "(as a whole)");
    sheet.text(
        row,
        2,
        item.map_or(all, |(_, item)| item.name.pick(lang)),
        &text,
    )?;
    let unit = book.batch.unit(&of_unit.unit);
    let unit = unit.map_or(&*of_unit.unit, |unit| &unit.unit.pick(lang).name);
    sheet.text(row, 3, unit, &text)?;
    let number = look.number("#,##0");
    match counts.expected {
        Some(expected) => sheet.count(row, 4, expected, &number)?,
        None => sheet.text(row, 4, "?", &look.centred())?,
    }
    let known = [
        counts.holds,
        counts.fails,
        counts.undecided,
        counts.not_applicable,
    ];
    for (at, count) in (5..).zip(known) {
        sheet.count(row, at, count, &number)?;
    }
    let cell = |at: u16| format!("{}{}", column_number_to_name(at), row + 1);
    let (all, holds, fails, none) = (cell(4), cell(5), cell(6), cell(8));
    let Some(silent) = counts.silent() else {
        return (9..12).try_for_each(|at| sheet.text(row, at, "", &text));
    };
    let formula = format!("{all}-SUM({holds}:{none})");
    sheet.formula(row, 9, &formula, &Number::from(silent as i64), &number)?;
    let applies = counts.expected.unwrap_or(0) - counts.not_applicable;
    let per_cent = look.number(PER_CENT);
    let shares = [
        (10, format!("{holds}/({all}-{none})"), counts.holds),
        (
            11,
            format!("({all}-{none}-{fails})/({all}-{none})"),
            applies - counts.fails,
        ),
    ];
    for (at, formula, part) in shares {
        match Number::ratio(part.into(), applies.into()) {
            Some(share) => sheet.formula(row, at, &formula, &share, &per_cent)?,
            None => sheet.text(row, at, "—", &look.centred())?,
        }
    }
    Ok(())
}
