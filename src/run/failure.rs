//! A run that could not be finished: how it ends and what is said.

use super::exit::Exit;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::report::ExitStatus;
use std::fmt;

/// Why nothing could be evaluated.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub message: Text,
    /// What was found until then.
    pub findings: Findings,
}

impl Failure {
    pub fn new(exit: Exit, message: Text) -> Self {
        Failure {
            exit,
            message,
            findings: Findings::default(),
        }
    }

    pub fn usage(message: Text) -> Self {
        Failure::new(Exit::Usage, message)
    }

    pub fn nothing(message: Text) -> Self {
        Failure::new(Exit::NothingEvaluated, message)
    }

    /// Puts what was found before in front.
    pub fn after(mut self, mut found: Findings) -> Self {
        found.merge(self.findings);
        self.findings = found;
        self
    }

    /// Where the data was read all the same and refused, that is the graver, unless it is accepted.
    pub fn unless_refused(mut self, found: Findings, allowed: bool) -> Self {
        if !found.any_error() || allowed {
            return self;
        }
        self.exit = self.exit.graver(Exit::DataRefused);
        self.after(found)
    }

    pub fn ending(&self) -> ExitStatus {
        ending(self.exit, self.message.clone())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

/// An ending as documents name it.
pub fn ending(exit: Exit, message: Text) -> ExitStatus {
    ExitStatus {
        code: exit.code(),
        reason: exit.reason(),
        message,
    }
}
