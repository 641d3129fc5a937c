//! The symbol table that the checks of entries share: the ids of all entries and the properties of variables.

use super::draft::VariableDraft;
use super::names::Names;
use crate::finding::{Place, codes};
use crate::number::Number;
use crate::plan::{Bands, Baseline, Clause, LevelIx, Year};
use crate::text;
use crate::toml_reader::{Collector, Node, Table};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The entries of all files by kind, in the order of files and lines.
#[derive(Default)]
pub struct Entries<'a> {
    pub plan: Vec<Table<'a>>,
    pub level: Vec<Table<'a>>,
    pub chapter: Vec<Table<'a>>,
    pub scale: Vec<Table<'a>>,
    pub clause: Vec<Table<'a>>,
    pub variable: Vec<Table<'a>>,
    pub indicator: Vec<OrderedEntry<'a>>,
    pub checklist: Vec<OrderedEntry<'a>>,
    pub bands: Vec<Table<'a>>,
}

/// An entry with its order of declaration.
#[derive(Clone, Copy)]
pub struct OrderedEntry<'a> {
    /// The index of its file and its offset there.
    pub rank: (usize, usize),
    pub table: Table<'a>,
}

impl<'a> Entries<'a> {
    /// Adds the entries of a parsed file; unknown keys are reported.
    pub fn take(&mut self, file: usize, top: Table<'a>) {
        top.only(&TOP_KEYS);
        if let Some(node) = top.get("plan") {
            if node.raw().is_array() {
                node.wrong_type(text!(
                    " `[plan]`（单层方括号）",
                    "`[plan]`, in single brackets"
                ));
                self.plan.extend(node.tables());
            } else {
                self.plan.extend(node.table());
            }
        }
        let list = |key: &str| top.get(key).map_or_else(Vec::new, |node| node.entries(key));
        let ranked = |key: &str| {
            let rank = |table: Table<'a>| OrderedEntry {
                rank: (file, table.start()),
                table,
            };
            list(key).into_iter().map(rank).collect::<Vec<_>>()
        };
        self.level.extend(list("level"));
        self.chapter.extend(list("chapter"));
        self.scale.extend(list("scale"));
        self.clause.extend(list("clause"));
        self.bands.extend(list("bands"));
        self.variable.extend(list("variable"));
        self.indicator.extend(ranked("indicator"));
        self.checklist.extend(ranked("checklist"));
    }
}

/// The top-level keys of plan files.
pub const TOP_KEYS: [&str; 9] = [
    "plan",
    "level",
    "chapter",
    "scale",
    "clause",
    "variable",
    "indicator",
    "checklist",
    "bands",
];

/// Everything that an entry may refer to.
pub struct SymbolTable<'a> {
    pub log: &'a Collector,
    /// First and last year; `None` if they have a mistake.
    pub period: Option<(Year, Year)>,
    pub baseline: Option<Baseline>,
    pub levels: Names,
    pub chapters: Names,
    pub scales: Names,
    pub clauses: Names,
    pub variables: Names,
    pub indicators: Names,
    pub checklists: Names,
    /// The declared bands by id; `None` for some with a mistake.
    pub bands: BTreeMap<String, Option<Bands>>,
    /// All clauses, declared or inline; `None` for one with a mistake.
    pub clause_list: Vec<Option<Clause>>,
    /// Indices of the clauses that an indicator or checklist refers to.
    pub answered: RefCell<BTreeSet<u32>>,
    /// The known properties of each variable, including variables with a mistake.
    pub drafts: Vec<VariableDraft>,
    /// The credit from which each scale's items are met; `None` for a scale with a mistake.
    pub met_from: Vec<Option<Number>>,
    /// The level of each checklist; `None` if it has a mistake.
    pub checklist_levels: Vec<Option<LevelIx>>,
}

impl<'a> SymbolTable<'a> {
    /// An empty table.
    pub fn new(log: &'a Collector) -> Self {
        SymbolTable {
            log,
            period: None,
            baseline: None,
            levels: Names::of("层级", "level"),
            chapters: Names::of("章", "chapter"),
            scales: Names::of("评分尺度", "scale"),
            clauses: Names::of("条款", "clause"),
            variables: Names::of("数据项", "variable"),
            indicators: Names::of("指标", "indicator"),
            checklists: Names::of("清单", "checklist"),
            bands: BTreeMap::new(),
            clause_list: Vec::new(),
            answered: RefCell::default(),
            drafts: Vec::new(),
            met_from: Vec::new(),
            checklist_levels: Vec::new(),
        }
    }

    /// A year within the period; any other is reported.
    pub fn year_within(&self, node: &Node) -> Option<Year> {
        let year = year(node)?;
        let Some((first, last)) = self.period else {
            return Some(year);
        };
        let within = (first..=last).contains(&year);
        if !within {
            outside_plan(year, (first, last), node.place(), self.log);
        }
        within.then_some(year)
    }
}

/// Reports a year outside the period of the plan.
pub fn outside_plan(year: Year, (first, last): (Year, Year), place: Place, log: &Collector) {
    log.report(
        codes::YEAR_OUTSIDE_PLAN,
        place,
        text!(
            "{year}年不在规划期 {first}—{last}年内",
            "{year} is outside the plan's years, {first} to {last}"
        ),
        text!(
            "改正年份，或修改 `[plan]` 的 `first`、`last`",
            "correct the year, or `first` and `last` under `[plan]`"
        ),
    );
}

/// The first and last year that plans may refer to.
pub const YEARS: (Year, Year) = (1900, 2200);

/// A year within [`YEARS`]; any other is reported.
pub fn year(node: &Node) -> Option<Year> {
    node.whole(YEARS.0.into(), YEARS.1.into())
        .map(|y| y as Year)
}

/// The id of an entry; `None` if it is missing, which is reported. An invalid id is reported and still returned, so that it is
/// registered.
pub fn declared_id<'a>(table: &Table<'a>) -> Option<&'a str> {
    let node = table.need("id")?;
    let written = node.raw().as_str().filter(|id| !id.trim().is_empty());
    node.id().or(written)
}

/// The id of an entry, as [`declared_id`] reads it, and the entry's place.
pub fn id_of<'a>(table: &Table<'a>) -> (Option<&'a str>, Place) {
    (declared_id(table), id_place(table))
}

/// The place of an entry: that of its id, else of its header. Nothing is reported.
pub fn id_place(table: &Table) -> Place {
    let id = table.get("id");
    id.map_or_else(|| table.place(), |node| node.place())
}
