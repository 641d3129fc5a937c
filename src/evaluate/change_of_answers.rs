//! The answers of a unit's checklist that would have to change for the opposite outcome.

use crate::checklist::ChecklistScorer;
use crate::i18n::Text;
use crate::number::Ternary;
use crate::observation::{Figures, PackedAnswer, Period, UnitIx};
use crate::plan::{Checklist, ChecklistIx, Plan, Year};
use crate::text;

/// The single item whose answer would change the outcome, or how many together; `None` if no answers would.
pub fn change_of_answers(
    plan: &Plan,
    figures: &Figures,
    checklist: ChecklistIx,
    unit: UnitIx,
    year: Year,
) -> Option<Text> {
    let scorer = ChecklistScorer::new(plan, &plan[checklist])?;
    let definition = &plan[checklist];
    let best = PackedAnswer::grade(plan[definition.scale].grades.len().checked_sub(1)?);
    let worst = PackedAnswer::grade(0);
    let codes: Vec<PackedAnswer> = definition
        .items
        .iter()
        .map(|item| {
            figures
                .cell(item.variable, unit, Period::Year(year))
                .and_then(|cell| cell.code)
                .unwrap_or(PackedAnswer::BLANK)
        })
        .collect();
    let now = scorer.score(&codes).passes?;
    let towards = if now == Ternary::Yes { worst } else { best };
    for (at, item) in definition.items.iter().enumerate() {
        let mut changed = codes.clone();
        if changed[at] == towards || changed[at] == PackedAnswer::NOT_APPLICABLE {
            continue;
        }
        changed[at] = towards;
        if scorer
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
    greedy(definition, &scorer, codes, towards, now)
}

/// Where no single item decides: the fewest, largest first.
fn greedy(
    definition: &Checklist,
    scorer: &ChecklistScorer,
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
        if scorer.score(&codes).passes == Some(now.not()) {
            return Some(text!(
                "约 {count} 项的填报改变",
                "other answers to about {count} items"
            ));
        }
    }
    None
}
