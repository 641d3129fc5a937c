//! `kaoping/scorecard/1`: the results of units in a year. Large ones are written in parts: the head, a card for each
//! unit, the units below, the tail.

use super::common::{Assumption, Clause, Coverage, Exit, Finding, Place, Summary, Unit};
use super::evidence::Evidence;
use super::gate::{Gate, GateEnd, GateMark};
use super::head::DocumentHead;
use super::number::{Bounds, Decimal, Fraction, is_false, number};
pub use super::pace::Pace;
pub use super::stage::StageResult;
pub use super::target::{Direction, Target, Timing, is_set};
use crate::evaluate::Verdict;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/scorecard/1";

/// A whole scorecard document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/scorecard/1")]
pub struct ScorecardDocument {
    /// What is known before the first result.
    #[serde(flatten)]
    pub head: ScorecardHead,
    /// The results of every unit that was asked for, unit after unit.
    pub results: Vec<IndicatorResult>,
    /// The units below the one asked for, by their counts.
    pub units: Vec<UnitSummary>,
    /// What all results come to.
    #[serde(flatten)]
    pub tail: ScorecardTail,
}

/// What is known before the first result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScorecardHead {
    /// Plan and figures.
    #[serde(flatten)]
    pub document: DocumentHead,
    /// What was asked for; null where nothing could be evaluated.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// What the run is held to; absent if it is held to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<Gate>,
}

/// Whose results were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scope {
    /// The year.
    pub year: Year,
    /// The code of the unit: the one assessed, or the one whose units of `level` are.
    pub unit: String,
    /// The id of the level whose units are assessed one by one; null where one unit is.
    pub level: Option<String>,
    /// The id and name of the level of the units below the one assessed; null where they are not listed.
    pub members: Option<LevelName>,
    /// The years, where there are several; `year` is the last of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<Year>,
    /// The codes of the units asked for, where there are several or a level was asked for too; `unit` is the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// The verdicts of which results are listed; all if empty. Counts are of all results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Verdict>,
    /// The order of the results of a unit.
    #[serde(default, skip_serializing_if = "Order::is_plan")]
    pub order: Order,
    /// The stage that was asked for; null where it follows from the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The chapter that was asked for; absent where all were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether the year is the latest with figures, none having been asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub latest: bool,
    /// Whether the verdicts were accepted although data was refused.
    #[serde(default, skip_serializing_if = "is_false")]
    pub allow_refused: bool,
}

/// The order of the results of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// That of the plan.
    #[default]
    Plan,
    /// The least attained first; what has no attainment last, in the plan's order.
    Gap,
}

impl Order {
    fn is_plan(&self) -> bool {
        *self == Order::Plan
    }
}

/// A level by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LevelName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The results of one unit in one year: a document's results come unit after unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The unit.
    pub unit: Unit,
    /// The year.
    pub year: Year,
    /// How much was reported.
    pub coverage: Coverage,
    /// The counts of its verdicts.
    pub summary: Summary,
    /// In the plan's order.
    pub results: Vec<IndicatorResult>,
}

impl Card {
    /// Puts the results in an order.
    pub fn sort(&mut self, order: Order) {
        let attainment = |result: &IndicatorResult| {
            number(result.attainment.as_ref(), result.attainment_exact.as_ref())
        };
        match order {
            Order::Plan => {}
            // `None` is less than any number: what has none goes last.
            Order::Gap => self.results.sort_by_cached_key(|result| {
                let attained = attainment(result);
                (attained.is_none(), attained)
            }),
        }
    }

    /// The results that are missed or behind, the least attained first, at most so many.
    pub fn worst(&self, most: usize) -> Vec<&IndicatorResult> {
        worst(&self.results, most)
    }

    /// The results by chapter, in the plan's order.
    pub fn chapters(&self) -> impl Iterator<Item = (u32, &[IndicatorResult])> {
        let same = |a: &IndicatorResult, b: &IndicatorResult| a.clause.chapter == b.clause.chapter;
        let groups = self.results.chunk_by(same);
        groups.map(|results| (results[0].clause.chapter, results))
    }
}

/// The results that are missed or behind, the least attained first, at most so many.
pub fn worst(results: &[IndicatorResult], most: usize) -> Vec<&IndicatorResult> {
    let mut short: Vec<(crate::number::Number, &IndicatorResult)> = (results.iter())
        .filter(|result| matches!(result.verdict, Verdict::Missed | Verdict::Behind))
        .filter_map(|result| {
            let attained = number(result.attainment.as_ref(), result.attainment_exact.as_ref());
            Some((attained?, result))
        })
        .collect();
    short.sort_by(|(a, _), (b, _)| a.cmp(b));
    short
        .into_iter()
        .take(most)
        .map(|(_, result)| result)
        .collect()
}

