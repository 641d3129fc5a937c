//! The smallest change that would flip a verdict of met or missed.

use super::{Judgement, Verdict};
use crate::i18n::Text;
use crate::number::{Number, Ternary};
use crate::observation::{AggregateValue, Figures, PackedAnswer, Period};
use crate::plan::rule::{Direction, Goal};
use crate::plan::{ChecklistIx, Indicator, Measure, Plan, VariableIx};
use crate::text;

/// In the units of what is counted, with the verdict that it leads to (none: no longer met); none where no figure
/// decides it alone.
pub fn flip(
    plan: &Plan,
    figures: &Figures,
    judgement: &Judgement,
) -> Option<(Text, Option<Verdict>)> {
    if !matches!(
        judgement.verdict,
        Verdict::Met | Verdict::Missed | Verdict::Behind | Verdict::OnTrack | Verdict::NotDue
    ) {
        return None;
    }
    let otherwise = match judgement.verdict {
        Verdict::Met => None,
        _ => Some(Verdict::Met),
    };
    match nearer_pace(judgement) {
        Some((due, to)) => Some((change_to(plan, figures, judgement, Some(&due))?, Some(to))),
        None => Some((change_to(plan, figures, judgement, None)?, otherwise)),
    }
}

/// The value due this year and the verdict beyond it, where that lies nearer than the target.
fn nearer_pace(judgement: &Judgement) -> Option<(Number, Verdict)> {
    let due = judgement.pace.as_ref()?.due_value.clone()?;
    let value = judgement.value.known()?;
    let Goal::Threshold { holds_from, .. } = judgement.rule.goal() else {
        return None;
    };
    let nearer = (value - &due).abs() <= (value - &holds_from).abs();
    match judgement.verdict {
        Verdict::Behind => Some((due, Verdict::OnTrack)),
        Verdict::OnTrack if nearer => Some((due, Verdict::Behind)),
        _ => None,
    }
}

/// What has to change to cross the target, or another line in its place.
fn change_to(
    plan: &Plan,
    figures: &Figures,
    judgement: &Judgement,
    line: Option<&Number>,
) -> Option<Text> {
    let indicator = &plan[judgement.indicator];
    if let Measure::Checklist { checklist } = &indicator.measure
        && plan[*checklist].level == figures.units.level(judgement.unit)
    {
        return checklist_flip(plan, figures, judgement, *checklist);
    }
    match judgement.rule.goal() {
        Goal::Threshold {
            direction,
            holds_from,
            ..
        } => {
            let line = line.unwrap_or(&holds_from);
            threshold(plan, figures, judgement, indicator, direction, line)
        }
        Goal::Milestone => Some(match judgement.verdict {
            Verdict::Met => text!("报告未建成", "a report that it is no longer in place"),
            _ => text!("报告建成", "a report that it is in place"),
        }),
        Goal::Band { lo, hi } => {
            let value = judgement.value.known()?;
            let unit = &indicator.unit;
            let way = if *value < lo {
                &lo - value
            } else if *value > hi {
                &hi - value
            } else {
                let (down, up) = (value - &lo, &hi - value);
                return Some(text!(
                    "降低超过 {} 或升高超过 {} {}",
                    "a fall of more than {} or a rise of more than {} {}",
                    shown(&down),
                    shown(&up),
                    unit.zh
                ));
            };
            Some(change(&way, unit, &Text::same("")))
        }
        _ => None,
    }
}

fn threshold(
    plan: &Plan,
    figures: &Figures,
    judgement: &Judgement,
    indicator: &Indicator,
    direction: Direction,
    holds_from: &Number,
) -> Option<Text> {
    match &indicator.measure {
        Measure::Value { variable } => {
            let value = judgement.value.known()?;
            let definition = &plan[*variable];
            let step = Step {
                direction,
                decimals: definition.decimals,
            };
            let way = step.way(value, holds_from)?;
            Some(change(&way, &definition.unit, &definition.name))
        }
        Measure::Ratio {
            part,
            whole,
            factor,
            ..
        } => {
            let whole = last_known(figures, judgement, *whole, plan)?;
            let part_now = &(judgement.value.known()? * &whole) / factor;
            let needed = &(holds_from * &whole) / factor;
            let definition = &plan[*part];
            let step = Step {
                direction,
                decimals: definition.decimals,
            };
            let way = step.way(&part_now, &needed)?;
            Some(change(&way, &definition.unit, &definition.name))
        }
        Measure::Mean { variable, .. } => {
            let value = judgement.value.known()?;
            let way = holds_from - value;
            Some(change(&way, &plan[*variable].unit, &plan[*variable].name))
        }
        Measure::Share { .. } | Measure::Checklist { .. } => {
            units_flip(figures, judgement, direction, holds_from)
        }
    }
}

/// How far a count has to go, in its own smallest steps.
struct Step {
    direction: Direction,
    decimals: u32,
}

impl Step {
    /// From `value` to just on the other side of `line`; none at a standstill.
    fn way(&self, value: &Number, line: &Number) -> Option<Number> {
        let smallest = Number::power_of_ten(-(self.decimals as i32));
        let target = match self.direction {
            Direction::More if value < line => line.ceil(self.decimals),
            Direction::More => &line.ceil(self.decimals) - &smallest,
            Direction::Less if value > line => line.floor(self.decimals),
            Direction::Less => &line.floor(self.decimals) + &smallest,
        };
        let way = &target - value;
        (!way.is_zero()).then_some(way)
    }
}

