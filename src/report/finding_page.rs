//! `kaoping/finding/1`: what a kind of finding means, and what to do about it.

use super::common::{Exit, ExitStatus, Language, Severity, Tool};
use crate::finding::{Code, page};
use crate::i18n::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/finding/1";

/// What a kind of finding means, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/finding/1")]
pub struct FindingPage {
    /// `kaoping/finding/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// Kebab-case, as findings name it.
    pub code: String,
    /// How severe findings of this kind are.
    pub severity: Severity,
    /// What it means, in the language of the document.
    pub meaning: String,
    /// The cause, an example and what to do, in Markdown and in the language of the document.
    pub page: String,
    /// The language of the texts.
    pub language: Language,
    /// How the run ended.
    pub exit: Exit,
}

impl FindingPage {
    /// The page of a kind of finding.
    pub fn of(code: &Code, status: &ExitStatus, lang: Lang) -> Self {
        let (zh, en) = code.meaning;
        FindingPage {
            schema: SCHEMA.to_owned(),
            tool: Tool::this(),
            code: code.id.to_owned(),
            severity: code.severity.into(),
            meaning: lang.pick(zh, en).to_owned(),
            page: page::text(code, lang).to_owned(),
            language: lang.into(),
            exit: status.document(lang),
        }
    }
}
