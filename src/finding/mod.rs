//! A finding: what is wrong, where, and what to do about it.

pub mod codes;
mod kept;
pub mod page;
mod place;

pub use kept::{Kept, PLACES_KEPT, Reason, RefusedRow};
pub use place::{CellPosition, LinePosition, Place, Position, cell_reference};

use crate::i18n::Text;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something can't be used, and verdicts may be wrong or missing because of it.
    Error,
    /// A decision was made on the way that the reader should know of.
    Warning,
    /// For information.
    Note,
}

/// A kind of finding: stable, documented in `docs/findings.md`.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, stable.
    pub id: &'static str,
    /// The severity of every finding of this kind.
    pub severity: Severity,
    /// What this kind means, in a line: Chinese, English.
    pub meaning: (&'static str, &'static str),
}

/// What is wrong, where, and what to do.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The kind of finding.
    pub code: &'static Code,
    /// What is wrong.
    pub message: Text,
    /// Where: the first places that share the cause, at most [`Kept::places`].
    pub places: Vec<Place>,
    /// Places that explain it, each with a label: where the plan declares otherwise, the earlier value.
    pub related: Vec<(Place, Text)>,
    /// What to do about it.
    pub help: Option<Text>,
    /// How many places share the cause, listed or not.
    pub count: u64,
}

impl Finding {
    /// A finding without a place.
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

    /// The same with one more place.
    pub fn at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// The same with one more place that explains it, and its label.
    pub fn beside(mut self, place: Place, label: Text) -> Self {
        self.related.push((place, label));
        self
    }

    /// Adds the places of another finding with the same cause, as long as there are fewer than `most`.
    fn join(&mut self, other: Finding, most: usize) {
        self.count += other.count;
        let room = most.saturating_sub(self.places.len());
        self.places.extend(other.places.into_iter().take(room));
    }

    /// The same with what to do about it.
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }
}

/// Findings, grouped by cause, in the order in which the causes came first.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    causes: BTreeMap<(&'static str, String), usize>,
    /// How many places of a cause are kept, if not [`PLACES_KEPT`].
    most_places: Option<NonZeroUsize>,
    refused_rows: Option<Box<RefusedRows>>,
}

/// Rows that can't be used. They are rare, so that findings hold no more than where they are.
#[derive(Clone, Debug, Default)]
struct RefusedRows {
    list: Vec<RefusedRow>,
}

impl Findings {
    /// None yet, of which so much will be kept.
    pub fn keeping(kept: Kept) -> Self {
        Findings {
            most_places: NonZeroUsize::new(kept.places),
            ..Findings::default()
        }
    }

    fn most_places(&self) -> usize {
        self.most_places.map_or(PLACES_KEPT, NonZeroUsize::get)
    }

    /// Adds a row that can't be used.
    pub fn add_refused_row(&mut self, row: RefusedRow) {
        let rows = self.refused_rows.get_or_insert_default();
        rows.list.push(row);
    }

    /// The rows that can't be used, in the order of files and lines; none unless they are [kept](Kept::refused_rows).
    pub fn refused_rows(&self) -> &[RefusedRow] {
        self.refused_rows.as_ref().map_or(&[], |rows| &rows.list)
    }

    /// Adds a finding that is not grouped with others.
    pub fn add(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds a finding to those of the same code and cause; message and help of the first are kept.
    pub fn group(&mut self, cause: impl Into<String>, finding: Finding) {
        let key = (finding.code.id, cause.into());
        if let Some(&at) = self.causes.get(&key) {
            let most = self.most_places();
            self.list[at].join(finding, most);
        } else {
            self.causes.insert(key, self.list.len());
            self.list.push(finding);
        }
    }

    /// Whether there is a finding of this code and cause.
    pub fn has(&self, code: &'static Code, cause: &str) -> bool {
        self.causes.contains_key(&(code.id, cause.to_owned()))
    }

    /// Adds all of `other`, grouped by the same causes.
    pub fn merge(&mut self, other: Findings) {
        self.most_places = self.most_places.max(other.most_places);
        if let Some(later) = other.refused_rows {
            let rows = self.refused_rows.get_or_insert_default();
            rows.list.extend(later.list);
        }
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

    /// Joins the findings that say the same of several files: their places are listed together, and counted.
    pub fn join_alike(&mut self) {
        let mut first: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        let mut joined: Vec<Finding> = Vec::with_capacity(self.list.len());
        let most = self.most_places();
        for finding in std::mem::take(&mut self.list) {
            let key = (finding.code.id, finding.message.to_string());
            match first.get(&key) {
                Some(&at) if !finding.places.is_empty() => joined[at].join(finding, most),
                _ => {
                    first.insert(key, joined.len());
                    joined.push(finding);
                }
            }
        }
        self.list = joined;
        self.causes.clear();
    }

    /// The same without those of one kind.
    #[must_use]
    pub fn without(mut self, code: &'static Code) -> Findings {
        self.list.retain(|finding| finding.code != code);
        self.causes.clear();
        self
    }

    /// The errors, and all others.
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

    /// Calls `each` with every place of every finding.
    pub fn places_mut(&mut self, mut each: impl FnMut(&mut Place)) {
        for finding in &mut self.list {
            finding.places.iter_mut().for_each(&mut each);
            let related = finding.related.iter_mut();
            related.for_each(|(place, _)| each(place));
        }
        let rows = self.refused_rows.iter_mut().flat_map(|rows| &mut rows.list);
        rows.for_each(|row| each(&mut row.place));
    }

    /// All findings, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether any of them is an error.
    pub fn any_error(&self) -> bool {
        self.any(Severity::Error)
    }

    /// Whether any of them is a warning.
    pub fn any_warning(&self) -> bool {
        self.any(Severity::Warning)
    }

    fn any(&self, severity: Severity) -> bool {
        let mut all = self.list.iter();
        all.any(|finding| finding.code.severity == severity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_that_say_the_same_of_several_files_are_one() {
        let mut findings = Findings::default();
        for (file, message) in [("a", "x"), ("b", "x"), ("c", "y"), ("d", "x")] {
            let finding = Finding::new(codes::RAGGED_ROW, Text::same(message));
            findings.group(file, finding.clone().at(Place::file(file)));
            findings.group(file, finding.at(Place::file(file)));
        }
        findings.join_alike();
        let counts: Vec<(u64, usize)> = (findings.iter())
            .map(|finding| (finding.count, finding.places.len()))
            .collect();
        assert_eq!(counts, [(6, 6), (2, 2)]);
    }
}
