//! The checks that turn the TOML entries of a plan into its model.

mod additive;
mod ambiguous_names;
pub(super) mod assumptions;
pub(super) mod bands;
mod baselines;
pub(super) mod checklists;
pub(super) mod clauses;
mod doubtful_scores;
mod doubts;
mod draft;
mod fractions;
mod idle_keys;
mod idle_paces;
mod index_members;
pub(super) mod indicators;
pub(super) mod items;
pub(super) mod levels;
mod measured_kinds;
mod measures;
mod milestones;
pub(super) mod names;
pub(super) mod pace;
mod path;
pub(super) mod plan;
pub(super) mod revisions;
pub(super) mod rules;
pub(super) mod scales;
mod score_ranges;
pub(super) mod scores;
pub(super) mod symbol_table;
pub(super) mod targets;
mod unused;
pub(super) mod value_range;
pub(super) mod variables;
mod weights;

pub use checklists::CheckedChecklist;
pub use indicators::{Defaults, OrderedIndicator};
pub use plan::Head;
pub use symbol_table::{Entries, SymbolTable, TOP_KEYS};

use super::{Bands, Chapter, Level, Scale};
use crate::finding::Place;
use crate::toml_reader::Collector;

/// The checked entries. An entry with a mistake is `None`, and the mistake has been reported.
pub struct CheckedEntries<'a> {
    pub symbols: SymbolTable<'a>,
    pub head: Option<Head>,
    pub chapters: Vec<Option<Chapter>>,
    pub levels: Vec<Option<Level>>,
    pub scales: Vec<Option<Scale>>,
    pub checklists: Vec<CheckedChecklist>,
    pub indicators: Vec<OrderedIndicator>,
    pub bands: Vec<Option<Bands>>,
}

/// Checks all entries. All ids are registered before any entry is checked, so a mistake in one entry causes no findings in
/// others. What concerns no entry is reported at `plan_file`.
pub fn check_all<'a>(
    entries: &Entries<'a>,
    log: &'a Collector,
    plan_file: &Place,
) -> CheckedEntries<'a> {
    let mut symbols = SymbolTable::new(log);
    bands::bands(entries, &mut symbols);
    let head = plan::head(entries, &mut symbols, plan_file.clone());
    let chapters = plan::chapters(entries, &mut symbols);
    levels::register(entries, &mut symbols, plan_file.clone());
    scales::register(entries, &mut symbols);
    clauses::register(entries, &mut symbols);
    variables::register(entries, &mut symbols);
    checklists::register(entries, &mut symbols);
    items::register(entries, &mut symbols);
    indicators::register(entries, &mut symbols);

    let scales = scales::scales(entries, &mut symbols);
    variables::variables(entries, &mut symbols);
    variables::cycles(entries, &symbols);
    checklists::levels(entries, &mut symbols);
    let checklists = checklists::checklists(entries, &mut symbols);
    ambiguous_names::check(&symbols);
    let levels = levels::levels(entries, &symbols);
    let defaults = Defaults::of(head.as_ref());
    let indicators = indicators::indicators(entries, &checklists, defaults, &symbols);
    index_members::check(&indicators, &symbols);
    score_ranges::check(entries, &indicators, &symbols);
    unused::check(entries, &symbols);
    clauses::unanswered(&symbols);
    let bands = symbols.bands.values().cloned().collect();
    CheckedEntries {
        bands,
        symbols,
        head,
        chapters,
        levels,
        scales,
        checklists,
        indicators,
    }
}
