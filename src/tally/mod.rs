//! What to count, counted: one pass over the files in parts, a part a thread at a time, joined in their order. Where
//! anything stands more than once below the units that are judged, the parts that hold it are read again with just those
//! cells held apart.

mod build_figures;
mod chunks;
mod complete_checklist;
mod count_plan;
mod counts;
mod file;
mod kept_cell;
mod merger;
mod predicted_map;
#[cfg(test)]
mod properties;
mod result;
mod scan;
mod seen;
mod values;

use crate::data::{DataSet, FileSchema, NameIndex, Reader, Report};
use crate::finding::{Finding, Findings, Place, codes};
use crate::observation::{Figures, PackedAnswer, Units};
use crate::plan::{ChecklistIx, IndicatorIx, LevelIx, Plan, Year};
use crate::text;
use build_figures::{FileRead, PartialFigures, PendingAnswers};
use chunks::{CHUNK_SIZE, Chunk};
use complete_checklist::CompleteChecklist;
use count_plan::CountPlan;
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use kept_cell::DuplicateResolver;
use merger::{MergeOutcome, Merger};
use result::{FileResult, HeldKey};
use scan::Scan;
use std::borrow::Cow;
use std::sync::Arc;

/// What is asked of the data.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Levels whose units are judged one by one: their cells are kept.
    pub levels: Vec<LevelIx>,
    /// The year judged; nothing after it is counted. The plan's last where none is asked for.
    pub year: Option<Year>,
    /// Keep every cell that this indicator rests on, at all levels.
    pub traced: Option<IndicatorIx>,
}

/// Reads a data set and counts what the plan and the question ask for.
pub fn count(data: DataSet, plan: &Plan, question: &Question) -> (Figures, Findings) {
    count_in_parts(data, plan, question, CHUNK_SIZE)
}

/// The same, with files cut into parts of about `size` bytes: the result is that of any other size.
pub fn count_in_parts(
    mut data: DataSet,
    plan: &Plan,
    question: &Question,
    size: u64,
) -> (Figures, Findings) {
    let count_plan = CountPlan::new(plan, &data.units, question);
    let parts = chunks::cut(&data, size);
    let (units, mut pieces, mut findings) = read(&data, plan, question, &count_plan, &parts);
    if let Some(units) = units {
        data.units = units;
    }
    for (known, read) in data.files.iter_mut().zip(std::mem::take(&mut pieces.files)) {
        known.rows += read.rows;
        known.refused += read.refused;
        known.encoding = read.encoding.unwrap_or(known.encoding);
    }
    let resolver = DuplicateResolver {
        plan,
        units: &data.units,
        files: &data.files,
        acknowledged: &data.acknowledged,
    };
    let (planned, actual): (Vec<_>, Vec<_>) = std::mem::take(&mut pieces.kept_cells)
        .into_iter()
        .partition(|kept_cell| kept_cell.planned);
    let cells = resolver.settle(actual, &mut findings);
    let planned = resolver.settle(planned, &mut findings);
    let figures = build_figures::build_figures(
        data,
        plan,
        &count_plan,
        pieces,
        cells,
        planned,
        &mut findings,
    );
    (figures, findings)
}

/// Reads every file; the units, where files brought some along, and all that the files came to.
fn read(
    data: &DataSet,
    plan: &Plan,
    question: &Question,
    count_plan: &CountPlan,
    parts: &[Chunk],
) -> (Option<Units>, PartialFigures, Findings) {
    let name_index = NameIndex::new(plan);
    let schemas = data.schemas.iter();
    let wholes: Vec<_> = schemas.map(|layout| streamed(plan, data, layout)).collect();
    let once = Scan {
        reader: Reader {
            data,
            plan,
            name_index: &name_index,
            names_of: &question.levels,
        },
        count_plan,
        wholes: &wholes,
        apart: &HashSet::new(),
        all: &data.units,
    };
    let mut gathered = Merger::new(data);
    let mut taken = first_reading(&once, parts, &mut gathered);
    let repeats = merger::repeats(taken.iter().map(|(_, _, result)| result));
    if !repeats.is_empty() {
        let again = Scan {
            apart: &repeats,
            all: &gathered.units,
            ..once
        };
        second_reading(&again, &gathered, &mut taken);
    }
    let mut findings = gathered.findings;
    let pieces = merge(data, taken, &mut findings);
    match gathered.units {
        Cow::Owned(units) => (Some(units), pieces, findings),
        Cow::Borrowed(_) => (None, pieces, findings),
    }
}

