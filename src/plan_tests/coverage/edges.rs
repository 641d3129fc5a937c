//! The edges of an indicator.

use super::answers::own_checklist;
use crate::i18n::Text;
use crate::plan::rule::{Direction, Goal, Rule};
use crate::plan::{Indicator, IndicatorIx, Plan, Target, Timing, Year};
use crate::text;
use std::collections::BTreeSet;

/// A place at which a verdict changes, on one side of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// A monitored value that is known.
    Monitored,
    /// A value that just holds, or that just does not.
    Value(Demand, End, Side),
    /// A year in which the target is due.
    Due(Demand),
    /// The year before the target is due, or an earlier one of a target that is due in each year.
    Before(Demand),
    /// An item of a checklist that is the only one not met, by its index.
    Item(usize),
    /// The floor of an objective, by its index: reached, or just not.
    Floor(usize, Side),
}

/// What is asked for: which of an indicator's targets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// The target.
    Target,
    /// That of the levels above the checklist's own.
    Above,
    /// The one in force from a year on.
    From(Year),
    /// That of a single unit.
    Unit(String),
    /// An interim value.
    Interim(Year),
}

/// The end of what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The least value that holds.
    Lower,
    /// The greatest value that holds.
    Upper,
}

/// The side of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// What is asked for just holds.
    Holds,
    /// It just does not hold.
    Fails,
}

impl Edge {
    /// The kind, kebab-case.
    pub fn kind(&self) -> &'static str {
        match self {
            Edge::Monitored => "monitored",
            Edge::Value(_, _, Side::Holds) => "holds",
            Edge::Value(_, _, Side::Fails) => "fails",
            Edge::Due(_) => "due",
            Edge::Before(_) => "before",
            Edge::Item(_) => "item",
            Edge::Floor(..) => "floor",
        }
    }

    /// What is not tested, in words.
    pub fn words(&self, plan: &Plan, indicator: IndicatorIx) -> Text {
        let of = |demand: &Demand| demand.words();
        match self {
            Edge::Monitored => text!("已知的数值", "a known value"),
            Edge::Value(demand, end, side) => {
                let of = of(demand);
                let (zh, en) = match (end, side) {
                    (End::Lower, Side::Holds) => ("恰好达到", "a value that just reaches"),
                    (End::Lower, Side::Fails) => ("差一点未达到", "a value just short of"),
                    (End::Upper, Side::Holds) => ("恰好未超过", "a value just within"),
                    (End::Upper, Side::Fails) => ("刚刚超过", "a value just beyond"),
                };
                Text::new(format!("{zh}{}", of.zh), format!("{en} {}", of.en))
            }
            Edge::Due(demand) => {
                let of = of(demand);
                Text::new(
                    format!("{}到期", of.zh),
                    format!("a year in which {} is due", of.en),
                )
            }
            Edge::Before(demand) => {
                let of = of(demand);
                Text::new(
                    format!("{}时限的前一年", of.zh),
                    format!("the year before the date of {}", of.en),
                )
            }
            Edge::Item(at) => match own_checklist(plan, &plan[indicator]) {
                Some(checklist) => {
                    let item = &checklist.items[*at];
                    let (id, zh) = (&item.id, &item.name.zh);
                    let en = &item.name.en;
                    text!(
                        "只有项目 `{id}`（{zh}）不符合",
                        "only the item `{id}` ({en}) not met"
                    )
                }
                None => Text::default(),
            },
            Edge::Floor(at, side) => {
                let checklist = own_checklist(plan, &plan[indicator]);
                let name = checklist.and_then(|list| list.objectives.get(*at));
                let name = name
                    .map(|objective| objective.name.clone())
                    .unwrap_or_default();
                match side {
                    Side::Holds => Text::new(
                        format!("恰好达到“{}”的底线", name.zh),
                        format!("the floor of “{}” just reached", name.en),
                    ),
                    Side::Fails => Text::new(
                        format!("差一点未达到“{}”的底线", name.zh),
                        format!("just short of the floor of “{}”", name.en),
                    ),
                }
            }
        }
    }
}

