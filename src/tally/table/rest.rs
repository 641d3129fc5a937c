//! Writes the cells that were not counted, since they are judged one by one, as a long table that is read beside the counts.

use crate::data::{self, DataSet};
use crate::finding::Place;
use crate::i18n::Lang;
use crate::number::Value;
use crate::observation::{CellState, Evidence, Units};
use crate::plan::Plan;
use crate::source::{Folder, Memory};
use crate::tally::Question;
use crate::tally::count_plan::CountPlan;
use crate::tally::files::{Files, Reading};
use crate::tally::kept_cell::KeptCell;
use crate::tally::source::{CountSource, Counted};
use std::collections::BTreeSet;

/// The titles of its columns, which are read without being declared.
const COLUMNS: [&str; 13] = [
    "code", "name", "level", "parent", "period", "variable", "value", "kind", "as-of", "source",
    "document", "date", "verified",
];

/// The bytes of a table of the cells; and of a second one, of those that hold the figures of units that became part of their own.
/// Each cell is written as it stands in its file, or as the number that it was read as where it would be read otherwise. Fails
/// with the place of one that would be all the same: the file that it stands in has to be read itself.
pub fn rest(
    plan: &Plan,
    data: &DataSet,
    (question, count_plan): (&Question, &CountPlan),
    counted: &Counted,
) -> Result<[Vec<u8>; 2], Place> {
    let units = counted.units.as_ref().unwrap_or(&data.units);
    let is_merged = |kept: &&KeptCell| data.files[kept.cell.file as usize].merged;
    let (merged, others): (Vec<&KeptCell>, _) = counted.kept_cells.iter().partition(is_merged);
    let asked = (question, count_plan);
    let of_texts = [&others, &merged].map(|cells| table(plan, units, cells, as_written));
    if first_difference(&read_again(plan, units, asked, &of_texts), counted).is_none() {
        return Ok(of_texts);
    }
    let of_numbers = [&others, &merged].map(|cells| {
        let again = read_again(
            plan,
            units,
            asked,
            &[table(plan, units, cells, as_written), Vec::new()],
        );
        let again: BTreeSet<_> = again.iter().map(said).collect();
        table(plan, units, cells, |kept| {
            match again.contains(&said(kept)) {
                true => as_written(kept),
                false => as_number(kept),
            }
        })
    });
    match first_difference(&read_again(plan, units, asked, &of_numbers), counted) {
        None => Ok(of_numbers),
        Some(kept) => Err(kept.cell.place(&data.files)),
    }
}

/// The first of the cells that is not among those that were read again.
fn first_difference<'a>(again: &[KeptCell], counted: &'a Counted) -> Option<&'a KeptCell> {
    let mut cells: Vec<&KeptCell> = counted.kept_cells.iter().collect();
    let mut again: Vec<_> = again.iter().map(said).collect();
    cells.sort_by_cached_key(|kept| said(kept));
    again.sort();
    let mut again = again.into_iter();
    cells
        .into_iter()
        .find(|kept| again.next() != Some(said(kept)))
}

fn as_written(kept: &KeptCell) -> String {
    kept.cell.raw.to_string()
}

/// The number that a cell was read as; its text where it is none.
fn as_number(kept: &KeptCell) -> String {
    let cell = &kept.cell;
    let number = match &cell.value {
        Value::Between(interval) if cell.state == CellState::Known && cell.code.is_none() => {
            interval.known().and_then(|known| known.exact())
        }
        _ => None,
    };
    number.unwrap_or_else(|| as_written(kept))
}

/// A table of some cells; empty where there are none.
fn table(
    plan: &Plan,
    units: &Units,
    cells: &[&KeptCell],
    value: impl Fn(&KeptCell) -> String,
) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    if !cells.is_empty() {
        // Writing to memory can't fail.
        let _ = writer.write_record(COLUMNS);
    }
    for kept in cells {
        let _ = writer.write_record(row(plan, units, kept, value(kept)));
    }
    writer.into_inner().unwrap_or_default()
}

fn row(plan: &Plan, units: &Units, kept: &KeptCell, value: String) -> [String; COLUMNS.len()] {
    let (variable, unit, period) = kept.key;
    let cell = &kept.cell;
    let nothing = Evidence::default();
    let evidence = cell.evidence.as_deref().unwrap_or(&nothing);
    let document = evidence.document.as_ref();
    let parent = units.parent(unit).map(|parent| units.code(parent));
    [
        units.code(unit).to_owned(),
        units.name(unit, Lang::Zh).to_owned(),
        plan[units.level(unit)].id.clone(),
        parent.unwrap_or_default().to_owned(),
        period.to_string(),
        plan[variable].id.clone(),
        value,
        if kept.planned { "planned" } else { "actual" }.to_owned(),
        kept.as_of.as_deref().unwrap_or_default().to_owned(),
        evidence.source.as_deref().unwrap_or_default().to_owned(),
        document
            .map(|document| document.number.clone())
            .unwrap_or_default(),
        document
            .map(|document| document.date.clone())
            .unwrap_or_default(),
        document
            .map(|document| document.verified.to_string())
            .unwrap_or_default(),
    ]
}

/// The cells of the tables as they are read.
fn read_again(
    plan: &Plan,
    units: &Units,
    (question, count_plan): (&Question, &CountPlan),
    tables: &[Vec<u8>; 2],
) -> Vec<KeptCell> {
    let names = ["rest.csv", "merged.csv"].map(str::to_owned);
    let files = names.into_iter().zip(tables.iter().cloned());
    let files = files.filter(|(_, bytes)| !bytes.is_empty());
    let folder = Memory::new("rest", files);
    let (again, _) = data::open(&Folder::Memory(folder), plan);
    let again = again.of_units(units);
    let files = Files::new(&again, question, Reading::default());
    files.count(plan, count_plan).kept_cells
}

/// What a cell says, of what, and when that was stated.
fn said(kept: &KeptCell) -> impl Ord + use<> {
    let cell = &kept.cell;
    let answer = cell.code.map(|code| code.0);
    let value = format!("{:?} {:?}", cell.state, cell.value);
    (kept.key, kept.planned, kept.as_of.clone(), answer, value)
}
