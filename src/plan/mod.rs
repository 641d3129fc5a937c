//! A plan: its clauses, variables, indicators, checklists and the assumptions they rest on.

mod check;
mod load;
mod model;
mod shape;

pub use load::{Loaded, load};
pub use model::*;
