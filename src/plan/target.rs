//! The target of an indicator: its rule, when it is due, and how progress towards it is measured.

use crate::i18n::Text;
use crate::index::{LevelIx, Year};
use crate::number::Number;
use crate::plan::rule::Rule;
use crate::plan::{Bands, Distribution, Indicator, Plan};
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

impl Indicator {
    /// Whether a target of it, one of those above its own level or a revised one included, adds years up.
    pub fn is_cumulative(&self) -> bool {
        let revised = self.revised.iter().map(|revision| &revision.target);
        let mut targets = [&self.target].into_iter().chain(&self.above).chain(revised);
        targets.any(|target| matches!(target.timing, Timing::Cumulative(_)))
    }

    /// The target in force in a year, at a level.
    pub fn target_for(&self, level: LevelIx, year: Year, plan: &Plan) -> &Target {
        if let Some(above) = &self.above
            && self.measure.is_above_own_level(plan, level)
        {
            return above;
        }
        self.revision_for(year)
            .map_or(&self.target, |revision| &revision.target)
    }

    /// The revision in force in a year; `None` if the first target is. One that comes after the date of the target before it
    /// and keeps that date revises nothing: what was due was due.
    pub fn revision_for(&self, year: Year) -> Option<&Revision> {
        let mut in_force: Option<&Revision> = None;
        for revision in self.revised.iter().filter(|revision| revision.from <= year) {
            let before = in_force.map_or(&self.target, |revision| &revision.target);
            let too_late = match before.timing {
                Timing::By(due) | Timing::Cumulative(due) => due < revision.from,
                Timing::EachYear => false,
            };
            if !(too_late && before.timing == revision.target.timing) {
                in_force = Some(revision);
            }
        }
        in_force
    }
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

/// A method of computing the value expected by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceMethod {
    /// The interim values of the target.
    Path,
    /// Equal steps from the baseline to the target.
    Linear,
    /// A constant growth rate from the baseline to the target.
    Cagr,
}

/// How the value expected by now is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The methods, that which decides first; none where no pace is asked for.
    pub methods: Vec<PaceMethod>,
    /// Whether the indicator itself lists the methods, so that they are used as written. Otherwise interim values of the target
    /// take the place of the first.
    pub as_listed: bool,
    /// The bands that it is placed on; `None`: those of its method.
    pub bands: Option<Bands>,
    /// How the task of a year is spread over it; `None`: evenly.
    pub within_year: Option<Distribution>,
}

impl Pace {
    /// One method for targets without interim values, on its own bands.
    pub fn of(method: PaceMethod) -> Pace {
        Pace {
            methods: vec![method],
            as_listed: false,
            bands: None,
            within_year: None,
        }
    }

    /// The methods that a target is held to.
    pub fn methods_of(&self, target: &Target) -> Vec<PaceMethod> {
        let own = !self.as_listed && !target.path.is_empty();
        let mut methods = self.methods.clone();
        if own {
            methods.splice(..methods.len().min(1), [PaceMethod::Path]);
        }
        methods
    }
}

/// What change is measured from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The year.
    pub year: Year,
    /// The value that the plan states; `None` if it comes from the data.
    pub value: Option<Number>,
    /// Which year takes its place where nothing was reported of it; `None`: no other.
    pub or: Option<OtherYear>,
}

/// The year that takes the place of a baseline without a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherYear {
    /// The first one after it that has a figure.
    Next,
    /// The nearest one that has a figure, the earlier of two that are equally near.
    Nearest,
}

impl Baseline {
    /// A year whose value comes from the data.
    pub fn measured(year: Year) -> Baseline {
        Baseline {
            year,
            value: None,
            or: None,
        }
    }

    /// The years that take its place one after the other, if they are before `before`.
    pub fn others(&self, before: Year) -> Vec<Year> {
        let most = before - self.year;
        let nearer = |away: Year| match self.or {
            Some(OtherYear::Nearest) => vec![self.year - away, self.year + away],
            Some(OtherYear::Next) => vec![self.year + away],
            None => Vec::new(),
        };
        let years = (1..=most).flat_map(nearer);
        years.filter(|&year| year < before).collect()
    }

    /// The earliest year whose figures may take its place in a plan that ends in `last`.
    pub fn earliest(&self, last: Year) -> Year {
        match self.or {
            Some(OtherYear::Nearest) => self.others(last).into_iter().fold(self.year, Year::min),
            Some(OtherYear::Next) | None => self.year,
        }
    }
}

/// Whether a plan binds itself to a target (约束性) or expects to reach it (预期性).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// 约束性.
    Binding,
    /// 预期性.
    Expected,
}

impl Nature {
    /// The word in plans and data.
    pub fn id(self) -> &'static str {
        match self {
            Nature::Binding => "binding",
            Nature::Expected => "expected",
        }
    }
}
