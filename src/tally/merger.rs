//! What parts came to, gathered in their order: units that no roster names get their numbers, lines are counted from the
//! top of the file, and whatever stands more than once is noticed.

use super::chunks::Chunk;
use super::result::{FileResult, HeldKey, Repeat};
use super::seen::{Group, Seen};
use crate::data::{DataSet, NewUnits, Report, RowUnit};
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Lang;
use crate::observation::{NewUnit, PackedAnswer, Period, UnitIx, Units};
use crate::text;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What was gathered so far.
pub struct Merger<'a> {
    data: &'a DataSet,
    /// Those of the rosters; with them, those that files brought along.
    pub units: Cow<'a, Units>,
    /// Files of which a part can't be understood by itself.
    torn: BTreeSet<usize>,
    pub findings: Findings,
    /// By file: the levels of new units, and whether they came by name.
    kinds: Vec<BTreeSet<(u32, bool)>>,
    /// By file: lines before the next part.
    lines: Vec<u64>,
}

/// What was taken of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    All,
    /// Nothing, and its file has now to be read whole.
    DamagedEntry,
    /// Nothing: its file was read whole.
    Nothing,
}

impl<'a> Merger<'a> {
    pub fn new(data: &'a DataSet) -> Self {
        Merger {
            data,
            units: Cow::Borrowed(&data.units),
            torn: BTreeSet::new(),
            findings: Findings::default(),
            kinds: vec![BTreeSet::new(); data.schemas.len()],
            lines: vec![0; data.schemas.len()],
        }
    }

    /// Takes a part of a file whose parts before it are taken.
    pub fn take(
        &mut self,
        part: &mut Chunk,
        report: &mut Report,
        result: &mut FileResult,
    ) -> MergeOutcome {
        let file = part.layout;
        let in_parts = !part.range.is_whole();
        if in_parts && self.torn.contains(&file) {
            return MergeOutcome::Nothing;
        }
        let new = std::mem::take(&mut report.new_units);
        self.kinds[file].extend(new.kinds());
        let numbers = match report.torn || in_parts && self.mixes(file) {
            true => None,
            false => self.adopt(part, &new),
        };
        let Some(numbers) = numbers else {
            self.torn.insert(file);
            self.kinds[file].clear();
            return MergeOutcome::DamagedEntry;
        };
        if in_parts {
            part.line = self.lines[file];
            self.lines[file] += report.lines;
        }
        self.place(part, report, result, &numbers);
        MergeOutcome::All
    }

    /// Takes a part a second time; false where it is no longer what it was.
    pub fn take_again(&self, part: &Chunk, report: &mut Report, result: &mut FileResult) -> bool {
        let new = std::mem::take(&mut report.new_units);
        let mut numbers = Vec::with_capacity(new.len());
        for at in 0..new.len() as u32 {
            match self.units.by_code(new.code(at)) {
                Some(ix) => numbers.push(ix),
                None => return false,
            }
        }
        self.place(part, report, result, &numbers);
        !report.torn || part.range.is_whole()
    }

    /// Gives all that came of a part its place: lines of the file, numbers of units.
    fn place(
        &self,
        part: &Chunk,
        report: &mut Report,
        result: &mut FileResult,
        numbers: &[UnitIx],
    ) {
        if part.line > 0 {
            let path = &self.data.schemas[part.layout].path;
            report.findings.places_mut(|place| {
                if place.file == *path {
                    place.add_lines(part.line);
                }
            });
            let kept_cells = result.kept_cells.iter_mut();
            kept_cells.for_each(|(_, kept_cell)| kept_cell.cell.line += part.line);
        }
        result.number(|at| numbers[at as usize]);
    }

    /// The numbers of a part's new units; none where a part says otherwise than another one of its file.
    fn adopt(&mut self, part: &Chunk, new: &NewUnits) -> Option<Vec<UnitIx>> {
        if new.len() > self.units.len() {
            // The first of many: the other parts of its file bring as many.
            self.units.to_mut().reserve(new.len() * part.of);
        }
        let mut numbers: Vec<UnitIx> = Vec::with_capacity(new.len());
        let (mut agrees, whole) = (true, part.range.is_whole());
        for at in 0..new.len() as u32 {
            let (code, parent) = (new.code(at), new.parent(at));
            // Files mostly name the same units in the same order.
            let guess = numbers.last().map_or(UnitIx(0), |last| UnitIx(last.0 + 1));
            let added = if self.units.is_code(guess, code) {
                Err(guess)
            } else {
                self.units.to_mut().add(NewUnit {
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
                let in_place = above == Some(parent) && level == new.level(at);
                if whole && !in_place {
                    self.conflict(part, ix, parent);
                }
                agrees &= in_place && self.units.name(ix, Lang::Zh) == shown(new, at);
            }
            numbers.push(ix);
        }
        (agrees || whole).then_some(numbers)
    }

    fn conflict(&mut self, part: &Chunk, ix: UnitIx, parent: UnitIx) {
        let units = &self.units;
        let name =
            |ix: Option<UnitIx>| ix.map_or(String::new(), |ix| units.name(ix, Lang::Zh).to_owned());
        let (code, one, other) = (units.code(ix), name(units.parent(ix)), name(Some(parent)));
        let path = &self.data.schemas[part.layout].path;
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

    /// Whether a file names units of one level by code here and by name only there.
    fn mixes(&self, layout: usize) -> bool {
        let kinds = &self.kinds[layout];
        kinds
            .iter()
            .any(|&(level, by_name)| kinds.contains(&(level, !by_name)))
    }

    /// Units of a level that one file names by code and another by name only: the same unit could be counted twice.
    pub fn mixed_identities(&mut self) {
        let levels: BTreeSet<u32> = self.kinds.iter().flatten().map(|kind| kind.0).collect();
        for level in levels {
            let first = |by_name: bool| {
                let mut files = self.data.schemas.iter().zip(&self.kinds);
                files.find(|(_, kinds)| kinds.contains(&(level, by_name)))
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

/// Every cell group that stands more than once, within a file or over several.
pub fn repeats<'r>(results: impl Iterator<Item = &'r FileResult>) -> HashSet<Repeat> {
    let mut seen = Seen::default();
    let mut repeats: HashSet<Repeat> = HashSet::new();
    let mut held: HashMap<HeldKey, Vec<&[PackedAnswer]>> = HashMap::new();
    for result in results {
        let own = result.repeats.iter();
        repeats.extend(own.map(|&(group, period, unit)| (group, period, known(unit))));
        seen.join(&result.seen_known, |group, period, unit| {
            repeats.insert((group, period, UnitIx(unit)));
        });
        for (&key, codes) in &result.held {
            held.entry(key).or_default().push(codes);
        }
    }
    for ((unit, year, checklist), parts) in held {
        let (group, period) = (Group::Checklist(checklist), Period::Year(year));
        let answered = |at: usize| {
            parts
                .iter()
                .filter(|part| part[at] != PackedAnswer::BLANK)
                .count()
        };
        let whole_elsewhere = seen.contains(group, period, known(unit).0);
        if whole_elsewhere || (0..parts[0].len()).any(|at| answered(at) > 1) {
            repeats.insert((group, period, known(unit)));
        }
    }
    repeats
}

/// A new unit's name as it is shown.
fn shown(new: &NewUnits, at: u32) -> &str {
    match new.name(at) {
        "" => new.code(at),
        name => name,
    }
}

/// A unit's number, once all have one.
pub fn known(unit: RowUnit) -> UnitIx {
    match unit {
        RowUnit::Known(ix) => ix,
        RowUnit::New(_) => unreachable!("every unit has got its number"),
    }
}
