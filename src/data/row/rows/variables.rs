//! The variables of a long file, by the text that names them.

use crate::data::cell::NumericColumn;
use crate::data::header::ColumnBinding;
use hashbrown::HashMap;

/// A variable of a long file, ready to be read.
pub struct LongVariable<'a> {
    /// The text that names it, and the row's unit of measurement where there is one.
    key: Box<[u8]>,
    /// Whether the text can stand in a line without quotes.
    in_line: bool,
    /// What the text names.
    pub binding: ColumnBinding,
    /// How figures are read; `None` for a flag or a rating.
    pub numeric: Option<NumericColumn<'a>>,
}

impl<'a> LongVariable<'a> {
    /// The variable that a text names.
    pub fn new(key: &[u8], binding: ColumnBinding, numeric: Option<NumericColumn<'a>>) -> Self {
        LongVariable {
            in_line: key.iter().all(|byte| *byte >= b' '),
            key: key.into(),
            binding,
            numeric,
        }
    }
}

/// The variables that have been met. Rows mostly name them in the same order again and again.
#[derive(Default)]
pub struct Variables<'a> {
    list: Vec<LongVariable<'a>>,
    indices: HashMap<Box<[u8]>, usize>,
}

impl<'a> Variables<'a> {
    /// The index of a variable; `None` if it has not been met. The one after index `last` is tried first.
    pub fn find(&self, text: &[u8], last: usize) -> Option<usize> {
        let next = if last + 1 < self.list.len() {
            last + 1
        } else {
            0
        };
        let guesses = [next, last].into_iter();
        let is = |at: &usize| self.list.get(*at).is_some_and(|known| *known.key == *text);
        let guess = guesses.clone().find(is);
        guess.or_else(|| self.indices.get(text).copied())
    }

    /// The variable that a text begins with, and the place behind the separator that follows; `None` if it has not been met.
    /// The one after index `last` is tried first.
    pub fn at_start(&self, text: &[u8], separator: u8, last: usize) -> Option<(usize, usize)> {
        let next = if last + 1 < self.list.len() {
            last + 1
        } else {
            0
        };
        let begins = |at: &usize| {
            let known = self.list.get(*at).filter(|known| known.in_line);
            let rest = known.and_then(|known| text.strip_prefix(&*known.key));
            rest.is_some_and(|rest| rest.first() == Some(&separator))
        };
        let at = [next, last].into_iter().find(begins).or_else(|| {
            let len = memchr::memchr(separator, text)?;
            self.indices.get(&text[..len]).copied().filter(begins)
        })?;
        Some((at, self.list[at].key.len() + 1))
    }

    /// The variable with this key; `None` if it has not been met.
    pub fn named(&self, key: &[u8]) -> Option<&LongVariable<'a>> {
        self.indices.get(key).map(|&at| &self.list[at])
    }

    /// Adds a variable; returns its index.
    pub fn add(&mut self, variable: LongVariable<'a>) -> usize {
        let at = self.list.len();
        self.indices.insert(variable.key.clone(), at);
        self.list.push(variable);
        at
    }

    /// The variable with an index.
    pub fn at(&self, at: usize) -> &LongVariable<'a> {
        &self.list[at]
    }
}
