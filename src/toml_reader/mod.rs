//! Reads TOML files that people write: what stands at a key, where, and whether it is of the type asked for. Plans and
//! `data.toml` are read through it.
//!
//! Every method reports what it can't accept and returns `None`, so that reading goes on and one run finds every mistake.

mod collector;
mod node;
mod parse;
pub mod schema;
mod syntax;
mod table;

pub use collector::{Collector, MissingKey, list_of};
pub use node::Node;
pub use parse::{DamagedEntry, Texts, documents, entry_ranges};
pub use table::{Key, Table};

use crate::finding::Place;
use crate::source::{Lines, TextFile};
use std::ops::Range;

/// A file and where its findings go.
#[derive(Clone, Copy)]
pub struct Doc<'a> {
    /// The file.
    pub file: &'a TextFile,
    /// The lines of its text.
    lines: &'a Lines,
    /// Collects the findings.
    pub log: &'a Collector,
}

impl Doc<'_> {
    /// The place of a range of the file's bytes.
    fn place(&self, span: Range<usize>) -> Place {
        self.file.place_in(self.lines, span)
    }
}
