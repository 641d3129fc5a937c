//! Judging: figures and a plan in, judgements out. Pure.

mod attainment;
mod context;
mod difference;
mod differences;
mod flip;
mod items;
mod judge;
mod judgement;
mod measures;
mod members;
mod own;
mod pace;
mod reconcile;
mod registers;
mod resolve;
mod verdict;

pub use difference::Difference;
pub use differences::differences;
pub use items::{Answer, Score, Scratch, Sheet};
pub use judge::{judge, judge_unit};
pub use judgement::{Input, Judgement, Measured, Note, PaceJudgement};
pub use measures::sheet;
pub use members::members_sum;
pub use verdict::Verdict;
