//! The answers of a unit's checklist that would have to change for the opposite outcome.

use crate::checklist::ChecklistScorer;
use crate::i18n::Text;
use crate::number::Ternary;
use crate::observation::{Figures, PackedAnswer, Period, UnitIx};
use crate::plan::measure::ChangedAnswers;
use crate::plan::{Checklist, ChecklistIx, Grade, Plan, Year};

/// The fewest items whose answers have to change for the opposite outcome, each to the best or the worst answer; `None` if
/// no answers would do.
pub fn change_of_answers(
    plan: &Plan,
    figures: &Figures,
    checklist: ChecklistIx,
    unit: UnitIx,
    year: Year,
) -> Option<ChangedAnswers> {
    let definition = &plan[checklist];
    let scorer = ChecklistScorer::new(plan, definition)?;
    let code = |variable| {
        let cell = figures.cell(variable, unit, Period::Year(year));
        cell.and_then(|cell| cell.code)
            .unwrap_or(PackedAnswer::BLANK)
    };
    let items = definition.items.iter();
    let codes: Vec<PackedAnswer> = items.map(|item| code(item.variable)).collect();
    let to = scorer.score(&codes).passes?.not();
    let items = scorer.fewest_changes(&codes, to)?;
    let grades = &plan[definition.scale].grades;
    let grade = match to {
        Ternary::Yes => grades.last(),
        _ => grades.first(),
    }?;
    let variables = items.iter().map(|&at| definition.items[at].variable);
    Some(ChangedAnswers {
        answers: variables
            .map(|variable| (variable, grade.credit.clone()))
            .collect(),
        words: words(definition, &items, grade),
    })
}

/// `3 items (1.2, 4, 17): met`; of a single item its name too.
fn words(definition: &Checklist, items: &[usize], grade: &Grade) -> Text {
    let (zh, en) = (&grade.name.zh, &grade.name.en);
    let of = |at: &usize| &definition.items[*at];
    if let [one] = items {
        let item = of(one);
        let (id, name) = (&item.id, &item.name);
        return Text::new(
            format!("第 {id} 项“{}”：{zh}", name.zh),
            format!("item {id} “{}”: {en}", name.en),
        );
    }
    let ids: Vec<&str> = items.iter().map(|at| of(at).id.as_str()).collect();
    let count = ids.len();
    Text::new(
        format!("{count} 项（{}）：{zh}", ids.join("、")),
        format!("{count} items ({}): {en}", ids.join(", ")),
    )
}
