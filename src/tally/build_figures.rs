//! Builds figures that can be judged from what was kept and counted.

use super::count_plan::{Aggregation, CountPlan};
use super::counts::{Counts, condition};
use super::kept_cell::CellKey;
use super::predicted_map::PredictedMap;
use super::remarks::{note_unused, overflows};
use super::source::{Counted, HeldFigures, PendingAnswers};
use crate::data::DataSet;
use crate::finding::Findings;
use crate::observation::{
    Aggregate, AggregateValue, ApartUnits, Cell, CellState, DataSetInfo, Figures, PackedAnswer,
    Period, UnitIx, Units, UnplacedAnswers,
};
use crate::plan::{ChecklistIx, LevelIx, Plan, VariableIx, Year};
use hashbrown::HashMap;

type Cells = HashMap<CellKey, Box<Cell>>;

type Aggregates = HashMap<(Aggregate, UnitIx, Year), AggregateValue>;

/// Figures of what a source counted and of cells kept one by one, one for each key.
pub fn build_figures(
    data: DataSet,
    plan: &Plan,
    count_plan: &CountPlan,
    counted: Counted,
    (mut cells, unplaced, planned): (Cells, UnplacedAnswers, Cells),
    findings: &mut Findings,
) -> Figures {
    let Counted {
        pending,
        held,
        mut counts,
        named,
        named_apart,
        outside,
        unused,
        latest,
        ..
    } = counted;
    let mut builder = Builder {
        plan,
        count_plan,
        units: &data.units,
        counts: &mut counts,
    };
    builder.count_held(&pending, &held);
    builder.count_kept(&mut cells, &unplaced);
    let apart = apart_units(count_plan, &data.units, &cells);
    let (tallies, overflowed) = add_to_units_above(&data.units, counts.values);
    counts.overflowed.extend(overflowed);
    overflows(plan, &counts.overflowed, findings);
    note_unused(outside, unused, findings);
    let stated = cells.iter().map(|(key, _)| key.0);
    let stated = stated.chain(unplaced.variables()).collect();
    let spans = cells.iter().map(|(key, _)| key);
    let spans = spans.filter(|key| matches!(key.2, Period::Span(..)));
    let spans = spans.map(|key| key.0);
    let spans = spans.filter(|&variable| count_plan.adds_up(variable));
    let spans = spans.collect();
    Figures {
        tallies,
        spans,
        stated,
        kept: count_plan.kept_variables().collect(),
        apart,
        rosters: rosters(plan, &data.units, count_plan),
        named: named.below(plan, &data.units, &named_apart),
        cells,
        unplaced,
        planned,
        data: DataSetInfo {
            title: data.title,
            synthetic: data.synthetic,
            boundaries: data.boundaries,
            files: data.files,
            latest,
            kept: data.kept,
        },
        reconcile: data.reconcile,
        as_of: count_plan.as_of.clone(),
        waivers: data.waivers,
        units: data.units,
    }
}

/// Adds to the counts what was not counted row by row.
struct Builder<'a> {
    plan: &'a Plan,
    count_plan: &'a CountPlan,
    units: &'a Units,
    counts: &'a mut Counts,
}

/// Counts what a source holds until all rows are read: checklists and joint figures that came in several rows or tables.
pub fn count_held(plan: &Plan, count_plan: &CountPlan, units: &Units, counted: &mut Counted) {
    let (pending, held) = (
        std::mem::take(&mut counted.pending),
        std::mem::take(&mut counted.held),
    );
    let mut builder = Builder {
        plan,
        count_plan,
        units,
        counts: &mut counted.counts,
    };
    builder.count_held(&pending, &held);
}

