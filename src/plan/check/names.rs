//! The ids of one kind of entry. An entry that is wrong elsewhere is registered all the same.

use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::text;
use crate::toml_reader::{Collector, Node, list_of};
use std::collections::BTreeMap;

/// Ids and where in their list each entry stands.
pub struct Names {
    /// What they name: Chinese, English.
    what: (&'static str, &'static str),
    places: BTreeMap<String, (u32, Place)>,
}

impl Names {
    /// No ids yet, of entries that are called so.
    pub fn of(zh: &'static str, en: &'static str) -> Self {
        Names {
            what: (zh, en),
            places: BTreeMap::new(),
        }
    }

    /// Registers the entry at an index of its list; a second one of the same id is reported.
    pub fn register(&mut self, id: &str, at: u32, place: Place, log: &Collector) {
        if let Some((_, first)) = self.places.get(id) {
            duplicate_id(log, id, place, first.clone());
            return;
        }
        self.places.insert(id.to_owned(), (at, place));
    }

    /// Whether there is such an id.
    pub fn has(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    /// The index of an id.
    pub fn index(&self, id: &str) -> Option<u32> {
        self.places.get(id).map(|&(at, _)| at)
    }

    /// Where an id is declared.
    pub fn place(&self, id: &str) -> Option<&Place> {
        self.places.get(id).map(|(_, place)| place)
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.places.keys().map(String::as_str)
    }

    /// The index that a value refers to; a reference to nothing is reported.
    pub fn refer(&self, node: &Node) -> Option<u32> {
        let id = node.string()?;
        let found = self.index(id);
        if found.is_none() {
            unknown(node, id, Text::new(self.what.0, self.what.1), self.ids());
        }
        found
    }
}

/// Reports a reference to nothing.
pub fn unknown<'a>(
    node: &Node,
    id: &str,
    what: Text,
    known: impl Iterator<Item = &'a str> + Clone,
) {
    let shown = id.escape_debug();
    node.doc.log.report(
        codes::UNKNOWN_REFERENCE,
        node.place(),
        Text::new(
            format!("没有叫 `{shown}` 的{}", what.zh),
            format!("there is no {} `{shown}`", what.en),
        ),
        list_of(id, known),
    );
}

/// Reports a second entry of one id.
pub fn duplicate_id(log: &Collector, id: &str, second: Place, first: Place) {
    log.add(
        Finding::new(
            codes::DUPLICATE_ID,
            text!("`{id}` 已经用过", "`{id}` is already taken"),
        )
        .at(second)
        .beside(first, text!("先在这里声明", "first declared here"))
        .help(text!(
            "换一个编号，或删去其中一条",
            "give it another id, or remove one of the two"
        )),
    );
}
