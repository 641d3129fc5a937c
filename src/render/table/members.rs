//! A line for each unit below the one asked for.

use super::grid::{self, Cell};
use super::layout::paragraph;
use crate::evaluate::Verdict;
use crate::render::paint::{self, Paint};
use crate::render::shown::{self, NOTHING};
use crate::render::{Member, View, bar};
use crate::scorecard::Scorecard;
use std::io::{self, Write};

/// The widest that a unit's name gets.
const NAME_MOST: usize = 30;

/// Name, met, missed, no data, headline with its denominator, bar; nothing where none of them is judged.
pub fn write(out: &mut dyn Write, view: &View<'_>, members: &[Member]) -> io::Result<()> {
    let judged = members.iter().any(|member| member.summary.total() > 0);
    let Some(first) = members.first().filter(|_| judged) else {
        return Ok(());
    };
    let level = &view.plan[view.figures.units.level(first.unit)];
    writeln!(out)?;
    let title = level.name.get(view.style.lang);
    paragraph(out, view, 0, title, Paint::Strong)?;
    let rows: Vec<[Cell; 6]> = std::iter::once(head(view))
        .chain(members.iter().map(|member| row(view, member)))
        .collect();
    let mut widths = [0; 6];
    for (at, to) in widths.iter_mut().enumerate() {
        *to = rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
    }
    widths[0] = widths[0].min(NAME_MOST);
    for row in &rows {
        let cells: Vec<(usize, &Cell)> = widths.into_iter().zip(row).collect();
        grid::row(out, 0, &cells, view.style.color)?;
    }
    Ok(())
}

/// The widths of a line that is written before the next is known.
const STREAMED: [usize; 6] = [24, 10, 10, 10, 18, 20];

/// One unit of a level, with a head before the first.
pub fn line(out: &mut dyn Write, view: &View<'_>, card: &Scorecard, first: bool) -> io::Result<()> {
    let color = view.style.color;
    let mut write = |cells: &[Cell; 6]| {
        let cells: Vec<(usize, &Cell)> = STREAMED.into_iter().zip(cells).collect();
        grid::row(out, 0, &cells[..5], color)
    };
    if first {
        write(&head(view))?;
    }
    let member = Member {
        unit: card.unit,
        summary: card.summary,
        coverage: card.coverage,
    };
    write(&row(view, &member))
}

fn head(view: &View<'_>) -> [Cell; 6] {
    let lang = view.style.lang;
    let verdict = |v: Verdict| {
        let word = format!("{} {}", paint::sign(v), v.name(lang));
        Cell::right(&word, Paint::Dim)
    };
    [
        Cell::left("", Paint::Dim),
        verdict(Verdict::Met),
        verdict(Verdict::Missed),
        verdict(Verdict::NoData),
        Cell::right(lang.pick("达标率", "headline"), Paint::Dim),
        Cell::left("", Paint::Dim),
    ]
}

fn row(view: &View<'_>, member: &Member) -> [Cell; 6] {
    let summary = &member.summary;
    let count = |verdict: Verdict| {
        let paint = match summary.of(verdict) {
            0 => Paint::Dim,
            _ => paint::of(verdict),
        };
        Cell::right(&summary.of(verdict).to_string(), paint)
    };
    let length = if view.style.width < 100 { 10 } else { 20 };
    let (headline, bar) = match summary.headline() {
        Some(share) => (
            format!(
                "{} ({}/{})",
                shown::per_cent(&share),
                summary.of(Verdict::Met),
                summary.denominator()
            ),
            bar::of(&share, length),
        ),
        None => (NOTHING.to_owned(), String::new()),
    };
    let name = view.figures.units.name(member.unit, view.style.lang);
    [
        Cell::left(name, Paint::Plain),
        count(Verdict::Met),
        count(Verdict::Missed),
        count(Verdict::NoData),
        Cell::right(&headline, Paint::Plain),
        Cell::left(&bar, Paint::Good),
    ]
}
