//! A plan: its clauses, variables, indicators, checklists and the assumptions they rest on.

mod model;

pub use model::*;