type Taken = (Chunk, Report, FileResult);

/// Reads all files in chunks; one of which a part can't be understood by itself is read whole, in its turn.
fn first_reading(scan: &Scan<'_>, parts: &[Chunk], gathered: &mut Merger<'_>) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::with_capacity(parts.len());
    scan.read(parts, |at, (mut report, mut result)| {
        let mut part = parts[at];
        match gathered.take(&mut part, &mut report, &mut result) {
            MergeOutcome::All => taken.push((part, report, result)),
            MergeOutcome::Nothing => {}
            MergeOutcome::DamagedEntry => {
                let mut whole = Chunk::whole(part.layout);
                let (mut report, mut result) = scan.part(&whole);
                gathered.take(&mut whole, &mut report, &mut result);
                taken.retain(|(other, ..)| other.layout != whole.layout);
                taken.push((whole, report, result));
            }
        }
    });
    gathered.mixed_identities();
    taken
}

/// Reads those parts again that hold what stands more than once, this time cell by cell.
fn second_reading(scan: &Scan<'_>, gathered: &Merger<'_>, taken: &mut [Taken]) {
    let mut concerned: Vec<&mut Taken> = taken
        .iter_mut()
        .filter(|(_, _, result)| result.holds_any(scan.apart))
        .collect();
    let parts: Vec<Chunk> = concerned.iter().map(|(part, ..)| *part).collect();
    scan.read(&parts, |at, (mut report, mut result)| {
        let part = parts[at];
        if !gathered.take_again(&part, &mut report, &mut result) {
            let path = scan.reader.data.schemas[part.layout].path.clone();
            report.findings.add(changed(path));
        }
        *concerned[at] = (part, report, result);
    });
}

fn changed(path: Arc<str>) -> Finding {
    Finding::new(
        codes::UNREADABLE,
        text!(
            "文件在读取时被改动",
            "the file was changed while it was read"
        ),
    )
    .at(Place::file(path))
    .help(text!("请重新运行", "run it again"))
}

/// The checklists that can be judged row by row in a wide file: no other file has a column of theirs that this one lacks.
fn streamed(plan: &Plan, data: &DataSet, layout: &FileSchema) -> Vec<CompleteChecklist> {
    let any_long = data.schemas.iter().any(|layout| layout.long);
    (0..plan.checklists.len() as u32)
        .map(ChecklistIx)
        .filter_map(|checklist| {
            let mine = CompleteChecklist::of(plan, layout, checklist)?;
            let items = &plan[checklist].items;
            let elsewhere = |item: &crate::plan::Item| {
                data.schemas
                    .iter()
                    .any(|other| other.coded.iter().any(|c| c.variable == item.variable))
            };
            let all = items.iter().filter(|item| elsewhere(item)).count();
            (!any_long && mine.breadth() == all || mine.breadth() == items.len()).then_some(mine)
        })
        .collect()
}

/// Joins what the files came to, in their order.
fn merge(data: &DataSet, parts: Vec<Taken>, findings: &mut Findings) -> PartialFigures {
    let mut pieces = PartialFigures {
        files: vec![FileRead::default(); data.files.len()],
        ..PartialFigures::default()
    };
    for (part, report, result) in parts {
        let file = &mut pieces.files[data.schemas[part.layout].file as usize];
        file.rows += report.rows;
        file.refused += report.refused;
        file.encoding = Some(report.encoding);
        findings.merge(report.findings);
        let kept_cells = result.kept_cells.into_iter();
        pieces
            .kept_cells
            .extend(kept_cells.map(|(_, kept_cell)| kept_cell));
        merge_held(&mut pieces.held, result.held);
        pieces.counts.overflowed.extend(result.counts.overflowed);
        for (key, tally) in result.counts.tallies.into_iter() {
            pieces.counts.take(key, tally);
        }
        pieces.latest = pieces.latest.max(result.latest);
        pieces.outside += result.outside;
        pieces.unused += result.unused;
    }
    pieces
}

fn merge_held(all: &mut PendingAnswers, held: HashMap<HeldKey, Box<[PackedAnswer]>>) {
    for ((unit, year, checklist), codes) in held {
        match all.entry((merger::known(unit), year, checklist)) {
            Entry::Vacant(slot) => {
                slot.insert(codes);
            }
            Entry::Occupied(mut known) => {
                for (mine, theirs) in known.get_mut().iter_mut().zip(codes) {
                    if *mine == PackedAnswer::BLANK {
                        *mine = theirs;
                    }
                }
            }
        }
    }
}
