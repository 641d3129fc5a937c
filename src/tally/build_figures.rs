//! From what was kept and counted to figures that can be judged.

use super::count_plan::{Aggregation, CountPlan};
use super::counts::{Counts, condition};
use super::kept_cell::{CellKey, KeptCell};
use super::predicted_map::PredictedMap;
use crate::data::DataSet;
use crate::finding::{Finding, Findings, codes};
use crate::observation::{
    Aggregate, AggregateValue, Cell, CellState, DataSetInfo, Figures, PackedAnswer, Period, UnitIx,
    Units,
};
use crate::plan::{ChecklistIx, LevelIx, Plan, VariableIx, Year};
use crate::text;
use hashbrown::{HashMap, HashSet};

/// Answers held until their unit is whole.
pub type PendingAnswers = HashMap<(UnitIx, Year, ChecklistIx), Box<[PackedAnswer]>>;

/// What reading a file came to.
#[derive(Clone, Default)]
pub struct FileRead {
    pub rows: u64,
    pub refused: u64,
    pub encoding: Option<&'static str>,
}

/// What all files together came to.
#[derive(Default)]
pub struct PartialFigures {
    /// By [`DataSet::files`].
    pub files: Vec<FileRead>,
    pub kept_cells: Vec<KeptCell>,
    pub held: PendingAnswers,
    pub counts: Counts,
    pub outside: u64,
    pub unused: u64,
    pub latest: Option<Year>,
}

type Cells = HashMap<CellKey, Cell>;

type Tallies = HashMap<(Aggregate, UnitIx, Year), AggregateValue>;

pub fn build_figures(
    data: DataSet,
    plan: &Plan,
    count_plan: &CountPlan,
    pieces: PartialFigures,
    mut cells: Cells,
    planned: Cells,
    findings: &mut Findings,
) -> Figures {
    let PartialFigures {
        held, mut counts, ..
    } = pieces;
    let mut work = Work {
        plan,
        count_plan,
        units: &data.units,
        counts: &mut counts,
    };
    for ((unit, year, checklist), answers) in &held {
        work.checklist(*checklist, *unit, *year, answers);
    }
    work.kept(&mut cells);
    let (tallies, overflowed) = fold_up(&data.units, counts.tallies);
    counts.overflowed.extend(overflowed);
    counts.overflowed.sort();
    counts.overflowed.dedup();
    for variable in &counts.overflowed {
        findings.add(overflow(plan, *variable));
    }
    note_context(pieces.outside, pieces.unused, findings);
    let spans = cells.iter().map(|(key, _)| key);
    let spans = spans.filter(|key| matches!(key.2, Period::Span(..)));
    let spans = spans.map(|key| key.0).collect();
    Figures {
        tallies,
        spans,
        rosters: rosters(plan, &data.units, count_plan),
        cells,
        planned,
        data: DataSetInfo {
            title: data.title,
            synthetic: data.synthetic,
            files: data.files,
            latest: pieces.latest,
        },
        reconcile: data.reconcile,
        waivers: data.waivers,
        units: data.units,
    }
}

struct Work<'a> {
    plan: &'a Plan,
    count_plan: &'a CountPlan,
    units: &'a Units,
    counts: &'a mut Counts,
}

