//! The files of a data set counted to be written as a tally table.

use super::kind::Gathered;
use super::rest::rest;
use super::write::write;
use crate::data::DataSet;
use crate::finding::{Findings, Place};
use crate::plan::Plan;
use crate::tally::Question;
use crate::tally::build_figures::count_held;
use crate::tally::count_plan::CountPlan;
use crate::tally::files::{Files, Reading};
use crate::tally::remarks::overflows;
use crate::tally::source::{CountSource, Counted};
use std::io::{self, Write};

/// What was counted of the files of a data set.
pub struct Tallied<'a> {
    plan: &'a Plan,
    data: &'a DataSet,
    question: &'a Question,
    count_plan: CountPlan,
    counted: Counted,
}

impl<'a> Tallied<'a> {
    /// Counts what is gathered at the units of some levels.
    pub fn new(plan: &'a Plan, data: &'a DataSet, question: &'a Question) -> Tallied<'a> {
        let count_plan = CountPlan::new(plan, &data.units, question);
        let mut counted = Files::new(data, question, Reading::default()).count(plan, &count_plan);
        let units = counted.units.take();
        count_held(
            plan,
            &count_plan,
            units.as_ref().unwrap_or(&data.units),
            &mut counted,
        );
        counted.units = units;
        Tallied {
            plan,
            data,
            question,
            count_plan,
            counted,
        }
    }

    /// What was found in the files.
    pub fn findings(&mut self) -> Findings {
        let mut findings = std::mem::take(&mut self.counted.findings);
        overflows(self.plan, &self.counted.counts.overflowed, &mut findings);
        findings
    }

    /// How many cells were not counted, since they are judged one by one.
    pub fn kept(&self) -> usize {
        self.counted.kept_cells.len()
    }

    /// Writes the counts; `digest` is that of the plan.
    pub fn write(&self, out: &mut dyn Write, digest: &str) -> io::Result<()> {
        let Tallied {
            plan,
            data,
            count_plan,
            counted,
            ..
        } = self;
        let gathered = Gathered {
            levels: self.question.levels.clone(),
            year: *count_plan.years.end(),
            as_of: (count_plan.as_of.as_ref()).map(|date| date.written().to_owned()),
        };
        let units = counted.units.as_ref().unwrap_or(&data.units);
        let kept = &counted.kept_cells;
        let named = counted.named.gathered(plan, units, count_plan, kept);
        write(out, plan, data, (digest, &gathered), counted, &named)
    }

    /// The cells that were not counted as a table, and those that hold the figures of units that became part of their own as another;
    /// empty where there are none. Fails with the place of one that would be read otherwise than it was.
    pub fn rest(&self) -> Result<[Vec<u8>; 2], Place> {
        let asked = (self.question, &self.count_plan);
        rest(self.plan, self.data, asked, &self.counted)
    }
}
