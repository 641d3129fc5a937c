//! Places of units by their scores, and the places that missing data and varied weights allow.
//!
//! A unit's place is 1 + the number of units with a better score, known or not, as far as they are surely better; equal scores
//! share a place (1, 2, 2, 4). Its place is certain to be from 1 + the number of units that are surely better to 1 + the number of
//! units that may be better; where that is one place, it is the unit's also without a known score.

use super::evaluation::Evaluation;
use super::score::{attainment_of, member_scores, of_values};
use super::series;
use crate::number::{Bound, Interval, Number, Value, ln};
use crate::observation::{Figures, UnitIx, When};
use crate::plan::measure::ScoredValue;
use crate::plan::measure::means::{Mean, Weighted, bounds, mean};
use crate::plan::rule::{Direction, Goal};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A unit with what it is ranked by.
#[derive(Clone, Debug)]
pub struct Contender {
    /// The unit.
    pub unit: UnitIx,
    /// Its score.
    pub score: ScoredValue,
    /// Of an index whose weights are varied, the weights and scores of its members; else empty.
    pub members: Vec<Weighted<Value>>,
}

/// How the weights of an index are varied: each by a quarter, up or down, independently of the others.
#[derive(Clone, Copy, Debug)]
pub struct Varied {
    /// How scores become one.
    pub mean: Mean,
}

/// The place of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// By its score, or the estimate of it, or the only one that is possible; `None` if it has none of them.
    pub place: Option<u64>,
    /// The first and the last place that are possible; `None` if there is nothing to rank.
    pub possible: Option<(u64, u64)>,
}

/// Units by an indicator: by the score that it declares, of an index by its value, else by its value in the direction of its
/// target. `None` if it has none of them. With `varied`, members are added.
pub fn by_indicator(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    units: &[UnitIx],
    year: Year,
    varied: bool,
) -> Option<(Direction, Vec<Contender>)> {
    let definition = &plan[indicator];
    let scored = definition.score.is_some() || definition.measure.is_score();
    let direction = match definition.target.rule.goal() {
        _ if scored => Direction::More,
        Goal::Threshold { direction, .. } | Goal::Change(direction) => direction,
        Goal::Growth(growth) => growth.direction,
        Goal::Milestone => Direction::More,
        Goal::Band { .. } | Goal::Nothing => return None,
    };
    let contender = |&unit: &UnitIx| {
        let series = series(plan, figures, indicator, unit, year);
        let measured = series.measure(When::Year(year), false);
        let score = of_values(&Evaluation::new(&series, year), &measured).unwrap_or(ScoredValue {
            bounds: measured.value,
            estimate: measured.estimate,
        });
        let members = match varied {
            true => member_scores(plan, figures, indicator, unit, year),
            false => Vec::new(),
        };
        let members = members.into_iter();
        Contender {
            unit,
            score,
            members: members
                .map(|member| (member.member.weight.clone(), member.score.bounds))
                .collect(),
        }
    };
    Some((direction, units.par_iter().map(contender).collect()))
}

/// Units of a level by the mean of their attainments, from 0 to 100 each, over the indicators that are judged there.
pub fn by_attainment(
    plan: &Plan,
    figures: &Figures,
    indicators: &[IndicatorIx],
    level: LevelIx,
    units: &[UnitIx],
    year: Year,
) -> Vec<Contender> {
    let judged = indicators.iter().copied();
    let judged: Vec<_> = judged
        .filter(|&ix| plan[ix].levels.contains(&level))
        .collect();
    let contender = |&unit: &UnitIx| {
        let attained = judged.iter().map(|&indicator| {
            let attained = attainment_of(plan, figures, indicator, unit, year);
            (Number::one(), attained)
        });
        Contender {
            unit,
            score: ScoredValue {
                bounds: bounds(Mean::Arithmetic, &attained.collect::<Vec<_>>()),
                estimate: None,
            },
            members: Vec::new(),
        }
    };
    units.par_iter().map(contender).collect()
}

/// The places of units, in their order. With `decimals`, scores are rounded first.
pub fn rank(
    contenders: &[Contender],
    direction: Direction,
    decimals: Option<u32>,
    varied: Option<Varied>,
) -> Vec<Place> {
    let ranked: Vec<Ranked> = (contenders.iter())
        .map(|contender| Ranked::of(contender, direction, decimals))
        .collect();
    let known: Vec<&Number> = ranked.iter().filter_map(|one| one.score.as_ref()).collect();
    let places = by_score(&known);
    let mut unknown: Vec<&Number> = (ranked.iter())
        .filter(|one| one.score.is_none() && !one.may_not_apply)
        .filter_map(|one| one.ends.as_ref()?.0.as_ref())
        .collect();
    unknown.sort();
    let unknown_above =
        |score: &Number| (unknown.len() - unknown.partition_point(|least| *least <= score)) as u64;
    let certain = match varied {
        None => certain(&ranked),
        Some(varied) => certain_by_pairs(&ranked, contenders, decimals, varied),
    };
    (ranked.iter().zip(certain))
        .map(|(one, possible)| Place {
            place: match &one.score {
                Some(score) => Some(places[score] + unknown_above(score)),
                None => possible
                    .filter(|(from, to)| from == to)
                    .map(|(from, _)| from),
            },
            possible,
        })
        .collect()
}

