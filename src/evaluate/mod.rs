//! Judging: figures and a plan in, judgements out. Pure.

mod attainment;
mod change_of_answers;
mod comparison;
mod context;
mod difference;
mod evaluation;
mod judgement;
mod measurement;
mod missing;
mod offers;
mod pace;
mod projection;
mod rank;
mod resolve;
mod score;
mod series;
mod stage;
mod trend;
mod units;
mod verdict;

pub use comparison::{Comparison, compare};
pub use difference::{Difference, Key as DifferenceKey};
pub use judgement::{
    BaselineValue, CARRIED, Counted, Input, Judgement, Measurement, Note, StandsIn,
};
pub use measurement::measure;
pub use missing::{Decisive, Missing, MissingFigure, missing_figures};
pub use offers::{Change, Offer};
pub use pace::{ENOUGH_GROWTH, PaceJudgement, Rates, narrow};
pub use projection::{Method as ProjectionMethod, Outlook, Projection};
pub use rank::{Contender, Place, Varied, by_attainment, by_indicator, rank};
pub use resolve::{members_sum, own_figure, span_differences};
pub use score::{MemberScore, member_scores};
pub use series::{Series, count_by_itself, judge, judge_traced, judge_unit, series};
pub use stage::{Stage, StageJudgement, StageStatus, stage};
pub use trend::{MemberStep, Trend, trend};
pub use units::{CountedUnit, Standing, counted_units};
pub use verdict::Verdict;
