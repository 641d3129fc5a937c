//! Collects the findings about the cells and rows of a file.

use crate::finding::{Code, Finding, Findings, PLACES_KEPT, Place, codes};
use crate::i18n::Text;
use hashbrown::HashMap;

/// Collects the findings about one file. Findings with the same cause are grouped; places and texts are built only for the
/// first [`PLACES_KEPT`].
#[derive(Default)]
pub struct Reporter {
    findings: Findings,
    /// How often each cause occurred, by code and column or variable.
    counts: HashMap<(&'static str, u32), u64>,
    /// How often any cause occurred.
    noted: u64,
    /// The file's path: part of each cause's name.
    file: String,
}

/// In place of a column: the cause concerns the row as a whole.
pub const WHOLE_ROW: u32 = u32::MAX;

impl Reporter {
    /// An empty collection for the file with this path.
    pub fn new(file: impl Into<String>) -> Self {
        Reporter {
            file: file.into(),
            ..Reporter::default()
        }
    }

    /// Notes a finding about a column, a variable or [`WHOLE_ROW`]. `finding` and `place` are called only if the place is
    /// kept.
    pub fn note(
        &mut self,
        code: &'static Code,
        column: u32,
        finding: impl FnOnce() -> Finding,
        place: impl FnOnce() -> Place,
    ) {
        self.noted += 1;
        let count = self.counts.entry((code.id, column)).or_default();
        *count += 1;
        if *count > PLACES_KEPT as u64 {
            return;
        }
        let cause = format!("{}/{column}", self.file);
        let finding = if *count == 1 {
            finding()
        } else {
            Finding::new(code, Text::default())
        };
        self.findings.group(cause, finding.at(place()));
    }

    /// How many findings have been noted so far.
    pub fn noted(&self) -> u64 {
        self.noted
    }

    /// Adds a finding about the file as a whole.
    pub fn add(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    /// All findings, with their counts.
    pub fn finish(mut self) -> Findings {
        let all: std::collections::BTreeMap<_, _> = self.counts.into_iter().collect();
        for ((id, column), count) in all {
            let more = count.saturating_sub(PLACES_KEPT as u64);
            if let Some(code) = codes::ALL.iter().find(|code| code.id == id)
                && more > 0
            {
                let mut rest = Finding::new(code, Text::default());
                rest.count = more;
                self.findings.group(format!("{}/{column}", self.file), rest);
            }
        }
        self.findings
    }

    /// Notes a finding about something that can't be read as a record, grouped by its code.
    pub fn bad(&mut self, mut finding: Finding) {
        let place = finding.places.pop();
        let code = finding.code;
        match place {
            Some(place) => self.note(code, WHOLE_ROW, || finding, || place),
            None => self.add(finding),
        }
    }
}
