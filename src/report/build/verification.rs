//! Whether a scorecard still stands.

use super::super::common::Tool;
use super::super::verification::{self, VerifyDocument};
use super::{ExitStatus, findings_of};
use crate::finding::Findings;
use crate::i18n::Lang;

impl VerifyDocument {
    /// The document of a run that could verify nothing.
    pub fn failed(findings: &Findings, status: &ExitStatus, lang: Lang) -> Self {
        VerifyDocument {
            schema: verification::SCHEMA.to_owned(),
            tool: Tool::this(),
            language: lang.into(),
            scorecard: None,
            stands: None,
            inputs: Vec::new(),
            results: 0,
            affected: 0,
            moved: 0,
            differences: Vec::new(),
            others: Vec::new(),
            notes: Vec::new(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
