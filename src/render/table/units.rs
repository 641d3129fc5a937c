//! A line for each unit of a level: the count of every verdict, and both headline numbers with what they are divided by.

use super::grid::{self, ColumnText, paragraph};
use super::rows;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::number::Number;
use crate::render::style::{self, DIM, PLAIN, STRONG};
use crate::render::text::width;
use crate::render::{Style, bar, coverage, phrases};
use crate::report::number::number;
use crate::report::scorecard::{Card, UnitSummary};
use crate::report::{Summary, Unit};
use std::io::{self, Write};

/// The terminal's width from which on the verdicts are named above their columns; below it their signs stand there.
const NAMED: usize = 160;

/// The widest that a unit's name gets where all names are known.
const NAME_MOST: usize = 30;

/// The columns of a listing.
struct Listing {
    style: Style,
    gap: usize,
    name: usize,
    count: [usize; 9],
    share: usize,
    bar: usize,
}

impl Listing {
    fn new(style: Style, name: usize) -> Self {
        let roomy = style.row_width() >= 100;
        let named = style.row_width() >= NAMED;
        let count = |verdict| match named {
            true => width(&rows::verdict(verdict, style)).max(5),
            false => 3,
        };
        Listing {
            style,
            gap: if roomy { 2 } else { 1 },
            name: if roomy { name } else { name.min(12) },
            count: Verdict::ALL.map(count),
            share: if style.lang == Lang::Zh { 14 } else { 15 },
            bar: match style.wraps_rows && style.width >= 120 {
                true => 10,
                false => 0,
            },
        }
    }

    fn write(&self, out: &mut dyn Write, texts: &[ColumnText]) -> io::Result<()> {
        let widths = [self.name]
            .into_iter()
            .chain(self.count)
            .chain([self.share, self.share, self.bar]);
        let texts: Vec<(usize, &ColumnText)> = widths.zip(texts).collect();
        grid::row(out, self.gap, &texts, self.style.color)
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.style.lang;
        let mut texts = vec![ColumnText::left("", DIM)];
        texts.extend(
            Verdict::ALL.map(|verdict| match self.style.row_width() >= NAMED {
                true => ColumnText::right(&rows::verdict(verdict, self.style), DIM),
                false => ColumnText::right(&style::sign(verdict).to_string(), DIM),
            }),
        );
        texts.push(ColumnText::right(lang.pick("达标率", "met"), DIM));
        texts.push(ColumnText::right(
            lang.pick("序时达标率", "on schedule"),
            DIM,
        ));
        self.write(out, &texts)
    }

    fn unit(&self, out: &mut dyn Write, unit: &Unit, summary: &Summary) -> io::Result<()> {
        let lang = self.style.lang;
        let mut texts = vec![ColumnText::left(&unit.name, PLAIN)];
        texts.extend(Verdict::ALL.map(|verdict| {
            let count = summary.of(verdict);
            let style = if count == 0 { DIM } else { style::of(verdict) };
            ColumnText::right(&count.to_string(), style)
        }));
        for cell in [phrases::met_cell, phrases::on_schedule_cell] {
            texts.push(ColumnText::right(&cell(summary, lang), PLAIN));
        }
        texts.push(ColumnText::left(
            &self.bar(summary),
            style::of(Verdict::Met),
        ));
        self.write(out, &texts)
    }

    /// The share that is met, drawn; nothing where most data is missing.
    fn bar(&self, summary: &Summary) -> String {
        let share = number(summary.headline.as_ref(), summary.exact.as_ref());
        let share = share.filter(|_| self.bar > 0 && !summary.mostly_lacks_data());
        share.map_or(String::new(), |share: Number| bar::of(&share, self.bar))
    }
}

/// The units below the one assessed, under the name of their level; nothing where none of them is judged, and a line
/// where the data decides no target of any.
pub fn write(
    out: &mut dyn Write,
    style: Style,
    level: &str,
    members: &[UnitSummary],
) -> io::Result<()> {
    if !members.iter().any(|member| member.summary.total() > 0) {
        return Ok(());
    }
    writeln!(out)?;
    if let Some(line) = coverage::undecided(level, members, style.lang) {
        return paragraph(out, style, 0, &line, PLAIN);
    }
    paragraph(out, style, 0, level, STRONG)?;
    let widest = members.iter().map(|member| width(&member.unit.name)).max();
    let listing = Listing::new(style, widest.unwrap_or(0).min(NAME_MOST));
    listing.head(out)?;
    for member in members {
        listing.unit(out, &member.unit, &member.summary)?;
    }
    Ok(())
}

/// One unit of a level; with a head before the first of a year, which names the year where there are several.
pub fn line(
    out: &mut dyn Write,
    style: Style,
    card: &Card,
    first: bool,
    several_years: bool,
) -> io::Result<()> {
    let listing = Listing::new(style, 20);
    if first {
        writeln!(out)?;
        if several_years {
            paragraph(out, style, 0, &phrases::year(card.year, style.lang), STRONG)?;
        }
        listing.head(out)?;
    }
    listing.unit(out, &card.unit, &card.summary)
}
