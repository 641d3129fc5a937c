//! Cells kept one by one. Where several have the same key, equal values count once, one of a later date replaces earlier
//! ones, and all else is a conflict: the interval between the values.

use crate::data::Acknowledged;
use crate::finding::{Finding, Findings, codes};
use crate::number::{Interval, Value};
use crate::observation::{
    Cell, CellState, Evidence, InputFile, PackedAnswer, Period, UnitIx, Units,
};
use crate::plan::{Plan, VariableIx};
use crate::text;
use hashbrown::HashMap;

/// Of which variable, whose and of when a cell is.
pub type CellKey = (VariableIx, UnitIx, Period);

/// A cell as it was read.
#[derive(Clone, Debug)]
pub struct KeptCell {
    /// Of what, whose and of when.
    pub key: CellKey,
    /// Whether it is a planned figure, not an actual one.
    pub planned: bool,
    /// When it was stated: an ISO date, which may lack day or month.
    pub as_of: Option<Box<str>>,
    /// What it says. Boxed, since kept cells are sorted.
    pub cell: Box<Cell>,
}

/// Makes one cell of several with the same key.
pub struct DuplicateResolver<'a> {
    /// Names variables.
    pub plan: &'a Plan,
    /// Names units.
    pub units: &'a Units,
    /// Names files.
    pub files: &'a [InputFile],
    /// Conflicts that the data set explains.
    pub acknowledged: &'a [Acknowledged],
}

/// How many other places of the same cell are listed beside it.
const OTHERS_SHOWN: usize = 20;

