//! Joint variables over all chunks: the figures of a unit that stand in several of them are brought together, and units that
//! have to be kept cell by cell are found.

use super::ChunkRead;
use super::chunk_result::{ChunkResult, JointKey, Repeat};
use super::merger::numbered;
use super::seen::{Group, Seen};
use crate::observation::{Period, UnitIx, Units};
use crate::plan::Plan;
use crate::tally::count_plan::CountPlan;
use crate::tally::source::HeldFigures;
use hashbrown::{HashMap, HashSet};

/// The groups of which every cell is kept: figures for several years together say something of those of single years.
pub fn kept_groups(count_plan: &CountPlan, units: &Units, chunks: &[ChunkRead]) -> Vec<usize> {
    let cells = chunks.iter().flat_map(|chunk| &chunk.result.kept_cells);
    let of_years = cells.filter(|(_, kept)| matches!(kept.key.2, Period::Span(..)));
    let groups = of_years.filter_map(|(unit, kept)| {
        let group = count_plan.joint_with(kept.key.0)?;
        let level = units.level(numbered(*unit));
        (level == count_plan.joint[group].level).then_some(group)
    });
    let mut groups: Vec<usize> = groups.collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// Adds the units whose figures can't be counted together to those that are kept cell by cell: some are missing, they don't agree,
/// or others of the same unit and year are kept.
pub fn repeats<'r>(
    plan: &Plan,
    count_plan: &CountPlan,
    results: impl Iterator<Item = &'r ChunkResult>,
    repeats: &mut HashSet<Repeat>,
) {
    if count_plan.joint.is_empty() {
        return;
    }
    let (mut seen, mut kept) = (Seen::default(), Seen::default());
    let mut held: HashMap<JointKey, Box<[Option<i64>]>> = HashMap::new();
    let mut twice: Vec<JointKey> = Vec::new();
    for result in results {
        seen.join(&result.seen_known, |_, _, _| ());
        kept.join(&result.kept_known, |_, _, _| ());
        for (&key, figures) in &result.held {
            let mut again = false;
            let all = held
                .entry(key)
                .or_insert_with(|| vec![None; figures.len()].into());
            for (mine, theirs) in all.iter_mut().zip(figures) {
                again |= mine.is_some() && theirs.is_some();
                *mine = mine.or(*theirs);
            }
            twice.extend(again.then_some(key));
        }
    }
    let common = seen.common(&kept);
    repeats.extend(common.map(|(group, period, unit)| (group, period, UnitIx(unit))));
    let mut exact = Vec::new();
    let apart = held.iter().filter(|&(&(unit, year, group), figures)| {
        let unit = numbered(unit).0;
        let elsewhere = |set: &Seen| set.contains(Group::Joint(group), Period::Year(year), unit);
        exact.clear();
        exact.extend(figures.iter().flatten().map(|&figure| i128::from(figure)));
        let all = exact.len() == figures.len();
        !all || elsewhere(&seen) || elsewhere(&kept) || !count_plan.joint[group].agree(plan, &exact)
    });
    for &(unit, year, group) in apart.map(|(key, _)| key).chain(&twice) {
        repeats.insert((Group::Joint(group), Period::Year(year), numbered(unit)));
    }
}

/// Brings together the figures of units that stand in several chunks.
pub fn merge_held(all: &mut HeldFigures, of_chunk: HashMap<JointKey, Box<[Option<i64>]>>) {
    for ((unit, year, group), figures) in of_chunk {
        let key = (numbered(unit), year, group);
        let known = all
            .entry(key)
            .or_insert_with(|| vec![None; figures.len()].into());
        for (mine, theirs) in known.iter_mut().zip(figures) {
            *mine = mine.or(theirs);
        }
    }
}