/// The denominator that the value was divided by.
fn last_known(
    figures: &Figures,
    judgement: &Judgement,
    whole: VariableIx,
    plan: &Plan,
) -> Option<Number> {
    let mut ctx = super::context::Context::new(plan, figures, false);
    let when = match judgement.timing {
        crate::plan::Timing::Cumulative(_) => {
            super::context::When::Cumulative(plan.first, judgement.year)
        }
        _ => super::context::When::Year(judgement.year),
    };
    let value = super::resolve::figure(&mut ctx, whole, judgement.unit, when);
    value.known().cloned()
}

/// How many more units, or how many fewer, would do.
fn units_flip(
    figures: &Figures,
    judgement: &Judgement,
    direction: Direction,
    line: &Number,
) -> Option<Text> {
    if direction == Direction::Less {
        return None;
    }
    let (counted, expected) = judgement.inputs.iter().find_map(|input| match input {
        super::Input::Aggregate {
            counted,
            expected: Some(expected),
            ..
        } => Some((*counted, *expected)),
        _ => None,
    })?;
    let Some(AggregateValue::Outcomes(outcomes)) =
        figures.tally(counted, judgement.unit, judgement.year)
    else {
        return None;
    };
    let apply = Number::from((expected.checked_sub(outcomes.not_applicable)?) as i64);
    let needed = (&(line * &apply) / &Number::from(100)).ceil(0);
    let now = Number::from(outcomes.holds as i64);
    let way = if now < needed {
        &needed - &now
    } else {
        &(&needed - &Number::one()) - &now
    };
    Some(if way.is_negative() {
        text!("少 {} 个单位达到", "{} fewer units", shown(&way.abs()))
    } else {
        text!("再有 {} 个单位达到", "{} more units", shown(&way))
    })
}

/// The single item, or how many, whose answer would change the outcome.
fn checklist_flip(
    plan: &Plan,
    figures: &Figures,
    judgement: &Judgement,
    checklist: ChecklistIx,
) -> Option<Text> {
    let sheet = crate::checklist::ChecklistScorer::new(plan, &plan[checklist])?;
    let definition = &plan[checklist];
    let best = PackedAnswer::grade(plan[definition.scale].grades.len().checked_sub(1)?);
    let worst = PackedAnswer::grade(0);
    let codes: Vec<PackedAnswer> = definition
        .items
        .iter()
        .map(|item| {
            figures
                .cell(item.variable, judgement.unit, Period::Year(judgement.year))
                .and_then(|cell| cell.code)
                .unwrap_or(PackedAnswer::BLANK)
        })
        .collect();
    let now = sheet.score(&codes).passes?;
    let towards = if now == Ternary::Yes { worst } else { best };
    for (at, item) in definition.items.iter().enumerate() {
        let mut changed = codes.clone();
        if changed[at] == towards || changed[at] == PackedAnswer::NOT_APPLICABLE {
            continue;
        }
        changed[at] = towards;
        if sheet
            .score(&changed)
            .passes
            .is_some_and(|passes| passes == now.not())
        {
            let (zh, en) = (&item.name.zh, &item.name.en);
            let word = if towards == best {
                ("达到", "met")
            } else {
                ("未达到", "not met")
            };
            return Some(Text::new(
                format!("第 {} 项“{zh}”改为{}", item.id, word.0),
                format!("item {} “{en}” {}", item.id, word.1),
            ));
        }
    }
    greedy(definition, &sheet, codes, towards, now)
}

/// Where no single item decides: the fewest, largest first.
fn greedy(
    definition: &crate::plan::Checklist,
    sheet: &crate::checklist::ChecklistScorer,
    mut codes: Vec<PackedAnswer>,
    towards: PackedAnswer,
    now: Ternary,
) -> Option<Text> {
    let mut order: Vec<usize> = (0..codes.len())
        .filter(|&at| codes[at] != towards && codes[at] != PackedAnswer::NOT_APPLICABLE)
        .collect();
    let points = |at: usize| {
        (
            definition.items[at].must,
            definition.items[at].points.clone(),
        )
    };
    order.sort_by(|&a, &b| points(b).cmp(&points(a)).then(a.cmp(&b)));
    for (count, at) in (1..).zip(order) {
        codes[at] = towards;
        if sheet.score(&codes).passes == Some(now.not()) {
            return Some(text!(
                "约 {count} 项改变",
                "a change of about {count} items"
            ));
        }
    }
    None
}

fn change(way: &Number, unit: &Text, name: &Text) -> Text {
    let amount = shown(&way.abs());
    let (zh, en) = if way.is_negative() {
        ("减少", "less")
    } else {
        ("增加", "more")
    };
    Text::new(
        format!("{}{zh} {amount} {}", name.zh, unit.zh)
            .trim()
            .to_owned(),
        format!("{} {amount} {} {en}", name.en, unit.en)
            .trim()
            .to_owned(),
    )
}

fn shown(n: &Number) -> String {
    n.exact().unwrap_or_else(|| n.shown(6))
}
