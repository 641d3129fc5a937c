//! What to count, counted: one pass over the files, a thread a file, merged in the order of their paths. Where anything
//! stands more than once below the units that are judged, the pass runs again with just those cells held apart.

mod checks;
mod counts;
mod details;
mod file;
mod finish;
mod interest;
#[cfg(test)]
mod laws;
mod places;
mod seen;
mod slots;
mod values;

use crate::data::{DataSet, Layout, NewUnits, Report, RowUnit, read};
use crate::diagnostic::{Finding, Findings, Place, codes};
use crate::figures::{Code, Figures, NewUnit, Period, UnitIx};
use crate::plan::{ChecklistIx, IndicatorIx, LevelIx, Plan, Year};
use crate::text;
use crate::words::Lang;
use details::Settling;
use file::{FileResult, FileTally, Repeat, Whole};
use finish::{Held, Pieces};
use hashbrown::{HashMap, HashSet};
use interest::Interest;
use seen::{Group, Seen};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

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
pub fn count(mut data: DataSet, plan: &Plan, question: &Question) -> (Figures, Findings) {
    let folder = data.folder.clone();
    let interest = Interest::new(plan, &data.units, question);
    let none = HashSet::new();
    let mut files = read_all(&data, plan, question, &interest, &none);
    let mut findings = Findings::default();
    let maps = adopt(&mut data, &mut files, &mut findings);
    let repeats = repeats(&files, &maps);
    if !repeats.is_empty() {
        files = read_all(&data, plan, question, &interest, &repeats);
    }
    let mut pieces = merge(&mut data, files, &maps, &mut findings);
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
    let mut figures = finish::finish(data, plan, &interest, pieces, cells, planned, &mut findings);
    checks::check(plan, &mut figures, &mut findings);
    places::complete(&folder, &figures.data.files, &mut findings);
    (figures, findings)
}

