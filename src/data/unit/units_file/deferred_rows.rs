//! Rows of units files whose parent or successor is declared later.

use super::Roster;
use super::listed::Listed;
use crate::finding::{Finding, Findings, Place, codes};
use crate::observation::{InputFile, NewUnit, UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::text;
use hashbrown::HashMap;

/// A row whose parent or successor is not known yet.
pub(super) struct DeferredRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) name_en: Option<String>,
    pub(super) level: LevelIx,
    pub(super) parent: Option<String>,
    pub(super) from: Option<Year>,
    pub(super) until: Option<Year>,
    pub(super) into: Vec<String>,
    pub(super) also: Vec<String>,
    pub(super) listed: Listed,
    pub(super) at: Place,
    pub(super) parent_at: Place,
}

impl Roster {
    /// Adds the deferred rows, and returns all units.
    pub fn finish(
        mut self,
        plan: &Plan,
        files: &mut [InputFile],
        findings: &mut Findings,
    ) -> Units {
        let mut deferred: Vec<Option<DeferredRow>> = std::mem::take(&mut self.deferred)
            .into_iter()
            .map(Some)
            .collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in deferred.iter().flatten().enumerate() {
            for word in [&row.code, &row.name].into_iter().chain(&row.also) {
                by_word.entry(word.clone()).or_default().push(at);
            }
        }
        let order = order(&self.units, &deferred, &by_word);
        let cyclic_rows: Vec<bool> = (0..deferred.len())
            .map(|at| is_cyclic(at, &deferred, &by_word))
            .collect();
        for at in order {
            if let Some(row) = deferred[at].take() {
                self.add_deferred(row, cyclic_rows[at], plan, files, findings);
            }
        }
        self.compare_rosters(plan, findings);
        for (level, _) in self.complete {
            self.units.complete(level);
        }
        self.units
    }

    fn add_deferred(
        &mut self,
        row: DeferredRow,
        cyclic: bool,
        plan: &Plan,
        files: &mut [InputFile],
        findings: &mut Findings,
    ) {
        let file = row.listed.file as usize;
        let find = |word: &String| unit_above(&self.units, word, row.level);
        let mut unknown = |word: &String, cyclic: bool| {
            let path = row.at.file.clone();
            let cause = if cyclic { "cycle " } else { "" };
            findings.group(
                format!("{cause}{path}"),
                no_parent(word, &row.code, cyclic).at(row.parent_at.clone()),
            );
        };
        let mut into = Vec::with_capacity(row.into.len());
        for word in &row.into {
            match find(word) {
                Some(ix) => into.push(ix),
                None => unknown(word, false),
            }
        }
        let parent = row.parent.as_ref().map(find);
        if let (Some(None), Some(word)) = (parent, &row.parent) {
            unknown(word, cyclic);
            files[file].refused += 1;
            files[file].refused_rows += 1;
            return;
        }
        let also = row.also.iter().map(String::as_str).collect();
        let unit = NewUnit {
            code: &row.code,
            name: &row.name,
            name_en: row.name_en.as_deref(),
            level: row.level.0,
            parent: parent.flatten(),
            from: row.from,
            until: row.until,
            into,
            also,
        };
        let added = self.add(unit, row.listed, plan);
        let Err(difference) = added else {
            files[file].rows += 1;
            return;
        };
        files[file].refused += 1;
        files[file].refused_rows += 1;
        let finding = self.listings.finding(&difference, row.listed);
        findings.group(row.at.file.to_string(), finding.at(row.at));
    }
}

fn no_parent(word: &str, code: &str, cyclic: bool) -> Finding {
    let (message, help) = if cyclic {
        (
            text!(
                "`{code}` 的上级 `{word}` 最终又隶属于 `{code}` 自身",
                "`{code}` is under `{word}`, which is itself under `{code}`"
            ),
            text!("请更正其中一处上级", "correct one of the parents"),
        )
    } else {
        (
            text!("没有上级 `{word}`", "there is no unit `{word}`"),
            text!(
                "请在名册中加上它，或更正此处",
                "add it to a units file, or correct it here"
            ),
        )
    };
    Finding::new(codes::UNKNOWN_PARENT, message).help(help)
}

/// Whether following the parents of a row leads back to it.
fn is_cyclic(
    first: usize,
    deferred: &[Option<DeferredRow>],
    by_word: &HashMap<String, Vec<usize>>,
) -> bool {
    let above = |at: usize| -> Option<usize> {
        let row = deferred[at].as_ref()?;
        let rows = by_word.get(row.parent.as_ref()?)?;
        let higher = |&&at: &&usize| deferred[at].as_ref().is_some_and(|w| w.level < row.level);
        rows.iter().find(higher).or(rows.first()).copied()
    };
    let mut at = first;
    // A chain of parents is no longer than this.
    for _ in 0..64 {
        match above(at) {
            Some(next) if next == first => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// The rows that waited, those that others hang on before them.
fn order(
    units: &Units,
    deferred: &[Option<DeferredRow>],
    by_word: &HashMap<String, Vec<usize>>,
) -> Vec<usize> {
    let mut order = Vec::with_capacity(deferred.len());
    let mut visited = vec![false; deferred.len()];
    for first in 0..deferred.len() {
        // A stack instead of recursion: a row is visited before and after the rows that it refers to.
        let mut stack = vec![(first, false)];
        while let Some((at, ready)) = stack.pop() {
            if ready {
                order.push(at);
                continue;
            }
            // In a cycle, the parent of the row visited first will not be found.
            if std::mem::replace(&mut visited[at], true) {
                continue;
            }
            stack.push((at, true));
            let row = deferred[at].as_ref();
            let needs = row
                .into_iter()
                .flat_map(|row| row.parent.iter().chain(&row.into));
            for word in needs.filter(|word| units.find(word).is_empty()) {
                let rows = by_word.get(word).into_iter().flatten();
                stack.extend(rows.map(|&at| (at, false)));
            }
        }
    }
    order
}

/// The unit that a word names; of several, the only one above the level; else `None`.
pub(super) fn unit_above(units: &Units, word: &str, level: LevelIx) -> Option<UnitIx> {
    let found = units.find(word);
    if let [one] = found[..] {
        return Some(one);
    }
    let mut above = found.into_iter().filter(|&ix| units.level(ix) < level);
    above.next().filter(|_| above.next().is_none())
}
