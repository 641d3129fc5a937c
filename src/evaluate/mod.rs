//! Judging: figures and a plan in, judgements out. Pure.

mod attainment;
mod context;
mod difference;
mod judge;
mod judgement;
mod measure;
mod members;
mod own_rows;
mod pace;
mod reconcile;
mod registers;
mod resolve;
mod sensitivity;
mod verdict;

pub use context::When;
pub use difference::{Difference, Key as DifferenceKey};
pub use judge::{judge, judge_unit};
pub use judgement::{Input, Judgement, Measurement, Note, PaceJudgement};
pub use measure::measure;
pub use members::members_sum;
pub use verdict::Verdict;