impl DuplicateResolver<'_> {
    /// One cell for each key. `kept_cells` are in the order of files and rows.
    pub fn resolve(
        &self,
        mut kept_cells: Vec<KeptCell>,
        findings: &mut Findings,
    ) -> HashMap<CellKey, Box<Cell>> {
        kept_cells.sort_by_key(|kept_cell| kept_cell.key);
        let mut cells = HashMap::with_capacity(kept_cells.len());
        let mut rest = kept_cells.into_iter().peekable();
        while let Some(first) = rest.next() {
            let key = first.key;
            if rest.peek().is_none_or(|next| next.key != key) {
                cells.insert(key, first.cell);
                continue;
            }
            let mut values = vec![first];
            while let Some(next) = rest.next_if(|next| next.key == key) {
                values.push(next);
            }
            let cell = self.resolve_one(values, findings);
            cells.extend(cell.map(|cell| (key, Box::new(cell))));
        }
        cells
    }

    /// The cell of one key; `None` where there is none.
    fn resolve_one(&self, values: Vec<KeptCell>, findings: &mut Findings) -> Option<Cell> {
        let latest = values.iter().filter_map(|v| v.as_of.clone()).max();
        let restated = |v: &KeptCell| match (&v.as_of, &latest) {
            (Some(own), Some(latest)) => is_before(own, latest),
            _ => false,
        };
        let (earlier, current): (Vec<KeptCell>, Vec<KeptCell>) =
            values.into_iter().partition(restated);
        // A refused cell may say otherwise than the others: nothing is known.
        let refused = |v: &KeptCell| v.cell.state == CellState::Refused;
        if let Some(at) = current.iter().position(refused) {
            return current.into_iter().nth(at).map(|v| *v.cell);
        }
        let (stated, blank): (Vec<KeptCell>, Vec<KeptCell>) = current
            .into_iter()
            .partition(|v| v.cell.state != CellState::Blank);
        // A blank says nothing beside a figure, and a later blank does not withdraw an earlier figure.
        let stated = match (stated.is_empty(), earlier.is_empty()) {
            (false, _) => stated,
            (true, false) => return self.resolve_one(earlier, findings),
            (true, true) => return blank.into_iter().next().map(|v| *v.cell),
        };
        let restated: Vec<String> = earlier.iter().map(|v| self.place_and_text(v)).collect();
        let mut cell = self.combine(stated, findings)?;
        if !restated.is_empty() {
            evidence(&mut cell).others.extend(restated);
        }
        Some(cell)
    }

    /// The cell of several that are stated at the same time; `None` where there is none.
    fn combine(&self, stated: Vec<KeptCell>, findings: &mut Findings) -> Option<Cell> {
        let mut stated = stated.into_iter();
        let first = stated.next()?;
        let others: Vec<KeptCell> = stated.collect();
        let Some(second) = others.first() else {
            return Some(*first.cell);
        };
        let same = others.iter().all(|other| {
            other.cell.value == first.cell.value && other.cell.code == first.cell.code
        });
        if !same && let Some(cell) = self.agreed(&first, &others) {
            return Some(cell);
        }
        let name = &self.plan[first.key.0].name;
        let finding = if same {
            Finding::new(
                codes::REPEATED,
                text!(
                    zh: ("数值重复出现且一致，只计一次（`{}` 等）", name.zh),
                    en: ("figures that stand twice and agree count once (`{}` and others)", name.en)
                ),
            )
        } else {
            self.conflict(&first)
        };
        // Where a file repeats another, or itself, all its repeated cells have one cause.
        let (here, there) = (&second.cell, &first.cell);
        let cause = match same {
            true => format!("{:?}", (there.file, here.file)),
            false => format!("{:?}", first.key),
        };
        let finding = match findings.has(finding.code, &cause) {
            true => finding,
            false => finding.at(second.cell.place(self.files)).beside(
                first.cell.place(self.files),
                text!("首次出现：{}", "first stated: {}", first.cell.raw),
            ),
        };
        findings.group(cause, finding);
        let shown = others.iter().take(OTHERS_SHOWN);
        let words: Vec<String> = shown.map(|v| self.place_and_text(v)).collect();
        let mut cell = *first.cell;
        if !same {
            others
                .iter()
                .for_each(|other| widen(&mut cell, &other.cell));
        }
        evidence(&mut cell).others.extend(words);
        Some(cell)
    }

    /// The cell of several figures that differ and agree, such as 7 and 近10: what all of them allow. `None` if they contradict
    /// each other.
    fn agreed(&self, first: &KeptCell, others: &[KeptCell]) -> Option<Cell> {
        let all = || std::iter::once(first).chain(others);
        let mut common = Interval::everything();
        for stated in all() {
            let Value::Between(interval) = &stated.cell.value else {
                return None;
            };
            if stated.cell.code.is_some() {
                return None;
            }
            common = common.meet(interval)?;
        }
        let exact = all().find(|stated| stated.cell.state == CellState::Known);
        let chosen = exact.unwrap_or(first);
        let mut cell = (*chosen.cell).clone();
        cell.value = Value::Between(common);
        let others = all().filter(|stated| !std::ptr::eq(*stated, chosen));
        let words: Vec<String> = others.map(|stated| self.place_and_text(stated)).collect();
        evidence(&mut cell).others.extend(words);
        Some(cell)
    }

    /// The finding for a conflict: a warning where the data set acknowledges it, else an error.
    fn conflict(&self, first: &KeptCell) -> Finding {
        let (variable, unit, period) = first.key;
        let name = &self.plan[variable].name;
        let code = self.units.code(unit);
        let known = self.acknowledged.iter().find(|known| {
            (known.variable, known.unit, known.period) == first.key && known.code == "conflict"
        });
        match known {
            Some(known) => Finding::new(
                codes::CONFLICT_ACKNOWLEDGED,
                text!(
                    zh: ("`{}` {code} {period} 的数值互相矛盾（已知：{}），按区间计", name.zh, known.why.zh),
                    en: (
                        "figures of `{}` for {code} in {period} contradict each other (known: {}); the span is used",
                        name.en, known.why.en
                    )
                ),
            ),
            None => Finding::new(
                codes::CONFLICT,
                text!(
                    zh: ("`{}` {code} {period} 的数值互相矛盾", name.zh),
                    en: ("figures of `{}` for {code} in {period} contradict each other", name.en)
                ),
            )
            .help(text!(
                "改正其中之一，或为两者都填 as-of 以分先后，或在 data.toml 用 [[acknowledge]] 说明",
                "correct one of them, date both by `as-of` so that the later stands, or declare it under `[[acknowledge]]` in data.toml"
            )),
        }
    }

    /// Where a cell is and what it says, as text.
    fn place_and_text(&self, kept_cell: &KeptCell) -> String {
        let cell = &kept_cell.cell;
        let place = cell.place(self.files);
        format!("{place} {}", cell.raw)
    }
}

/// Whether one date is certainly before another: `2014` may be later than `2014-05`.
fn is_before(one: &str, other: &str) -> bool {
    one < other && !other.starts_with(one)
}

fn evidence(cell: &mut Cell) -> &mut Evidence {
    cell.evidence.get_or_insert_default()
}

/// Makes a cell a conflict that also contains another one's value.
fn widen(cell: &mut Cell, other: &Cell) {
    cell.state = CellState::Conflict;
    cell.value = cell.value.clone().or(other.value.clone());
    cell.code = match (
        cell.code.and_then(PackedAnswer::grades),
        other.code.and_then(PackedAnswer::grades),
    ) {
        (Some((a, b)), Some((c, d))) => Some(PackedAnswer::span(a.min(c), b.max(d))),
        _ if cell.code.is_some() || other.code.is_some() => Some(PackedAnswer::BLANK),
        _ => None,
    };
}
