//! Single cells: each that the value came from is changed step by step, and the changed figures are judged.

use super::search::{Outcome, Steps};
use super::{Change, Offer};
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::series::{Series, series};
use crate::evaluate::{Input, Judgement, Verdict};
use crate::i18n::{Lang, Text};
use crate::number::{Bound, Number, Value};
use crate::observation::{Cell, CellState, Figures, PackedAnswer, Period, UnitIx, When};
use crate::plan::measure::change;
use crate::plan::rule::Goal;
use crate::plan::{Plan, ScaleIx, VariableIx, Year};
use crate::text;
use std::collections::BTreeMap;

/// As many cells of one variable are tried, those with the largest figures first.
const MOST_CELLS: usize = 40;

type Key = (VariableIx, UnitIx, Period);

/// The smallest changes of single cells: for each variable one upwards and one downwards.
pub fn offers(evaluation: &Evaluation, judgement: &Judgement, when: When) -> Vec<Offer> {
    let series = evaluation.series();
    let changeable = by_variable(series.figures, judgement, when);
    if changeable.is_empty() {
        return Vec::new();
    }
    let mut trial = Trial {
        series,
        figures: series.figures_to_change(),
        year: judgement.year,
        when,
    };
    let lines = evaluation.lines(judgement);
    let mut offers = Vec::new();
    for (variable, keys) in changeable {
        if let Some(scale) = series.plan[variable].scale {
            offers.extend(trial.answers(&keys, scale, judgement));
            continue;
        }
        for sign in [1, -1] {
            let mut best: Option<Step> = None;
            for &key in &keys {
                // Of equal changes the first is taken, so that others have to be smaller.
                let below = best.as_ref().map(|best| best.steps);
                best = trial.figure(key, sign, judgement, &lines, below).or(best);
            }
            if let Some(best) = best {
                offers.extend(trial.offer(best.key, best.to, best.verdict));
            }
        }
    }
    series.give_back(trial.figures);
    offers
}

/// A change of a figure that leads to another verdict.
struct Step {
    key: Key,
    /// How many steps of its last decimal.
    steps: i128,
    /// What it would be.
    to: Number,
    verdict: Verdict,
}

/// The cells that the value came from, by variable: exact figures and answers. For a milestone that was reported in an
/// earlier year it is the report of the judged year.
fn by_variable(
    figures: &Figures,
    judgement: &Judgement,
    when: When,
) -> Vec<(VariableIx, Vec<Key>)> {
    let is_milestone = judgement.rule.goal() == Goal::Milestone;
    let mut found: Vec<(VariableIx, Vec<Key>)> = Vec::new();
    for input in &judgement.inputs {
        let Input::Cell {
            variable,
            unit,
            period,
            reported: true,
        } = *input
        else {
            continue;
        };
        let key = match is_milestone {
            true => (variable, unit, when.period()),
            false => (variable, unit, period),
        };
        let cell = figures.cells.get(&key);
        let known =
            cell.is_some_and(|cell| cell.state == CellState::Known && cell.value.known().is_some());
        let asked = known && is_within(key.2, when) || is_milestone && cell.is_none();
        match found.iter_mut().find(|(known, _)| *known == variable) {
            _ if !asked => {}
            Some((_, keys)) if keys.contains(&key) => {}
            Some((_, keys)) => keys.push(key),
            None => found.push((variable, vec![key])),
        }
    }
    for (_, keys) in &mut found {
        if keys.len() > MOST_CELLS {
            let figure = |key: &Key| figures.cells.get(key)?.value.known().cloned();
            keys.sort_by_cached_key(|key| std::cmp::Reverse(figure(key)));
            keys.truncate(MOST_CELLS);
        }
    }
    found
}

/// Whether a figure of a period is a part of the value, and not one that it is compared with.
fn is_within(period: Period, when: When) -> bool {
    let (first, last) = match when {
        When::Year(year) => (year, year),
        When::Cumulative(first, last) => (first, last),
    };
    match period {
        Period::Year(year) => (first..=last).contains(&year),
        Period::Span(from, to) => first <= from && to <= last,
        // The figure of the year is judged, not those that it is made of.
        Period::Part(_) => false,
    }
}