/// What is compared: more is better, and rounded if it is to be.
struct Ranked {
    score: Option<Number>,
    /// The ends of what is possible, `None` where there is none; `None` for what does not apply.
    ends: Option<(Option<Number>, Option<Number>)>,
    /// Whether the unit may have no score at all.
    may_not_apply: bool,
    /// Whether both ends are one score, but for the last digits of a root or logarithm.
    settled: bool,
}

impl Ranked {
    fn of(contender: &Contender, direction: Direction, decimals: Option<u32>) -> Ranked {
        let score = &contender.score;
        let upward = |n: &Number| match direction {
            Direction::More => n.clone(),
            Direction::Less => -n,
        };
        let rounded = |n: Number| match decimals {
            Some(decimals) => n.round(decimals),
            None => n,
        };
        let best = score.best().and_then(|best| best.settled());
        let ends = score.bounds.interval().map(|bounds| {
            let bounds = match direction {
                Direction::More => bounds.clone(),
                Direction::Less => bounds.negated(),
            };
            let end = |bound: &Bound| bound.number().cloned().map(rounded);
            (end(bounds.lo()), end(bounds.hi()))
        });
        Ranked {
            score: best.map(|n| rounded(upward(&n))),
            settled: score.bounds.settled().is_some(),
            may_not_apply: score.bounds.may_not_apply(),
            ends,
        }
    }
}

/// By score its place, the greatest first.
fn by_score<'n>(scores: &[&'n Number]) -> BTreeMap<&'n Number, u64> {
    let mut counts: BTreeMap<&Number, u64> = BTreeMap::new();
    for score in scores {
        *counts.entry(score).or_default() += 1;
    }
    let mut before = 0;
    let mut places = BTreeMap::new();
    for (score, count) in counts.into_iter().rev() {
        places.insert(score, before + 1);
        before += count;
    }
    places
}

/// The first and the last possible place of each unit.
fn certain(ranked: &[Ranked]) -> Vec<Option<(u64, u64)>> {
    // Lower ends of units that have a score in any case, and upper ends; none is below or above all numbers.
    let applying = ranked.iter().filter(|one| !one.may_not_apply);
    let mut lows: Vec<&Number> = applying
        .filter_map(|one| one.ends.as_ref()?.0.as_ref())
        .collect();
    lows.sort();
    let ends = ranked.iter().filter_map(|one| one.ends.as_ref());
    let unlimited = ends.clone().filter(|(_, hi)| hi.is_none()).count();
    let mut highs: Vec<&Number> = ends.filter_map(|(_, hi)| hi.as_ref()).collect();
    highs.sort();
    let above = |sorted: &[&Number], n: &Number| {
        (sorted.len() - sorted.partition_point(|other| *other <= n)) as u64
    };
    let above_or_at = |sorted: &[&Number], n: &Number| {
        (sorted.len() - sorted.partition_point(|other| *other < n)) as u64
    };
    let places = ranked.iter().map(|one| {
        let ends = one.ends.as_ref()?;
        let surely = ends.1.as_ref().map_or(0, |hi| above(&lows, hi));
        let mut perhaps = match &ends.0 {
            Some(lo) => above(&highs, lo) + unlimited as u64,
            None => (highs.len() + unlimited) as u64,
        };
        if ends.0.is_none() || ends.1.is_none() || ends.0 < ends.1 {
            // It is not better than itself; nor is one whose upper end is the same root or logarithm.
            perhaps -= match &ends.1 {
                Some(hi) if one.settled => above_or_at(&highs, hi) - above(&highs, hi),
                _ => 1,
            };
        }
        Some((surely + 1, perhaps + 1))
    });
    places.collect()
}

/// The same, with each two units compared by the members of their indices: for how many weights one is better.
fn certain_by_pairs(
    ranked: &[Ranked],
    contenders: &[Contender],
    decimals: Option<u32>,
    varied: Varied,
) -> Vec<Option<(u64, u64)>> {
    let varying: Vec<Option<Interval>> = (contenders.par_iter())
        .map(|contender| range(&contender.members, varied.mean))
        .collect();
    let pairs = (0..ranked.len()).into_par_iter().map(|at| {
        ranked[at].ends.as_ref()?;
        let (mut surely, mut perhaps) = (1, 1);
        for other in (0..ranked.len()).filter(|other| *other != at) {
            let may_leave = ranked[other].may_not_apply;
            if ranked[other].ends.is_none() {
                continue;
            }
            let (always, never) = match decimals {
                // Rounded scores are compared as wholes.
                Some(decimals) => apart(&varying[other], &varying[at], Some(decimals)),
                None => better(&contenders[other], &contenders[at], varied.mean)
                    .unwrap_or_else(|| apart(&varying[other], &varying[at], None)),
            };
            surely += u64::from(always && !may_leave);
            perhaps += u64::from(!never && !ranked[at].is_same_members(other, at, contenders));
        }
        Some((surely, perhaps))
    });
    pairs.collect()
}

