//! Values of `data.toml` with their places, and the findings about them.

use crate::finding::{Code, Finding, Place, codes};
use crate::i18n::Text;
use crate::text;
use crate::toml_reader::{Collector, Node, list_of};

/// A value and where it is written.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

impl<T> Placed<T> {
    /// A value read from a node.
    pub fn new(value: T, node: &Node) -> Self {
        Placed {
            value,
            place: node.place(),
        }
    }

    /// A finding about the value.
    pub fn finding(&self, code: &'static Code, message: Text, help: Text) -> Finding {
        Finding::new(code, message)
            .at(self.place.clone())
            .help(help)
    }
}

impl Placed<String> {
    /// Reads a string that is not empty.
    pub fn string(node: Node) -> Option<Placed<String>> {
        node.filled()
            .map(|text| Placed::new(text.to_owned(), &node))
    }

    /// Reports that the value names nothing that is declared; `known` are the valid words.
    pub fn unknown<'a>(
        &self,
        what: Text,
        known: impl Iterator<Item = &'a str> + Clone,
        log: &Collector,
    ) {
        let (word, zh, en) = (self.value.escape_debug(), what.zh, what.en);
        log.add(self.finding(
            codes::UNKNOWN_REFERENCE,
            text!("没有{zh} `{word}`", "there is no {en} `{word}`"),
            list_of(&self.value, known),
        ));
    }
}