/// Figures of which one cell is changed at a time.
struct Trial<'s, 'a> {
    series: &'s Series<'a>,
    figures: Figures,
    year: Year,
    when: When,
}

impl Trial<'_, '_> {
    fn plan(&self) -> &Plan {
        self.series.plan
    }

    /// The outcome if a cell said `to`.
    fn outcome(&mut self, key: Key, to: &Number) -> Outcome {
        let before = self.figures.cells.get(&key).cloned();
        let mut changed = before.clone().unwrap_or_else(|| Box::new(unplaced()));
        changed.value = Value::point(to.clone());
        changed.state = CellState::Known;
        if let Some(scale) = self.plan()[key.0].scale {
            let grades = &self.plan()[scale].grades;
            let grade = grades.iter().position(|grade| grade.credit == *to);
            changed.code = grade.map(PackedAnswer::grade);
        }
        self.figures.cells.insert(key, changed);
        let first_of_variable = self.figures.stated.insert(key.0);
        let outcome = {
            let (plan, figures) = (self.series.plan, &self.figures);
            let series = series(
                plan,
                figures,
                self.series.indicator,
                self.series.unit,
                self.year,
            );
            let judged = Evaluation::new(&series, self.year).counted();
            Outcome::of(judged.verdict, &judged.value)
        };
        match before {
            Some(cell) => self.figures.cells.insert(key, cell),
            None => self.figures.cells.remove(&key),
        };
        if first_of_variable {
            self.figures.stated.remove(&key.0);
        }
        outcome
    }

    /// The smallest change of a figure in one direction, of less than some steps where a number is given; `None` if none leads to
    /// another verdict.
    fn figure(
        &mut self,
        key: Key,
        sign: i64,
        judgement: &Judgement,
        lines: &[Number],
        below: Option<i128>,
    ) -> Option<Step> {
        let decimals = self.plan()[key.0].decimals;
        let now = self.figures.cells[&key].value.known()?.clone();
        // A figure that was converted may lie between two steps.
        let start = match sign > 0 {
            true => now.floor(decimals),
            false => now.ceil(decimals),
        };
        let step = &Number::power_of_ten(-(decimals as i32)) * &Number::from(sign);
        let most = match self.end(key, sign > 0) {
            Some(end) => Some(((&end - &start).divided_by(&step)?).floor(0).to_scaled(0)?),
            None => None,
        };
        let most = most.into_iter().chain(below.map(|below| below - 1)).min();
        let figure = |steps: i128| match steps {
            0 => now.clone(),
            steps => &start + &(&Number::scaled(steps, 0) * &step),
        };
        // The search looks at the same numbers of steps for each line.
        let unchanged = Outcome::of(judgement.verdict, &judgement.value);
        let mut known: BTreeMap<i128, Outcome> = BTreeMap::from([(0, unchanged)]);
        let mut outcome = |steps: i128| {
            let outcome = known.entry(steps);
            Some((outcome.or_insert_with(|| self.outcome(key, &figure(steps)))).clone())
        };
        let mut search = Steps {
            verdict: judgement.verdict,
            most,
            lines,
            outcome: &mut outcome,
        };
        let (steps, verdict) = search.smallest()?;
        Some(Step {
            key,
            steps,
            to: figure(steps),
            verdict,
        })
    }

