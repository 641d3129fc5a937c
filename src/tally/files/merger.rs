//! Merges chunks in their order: units that no roster names get their numbers, lines are counted from the top of the file,
//! and cells that occur more than once are found.

use super::ChunkRead;
use super::chunk_result::{ChunkResult, PendingKey, Repeat};
use super::seen::{Group, Seen};
use crate::data::{DataSet, NewUnits, RowUnit, damage};
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Lang;
use crate::observation::{NewUnit, PackedAnswer, Period, UnitIx, Units};
use crate::table::{Chunk, LineCounter};
use crate::text;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What is known of the chunks merged so far.
pub struct Merger<'a> {
    data: &'a DataSet,
    /// The units of the rosters, and those that came with the chunks.
    pub units: Cow<'a, Units>,
    /// Tables that are read whole, since a chunk of theirs could not be understood by itself.
    read_whole: BTreeSet<usize>,
    /// What was found while merging.
    pub findings: Findings,
    /// By table: the levels of units that no roster names, and whether they were named without a code.
    identities: Vec<BTreeSet<(u32, bool)>>,
    lines: LineCounter,
}

/// What became of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// It is merged.
    Merged,
    /// It is left out, and its table has now to be read whole.
    NeedsWholeFile,
    /// It is left out: its table has been read whole.
    Superseded,
}

impl<'a> Merger<'a> {
    /// Nothing merged yet.
    pub fn new(data: &'a DataSet) -> Self {
        Merger {
            data,
            units: Cow::Borrowed(&data.units),
            read_whole: BTreeSet::new(),
            findings: Findings::keeping(data.kept),
            identities: vec![BTreeSet::new(); data.schemas.len()],
            lines: LineCounter::new(data.schemas.len()),
        }
    }

    /// Merges a chunk. The chunks of a table come in their order.
    pub fn merge(&mut self, read: &mut ChunkRead) -> MergeOutcome {
        let table = read.chunk.table;
        let is_whole = read.chunk.range.is_whole();
        if !is_whole && self.read_whole.contains(&table) {
            return MergeOutcome::Superseded;
        }
        let new = std::mem::take(&mut read.report.new_units);
        self.identities[table].extend(new.kinds());
        let unclear = read.report.needs_whole_file
            || !is_whole && (self.has_mixed_identities(table) || self.has_damaged_code(&new));
        let numbers = match unclear {
            true => None,
            false => self.add_units(&read.chunk, &new),
        };
        let Some(numbers) = numbers else {
            self.read_whole.insert(table);
            self.identities[table].clear();
            return MergeOutcome::NeedsWholeFile;
        };
        read.lines_before = self.lines.before(&read.chunk, read.report.lines);
        self.renumber(read, &numbers);
        MergeOutcome::Merged
    }

    /// Whether a code differs from that of a unit met before as a spreadsheet damages codes. Only the whole table shows
    /// whether that unit is one of its own.
    fn has_damaged_code(&self, new: &NewUnits) -> bool {
        (0..new.len() as u32).any(|at| damage(&*self.units, new.code(at)).is_some())
    }

    /// Merges a chunk that was read a second time; false where its file was changed in between.
    pub fn merge_again(&self, read: &mut ChunkRead) -> bool {
        let new = std::mem::take(&mut read.report.new_units);
        let mut numbers = Vec::with_capacity(new.len());
        for at in 0..new.len() as u32 {
            match self.units.by_code(new.code(at)) {
                Some(ix) => numbers.push(ix),
                None => return false,
            }
        }
        self.renumber(read, &numbers);
        !read.report.needs_whole_file || read.chunk.range.is_whole()
    }

    /// Counts the chunk's lines from the top of its file, and gives its new units their numbers.
    fn renumber(&self, read: &mut ChunkRead, numbers: &[UnitIx]) {
        let before = read.lines_before;
        if before > 0 {
            let path = &self.data.schemas[read.chunk.table].path;
            read.report.findings.places_mut(|place| {
                if place.file == *path {
                    place.add_lines(before);
                }
            });
            let kept_cells = read.result.kept_cells.iter_mut();
            kept_cells.for_each(|(_, kept_cell)| kept_cell.cell.line += before);
            let ChunkResult {
                outside, unused, ..
            } = &mut read.result;
            let places = outside.places.iter_mut().chain(&mut unused.places);
            places.for_each(|place| place.add_lines(before));
        }
        read.result.renumber(|at| numbers[at as usize]);
    }

