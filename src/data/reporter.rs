//! Collects the findings about the cells and rows of a file.

use crate::finding::{
    Code, Finding, Findings, Kept, PLACES_KEPT, Place, Reason, RefusedRow, codes,
};
use crate::i18n::Text;
use hashbrown::HashMap;
use std::sync::Arc;

/// Collects the findings about one file. Findings with the same cause are grouped; places and texts are built only for
/// those that are kept.
#[derive(Default)]
pub struct Reporter {
    findings: Findings,
    /// How much is kept.
    kept: Kept,
    /// How often each cause occurred, by code and column or variable.
    counts: HashMap<(&'static str, u32), u64>,
    /// How often any cause occurred.
    noted: u64,
    /// The file's path: part of each cause's name.
    file: String,
    /// The titles of the file's columns.
    titles: Arc<[String]>,
    /// What has been noted about the row at hand, where refused rows are kept.
    reasons: Vec<Reason>,
}

/// In place of a column: the cause concerns the row as a whole.
pub const WHOLE_ROW: u32 = u32::MAX;

impl Reporter {
    /// An empty collection for the file with this path, of which so much is kept.
    pub fn new(file: impl Into<String>, kept: Kept) -> Self {
        Reporter {
            findings: Findings::keeping(kept),
            kept,
            file: file.into(),
            ..Reporter::default()
        }
    }

    /// The same for a table with these titles.
    pub fn of_table(mut self, titles: &[String]) -> Self {
        if self.kept.refused_rows {
            self.titles = titles.into();
        }
        self
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
        let (first, kept) = (*count == 1, *count <= self.kept.places as u64);
        let with_text = *count <= PLACES_KEPT as u64;
        if !kept && !self.kept.refused_rows {
            return;
        }
        let finding = match first || self.kept.refused_rows {
            true => finding(),
            false => Finding::new(code, Text::default()),
        };
        if self.kept.refused_rows {
            self.reasons.push(Reason {
                code,
                message: finding.message.clone(),
                help: finding.help.clone(),
            });
        }
        if kept {
            let cause = format!("{}/{column}", self.file);
            let place = place();
            let place = match with_text {
                true => place,
                false => place.without_text(),
            };
            self.findings.group(cause, finding.at(place));
        }
    }

    /// Ends a row. One of which anything was refused is kept with what has been noted about it, if refused rows are kept.
    pub fn end_row(&mut self, refused: bool, record: impl FnOnce() -> (Place, Vec<String>)) {
        if !self.kept.refused_rows {
            return;
        }
        let reasons = std::mem::take(&mut self.reasons);
        if refused {
            let (place, cells) = record();
            self.findings.add_refused_row(RefusedRow {
                place: place.without_text(),
                titles: self.titles.clone(),
                cells,
                reasons,
            });
        }
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
            let more = count.saturating_sub(self.kept.places as u64);
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
