//! The exit codes.

use crate::i18n::Text;
use crate::text;

/// Exit codes: the same in every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, and the gate passed, where there was one.
    Done,
    /// 1: the gate failed.
    GateFailed,
    /// 2: wrong usage, or the plan is invalid.
    Usage,
    /// 3: data could not be read or was refused: the verdicts can't be trusted.
    DataRefused,
    /// 4: nothing was evaluated.
    NothingEvaluated,
    /// 70: an error of the program itself.
    Internal,
    /// 74: output could not be written.
    Unwritable,
    /// 130: interrupted.
    Interrupted,
}

impl Exit {
    /// How a command ends that only reads: done, or data was refused.
    pub fn of_reading(refused: bool) -> (Exit, Text) {
        match refused {
            true => (Exit::DataRefused, text!("部分数据有误", "data was refused")),
            false => (Exit::Done, text!("完成", "done")),
        }
    }

    /// How a command ends that judges: as one that reads, but where nothing was judged for the reason given.
    pub fn of_judging(refused: bool, nothing: Option<Text>) -> (Exit, Text) {
        match (Exit::of_reading(refused), nothing) {
            ((Exit::Done, _), Some(reason)) => (Exit::NothingEvaluated, reason),
            (end, _) => end,
        }
    }

    /// The most severe first.
    const BY_SEVERITY: [Exit; 8] = [
        Exit::Interrupted,
        Exit::Internal,
        Exit::Unwritable,
        Exit::Usage,
        Exit::DataRefused,
        Exit::NothingEvaluated,
        Exit::GateFailed,
        Exit::Done,
    ];

    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::GateFailed => 1,
            Exit::Usage => 2,
            Exit::DataRefused => 3,
            Exit::NothingEvaluated => 4,
            Exit::Internal => 70,
            Exit::Unwritable => 74,
            Exit::Interrupted => 130,
        }
    }

    /// The exit of a number; that of an internal error if it is none.
    pub fn of_code(code: u8) -> Exit {
        let mut all = Exit::BY_SEVERITY.into_iter();
        all.find(|exit| exit.code() == code)
            .unwrap_or(Exit::Internal)
    }

    /// The kebab-case word for it in documents.
    pub fn reason(self) -> &'static str {
        match self {
            Exit::Done => "done",
            Exit::GateFailed => "gate-failed",
            Exit::Usage => "usage",
            Exit::DataRefused => "data-refused",
            Exit::NothingEvaluated => "nothing-evaluated",
            Exit::Internal => "internal-error",
            Exit::Unwritable => "unwritable",
            Exit::Interrupted => "interrupted",
        }
    }

    fn rank(self) -> usize {
        let all = Exit::BY_SEVERITY;
        all.iter().position(|&e| e == self).unwrap_or(all.len())
    }

    /// The more severe of two.
    #[must_use]
    pub fn worse(self, other: Exit) -> Exit {
        if other.rank() < self.rank() {
            other
        } else {
            self
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_severe_wins() {
        let order = [70, 74, 2, 3, 4, 1, 0];
        let codes: Vec<Exit> = Exit::BY_SEVERITY[1..].to_vec();
        assert_eq!(codes.iter().map(|e| e.code()).collect::<Vec<_>>(), order);
        for (at, &severe) in codes.iter().enumerate() {
            for &light in &codes[at..] {
                assert_eq!(severe.worse(light), severe);
                assert_eq!(light.worse(severe), severe);
            }
        }
    }

    #[test]
    fn codes_and_reasons_are_distinct() {
        for (at, a) in Exit::BY_SEVERITY.iter().enumerate() {
            for b in &Exit::BY_SEVERITY[at + 1..] {
                assert_ne!(a.code(), b.code());
                assert_ne!(a.reason(), b.reason());
            }
        }
    }
}
