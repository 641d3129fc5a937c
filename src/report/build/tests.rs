//! The document about the tests of a plan.

use super::super::common::{ExitStatus, Tool};
use super::super::test_run::{self, TestDocument, TestSummary};
use super::findings_of;
use crate::finding::Findings;
use crate::i18n::Lang;

impl TestDocument {
    /// The document of a run in which nothing was tried.
    pub fn failed(findings: &Findings, status: &ExitStatus, lang: Lang) -> Self {
        TestDocument {
            schema: test_run::SCHEMA.to_owned(),
            tool: Tool::this(),
            plan: None,
            tests: Vec::new(),
            summary: TestSummary::default(),
            coverage: None,
            mutation: None,
            language: lang.into(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