impl Ranked {
    /// Whether two units have the same known members, so that no weights tell them apart.
    fn is_same_members(&self, other: usize, at: usize, contenders: &[Contender]) -> bool {
        self.settled && contenders[other].members == contenders[at].members
    }
}

/// Whether one unit's mean is always, and whether it is never, above another's, whatever the weights within their limits.
/// A mean rises with Σ w f(s), f being s, ln s or −1/s, so that Σ w (f(a) − f(b)) decides; it is linear in each weight. `None`
/// where f is undefined or the members differ.
fn better(one: &Contender, other: &Contender, kind: Mean) -> Option<(bool, bool)> {
    let (quarter, zero) = (Number::ratio(1, 4)?, Number::zero());
    let less = &Number::one() - &quarter;
    let more = &Number::one() + &quarter;
    let (mut least, mut most) = (Number::zero(), Number::zero());
    if one.members.len() != other.members.len() {
        return None;
    }
    for ((weight, a), (_, b)) in one.members.iter().zip(&other.members) {
        if (a, b) == (&Value::NotApplicable, &Value::NotApplicable) {
            continue;
        }
        if a.may_not_apply() || b.may_not_apply() {
            return None;
        }
        let difference =
            transformed(a.interval()?, kind)?.minus(&transformed(b.interval()?, kind)?);
        let (lo, hi) = (difference.lo().number()?, difference.hi().number()?);
        let scaled = |n: &Number, up: bool| match (*n > zero) == up {
            true => n * &(weight * &more),
            false => n * &(weight * &less),
        };
        least = &least + &scaled(lo, false);
        most = &most + &scaled(hi, true);
    }
    Some((least.is_positive(), !most.is_positive()))
}

/// What of a score is added up in a mean.
fn transformed(score: &Interval, kind: Mean) -> Option<Interval> {
    let end = |n: &Number| match kind {
        Mean::Arithmetic => Some(Interval::point(n.clone())),
        Mean::Geometric => ln(n),
        Mean::Harmonic => {
            let part = Number::one().divided_by(n).filter(|_| n.is_positive())?;
            Some(Interval::point(-&part))
        }
    };
    Some(end(score.lo().number()?)?.hull(&end(score.hi().number()?)?))
}

/// All that a mean may be while its weights are varied; `None` if it has no limit. It is least with the greatest weights for the
/// lowest scores; how many of them is tried.
fn range(members: &[Weighted<Value>], kind: Mean) -> Option<Interval> {
    let quarter = Number::ratio(1, 4)?;
    let (less, more) = (&Number::one() - &quarter, &Number::one() + &quarter);
    let end = |upper: bool| {
        let mut ends = (members.iter())
            .filter_map(|(weight, score)| Some((weight, score.interval()?)))
            .map(|(weight, score)| {
                let end = if upper { score.hi() } else { score.lo() };
                Some((end.number()?.clone(), weight.clone()))
            })
            .collect::<Option<Vec<_>>>()?;
        ends.sort();
        if upper {
            ends.reverse();
        }
        let means = (0..=ends.len()).map(|cut| {
            let weighted = ends.iter().enumerate().map(|(at, (score, weight))| {
                let factor = if at < cut { &more } else { &less };
                (weight * factor, score.clone())
            });
            let mean = mean(kind, &weighted.collect::<Vec<_>>())?;
            let end = if upper { mean.hi() } else { mean.lo() };
            end.number().cloned()
        });
        let means = means.collect::<Option<Vec<_>>>()?;
        if upper {
            means.into_iter().max()
        } else {
            means.into_iter().min()
        }
    };
    // A member that may leave could move the mean beyond these ends.
    if members
        .iter()
        .any(|(_, score)| matches!(score, Value::IfApplicable(_)))
    {
        return None;
    }
    Some(Interval::closed(end(false)?, end(true)?))
}

/// Whether one interval is always, and whether it is never, above another; `None` is no limit.
fn apart(one: &Option<Interval>, other: &Option<Interval>, decimals: Option<u32>) -> (bool, bool) {
    let (Some(one), Some(other)) = (one, other) else {
        return (false, false);
    };
    let end = |bound: &Bound| {
        let n = bound.number()?;
        Some(decimals.map_or_else(|| n.clone(), |decimals| n.round(decimals)))
    };
    let ends = |interval: &Interval| Some((end(interval.lo())?, end(interval.hi())?));
    match (ends(one), ends(other)) {
        (Some((lo, hi)), Some((other_lo, other_hi))) => (lo > other_hi, hi <= other_lo),
        _ => (false, false),
    }
}
