//! How a run can end.

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
    /// From the gravest down.
    const BY_GRAVITY: [Exit; 8] = [
        Exit::Interrupted,
        Exit::Internal,
        Exit::Unwritable,
        Exit::Usage,
        Exit::DataRefused,
        Exit::NothingEvaluated,
        Exit::GateFailed,
        Exit::Done,
    ];

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

    /// The word in documents.
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
        let all = Exit::BY_GRAVITY;
        all.iter().position(|&e| e == self).unwrap_or(all.len())
    }

    /// The graver of two.
    #[must_use]
    pub fn graver(self, other: Exit) -> Exit {
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
    fn the_graver_wins() {
        let order = [70, 74, 2, 3, 4, 1, 0];
        let graves: Vec<Exit> = Exit::BY_GRAVITY[1..].to_vec();
        assert_eq!(graves.iter().map(|e| e.code()).collect::<Vec<_>>(), order);
        for (at, &grave) in graves.iter().enumerate() {
            for &light in &graves[at..] {
                assert_eq!(grave.graver(light), grave);
                assert_eq!(light.graver(grave), grave);
            }
        }
    }

    #[test]
    fn codes_and_reasons_are_distinct() {
        for (at, a) in Exit::BY_GRAVITY.iter().enumerate() {
            for b in &Exit::BY_GRAVITY[at + 1..] {
                assert_ne!(a.code(), b.code());
                assert_ne!(a.reason(), b.reason());
            }
        }
    }
}
