//! The shape of plan files: what stands at a key, where, and whether it is of the type asked for.
//! Every reader reports what it can't take and answers none, so that reading goes on.

mod collector;
mod node;
mod parse;
mod table;

pub use collector::{Collector, MissingKey, list_of};
pub use node::Node;
pub use parse::{DamagedEntry, Texts, documents};
pub use table::{Key, Table};

use crate::source::TextFile;

/// A file and where its findings go.
#[derive(Clone, Copy)]
pub struct Doc<'a> {
    pub file: &'a TextFile,
    pub log: &'a Collector,
}

/// What can stand at the top of a plan file.
pub const TOP_KEYS: [&str; 8] = [
    "plan",
    "level",
    "chapter",
    "scale",
    "clause",
    "variable",
    "indicator",
    "checklist",
];
