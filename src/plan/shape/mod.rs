//! The shape of plan files: what stands at a key, where, and whether it is of the type asked for.
//! Every reader reports what it can't take and answers none, so that reading goes on.

mod log;
mod node;
mod parse;
mod table;

pub use log::{Lack, Log, list_of};
pub use node::Node;
pub use parse::{Texts, Torn, documents};
pub use table::{Key, Table};

use crate::source::TextFile;

/// A file and where its findings go.
#[derive(Clone, Copy)]
pub struct Doc<'a> {
    pub file: &'a TextFile,
    pub log: &'a Log,
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
