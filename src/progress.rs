//! How far long work has come: counted by who does it, looked at by who shows it. Nothing is shown from here.

use crate::i18n::Text;
use std::sync::{Arc, Mutex, PoisonError};

/// How far the work at hand has come. Copies share it; the default counts nothing, since nobody looks.
#[derive(Clone, Debug, Default)]
pub struct Progress(Option<Arc<Mutex<State>>>);

/// What is being done, and how much of it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How many pieces of work were begun, this one included; 0 before the first.
    pub begun: u64,
    /// What is being done; empty where nothing is.
    pub task: Text,
    /// How much is done, in bytes, units or whatever the work is counted in.
    pub done: u64,
    /// How much there is to do, in the same; 0 where it is not known.
    pub total: u64,
}

impl Progress {
    /// The progress of work that is looked at.
    pub fn watched() -> Self {
        Progress(Some(Arc::default()))
    }

    /// Whether anybody looks: what has to be found out only to be counted may be left out if not.
    pub fn is_watched(&self) -> bool {
        self.0.is_some()
    }

    /// Begins a piece of work of `total` parts; 0 where their number is not known. It ends where the next one begins.
    pub fn begin(&self, task: Text, total: u64) {
        self.change(|state| {
            *state = State {
                begun: state.begun + 1,
                task,
                done: 0,
                total,
            }
        });
    }

    /// Notes that there is more to do than was known.
    pub fn expect(&self, more: u64) {
        self.change(|state| state.total += more);
    }

    /// Notes that so much more is done.
    pub fn add(&self, done: u64) {
        self.change(|state| state.done += done);
    }

    /// Notes that the piece of work is done.
    pub fn end(&self) {
        self.begin(Text::default(), 0);
    }

    /// How far it has come; `None` where nobody looks.
    pub fn state(&self) -> Option<State> {
        let state = self.0.as_ref()?;
        Some(state.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        if let Some(state) = &self.0 {
            change(&mut state.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn copies_count_together() {
        let progress = Progress::watched();
        progress.begin(text!("读取", "reading"), 10);
        progress.clone().add(4);
        progress.expect(2);
        let state = progress.state().unwrap();
        assert_eq!((state.begun, state.done, state.total), (1, 4, 12));
        progress.end();
        assert_eq!(progress.state().unwrap().task, Text::default());
    }

    #[test]
    fn nothing_is_counted_that_nobody_looks_at() {
        let progress = Progress::default();
        progress.begin(text!("读取", "reading"), 10);
        assert!(progress.state().is_none() && !progress.is_watched());
    }
}
