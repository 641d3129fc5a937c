//! The document of a batch.

use super::super::common::{ExitStatus, Tool};
use super::super::manifest::{self, BatchDocument};
use super::findings_of;
use crate::finding::Findings;
use crate::i18n::Lang;

impl BatchDocument {
    /// The document of a run that wrote nothing.
    pub fn failed(findings: &Findings, status: &ExitStatus, lang: Lang) -> Self {
        BatchDocument {
            schema: manifest::SCHEMA.to_owned(),
            tool: Tool::this(),
            complete: false,
            key: String::new(),
            plan: String::new(),
            plan_sha256: String::new(),
            data_title: String::new(),
            synthetic: false,
            language: lang.into(),
            years: Vec::new(),
            units: Vec::new(),
            formats: Vec::new(),
            as_of: None,
            dry_run: false,
            changes: None,
            files: Vec::new(),
            outdated: Vec::new(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
