//! Where a plan can be changed: a key and its value, or an element of a list, in an indicator or a checklist.

use crate::i18n::Text;
use crate::number::Number;
use crate::plan::rule::RULES;
use crate::plan::{Pass, Plan, RollUp, Scale, VariableIx, Year};
use crate::source::TextFile;
use crate::toml_reader::{Collector, Key, Node, Table, Texts, documents};
use std::ops::Range;
use toml::de::DeValue;

/// A kind of change.
pub struct Operator {
    /// The kind, kebab-case.
    pub kind: &'static str,
    /// The changes of this kind at a place.
    pub changes: fn(&Site) -> Vec<Change>,
}

/// A change of a file.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind, kebab-case.
    pub kind: &'static str,
    /// The id of the entry.
    pub entry: String,
    /// The index of the file.
    pub file: usize,
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// What is put in their place.
    pub text: String,
    /// The change in words.
    pub words: Text,
}

/// An entry that is changed.
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it is a checklist.
    pub is_checklist: bool,
    /// The table.
    pub table: Table<'a>,
    /// The decimals of its value where it is a figure, which has no smaller steps; `None` for a value that is computed.
    pub exact_decimals: Option<u32>,
    /// Whether its value is made of figures that add up over years.
    pub adds_up: bool,
    /// The percentage of points from which a unit passes a checklist; `None` if it passes otherwise.
    pub pass_mark: Option<Number>,
    /// The smallest difference between two answers of a checklist, in items.
    pub least_credit: Number,
    /// The years of the plan.
    pub years: (Year, Year),
    file: usize,
}

/// A value in an entry.
pub struct Site<'s, 'a> {
    /// The entry.
    pub entry: &'s Entry<'a>,
    /// The keys that lead to it, its own last; elements of lists have the key of the list.
    pub path: &'s [&'a str],
    /// Its key; `None` for an element of a list.
    pub key: Option<Key<'a>>,
    /// The value.
    pub node: Node<'a>,
    /// The table that has the key.
    pub parent: Table<'a>,
    /// How many elements its list has; 0 if it is in none.
    pub siblings: usize,
}

/// Keys of what says nothing about verdicts.
const SAYS_NOTHING: &[&str] = &[
    "id",
    "name",
    "clause",
    "clauses",
    "lead",
    "level",
    "levels",
    "unit",
    "decimals",
    "assumed",
    "why",
    "aliases",
    "zh",
    "en",
    "rank",
    "nature",
    "scale",
    "register",
    "within-year",
];

/// Every place of a plan at which it can be changed, each with the changes that the operators make there.
pub fn changes(plan: &Plan, files: &[TextFile], operators: &[Operator]) -> Vec<Change> {
    let files: Vec<&TextFile> = files.iter().collect();
    let log = Collector::default();
    let texts = Texts::of(&files, &[]);
    let mut found = Vec::new();
    for (file, top) in documents(&texts, &[], &files, &log) {
        for kind in ["indicator", "checklist"] {
            let tables = top
                .get(kind)
                .map_or_else(Vec::new, |node| node.entries(kind));
            for table in tables {
                let id = table.get("id").and_then(|node| node.raw().as_str());
                let Some(entry) = id.and_then(|id| entry(plan, id, table, file)) else {
                    continue;
                };
                let mut walk = Walk {
                    entry: &entry,
                    operators,
                    path: Vec::new(),
                    found: Vec::new(),
                };
                walk.table(&table);
                found.extend(walk.found);
            }
        }
    }
    found
}

fn entry<'a>(plan: &Plan, id: &'a str, table: Table<'a>, file: usize) -> Option<Entry<'a>> {
    let indicator = plan.indicator(id).map(|ix| &plan[ix]);
    let own = indicator.filter(|indicator| indicator.measure.is_own_figure());
    let variable = own.and_then(|indicator| indicator.measure.variables().first().copied());
    let variables = indicator.map_or_else(Vec::new, |indicator| indicator.measure.variables());
    let sums = |ix: &VariableIx| plan[*ix].roll_up == RollUp::Sum && !plan[*ix].stock;
    let counts = indicator.is_some_and(|one| one.measure.counted_units(plan).is_some());
    let checklist = plan.checklists.iter().find(|one| one.id == id);
    Some(Entry {
        id,
        least_credit: checklist.map_or_else(Number::one, |one| least_credit(&plan[one.scale])),
        adds_up: !variables.is_empty() && variables.iter().all(sums) && !counts,
        is_checklist: checklist.is_some(),
        table,
        exact_decimals: variable.map(|ix| plan[ix].decimals),
        pass_mark: checklist.and_then(|one| match &one.pass {
            Pass::Total(total) => Some(total.clone()),
            Pass::All | Pass::Count(_) => None,
        }),
        years: (plan.first, plan.last),
        file,
    })
}

