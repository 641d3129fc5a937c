//! The smallest number of steps that leads to another verdict.

use super::is_firm;
use crate::evaluate::Verdict;
use crate::number::{Interval, Number, Value};

/// What is known of a number of steps.
#[derive(Clone)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// All that the value may be; `None` if it does not apply.
    pub value: Option<Interval>,
}

impl Outcome {
    /// The outcome of a verdict and a value.
    pub fn of(verdict: Verdict, value: &Value) -> Self {
        Outcome {
            verdict,
            value: match value {
                Value::Between(value) => Some(value.clone()),
                Value::IfApplicable(_) | Value::NotApplicable => None,
            },
        }
    }
}

/// Steps in one direction.
pub struct Steps<'s> {
    /// The verdict without any.
    pub verdict: Verdict,
    /// As many are possible; `None` if there is no end.
    pub most: Option<i128>,
    /// The values at which the verdict may change.
    pub lines: &'s [Number],
    /// The outcome of a number of steps.
    pub outcome: &'s mut dyn FnMut(i128) -> Option<Outcome>,
}

/// Doublings until the search for a value beyond all lines ends.
const DOUBLINGS: u32 = 100;

impl Steps<'_> {
    /// The smallest number of steps that leads to another verdict, and that verdict; `None` if none does.
    ///
    /// The value rises or falls with the steps, so it crosses each line once. The verdict can only change there, or, where the
    /// line is not a rational number, between two of them, where it changes once.
    pub fn smallest(&mut self) -> Option<(i128, Verdict)> {
        let most = match self.most {
            Some(most) => most,
            None => self.beyond_all_lines()?,
        };
        if most < 1 {
            return None;
        }
        let mut candidates = vec![1, most];
        for line in self.lines {
            for reached in [is_at_least, is_above, is_at_most, is_below] {
                let start = (self.outcome)(0)?.value?;
                let crossed = |value: &Interval| reached(value, line) != reached(&start, line);
                if let Some(at) = self.first(0, most, |outcome| {
                    outcome.value.as_ref().is_none_or(crossed)
                }) {
                    candidates.extend([at - 1, at, at + 1]);
                }
            }
        }
        // Where no line is crossed the verdict changes once or not at all.
        if candidates.len() == 2 && (self.outcome)(most)?.verdict == self.verdict {
            return None;
        }
        candidates.retain(|at| (1..=most).contains(at));
        candidates.sort_unstable();
        candidates.dedup();
        let mut before = 0;
        for at in candidates {
            let verdict = self.verdict;
            let changes =
                |outcome: &Outcome| is_firm(outcome.verdict) && outcome.verdict != verdict;
            if changes(&(self.outcome)(at)?) {
                let first = self.first(before, at, changes)?;
                return Some((first, (self.outcome)(first)?.verdict));
            }
            before = at;
        }
        None
    }

    /// A number of steps after which the value has crossed all lines; `None` if there is none.
    fn beyond_all_lines(&mut self) -> Option<i128> {
        let start = (self.outcome)(0)?.value?;
        let mut steps = 1;
        let mut last = None;
        for _ in 0..DOUBLINGS {
            let value = (self.outcome)(steps)?.value?;
            let rises = value.lo().number() > start.lo().number();
            let beyond = self.lines.iter().all(|line| match rises {
                true => is_above(&value, line),
                false => is_below(&value, line),
            });
            last = Some(steps);
            if beyond {
                break;
            }
            steps *= 2;
        }
        last
    }

    /// The smallest number in `(from, to]` for which `is` is true, if it is from there on; `None` if it is not for `to`.
    fn first(&mut self, from: i128, to: i128, is: impl Fn(&Outcome) -> bool) -> Option<i128> {
        let (mut not, mut yes) = (from, to);
        if !is(&(self.outcome)(to)?) {
            return None;
        }
        while yes - not > 1 {
            let middle = not + (yes - not) / 2;
            match (self.outcome)(middle).is_none_or(|outcome| is(&outcome)) {
                true => yes = middle,
                false => not = middle,
            }
        }
        Some(yes)
    }
}

fn is_at_least(value: &Interval, line: &Number) -> bool {
    value.lo().number().is_some_and(|lo| lo >= line)
}

fn is_above(value: &Interval, line: &Number) -> bool {
    value.lo().number().is_some_and(|lo| lo > line)
}

fn is_at_most(value: &Interval, line: &Number) -> bool {
    value.hi().number().is_some_and(|hi| hi <= line)
}

fn is_below(value: &Interval, line: &Number) -> bool {
    value.hi().number().is_some_and(|hi| hi < line)
}
