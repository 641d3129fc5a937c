//! Answers of which it is not kept where they stand: many units send the same few answers to the same items.

use super::{Cell, PackedAnswer, UnitIx};
use crate::index::{VariableIx, Year};
use hashbrown::HashMap;

/// The items of a unit and year, each with the index of what was answered.
type Row = Box<[(VariableIx, u32)]>;

/// Answers by unit and year. What the same answer to the same item in the same file says is held once.
#[derive(Clone, Debug, Default)]
pub struct UnplacedAnswers {
    /// With indices of `said`.
    rows: HashMap<(UnitIx, Year), Row>,
    said: Vec<Cell>,
    known: HashMap<(VariableIx, PackedAnswer, u32), u32>,
}

impl UnplacedAnswers {
    /// Adds answers of a unit for a year from a file, each to another item than those before; `cell` is what an answer says.
    pub fn add(
        &mut self,
        key: (UnitIx, Year),
        file: u32,
        answers: &[(VariableIx, PackedAnswer)],
        cell: impl Fn(VariableIx, PackedAnswer) -> Cell,
    ) {
        let (said, known) = (&mut self.said, &mut self.known);
        let indexed = answers.iter().map(|&(variable, answer)| {
            let at = known.entry((variable, answer, file)).or_insert_with(|| {
                said.push(cell(variable, answer));
                said.len() as u32 - 1
            });
            (variable, *at)
        });
        let row = self.rows.entry(key).or_default();
        *row = row.iter().copied().chain(indexed).collect();
    }

    /// What a unit answered; `None` if nothing is known of it.
    pub fn get(&self, variable: VariableIx, unit: UnitIx, year: Year) -> Option<&Cell> {
        if self.said.is_empty() {
            return None;
        }
        let row = self.rows.get(&(unit, year))?;
        let (_, at) = row.iter().find(|(of, _)| *of == variable)?;
        self.said.get(*at as usize)
    }

    /// The rows, in no order: the items of each with what was answered.
    pub fn rows(
        &self,
    ) -> impl Iterator<Item = ((UnitIx, Year), impl Iterator<Item = (VariableIx, &Cell)>)> {
        self.rows.iter().map(|(&key, row)| {
            let cells = row.iter();
            let cells = cells.map(|&(variable, at)| (variable, &self.said[at as usize]));
            (key, cells)
        })
    }

    /// The items that were answered, in no order; one may come more than once.
    pub fn variables(&self) -> impl Iterator<Item = VariableIx> {
        self.known.iter().map(|((variable, ..), _)| *variable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Value;
    use crate::observation::CellState;

    #[test]
    fn answers_of_several_rows_are_told_apart() {
        let mut unplaced = UnplacedAnswers::default();
        let cell = |_, code: PackedAnswer| Cell {
            value: Value::unknown(),
            state: CellState::Known,
            code: Some(code),
            raw: "".into(),
            file: 0,
            line: 0,
            column: 0,
            evidence: None,
            parts: None,
        };
        let (a, b, c) = (VariableIx(0), VariableIx(1), VariableIx(2));
        let (yes, no) = (PackedAnswer::grade(1), PackedAnswer::grade(0));
        let (one, two) = (UnitIx(1), UnitIx(2));
        unplaced.add((one, 2013), 0, &[(a, yes), (b, no)], cell);
        unplaced.add((one, 2013), 1, &[(c, no)], cell);
        unplaced.add((two, 2013), 0, &[(a, no)], cell);
        let code = |variable, unit, year| unplaced.get(variable, unit, year)?.code;
        assert_eq!(code(a, one, 2013), Some(yes));
        assert_eq!(code(b, one, 2013), Some(no));
        assert_eq!(code(c, one, 2013), Some(no));
        assert_eq!(code(a, two, 2013), Some(no));
        assert_eq!(code(b, two, 2013), None);
        assert_eq!(code(a, one, 2014), None);
        let rows = unplaced.rows().map(|(_, cells)| cells.count());
        assert_eq!(rows.sum::<usize>(), 4);
    }
}
