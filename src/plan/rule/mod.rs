//! The rules that a target can set, one file each. A rule gives its answer over an interval and is independent of plans.
//!
//! To add one: copy the file of a similar rule and add a line to [`RULES`]; `CONTRIBUTING.md` lists the tests.

mod growth;

pub use growth::{Growth, is_positive, undefined as undefined_growth};

use crate::i18n::{Lang, Text};
use crate::index::Year;
use crate::number::{Interval, Number, Ternary};
use crate::registry;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

/// What a rule is evaluated on.
#[derive(Clone, Copy, Debug)]
pub struct RuleInput<'a> {
    /// The value in the evaluated year.
    pub value: &'a Interval,
    /// The earlier value that [`Rule::reference_period`] asks for; `None` if the plan does not go back that far.
    pub before: Option<&'a Interval>,
    /// How many years after that earlier value the rule has to hold; 0 where there is none.
    pub years: Year,
    /// Whether the value aggregates several units, which is when 基本 (basically) applies.
    pub over_units: bool,
    /// Whether the value can't be negative, so that at 0 it can't fall further.
    pub never_negative: bool,
}

impl<'a> RuleInput<'a> {
    /// A value of one unit, without an earlier value.
    pub fn of(value: &'a Interval) -> Self {
        RuleInput {
            value,
            before: None,
            years: 0,
            over_units: false,
            never_negative: false,
        }
    }
}

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher values are better.
    More,
    /// Lower values are better.
    Less,
}

/// What a change is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferencePeriod {
    /// The year before.
    EachYear,
    /// The baseline year.
    Period,
}

/// What attainment and pace are measured towards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A number to reach.
    Threshold {
        /// Whether it is reached from below (`More`) or from above.
        direction: Direction,
        /// The number in the plan.
        value: Number,
        /// The value from which the rule holds; differs from `value` by the tolerance or by 基本 (basically).
        holds_from: Number,
    },
    /// A range to stay in, both ends included.
    Band {
        /// The lower end.
        lo: Number,
        /// The upper end.
        hi: Number,
    },
    /// A milestone: reached or not.
    Milestone,
    /// A change in this direction, of any size.
    Change(Direction),
    /// A change of this size from the baseline.
    Growth(Growth),
    /// Monitored: nothing to reach.
    Nothing,
}

impl Goal {
    /// Whether it is a number to be reached from below.
    pub fn is_upward(&self) -> bool {
        matches!(
            self,
            Goal::Threshold {
                direction: Direction::More,
                ..
            }
        )
    }

    /// The middle of a band; `None` for other goals.
    pub fn middle(&self) -> Option<Number> {
        match self {
            Goal::Band { lo, hi } => Some(&(lo + hi) * &Number::scaled(5, 1)),
            _ => None,
        }
    }
}

/// A rule with its arguments.
pub trait Rule: Debug + Send + Sync {
    /// The key of the target's table that declares the rule.
    fn key(&self) -> &'static str;
    /// Whether the rule holds: for all possible values, for none, or for some of them.
    fn holds(&self, facts: RuleInput<'_>) -> Ternary;
    /// What attainment and pace are measured towards.
    fn goal(&self) -> Goal;
    /// The rule in words: `≥ 20 %`. `unit` is the unit of the measure.
    fn words(&self, unit: &Text, lang: Lang) -> String;
    /// Which earlier value the rule compares with; `None` if it needs only the evaluated year.
    fn reference_period(&self) -> Option<ReferencePeriod> {
        None
    }
    /// Whether what satisfied it once is taken to do so until reported otherwise: what was built stays.
    fn persists(&self) -> bool {
        false
    }
    /// Whether it asks each unit of a checklist to pass, whatever its percentage of points.
    fn asks_units_to_pass(&self) -> bool {
        false
    }
    /// Whether a target may set interim values: it has a threshold that they lead to.
    fn takes_path(&self) -> bool {
        self.with_threshold(&Number::zero()).is_some()
    }
    /// The same rule with another threshold, for a step of the path or a unit's own target; `None` if it has no threshold or
    /// does not accept this one.
    fn with_threshold(&self, _number: &Number) -> Option<Arc<dyn Rule>> {
        None
    }
}

/// The value of a rule's key or of one of its companion keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Flag(bool),
    /// A string.
    Word(String),
    /// A list of two numbers.
    Pair(Number, Number),
}

