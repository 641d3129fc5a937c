//! What there is to count: worked out from the plan and the question before any row is read.

use super::Question;
use crate::evaluate::{Sheet, sheet};
use crate::figures::{Counted, Period, UnitIx, Units};
use crate::plan::{
    ChecklistIx, Condition, LevelIx, Measure, Plan, RollUp, Timing, VariableIx, Year,
};
use crate::rules::Rule;
use std::sync::Arc;

/// A rostered level of no more units is kept cell by cell even where it is not judged.
const KEPT_UNITS: usize = 64;

/// What a figure of a unit that is not judged goes into.
#[derive(Clone, Debug)]
pub enum Use {
    Sum,
    Holds {
        counted: Counted,
        rule: Arc<dyn Rule>,
    },
    Item {
        checklist: ChecklistIx,
        at: usize,
    },
}

/// What a variable is wanted for.
#[derive(Clone, Debug)]
pub struct Want {
    /// Where it is collected.
    level: LevelIx,
    pub uses: Vec<Use>,
    /// It only makes sense beside others of the same unit: its cells are kept at any level.
    joint: bool,
    /// Whether an indicator or a register reads it.
    read: bool,
    /// Whether a sum over the period reads it, so that a span may serve.
    summed_up: bool,
}

/// What to keep and what to count.
#[derive(Debug)]
pub struct Interest {
    /// By level: whether its units' cells are kept.
    kept: Vec<bool>,
    /// By variable.
    wants: Vec<Want>,
    /// By checklist.
    pub sheets: Vec<Sheet>,
    pub years: std::ops::RangeInclusive<Year>,
    /// From the baseline to the end, whatever year is asked for; and where sums begin.
    whole: std::ops::RangeInclusive<Year>,
    first: Year,
}

/// Whether a figure can take part in any judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serves {
    Yes,
    /// Of years or a span that the plan does not look at.
    OtherTime,
    /// Of a variable that nothing reads.
    Nothing,
}

impl Want {
    fn new(level: LevelIx) -> Want {
        Want {
            level,
            uses: Vec::new(),
            joint: false,
            read: false,
            summed_up: false,
        }
    }
}

impl Interest {
    pub fn new(plan: &Plan, units: &Units, question: &Question) -> Interest {
        let mut interest = Interest {
            kept: kept_levels(plan, units, question),
            wants: plan.variables.iter().map(|v| Want::new(v.level)).collect(),
            sheets: (0..plan.checklists.len() as u32)
                .filter_map(|at| sheet(plan, ChecklistIx(at)))
                .collect(),
            years: plan.baseline.min(plan.first)..=question.year.unwrap_or(plan.last),
            whole: plan.baseline.min(plan.first)..=plan.last,
            first: plan.first,
        };
        debug_assert_eq!(interest.sheets.len(), plan.checklists.len());
        interest.note_sums(plan);
        interest.note_conditions(plan);
        interest.note_items(plan);
        interest.note_read(plan);
        interest
    }

    fn note_read(&mut self, plan: &Plan) {
        for want in &mut self.wants {
            want.read = !want.uses.is_empty() || want.joint;
        }
        for indicator in &plan.indicators {
            let (one, two) = match &indicator.measure {
                Measure::Value { variable } => (Some(*variable), None),
                Measure::Ratio { part, whole, .. } => (Some(*part), Some(*whole)),
                Measure::Mean { variable, weight } => (Some(*variable), Some(*weight)),
                Measure::Share { .. } | Measure::Checklist { .. } => (None, None),
            };
            let published = match &indicator.measure {
                Measure::Ratio { published, .. } => *published,
                _ => None,
            };
            let sum = matches!(indicator.target.timing, Timing::Cumulative(_));
            for variable in [one, two, published].into_iter().flatten() {
                let want = self.want_mut(variable);
                want.read = true;
                want.summed_up |= sum;
            }
        }
    }

    /// Whether a figure can take part in any judgement of the plan.
    pub fn serves(&self, variable: VariableIx, period: Period) -> Serves {
        let in_time = match period {
            Period::Year(year) => self.whole.contains(&year),
            Period::Span(first, last) => {
                let sum = self.want(variable).summed_up;
                sum && first == self.first && self.whole.contains(&last)
            }
        };
        match (self.want(variable).read, in_time) {
            (false, _) => Serves::Nothing,
            (true, false) => Serves::OtherTime,
            (true, true) => Serves::Yes,
        }
    }

