//! One unit's checklist: the one function that judges its items, over packed answers and whole numbers only.

mod answer;
mod answer_table;
mod fewest;
mod losses;
mod masks;
mod numbers;

use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{ItemCount, PackedAnswer};
use crate::plan::{Checklist, Item, Pass, Plan};
use answer_table::{AnswerTable, fits, unpacked};
use masks::ItemMasks;
use std::ops::Range;

pub use answer::Answer;
pub use masks::ItemPlanes;
pub use numbers::{Least, Rule, Worth};

/// A checklist made ready for judging: credits by answer and points by item as whole numbers over common denominators.
#[derive(Debug)]
pub struct ChecklistScorer {
    table: Box<AnswerTable>,
    /// How many items it has.
    items: usize,
    /// Items that must be met.
    musts: Vec<usize>,
    /// Items that stand side by side under one objective and have the same points.
    runs: Vec<Run>,
    /// The items as bits; `None` where there are too many.
    masks: Option<ItemMasks>,
    /// One credit in whole numbers.
    credit_one: i64,
    floors: Vec<Option<Threshold>>,
    pass: PassRule,
    bands: Vec<Threshold>,
    /// Whether losses are counted.
    losses: bool,
    /// The answer that earns most, and the one that earns least.
    extremes: (PackedAnswer, PackedAnswer),
}

#[derive(Debug)]
struct Run {
    objective: usize,
    points: i64,
    items: Range<usize>,
}

#[derive(Debug)]
enum PassRule {
    All,
    Count(u32),
    Total(Threshold),
}

/// A percentage as a fraction, for `sum × 100 × denominator ≥ numerator × whole`.
#[derive(Clone, Debug)]
struct Threshold {
    numerator: i128,
    denominator: i128,
}

/// Points got, between two ends, of the points that apply.
#[derive(Clone, Copy, Debug, Default)]
struct Points {
    lo: i64,
    hi: i64,
    whole: i64,
}

/// What one unit's answers come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// None where no item applies.
    pub passes: Option<Ternary>,
    /// Per cent of the points that apply.
    pub total: Value,
    /// The band it is certain to stand in.
    pub band: Option<usize>,
    /// Items met.
    pub met: u32,
    /// Items not met.
    pub unmet: u32,
    /// Items not answered or undecided.
    pub open: u32,
    /// Items that do not apply.
    pub not_applicable: u32,
}

/// The counts of one pass over the answers, reused from unit to unit.
#[derive(Debug, Default)]
pub struct Scratch {
    objectives: Vec<Points>,
    total: Points,
    counts: ItemCount,
    must: Option<Ternary>,
}

impl ChecklistScorer {
    /// None where points or credits are too fine for 64 bits.
    pub fn new(plan: &Plan, checklist: &Checklist) -> Option<ChecklistScorer> {
        let scale = &plan[checklist.scale];
        let credits: Vec<&Number> = scale.grades.iter().map(|grade| &grade.credit).collect();
        let points: Vec<&Number> = checklist.items.iter().map(|item| &item.points).collect();
        let (credit_one, credits) = whole(&credits)?;
        let (_, points) = whole(&points)?;
        fits(checklist.items.len(), &credits)?;
        let mut sheet = ChecklistScorer {
            table: Box::new(AnswerTable::open(credit_one)),
            items: checklist.items.len(),
            musts: (0..checklist.items.len())
                .filter(|&at| checklist.items[at].must)
                .collect(),
            runs: runs(&checklist.items, &points),
            masks: None,
            credit_one,
            floors: checklist
                .objectives
                .iter()
                .map(|objective| objective.floor.as_ref().map(Threshold::of).transpose())
                .map(|floor| floor.ok())
                .collect::<Option<_>>()?,
            pass: match &checklist.pass {
                Pass::All => PassRule::All,
                Pass::Count(count) => PassRule::Count(*count),
                Pass::Total(total) => PassRule::Total(Threshold::of(total).ok()?),
            },
            bands: checklist
                .bands
                .iter()
                .map(|band| Threshold::of(band.from.as_ref().unwrap_or(&Number::zero())).ok())
                .collect::<Option<_>>()?,
            losses: false,
            extremes: (PackedAnswer::BLANK, PackedAnswer::BLANK),
        };
        let last = scale.grades.len().checked_sub(1)?;
        sheet.extremes = (PackedAnswer::grade(last), PackedAnswer::grade(0));
        let met_from = &scale.met_from;
        let met: Vec<bool> = scale.grades.iter().map(|g| g.credit >= *met_from).collect();
        sheet.fill_answers(&credits, &met);
        if sheet.floors.is_empty() {
            sheet.floors.push(None);
        }
        sheet.masks = ItemMasks::new(&sheet);
        Some(sheet)
    }

