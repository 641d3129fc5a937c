//! One unit's answers to a checklist: the percentage of points, and whether the unit passes, which also depends on
//! floors and must-pass items.

use crate::checklist::ChecklistScorer;
use crate::evaluate::Input;
use crate::evaluate::context::Context;
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{PackedAnswer, Period, UnitIx};
use crate::plan::measure::ChecklistScore;
use crate::plan::{Checklist, ChecklistIx, Item, Plan};
use crate::text;

impl Context<'_> {
    /// What a unit's own answers come to; `None` if the checklist's points are too fine to be added up.
    pub(in crate::internals::evaluate) fn checklist_score(
        &mut self,
        checklist: ChecklistIx,
        unit: UnitIx,
        period: Period,
    ) -> Option<ChecklistScore> {
        let definition = &self.plan[checklist];
        let mut codes = Vec::with_capacity(definition.items.len());
        // Whether some item applies for sure.
        let mut applies = false;
        for item in &definition.items {
            let cell = self.figures.cell(item.variable, unit, period);
            let code = cell.and_then(|cell| cell.code);
            let code = code.unwrap_or(PackedAnswer::BLANK);
            applies |= match code.grades() {
                Some(_) => true,
                None => {
                    code != PackedAnswer::NOT_APPLICABLE && !self.plan[item.variable].may_not_apply
                }
            };
            codes.push(code);
            self.input(Input::Cell {
                variable: item.variable,
                unit,
                period,
                reported: cell.is_some_and(|cell| cell.state.is_usable()),
            });
        }
        let scorer = ChecklistScorer::new(self.plan, definition)?;
        let score = scorer.score(&codes);
        self.step(|| {
            text!(
                "达到 {} 项，未达到 {} 项，无法判定 {} 项，不适用 {} 项；得分率 {}%",
                "{} items met, {} not met, {} undecided, {} not applicable; {} % of the points",
                score.met,
                score.unmet,
                score.open,
                score.not_applicable,
                score.total
            )
        });
        if self.traces() {
            self.objectives(definition, &codes);
        }
        if self.notes() {
            self.note(
                "items",
                text!(
                    "{}/{} 项达到",
                    "{} of {} items met",
                    score.met,
                    score.met + score.unmet + score.open
                ),
            );
            if let Some(band) = score.band.and_then(|at| definition.bands.get(at)) {
                self.note("band", band.name.clone());
            }
            self.conditions(definition);
        }
        Some(ChecklistScore {
            passes: score.passes,
            total: match score.total {
                Value::Between(total) => Value::within(total, !applies),
                other => other,
            },
            band: score.band,
        })
    }

    /// What is asked besides the sum: floors of objectives, items that must be met.
    fn conditions(&mut self, checklist: &Checklist) {
        let mut asked: Vec<(String, String)> = Vec::new();
        for objective in &checklist.objectives {
            if let Some(floor) = &objective.floor {
                let name = &objective.name;
                asked.push((
                    format!("{} ≥ {floor}%", name.zh),
                    format!("{} ≥ {floor} %", name.en),
                ));
            }
        }
        let must: Vec<&str> = checklist
            .items
            .iter()
            .filter(|item| item.must)
            .map(|item| item.id.as_str())
            .collect();
        if !must.is_empty() {
            let list = must.join(", ");
            asked.push((
                format!("第 {list} 项必须达到"),
                format!("items {list} must be met"),
            ));
        }
        if asked.is_empty() {
            return;
        }
        let (zh, en): (Vec<String>, Vec<String>) = asked.into_iter().unzip();
        let words =
            text!(zh: ("另须：{}", zh.join("；")), en: ("also required: {}", en.join("; ")));
        self.note("also-asked", words);
    }

    /// Each objective's share of its points, and the items that must be met and are not: what floors and musts rest on.
    fn objectives(&mut self, definition: &Checklist, codes: &[PackedAnswer]) {
        let plan = self.plan;
        for (at, objective) in definition.objectives.iter().enumerate() {
            let mine = definition.items.iter().zip(codes);
            let mine = mine.filter(|(item, _)| item.objective == Some(at));
            let share = share(plan, definition, mine);
            let floor = objective.floor.as_ref();
            let (zh, en) = match floor {
                Some(floor) => (
                    format!("（要求 ≥ {floor}%）"),
                    format!(" (≥ {floor} % required)"),
                ),
                None => (String::new(), String::new()),
            };
            let (name, share) = (&objective.name, share.to_string());
            self.step(
                || text!(zh: ("{}：{share}%{zh}", name.zh), en: ("{}: {share} %{en}", name.en)),
            );
        }
        for (item, code) in definition
            .items
            .iter()
            .zip(codes)
            .filter(|(item, _)| item.must)
        {
            let met = value_of(plan, definition, *code).is_some_and(|credit| {
                credit.at_least(&plan[definition.scale].met_from) == Ternary::Yes
            });
            if !met && *code != PackedAnswer::NOT_APPLICABLE {
                let (id, name) = (&item.id, &item.name);
                self.step(|| {
                    text!(
                        zh: ("第 {id} 项“{}”必须达到，现未达到或未填报", name.zh),
                        en: ("item {id} “{}” must be met; it is not met or not answered", name.en)
                    )
                });
            }
        }
    }
}

/// What an answer is worth; `None` if the item does not apply.
fn value_of(plan: &Plan, definition: &Checklist, code: PackedAnswer) -> Option<Interval> {
    let grades = &plan[definition.scale].grades;
    match code.grades() {
        Some((a, b)) if b < grades.len() => Some(Interval::closed(
            grades[a].credit.clone(),
            grades[b].credit.clone(),
        )),
        _ if code == PackedAnswer::NOT_APPLICABLE => None,
        _ => Some(Interval::closed(Number::zero(), Number::one())),
    }
}

/// Per cent of the points that apply.
fn share<'a>(
    plan: &Plan,
    definition: &Checklist,
    items: impl Iterator<Item = (&'a Item, &'a PackedAnswer)>,
) -> Value {
    let (mut got, mut whole) = (Interval::point(Number::zero()), Number::zero());
    for (item, code) in items {
        if let Some(credit) = value_of(plan, definition, *code) {
            got = got.plus(&credit.times(&item.points));
            whole = &whole + &item.points;
        }
    }
    match Number::from(100).divided_by(&whole) {
        Some(factor) => Value::Between(got.times(&factor)),
        None => Value::NotApplicable,
    }
}
