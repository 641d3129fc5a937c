//! Two readings of figures held against each other, and mixtures of them: of each observation (a variable, a unit, a time)
//! all cells of the one or of the other reading. A cell is taken as it was read, whatever its file looked like, so that a
//! mixture is judged like figures that were sent so.

use super::count_plan::CountPlan;
use super::kept_cell::{CellKey, KeptCell};
use super::named_units::NamedUnits;
use super::source::{CountSource, Counted, FileRead};
use super::{Files, Question, Reading, complete};
use crate::data::DataSet;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::observation::{CellState, Figures, InputFile, NewUnit, Period, UnitIx, Units};
use crate::plan::Plan;
use hashbrown::HashMap;

/// Every cell of a data set, as it was read.
#[derive(Clone)]
pub struct AllCells {
    cells: Vec<KeptCell>,
    units: Units,
    files: Vec<InputFile>,
}

impl AllCells {
    /// Reads every cell of a data set, of all levels and dates.
    pub fn new(data: &DataSet, plan: &Plan) -> AllCells {
        let question = Question::of_everything(plan);
        let count_plan = CountPlan::new(plan, &data.units, &question);
        let counted = Files::new(data, &question, Reading::default()).count(plan, &count_plan);
        AllCells {
            cells: counted.kept_cells,
            units: counted.units.unwrap_or_else(|| data.units.clone()),
            files: data.files.clone(),
        }
    }
}

/// How an observation of the second reading differs from that of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Both have a figure, and not the same: another value, kind, date or source.
    Restated,
    /// Only the second has a figure.
    Added,
    /// Only the first has a figure.
    Withdrawn,
}

/// Two readings of figures of the same units by the same plan.
pub struct Readings {
    /// The units that rosters name: those that come first among all.
    roster: Units,
    /// The units of the rosters and those that came with the figures of either reading.
    units: Units,
    files: Vec<InputFile>,
    /// Every observation, in the order of files and rows.
    observations: Vec<Observation>,
    /// The indices of those that differ.
    changed: Vec<usize>,
}

/// The cells of a variable, a unit and a time.
struct Observation {
    key: CellKey,
    /// Those of the first and of the second reading.
    sides: [Vec<KeptCell>; 2],
    /// How the second differs from the first; `None` if it does not.
    change: Option<Change>,
}

impl Readings {
    /// Two readings of figures of the units `roster`. Units that no roster names are those of the reading `own`, 0 or 1, and
    /// those that the other adds.
    pub fn new(readings: [AllCells; 2], roster: Units, own: usize) -> Readings {
        let mut units = roster.clone();
        let [first, second] = &readings;
        let order = if own == 0 {
            [first, second]
        } else {
            [second, first]
        };
        for reading in order {
            add_units(&mut units, &roster, &reading.units);
        }
        let mut files = Vec::new();
        let mut by_key: HashMap<CellKey, usize> = HashMap::new();
        let mut observations: Vec<Observation> = Vec::new();
        for (side, reading) in readings.into_iter().enumerate() {
            let before = files.len() as u32;
            for mut cell in reading.cells {
                let code = reading.units.code(cell.key.1);
                cell.key.1 = units.by_code(code).unwrap_or(cell.key.1);
                cell.cell.file += before;
                let at = *by_key.entry(cell.key).or_insert_with(|| {
                    observations.push(Observation {
                        key: cell.key,
                        sides: [Vec::new(), Vec::new()],
                        change: None,
                    });
                    observations.len() - 1
                });
                observations[at].sides[side].push(cell);
            }
            files.extend(reading.files);
        }
        for observation in &mut observations {
            observation.change = change(&observation.sides, &files);
        }
        let all = observations.iter().enumerate();
        let changed = all.filter(|(_, one)| one.change.is_some());
        Readings {
            roster,
            units,
            files,
            changed: changed.map(|(at, _)| at).collect(),
            observations,
        }
    }

    /// The observations that differ, each with both sides' cells, in the order of files and rows.
    pub fn changes(&self) -> impl Iterator<Item = (CellKey, Change, &[Vec<KeptCell>; 2])> {
        let changed = self.changed.iter().map(|&at| &self.observations[at]);
        changed.filter_map(|one| Some((one.key, one.change?, &one.sides)))
    }

    /// The units, those that no roster names included.
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// The files of the first reading, then those of the second.
    pub fn files(&self) -> &[InputFile] {
        &self.files
    }

