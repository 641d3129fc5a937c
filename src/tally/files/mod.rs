//! Counts what the tables of a data set hold: read in chunks at the same time, merged in their order. Where a cell occurs
//! more than once below the units that are judged, the chunks that hold it are read again and those cells kept one by one.

mod chunk_counter;
mod chunk_result;
mod complete_checklist;
mod joint;
mod kept_limit;
mod merger;
mod scan;
mod seen;

use super::Question;
use super::count_plan::CountPlan;
use super::named_units::NamedUnits;
use super::source::{CountSource, Counted, FileRead, PendingAnswers};
use crate::data::{DataSet, Doubts, Fractions, IgnoredColumn, NameIndex, Reader, Report};
use crate::finding::{Finding, Findings, Place, codes};
use crate::observation::{PackedAnswer, Period};
use crate::plan::{Plan, VariableIx};
use crate::table::Chunk;
use crate::text;
use chunk_result::{ChunkResult, PendingKey};
use complete_checklist::complete_checklists;
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use merger::{MergeOutcome, Merger};
use scan::Scan;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a data set as a source of counts.
pub struct Files<'a> {
    data: &'a DataSet,
    question: &'a Question,
    reading: Reading,
}

/// How files are read. What they come to does not depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// About how many bytes of a file make a chunk.
    pub chunk_size: u64,
    /// Whether rows are understood at sight where they can be.
    pub at_sight: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Reading {
            chunk_size: 8 << 20,
            at_sight: true,
        }
    }
}

impl<'a> Files<'a> {
    /// The files of `data`. Names of units that no roster names are kept for the units that `question` asks for.
    pub fn new(data: &'a DataSet, question: &'a Question, reading: Reading) -> Files<'a> {
        Files {
            data,
            question,
            reading,
        }
    }

    /// All tables in chunks, in the order of their paths.
    fn chunks(&self) -> Vec<Chunk> {
        let tables = self.data.schemas.iter().enumerate();
        let chunks = tables
            .flat_map(|(at, file)| Chunk::all(at, file.split(self.data, self.reading.chunk_size)));
        chunks.collect()
    }
}

impl CountSource for Files<'_> {
    fn count(&self, plan: &Plan, count_plan: &CountPlan) -> Counted {
        let data = self.data;
        let name_index = NameIndex::new(plan);
        let schemas = data.schemas.iter();
        let complete: Vec<_> = schemas
            .map(|schema| complete_checklists(plan, data, schema))
            .collect();
        let first = Scan {
            reader: Reader {
                data,
                plan,
                name_index: &name_index,
                names_of: &self.question.levels,
                words: &self.question.words,
                doubts: &HashMap::new(),
                at_sight: self.reading.at_sight,
            },
            count_plan,
            complete: &complete,
            kept_groups: &[],
            repeated: &HashSet::new(),
            all_units: &data.units,
        };
        let mut merger = Merger::new(data);
        let mut chunks = first_reading(&first, &self.chunks(), &mut merger);
        report_ignored_columns(data, &chunks, &mut merger.findings);
        let doubts = doubts(plan, data, &chunks, &mut merger.findings);
        let first = Scan {
            reader: Reader {
                doubts: &doubts,
                ..first.reader
            },
            ..first
        };
        if !doubts.is_empty() {
            let concerned =
                |chunk: &ChunkRead| doubts.contains_key(&data.schemas[chunk.chunk.table].file);
            read_again(&first, &merger, &mut chunks, concerned);
        }
        let kept_groups = joint::kept_groups(count_plan, &merger.units, &chunks);
        let first = Scan {
            kept_groups: &kept_groups,
            ..first
        };
        if !kept_groups.is_empty() {
            read_again(&first, &merger, &mut chunks, |chunk| {
                chunk.result.holds_groups(&kept_groups)
            });
        }
        let results = || chunks.iter().map(|chunk| &chunk.result);
        let mut repeated = merger::repeats(results());
        joint::repeats(plan, count_plan, results(), &mut repeated);
        if !repeated.is_empty() {
            let second = Scan {
                repeated: &repeated,
                all_units: &merger.units,
                ..first
            };
            read_again(&second, &merger, &mut chunks, |chunk| {
                chunk.result.holds_any(&repeated)
            });
        }
        let mut counted = merge(data, chunks, merger.findings);
        if let Cow::Owned(units) = merger.units {
            counted.units = Some(units);
        }
        counted
    }
}

/// A chunk, and what reading it gave.
struct ChunkRead {
    chunk: Chunk,
    /// How many lines of its file come before it.
    lines_before: u64,
    report: Report,
    result: ChunkResult,
}

/// Reads all chunks. A file of which a chunk can't be understood by itself is read whole instead, in its turn.
fn first_reading(scan: &Scan<'_>, chunks: &[Chunk], merger: &mut Merger<'_>) -> Vec<ChunkRead> {
    let mut done: Vec<ChunkRead> = Vec::with_capacity(chunks.len());
    scan.read(chunks, |mut chunk| match merger.merge(&mut chunk) {
        MergeOutcome::Merged => done.push(chunk),
        MergeOutcome::Superseded => {}
        MergeOutcome::NeedsWholeFile => {
            let mut whole = scan.read_chunk(&Chunk::whole(chunk.chunk.table));
            merger.merge(&mut whole);
            done.retain(|other| other.chunk.table != whole.chunk.table);
            done.push(whole);
        }
    });
    merger.find_mixed_identities();
    done
}

