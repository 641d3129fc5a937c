//! What the checks of single entries share: the ids of all entries and what is known of the variables.

use super::draft::VariableDraft;
use super::names::Names;
use crate::finding::Place;
use crate::number::Number;
use crate::plan::{Clause, LevelIx, Year};
use crate::text;
use crate::toml_reader::{Collector, Node, Table};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The entries of all files, each list in the order of files and lines.
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
}

/// An entry and where it stands among all: its file's index, its offset.
#[derive(Clone, Copy)]
pub struct OrderedEntry<'a> {
    pub rank: (usize, usize),
    pub table: Table<'a>,
}

impl<'a> Entries<'a> {
    /// Takes over the entries of a parsed file; keys that mean nothing are reported.
    pub fn take(&mut self, file: usize, top: Table<'a>) {
        top.only(&crate::toml_reader::TOP_KEYS);
        if let Some(node) = top.get("plan") {
            if node.raw().is_array() {
                node.wrong_type(text!(
                    " `[plan]`，一层方括号",
                    "`[plan]`, in single brackets"
                ));
                self.plan.extend(node.tables());
            } else {
                self.plan.extend(node.table());
            }
        }
        let list = |key: &str| {
            top.get(key)
                .map_or_else(Vec::new, |node| tables(key, &node))
        };
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
        self.variable.extend(list("variable"));
        self.indicator.extend(ranked("indicator"));
        self.checklist.extend(ranked("checklist"));
    }
}

/// The entries of a kind; one in single brackets is reported and read all the same.
fn tables<'a>(key: &str, node: &Node<'a>) -> Vec<Table<'a>> {
    if node.raw().is_table() {
        node.wrong_type(text!(
            " `[[{key}]]`，两层方括号",
            "`[[{key}]]`, in double brackets"
        ));
        return node.table().into_iter().collect();
    }
    node.tables()
}

/// All that a single entry may refer to.
pub struct SymbolTable<'a> {
    pub log: &'a Collector,
    /// First and last year, where they are known.
    pub period: Option<(Year, Year)>,
    pub baseline: Option<Year>,
    pub levels: Names,
    pub chapters: Names,
    pub scales: Names,
    pub clauses: Names,
    pub variables: Names,
    pub indicators: Names,
    pub checklists: Names,
    /// Every clause: declared or inline; none where it is wrong.
    pub clause_list: Vec<Option<Clause>>,
    /// Clauses that something refers to.
    pub answered: RefCell<BTreeSet<u32>>,
    /// What is known of each variable, wrong ones too.
    pub drafts: Vec<VariableDraft>,
    /// The credit from which each scale's items are met; none where the scale is wrong.
    pub met_from: Vec<Option<Number>>,
    /// The level of each checklist; none where it is wrong.
    pub checklist_levels: Vec<Option<LevelIx>>,
}

impl<'a> SymbolTable<'a> {
    /// Nothing known yet.
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
            clause_list: Vec::new(),
            answered: RefCell::default(),
            drafts: Vec::new(),
            met_from: Vec::new(),
            checklist_levels: Vec::new(),
        }
    }

    /// A year of the period.
    pub fn year_within(&self, node: &Node) -> Option<Year> {
        let (first, last) = self.period.unwrap_or((YEARS.0, YEARS.1));
        node.whole(first.into(), last.into()).map(|y| y as Year)
    }
}

/// Years that a plan may speak of at all.
pub const YEARS: (Year, Year) = (1900, 2200);

/// Any year.
pub fn year(node: &Node) -> Option<Year> {
    node.whole(YEARS.0.into(), YEARS.1.into())
        .map(|y| y as Year)
}

/// The id of an entry, and the place to name it by: its id, else its header. One that can't be an id is reported, and
/// registered all the same.
pub fn id_of<'a>(table: &Table<'a>) -> (Option<&'a str>, Place) {
    let Some(node) = table.need("id") else {
        return (None, table.place());
    };
    let written = node.raw().as_str().filter(|id| !id.trim().is_empty());
    (node.id().or(written), node.place())
}
