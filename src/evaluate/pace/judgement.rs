//! What is said of a pace.

use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary};
use crate::plan::{Bands, Year, bands};
use crate::text;

/// How the value stands to where it should be by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceJudgement {
    /// `path`, `linear`, `compound`, `cagr`, `growth`; `within-year` of a year that is not over.
    pub method: &'static str,
    /// What is due this year, in the indicator's unit; `None` for growth rates, and while it is not known.
    pub due_value: Option<Number>,
    /// Whether the value is at or ahead of it.
    pub holds: Ternary,
    /// The id of the step of the bands; `None` while undecided.
    pub band: Option<String>,
    /// The id of the bands, where the plan declares some.
    pub bands: Option<String>,
    /// The score of the bands; `None` if they give none, or while it is not known.
    pub score: Option<Interval>,
    /// The distance covered over the distance due, or the actual over the required growth; `None` if undefined. A root makes
    /// it an interval of less than 10^-12 that contains it.
    pub ratio: Option<Interval>,
    /// The actual and the required rate.
    pub rates: Option<Rates>,
    /// The year that it is drawn from; `None` without a baseline.
    pub base_year: Option<Year>,
    /// The year of the figure.
    pub year: Year,
    /// What a natural limit multiplies the thresholds by; `None` without one.
    pub limit_factor: Option<Interval>,
}

/// Change a year since the baseline, and the change a year that leads to the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Whether they are per cent a year, compound; otherwise they are in the indicator's unit a year.
    pub per_cent: bool,
    /// Since the baseline.
    pub actual: Interval,
    /// From the baseline to the target; `None` where there is no target, or while it is not known.
    pub required: Option<Interval>,
}

impl PaceJudgement {
    /// What is not known: where a baseline is missing nothing can be said.
    pub fn undecided(method: &'static str, year: Year) -> PaceJudgement {
        PaceJudgement {
            method,
            due_value: None,
            holds: Ternary::Unknown,
            band: None,
            bands: None,
            score: None,
            ratio: None,
            rates: None,
            base_year: None,
            year,
            limit_factor: None,
        }
    }

    /// The word for a value that is there or short of it, without degrees.
    pub fn word(holds: Ternary) -> Option<String> {
        match holds {
            Ternary::Yes => Some("on-track".to_owned()),
            Ternary::No => Some(BEHIND.to_owned()),
            Ternary::Unknown => None,
        }
    }

    /// The same placed on bands: those that are declared, else those of the method.
    pub fn placed(mut self, declared: Option<&Bands>, own: Option<&Bands>) -> Self {
        let Some(bands) = declared.or(own) else {
            return self;
        };
        self.bands = declared.map(|bands| bands.id.clone());
        let Some(ratio) = &self.ratio else {
            // The word of the line is no step of the bands that are declared.
            self.band = self.band.filter(|_| declared.is_none());
            return self;
        };
        self.band = bands.place(ratio).map(|step| step.id.clone());
        self.score = bands.score(ratio);
        self
    }

    /// The name of the step in which it stands, of `declared` where the plan declares bands; `None` while undecided.
    pub fn band_name(&self, declared: Option<&Bands>) -> Option<Text> {
        let id = self.band.as_ref()?;
        let own = match self.method {
            "growth" => bands::named(bands::EUROSTAT_GROWTH)?,
            "cagr" => bands::of_rates(),
            _ => bands::of_line(),
        };
        let placed_on = match self.bands {
            Some(_) => declared?,
            None => own,
        };
        let step = placed_on.steps.iter().find(|step| step.id == *id);
        let behind = || (id == BEHIND).then(|| text!("滞后序时进度", "behind"));
        step.map(|step| step.name.clone()).or_else(behind)
    }

    /// For compound growth, the actual growth in per cent of the growth required, rounded to a tenth; `None` for other methods
    /// and unless it is known.
    pub fn growth_share(&self) -> Option<Number> {
        let ratio = self.ratio.as_ref().filter(|_| self.method == "cagr")?;
        Some((&narrow(ratio)? * &Number::from(100)).round(1))
    }
}

/// The band of a value that is short of what is due, where no degrees are told apart.
const BEHIND: &str = "behind";

/// How wide the bounds of a root may be for its middle to be shown.
const EXACT_TO: i32 = -12;

/// The number, or the middle of bounds that a root leaves; `None` if more is possible.
pub fn narrow(interval: &Interval) -> Option<Number> {
    let (lo, hi) = (interval.lo().number()?, interval.hi().number()?);
    let close = hi - lo <= Number::power_of_ten(EXACT_TO);
    close.then(|| &(lo + hi) * &Number::scaled(5, 1))
}
