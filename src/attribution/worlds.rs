//! The figures of mixed states: some causes of the earlier state, the others of the later one.

use super::cause::{Cause, Side, World};
use crate::crosscheck::crosscheck;
use crate::data::{self, DataSet};
use crate::observation::{AsOf, Figures, UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::source::Folder;
use crate::tally::{AllCells, Question, Readings};

/// A state: a plan, figures, and what was asked of them.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The data set.
    pub folder: &'a Folder,
    /// The last year that is judged.
    pub year: Year,
    /// The date up to which figures are used, in ISO form; `None` if all are.
    pub as_of: Option<&'a str>,
    /// The ids of the levels whose units are judged or listed.
    pub levels: &'a [String],
}

/// Two states, and what was read to mix them.
pub struct Worlds<'a> {
    states: [State<'a>; 2],
    /// By the side of the plan and that of the units: the figures of both states, as they are read so.
    readings: [[Option<Readings>; 2]; 2],
    differs: [bool; Cause::ALL.len()],
}

impl<'a> Worlds<'a> {
    /// Reads two states.
    pub fn new(old: State<'a>, new: State<'a>) -> Self {
        let mut worlds = Worlds {
            states: [old, new],
            readings: Default::default(),
            differs: [false; Cause::ALL.len()],
        };
        let same_files = |a: &Plan, b: &Plan| {
            let bytes = |plan: &Plan| -> Vec<Vec<u8>> {
                plan.files.iter().map(|(_, bytes)| bytes.clone()).collect()
            };
            bytes(a) == bytes(b)
        };
        let asked = |state: State<'a>| (state.year, state.as_of);
        worlds.set(Cause::Time, asked(old) != asked(new));
        worlds.set(Cause::Plan, !same_files(old.plan, new.plan));
        let [a, b] = [old, new].map(|state| open(state.folder, old.plan));
        worlds.set(
            Cause::Units,
            units(&a.units, old.plan) != units(&b.units, old.plan),
        );
        worlds.set(Cause::Decisions, decisions(&a) != decisions(&b));
        for side in [Side::Old, Side::New] {
            worlds.read(side, side);
            let changes: Vec<Cause> = (worlds.readings(side, side).changes())
                .map(|(_, change, _)| Cause::of(change))
                .collect();
            changes
                .into_iter()
                .for_each(|cause| worlds.set(cause, true));
        }
        worlds
    }

    fn set(&mut self, cause: Cause, differs: bool) {
        self.differs[cause as usize] |= differs;
    }

    /// The causes in which the two states differ.
    pub fn causes(&self) -> Vec<Cause> {
        let differs = |cause: &Cause| self.differs[*cause as usize];
        Cause::ALL.into_iter().filter(differs).collect()
    }

    /// The state of a side.
    pub fn state(&self, side: Side) -> State<'a> {
        self.states[side as usize]
    }

    /// The figures of both states as the plan and the units of one of them read them.
    pub fn readings(&self, plan: Side, units: Side) -> &Readings {
        let (plan, units) = self.reading_sides(plan, units);
        let known = &self.readings[plan as usize][units as usize];
        // `read` comes first wherever it is asked for.
        known
            .as_ref()
            .unwrap_or_else(|| unreachable!("it was read"))
    }

    /// Plans and units that are the same read alike: those of the earlier state are taken.
    fn reading_sides(&self, plan: Side, units: Side) -> (Side, Side) {
        let side = |cause: Cause, side: Side| match self.differs[cause as usize] {
            true => side,
            false => Side::Old,
        };
        (side(Cause::Plan, plan), side(Cause::Units, units))
    }

    fn read(&mut self, plan: Side, units: Side) {
        let (plan, units) = self.reading_sides(plan, units);
        if self.readings[plan as usize][units as usize].is_some() {
            return;
        }
        let by = self.state(plan).plan;
        let roster = open(self.state(units).folder, by).units;
        let [old, new] = self.states.map(|state| state.folder);
        let read = |folder: &Folder| AllCells::new(&open(folder, by).of_units(&roster), by);
        let first = read(old);
        let second = match old.shown() == new.shown() {
            true => first.clone(),
            false => read(new),
        };
        let readings = Readings::new([first, second], roster, units as usize);
        self.readings[plan as usize][units as usize] = Some(readings);
    }

    /// The figures of a mixed state.
    pub fn figures(&mut self, world: World) -> Figures {
        let (by, units) = (world.side(Cause::Plan), world.side(Cause::Units));
        self.read(by, units);
        let plan = self.state(by).plan;
        let readings = self.readings(by, units);
        let decided = open(self.state(world.side(Cause::Decisions)).folder, plan);
        let decided = decided.declared_for(readings.units());
        let asked = self.state(world.side(Cause::Time));
        let as_of = asked
            .as_of
            .and_then(|date| AsOf::new(date, plan.year_starts));
        let question = Question {
            levels: levels(plan, asked.levels),
            year: Some(asked.year),
            as_of,
            ..Question::default()
        };
        let taken = |change| world.side(Cause::of(change)) == Side::New;
        let (mut figures, _) = readings.mix(decided, plan, &question, taken);
        crosscheck(plan, &mut figures);
        figures
    }
}

fn open(folder: &Folder, plan: &Plan) -> DataSet {
    data::open(folder, plan).0
}

/// The levels of some ids, those that the plan has.
fn levels(plan: &Plan, ids: &[String]) -> Vec<LevelIx> {
    let levels = plan.levels();
    levels
        .filter(|&level| ids.contains(&plan[level].id))
        .collect()
}

/// All that units files say of units, to be compared.
fn units(units: &Units, plan: &Plan) -> impl PartialEq + use<> {
    let code = |unit: UnitIx| units.code(unit).to_owned();
    let all = units.all().map(|unit| {
        let years = plan.earliest_year()..=plan.last;
        let exists: Vec<bool> = years.map(|year| units.exists(unit, year)).collect();
        let successors: Vec<String> = units.successors(unit).iter().map(|&to| code(to)).collect();
        let names: Vec<String> = units.names(unit).map(str::to_owned).collect();
        let parent = units.parent(unit).map(code);
        (
            code(unit),
            units.level(unit),
            names,
            parent,
            exists,
            successors,
        )
    });
    let complete: Vec<bool> = plan
        .levels()
        .map(|level| units.is_complete(level))
        .collect();
    (all.collect::<Vec<_>>(), complete)
}

/// All that is decided about figures, to be compared.
fn decisions(data: &DataSet) -> impl PartialEq + use<> {
    let code = |unit: UnitIx| data.units.code(unit).to_owned();
    let waivers = data.waivers.iter().map(|waiver| {
        let decided = (
            &waiver.by,
            &waiver.date,
            &waiver.why,
            waiver.from,
            waiver.until,
        );
        format!("{:?} {} {decided:?}", waiver.indicator, code(waiver.unit))
    });
    let acknowledged = data.acknowledged.iter().map(|known| {
        let of = (&known.code, known.variable, known.period);
        format!("{of:?} {}", code(known.unit))
    });
    let reconciled = data.reconcile.iter();
    let reconciled = reconciled.map(|(variable, rule)| format!("{variable:?} {rule:?}"));
    let mut all: Vec<String> = waivers.chain(acknowledged).chain(reconciled).collect();
    all.sort();
    all
}
