//! What scores and indices can be, once all indicators are known: targets and bands beyond them, means that are undefined, members
//! on different scales, weights that do not add up.

use super::baselines::{rule_value, targets};
use super::doubts::{always_met, doubt};
use super::symbol_table::{Entries, SymbolTable};
use super::value_range::{self, ValueRange};
use super::{OrderedIndicator, doubtful_scores, weights};
use crate::finding::{Finding, codes};
use crate::number::{Bound, Interval, Number};
use crate::plan::measure::IndexMember;
use crate::plan::measure::means::Mean;
use crate::plan::rule::{Goal, RuleInput};
use crate::plan::{Indicator, IndicatorIx, Score};
use crate::text;
use crate::toml_reader::Table;

/// How many times wider than another the scale of a member may be.
const WIDER_MOST: i64 = 5;

/// How many times narrower than what it measures a scale may be.
const NARROWER_MOST: i64 = 50;

/// Checks all indicators that have a score.
pub fn check(entries: &Entries, indicators: &[OrderedIndicator], symbols: &SymbolTable) {
    let mut declared: Vec<&OrderedIndicator> = indicators.iter().collect();
    declared.sort_by_key(|ordered| ordered.rank);
    let scores = Scores { declared };
    for (entry, ordered) in entries.indicator.iter().zip(indicators) {
        let Some(indicator) = &ordered.indicator else {
            continue;
        };
        let table = &entry.table;
        let depth = scores.declared.len();
        let members = indicator.measure.members();
        if indicator.measure.is_score()
            && let Some(range) = scores.of_members(members, depth)
        {
            reachable(indicator, table, &range);
            of_index(indicator, table, &range);
        }
        if let Some(range) = scores.of(ordered, depth) {
            bands(indicator, table, &range);
        }
        if members.is_empty() {
            continue;
        }
        weights::check(members, table);
        scores.mean(indicator, symbols);
        scores.scales(members, symbols);
        scores.counted_twice(indicator, symbols);
    }
}

/// The scores of all indicators, in the order of declaration.
struct Scores<'i> {
    declared: Vec<&'i OrderedIndicator>,
}

