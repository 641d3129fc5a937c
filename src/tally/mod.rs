//! What to count, counted: one pass over the files in parts, a part a thread at a time, joined in their order. Where
//! anything stands more than once below the units that are judged, the parts that hold it are read again with just those
//! cells held apart.

mod checks;
mod counts;
mod details;
mod file;
mod finish;
mod gather;
mod interest;
#[cfg(test)]
mod laws;
mod parts;
mod pass;
mod places;
mod result;
mod seen;
mod slots;
mod values;
mod whole;

use crate::data::{DataSet, Layout, Reader, Report, Vocabulary};
use crate::diagnostic::{Finding, Findings, Place, codes};
use crate::evaluate::differences;
use crate::figures::{Code, Figures, Units};
use crate::plan::{ChecklistIx, IndicatorIx, LevelIx, Plan, Year};
use crate::text;
use details::Settling;
use finish::{FileRead, Held, Pieces};
use gather::{Gathered, Took};
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use interest::Interest;
use parts::{PART, Part};
use pass::Pass;
use result::{FileResult, HeldKey};
use std::borrow::Cow;
use std::sync::Arc;
use whole::Whole;

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
    count_in_parts(data, plan, question, PART)
}

/// The same, with files cut into parts of about `size` bytes: the result is that of any other size.
pub fn count_in_parts(
    mut data: DataSet,
    plan: &Plan,
    question: &Question,
    size: u64,
) -> (Figures, Findings) {
    let interest = Interest::new(plan, &data.units, question);
    let parts = parts::cut(&data, size);
    let (units, mut pieces, mut findings) = read(&data, plan, question, &interest, &parts);
    if let Some(units) = units {
        data.units = units;
    }
    for (known, read) in data.files.iter_mut().zip(std::mem::take(&mut pieces.files)) {
        known.rows += read.rows;
        known.refused += read.refused;
        known.encoding = read.encoding.unwrap_or(known.encoding);
    }
    let settling = Settling {
        plan,
        units: &data.units,
        files: &data.files,
        acknowledged: &data.acknowledged,
    };
    let (planned, actual): (Vec<_>, Vec<_>) = std::mem::take(&mut pieces.details)
        .into_iter()
        .partition(|detail| detail.planned);
    let cells = settling.settle(actual, &mut findings);
    let planned = settling.settle(planned, &mut findings);
    let folder = data.folder.clone();
    let mut figures = finish::finish(data, plan, &interest, pieces, cells, planned, &mut findings);
    checks::check(plan, &mut figures, &mut findings);
    findings.merge(differences(plan, &figures));
    places::complete(&folder, &figures.data.files, &mut findings);
    (figures, findings)
}

/// Reads every file; the units, where files brought some along, and all that the files came to.
fn read(
    data: &DataSet,
    plan: &Plan,
    question: &Question,
    interest: &Interest,
    parts: &[Part],
) -> (Option<Units>, Pieces, Findings) {
    let vocabulary = Vocabulary::new(plan);
    let layouts = data.layouts.iter();
    let wholes: Vec<_> = layouts.map(|layout| streamed(plan, data, layout)).collect();
    let once = Pass {
        reader: Reader {
            data,
            plan,
            vocabulary: &vocabulary,
            names_of: &question.levels,
        },
        interest,
        wholes: &wholes,
        apart: &HashSet::new(),
        all: &data.units,
    };
    let mut gathered = Gathered::new(data);
    let mut taken = first_reading(&once, parts, &mut gathered);
    let repeats = gather::repeats(taken.iter().map(|(_, _, result)| result));
    if !repeats.is_empty() {
        let again = Pass {
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

type Taken = (Part, Report, FileResult);

/// Reads all files in parts; one of which a part can't be understood by itself is read whole, in its turn.
fn first_reading(pass: &Pass<'_>, parts: &[Part], gathered: &mut Gathered<'_>) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::with_capacity(parts.len());
    pass.read(parts, |at, (mut report, mut result)| {
        let mut part = parts[at];
        match gathered.take(&mut part, &mut report, &mut result) {
            Took::All => taken.push((part, report, result)),
            Took::Nothing => {}
            Took::Torn => {
                let mut whole = Part::whole(part.layout);
                let (mut report, mut result) = pass.part(&whole);
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
fn second_reading(pass: &Pass<'_>, gathered: &Gathered<'_>, taken: &mut [Taken]) {
    let mut concerned: Vec<&mut Taken> = taken
        .iter_mut()
        .filter(|(_, _, result)| result.holds_any(pass.apart))
        .collect();
    let parts: Vec<Part> = concerned.iter().map(|(part, ..)| *part).collect();
    pass.read(&parts, |at, (mut report, mut result)| {
        let part = parts[at];
        if !gathered.take_again(&part, &mut report, &mut result) {
            let path = pass.reader.data.layouts[part.layout].path.clone();
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
fn streamed(plan: &Plan, data: &DataSet, layout: &Layout) -> Vec<Whole> {
    let any_long = data.layouts.iter().any(|layout| layout.long);
    (0..plan.checklists.len() as u32)
        .map(ChecklistIx)
        .filter_map(|checklist| {
            let mine = Whole::of(plan, layout, checklist)?;
            let items = &plan[checklist].items;
            let elsewhere = |item: &crate::plan::Item| {
                data.layouts
                    .iter()
                    .any(|other| other.coded.iter().any(|c| c.variable == item.variable))
            };
            let all = items.iter().filter(|item| elsewhere(item)).count();
            (!any_long && mine.breadth() == all || mine.breadth() == items.len()).then_some(mine)
        })
        .collect()
}

/// Joins what the files came to, in their order.
fn merge(data: &DataSet, parts: Vec<Taken>, findings: &mut Findings) -> Pieces {
    let mut pieces = Pieces {
        files: vec![FileRead::default(); data.files.len()],
        ..Pieces::default()
    };
    for (part, report, result) in parts {
        let file = &mut pieces.files[data.layouts[part.layout].file as usize];
        file.rows += report.rows;
        file.refused += report.refused;
        file.encoding = Some(report.encoding);
        findings.merge(report.findings);
        let details = result.details.into_iter();
        pieces.details.extend(details.map(|(_, detail)| detail));
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

fn merge_held(all: &mut Held, held: HashMap<HeldKey, Box<[Code]>>) {
    for ((unit, year, checklist), codes) in held {
        match all.entry((gather::known(unit), year, checklist)) {
            Entry::Vacant(slot) => {
                slot.insert(codes);
            }
            Entry::Occupied(mut known) => {
                for (mine, theirs) in known.get_mut().iter_mut().zip(codes) {
                    if *mine == Code::BLANK {
                        *mine = theirs;
                    }
                }
            }
        }
    }
}
