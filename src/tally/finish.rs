//! From what was kept and counted to figures that can be judged.

use super::counts::{Counts, condition};
use super::details::{CellKey, Detail};
use super::interest::{Interest, Use};
use super::slots::Slots;
use crate::data::DataSet;
use crate::diagnostic::{Finding, Findings, codes};
use crate::figures::{
    Cell, CellState, Code, Counted, DataSetInfo, Figures, Period, Tally, UnitIx, Units,
};
use crate::plan::{ChecklistIx, LevelIx, Plan, VariableIx, Year};
use crate::text;
use hashbrown::{HashMap, HashSet};

/// Answers held until their unit is whole.
pub type Held = HashMap<(UnitIx, Year, ChecklistIx), Box<[Code]>>;

/// What reading a file came to.
#[derive(Clone, Default)]
pub struct FileRead {
    pub rows: u64,
    pub refused: u64,
    pub encoding: Option<&'static str>,
}

/// What all files together came to.
#[derive(Default)]
pub struct Pieces {
    /// By [`DataSet::files`].
    pub files: Vec<FileRead>,
    pub details: Vec<Detail>,
    pub held: Held,
    pub counts: Counts,
    pub outside: u64,
    pub unused: u64,
    pub latest: Option<Year>,
}

type Cells = HashMap<CellKey, Cell>;

type Tallies = HashMap<(Counted, UnitIx, Year), Tally>;

pub fn finish(
    data: DataSet,
    plan: &Plan,
    interest: &Interest,
    pieces: Pieces,
    mut cells: Cells,
    planned: Cells,
    findings: &mut Findings,
) -> Figures {
    let Pieces {
        held, mut counts, ..
    } = pieces;
    let mut work = Work {
        plan,
        interest,
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
        rosters: rosters(plan, &data.units, interest),
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
    interest: &'a Interest,
    units: &'a Units,
    counts: &'a mut Counts,
}

impl Work<'_> {
    fn checklist(&mut self, checklist: ChecklistIx, unit: UnitIx, year: Year, codes: &[Code]) {
        if let Some(anchor) = self.interest.anchor(self.units, unit) {
            let sheet = &self.interest.sheets[checklist.0 as usize];
            self.counts
                .checklist(sheet, checklist, (anchor, year), codes);
        }
    }

    /// Counts what was kept cell by cell: conditions and checklists of levels that are judged, and everything of cells
    /// that were only held apart because they stood more than once. The latter are not kept any longer.
    fn kept(&mut self, cells: &mut Cells) {
        let mut keys: Vec<CellKey> = cells.keys().copied().collect();
        keys.sort();
        let mut lists: HashSet<(ChecklistIx, UnitIx, Year)> = HashSet::new();
        for key @ (variable, unit, period) in keys {
            let Period::Year(year) = period else { continue };
            if !self.interest.years.contains(&year) {
                continue;
            }
            let level = self.units.level(unit);
            let own_level = self.plan[variable].level == level;
            let judged = self.interest.keeps(variable, level);
            for used in self.interest.uses(variable) {
                match used {
                    Use::Item { checklist, .. } if own_level => {
                        lists.insert((*checklist, unit, year));
                    }
                    Use::Holds { counted, rule } if own_level => {
                        self.holds((*counted, unit, year), &**rule, &cells[&key]);
                    }
                    Use::Sum if own_level && !judged => {
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
            self.interest.keeps(*variable, self.units.level(*unit))
                || matches!(period, Period::Span(..))
        });
    }

    /// A unit that is judged itself is counted for those above it, not for itself.
    fn above(&self, unit: UnitIx) -> Option<UnitIx> {
        let from = if self.interest.keeps_level(self.units.level(unit)) {
            self.units.parent(unit)?
        } else {
            unit
        };
        self.interest.anchor(self.units, from)
    }

    fn holds(
        &mut self,
        (counted, unit, year): (Counted, UnitIx, Year),
        rule: &dyn crate::rules::Rule,
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
        codes: &[Code],
    ) {
        if !self.units.exists(unit, year) {
            return;
        }
        if let Some(to) = self.above(unit) {
            let sheet = &self.interest.sheets[checklist.0 as usize];
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
) -> Vec<Code> {
    plan[checklist]
        .items
        .iter()
        .map(|item| {
            cells
                .get(&(item.variable, unit, Period::Year(year)))
                .and_then(|cell| cell.code)
                .unwrap_or(Code::BLANK)
        })
        .collect()
}

/// Adds every tally to all units above the one where it was gathered; and the variables whose sums overflowed there.
fn fold_up(
    units: &Units,
    gathered: Slots<(Counted, UnitIx, Year), Tally>,
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
    interest: &Interest,
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
        for year in interest.years.clone() {
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
            for year in interest.years.clone() {
                if interest.keeps_level(units.level(unit)) {
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