    /// The numbers of a chunk's new units; `None` where it says otherwise of one of them than another chunk of its table.
    fn add_units(&mut self, chunk: &Chunk, new: &NewUnits) -> Option<Vec<UnitIx>> {
        if new.len() > self.units.len() {
            // The first of many: the other chunks of its table bring as many.
            self.units.to_mut().reserve(new.len() * chunk.of);
        }
        let mut numbers: Vec<UnitIx> = Vec::with_capacity(new.len());
        let (mut agrees, whole) = (true, chunk.range.is_whole());
        for at in 0..new.len() as u32 {
            let (code, parent) = (new.code(at), new.parent(at));
            // Files mostly name the same units in the same order.
            let guess = numbers.last().map_or(UnitIx(0), |last| UnitIx(last.0 + 1));
            let added = if self.units.has_code(guess, code.as_bytes()) {
                Err(guess)
            } else {
                self.units.to_mut().add_met(NewUnit {
                    code,
                    name: new.name(at),
                    level: new.level(at).0,
                    parent: Some(parent),
                    ..NewUnit::default()
                })
            };
            let ix = added.unwrap_or_else(|known| known);
            if added.is_err() {
                let (above, level) = (self.units.parent(ix), self.units.level(ix));
                let same_parent_and_level = above == Some(parent) && level == new.level(at);
                if whole && !same_parent_and_level {
                    self.find_conflict(chunk, ix, parent);
                }
                agrees &=
                    same_parent_and_level && self.units.name(ix, Lang::Zh) == shown_name(new, at);
            }
            numbers.push(ix);
        }
        (agrees || whole).then_some(numbers)
    }

    /// Says that a unit has another parent or level here than in another file.
    fn find_conflict(&mut self, chunk: &Chunk, ix: UnitIx, parent: UnitIx) {
        let units = &self.units;
        let name =
            |ix: Option<UnitIx>| ix.map_or(String::new(), |ix| units.name(ix, Lang::Zh).to_owned());
        let (code, one, other) = (units.code(ix), name(units.parent(ix)), name(Some(parent)));
        let path = &self.data.schemas[chunk.table].path;
        let finding = Finding::new(
            codes::PARENT_CONFLICT,
            text!(
                "`{code}` 在不同文件中隶属或层级不同：`{one}`，`{other}`",
                "`{code}` stands elsewhere in one file than in another: under `{one}`, and under `{other}`"
            ),
        )
        .at(Place::file(path.clone()));
        self.findings.group("", finding);
    }

    /// Whether a table names units of one level now by code, now by name only.
    fn has_mixed_identities(&self, table: usize) -> bool {
        let identities = &self.identities[table];
        let mut all = identities.iter();
        all.any(|&(level, by_name)| identities.contains(&(level, !by_name)))
    }

    /// Says of which levels one file names units by code and another by name only: a unit could be counted twice.
    pub fn find_mixed_identities(&mut self) {
        let identities = self.identities.iter().flatten();
        let levels: BTreeSet<u32> = identities.map(|(level, _)| *level).collect();
        for level in levels {
            let first = |by_name: bool| {
                let mut files = self.data.schemas.iter().zip(&self.identities);
                files.find(|(_, identities)| identities.contains(&(level, by_name)))
            };
            let (Some((by_code, _)), Some((by_name, _))) = (first(false), first(true)) else {
                continue;
            };
            self.findings.add(
                Finding::new(
                    codes::MIXED_IDENTITY,
                    text!(
                        "同一层级的对象在 `{}` 中用代码、在 `{}` 中只用名称，无法确认是否为同一对象",
                        "`{}` names units of a level by code, `{}` by name only: they can't be told apart",
                        by_code.path,
                        by_name.path
                    ),
                )
                .at(Place::file(by_name.path.clone()))
                .help(text!("请补上代码", "give their codes")),
            );
        }
    }
}

/// All cells that occur more than once, within a table or over several.
pub fn repeats<'r>(results: impl Iterator<Item = &'r ChunkResult>) -> HashSet<Repeat> {
    let mut seen = Seen::default();
    let mut repeats: HashSet<Repeat> = HashSet::new();
    let mut pending: HashMap<PendingKey, Vec<&[PackedAnswer]>> = HashMap::new();
    for result in results {
        let own = result.repeats.iter();
        repeats.extend(own.map(|&(group, period, unit)| (group, period, numbered(unit))));
        seen.join(&result.seen_known, |group, period, unit| {
            repeats.insert((group, period, UnitIx(unit)));
        });
        for (&key, answers) in &result.pending {
            pending.entry(key).or_default().push(answers);
        }
    }
    for ((unit, year, checklist), chunks) in pending {
        let (group, period) = (Group::Checklist(checklist), Period::Year(year));
        let answered = |at: usize| {
            let answers = chunks.iter().map(|chunk| chunk[at]);
            answers.filter(|a| *a != PackedAnswer::BLANK).count()
        };
        let scored_elsewhere = seen.contains(group, period, numbered(unit).0);
        if scored_elsewhere || (0..chunks[0].len()).any(|at| answered(at) > 1) {
            repeats.insert((group, period, numbered(unit)));
        }
    }
    repeats
}

/// A new unit's name as it is shown.
fn shown_name(new: &NewUnits, at: u32) -> &str {
    match new.name(at) {
        "" => new.code(at),
        name => name,
    }
}

/// The number of a unit whose chunk is merged.
pub fn numbered(unit: RowUnit) -> UnitIx {
    match unit {
        RowUnit::Known(ix) => ix,
        RowUnit::New(_) => unreachable!("merging a chunk gives every unit its number"),
    }
}