impl Demand {
    fn words(&self) -> Text {
        match self {
            Demand::Target => text!("目标", "the target"),
            Demand::Above => text!("上级的目标", "the target of the levels above"),
            Demand::From(year) => text!("{year}年起的目标", "the target from {year} on"),
            Demand::Unit(code) => text!("`{code}` 的目标", "the target of `{code}`"),
            Demand::Interim(year) => text!("{year}年的分年目标", "the interim value of {year}"),
        }
    }
}

/// The edges of an indicator.
pub fn edges(plan: &Plan, ix: IndicatorIx) -> BTreeSet<Edge> {
    let indicator = &plan[ix];
    let mut edges = BTreeSet::new();
    let own_level = |level| !indicator.measure.is_above_own_level(plan, level);
    if indicator.above.is_none() || indicator.levels.iter().any(|&level| own_level(level)) {
        of_target(
            plan,
            indicator,
            &indicator.target,
            Demand::Target,
            &mut edges,
        );
    }
    if let Some(above) = &indicator.above
        && indicator.levels.iter().any(|&level| !own_level(level))
    {
        of_target(plan, indicator, above, Demand::Above, &mut edges);
    }
    for revision in &indicator.revised {
        let demand = Demand::From(revision.from);
        of_target(plan, indicator, &revision.target, demand, &mut edges);
    }
    if let Some(checklist) = own_checklist(plan, indicator) {
        edges.extend((0..checklist.items.len()).map(Edge::Item));
        for (at, objective) in checklist.objectives.iter().enumerate() {
            if objective.floor.is_some() {
                edges.extend([Edge::Floor(at, Side::Holds), Edge::Floor(at, Side::Fails)]);
            }
        }
    }
    edges
}

fn of_target(
    plan: &Plan,
    indicator: &Indicator,
    target: &Target,
    demand: Demand,
    edges: &mut BTreeSet<Edge>,
) {
    if target.rule.goal() == Goal::Nothing {
        edges.insert(Edge::Monitored);
        return;
    }
    // What a unit's own checklist asks for is at its items.
    let level = indicator.levels.iter().max().copied();
    let rule = level.map(|level| indicator.measure.rule_for(plan, level, &target.rule));
    let rule = rule.unwrap_or_else(|| target.rule.clone());
    let by_items = demand != Demand::Above
        && own_checklist(plan, indicator).is_some()
        && rule.asks_units_to_pass();
    match by_items {
        true => {
            edges.insert(Edge::Value(demand.clone(), End::Lower, Side::Holds));
        }
        false => of_rule(&*rule, &demand, edges),
    }
    for (code, rule) in &target.by_unit {
        of_rule(&**rule, &Demand::Unit(code.clone()), edges);
    }
    for (year, number) in &target.path {
        if let Some(rule) = target.rule.with_threshold(number) {
            of_rule(&*rule, &Demand::Interim(*year), edges);
        }
    }
    edges.insert(Edge::Due(demand.clone()));
    let first = match demand {
        Demand::From(year) => year,
        _ => plan.first,
    };
    let last = match target.timing {
        Timing::By(year) | Timing::Cumulative(year) => year,
        Timing::EachYear => plan.last,
    };
    if last > first {
        edges.insert(Edge::Before(demand));
    }
}

fn of_rule(rule: &dyn Rule, demand: &Demand, edges: &mut BTreeSet<Edge>) {
    for end in ends(&rule.goal()) {
        for side in [Side::Holds, Side::Fails] {
            edges.insert(Edge::Value(demand.clone(), end, side));
        }
    }
}

/// The ends of what a rule asks for.
pub fn ends(goal: &Goal) -> Vec<End> {
    let of = |direction: &Direction| match direction {
        Direction::More => vec![End::Lower],
        Direction::Less => vec![End::Upper],
    };
    match goal {
        Goal::Threshold { direction, .. } | Goal::Change(direction) => of(direction),
        Goal::Growth(growth) => of(&growth.direction),
        Goal::Milestone => vec![End::Lower],
        Goal::Band { .. } => vec![End::Lower, End::Upper],
        Goal::Nothing => Vec::new(),
    }
}
