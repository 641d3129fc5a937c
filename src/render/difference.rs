//! What the formats for people say of the differences between two scorecards.

use super::notices::Notice;
use super::number_format::{NOTHING, ValueFormat};
use super::style;
use crate::attribution::Cause;
use crate::i18n::Lang;
use crate::report::Severity;
use crate::report::difference::{
    ChangedCell, DiffDocument, DiffRow, DiffSide, Direction, ReadCell, RowCause,
};
use crate::report::gate::GateMark;
use crate::report::number::{Decimal, Fraction, number};
use crate::report::scorecard::{Display, IndicatorResult};

/// Changed figures that are written of a result.
const CELLS: usize = 5;

/// `old: figures/  2013  as known on 2013-06`.
pub fn side(side: &DiffSide, is_new: bool, lang: Lang) -> String {
    let word = match is_new {
        false => lang.pick("先前：", "old: "),
        true => lang.pick("现在：", "new: "),
    };
    let years: Vec<String> = side.years.iter().map(ToString::to_string).collect();
    let years = years.join(lang.pick("、", ", "));
    let as_of = side
        .as_of
        .as_ref()
        .map_or_else(String::new, |date| match lang {
            Lang::Zh => format!("  截至 {date}"),
            Lang::En => format!("  as known on {date}"),
        });
    format!("{word}{}  {years}{as_of}", side.name)
}

/// The causes that act on any result, each with how many verdicts and values.
pub fn causes(document: &DiffDocument, lang: Lang) -> Vec<[String; 3]> {
    let acting = document
        .causes
        .iter()
        .filter(|one| one.verdicts + one.values > 0);
    acting
        .map(|one| {
            let (verdicts, values) = (one.verdicts, one.values);
            let counts = match lang {
                Lang::Zh => [format!("判定 {verdicts}"), format!("数值 {values}")],
                Lang::En => [format!("verdicts {verdicts}"), format!("values {values}")],
            };
            let [verdicts, values] = counts;
            [one.name.clone(), verdicts, values]
        })
        .collect()
}

/// The words for a direction.
pub fn direction(direction: Direction, lang: Lang) -> &'static str {
    match direction {
        Direction::Worse => lang.pick("变差", "worse"),
        Direction::Better => lang.pick("变好", "better"),
        Direction::Other => lang.pick("其他变化", "another verdict"),
        Direction::Value => lang.pick("仅数值有变", "value only"),
    }
}

/// The result that a row is about: `volunteering rate  Lower Willow 0102`.
pub fn title(row: &DiffRow) -> String {
    format!("{}  {} {}", row.name, row.unit.name, row.unit.code)
}

/// The verdict on both sides: `✓ met → ✗ missed`, once where it is the same.
pub fn verdicts(row: &DiffRow, lang: Lang) -> String {
    let of = |result: &Option<IndicatorResult>| result.as_ref().map(|result| result.verdict);
    match (of(&row.old), of(&row.new)) {
        (old, new) if old == new => style::verdict(new, lang),
        (old, new) => format!(
            "{} → {}",
            style::verdict(old, lang),
            style::verdict(new, lang)
        ),
    }
}

/// The value on both sides and the difference: `~20.8 % → ~10.4 % (~-10.4 pp)`.
pub fn values(row: &DiffRow, lang: Lang) -> String {
    let value = |result: &Option<IndicatorResult>| match result {
        Some(result) => ValueFormat::of(result, lang).value(),
        None => NOTHING.to_owned(),
    };
    let change = step(row, row.change.as_ref(), row.change_exact.as_ref(), lang);
    let change = change.map_or_else(String::new, |change| match lang {
        Lang::Zh => format!("（{change}）"),
        Lang::En => format!(" ({change})"),
    });
    format!("{} → {}{change}", value(&row.old), value(&row.new))
}

/// The target on both sides; `None` where it is the same.
pub fn targets(row: &DiffRow) -> Option<String> {
    let words = |result: &Option<IndicatorResult>| Some(result.as_ref()?.target.words.clone());
    let (old, new) = (words(&row.old)?, words(&row.new)?);
    (old != new).then(|| format!("{old} → {new}"))
}

/// A change of the value as it is shown; `None` where it is not known or no number says it.
fn step(
    row: &DiffRow,
    change: Option<&Decimal>,
    exact: Option<&Fraction>,
    lang: Lang,
) -> Option<String> {
    let result = row.new.as_ref().or(row.old.as_ref())?;
    let change = number(change, exact)?;
    let is_number = result.display == Display::Number;
    is_number.then(|| ValueFormat::of(result, lang).step(&change))
}