impl<'i> Scores<'i> {
    fn get(&self, at: IndicatorIx) -> Option<&'i OrderedIndicator> {
        self.declared.get(at.0 as usize).copied()
    }

    /// The scores that an indicator can have; `None` if it has a mistake, or if indices contain each other.
    fn of(&self, ordered: &OrderedIndicator, depth: usize) -> Option<Interval> {
        let indicator = ordered.indicator.as_ref()?;
        let values = match indicator.measure.is_score() {
            true => self.of_members(indicator.measure.members(), depth)?,
            false => doubtful_scores::possible_values(indicator, ordered.values.as_ref())
                .unwrap_or_else(Interval::everything),
        };
        Some(match &indicator.score {
            Some(Score::Pace) => paces(indicator),
            Some(score) => score.of(&values),
            None if indicator.measure.is_score() => values,
            None => Interval::closed(Number::zero(), Number::from(100)),
        })
    }

    /// The least and the greatest score among members.
    fn of_members(&self, members: &[IndexMember], depth: usize) -> Option<Interval> {
        let deeper = depth.checked_sub(1)?;
        let ranges = members
            .iter()
            .map(|member| self.of(self.get(member.indicator)?, deeper))
            .collect::<Option<Vec<_>>>()?;
        ranges.into_iter().reduce(|a, b| a.hull(&b))
    }

    /// Reports a mean that a member's score may leave undefined or make 0.
    fn mean(&self, index: &Indicator, symbols: &SymbolTable) {
        let Some(mean) = index.measure.mean_of_members() else {
            return;
        };
        let depth = self.declared.len();
        let lowest = |member: &IndexMember| {
            let range = self.of(self.get(member.indicator)?, depth)?;
            Some(range.lo().number().cloned())
        };
        let is_negative = |lowest: &Option<Number>| lowest.as_ref().is_none_or(Number::is_negative);
        for member in index.measure.members() {
            let Some(lowest) = lowest(member) else {
                continue;
            };
            let id = &member.id;
            let (message, help) = if mean != Mean::Arithmetic && is_negative(&lowest) {
                (
                    text!(
                        "`{id}` 的得分可能低于 0，这时几何平均和调和平均没有定义",
                        "`{id}` can score below 0, where geometric and harmonic means are undefined"
                    ),
                    text!(
                        "用 `cap` 把得分限制在 0 以上，或用算术平均",
                        "keep scores at 0 or above with `cap`, or use the arithmetic mean"
                    ),
                )
            } else if mean == Mean::Harmonic && lowest.is_some_and(|lowest| lowest.is_zero()) {
                (
                    text!(
                        "`{id}` 可能得 0 分，这时调和平均为 0，其他指标不起作用",
                        "`{id}` can score 0, which makes the harmonic mean 0 whatever the other members are"
                    ),
                    text!(
                        "用 `cap` 使最低分大于 0，或用其他平均",
                        "give it a least score above 0 with `cap`, or use another mean"
                    ),
                )
            } else {
                continue;
            };
            let finding = Finding::new(codes::DOUBTFUL_VALUE, message);
            symbols.log.add(finding.at(member.at.clone()).help(help));
            // One member is enough to decide about the mean.
            return;
        }
    }

    /// Reports a member whose scale is much narrower than that of another.
    fn scales(&self, members: &[IndexMember], symbols: &SymbolTable) {
        let depth = self.declared.len();
        let widths: Vec<(&IndexMember, Number)> = members
            .iter()
            .filter_map(|member| Some((member, self.width(self.get(member.indicator)?, depth)?)))
            .collect();
        let narrowest = widths.iter().min_by(|(_, a), (_, b)| a.cmp(b));
        let widest = widths.iter().max_by(|(_, a), (_, b)| a.cmp(b));
        let (Some((narrow, least)), Some((wide, most))) = (narrowest, widest) else {
            return;
        };
        if *most <= &Number::from(WIDER_MOST) * least {
            return;
        }
        let (a, b) = (&narrow.id, &wide.id);
        let finding = Finding::new(
            codes::DOUBTFUL_VALUE,
            text!(
                "两项得分的尺度不同：`{a}` 的范围为 {least}，`{b}` 的为 {most}",
                "members are on different scales: that of `{a}` is {least} wide, that of `{b}` {most}"
            ),
        )
        .at(narrow.at.clone())
        .beside(wide.at.clone(), text!("另一项", "the other member"))
        .help(text!(
            "先换算到同一尺度，如 0 到 100",
            "bring both to one scale first, such as 0 to 100"
        ));
        symbols.log.add(finding);
    }

    /// How wide the scale of a score is; `None` if it has no ends, or the indicator a mistake.
    fn width(&self, ordered: &OrderedIndicator, depth: usize) -> Option<Number> {
        let indicator = ordered.indicator.as_ref()?;
        if indicator.score.is_none() && indicator.measure.is_score() {
            let deeper = depth.checked_sub(1)?;
            let members = indicator.measure.members().iter();
            let widths = members.map(|member| self.width(self.get(member.indicator)?, deeper));
            return widths.collect::<Option<Vec<_>>>()?.into_iter().max();
        }
        let scale = match &indicator.score {
            None => Interval::closed(Number::zero(), Number::from(100)),
            Some(Score::Pace) => match paces(indicator) {
                unbounded if unbounded.is_everything() => {
                    Interval::closed(Number::zero(), Number::one())
                }
                bounded => bounded,
            },
            Some(score) => score.scale(),
        };
        let width = scale.hi().number()? - scale.lo().number()?;
        width.is_positive().then_some(width)
    }

    /// Reports a member that is also a member of another member.
    fn counted_twice(&self, index: &Indicator, symbols: &SymbolTable) {
        let members = index.measure.members();
        let id = |at: IndicatorIx| Some(&self.get(at)?.indicator.as_ref()?.id);
        // Indices that contain each other are reported as that.
        let own = |holder: &IndexMember| {
            let all = (0..self.declared.len() as u32).map(IndicatorIx);
            let mut own = all.filter(|at| id(*at) == Some(&index.id));
            own.any(|at| holder.indicator == at || self.contains(holder, at, self.declared.len()))
        };
        for (at, member) in members.iter().enumerate() {
            let others = members.iter().enumerate().filter(|(other, _)| *other != at);
            let holder = others.map(|(_, other)| other).find(|other| {
                let depth = self.declared.len();
                !own(other) && self.contains(other, member.indicator, depth)
            });
            let Some(holder) = holder else { continue };
            let (id, index) = (&member.id, &holder.id);
            let finding = Finding::new(
                codes::DOUBTFUL_VALUE,
                text!(
                    "`{id}` 也是 `{index}` 的构成指标，重复计入",
                    "`{id}` is counted twice: it is a member of `{index}` too"
                ),
            )
            .at(member.at.clone())
            .beside(
                holder.at.clone(),
                text!("另一处", "the index that contains it"),
            )
            .help(text!(
                "删去其中一处；如规划确是如此，可以保留",
                "remove one of the two; keep them if the plan says so"
            ));
            symbols.log.add(finding);
        }
    }

    /// Whether an index among the members contains an indicator, directly or through others.
    fn contains(&self, index: &IndexMember, sought: IndicatorIx, depth: usize) -> bool {
        let indicator = self
            .get(index.indicator)
            .and_then(|ordered| ordered.indicator.as_ref());
        let (Some(indicator), Some(deeper)) = (indicator, depth.checked_sub(1)) else {
            return false;
        };
        let mut members = indicator.measure.members().iter();
        members.any(|one| one.indicator == sought || self.contains(one, sought, deeper))
    }
}

