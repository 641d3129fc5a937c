//! A table and its keys.

use super::{Doc, MissingKey, Node};
use crate::finding::{Finding, Place, codes};
use crate::i18n::{Text, nearest};
use crate::text;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable};

/// A key of a table.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// The file.
    pub doc: Doc<'a>,
    key: &'a Spanned<DeString<'a>>,
}

impl<'a> Key<'a> {
    /// The key without quotes.
    pub fn name(&self) -> &'a str {
        self.key.get_ref()
    }

    /// Where the key stands.
    pub fn place(&self) -> Place {
        self.doc.place(self.key.span())
    }

    /// Its bytes in the file.
    pub fn span(&self) -> Range<usize> {
        self.key.span()
    }

    /// The key's byte offset in its file.
    pub fn start(&self) -> usize {
        self.key.span().start
    }

    /// Reports a known key that is not valid here.
    pub fn bad(&self, message: Text, help: Text) {
        self.doc
            .log
            .report(codes::BAD_VALUE, self.place(), message, help);
    }
}

/// A table in a TOML file.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The file.
    pub doc: Doc<'a>,
    table: &'a DeTable<'a>,
    start: usize,
    end: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(doc: Doc<'a>, table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Table {
            doc,
            table,
            start: span.start,
            end: span.end,
        }
    }

    /// Where the table stands: its header, or its braces.
    pub fn place(&self) -> Place {
        self.doc.place(self.start..self.end)
    }

    /// The table's byte offset in its file.
    pub fn start(&self) -> usize {
        self.start
    }

    /// All keys with their values, in the order in which they are written.
    pub fn entries(&self) -> Vec<(Key<'a>, Node<'a>)> {
        let doc = self.doc;
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| (Key { doc, key }, Node::new(doc, value)))
            .collect();
        entries.sort_by_key(|(key, _)| key.start());
        entries
    }

    /// The value of a key; `None` if the key is not there.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let value = self.table.get(key)?;
        Some(Node::new(self.doc, value))
    }

    /// A key; `None` if it is not there.
    pub fn key(&self, key: &str) -> Option<Key<'a>> {
        let doc = self.doc;
        let (key, _) = self.table.get_key_value(key)?;
        Some(Key { doc, key })
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a required key; `None`, and a finding, if it is not there.
    pub fn need(&self, key: &str) -> Option<Node<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.lacks(key);
        }
        found
    }

    /// Reports that a required key is missing.
    pub fn lacks(&self, key: &str) {
        let message = text!("缺少 `{key}`", "`{key}` is missing");
        let finding = Finding::new(codes::MISSING_KEY, message)
            .at(self.place())
            .help(text!("请补上 `{key} = …`", "add `{key} = …`"));
        self.doc.log.lack(self.lack(key), finding);
    }

    fn lack(&self, key: &str) -> MissingKey {
        (self.doc.file.path.clone(), self.start, key.to_owned())
    }

    /// Reports every key that is not among those allowed.
    pub fn only(&self, allowed: &[&str]) {
        let doc = self.doc;
        for key in self.table.keys().map(|key| Key { doc, key }) {
            if !allowed.contains(&key.name()) {
                self.unknown(key, allowed);
            }
        }
    }

    /// Reports an unknown key, with the allowed one that it is probably a typo for.
    pub fn unknown(&self, key: Key<'a>, allowed: &[&str]) {
        let near = nearest(key.name(), allowed.iter().copied());
        if let Some(near) = near {
            self.doc.log.meant(self.lack(near));
        }
        let name = key.name().escape_debug();
        self.doc.log.report(
            codes::UNKNOWN_KEY,
            key.place(),
            text!("未知的键 `{name}`", "unknown key `{name}`"),
            super::list_of(key.name(), allowed.iter().copied()),
        );
    }

    /// Whether some unknown key is probably a typo for one of `meant`.
    pub fn has_near(&self, allowed: &[&str], meant: &[&str]) -> bool {
        self.entries().iter().any(|(key, _)| {
            !allowed.contains(&key.name())
                && nearest(key.name(), allowed.iter().copied()).is_some_and(|k| meant.contains(&k))
        })
    }

    /// `zh` and `en`, both required and not empty.
    pub fn pair(&self) -> Option<Text> {
        self.only(&["zh", "en"]);
        self.names()
    }

    /// `zh` and `en` among other keys.
    pub fn names(&self) -> Option<Text> {
        let zh = self.need("zh").and_then(|node| node.filled());
        let en = self.need("en").and_then(|node| node.filled());
        Some(Text::new(zh?, en?))
    }
}
