//! What a judgement may look at, and the trace that it leaves.

use super::{Difference, Input, Measurement, Note};
use crate::i18n::{Lang, Text};
use crate::number::Value;
use crate::observation::{Figures, Period, UnitIx};
use crate::plan::{Plan, Year};
use std::collections::BTreeSet;

/// The range of time that a value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Year(Year),
    /// The sum of the years from the first to the last.
    Cumulative(Year, Year),
}

impl When {
    pub fn period(self) -> Period {
        match self {
            When::Year(year) => Period::Year(year),
            When::Cumulative(first, last) if first == last => Period::Year(first),
            When::Cumulative(first, last) => Period::Span(first, last),
        }
    }

    pub fn end(self) -> Year {
        match self {
            When::Year(year) | When::Cumulative(_, year) => year,
        }
    }
}

/// So many inputs are looked through one by one.
const FEW: usize = 32;

/// The plan, the figures, and what has been looked at so far.
pub struct Context<'a> {
    pub plan: &'a Plan,
    pub figures: &'a Figures,
    tracing: bool,
    inputs: Vec<Input>,
    /// The same, where they are many.
    known: BTreeSet<Input>,
    notes: Vec<Note>,
    differences: Vec<Difference>,
    steps: Vec<Text>,
}

impl<'a> Context<'a> {
    pub fn new(plan: &'a Plan, figures: &'a Figures, tracing: bool) -> Self {
        Context {
            plan,
            figures,
            tracing,
            inputs: Vec::new(),
            known: BTreeSet::new(),
            notes: Vec::new(),
            differences: Vec::new(),
            steps: Vec::new(),
        }
    }

    pub fn input(&mut self, input: Input) {
        let fresh = if self.inputs.len() < FEW {
            !self.inputs.contains(&input)
        } else {
            if self.known.is_empty() {
                self.known.extend(self.inputs.iter().cloned());
            }
            self.known.insert(input.clone())
        };
        if fresh {
            self.inputs.push(input);
        }
    }

    pub fn note(&mut self, code: &'static str, text: Text) {
        let note = Note { code, text };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Notes that two figures of the same thing do not agree.
    pub fn differ(&mut self, found: Difference) {
        let (code, text) = found.note();
        self.note(code, text);
        self.differences.push(found);
    }

    /// Notes a line of arithmetic where a trace was asked for.
    pub fn step(&mut self, line: impl FnOnce() -> Text) {
        if self.tracing {
            let line = line();
            if !self.steps.contains(&line) {
                self.steps.push(line);
            }
        }
    }

    /// Hands over the value with its trace.
    pub fn finish(self, value: Value) -> Measurement {
        Measurement {
            inputs: self.inputs,
            notes: self.notes,
            differences: self.differences,
            steps: self.steps,
            ..Measurement::of(value)
        }
    }
}

/// A unit's name and code, for a line of arithmetic.
pub fn unit_words(figures: &Figures, unit: UnitIx) -> Text {
    let units = &figures.units;
    let words = |lang| format!("{} {}", units.name(unit, lang), units.code(unit));
    Text::new(words(Lang::Zh), words(Lang::En))
}
