//! Cells kept one by one, and what becomes of several values for one of them: equal ones count once, a later statement
//! restates an earlier, all else is a conflict and becomes the span between the values.

use crate::data::Acknowledged;
use crate::finding::{Finding, Findings, codes};
use crate::number::Value;
use crate::observation::{
    Cell, CellState, Evidence, InputFile, PackedAnswer, Period, UnitIx, Units,
};
use crate::plan::{Plan, VariableIx};
use crate::text;
use hashbrown::HashMap;

/// Whose cell, of what, of when.
pub type CellKey = (VariableIx, UnitIx, Period);

/// A cell as it was read.
#[derive(Clone, Debug)]
pub struct KeptCell {
    pub key: CellKey,
    pub planned: bool,
    /// When it was stated, as ISO text; compares as text.
    pub as_of: Option<Box<str>>,
    /// Boxed: kept_cells are moved and sorted many times over.
    pub cell: Box<Cell>,
}

/// What is needed to say what became of repeated cells.
pub struct DuplicateResolver<'a> {
    pub plan: &'a Plan,
    pub units: &'a Units,
    pub files: &'a [InputFile],
    pub acknowledged: &'a [Acknowledged],
}

impl DuplicateResolver<'_> {
    /// One cell for each key. `kept_cells` come in the order of files and rows.
    pub fn settle(
        &self,
        mut kept_cells: Vec<KeptCell>,
        findings: &mut Findings,
    ) -> HashMap<CellKey, Cell> {
        kept_cells.sort_by_key(|kept_cell| kept_cell.key);
        let mut cells = HashMap::with_capacity(kept_cells.len());
        let mut rest = kept_cells.into_iter().peekable();
        while let Some(first) = rest.next() {
            let key = first.key;
            if rest.peek().is_none_or(|next| next.key != key) {
                cells.insert(key, *first.cell);
                continue;
            }
            let mut values = vec![first];
            while let Some(next) = rest.next_if(|next| next.key == key) {
                values.push(next);
            }
            let cell = self.one_of(values, findings);
            cells.extend(cell.map(|cell| (key, cell)));
        }
        cells
    }

    fn one_of(&self, values: Vec<KeptCell>, findings: &mut Findings) -> Option<Cell> {
        let latest = values.iter().filter_map(|v| v.as_of.clone()).max();
        let restated = |v: &KeptCell| match (&v.as_of, &latest) {
            (Some(own), Some(latest)) => is_before(own, latest),
            _ => false,
        };
        let (earlier, current): (Vec<KeptCell>, Vec<KeptCell>) =
            values.into_iter().partition(restated);
        // What was refused beside a figure may say otherwise: nobody knows.
        let refused = |v: &KeptCell| v.cell.state == CellState::Refused;
        if let Some(at) = current.iter().position(refused) {
            return current.into_iter().nth(at).map(|v| *v.cell);
        }
        let (said, silent): (Vec<KeptCell>, Vec<KeptCell>) = current
            .into_iter()
            .partition(|v| v.cell.state != CellState::Blank);
        // A blank beside a figure says nothing; a later blank does not take an earlier figure back.
        let pool = match (said.is_empty(), earlier.is_empty()) {
            (false, _) => said,
            (true, false) => return self.one_of(earlier, findings),
            (true, true) => return silent.into_iter().next().map(|v| *v.cell),
        };
        let restated: Vec<String> = earlier.iter().map(|v| self.where_and_what(v)).collect();
        let mut cell = self.agree(pool, findings)?;
        if !restated.is_empty() {
            evidence(&mut cell).others.extend(restated);
        }
        Some(cell)
    }

    fn agree(&self, pool: Vec<KeptCell>, findings: &mut Findings) -> Option<Cell> {
        let mut pool = pool.into_iter();
        let first = pool.next()?;
        let others: Vec<KeptCell> = pool.collect();
        let Some(second) = others.first() else {
            return Some(*first.cell);
        };
        let same = others.iter().all(|other| {
            other.cell.value == first.cell.value && other.cell.code == first.cell.code
        });
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
        // A file that repeats another, or itself, is one matter, not one a row and column.
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
        let words: Vec<String> = others.iter().map(|v| self.where_and_what(v)).collect();
        let mut cell = *first.cell;
        if !same {
            others.iter().for_each(|other| span(&mut cell, &other.cell));
        }
        evidence(&mut cell).others.extend(words);
        Some(cell)
    }

    /// An error, or a warning where the data set says that it knows.
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
                "mend one of them, date both by `as-of` so that the later stands, or declare it under `[[acknowledge]]` in data.toml"
            )),
        }
    }

    fn where_and_what(&self, kept_cell: &KeptCell) -> String {
        let cell = &kept_cell.cell;
        let place = cell.place(self.files);
        format!("{place} {}", cell.raw)
    }
}

/// Whether one date is surely before another: `2014` is not before `2014-05`, it may be later in the year.
fn is_before(one: &str, other: &str) -> bool {
    one < other && !other.starts_with(one)
}

fn evidence(cell: &mut Cell) -> &mut Evidence {
    cell.evidence.get_or_insert_default()
}

/// Widens a cell so that it holds another one's value too.
fn span(cell: &mut Cell, other: &Cell) {
    cell.state = CellState::Conflict;
    cell.value = match (&cell.value, &other.value) {
        (Value::Between(a), Value::Between(b)) => Value::Between(a.hull(b)),
        // Applies or not: nothing can be said.
        _ => Value::unknown(),
    };
    cell.code = match (
        cell.code.and_then(PackedAnswer::grades),
        other.code.and_then(PackedAnswer::grades),
    ) {
        (Some((a, b)), Some((c, d))) => Some(PackedAnswer::span(a.min(c), b.max(d))),
        _ if cell.code.is_some() || other.code.is_some() => Some(PackedAnswer::BLANK),
        _ => None,
    };
}
