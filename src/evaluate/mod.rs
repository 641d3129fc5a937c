//! Judging: figures and a plan in, judgements out. Pure.

mod judgement;
mod verdict;

pub use judgement::{Input, Judgement, Measured, Note, PaceJudgement};
pub use verdict::Verdict;