/// What of each file is in doubt now that all of it is read, by index of its file; reported.
fn doubts(
    plan: &Plan,
    data: &DataSet,
    chunks: &[ChunkRead],
    findings: &mut Findings,
) -> HashMap<u32, Doubts> {
    let mut doubts: HashMap<u32, Doubts> = HashMap::new();
    let mut fractions: BTreeMap<(u32, VariableIx), Fractions> = BTreeMap::new();
    for chunk in chunks {
        let file = data.schemas[chunk.chunk.table].file;
        if chunk.report.all_in_doubt {
            doubts.entry(file).or_default().all = true;
        }
        for (variable, of_chunk) in &chunk.report.fractions {
            let all = fractions.entry((file, *variable)).or_default();
            all.join(of_chunk.clone(), chunk.lines_before);
        }
    }
    for ((file, variable), all) in fractions {
        if let Some(finding) = all.finding(plan, variable) {
            findings.add(finding);
            doubts.entry(file).or_default().variables.push(variable);
        }
    }
    doubts
}

/// Reports the ignored columns of which the cells differ, now that all of each file is read.
fn report_ignored_columns(data: &DataSet, chunks: &[ChunkRead], findings: &mut Findings) {
    let mut columns: BTreeMap<(usize, usize), IgnoredColumn> = BTreeMap::new();
    for chunk in chunks {
        let table = chunk.chunk.table;
        for (at, column) in chunk.report.ignored.iter().enumerate() {
            let Some(column) = column.clone() else {
                continue;
            };
            let column = column.moved(chunk.lines_before);
            let all = match columns.remove(&(table, at)) {
                Some(earlier) => earlier.join(column),
                None => column,
            };
            columns.insert((table, at), all);
        }
    }
    for ((table, at), column) in columns {
        let title = data.schemas[table].ignored_titles().nth(at);
        if let Some(finding) = title.and_then(|title| column.finding(title)) {
            findings.add(finding);
        }
    }
}

/// Reads again the chunks that are `concerned`, and replaces what the first reading gave.
fn read_again(
    scan: &Scan<'_>,
    merger: &Merger<'_>,
    chunks: &mut [ChunkRead],
    is_concerned: impl Fn(&ChunkRead) -> bool,
) {
    let mut concerned: Vec<&mut ChunkRead> = chunks
        .iter_mut()
        .filter(|chunk| is_concerned(chunk))
        .collect();
    let again: Vec<Chunk> = concerned.iter().map(|read| read.chunk).collect();
    let bytes = again.iter().map(|chunk| scan.bytes(chunk)).sum();
    scan.reader.data.progress.expect(bytes);
    let mut at = 0;
    scan.read(&again, |mut chunk| {
        chunk.lines_before = concerned[at].lines_before;
        if !merger.merge_again(&mut chunk) {
            let path = scan.reader.data.schemas[chunk.chunk.table].path.clone();
            chunk.report.findings.add(file_changed(path));
        }
        *concerned[at] = chunk;
        at += 1;
    });
}

fn file_changed(path: Arc<str>) -> Finding {
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

/// Joins what the chunks gave, in their order.
fn merge(data: &DataSet, chunks: Vec<ChunkRead>, findings: Findings) -> Counted {
    let mut counted = Counted {
        files: vec![FileRead::default(); data.files.len()],
        findings,
        ..Counted::default()
    };
    for ChunkRead {
        chunk,
        report,
        result,
        ..
    } in chunks
    {
        let file = &mut counted.files[data.schemas[chunk.table].file as usize];
        file.rows += report.balance.used;
        file.set_aside += report.balance.set_aside;
        file.refused_rows += report.balance.refused_rows;
        file.refused += report.balance.refused;
        file.encoding = Some(report.encoding);
        counted.findings.merge(report.findings);
        note_named(&mut counted.named, &result);
        let kept_cells = result.kept_cells.into_iter();
        counted
            .kept_cells
            .extend(kept_cells.map(|(_, kept_cell)| kept_cell));
        let unplaced = result.unplaced.into_iter().map(|(_, row)| row);
        counted.unplaced.extend(unplaced);
        merge_pending(&mut counted.pending, result.pending);
        joint::merge_held(&mut counted.held, result.held);
        counted.counts.overflowed.extend(result.counts.overflowed);
        for (key, value) in result.counts.values.into_iter() {
            counted.counts.insert_or_add(key, value);
        }
        counted.latest = counted.latest.max(result.latest);
        counted.outside.join(result.outside, data.kept.places);
        counted.unused.join(result.unused, data.kept.places);
        counted.beside.join(result.beside, data.kept.places);
    }
    counted
}

/// Notes the units of which a chunk has a row with anything actual.
fn note_named(named: &mut NamedUnits, result: &ChunkResult) {
    for (year, units) in result.seen_known.by_year() {
        named.join(year, units);
    }
    let pending = result
        .pending
        .iter()
        .map(|(&(unit, year, _), _)| (unit, year));
    let held = (result.held.iter()).map(|(&(unit, year, _), _)| (unit, year));
    for (unit, year) in pending.chain(held) {
        named.insert(year, merger::numbered(unit));
    }
    for (unit, row) in &result.unplaced {
        named.insert(row.year, merger::numbered(*unit));
    }
    let actual = result.kept_cells.iter().filter(|(_, kept)| !kept.planned);
    for (unit, kept) in actual {
        if let Period::Year(year) = kept.key.2 {
            named.insert(year, merger::numbered(*unit));
        }
    }
}

fn merge_pending(all: &mut PendingAnswers, of_chunk: HashMap<PendingKey, Box<[PackedAnswer]>>) {
    for ((unit, year, checklist), answers) in of_chunk {
        match all.entry((merger::numbered(unit), year, checklist)) {
            Entry::Vacant(slot) => {
                slot.insert(answers);
            }
            Entry::Occupied(mut known) => {
                for (mine, theirs) in known.get_mut().iter_mut().zip(answers) {
                    if *mine == PackedAnswer::BLANK {
                        *mine = theirs;
                    }
                }
            }
        }
    }
}
