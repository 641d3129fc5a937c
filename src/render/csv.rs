//! `csv`: a row a result, for spreadsheets. Begins with a byte-order mark, or Excel would not show Chinese.

use super::escape::spreadsheet;
use super::{Ending, Format, Renderer, Totals, View, json, shown};
use crate::evaluate::Judgement;
use crate::number::Number;
use crate::scorecard::Scorecard;
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    id: "csv",
    digests: false,
    new: || Box::new(Csv),
};

const COLUMNS: [&str; 23] = [
    "unit_code",
    "unit",
    "level",
    "year",
    "indicator",
    "name",
    "verdict",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "target",
    "due",
    "gap",
    "attainment",
    "pace",
    "previous_value",
    "previous_verdict",
    "chapter",
    "section",
    "clause",
    "phrase",
    "synthetic",
];

struct Csv;

impl Renderer for Csv {
    fn begin(&mut self, out: &mut dyn Write, _: &View<'_>) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = writer(out);
        writer.write_record(COLUMNS)?;
        writer.flush()
    }

    fn card(&mut self, out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()> {
        let mut writer = writer(out);
        for judged in &card.results {
            let cells = row(view, judged);
            let cells = cells.each_ref().map(|cell| spreadsheet(cell));
            writer.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
        }
        writer.flush()
    }

    fn end(&mut self, _: &mut dyn Write, _: &View<'_>, _: &Totals, _: &Ending) -> io::Result<()> {
        Ok(())
    }
}

fn writer(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1 << 10)
        .from_writer(out)
}

fn row(view: &View<'_>, judged: &Judgement) -> [String; COLUMNS.len()] {
    let (plan, lang) = (view.plan, view.style.lang);
    let indicator = &plan[judged.indicator];
    let clause = &plan[indicator.clauses[0]];
    let units = &view.figures.units;
    let number = |n: Option<&Number>| n.map(json::decimal).unwrap_or_default();
    let interval = judged.value.interval();
    let (previous, verdict_before) = match &judged.previous {
        Some((value, verdict)) => (value.known(), verdict.id()),
        None => (None, ""),
    };
    let pace = judged.pace.as_ref().and_then(|pace| pace.band);
    [
        units.code(judged.unit).to_owned(),
        units.name(judged.unit, lang).to_owned(),
        plan[units.level(judged.unit)].id.clone(),
        judged.year.to_string(),
        indicator.id.clone(),
        indicator.name.get(lang).to_owned(),
        judged.verdict.id().to_owned(),
        number(judged.value.known()),
        number(interval.and_then(|i| i.lo().number())),
        number(interval.and_then(|i| i.hi().number())),
        indicator.unit.get(lang).to_owned(),
        judged.rule.words(&indicator.unit, lang),
        shown::due_year(judged).to_string(),
        number(judged.gap.as_ref()),
        number(judged.attainment.as_ref()),
        pace.unwrap_or_default().to_owned(),
        number(previous),
        verdict_before.to_owned(),
        clause.chapter.to_string(),
        clause.section.to_string(),
        clause.id.clone(),
        clause.phrase.clone(),
        view.figures.data.synthetic.to_string(),
    ]
}