impl Arg {
    /// The number; `None` for an argument of another type.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Arg::Number(n) => Some(n),
            _ => None,
        }
    }
}

/// The arguments of a rule by key.
pub type Args = BTreeMap<String, Arg>;

/// An argument that a rule does not accept.
#[derive(Clone, Debug)]
pub struct ArgError {
    /// The key of the argument.
    pub key: String,
    /// What the rule expects, as a predicate of the key: “takes a number”.
    pub expected: Text,
    /// Whether the argument is missing or of another type than expected.
    pub wrong_type: bool,
}

impl ArgError {
    fn new(key: &str, zh: &str, en: &str) -> Self {
        ArgError {
            key: key.into(),
            expected: Text::new(zh, en),
            wrong_type: false,
        }
    }

    /// The same error, of a wrong type unless `fits`.
    fn unless(mut self, fits: bool) -> Self {
        self.wrong_type = !fits;
        self
    }
}

/// How a rule is declared and built.
pub struct RuleSpec {
    /// The key of the target's table that declares the rule.
    pub key: &'static str,
    /// Keys that may be used together with it.
    pub companions: &'static [&'static str],
    /// The key of the rule that takes the same arguments and asks for the other direction; `None` if there is none.
    pub opposite: Option<&'static str>,
    /// Whether an indicator with it needs no measure: a flag of its own says whether the rule holds.
    pub is_milestone: bool,
    /// Builds the rule from its arguments; fails if one is missing or not accepted.
    pub build: fn(&Args) -> Result<Arc<dyn Rule>, ArgError>,
}

registry! {
    /// Every rule. One more is one file and one line here.
    pub const RULES: [RuleSpec] = SPEC of {
        at_least,
        at_most,
        between,
        around,
        falls_by,
        grows_by,
        yearly_growth,
        all,
        rising,
        falling,
        done,
        none,
    }
}

/// The rule `at-least` without tolerance.
pub fn at_least(value: Number) -> Arc<dyn Rule> {
    at_least::plain(value)
}

/// The rule `all` without `basically`.
pub fn all() -> Arc<dyn Rule> {
    all::plain()
}

/// The number of the rule's own key.
fn main_number(args: &Args, key: &str) -> Result<Number, ArgError> {
    args.get(key)
        .and_then(Arg::number)
        .cloned()
        .ok_or_else(|| ArgError::new(key, "须为一个数", "takes a number").unless(false))
}

/// An optional, non-negative number.
fn side_number(args: &Args, key: &str) -> Result<Option<Number>, ArgError> {
    match args.get(key) {
        None => Ok(None),
        Some(Arg::Number(n)) if !n.is_negative() => Ok(Some(n.clone())),
        Some(other) => Err(ArgError::new(
            key,
            "须为不小于 0 的数",
            "takes a number that is not negative",
        )
        .unless(other.number().is_some())),
    }
}

/// Accepts only `true`, as in `all = true`.
fn require_true(args: &Args, key: &str) -> Result<(), ArgError> {
    match args.get(key) {
        Some(Arg::Flag(true)) => Ok(()),
        other => Err(ArgError::new(key, "只能写 true", "can only be true")
            .unless(matches!(other, Some(Arg::Flag(_))))),
    }
}

/// `≥ 20 %`, in Chinese `≥20%`: a sign, a number and its unit.
fn sign_and_number(sign: &str, number: &Number, unit: &Text, lang: Lang) -> String {
    let space = lang.pick("", " ");
    with_unit(&format!("{sign}{space}{number}"), unit, lang)
}

/// A number and its unit, in English with a space between them.
fn with_unit(number: &str, unit: &Text, lang: Lang) -> String {
    let unit = unit.get(lang);
    let space = if unit.is_empty() {
        ""
    } else {
        lang.pick("", " ")
    };
    format!("{number}{space}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opposite_of_an_opposite_is_the_rule_itself() {
        let find = |key: &str| RULES.iter().find(|spec| spec.key == key);
        for spec in RULES {
            let Some(opposite) = spec.opposite else {
                continue;
            };
            let opposite = find(opposite).expect("a rule");
            assert_eq!(opposite.opposite, Some(spec.key));
            assert_eq!(opposite.companions, spec.companions);
        }
    }

    #[test]
    fn no_key_declares_two_rules() {
        for (at, spec) in RULES.iter().enumerate() {
            assert!(
                RULES[..at].iter().all(|other| other.key != spec.key),
                "{} twice",
                spec.key
            );
        }
    }
}
