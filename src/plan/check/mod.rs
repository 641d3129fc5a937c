//! The check that turns the shape of a plan into its model.

mod assumptions;
mod checklists;
mod clauses;
mod draft;
mod indicators;
mod items;
mod levels;
mod measured;
mod measures;
mod names;
mod plan;
mod reach;
mod rules;
mod scales;
mod scope;
mod shared_words;
mod shares;
mod targets;
mod variables;

pub use checklists::Checked;
pub use indicators::{Defaults, Placed};
pub use plan::Head;
pub use scope::{Entries, Scope};

use super::shape::Log;
use super::{Chapter, Level, Scale};
use crate::diagnostic::Place;

/// Everything checked; what is wrong has left a finding and none in its place.
pub struct Everything<'a> {
    pub scope: Scope<'a>,
    pub head: Option<Head>,
    pub chapters: Vec<Option<Chapter>>,
    pub levels: Vec<Option<Level>>,
    pub scales: Vec<Option<Scale>>,
    pub checklists: Vec<Checked>,
    pub indicators: Vec<Placed>,
}

/// Checks all entries: first all ids, then each entry, so that an entry that is wrong hides nothing in the others.
pub fn everything<'a>(entries: &Entries<'a>, log: &'a Log, nowhere: &Place) -> Everything<'a> {
    let mut scope = Scope::new(log);
    let head = plan::head(entries, &mut scope, nowhere.clone());
    let chapters = plan::chapters(entries, &mut scope);
    levels::register(entries, &mut scope, nowhere.clone());
    scales::register(entries, &mut scope);
    clauses::register(entries, &mut scope);
    variables::register(entries, &mut scope);
    checklists::register(entries, &mut scope);
    items::register(entries, &mut scope);
    indicators::register(entries, &mut scope);

    let scales = scales::scales(entries, &mut scope);
    variables::variables(entries, &mut scope);
    variables::rings(entries, &scope);
    checklists::levels(entries, &mut scope);
    let checklists = checklists::checklists(entries, &mut scope);
    shared_words::check(&scope);
    let levels = levels::levels(entries, &scope);
    let defaults = Defaults::of(head.as_ref());
    let indicators = indicators::indicators(entries, &checklists, defaults, &scope);
    clauses::unanswered(&scope);
    Everything {
        scope,
        head,
        chapters,
        levels,
        scales,
        checklists,
        indicators,
    }
}
