//! The target of an indicator: its rule, when it is due, and how progress towards it is measured.

use crate::i18n::Text;
use crate::index::Year;
use crate::number::Number;
use crate::plan::rule::Rule;
use std::sync::Arc;

/// A rule, and when it must hold.
#[derive(Clone, Debug)]
pub struct Target {
    /// The rule.
    pub rule: Arc<dyn Rule>,
    /// When it must hold.
    pub timing: Timing,
    /// The interim values, by ascending year.
    pub path: Vec<(Year, Number)>,
    /// The rules of single units, by their codes.
    pub by_unit: Vec<(String, Arc<dyn Rule>)>,
}

/// When a target is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// From this year on.
    By(Year),
    /// In every year.
    EachYear,
    /// The sum over the period, in this year.
    Cumulative(Year),
}

/// A target that replaces an earlier one.
#[derive(Debug)]
pub struct Revision {
    /// The first year in which it is in force.
    pub from: Year,
    /// The target.
    pub target: Target,
    /// The reason.
    pub why: Text,
}

/// How attainment is computed; formulas in `evaluate/attainment.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attainment {
    /// Value ÷ target, or target ÷ value where less is better.
    TargetRatio,
    /// 1 within a range, less with the distance from it.
    Interval,
    /// Change since the baseline ÷ change required.
    BaselineDistance,
}

/// How the value expected by now is computed if the target has no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Equal steps from the baseline to the target.
    Linear,
    /// A constant growth rate from the baseline to the target.
    Cagr,
    /// No pace.
    None,
}

/// What change is measured from.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The year.
    pub year: Year,
    /// The value that the plan states; `None` if it comes from the data.
    pub value: Option<Number>,
}
