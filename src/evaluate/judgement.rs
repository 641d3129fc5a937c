//! What comes of judging one indicator for one unit in one year.

use super::{Difference, Offer, PaceJudgement, StageJudgement, Verdict};
use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{Aggregate, Period, UnitIx};
use crate::plan::measure::{MeasuredValue, ScoredValue};
use crate::plan::rule::{Goal, Rule};
use crate::plan::{IndicatorIx, LevelIx, Timing, VariableIx, Year};
use std::sync::Arc;

/// A verdict with all that it rests on.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The indicator.
    pub indicator: IndicatorIx,
    /// The unit.
    pub unit: UnitIx,
    /// The year judged.
    pub year: Year,
    /// The verdict.
    pub verdict: Verdict,
    /// In the indicator's unit.
    pub value: Value,
    /// The rule held against it: revised, or the unit's own, where there is one.
    pub rule: Arc<dyn Rule>,
    /// What the rule comes to: of a change from a known baseline, the number to reach.
    pub goal: Goal,
    /// When the target is due.
    pub timing: Timing,
    /// Whether the target is due in this year.
    pub due: bool,
    /// Whether the target holds for every value that is possible; while a year is not over, whether it is reached for good.
    pub holds: Ternary,
    /// Value minus threshold (nearest bound of a band), in the indicator's unit: negative is short of an `at-least`.
    pub gap: Option<Number>,
    /// Per cent, uncapped; `None` if undefined.
    pub attainment: Option<Number>,
    /// The score that the indicator declares, or that an index is; `None` for any other.
    pub score: Option<ScoredValue>,
    /// How the value stands to where it should be by now; `None` if the target is due or has no pace.
    pub pace: Option<PaceJudgement>,
    /// What a pace is measured from, also where it allows none; `None` if none is sought, and for a sum over the period, which
    /// starts from 0.
    pub baseline: Option<BaselineValue>,
    /// The same by the further methods that the plan asks for.
    pub other_paces: Vec<PaceJudgement>,
    /// The year whose figure is judged: an earlier one where a figure is carried.
    pub figure_year: Year,
    /// Whether the year was not over by the date up to which figures are used.
    pub so_far: bool,
    /// The point of time of the figure, in years: 2013 at the end of 2013, 2012.5 where half of its task is due.
    pub time: Number,
    /// The year that change is measured from.
    pub base_year: Year,
    /// What is said of it at a stage of the plan; `None` where no stage is asked for.
    pub stage: Option<StageJudgement>,
    /// Value and verdict of the year before; `None` in the first year.
    pub previous: Option<(Value, Verdict)>,
    /// The verdicts of the years that had to be judged for this one, itself among them, ascending.
    pub years: Vec<(Year, Verdict)>,
    /// The band of a checklist or of a score that the unit stands in.
    pub band: Option<StandsIn>,
    /// What is to be said beside the verdict.
    pub notes: Vec<Note>,
    /// What the value came from.
    pub inputs: Vec<Input>,
    /// The arithmetic, a line a step, where a trace was asked for.
    pub steps: Vec<Text>,
    /// The smallest changes of single figures that lead to another verdict, where a trace was asked for.
    pub offers: Vec<Offer>,
}

impl Judgement {
    /// Whether the target is certain not to hold, and is not set aside.
    pub fn falls_short(&self) -> bool {
        self.holds == Ternary::No
            && !matches!(
                self.verdict,
                Verdict::Waived | Verdict::Monitored | Verdict::NotApplicable
            )
    }

    /// The year whose figures are judged: the year itself, but the date of the target from then on; an earlier one where a
    /// figure is carried.
    pub fn value_year(&self) -> Year {
        self.figure_year
    }
}

/// Of a judgement as much as is counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// In the indicator's unit.
    pub value: Value,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the target is due in the year.
    pub due: bool,
    /// What the value came from.
    pub inputs: Vec<Input>,
}

/// A step of bands that a checklist or a score stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandsIn {
    /// The step's id.
    pub id: String,
    /// The step's name.
    pub name: Text,
    /// Whether only the estimate of the score is in it, and what is certain leaves others possible.
    pub estimated: bool,
}

/// The value that a pace is measured from.
#[derive(Clone, Debug)]
pub struct BaselineValue {
    /// Its year.
    pub year: Year,
    /// In the indicator's unit.
    pub value: Value,
    /// Whether the plan states it; else it was measured.
    pub declared: bool,
    /// What a measured one came from.
    pub inputs: Vec<Input>,
}

/// The code of the note that an earlier figure stands for a year without one.
pub const CARRIED: &str = "carried";

/// A word beside the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Kebab-case: `early`, `lost`, `published`, …
    pub code: &'static str,
    /// The words.
    pub text: Text,
}

/// One thing that the value came from, or should have come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A cell.
    Cell {
        /// What was asked for.
        variable: VariableIx,
        /// Of which unit.
        unit: UnitIx,
        /// For which time.
        period: Period,
        /// Whether a usable figure was reported.
        reported: bool,
    },
    /// A count over units that are not judged one by one.
    Aggregate {
        /// What was counted.
        counted: Aggregate,
        /// The level of the units counted.
        level: LevelIx,
        /// The unit that they belong to.
        unit: UnitIx,
        /// The year.
        year: Year,
        /// By roster or register; `None` if neither is known.
        expected: Option<u64>,
        /// How many reported.
        reported: u64,
    },
    /// A figure that is shown and not used.
    Planned {
        /// What was planned.
        variable: VariableIx,
        /// For which unit.
        unit: UnitIx,
        /// For which time.
        period: Period,
    },
}

impl Input {
    /// Whether anything was reported.
    pub fn is_reported(&self) -> bool {
        match self {
            Input::Cell { reported, .. } => *reported,
            Input::Aggregate { reported, .. } => *reported > 0,
            Input::Planned { .. } => false,
        }
    }
}

/// A value with its trace.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// The value, in the indicator's unit.
    pub value: Value,
    /// What it came from.
    pub inputs: Vec<Input>,
    /// What is to be said beside the verdict.
    pub notes: Vec<Note>,
    /// Figures that should say the same and do not.
    pub differences: Vec<Difference>,
    /// Lines of arithmetic, where a trace was asked for.
    pub steps: Vec<Text>,
    /// The value is a multiple of this; `None` if it may be anything between its ends.
    pub step: Option<Number>,
    /// Whether it is counted or summed over units, so that 基本 (basically) applies.
    pub over_units: bool,
    /// Whether the unit passes, where the measure is its own checklist.
    pub passes: Option<Ternary>,
    /// The band of a checklist that the unit is certain to stand in, by its index.
    pub band: Option<usize>,
    /// What the value of an index is estimated at from what was reported.
    pub estimate: Option<Interval>,
}

impl Measurement {
    /// A value without a trace.
    pub fn of(measured: MeasuredValue) -> Self {
        Measurement {
            value: measured.value,
            inputs: Vec::new(),
            notes: Vec::new(),
            differences: Vec::new(),
            steps: Vec::new(),
            step: measured.step,
            over_units: measured.over_units,
            passes: measured.passes,
            band: measured.band,
            estimate: measured.estimate,
        }
    }
}