/// Reads every file, as many at once as there are processors; results in the order of paths.
fn read_all(
    data: &DataSet,
    plan: &Plan,
    question: &Question,
    interest: &Interest,
    apart: &HashSet<Repeat>,
) -> Vec<(Report, FileResult)> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<(Report, FileResult)>>> =
        Mutex::new(data.layouts.iter().map(|_| None).collect());
    let wholes = |layout: &Layout| streamed(plan, data, layout);
    let work = || {
        while let Some((at, layout)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            data.layouts.get(at).map(|layout| (at, layout))
        } {
            let mut sink =
                FileTally::new(plan, &data.units, interest, layout, apart, wholes(layout));
            let report = read(data, layout, plan, &question.levels, &mut sink);
            let done = (report, sink.result);
            if let Ok(mut results) = results.lock() {
                results[at] = Some(done);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(data.layouts.len());
    if threads <= 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    let results = results.into_inner().unwrap_or_default();
    results.into_iter().flatten().collect()
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

/// Takes over the units that files brought along; by file, the index of each of its new units.
fn adopt(
    data: &mut DataSet,
    files: &mut [(Report, FileResult)],
    findings: &mut Findings,
) -> Vec<Vec<UnitIx>> {
    let mut maps = Vec::with_capacity(files.len());
    // Files mostly name the same units: the longest has nearly all of them.
    if let Some((longest, _)) = files
        .iter()
        .max_by_key(|(report, _)| report.new_units.len())
    {
        let new = &longest.new_units;
        data.units.reserve(new.len(), new.bytes());
    }
    findings.merge(mixed_identities(data, files));
    for (report, _) in files {
        let new = std::mem::take(&mut report.new_units);
        maps.push(adopt_file(data, &new, findings));
    }
    maps
}

/// Units of a level that one file names by code and another by name only: the same unit could be counted twice.
fn mixed_identities(data: &DataSet, files: &[(Report, FileResult)]) -> Findings {
    let mut findings = Findings::default();
    let deepest = files
        .iter()
        .flat_map(|(report, _)| report.new_units.levels());
    for level in (0..=deepest.max().unwrap_or(0)).map(LevelIx) {
        let first = |by_name: bool| {
            let mut paths = data.layouts.iter().zip(files);
            paths.find(|(_, (report, _))| report.new_units.has(level, by_name))
        };
        let (Some((by_code, _)), Some((by_name, _))) = (first(false), first(true)) else {
            continue;
        };
        findings.add(
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
    findings
}

fn adopt_file(data: &mut DataSet, new: &NewUnits, findings: &mut Findings) -> Vec<UnitIx> {
    let mut map = Vec::with_capacity(new.len());
    for at in 0..new.len() as u32 {
        let (code, parent) = (new.code(at), Some(new.parent(at)));
        // Files mostly name the same units in the same order.
        let guess = map
            .last()
            .map_or(UnitIx(0), |last: &UnitIx| UnitIx(last.0 + 1));
        let added = if data.units.is_code(guess, code) {
            Err(guess)
        } else {
            data.units.add(NewUnit {
                code,
                name: new.name(at),
                level: new.level(at).0,
                parent,
                ..NewUnit::default()
            })
        };
        let ix = added.unwrap_or_else(|known| known);
        if added.is_err() && data.units.parent(ix) != parent {
            let parents = (data.units.parent(ix), parent);
            let name = |ix: Option<UnitIx>| {
                ix.map_or(String::new(), |ix| data.units.name(ix, Lang::Zh).to_owned())
            };
            findings.group(
                "",
                Finding::new(
                    codes::PARENT_CONFLICT,
                    text!(
                        "`{}` 在不同文件中隶属不同：`{}`，`{}`",
                        "`{}` stands under `{}` in one file and under `{}` in another",
                        code,
                        name(parents.0),
                        name(parents.1)
                    ),
                ),
            );
        }
        map.push(ix);
    }
    map
}

fn global(unit: RowUnit, map: &[UnitIx]) -> UnitIx {
    match unit {
        RowUnit::Known(unit) => unit,
        RowUnit::New(at) => map[at as usize],
    }
}

/// Every cell group that stands more than once, within a file or over several.
fn repeats(files: &[(Report, FileResult)], maps: &[Vec<UnitIx>]) -> HashSet<Repeat> {
    let mut repeats: HashSet<Repeat> = HashSet::new();
    let mut all = Seen::default();
    let mut again: Vec<Repeat> = Vec::new();
    let shared = shared(files);
    let mut note = |of: (Group, Period), units: &mut dyn Iterator<Item = UnitIx>| {
        if shared.contains(&of) {
            let (group, period) = of;
            let seen = units.filter(|unit| !all.insert(group, period, unit.0));
            again.extend(seen.map(|unit| (group, period, unit)));
        }
    };
    let mut held: HashMap<(UnitIx, Year, ChecklistIx), Vec<&[Code]>> = HashMap::new();
    for ((_, result), map) in files.iter().zip(maps) {
        for &(group, period, unit) in &result.repeats {
            repeats.insert((group, period, global(unit, map)));
        }
        if files.len() > 1 {
            let known = result.seen_known.iter();
            known.for_each(|(of, units)| note(of, &mut units.map(UnitIx)));
            let new = result.seen_new.iter();
            new.for_each(|(of, units)| note(of, &mut units.map(|unit| map[unit as usize])));
        }
        for (&(unit, year, checklist), codes) in &result.held {
            let key = (global(unit, map), year, checklist);
            held.entry(key).or_default().push(codes);
        }
    }
    repeats.extend(again);
    for ((unit, year, checklist), parts) in held {
        let answered = |at: usize| parts.iter().filter(|part| part[at] != Code::BLANK).count();
        let whole_elsewhere = all_seen(files, maps, (Group::Checklist(checklist), year, unit));
        if whole_elsewhere || (0..parts[0].len()).any(|at| answered(at) > 1) {
            repeats.insert((Group::Checklist(checklist), Period::Year(year), unit));
        }
    }
    repeats
}

/// What was seen in more than one place: in several files, or of both known and new units.
fn shared(files: &[(Report, FileResult)]) -> HashSet<(Group, Period)> {
    let mut once = HashSet::new();
    let results = files.iter().map(|(_, result)| result);
    let all = results.flat_map(|result| [&result.seen_known, &result.seen_new]);
    let all = all.flat_map(|seen| seen.iter().map(|(of, _)| of));
    all.filter(|of| !once.insert(*of)).collect()
}

/// Whether a unit's checklist also came whole in a row of a file.
fn all_seen(
    files: &[(Report, FileResult)],
    maps: &[Vec<UnitIx>],
    (group, year, unit): (Group, Year, UnitIx),
) -> bool {
    let period = Period::Year(year);
    files.iter().zip(maps).any(|((_, result), map)| {
        result.seen_known.contains(group, period, unit.0)
            || map
                .iter()
                .position(|&known| known == unit)
                .is_some_and(|at| result.seen_new.contains(group, period, at as u32))
    })
}

/// Joins what the files came to, in their order.
fn merge(
    data: &mut DataSet,
    files: Vec<(Report, FileResult)>,
    maps: &[Vec<UnitIx>],
    findings: &mut Findings,
) -> Pieces {
    let mut pieces = Pieces::default();
    for (at, (report, result)) in files.into_iter().enumerate() {
        // After a second reading every unit is known and the map is not asked.
        let map = &maps[at];
        let file = data.layouts[at].file as usize;
        data.files[file].rows = report.rows;
        data.files[file].refused = report.refused;
        data.files[file].encoding = report.encoding;
        findings.merge(report.findings);
        pieces
            .details
            .extend(result.details.into_iter().map(|(unit, mut detail)| {
                detail.key.1 = global(unit, map);
                detail
            }));
        merge_held(&mut pieces.held, result.held, map);
        for (key, tally) in result.counts.tallies.iter() {
            pieces.counts.add(key, tally);
        }
        pieces.counts.overflowed.extend(result.counts.overflowed);
        pieces.latest = pieces.latest.max(result.latest);
        pieces.outside += result.outside;
        pieces.unused += result.unused;
    }
    pieces
}

fn merge_held(all: &mut Held, held: HashMap<file::HeldKey, Box<[Code]>>, map: &[UnitIx]) {
    for ((unit, year, checklist), codes) in held {
        let key = (global(unit, map), year, checklist);
        match all.entry(key) {
            hashbrown::hash_map::Entry::Vacant(slot) => {
                slot.insert(codes);
            }
            hashbrown::hash_map::Entry::Occupied(mut known) => {
                for (mine, theirs) in known.get_mut().iter_mut().zip(codes) {
                    if *mine == Code::BLANK {
                        *mine = theirs;
                    }
                }
            }
        }
    }
}