    /// The greatest or the least figure that a cell can have beside the others: within its range, not above its whole and not
    /// below its parts; `None` if there is no end.
    fn end(&self, key: Key, upwards: bool) -> Option<Number> {
        let (variable, unit, period) = key;
        let definition = &self.plan()[variable];
        let beside = |other: VariableIx| {
            let cell = self.figures.cells.get(&(other, unit, period));
            cell.and_then(|cell| cell.value.interval().cloned())
        };
        let one = Number::power_of_ten(-(definition.decimals as i32));
        if upwards {
            let range = match definition.range.hi() {
                Bound::Unbounded => None,
                Bound::Closed(end) => Some(end.clone()),
                Bound::Open(end) => Some(end - &one),
            };
            let whole = definition.part_of.and_then(beside);
            let whole = whole.and_then(|whole| whole.lo().number().cloned());
            range.into_iter().chain(whole).min()
        } else {
            let range = match definition.range.lo() {
                Bound::Unbounded => None,
                Bound::Closed(end) => Some(end.clone()),
                Bound::Open(end) => Some(end + &one),
            };
            let parts = definition.parts.iter().filter_map(|&part| beside(part));
            let parts = parts.filter_map(|part| part.hi().number().cloned());
            range.into_iter().chain(parts).max()
        }
    }

    /// The nearest answers, better and worse, that lead to another verdict.
    fn answers(&mut self, keys: &[Key], scale: ScaleIx, judgement: &Judgement) -> Vec<Offer> {
        let mut offers: Vec<Offer> = Vec::new();
        for &key in keys {
            let now = self.figures.cells.get(&key);
            let now = now.and_then(|cell| cell.value.known().cloned());
            let grades = self.plan()[scale].grades.iter();
            let credits: Vec<Number> = grades.map(|grade| grade.credit.clone()).collect();
            let (worse, better): (Vec<_>, Vec<_>) = credits
                .into_iter()
                .filter(|credit| now.as_ref() != Some(credit))
                .partition(|credit| now.as_ref().is_none_or(|now| credit < now));
            let nearest: [Vec<Number>; 2] = [better, worse.into_iter().rev().collect()];
            for credits in nearest {
                let found = credits.into_iter().find_map(|credit| {
                    let verdict = self.outcome(key, &credit).verdict;
                    let changes = super::is_firm(verdict) && verdict != judgement.verdict;
                    changes.then(|| self.offer(key, credit, verdict)).flatten()
                });
                offers.extend(found);
            }
        }
        offers.truncate(2);
        offers
    }

    /// The offer that a cell says `to`.
    fn offer(&self, key: Key, to: Number, verdict: Verdict) -> Option<Offer> {
        let (variable, unit, period) = key;
        let definition = &self.plan()[variable];
        let cell = self.figures.cells.get(&key);
        let from = cell.and_then(|cell| cell.value.known().cloned());
        let words = match definition.scale {
            Some(scale) => {
                let grades = &self.plan()[scale].grades;
                let grade = grades.iter().find(|grade| grade.credit == to)?;
                text!(
                    zh: ("{}：{}", definition.name.zh, grade.name.zh),
                    en: ("{}: {}", definition.name.en, grade.name.en)
                )
            }
            None => {
                let distance = &to - from.as_ref()?;
                change::words(&distance, &definition.unit, &definition.name)
            }
        };
        Some(Offer {
            words: self.of_cell(words, unit, period),
            verdict,
            change: Change::Cell {
                variable,
                unit,
                period,
                from,
                to,
            },
        })
    }

    /// The words with the unit and the time of the cell, where they are not those of the value.
    fn of_cell(&self, words: Text, unit: UnitIx, period: Period) -> Text {
        let words = match unit == self.series.unit {
            true => words,
            false => {
                let name = |lang| self.figures.units.name(unit, lang);
                let (zh, en) = (name(Lang::Zh), name(Lang::En));
                text!(zh: ("{zh}：{}", words.zh), en: ("{en}: {}", words.en))
            }
        };
        match period == self.when.period() {
            true => words,
            false => {
                let period = period.words();
                text!(
                    zh: ("{}（{}）", words.zh, period.zh),
                    en: ("{} in {}", words.en, period.en)
                )
            }
        }
    }
}

/// A cell that no file has.
fn unplaced() -> Cell {
    Cell {
        value: Value::unknown(),
        state: CellState::Known,
        code: None,
        raw: "".into(),
        file: 0,
        line: 0,
        column: 0,
        evidence: None,
        parts: None,
    }
}
