//! A finding: what is wrong, where, and what to do about it.

pub mod codes;
mod place;

pub use place::{CellPosition, LinePosition, Place, Position, cell_reference};

use crate::i18n::Text;
use std::collections::BTreeMap;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Verdicts can't be trusted, or there is no plan to judge by.
    Error,
    /// Something was settled that a reader should know of.
    Warning,
    /// Said for completeness.
    Note,
}

/// A kind of finding: stable, documented in `docs/findings.md`.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, stable.
    pub id: &'static str,
    pub severity: Severity,
    /// What this kind means, in a line: Chinese, English.
    pub meaning: (&'static str, &'static str),
}

/// What is wrong, where, and what to do.
#[derive(Clone, Debug)]
pub struct Finding {
    pub code: &'static Code,
    pub message: Text,
    /// Where: the first hundred places that share the cause.
    pub places: Vec<Place>,
    /// Places that explain, each with its word: the line of the plan that asks otherwise, the earlier value.
    pub related: Vec<(Place, Text)>,
    pub help: Option<Text>,
    /// How many places share the cause, listed or not.
    pub count: u64,
}

impl Finding {
    pub fn new(code: &'static Code, message: Text) -> Self {
        Finding {
            code,
            message,
            places: Vec::new(),
            related: Vec::new(),
            help: None,
            count: 1,
        }
    }

    pub fn at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    pub fn beside(mut self, place: Place, word: Text) -> Self {
        self.related.push((place, word));
        self
    }

    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }
}

/// How many places of one cause are kept.
pub const PLACES_KEPT: usize = 100;

/// Findings, those of one cause together, in the order in which causes were first met.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    causes: BTreeMap<(&'static str, String), usize>,
}

impl Findings {
    /// Adds a finding that stands for itself.
    pub fn add(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds a finding to those of the same code and cause; message and help of the first are kept.
    pub fn group(&mut self, cause: impl Into<String>, finding: Finding) {
        let key = (finding.code.id, cause.into());
        if let Some(&at) = self.causes.get(&key) {
            let known = &mut self.list[at];
            known.count += finding.count;
            let room = PLACES_KEPT.saturating_sub(known.places.len());
            known.places.extend(finding.places.into_iter().take(room));
        } else {
            self.causes.insert(key, self.list.len());
            self.list.push(finding);
        }
    }

    /// Whether a cause has been met before.
    pub fn has(&self, code: &'static Code, cause: &str) -> bool {
        self.causes.contains_key(&(code.id, cause.to_owned()))
    }

    /// Takes over the findings of another part of the work, causes joined.
    pub fn merge(&mut self, other: Findings) {
        let mut names: Vec<Option<String>> = vec![None; other.list.len()];
        for ((_, cause), at) in other.causes {
            names[at] = Some(cause);
        }
        for (finding, cause) in other.list.into_iter().zip(names) {
            match cause {
                Some(cause) => self.group(cause, finding),
                None => self.add(finding),
            }
        }
    }

    /// The errors, and the rest.
    pub fn errors_apart(&self) -> (Findings, Findings) {
        let (mut errors, mut others) = (Findings::default(), Findings::default());
        for finding in &self.list {
            match finding.code.severity {
                Severity::Error => errors.add(finding.clone()),
                Severity::Warning | Severity::Note => others.add(finding.clone()),
            }
        }
        (errors, others)
    }

    /// Every place of every finding, to be made more exact.
    pub fn places_mut(&mut self, mut each: impl FnMut(&mut Place)) {
        for finding in &mut self.list {
            finding.places.iter_mut().for_each(&mut each);
            let related = finding.related.iter_mut();
            related.for_each(|(place, _)| each(place));
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether any of them is an error.
    pub fn any_error(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.code.severity == Severity::Error)
    }
}
