//! `index`: the weighted mean of the scores of other indicators, which may be indices too.
//!
//! Not applicable members leave with their weight. Members that are missing make the value an interval: the mean of the
//! lower and of the upper ends of all scores. With `leave-out` or `mean-of` there is an estimate beside it, the mean of what
//! was reported; no verdict rests on it. Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), steps 3 and
//! 6.

pub mod means;
mod read;

use super::{
    CountRequest, Measure, MeasureContext, MeasureQuery, MeasureSpec, MeasuredValue, ScoredValue,
};
use crate::finding::Place;
use crate::index::{IndicatorIx, LevelIx, VariableIx};
use crate::number::{Interval, Number, Value};
use crate::plan::Plan;
use crate::text;
use crate::toml_reader::schema;
use means::{Mean, Weighted, bounds};

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "index",
    companions: &["mean", "missing", "least-weight", "least-members"],
    takes_rule: false,
    schema: || {
        vec![
            ("index", schema::named(schema::positive())),
            ("mean", schema::word(&means::MEANS)),
            ("missing", read::missing_schema()),
            ("least-weight", schema::number_within(0, 1)),
            ("least-members", schema::whole(1, 9999)),
        ]
    },
    read: read::read,
};

/// A weighted mean of scores.
#[derive(Debug)]
pub struct Index {
    /// What it is the mean of; at least one.
    pub members: Vec<IndexMember>,
    /// How scores become one.
    pub mean: Mean,
    /// What is done where members are missing.
    pub missing: Missing,
    /// The share of the weights that has to be reported for an estimate.
    pub least_weight: Number,
    /// How many members have to be reported for an estimate.
    pub least_members: usize,
}

/// A member of an index.
#[derive(Clone, Debug)]
pub struct IndexMember {
    /// The indicator's id.
    pub id: String,
    /// The indicator.
    pub indicator: IndicatorIx,
    /// Its weight, above 0; in any unit.
    pub weight: Number,
    /// Where the index names it.
    pub at: Place,
}

/// What is done where members of an index are missing. Its value is an interval in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing else.
    Interval,
    /// An estimate leaves them out, with their weight.
    LeaveOut,
    /// An estimate fills them with the mean of the scores of the units of the same group: those below the same unit of this
    /// level.
    MeanOf(LevelIx),
}

impl Measure for Index {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        Vec::new()
    }

    fn count_requests(&self, _indicator: IndicatorIx) -> Vec<CountRequest> {
        // Its members are indicators, which ask for themselves.
        Vec::new()
    }

    fn looks_at_siblings(&self) -> bool {
        matches!(self.missing, Missing::MeanOf(_))
    }

    fn levels(&self, plan: &Plan) -> Vec<LevelIx> {
        let members = self.members.iter();
        members
            .flat_map(|member| plan[member.indicator].measure.levels(plan))
            .collect()
    }

    fn cross_checkable(&self, _summed: bool) -> Vec<VariableIx> {
        Vec::new()
    }

    fn value_range(&self, plan: &Plan) -> Interval {
        let ranges = self
            .members
            .iter()
            .map(|member| plan[member.indicator].scores(plan));
        let hull = ranges.reduce(|a, b| a.hull(&b));
        hull.unwrap_or_else(Interval::everything)
    }

    fn is_score(&self) -> bool {
        true
    }

    fn mean_of_members(&self) -> Option<Mean> {
        Some(self.mean)
    }

    fn members(&self) -> &[IndexMember] {
        &self.members
    }

    fn resolve_members(&mut self, resolve: &dyn Fn(IndicatorIx) -> IndicatorIx) {
        for member in &mut self.members {
            member.indicator = resolve(member.indicator);
        }
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let scores: Vec<_> = (self.members.iter())
            .map(|member| {
                let score = ctx.score_of(member.indicator, query.unit, query.when.end());
                (member, score)
            })
            .collect();
        let weighted: Vec<_> = (scores.iter())
            .map(|(member, score)| (member.weight.clone(), score.bounds.clone()))
            .collect();
        let value = bounds(self.mean, &weighted);
        self.explain(ctx, &scores, &value);
        let is_known = value == Value::NotApplicable || value.settled().is_some();
        let estimate = match is_known {
            true => None,
            false => self.estimate(ctx, query, &scores),
        };
        MeasuredValue {
            estimate,
            ..MeasuredValue::of_unit(value)
        }
    }
}