    fn fill_answers(&mut self, credits: &[i64], met: &[bool]) {
        let grades = credits.len().min(PackedAnswer::GRADES);
        for (a, b) in (0..grades).flat_map(|a| (a..grades).map(move |b| (a, b))) {
            let answer = match (met[a], met[b]) {
                (true, true) => Answer::Met,
                (false, false) => Answer::Unmet,
                _ => Answer::Open,
            };
            let credits = credits[a..=b].iter().copied();
            let (lo, hi) = (credits.clone().min(), credits.max());
            let ends = (lo.unwrap_or(0), hi.unwrap_or(0));
            self.table.set(PackedAnswer::span(a, b), answer, ends);
        }
        let not_applicable = PackedAnswer::NOT_APPLICABLE;
        (self.table).set(not_applicable, Answer::NotApplicable, (0, 0));
    }

    /// What an answer says of its item.
    pub fn answer(&self, code: PackedAnswer) -> Answer {
        self.table.answers[usize::from(code.0)]
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        self.items
    }

    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.items == 0
    }

    /// Whether the unit passes; `None` if no item applies. `codes` are one an item.
    pub fn passes(&self, codes: &[PackedAnswer], scratch: &mut Scratch) -> Option<Ternary> {
        self.add_up(codes, scratch);
        self.verdict(scratch)
    }

    /// Adds each answer to its item's counts.
    pub fn count_items(&self, codes: &[PackedAnswer], counts: &mut [ItemCount]) {
        for (code, count) in codes.iter().zip(counts) {
            count.add(self.table.items[usize::from(code.0)]);
        }
    }

    /// The whole score, with numbers to show.
    pub fn score(&self, codes: &[PackedAnswer]) -> Score {
        let mut scratch = Scratch::default();
        let passes = self.passes(codes, &mut scratch);
        let Points { lo, hi, whole } = scratch.total;
        let per_cent = |points: i64| {
            Number::ratio(
                i128::from(points) * 100,
                i128::from(whole) * i128::from(self.credit_one),
            )
        };
        let total = match (per_cent(lo), per_cent(hi)) {
            (Some(lo), Some(hi)) => Value::Between(Interval::closed(lo, hi)),
            _ => Value::NotApplicable,
        };
        let ItemCount {
            met,
            unmet,
            open,
            not_applicable,
        } = scratch.counts;
        Score {
            passes,
            total,
            band: self.band(&scratch, passes),
            met,
            unmet,
            open,
            not_applicable,
        }
    }

    /// The band that the unit is certain to stand in: it passes, and both ends of its total lie in one band.
    pub fn band(&self, scratch: &Scratch, passes: Option<Ternary>) -> Option<usize> {
        if passes != Some(Ternary::Yes) || self.bands.is_empty() {
            return None;
        }
        let of = |points: i64| {
            self.bands
                .iter()
                .rposition(|band| band.reached(points, scratch.total.whole, self.credit_one))
        };
        match (of(scratch.total.lo), of(scratch.total.hi)) {
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        }
    }

    fn add_up(&self, codes: &[PackedAnswer], scratch: &mut Scratch) {
        scratch.objectives.clear();
        scratch
            .objectives
            .resize(self.floors.len(), Points::default());
        scratch.counts = ItemCount::default();
        scratch.total = Points::default();
        for run in &self.runs {
            let (mut credits, mut counts) = (0, 0);
            for code in &codes[run.items.clone()] {
                credits += self.table.credits[usize::from(code.0)];
                counts += self.table.counts[usize::from(code.0)];
            }
            let counts = unpacked(counts);
            let applicable = counts.met + counts.unmet + counts.open;
            let sum = Points {
                lo: run.points * (credits >> 32) as i64,
                hi: run.points * (credits & u64::from(u32::MAX)) as i64,
                whole: run.points * i64::from(applicable),
            };
            scratch.objectives[run.objective].add(sum);
            scratch.total.add(sum);
            scratch.counts.add(counts);
        }
        let musts = self.musts.iter();
        let must = musts.map(|&at| self.answer(codes[at]).is_met());
        scratch.must = Some(must.fold(Ternary::Yes, Ternary::and));
    }

    fn verdict(&self, scratch: &Scratch) -> Option<Ternary> {
        if scratch.total.whole == 0 {
            return None;
        }
        let ItemCount {
            met, unmet, open, ..
        } = scratch.counts;
        let rule = match &self.pass {
            PassRule::All => Ternary::from_pair(unmet == 0 && open == 0, unmet > 0),
            PassRule::Count(count) => Ternary::from_pair(met >= *count, met + open < *count),
            PassRule::Total(total) => total.held(scratch.total, self.credit_one),
        };
        let floors = self
            .floors
            .iter()
            .zip(&scratch.objectives)
            .filter(|(_, points)| points.whole > 0)
            .filter_map(|(floor, points)| Some(floor.as_ref()?.held(*points, self.credit_one)))
            .fold(Ternary::Yes, Ternary::and);
        Some(rule.and(floors).and(scratch.must.unwrap_or(Ternary::Yes)))
    }
}