    fn note_sums(&mut self, plan: &Plan) {
        let mut sums: Vec<VariableIx> = plan.levels.iter().filter_map(|l| l.register).collect();
        for indicator in &plan.indicators {
            match &indicator.measure {
                Measure::Value { variable } => sums.push(*variable),
                Measure::Ratio { part, whole, .. } => sums.extend([*part, *whole]),
                Measure::Mean { variable, weight } => {
                    self.want_mut(*variable).joint = true;
                    self.want_mut(*weight).joint = true;
                }
                Measure::Share { register, .. } => sums.extend(*register),
                Measure::Checklist { .. } => {}
            }
        }
        for variable in sums {
            let whole = plan[variable].part_of;
            for variable in [Some(variable), whole].into_iter().flatten() {
                // A part is bounded by its whole unit by unit, so the two have to be seen side by side.
                let want = self.want_mut(variable);
                want.joint |= whole.is_some();
                let known = want.uses.iter().any(|known| matches!(known, Use::Sum));
                if plan[variable].roll_up == RollUp::Sum && !known {
                    want.uses.push(Use::Sum);
                }
            }
        }
    }

    fn note_conditions(&mut self, plan: &Plan) {
        for (ix, indicator) in plan.indicators() {
            if let Measure::Share {
                condition: Condition::Holds { variable, rule },
                ..
            } = &indicator.measure
            {
                self.want_mut(*variable).uses.push(Use::Holds {
                    counted: Counted::Holds(ix),
                    rule: rule.clone(),
                });
            }
        }
    }

    fn note_items(&mut self, plan: &Plan) {
        for (checklist, definition) in (0..).map(ChecklistIx).zip(&plan.checklists) {
            for (at, item) in definition.items.iter().enumerate() {
                let uses = &mut self.want_mut(item.variable).uses;
                uses.push(Use::Item { checklist, at });
            }
        }
    }

    /// Whether a variable's cells of a level are kept one by one.
    pub fn keeps(&self, variable: VariableIx, level: LevelIx) -> bool {
        self.kept[level.0 as usize] || self.want(variable).joint
    }

    pub fn keeps_level(&self, level: LevelIx) -> bool {
        self.kept[level.0 as usize]
    }

    /// Whether a figure is one of those that are counted and not kept: of units that are not judged, collected there.
    pub fn counts(&self, want: &Want, level: LevelIx) -> bool {
        level == want.level && !want.joint && !self.kept[level.0 as usize]
    }

    pub fn want(&self, variable: VariableIx) -> &Want {
        &self.wants[variable.0 as usize]
    }

    fn want_mut(&mut self, variable: VariableIx) -> &mut Want {
        &mut self.wants[variable.0 as usize]
    }

    pub fn uses(&self, variable: VariableIx) -> &[Use] {
        &self.want(variable).uses
    }

    /// The unit itself or the nearest above it whose level is kept: counts are gathered there.
    pub fn anchor(&self, units: &Units, unit: UnitIx) -> Option<UnitIx> {
        let mut at = Some(unit);
        while let Some(unit) = at {
            if self.keeps_level(units.level(unit)) {
                return Some(unit);
            }
            at = units.parent(unit);
        }
        None
    }
}

/// The levels asked for, what an explained indicator rests on, and levels whose roster is short.
fn kept_levels(plan: &Plan, units: &Units, question: &Question) -> Vec<bool> {
    let mut counts = vec![0usize; plan.levels.len()];
    for unit in units.all() {
        counts[units.level(unit).0 as usize] += 1;
    }
    let mut kept: Vec<bool> = counts
        .iter()
        .map(|&count| (1..=KEPT_UNITS).contains(&count))
        .collect();
    for level in &question.levels {
        kept[level.0 as usize] = true;
    }
    if let Some(indicator) = question.traced {
        for level in levels_below(plan, &plan[indicator].measure) {
            kept[level.0 as usize] = true;
        }
    }
    kept
}

fn levels_below(plan: &Plan, measure: &Measure) -> Vec<LevelIx> {
    match measure {
        Measure::Value { variable } => vec![plan[*variable].level],
        Measure::Ratio { part, whole, .. } => vec![plan[*part].level, plan[*whole].level],
        Measure::Mean { variable, weight } => vec![plan[*variable].level, plan[*weight].level],
        Measure::Share { of, .. } => vec![*of],
        Measure::Checklist { checklist } => vec![plan[*checklist].level],
    }
}
