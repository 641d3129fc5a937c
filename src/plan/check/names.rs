//! The ids of one kind of entry. An entry with a mistake is registered too, so that references to it are valid.

use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::text;
use crate::toml_reader::{Collector, Key, Node, list_of};
use std::collections::BTreeMap;

/// The ids of one kind of entry, each with its index and place.
pub struct Names {
    /// What the entries are called: Chinese, English.
    what: (&'static str, &'static str),
    places: BTreeMap<String, (u32, Place)>,
}

impl Names {
    /// An empty index of entries that are called so.
    pub fn of(zh: &'static str, en: &'static str) -> Self {
        Names {
            what: (zh, en),
            places: BTreeMap::new(),
        }
    }

    /// Registers an id for index `at`; a duplicate is reported and keeps the first index.
    pub fn register(&mut self, id: &str, at: u32, place: Place, log: &Collector) {
        if let Some((_, first)) = self.places.get(id) {
            duplicate_id(log, id, place, first.clone());
            return;
        }
        self.places.insert(id.to_owned(), (at, place));
    }

    /// Whether an id is registered.
    pub fn has(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    /// The index of an id; `None` if it is not registered.
    pub fn index(&self, id: &str) -> Option<u32> {
        self.places.get(id).map(|&(at, _)| at)
    }

    /// Where an id is declared; `None` if it is not registered.
    pub fn place(&self, id: &str) -> Option<&Place> {
        self.places.get(id).map(|(_, place)| place)
    }

    /// The id of an index; `None` if none is registered for it.
    pub fn id(&self, index: u32) -> Option<&str> {
        let found = self.places.iter().find(|(_, (at, _))| *at == index);
        found.map(|(id, _)| id.as_str())
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.places.keys().map(String::as_str)
    }

    /// The index of the id that is a key; an unknown id is reported.
    pub fn refer_key(&self, key: Key) -> Option<u32> {
        let id = key.name();
        let found = self.index(id);
        if found.is_none() {
            let what = Text::new(self.what.0, self.what.1);
            report_unknown(key.doc.log, key.place(), id, what, self.ids());
        }
        found
    }

    /// The index of the id in a value; an unknown id is reported.
    pub fn refer(&self, node: &Node) -> Option<u32> {
        let id = node.string()?;
        let found = self.index(id);
        if found.is_none() {
            unknown(node, id, Text::new(self.what.0, self.what.1), self.ids());
        }
        found
    }
}

/// Reports a reference to an unknown id.
pub fn unknown<'a>(
    node: &Node,
    id: &str,
    what: Text,
    known: impl Iterator<Item = &'a str> + Clone,
) {
    report_unknown(node.doc.log, node.place(), id, what, known);
}

fn report_unknown<'a>(
    log: &Collector,
    place: Place,
    id: &str,
    what: Text,
    known: impl Iterator<Item = &'a str> + Clone,
) {
    let shown = id.escape_debug();
    log.report(
        codes::UNKNOWN_REFERENCE,
        place,
        Text::new(
            format!("没有声明{} `{shown}`", what.zh),
            format!("{} `{shown}` is not declared", what.en),
        ),
        list_of(id, known),
    );
}

/// Reports a second entry with the same id.
pub fn duplicate_id(log: &Collector, id: &str, second: Place, first: Place) {
    log.add(
        Finding::new(
            codes::DUPLICATE_ID,
            text!("编号 `{id}` 重复", "the id `{id}` is used twice"),
        )
        .at(second)
        .beside(first, text!("首次声明在这里", "first declared here"))
        .help(text!(
            "改用另一个编号，或删去其中一条",
            "use another id, or remove one of the two"
        )),
    );
}
