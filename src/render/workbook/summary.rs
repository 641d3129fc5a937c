//! What the year comes to: the headline of each unit with its bounds, coverage, places; what it was made of.

use super::Book;
use super::matrix::counted;
use super::number::PER_CENT;
use super::sheet::{Column, Sheet, Written, column};
use super::sources::Sources;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::number::Number;
use crate::render::phrases;
use crate::report::Summary;
use crate::report::number::{Decimal, Fraction, number};
use crate::report::rank::{RankDocument, RankRow};
use crate::report::scorecard::Card;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::utility::column_number_to_name;

/// The column of the first verdict.
const VERDICTS: u16 = 3;
/// Those without data that are due, after the nine verdicts.
const DUE: u16 = VERDICTS + 9;
/// Those that the headline is divided by.
const DENOMINATOR: u16 = DUE + 1;
const MET: u16 = DUE + 2;
const MET_UPPER: u16 = DUE + 3;
const SCHEDULE: u16 = DUE + 4;
const SCHEDULE_UPPER: u16 = DUE + 5;
const REPORTED: u16 = DUE + 6;
const EXPECTED: u16 = DUE + 7;
const COVERAGE: u16 = DUE + 8;
const PLACES: u16 = DUE + 9;

pub fn fill(book: &Book<'_>, _: &Sources<'_>, sheet: &mut Worksheet) -> Written {
    let name = book.word("概要", "Summary");
    let mut sheet = Sheet::new(book, sheet, name)?;
    let notes = notes(book);
    let title = book.batch.plan.pick(book.lang).plan.as_ref();
    let title = title.map_or("", |plan| &plan.title);
    let year = phrases::year(book.year.year, book.lang);
    let head = sheet.begin(&format!("{title} {year}"), &notes)?;
    let columns = columns(book);
    sheet.heads(head, &columns)?;
    let mut row = head;
    for (at, (_, card)) in (0..).zip(&book.cards) {
        row += 1;
        fill_row(book, &mut sheet, row, at, card)?;
    }
    sheet.end(head, row - head, columns.len(), 2)
}

fn notes(book: &Book<'_>) -> Vec<String> {
    let head = book.batch.head.pick(book.lang);
    let digest = head.plan.as_ref().map_or("", |plan| &plan.sha256);
    let mut notes = vec![match book.lang {
        Lang::Zh => format!("数据：{}；规划文件 SHA-256：{digest}", head.data_title),
        Lang::En => format!("data: {}; SHA-256 of the plan: {digest}", head.data_title),
    }];
    notes.extend(
        head.as_of
            .as_ref()
            .map(|date| phrases::as_of(date, book.lang)),
    );
    notes.push(book.word(
        "达标率＝达标 ÷（达标＋未达标＋已到期而数据缺失）；序时率＝达到序时进度 ÷（达到＋滞后＋未到期而数据缺失）；有数据缺失的，上限为补报后可能的最高值",
        "met = met ÷ (met + missed + due without data); on schedule = on track ÷ (on track + behind + not yet due without data); where data is missing, the upper bound is the most that it may turn out to be",
    ).to_owned());
    notes
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    let mut columns = vec![
        column(book.word("代码", "code"), 10),
        column(book.word("评估对象", "unit"), 14),
        column(book.word("层级", "level"), 10),
    ];
    columns.extend(Verdict::ALL.map(|verdict| column(verdict.name(book.lang), 10)));
    let rest = [
        (("其中已到期而数据缺失", "of these due without data"), 11),
        (("应判定", "to be met"), 9),
        (("达标率", "met"), 9),
        (("达标率上限", "met at most"), 9),
        (("序时率", "on schedule"), 9),
        (("序时率上限", "on schedule at most"), 10),
        (("已报数据", "reported"), 10),
        (("应报数据", "expected"), 10),
        (("报送率", "coverage"), 9),
        (("平均实现程度%", "mean attainment %"), 12),
        (("位次", "place"), 8),
        (("可能位次", "possible places"), 10),
    ];
    columns.extend(rest.map(|((zh, en), width)| column(book.word(zh, en), width)));
    columns
}

fn fill_row(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    row: u32,
    unit: u16,
    card: &Card,
) -> Written {
    let look = &book.look;
    sheet.text(row, 0, &card.unit.code, &look.text())?;
    sheet.text(row, 1, &card.unit.name, &look.text())?;
    let of_batch = book.batch.unit(&card.unit.code);
    let level = of_batch.map_or("", |unit| unit.level.pick(book.lang));
    sheet.text(row, 2, level, &look.text())?;
    let summary = &card.summary;
    for (at, verdict) in (VERDICTS..).zip(Verdict::ALL) {
        let count = Number::from(summary.of(verdict) as i64);
        let formula = counted(book, unit, &format!("\"{}\"", verdict.name(book.lang)));
        sheet.formula(row, at, &formula, &count, &look.number("0"))?;
    }
    sheet.count(row, DUE, summary.due_without_data, &look.number("0"))?;
    headlines(book, sheet, row, summary)?;
    let number = look.number("#,##0");
    let coverage = card.coverage;
    sheet.count(row, REPORTED, coverage.reported, &number)?;
    sheet.count(row, EXPECTED, coverage.expected, &number)?;
    let share = Number::ratio(coverage.reported.into(), coverage.expected.into());
    let formula = format!("{}/{}", cell(REPORTED, row), cell(EXPECTED, row));
    share_of(book, sheet, (row, COVERAGE), &formula, share.as_ref())?;
    places(book, sheet, row, card)
}