impl Points {
    fn add(&mut self, other: Points) {
        self.lo += other.lo;
        self.hi += other.hi;
        self.whole += other.whole;
    }
}

/// Items in their order, as long as they belong together.
fn runs(items: &[Item], points: &[i64]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, (item, &points)) in items.iter().zip(points).enumerate() {
        let objective = item.objective.unwrap_or(0);
        match runs.last_mut() {
            Some(run) if (run.objective, run.points) == (objective, points) => {
                run.items.end = at + 1;
            }
            _ => runs.push(Run {
                objective,
                points,
                items: at..at + 1,
            }),
        }
    }
    runs
}

impl Threshold {
    fn of(per_cent: &Number) -> Result<Threshold, ()> {
        let decimals = per_cent.decimals().ok_or(())?;
        Ok(Threshold {
            numerator: per_cent.to_scaled(decimals).ok_or(())?,
            denominator: 10i128.checked_pow(decimals).ok_or(())?,
        })
    }

    fn reached(&self, points: i64, whole: i64, credit_one: i64) -> bool {
        let (of_points, of_whole) = self.factors(credit_one);
        i128::from(points) * of_points >= i128::from(whole) * of_whole
    }

    /// By what points got and the points that apply are multiplied before they are compared.
    fn factors(&self, credit_one: i64) -> (i128, i128) {
        (
            100 * self.denominator,
            self.numerator * i128::from(credit_one),
        )
    }

    fn held(&self, points: Points, credit_one: i64) -> Ternary {
        Ternary::from_pair(
            self.reached(points.lo, points.whole, credit_one),
            !self.reached(points.hi, points.whole, credit_one),
        )
    }
}

/// Numbers as whole multiples of one over a power of ten; `None` if they are finer or larger than a million millionth.
fn whole(numbers: &[&Number]) -> Option<(i64, Vec<i64>)> {
    let decimals = numbers
        .iter()
        .map(|n| n.decimals())
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .max()
        .unwrap_or(0);
    let one = 10i64
        .checked_pow(decimals)
        .filter(|one| *one <= 1_000_000)?;
    let list = numbers
        .iter()
        .map(|n| {
            i64::try_from(n.to_scaled(decimals)?)
                .ok()
                .filter(|n| n.abs() <= 1_000_000_000)
        })
        .collect::<Option<_>>()?;
    Some((one, list))
}