/// What each cause does by itself, what they do together, and the changed figures; a line each.
pub fn lines(row: &DiffRow, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = targets(row)
        .map(|targets| format!("{}{targets}", lang.pick("目标：", "target: ")))
        .into_iter()
        .collect();
    lines.extend(
        row.causes
            .iter()
            .filter_map(|cause| cause_line(row, cause, lang)),
    );
    lines.extend(interaction(row, lang));
    let shown = row.cells.iter().take(CELLS);
    lines.extend(shown.map(|cell| cell_line(cell, lang)));
    let more = row.changed_cells.saturating_sub(CELLS as u64);
    if more > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有 {more} 个数据有变"),
            Lang::En => format!("changed figures that are not shown: {more}"),
        });
    }
    lines
}

/// The name of a cause of an id.
fn cause_name(id: &str, lang: Lang) -> String {
    let known = Cause::ALL.into_iter().find(|cause| cause.id() == id);
    known.map_or_else(|| id.to_owned(), |cause| cause.name().get(lang).to_owned())
}

/// `restated data: ➘ behind, ~-10.4 pp`; `None` where the cause changes nothing by itself.
fn cause_line(row: &DiffRow, cause: &RowCause, lang: Lang) -> Option<String> {
    let old = row.old.as_ref().map(|result| result.verdict);
    let alone = cause.alone.as_ref().map(|stand| stand.verdict);
    let other = (alone != old).then(|| style::verdict(alone, lang));
    let moved = number(cause.change.as_ref(), cause.change_exact.as_ref());
    let moves = moved.is_some_and(|moved| !moved.is_zero());
    let step = step(
        row,
        cause.change.as_ref(),
        cause.change_exact.as_ref(),
        lang,
    );
    let said: Vec<String> = other.into_iter().chain(step.filter(|_| moves)).collect();
    let name = cause_name(&cause.cause, lang);
    match (said.is_empty(), cause.acts) {
        (true, false) => None,
        (true, true) => Some(name),
        (false, _) => Some(match lang {
            Lang::Zh => format!("{name}：{}", said.join("，")),
            Lang::En => format!("{name}: {}", said.join(", ")),
        }),
    }
}

/// What causes do together; `None` where they do nothing together.
fn interaction(row: &DiffRow, lang: Lang) -> Option<String> {
    let interaction = row.interaction.as_ref()?;
    let change = interaction.change.as_ref();
    let step = step(row, change, interaction.change_exact.as_ref(), lang);
    let causes = interaction.causes.iter().map(|id| cause_name(id, lang));
    let causes = causes.collect::<Vec<_>>().join(lang.pick("、", " and "));
    let of = match (causes.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{causes}）"),
        (false, Lang::En) => format!(" of {causes}"),
    };
    let step = step.map_or_else(String::new, |step| match lang {
        Lang::Zh => format!("：{step}"),
        Lang::En => format!(": {step}"),
    });
    Some(format!(
        "{}{of}{step}",
        lang.pick("共同作用", "interaction")
    ))
}

/// `volunteers 0102 2023: 190 a.csv:12:15 → 95 b.csv:12:15`.
fn cell_line(cell: &ChangedCell, lang: Lang) -> String {
    let read = |cells: &[ReadCell]| -> String {
        let cells: Vec<String> = cells.iter().map(|cell| read_cell(cell, lang)).collect();
        match cells.is_empty() {
            true => NOTHING.to_owned(),
            false => cells.join(lang.pick("、", ", ")),
        }
    };
    let key = format!("{} {} {}", cell.variable, cell.unit, cell.period);
    let (old, new) = (read(&cell.old), read(&cell.new));
    match lang {
        Lang::Zh => format!("{key}：{old} → {new}"),
        Lang::En => format!("{key}: {old} → {new}"),
    }
}

fn read_cell(cell: &ReadCell, lang: Lang) -> String {
    let written = match cell.written.trim() {
        "" => lang.pick("（空白）", "(blank)"),
        text => text,
    };
    let place = cell
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!(" {place}"));
    format!("{written}{place}")
}

/// Each result that differs: an error where the gate refuses it, a warning where it warns.
pub fn notices(document: &DiffDocument, lang: Lang) -> Vec<Notice<'_>> {
    let severity = |row: &DiffRow| match row.gate {
        Some(GateMark::Fail) => Severity::Error,
        Some(GateMark::Warn) => Severity::Warning,
        None => Severity::Note,
    };
    let rows = document.rows.iter().map(|row| Notice {
        rule: match row.direction {
            Direction::Worse => "diff/worse",
            Direction::Better => "diff/better",
            Direction::Other => "diff/other",
            Direction::Value => "diff/value",
        },
        meaning: lang.pick(
            "结果与先前的评分不同",
            "a result differs from that of an earlier scorecard",
        ),
        id: row.id.clone(),
        severity: severity(row),
        title: title(row),
        message: format!("{}  {}", verdicts(row, lang), values(row, lang)),
        lines: lines(row, lang),
        place: {
            let cells = row.cells.iter().flat_map(|cell| &cell.new);
            let changed = cells.filter_map(|cell| cell.place.as_ref()).next();
            let result = row.new.as_ref().or(row.old.as_ref());
            changed.or(result.and_then(|result| result.declared.as_ref()))
        },
    });
    rows.collect()
}
