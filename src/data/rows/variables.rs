//! The variables of a long file, by the text that names them.

use crate::data::name_index::ColumnBinding;
use crate::data::numeric::NumericColumn;
use hashbrown::HashMap;

/// A variable of a long file, ready to be read.
pub struct LongVariable<'a> {
    text: Box<str>,
    pub meaning: ColumnBinding,
    /// None where it is answered with words.
    pub numeric: Option<NumericColumn<'a>>,
}

impl<'a> LongVariable<'a> {
    pub fn new(text: &str, meaning: ColumnBinding, numeric: Option<NumericColumn<'a>>) -> Self {
        LongVariable {
            text: text.into(),
            meaning,
            numeric,
        }
    }
}

/// Those met so far. Rows mostly name them in the order in which they did before.
#[derive(Default)]
pub struct Variables<'a> {
    list: Vec<LongVariable<'a>>,
    places: HashMap<Box<[u8]>, usize>,
}

impl<'a> Variables<'a> {
    /// The place of a variable, looked for behind the last one first.
    pub fn find(&self, text: &[u8], last: usize) -> Option<usize> {
        let next = if last + 1 < self.list.len() {
            last + 1
        } else {
            0
        };
        let guesses = [next, last].into_iter();
        let is = |at: &usize| {
            self.list
                .get(*at)
                .is_some_and(|known| same(known.text.as_bytes(), text))
        };
        let guess = guesses.clone().find(is);
        guess.or_else(|| self.places.get(text).copied())
    }

    pub fn add(&mut self, variable: LongVariable<'a>) -> usize {
        let at = self.list.len();
        let text = variable.text.as_bytes();
        self.places.insert(text.into(), at);
        self.list.push(variable);
        at
    }

    pub fn at(&self, at: usize) -> &LongVariable<'a> {
        &self.list[at]
    }
}

/// Whether two short words are the same, eight bytes at a time.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    let ((words, rest), (others, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let pairs = words.iter().zip(others);
    one.len() == other.len()
        && pairs.fold(0, |odd, (a, b)| {
            odd | (u64::from_ne_bytes(*a) ^ u64::from_ne_bytes(*b))
        }) == 0
        && rest
            .iter()
            .zip(other_rest)
            .fold(0, |odd, (a, b)| odd | (a ^ b))
            == 0
}