/// The smallest difference between the credits of two answers.
fn least_credit(scale: &Scale) -> Number {
    let credits = scale.grades.iter().map(|grade| &grade.credit);
    let steps = credits.clone().zip(credits.skip(1));
    let steps = steps.map(|(lower, upper)| upper - lower);
    steps.min().unwrap_or_else(Number::one)
}

/// Walks through an entry.
struct Walk<'s, 'a> {
    entry: &'s Entry<'a>,
    operators: &'s [Operator],
    path: Vec<&'a str>,
    found: Vec<Change>,
}

impl<'a> Walk<'_, 'a> {
    fn table(&mut self, table: &Table<'a>) {
        for (key, node) in table.entries() {
            if SAYS_NOTHING.contains(&key.name()) {
                continue;
            }
            self.path.push(key.name());
            self.value(Some(key), node, *table, 0);
            self.path.pop();
        }
    }

    fn value(&mut self, key: Option<Key<'a>>, node: Node<'a>, parent: Table<'a>, siblings: usize) {
        let site = Site {
            entry: self.entry,
            path: &self.path,
            key,
            node,
            parent,
            siblings,
        };
        for operator in self.operators {
            let changes = (operator.changes)(&site).into_iter();
            self.found.extend(changes.map(|change| Change {
                kind: operator.kind,
                ..change
            }));
        }
        match node.raw() {
            DeValue::Table(_) => {
                if let Some(table) = node.table() {
                    self.table(&table);
                }
            }
            DeValue::Array(list) => {
                for element in node.list().unwrap_or_default() {
                    self.value(None, element, parent, list.len());
                }
            }
            _ => {}
        }
    }
}

impl<'a> Site<'_, 'a> {
    /// Its own key, or that of its list.
    pub fn name(&self) -> &'a str {
        self.path.last().copied().unwrap_or_default()
    }

    /// Its table, if it is a target: `target`, `above`, or one that replaces it.
    pub fn target(&self) -> Option<Table<'a>> {
        let is = match self.path {
            ["target" | "above"] => self.key.is_some(),
            ["revised"] => self.key.is_none(),
            _ => false,
        };
        (is && self.node.raw().is_table()).then(|| self.node.table())?
    }

    /// Whether it is within a target.
    pub fn in_target(&self) -> bool {
        matches!(self.path, ["target" | "above" | "revised", _, ..])
    }

    /// The text of the file.
    pub fn source(&self) -> &'a str {
        &self.node.doc.file.text
    }

    /// A change of some bytes.
    pub fn change(&self, range: Range<usize>, text: String, words: Text) -> Change {
        Change {
            kind: "",
            entry: self.entry.id.to_owned(),
            file: self.entry.file,
            range,
            text,
            words,
        }
    }

    /// Another value in its place.
    pub fn replaced(&self, text: String, words: Text) -> Change {
        self.change(self.node.span(), text, words)
    }

    /// The bytes of the value, with its key and with the comma that follows or goes before.
    pub fn with_comma(&self) -> Range<usize> {
        let own = self.node.span();
        let start = self.key.map_or(own.start, |key| key.start());
        let text = self.source();
        let after = text[own.end..].len() - text[own.end..].trim_start().len() + own.end;
        if text[after..].starts_with(',') {
            let rest = &text[after + 1..];
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            return start..after + 1 + spaces;
        }
        let before = text[..start].trim_end();
        match before.strip_suffix(',') {
            Some(before) => before.len()..own.end,
            None => start..own.end,
        }
    }
}

/// The rule that a target declares; `None` if it has none of its own.
pub fn rule_of<'a>(target: &Table<'a>) -> Option<(Key<'a>, Node<'a>)> {
    let mut entries = target.entries().into_iter();
    entries.find(|(key, _)| RULES.iter().any(|spec| spec.key == key.name()))
}

/// Whether a target is judged at all.
pub fn is_judged(target: &Table) -> bool {
    rule_of(target).is_some_and(|(key, _)| key.name() != "none")
}

/// A key added to a table in braces.
pub fn added(site: &Site, key: &str, words: Text) -> Change {
    let span = site.node.span();
    let at = span.start + 1;
    site.change(at..at, format!(" {key},"), words)
}