/// The two headline numbers with their bounds, as shares.
fn headlines(book: &Book<'_>, sheet: &mut Sheet<'_, '_>, row: u32, summary: &Summary) -> Written {
    let of = |verdict: Verdict| cell(VERDICTS + verdict as u16, row);
    let (met, missed) = (of(Verdict::Met), of(Verdict::Missed));
    let (track, behind) = (of(Verdict::OnTrack), of(Verdict::Behind));
    let (lacking, due) = (of(Verdict::NoData), cell(DUE, row));
    let number = book.look.number("0");
    let denominator = Number::from(summary.denominator as i64);
    let formula = format!("{met}+{missed}+{due}");
    sheet.formula(row, DENOMINATOR, &formula, &denominator, &number)?;
    let all = cell(DENOMINATOR, row);
    let shares = [
        (
            MET,
            format!("{met}/{all}"),
            share(summary.headline.as_ref(), summary.exact.as_ref()),
        ),
        (
            MET_UPPER,
            format!("({met}+{lacking})/({all}+{lacking}-{due})"),
            summary.headline_upper.as_ref().and_then(|_| {
                let early = summary.no_data - summary.due_without_data;
                let most = summary.met + summary.no_data;
                Number::ratio(most.into(), (summary.denominator + early).into())
            }),
        ),
        (
            SCHEDULE,
            format!("{track}/({track}+{behind}+{lacking}-{due})"),
            share(
                summary.on_schedule.as_ref(),
                summary.on_schedule_exact.as_ref(),
            ),
        ),
        (
            SCHEDULE_UPPER,
            format!("({track}+{lacking}-{due})/({track}+{behind}+{lacking}-{due})"),
            summary.on_schedule_upper.as_ref().and_then(|_| {
                let most = summary.on_track + summary.no_data - summary.due_without_data;
                Number::ratio(most.into(), summary.on_schedule_denominator.into())
            }),
        ),
    ];
    for (at, formula, share) in shares {
        share_of(book, sheet, (row, at), &formula, share.as_ref())?;
    }
    Ok(())
}

/// Per cent of a document as a share.
fn share(decimal: Option<&Decimal>, fraction: Option<&Fraction>) -> Option<Number> {
    number(decimal, fraction)?.divided_by(&Number::from(100))
}

/// Writes a share with its formula; a dash where there is none.
fn share_of(
    book: &Book<'_>,
    sheet: &mut Sheet<'_, '_>,
    (row, at): (u32, u16),
    formula: &str,
    share: Option<&Number>,
) -> Written {
    match share {
        Some(share) => sheet.formula(row, at, formula, share, &book.look.number(PER_CENT)),
        None => sheet.text(row, at, "—", &book.look.centred()),
    }
}

/// The mean attainment and the places of a unit that is ranked.
fn places(book: &Book<'_>, sheet: &mut Sheet<'_, '_>, row: u32, card: &Card) -> Written {
    let look = &book.look;
    let ranked = |by: &str| -> Option<&RankRow> {
        let of = |rank: &&RankDocument| rank.scope.as_ref().is_some_and(|scope| scope.by == by);
        let rank = book
            .year
            .ranks
            .iter()
            .map(|rank| rank.pick(book.lang))
            .find(of)?;
        rank.rows.iter().find(|row| row.unit.code == card.unit.code)
    };
    let Some(ranked) = ranked("attainment") else {
        return (PLACES..PLACES + 3).try_for_each(|at| sheet.text(row, at, "", &look.text()));
    };
    let score = (ranked.score.as_ref(), ranked.score_exact.as_ref());
    sheet.number(row, PLACES, score, &look.number("#,##0.0"))?;
    match ranked.place {
        Some(place) => sheet.count(row, PLACES + 1, place, &look.number("0"))?,
        None => sheet.text(row, PLACES + 1, "—", &look.centred())?,
    }
    let possible = match (ranked.place_from, ranked.place_to) {
        (Some(from), Some(to)) if from != to => format!("{from}–{to}"),
        (Some(from), _) => from.to_string(),
        _ => String::new(),
    };
    sheet.text(row, PLACES + 2, &possible, &look.centred())
}

fn cell(column: u16, row: u32) -> String {
    format!("{}{}", column_number_to_name(column), row + 1)
}