impl Builder<'_> {
    fn count_held(&mut self, pending: &PendingAnswers, held: &HeldFigures) {
        for ((unit, year, checklist), answers) in pending {
            self.score(*checklist, *unit, *year, answers);
        }
        for ((unit, year, group), figures) in held {
            self.count_joint(*group, *unit, *year, figures);
        }
    }

    /// Scores answers that came in several rows or tables, for the unit at which they are counted.
    fn score(&mut self, checklist: ChecklistIx, unit: UnitIx, year: Year, codes: &[PackedAnswer]) {
        if let Some(rollup_unit) = self.count_plan.rollup_unit(self.units, unit) {
            let scorer = &self.count_plan.scorers[checklist.0 as usize];
            self.counts
                .checklist(scorer, checklist, (rollup_unit, year), codes);
        }
    }

    /// Counts the figures of joint variables that came in several rows or tables.
    fn count_joint(&mut self, group: usize, unit: UnitIx, year: Year, figures: &[Option<i64>]) {
        let to = self.count_plan.rollup_unit(self.units, unit);
        if let Some(to) = to.filter(|_| self.count_plan.years.contains(&year)) {
            let figures: Vec<i128> = figures
                .iter()
                .flatten()
                .map(|&figure| figure.into())
                .collect();
            let (plan, count_plan) = (self.plan, self.count_plan);
            let joint = &count_plan.joint[group];
            joint.count(plan, count_plan, self.counts, (to, year), &figures);
        }
    }

    /// Counts cells that were kept: conditions and checklists of units that are judged, and all that is counted of cells that
    /// were kept only because they occurred more than once, which are then dropped.
    fn count_kept(&mut self, cells: &mut Cells, unplaced: &UnplacedAnswers) {
        let mut checklists: Vec<(ChecklistIx, UnitIx, Year)> = Vec::new();
        let placed = cells.iter().filter_map(|(key, cell)| match *key {
            (variable, unit, Period::Year(year)) => Some((variable, (unit, year), &**cell)),
            _ => None,
        });
        let unplaced_cells = unplaced.rows();
        let unplaced_cells = unplaced_cells
            .flat_map(|(of, cells)| cells.map(move |(variable, cell)| (variable, of, cell)));
        for (variable, (unit, year), cell) in placed.chain(unplaced_cells) {
            if !self.count_plan.years.contains(&year) || !self.units.exists(unit, year) {
                continue;
            }
            let level = self.units.level(unit);
            let own_level = self.plan[variable].level == level;
            let judged = self.count_plan.keeps(self.units, variable, unit);
            let asked = self.asked_only(variable, unit);
            for used in self.count_plan.uses(variable) {
                match used {
                    Aggregation::Item { checklist, .. } if own_level => {
                        let key = (*checklist, unit, year);
                        checklists.extend((checklists.last() != Some(&key)).then_some(key));
                    }
                    Aggregation::Holds { counted, rule } if own_level => {
                        self.holds((*counted, unit, year), &**rule, cell);
                    }
                    Aggregation::Sum if own_level && !judged => {
                        self.sum(variable, (self.counted_at(unit), year), cell);
                    }
                    Aggregation::Sum if own_level && asked.is_some() => {
                        self.sum(variable, (asked.flatten(), year), cell);
                    }
                    _ => {}
                }
            }
        }
        checklists.sort_unstable();
        checklists.dedup();
        for (checklist, unit, year) in checklists {
            let answers = kept_answers(self.plan, (cells, unplaced), checklist, unit, year);
            self.score_kept(checklist, unit, year, &answers);
        }
        cells.retain(|(variable, unit, period), _| {
            let other_time = !matches!(period, Period::Year(_));
            other_time || self.count_plan.keeps(self.units, *variable, *unit)
        });
    }

    /// The unit at which a kept cell of `unit` is counted: one above it where it is judged itself; `None` where there is none.
    fn counted_at(&self, unit: UnitIx) -> Option<UnitIx> {
        let today = self.units.today(unit);
        let from = if self.count_plan.judges(self.units, unit) {
            self.units.parent(today)?
        } else {
            today
        };
        self.count_plan.rollup_unit(self.units, from)
    }

    /// Where the sum of a figure is counted that is kept only for a unit that is asked for, above which others of the same level
    /// are counted: inside, the nearest unit above it that is judged, if there is one. `None` for any other figure.
    fn asked_only(&self, variable: VariableIx, unit: UnitIx) -> Option<Option<UnitIx>> {
        let plan = self.count_plan;
        let by_level = plan.keeps_level(self.units.level(unit));
        if by_level
            || plan.is_merged(unit)
            || !plan.counts(plan.demand(variable), self.units.level(unit))
        {
            return None;
        }
        let root = plan.asked.root(self.units, unit)?;
        let above = self.units.above(root);
        Some(above.and_then(|above| plan.rollup_unit(self.units, above)))
    }

    /// Counts whether a unit satisfies a condition.
    fn holds(
        &mut self,
        (counted, unit, year): (Aggregate, UnitIx, Year),
        rule: &dyn crate::plan::rule::Rule,
        cell: &Cell,
    ) {
        if cell.state == CellState::Blank {
            return;
        }
        if let Some(to) = self.counted_at(unit) {
            self.counts
                .answer(counted, (to, year), condition(rule, &cell.value));
        }
    }

    /// Adds a unit's figure to the sum of a unit.
    fn sum(&mut self, variable: VariableIx, (to, year): (Option<UnitIx>, Year), cell: &Cell) {
        if let Some(to) = to {
            let sum = super::values::as_sum(self.plan, variable, &cell.value, cell.state);
            self.counts.sum(Aggregate::Sum(variable), (to, year), &sum);
        }
    }

    /// Scores the answers of a unit whose cells were kept.
    fn score_kept(
        &mut self,
        checklist: ChecklistIx,
        unit: UnitIx,
        year: Year,
        codes: &[PackedAnswer],
    ) {
        if let Some(to) = self.counted_at(unit) {
            let scorer = &self.count_plan.scorers[checklist.0 as usize];
            self.counts.checklist(scorer, checklist, (to, year), codes);
        }
    }
}