impl Work<'_> {
    fn checklist(
        &mut self,
        checklist: ChecklistIx,
        unit: UnitIx,
        year: Year,
        codes: &[PackedAnswer],
    ) {
        if let Some(rollup_unit) = self.count_plan.rollup_unit(self.units, unit) {
            let sheet = &self.count_plan.sheets[checklist.0 as usize];
            self.counts
                .checklist(sheet, checklist, (rollup_unit, year), codes);
        }
    }

    /// Counts what was kept cell by cell: conditions and checklists of levels that are judged, and everything of cells
    /// that were only held apart because they existed_with_predecessors more than once. The latter are not kept any longer.
    fn kept(&mut self, cells: &mut Cells) {
        let mut keys: Vec<CellKey> = cells.keys().copied().collect();
        keys.sort();
        let mut lists: HashSet<(ChecklistIx, UnitIx, Year)> = HashSet::new();
        for key @ (variable, unit, period) in keys {
            let Period::Year(year) = period else { continue };
            if !self.count_plan.years.contains(&year) {
                continue;
            }
            let level = self.units.level(unit);
            let own_level = self.plan[variable].level == level;
            let judged = self.count_plan.keeps(variable, level);
            for used in self.count_plan.uses(variable) {
                match used {
                    Aggregation::Item { checklist, .. } if own_level => {
                        lists.insert((*checklist, unit, year));
                    }
                    Aggregation::Holds { counted, rule } if own_level => {
                        self.holds((*counted, unit, year), &**rule, &cells[&key]);
                    }
                    Aggregation::Sum if own_level && !judged => {
                        self.sum(variable, unit, year, &cells[&key])
                    }
                    _ => {}
                }
            }
        }
        let mut lists: Vec<_> = lists.into_iter().collect();
        lists.sort();
        for (checklist, unit, year) in lists {
            let codes = codes_of(self.plan, cells, checklist, unit, year);
            self.checklist_of_kept(checklist, unit, year, &codes);
        }
        cells.retain(|(variable, unit, period), _| {
            self.count_plan.keeps(*variable, self.units.level(*unit))
                || matches!(period, Period::Span(..))
        });
    }

    /// A unit that is judged itself is counted for those above it, not for itself.
    fn above(&self, unit: UnitIx) -> Option<UnitIx> {
        let from = if self.count_plan.keeps_level(self.units.level(unit)) {
            self.units.parent(unit)?
        } else {
            unit
        };
        self.count_plan.rollup_unit(self.units, from)
    }

    fn holds(
        &mut self,
        (counted, unit, year): (Aggregate, UnitIx, Year),
        rule: &dyn crate::plan::rule::Rule,
        cell: &Cell,
    ) {
        let unsaid = cell.state == CellState::Blank;
        if unsaid || !self.units.exists(unit, year) {
            return;
        }
        if let Some(to) = self.above(unit) {
            self.counts
                .answer(counted, (to, year), condition(rule, &cell.value));
        }
    }

    fn sum(&mut self, variable: VariableIx, unit: UnitIx, year: Year, cell: &Cell) {
        if let Some(to) = self.above(unit) {
            let sum = super::values::as_sum(self.plan, variable, &cell.value, cell.state);
            self.counts.sum(variable, (to, year), &sum);
        }
    }

    fn checklist_of_kept(
        &mut self,
        checklist: ChecklistIx,
        unit: UnitIx,
        year: Year,
        codes: &[PackedAnswer],
    ) {
        if !self.units.exists(unit, year) {
            return;
        }
        if let Some(to) = self.above(unit) {
            let sheet = &self.count_plan.sheets[checklist.0 as usize];
            self.counts.checklist(sheet, checklist, (to, year), codes);
        }
    }
}

fn codes_of(
    plan: &Plan,
    cells: &Cells,
    checklist: ChecklistIx,
    unit: UnitIx,
    year: Year,
) -> Vec<PackedAnswer> {
    plan[checklist]
        .items
        .iter()
        .map(|item| {
            cells
                .get(&(item.variable, unit, Period::Year(year)))
                .and_then(|cell| cell.code)
                .unwrap_or(PackedAnswer::BLANK)
        })
        .collect()
}

/// Adds every tally to all units above the one where it was gathered; and the variables whose sums overflowed there.
fn fold_up(
    units: &Units,
    gathered: PredictedMap<(Aggregate, UnitIx, Year), AggregateValue>,
) -> (Tallies, Vec<VariableIx>) {
    let mut gathered: Vec<_> = gathered.into_iter().collect();
    gathered.sort_by_key(|(key, _)| *key);
    let mut folded = Counts::default();
    for (key @ (counted, unit, year), tally) in gathered {
        let mut above = units.parent(unit);
        while let Some(unit) = above {
            folded.add((counted, unit, year), &tally);
            above = units.parent(unit);
        }
        folded.take(key, tally);
    }
    (folded.tallies.into_iter().collect(), folded.overflowed)
}

/// How many units of each rostered level stand under each unit, by year.
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
            let mut at = units.parent(unit);
            while let Some(above) = at {
                *counts.entry((level, above, year)).or_insert(0) += 1;
                at = units.parent(above);
            }
        }
    }
    // A rostered level without a unit below someone is a register of zero.
    for unit in units.all() {
        for &level in complete.iter().filter(|&&level| units.level(unit) < level) {
            for year in count_plan.years.clone() {
                if count_plan.keeps_level(units.level(unit)) {
                    counts.entry((level, unit, year)).or_insert(0);
                }
            }
        }
    }
    counts
}

fn overflow(plan: &Plan, variable: VariableIx) -> Finding {
    let name = &plan[variable].name;
    Finding::new(
        codes::OVERFLOW,
        text!(
            zh: ("`{}` 的合计超出可精确计算的范围", name.zh),
            en: ("the sum of `{}` leaves the range of exact arithmetic", name.en)
        ),
    )
}

fn note_context(outside: u64, unused: u64, findings: &mut Findings) {
    let notes = [
        (
            outside,
            codes::OUTSIDE_PERIOD,
            text!(
                "{outside} 个数据不在所评年度内，未参与评估",
                "{outside} figures of other years took no part"
            ),
        ),
        (
            unused,
            codes::UNUSED_FIGURE,
            text!(
                "{unused} 个数据没有指标使用",
                "{unused} figures are used by no indicator"
            ),
        ),
    ];
    for (count, code, message) in notes {
        if count > 0 {
            let mut finding = Finding::new(code, message);
            finding.count = count;
            findings.add(finding);
        }
    }
}
