//! What rules take, found out by giving them arguments.

use crate::number::Number;
use crate::plan::check::rules;
use crate::plan::rule::{Arg, Args, RULES, ReferencePeriod, RuleSpec};
use crate::toml_reader::schema::{number, only_true, pair, word};
use serde_json::{Value, json};

/// What the keys of rules and their companions hold.
pub fn arguments() -> Vec<(&'static str, Value)> {
    let keys = rules::all_keys().into_iter();
    keys.map(|key| {
        let of_rule = RULES.iter().find(|spec| spec.key == key);
        let with = RULES.iter().find(|spec| spec.companions.contains(&key));
        let taken = match (of_rule, with) {
            (Some(spec), _) | (None, Some(spec)) => taken(spec, key),
            (None, None) => Vec::new(),
        };
        match &taken[..] {
            [one] => (key, one.clone()),
            _ => (key, json!({ "anyOf": taken })),
        }
    })
    .collect()
}

/// The schemas of the arguments of each type, and one of them that most rules accept.
fn samples() -> [(Value, Arg); 4] {
    let one = Number::one;
    [
        (number(), Arg::Number(one())),
        (only_true(), Arg::Flag(true)),
        (
            word(&ReferencePeriod::WORDS),
            Arg::Word("period".to_owned()),
        ),
        (pair(), Arg::Pair(one(), one())),
    ]
}

/// The types that a rule takes at one of its keys: those at which it does not complain of the type.
fn taken(spec: &RuleSpec, key: &str) -> Vec<Value> {
    let takes = |arg: &Arg| {
        let mut args = args(spec);
        args.insert(key.to_owned(), arg.clone());
        !matches!((spec.build)(&args), Err(error) if error.key == key && error.wrong_type)
    };
    let samples = samples().into_iter().filter(|(_, arg)| takes(arg));
    samples.map(|(schema, _)| schema).collect()
}

/// Arguments of the rule's own key that it accepts, without companions.
fn args(spec: &RuleSpec) -> Args {
    let own = |arg: Arg| Args::from([(spec.key.to_owned(), arg)]);
    let accepted = samples().into_iter().map(|(_, arg)| own(arg)).find(|args| {
        let built = (spec.build)(args);
        !matches!(built, Err(error) if error.key == spec.key)
    });
    accepted.unwrap_or_default()
}

/// Companions go with their rules only, and some rules need theirs.
pub fn dependencies() -> Value {
    let mut dependencies = serde_json::Map::new();
    for spec in RULES {
        for companion in spec.companions {
            let rules = RULES
                .iter()
                .filter(|one| one.companions.contains(companion));
            let rules: Vec<Value> = rules.map(|one| json!({ "required": [one.key] })).collect();
            dependencies.insert((*companion).to_owned(), json!({ "anyOf": rules }));
        }
        if let Err(error) = (spec.build)(&args(spec))
            && spec.companions.contains(&&*error.key)
        {
            dependencies.insert(spec.key.to_owned(), json!([error.key]));
        }
    }
    dependencies.into()
}