/// The units with cells of variables that are counted together.
fn apart_units(count_plan: &CountPlan, units: &Units, cells: &Cells) -> ApartUnits {
    let joint = || (0..).zip(&count_plan.joint);
    let groups =
        joint().flat_map(|(group, joint)| joint.variables.iter().map(move |&of| (of, group)));
    let of_units = cells.iter().map(|(key, _)| key);
    let of_units = of_units.filter(|&&(variable, unit, _)| {
        let group = count_plan.joint_with(variable);
        group.is_some_and(|group| count_plan.joint[group].level == units.level(unit))
    });
    ApartUnits::new(units, groups.collect(), of_units)
}

/// The answers to the items of a checklist, in their order; blank where none is kept.
fn kept_answers(
    plan: &Plan,
    (cells, unplaced): (&Cells, &UnplacedAnswers),
    checklist: ChecklistIx,
    unit: UnitIx,
    year: Year,
) -> Vec<PackedAnswer> {
    plan[checklist]
        .items
        .iter()
        .map(|item| {
            let placed = cells.get(&(item.variable, unit, Period::Year(year)));
            let cell = match placed {
                Some(cell) => Some(&**cell),
                None => unplaced.get(item.variable, unit, year),
            };
            cell.and_then(|cell| cell.code)
                .unwrap_or(PackedAnswer::BLANK)
        })
        .collect()
}

/// The counts of each unit with those of all units below it, and the variables of which a sum overflowed.
fn add_to_units_above(
    units: &Units,
    counted: PredictedMap<(Aggregate, UnitIx, Year), AggregateValue>,
) -> (Aggregates, Vec<VariableIx>) {
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by_key(|(key, _)| *key);
    let mut totals = Counts::default();
    for (key @ (aggregate, unit, year), value) in counted {
        let mut above = units.above(unit);
        while let Some(unit) = above {
            totals.add((aggregate, unit, year), &value);
            above = units.above(unit);
        }
        totals.insert_or_add(key, value);
    }
    (totals.values.into_iter().collect(), totals.overflowed)
}

/// How many units of each level with a roster are below each unit, by year.
fn rosters(
    plan: &Plan,
    units: &Units,
    count_plan: &CountPlan,
) -> HashMap<(LevelIx, UnitIx, Year), u64> {
    let mut counts = HashMap::new();
    let complete: Vec<LevelIx> = (0..plan.levels.len() as u32)
        .map(LevelIx)
        .filter(|&level| units.is_complete(level))
        .collect();
    for unit in units.all() {
        let level = units.level(unit);
        if !complete.contains(&level) {
            continue;
        }
        for year in count_plan.years.clone() {
            if !units.exists(unit, year) {
                continue;
            }
            let mut at = units.parent(units.today(unit));
            while let Some(above) = at {
                *counts.entry((level, above, year)).or_insert(0) += 1;
                at = units.above(above);
            }
        }
    }
    // Where a roster names no unit below another, there are none.
    for unit in units.all() {
        for &level in complete.iter().filter(|&&level| units.level(unit) < level) {
            for year in count_plan.years.clone() {
                if count_plan.judges(units, unit) {
                    counts.entry((level, unit, year)).or_insert(0);
                }
            }
        }
    }
    counts
}
