//! A plan: its clauses, variables, indicators, checklists and the assumptions they rest on.

mod check;
mod load;
mod model;
pub mod rule;

pub use load::{Loaded, load};
pub use model::*;
