//! `html`: the pages of a batch, for people. Each page is whole: style and script are in it, nothing is loaded, and both
//! languages are there. Without its script it lacks sorting and filtering only.

mod changes;
mod chart;
mod distribution;
mod evidence;
mod headline;
mod heat;
mod map;
mod page;
mod ranking;
mod room;
mod row;
mod shell;
mod standard;
mod unit;
mod whole;
mod words;
mod year;

pub use unit::pages as unit_pages;
pub use whole::{PATHS as WHOLE_PATHS, pages as whole_pages};
pub use year::{pages as year_pages, path as year_path};