/// A unit below the one asked for: its counts only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnitSummary {
    /// The unit.
    #[serde(flatten)]
    pub unit: Unit,
    /// The counts of its verdicts.
    pub summary: Summary,
    /// How much was reported.
    pub coverage: Coverage,
}

/// What all results come to, the units below not among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScorecardTail {
    /// How much was reported.
    pub coverage: Coverage,
    /// The counts of all verdicts.
    pub summary: Summary,
    /// What came of the gate; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate_end: Option<GateEnd>,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// One indicator for one unit in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorResult {
    /// `indicator/unit/year`.
    pub id: String,
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The unit.
    pub unit: Unit,
    /// The year.
    pub year: Year,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the target is due in this year.
    pub due: bool,
    /// Null unless only one value is possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// What the value can be; null where the indicator is not applicable.
    pub bounds: Option<Bounds>,
    /// The unit that values, target and gap are in.
    pub unit_of_measure: String,
    /// What is to be reached.
    pub target: Target,
    /// Value minus target: negative is short of an `at-least`.
    pub gap: Option<Decimal>,
    /// The gap as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap_exact: Option<Fraction>,
    /// Per cent of the target, uncapped; null where undefined.
    pub attainment: Option<Decimal>,
    /// The attainment as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainment_exact: Option<Fraction>,
    /// Where the value stands on the scale that the indicator declares, or an index; estimated from what was reported where
    /// `score_estimated` says so. Absent without such a scale, and where it is neither known nor estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Decimal>,
    /// The score as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_exact: Option<Fraction>,
    /// What the score can be. Verdict, band and place rest on it, never on an estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_bounds: Option<Bounds>,
    /// Whether `score` is an estimate.
    #[serde(default, skip_serializing_if = "is_false")]
    pub score_estimated: bool,
    /// Where the value should be by now; null where there is no pace.
    pub pace: Option<Pace>,
    /// The same by the further methods that the plan asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_paces: Vec<Pace>,
    /// How the target stands at the stage of the plan that the year is, or that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageResult>,
    /// The year before; null in the first year.
    pub previous: Option<Previous>,
    /// The band of a checklist or of a score that the unit stands in; absent where several are possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// Whether only the estimate of the score is in it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub band_estimated: bool,
    /// The waiver that sets the target aside; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// Words beside the verdict.
    pub notes: Vec<Note>,
    /// The assumptions that the verdict rests on.
    pub assumed: Vec<Assumed>,
    /// The clause that it is shown under.
    pub clause: Clause,
    /// Where the plan declares the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Place>,
    /// What the value came from.
    pub evidence: Vec<Evidence>,
    /// What the gate says of it; absent where it passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<GateMark>,
    /// How many decimals are shown.
    #[serde(default)]
    pub decimals: u32,
    /// How the value is shown.
    #[serde(default, skip_serializing_if = "Display::is_number")]
    pub display: Display,
}

/// How a value is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Display {
    /// As a number.
    #[default]
    Number,
    /// A milestone: 1 is reached, 0 is not.
    Milestone,
    /// A unit's own checklist of which every item is asked for: 100 passes, 0 fails.
    Checklist,
}

impl Display {
    fn is_number(&self) -> bool {
        *self == Display::Number
    }
}

/// A three-valued answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Whatever the missing data may be.
    Yes,
    /// Whatever the missing data may be.
    No,
    /// The missing data decides.
    Unknown,
}

/// The year before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Previous {
    /// Null unless only one value was possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// What the value could be; null where the indicator was not applicable.
    pub bounds: Option<Bounds>,
    /// The verdict then.
    pub verdict: Verdict,
}

/// A waiver: a target is set aside for some years, and is not counted as met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// The first year of its term.
    pub from: Year,
    /// The last year of its term.
    pub until: Year,
    /// Who decided; null if it is not said.
    pub by: Option<String>,
    /// When it was decided, as ISO text; null if it is not said.
    pub date: Option<String>,
    /// The reason.
    pub why: String,
    /// Where it is declared.
    pub place: Place,
    /// Term, decision and reason in words.
    pub words: String,
}

/// A word beside the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Kebab-case.
    pub code: String,
    /// In words.
    pub text: String,
}

/// An assumption, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assumed {
    /// The id of the plan or the indicator.
    pub of: String,
    /// What was assumed.
    #[serde(flatten)]
    pub assumption: Assumption,
}
