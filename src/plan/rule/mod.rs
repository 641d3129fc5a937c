//! The rules that a target can set, one file each. A rule answers over a whole interval and knows no plan.
//!
//! To add one: copy the file nearest to it, and add its line to [`RULES`].

mod all;
mod around;
mod at_least;
mod at_most;
mod between;
mod done;
mod falling;
mod none;
mod rising;

use crate::i18n::{Lang, Text};
use crate::number::{Interval, Number, Ternary};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

/// What a rule is held against.
#[derive(Clone, Copy, Debug)]
pub struct RuleInput<'a> {
    /// The value in question.
    pub value: &'a Interval,
    /// The earlier value that [`Rule::reference_period`] asks for; none where the plan does not look back so far.
    pub before: Option<&'a Interval>,
    /// Whether the value is a sum over units, so that 基本 (basically) may apply.
    pub over_units: bool,
}

impl<'a> RuleInput<'a> {
    pub fn of(value: &'a Interval) -> Self {
        RuleInput {
            value,
            before: None,
            over_units: false,
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    More,
    Less,
}

/// Over what a change is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferencePeriod {
    /// Against the year before.
    EachYear,
    /// Against the baseline year.
    Period,
}

/// The threshold that attainment and pace are measured against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A number to reach, from below or from above; `holds_from` is where the rule begins to hold (tolerance, 基本).
    Threshold {
        direction: Direction,
        value: Number,
        holds_from: Number,
    },
    /// A band to stay in.
    Band { lo: Number, hi: Number },
    /// Reached or not.
    Milestone,
    /// Better than before; no number.
    Change(Direction),
    /// Nothing to reach.
    Nothing,
}

/// A rule with its numbers.
pub trait Rule: Debug + Send + Sync {
    /// The key that declares it.
    fn key(&self) -> &'static str;
    /// Whether it holds for every value that is possible.
    fn holds(&self, facts: RuleInput<'_>) -> Ternary;
    fn goal(&self) -> Goal;
    /// The rule in words: `≥ 20 %`. `unit` is the measure's own.
    fn words(&self, unit: &Text, lang: Lang) -> String;
    /// Which earlier value it is held against; none where the year stands for itself.
    fn reference_period(&self) -> Option<ReferencePeriod> {
        None
    }
    /// The same rule with another number in the place of its main one (a path's, a unit's own); none where it has none.
    fn with_threshold(&self, _number: &Number) -> Option<Arc<dyn Rule>> {
        None
    }
}

/// A number, switch or word companions a rule's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    Number(Number),
    Flag(bool),
    Word(String),
    Pair(Number, Number),
}

impl Arg {
    pub fn number(&self) -> Option<&Number> {
        match self {
            Arg::Number(n) => Some(n),
            _ => None,
        }
    }
}

/// The arguments of a target's table, by key.
pub type Args = BTreeMap<String, Arg>;

/// An argument that a rule can't take: its key and what is asked of it.
#[derive(Clone, Debug)]
pub struct ArgError {
    pub key: String,
    pub asked: Text,
    /// Whether it is of another type than asked for.
    pub wrong_type: bool,
}

impl ArgError {
    fn new(key: &str, zh: &str, en: &str) -> Self {
        ArgError {
            key: key.into(),
            asked: Text::new(zh, en),
            wrong_type: false,
        }
    }

    /// The same, of another type than asked for unless `fits`.
    fn unless(mut self, fits: bool) -> Self {
        self.wrong_type = !fits;
        self
    }
}

/// How a rule is declared.
pub struct RuleSpec {
    /// The key that names it in a target's table.
    pub key: &'static str,
    /// Keys that may stand companions it.
    pub companions: &'static [&'static str],
    pub build: fn(&Args) -> Result<Arc<dyn Rule>, ArgError>,
}

/// Every rule. One more is one file and one line here.
pub const RULES: &[RuleSpec] = &[
    at_least::SPEC,
    at_most::SPEC,
    between::SPEC,
    around::SPEC,
    all::SPEC,
    rising::SPEC,
    falling::SPEC,
    done::SPEC,
    none::SPEC,
];

/// The rule `at-least`, without tolerance.
pub fn at_least(value: Number) -> Arc<dyn Rule> {
    at_least::plain(value)
}

/// The main number of a rule.
fn main_number(args: &Args, key: &str) -> Result<Number, ArgError> {
    args.get(key)
        .and_then(Arg::number)
        .cloned()
        .ok_or_else(|| ArgError::new(key, "要求一个数", "takes a number").unless(false))
}

/// A number that may be left out and may not be negative.
fn side_number(args: &Args, key: &str) -> Result<Option<Number>, ArgError> {
    match args.get(key) {
        None => Ok(None),
        Some(Arg::Number(n)) if !n.is_negative() => Ok(Some(n.clone())),
        Some(other) => Err(ArgError::new(
            key,
            "要求一个不小于零的数",
            "takes a number that is not negative",
        )
        .unless(other.number().is_some())),
    }
}

/// A switch that can only be set: `all = true`.
fn require_true(args: &Args, key: &str) -> Result<(), ArgError> {
    match args.get(key) {
        Some(Arg::Flag(true)) => Ok(()),
        other => Err(ArgError::new(key, "只能写 true", "can only be true")
            .unless(matches!(other, Some(Arg::Flag(_))))),
    }
}

/// `≥ 20 %`: a sign, a number and its unit.
fn sign_and_number(sign: &str, number: &Number, unit: &Text, lang: Lang) -> String {
    let gap = if unit.get(lang).is_empty() { "" } else { " " };
    format!("{sign} {}{gap}{}", number, unit.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_is_in_order() {
        for (at, kind) in RULES.iter().enumerate() {
            assert!(
                RULES[..at].iter().all(|other| other.key != kind.key),
                "{} twice",
                kind.key
            );
        }
    }
}
