//! A plan of counting as SQL: what an engine counts where its tables are, and what it hands over.
//!
//! An engine counts only what is plainly clean; every other row leaves as it is and is read by the usual reader. All rows that say the
//! same of a unit and year go the same way, so that repeats and contradictions are left to the reader. The statements are written
//! for several [dialects](Dialect), and run by any client.

mod about;
mod cells;
pub mod checklist;
mod condition;
pub mod dialect;
mod doubts;
mod known;
mod roster;
mod statements;
mod table;
mod tally;
mod text;

pub use dialect::{DIALECTS, Dialect};
pub use statements::{Statement, Written, write};

use crate::data::DataSet;
use crate::i18n::Lang;
use crate::plan::Plan;
use crate::tally::{CountPlan, Gathered};

/// What statements are asked for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its digest, which the statements state.
    pub digest: &'a str,
    /// The data set with the tables, of which only the headers are known.
    pub data: &'a DataSet,
    /// What is asked.
    pub gathered: &'a Gathered,
    /// What has to be counted for it.
    pub count_plan: &'a CountPlan,
    /// The dialect.
    pub dialect: &'a dyn Dialect,
    /// The language of the remarks.
    pub lang: Lang,
}