impl Index {
    /// The mean of what was reported; `None` if none is declared or too little was reported.
    fn estimate(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        query: MeasureQuery,
        scores: &[(&IndexMember, ScoredValue)],
    ) -> Option<Interval> {
        if self.missing == Missing::Interval {
            return None;
        }
        let (mut known, mut count): (Vec<Weighted<Value>>, usize) = (Vec::new(), 0);
        let (mut reported, mut all) = (Number::zero(), Number::zero());
        for (member, score) in scores {
            if score.bounds == Value::NotApplicable {
                continue;
            }
            all = &all + &member.weight;
            if let Some(score) = score.best() {
                reported = &reported + &member.weight;
                count += 1;
                known.push((member.weight.clone(), Value::Between(score)));
            } else if let Missing::MeanOf(group) = self.missing
                && let Some(mean) = group_mean(ctx, query, member.indicator, group)
            {
                known.push((member.weight.clone(), Value::Between(mean)));
            }
        }
        if count < self.least_members || reported < &all * &self.least_weight {
            ctx.note(
                "too-few-members",
                text!(
                    "已报的构成指标太少，不计算得分",
                    "too few members were reported for a score"
                ),
            );
            return None;
        }
        bounds(self.mean, &known)
            .interval()
            .filter(|mean| !mean.is_everything())
            .cloned()
    }

    /// Writes down the mean with its members.
    fn explain(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        scores: &[(&IndexMember, ScoredValue)],
        value: &Value,
    ) {
        ctx.step(&|| {
            let parts = scores
                .iter()
                .map(|(member, score)| (&member.weight, &score.bounds));
            let parts: Vec<String> = parts
                .map(|(weight, score)| self.part(weight, score))
                .collect();
            let total = scores
                .iter()
                .filter(|(_, score)| score.bounds != Value::NotApplicable);
            let total = total.fold(Number::zero(), |sum, (member, _)| &sum + &member.weight);
            match self.mean {
                Mean::Arithmetic => text!(
                    "Σ(权数 × 得分) ÷ Σ权数：({}) ÷ {total} = {value}",
                    "Σ(weight × score) ÷ Σ weight: ({}) ÷ {total} = {value}",
                    parts.join(" + ")
                ),
                Mean::Geometric => text!(
                    "Π(得分 ^ 权数) ^ (1 ÷ Σ权数)：({}) ^ (1 ÷ {total}) = {value}",
                    "Π(score ^ weight) ^ (1 ÷ Σ weight): ({}) ^ (1 ÷ {total}) = {value}",
                    parts.join(" × ")
                ),
                Mean::Harmonic => text!(
                    "Σ权数 ÷ Σ(权数 ÷ 得分)：{total} ÷ ({}) = {value}",
                    "Σ weight ÷ Σ(weight ÷ score): {total} ÷ ({}) = {value}",
                    parts.join(" + ")
                ),
            }
        });
        let Value::Between(interval) = value else {
            return;
        };
        if interval.known().is_none() && interval.settled().is_some() {
            ctx.step(&|| {
                text!(
                    "根与对数不是有理数：以上为确定的上下界，相差小于 10⁻¹²",
                    "roots and logarithms are no fractions: these are certain bounds, less than 10⁻¹² apart"
                )
            });
        }
    }

    fn part(&self, weight: &Number, score: &Value) -> String {
        match self.mean {
            Mean::Arithmetic => format!("{weight} × {score}"),
            Mean::Geometric => format!("{score} ^ {weight}"),
            Mean::Harmonic => format!("{weight} ÷ {score}"),
        }
    }
}

/// The mean of the known scores of an indicator among the units of the same group; `None` if there are none.
fn group_mean(
    ctx: &mut dyn MeasureContext<'_>,
    query: MeasureQuery,
    indicator: IndicatorIx,
    group: LevelIx,
) -> Option<Interval> {
    let year = query.when.end();
    let mut peers = ctx.untraced();
    let scores = ctx
        .peers(query.unit, group, year)
        .into_iter()
        .filter_map(|unit| {
            let score = peers.score_of(indicator, unit, year);
            let known = score.bounds.settled().is_some();
            known.then_some((Number::one(), score.bounds))
        });
    let scores: Vec<_> = scores.collect();
    bounds(Mean::Arithmetic, &scores).interval().cloned()
}
