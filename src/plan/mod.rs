//! A plan: its clauses, variables, indicators and checklists, and the assumptions they are based on.

pub mod bands;
mod check;
mod distribution;
mod load;
pub mod measure;
mod model;
pub mod rule;
mod schedule;
mod schema;
mod score;
mod target;
mod within_year;

pub use crate::index::{ChecklistIx, ClauseIx, IndicatorIx, LevelIx, ScaleIx, VariableIx, Year};
pub use bands::{Band, Bands};
pub use check::TOP_KEYS;
pub use distribution::{Distribution, share_due};
pub use load::{Loaded, load, load_changed};
pub use measure::Measure;
pub use model::*;
pub use schedule::{Scheduled, Step, schedule};
pub use schema::plan_schema;
pub use score::*;
pub use target::*;
pub use within_year::{WITHIN_YEAR, WithinYear};
