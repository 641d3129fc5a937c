//! `all = true`: every item or every unit (全覆盖). The value is a percentage: of the units that pass, or 100 or 0 for one
//! unit's checklist. `basically` is the percentage that is enough for 基本 (basically); it applies to several units only.

use super::*;

#[derive(Debug)]
struct All {
    basically: Option<Number>,
}

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "all",
    companions: &["basically"],
    opposite: None,
    is_milestone: false,
    build,
};

/// `all` without `basically`.
pub fn plain() -> Arc<dyn Rule> {
    Arc::new(All { basically: None })
}

fn build(args: &Args) -> Result<Arc<dyn Rule>, ArgError> {
    require_true(args, "all")?;
    let basically = side_number(args, "basically")?;
    if basically
        .as_ref()
        .is_some_and(|n| *n > hundred() || n.is_zero())
    {
        return Err(ArgError::new(
            "basically",
            "须为大于 0、不超过 100 的百分数",
            "takes a percentage above 0 and up to 100",
        ));
    }
    Ok(Arc::new(All { basically }))
}

fn hundred() -> Number {
    Number::from(100)
}

impl Rule for All {
    fn key(&self) -> &'static str {
        "all"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        let least = match &self.basically {
            Some(basically) if input.over_units => basically.clone(),
            _ => hundred(),
        };
        input.value.at_least(&least)
    }

    fn goal(&self) -> Goal {
        Goal::Threshold {
            direction: Direction::More,
            value: hundred(),
            holds_from: self.basically.clone().unwrap_or_else(hundred),
        }
    }

    fn asks_units_to_pass(&self) -> bool {
        true
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        match &self.basically {
            Some(basically) => match lang {
                Lang::Zh => format!("基本全部（≥{basically}%）"),
                Lang::En => format!("basically all (≥ {basically} %)"),
            },
            None => lang.pick("全部", "all").to_owned(),
        }
    }
}
