//! What was counted of units that are not judged one by one: how many fulfil each share and checklist.

use crate::evaluate::Input;
use crate::i18n::Text;
use crate::observation::{Aggregate, AggregateValue, Figures, Outcomes};
use crate::plan::{IndicatorIx, LevelIx, Plan};
use crate::report::batch::{BatchChecklist, BatchItem, Distribution, DistributionRow, InBoth};
use crate::report::evidence::{Counted, ItemCount};
use crate::report::explanation::OutcomeCounts;
use crate::scorecard::Scorecard;

/// A text as documents hold it.
fn both(text: &Text) -> InBoth<String> {
    InBoth::of(|lang| text.get(lang).to_owned())
}

/// The checklists of a plan, by objective.
pub fn checklists(plan: &Plan) -> Vec<BatchChecklist> {
    (plan.checklists.iter())
        .map(|checklist| BatchChecklist {
            id: checklist.id.clone(),
            name: both(&checklist.name),
            level: both(&plan[checklist.level].name),
            objectives: (checklist.objectives.iter())
                .map(|objective| both(&objective.name))
                .collect(),
            items: (checklist.items.iter())
                .map(|item| BatchItem {
                    id: item.id.clone(),
                    name: both(&item.name),
                    objective: item.objective,
                    must: item.must,
                })
                .collect(),
        })
        .collect()
}

/// How many units fulfil each share and checklist that some cards count, in the plan's order.
pub fn distributions(plan: &Plan, figures: &Figures, cards: &[Scorecard]) -> Vec<Distribution> {
    let indicators = plan.indicators().map(|(ix, _)| ix);
    let all = indicators.map(|indicator| distribution(plan, figures, cards, indicator));
    all.flatten().collect()
}

/// That of an indicator; `None` if it counts no units.
fn distribution(
    plan: &Plan,
    figures: &Figures,
    cards: &[Scorecard],
    indicator: IndicatorIx,
) -> Option<Distribution> {
    let mut rows = Vec::new();
    let mut counts: Option<(Aggregate, LevelIx)> = None;
    for card in cards {
        let judged = card.results.iter().find(|one| one.indicator == indicator);
        let mut inputs = judged.into_iter().flat_map(|judged| &judged.inputs);
        let found = inputs.find_map(|input| match *input {
            Input::Aggregate {
                counted,
                level,
                unit,
                year,
                expected,
                reported,
            } if counted.summed().is_none() && year == card.year => {
                let AggregateValue::Outcomes(outcomes) = figures.tally(counted, unit, year)? else {
                    return None;
                };
                let code = figures.units.code(unit);
                let row = row(plan, counted, code, (expected, reported), outcomes);
                Some((counted, level, row))
            }
            _ => None,
        });
        let Some((counted, level, row)) = found else {
            continue;
        };
        if counts.get_or_insert((counted, level)).0 == counted {
            rows.push(row);
        }
    }
    let (counted, level) = counts?;
    let checklist = match counted {
        Aggregate::Passes(checklist) => Some(checklist),
        _ => None,
    };
    let bands = checklist.map_or(&[][..], |checklist| &plan[checklist].bands);
    Some(Distribution {
        indicator: plan[indicator].id.clone(),
        name: both(&plan[indicator].name),
        counted: match checklist {
            Some(_) => Counted::Passes,
            None => Counted::Holds,
        },
        checklist: checklist.map(|checklist| plan[checklist].id.clone()),
        level: both(&plan[level].name),
        bands: bands.iter().map(|band| both(&band.name)).collect(),
        rows,
    })
}

fn row(
    plan: &Plan,
    counted: Aggregate,
    unit: &str,
    (expected, reported): (Option<u64>, u64),
    outcomes: &Outcomes,
) -> DistributionRow {
    let items = match counted {
        Aggregate::Passes(checklist) => &plan[checklist].items[..],
        _ => &[],
    };
    DistributionRow {
        unit: unit.to_owned(),
        expected,
        reported,
        outcomes: OutcomeCounts {
            holds: outcomes.holds,
            fails: outcomes.fails,
            undecided: outcomes.undecided,
            not_applicable: outcomes.not_applicable,
        },
        bands: outcomes.bands.clone(),
        items: (items.iter().zip(&outcomes.items))
            .map(|(item, count)| ItemCount {
                id: item.id.clone(),
                met: count.met,
                unmet: count.unmet,
                open: count.open,
                not_applicable: count.not_applicable,
                censored_headcount: None,
            })
            .collect(),
    }
}
