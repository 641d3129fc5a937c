//! Rows that have all items of a checklist are scored by themselves.

use super::ChunkCounter;
use crate::data::{CellValue, RowHead};
use crate::observation::{AnswerMasks, PackedAnswer, UnitIx};
use crate::plan::Year;
use crate::tally::files::seen::Group;

/// What becomes of a row's answers to a checklist.
enum Scored {
    /// They are counted at a unit, in a year.
    At(UnitIx, Year),
    /// They are kept one by one, since the unit has several rows, or none is expected of it.
    Kept,
    /// They are of a time that is not counted, or no unit is judged that is above theirs.
    Nowhere,
}

impl ChunkCounter<'_> {
    /// Scores a checklist of which the row has all items.
    pub(super) fn score(&mut self, row: &RowHead<'_>, at: usize, codes: &[PackedAnswer]) {
        let checklist = self.complete[at].checklist;
        let mut columns = self.complete[at].columns.iter().flatten();
        let usable = columns.any(|&column| CellValue::Answer(codes[column]).is_usable());
        let to = match self.scored_at(row, at, usable) {
            Scored::At(unit, year) => (unit, year),
            Scored::Kept => return self.keep_answers(row, at, codes),
            Scored::Nowhere => return,
        };
        let scorer = &self.count_plan.scorers[checklist.0 as usize];
        let answers = match &self.complete[at].consecutive {
            Some(columns) => &codes[columns.clone()],
            None => {
                let columns = self.complete[at].columns.iter();
                let answer = |column: Option<usize>| column.map(|column| codes[column]);
                let answers = columns.map(|column| answer(*column).unwrap_or(PackedAnswer::BLANK));
                self.answers.clear();
                self.answers.extend(answers);
                &self.answers
            }
        };
        let counts = &mut self.result.counts;
        counts.checklist(scorer, checklist, to, answers);
    }

    /// Where the checklist of a row is to be counted, which is noted; `usable` says whether it has any usable answer.
    fn scored_at(&mut self, row: &RowHead<'_>, at: usize, usable: bool) -> Scored {
        let group = Group::Checklist(self.complete[at].checklist);
        let first = self.complete[at].columns.iter().flatten().next();
        let first = first.map_or(0, |&column| self.schema.answer_columns[column].at);
        let Some(year) = self.counted_year(row, row.period, first, usable) else {
            return Scored::Nowhere;
        };
        if !self.existed(row, year)
            || self.is_repeated(group, row.period, row)
            || !self.note_counted(group, row.period, row.unit)
        {
            return Scored::Kept;
        }
        let Some(unit) = self.rollup_unit(row) else {
            return Scored::Nowhere;
        };
        if usable {
            self.note_year(row.period);
        }
        Scored::At(unit, year)
    }

    /// Keeps the answers to a checklist one by one: of a unit that is judged, or of cells that occur more than once.
    pub(super) fn keep_answers(&mut self, row: &RowHead<'_>, at: usize, codes: &[PackedAnswer]) {
        for column in self.complete[at].columns.iter().flatten() {
            let answer = CellValue::Answer(codes[*column]);
            let column = &self.schema.answer_columns[*column];
            self.keep(row, column.variable, row.period, answer, column.at);
        }
    }

    /// Scores a row of answers only, if they are all items of one checklist; false where it is to be counted like any other row.
    pub(super) fn count_sheet(&mut self, row: &RowHead<'_>, answers: &AnswerMasks) -> bool {
        let [complete] = self.complete else {
            return false;
        };
        let all = 0..answers.len();
        if complete.consecutive.as_ref() != Some(&all)
            || self.keeps_unit(row)
            || row.planned
            || !self.is_known(row, row.period)
        {
            return false;
        }
        let (unit, year) = match self.scored_at(row, 0, !answers.is_blank()) {
            Scored::At(unit, year) => (unit, year),
            Scored::Nowhere => return true,
            Scored::Kept => {
                self.keep_answers(row, 0, &answers.answers()[all]);
                return true;
            }
        };
        let checklist = complete.checklist;
        let scorer = &self.count_plan.scorers[checklist.0 as usize];
        let (counts, to) = (&mut self.result.counts, (checklist, unit, year));
        if !self.sheets.add(counts, scorer, to, answers) {
            counts.checklist(scorer, checklist, (unit, year), &answers.answers()[all]);
        }
        true
    }
}