/// The scores of a pace: those of its bands, else any ratio.
fn paces(indicator: &Indicator) -> Interval {
    let scores = indicator.pace.bands.iter().flat_map(|bands| &bands.score);
    let points = scores.map(|(_, score)| Interval::point(score.clone()));
    let hull = points.reduce(|a, b| a.hull(&b));
    hull.unwrap_or_else(Interval::everything)
}

/// Reports targets of an index that no value reaches, or that every value does.
fn reachable(index: &Indicator, table: &Table, range: &Interval) {
    for (target, declared) in targets(index, table) {
        let numbers = match target.rule.goal() {
            Goal::Threshold { value, .. } => vec![value],
            Goal::Band { lo, hi } => vec![lo, hi],
            _ => continue,
        };
        let Some(node) = rule_value(&declared) else {
            continue;
        };
        value_range::is_reached(&*target.rule, &numbers, (range, None), &node);
        always_met(
            target.rule.holds(RuleInput::of(range)),
            &target.rule.goal(),
            &node,
        );
        let units = declared.get("by-unit").and_then(|node| node.table());
        for (code, rule) in &target.by_unit {
            let node = units.as_ref().and_then(|units| units.get(code));
            if let (Some(node), Goal::Threshold { value, .. }) = (node, rule.goal()) {
                value_range::is_reached(&**rule, &[value], (range, None), &node);
            }
        }
    }
}

/// Reports a baseline that no score of an index comes to, and goalposts of another scale than its scores.
fn of_index(index: &Indicator, table: &Table, range: &Interval) {
    let baseline = table.get("baseline").filter(|node| node.raw().is_table());
    let baseline = baseline.and_then(|node| node.table()?.get("value"));
    if let (Some(node), Some(_)) = (baseline, &index.baseline.value) {
        let range = ValueRange::of(range.clone(), None);
        value_range::baseline(&node, Some(&range));
    }
    let Some((Score::Goalposts { worst, best, .. }, node)) =
        index.score.as_ref().zip(table.get("score"))
    else {
        return;
    };
    let width = range.hi().number().zip(range.lo().number());
    let width = width.map(|(hi, lo)| hi - lo);
    let narrow = &(best - worst).abs() * &Number::from(NARROWER_MOST);
    if width.is_some_and(|width| width >= narrow) {
        doubt(
            &node,
            text!(
                "分界值 {worst} 和 {best} 与指数的得分尺度不同",
                "goalposts of {worst} and {best} are on another scale than the scores of the index"
            ),
            text!(
                "用与指数同一尺度的分界值",
                "use goalposts on the scale of the index"
            ),
        );
    }
}

/// Reports bands of a score of which no step or only one can be reached.
fn bands(indicator: &Indicator, table: &Table, range: &Interval) {
    let (Some(bands), Some(node)) = (&indicator.bands, table.get("bands")) else {
        return;
    };
    let scored = indicator.score.is_some() || indicator.measure.is_score();
    if !scored || bands.steps.len() < 2 {
        return;
    }
    let above = |from: &Number| match range.hi() {
        Bound::Unbounded => false,
        hi => hi.number().is_some_and(|most| most < from),
    };
    let unreached = bands
        .steps
        .iter()
        .find(|step| step.from.as_ref().is_some_and(above));
    if let Some(step) = unreached {
        let (id, from) = (&step.id, step.from.clone().unwrap_or_else(Number::zero));
        let most = range.hi().number().map_or(String::new(), Number::to_string);
        doubt(
            &node,
            text!(
                "得分最高为 {most}，到不了从 {from} 开始的 `{id}` 档",
                "scores go up to {most}, and never reach the step `{id}` from {from}"
            ),
            text!(
                "改正档次的 `from`，或改用其他档次",
                "correct the `from` of the steps, or use other bands"
            ),
        );
        return;
    }
    // A scale of 0 to 100 on bands for shares of 1.
    let last = bands
        .steps
        .iter()
        .filter_map(|step| step.from.as_ref())
        .max();
    let scale = match &indicator.score {
        Some(Score::Pace) | None => range.clone(),
        Some(score) => score.scale(),
    };
    let width = scale.hi().number().zip(last);
    if width.is_some_and(|(most, last)| *most >= &Number::from(NARROWER_MOST) * &last.abs()) {
        doubt(
            &node,
            text!(
                "得分可到 {}，这些档次却都在 {} 以下：尺度不同",
                "scores go up to {}, and these bands end at {}: they are of another scale",
                scale.hi().number().map_or(String::new(), Number::to_string),
                last.map_or(String::new(), Number::to_string)
            ),
            text!(
                "用与得分同一尺度的档次；进度分档写在 `pace = {{ bands = … }}` 中",
                "use bands on the scale of the score; bands of a pace go into `pace = {{ bands = … }}`"
            ),
        );
    }
}
