//! A run without a result: its exit code, the reason, and what was found until then.

use super::exit::Exit;
use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use crate::lookup::LookupError;
use crate::report::{self, ExitStatus};
use std::fmt;

/// Why there is no result.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub(crate) exit: Exit,
    /// The reason.
    pub(crate) message: Text,
    /// What was found until then.
    pub(crate) findings: Findings,
}

impl Failure {
    /// The exit code of the command line: 2 for wrong usage and an invalid plan, 3 for data that can't be read, 4 where there is
    /// nothing to evaluate.
    pub fn code(&self) -> u8 {
        self.exit.code()
    }

    /// The reason.
    pub fn message(&self, lang: Lang) -> &str {
        self.message.get(lang)
    }

    /// What was found until then, such as what is wrong with the plan.
    pub fn findings(&self, lang: Lang) -> Vec<report::Finding> {
        report::findings_of(&self.findings, lang)
    }

    /// A failure without findings.
    pub(crate) fn new(exit: Exit, message: Text) -> Self {
        Failure {
            exit,
            message,
            findings: Findings::default(),
        }
    }

    /// Wrong usage, or a plan that is invalid.
    pub(crate) fn usage(message: Text) -> Self {
        Failure::new(Exit::Usage, message)
    }

    /// Nothing to evaluate.
    pub(crate) fn nothing(message: Text) -> Self {
        Failure::new(Exit::NothingEvaluated, message)
    }

    /// The same failure with earlier findings put before its own.
    pub(crate) fn after(mut self, mut found: Findings) -> Self {
        found.merge(self.findings);
        self.findings = found;
        self
    }

    /// The same failure after data was read; refused data is the more severe code.
    pub(crate) fn after_data(mut self, found: Findings) -> Self {
        if found.any_error() {
            self.exit = self.exit.worse(Exit::DataRefused);
        }
        self.after(found)
    }

    /// The failure as documents name it.
    pub(crate) fn status(&self) -> ExitStatus {
        status(self.exit, self.message.clone())
    }
}

/// An exit code and its reason as documents name them.
pub fn status(exit: Exit, message: Text) -> ExitStatus {
    ExitStatus {
        code: exit.code(),
        reason: exit.reason(),
        message,
    }
}

impl fmt::Display for Failure {
    /// The reason in English; the findings are apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for Failure {}

impl From<LookupError> for Failure {
    fn from(error: LookupError) -> Self {
        match error {
            LookupError::Unknown(message) => Failure::usage(message),
            LookupError::Empty(message) => Failure::nothing(message),
        }
    }
}
