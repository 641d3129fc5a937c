//! A run without a result: its exit code, the reason, and what was found until then.

use super::exit::Exit;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::lookup::LookupError;
use crate::report::ExitStatus;
use std::fmt;

/// Why there is no result.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// The reason.
    pub message: Text,
    /// What was found until then.
    pub findings: Findings,
}

impl Failure {
    /// A failure without findings.
    pub fn new(exit: Exit, message: Text) -> Self {
        Failure {
            exit,
            message,
            findings: Findings::default(),
        }
    }

    /// Wrong usage, or a plan that is invalid.
    pub fn usage(message: Text) -> Self {
        Failure::new(Exit::Usage, message)
    }

    /// Nothing to evaluate.
    pub fn nothing(message: Text) -> Self {
        Failure::new(Exit::NothingEvaluated, message)
    }

    /// The same failure with earlier findings put before its own.
    pub fn after(mut self, mut found: Findings) -> Self {
        found.merge(self.findings);
        self.findings = found;
        self
    }

    /// The same failure after data was read; refused data is the more severe code.
    pub fn after_data(mut self, found: Findings) -> Self {
        if found.any_error() {
            self.exit = self.exit.worse(Exit::DataRefused);
        }
        self.after(found)
    }

    /// The failure as documents name it.
    pub fn status(&self) -> ExitStatus {
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