    /// The figures of a mixture: of each observation the cells of the first reading, or those of the second where it changed in
    /// one of the ways `taken`. `data` says what is declared about figures; its own files are not read.
    pub fn mix(
        &self,
        mut data: DataSet,
        plan: &Plan,
        question: &Question,
        taken: impl Fn(Change) -> bool,
    ) -> (Figures, Findings) {
        data.files.clone_from(&self.files);
        data.units = self.roster.clone();
        let count_plan = CountPlan::new(plan, &data.units, question);
        let chosen = self.observations.iter().flat_map(|one| {
            let second = one.change.is_some_and(&taken);
            one.sides[usize::from(second)].iter()
        });
        let known = chosen.filter(|cell| {
            let stated = cell.as_of.as_deref();
            count_plan.is_known(cell.key.2, cell.planned, stated)
        });
        let mut cells: Vec<KeptCell> = known.cloned().collect();
        let units = self.units_of(&mut cells);
        let mut named = NamedUnits::default();
        for cell in cells.iter().filter(|cell| !cell.planned) {
            if let Period::Year(year) = cell.key.2 {
                named.insert(year, cell.key.1);
            }
        }
        let counted = Counted {
            files: vec![FileRead::default(); self.files.len()],
            units: Some(units),
            kept_cells: cells,
            named,
            ..Counted::default()
        };
        complete(data, plan, &count_plan, counted)
    }

    /// The units of the rosters and those of some cells, which get their numbers.
    fn units_of(&self, cells: &mut [KeptCell]) -> Units {
        let mut units = self.roster.clone();
        let is_new = |unit: UnitIx| unit.0 as usize >= self.roster.len();
        let mut new: Vec<UnitIx> = cells.iter().map(|cell| cell.key.1).collect();
        new.retain(|&unit| is_new(unit));
        new.sort_unstable();
        new.dedup();
        let numbers: HashMap<UnitIx, UnitIx> = (new.into_iter())
            .map(|unit| (unit, copy_unit(&mut units, &self.units, unit)))
            .collect();
        for cell in cells {
            if let Some(&number) = numbers.get(&cell.key.1) {
                cell.key.1 = number;
            }
        }
        units
    }
}

/// Adds the units of a reading that no roster names.
fn add_units(units: &mut Units, roster: &Units, read: &Units) {
    for unit in read.all().skip(roster.len()) {
        if units.by_code(read.code(unit)).is_none() {
            copy_unit(units, read, unit);
        }
    }
}

/// Adds a unit that no roster names; its parent is there already. Returns its number, also where the code is known.
fn copy_unit(units: &mut Units, from: &Units, unit: UnitIx) -> UnitIx {
    let parent = from
        .parent(unit)
        .and_then(|parent| units.by_code(from.code(parent)));
    let added = units.add(NewUnit {
        code: from.code(unit),
        name: from.name(unit, Lang::Zh),
        level: from.level(unit).0,
        parent,
        ..NewUnit::default()
    });
    added.unwrap_or_else(|known| known)
}

/// How an observation differs; `None` if it does not.
fn change([first, second]: &[Vec<KeptCell>; 2], files: &[InputFile]) -> Option<Change> {
    let says = |cells: &[KeptCell]| cells.iter().any(|one| one.cell.state != CellState::Blank);
    let same = match (&first[..], &second[..]) {
        ([one], [other]) => content(one, files) == content(other, files),
        (several, others) => {
            several.len() == others.len() && told(several, files) == told(others, files)
        }
    };
    match (says(first), says(second)) {
        _ if same => None,
        (true, true) => Some(Change::Restated),
        (false, true) => Some(Change::Added),
        (true, false) => Some(Change::Withdrawn),
        // A blank cell is at most a row.
        (false, false) if first.is_empty() => Some(Change::Added),
        (false, false) => Some(Change::Withdrawn),
    }
}

/// All of a cell that can matter to a judgement or is said of its source; not its place, nor how a number is written.
fn content<'a>(
    kept: &'a KeptCell,
    files: &[InputFile],
) -> impl PartialEq + std::fmt::Debug + use<'a> {
    let cell = &kept.cell;
    let evidence = cell.evidence.as_deref();
    let merged = files
        .get(cell.file as usize)
        .is_some_and(|file| file.merged);
    (
        (kept.planned, &kept.as_of, merged),
        (&cell.value, cell.state, cell.code),
        evidence.map(|beside| (&beside.source, &beside.document)),
    )
}

/// The contents of several cells, whatever their order.
fn told(cells: &[KeptCell], files: &[InputFile]) -> Vec<String> {
    let contents = cells
        .iter()
        .map(|cell| format!("{:?}", content(cell, files)));
    let mut told: Vec<String> = contents.collect();
    told.sort_unstable();
    told
}
