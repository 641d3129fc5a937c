//! What was counted of units that are not judged one by one.

use super::losses::Losses;
use crate::index::{ChecklistIx, IndicatorIx, VariableIx};
use crate::number::{Bound, Interval, Number};

/// What a tally counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aggregate {
    /// Units that pass a checklist.
    Passes(ChecklistIx),
    /// Units that satisfy the condition of an indicator's share.
    Holds(IndicatorIx),
    /// A variable's sum.
    Sum(VariableIx),
    /// The sum of a mean times its weight.
    Weighted {
        /// The mean.
        mean: VariableIx,
        /// What it is weighted by.
        weight: VariableIx,
    },
}

impl Aggregate {
    /// The variable of which figures are added up; `None` where units are counted.
    pub fn summed(self) -> Option<VariableIx> {
        match self {
            Aggregate::Sum(variable) | Aggregate::Weighted { mean: variable, .. } => Some(variable),
            Aggregate::Passes(_) | Aggregate::Holds(_) => None,
        }
    }
}

/// A count for one unit and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AggregateValue {
    /// How many units satisfy something.
    Outcomes(Outcomes),
    /// The sum of their figures.
    Sum(Sum),
}

impl AggregateValue {
    /// Units that sent a row.
    pub fn seen(&self) -> u64 {
        match self {
            AggregateValue::Outcomes(outcomes) => outcomes.reported(),
            AggregateValue::Sum(sum) => sum.seen(),
        }
    }
}

/// How many units hold, fail, can't be decided, or have nothing to assess. Those that reported nothing are not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Units that satisfy it.
    pub holds: u64,
    /// Units that do not.
    pub fails: u64,
    /// Units that may or may not.
    pub undecided: u64,
    /// Units that it does not apply to.
    pub not_applicable: u64,
    /// For checklists, by item.
    pub items: Vec<ItemCount>,
    /// For checklists with bands, by band: units certain to stand in it.
    pub bands: Vec<u64>,
    /// For checklists of which a measure counts them: what units lose that do not pass.
    pub losses: Option<Box<Losses>>,
}

impl Outcomes {
    /// Units that reported anything.
    pub fn reported(&self) -> u64 {
        self.holds + self.fails + self.undecided + self.not_applicable
    }

    /// Counts a unit that is certain to stand in a band.
    pub fn add_band(&mut self, band: usize) {
        if self.bands.len() <= band {
            self.bands.resize(band + 1, 0);
        }
        self.bands[band] += 1;
    }

    /// Adds the outcomes of other units.
    pub fn add(&mut self, other: &Outcomes) {
        self.holds += other.holds;
        self.fails += other.fails;
        self.undecided += other.undecided;
        self.not_applicable += other.not_applicable;
        if self.items.len() < other.items.len() {
            self.items.resize(other.items.len(), ItemCount::default());
        }
        for (mine, theirs) in self.items.iter_mut().zip(&other.items) {
            mine.add(*theirs);
        }
        if self.bands.len() < other.bands.len() {
            self.bands.resize(other.bands.len(), 0);
        }
        for (mine, theirs) in self.bands.iter_mut().zip(&other.bands) {
            *mine += theirs;
        }
        if let Some(losses) = &other.losses {
            self.losses.get_or_insert_default().add(losses);
        }
    }
}

/// One item over many units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemCount {
    /// Units that meet the item.
    pub met: u32,
    /// Units that do not.
    pub unmet: u32,
    /// Unanswered or unclear.
    pub open: u32,
    /// Units that it does not apply to.
    pub not_applicable: u32,
}

impl ItemCount {
    /// Adds the counts of other units.
    pub fn add(&mut self, other: ItemCount) {
        self.met += other.met;
        self.unmet += other.unmet;
        self.open += other.open;
        self.not_applicable += other.not_applicable;
    }
}

/// A sum over units, in units of the variable's declared decimals. An end is `None` if a member has no bound on that side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The least that it can be.
    pub lo: Option<i128>,
    /// The most that it can be.
    pub hi: Option<i128>,
    /// Whether it is more than `lo`.
    pub lo_open: bool,
    /// Whether it is less than `hi`.
    pub hi_open: bool,
    /// Units with a usable figure.
    pub reported: u64,
    /// Units that sent a blank or a refused cell, or contradict themselves as to whether it applies: all that they may add is
    /// in the sum.
    pub blank: u64,
    /// Units that it does not apply to.
    pub not_applicable: u64,
}

impl Default for Sum {
    fn default() -> Self {
        Sum {
            lo: Some(0),
            hi: Some(0),
            lo_open: false,
            hi_open: false,
            reported: 0,
            blank: 0,
            not_applicable: 0,
        }
    }
}

impl Sum {
    /// Units that sent a row, a blank one too.
    pub fn seen(&self) -> u64 {
        self.reported + self.blank + self.not_applicable
    }

    /// All that it can be, in the variable's unit; `decimals` are the variable's.
    pub fn interval(&self, decimals: u32) -> Interval {
        let end = |end: Option<i128>, open: bool| match end {
            None => Bound::Unbounded,
            Some(n) if open => Bound::Open(Number::scaled(n, decimals)),
            Some(n) => Bound::Closed(Number::scaled(n, decimals)),
        };
        let ends = (end(self.lo, self.lo_open), end(self.hi, self.hi_open));
        Interval::new(ends.0, ends.1).unwrap_or_else(Interval::everything)
    }

    /// Adds one exact figure; `None` if 128 bits overflow: that end is lost then.
    #[must_use]
    pub fn add_exact(&mut self, figure: i128) -> Option<()> {
        let had = (self.lo.is_some(), self.hi.is_some());
        self.lo = self.lo.and_then(|lo| lo.checked_add(figure));
        self.hi = self.hi.and_then(|hi| hi.checked_add(figure));
        self.reported += 1;
        (had == (self.lo.is_some(), self.hi.is_some())).then_some(())
    }

    /// Adds another sum; `None` if 128 bits overflow: that end is lost then.
    #[must_use]
    pub fn add(&mut self, other: &Sum) -> Option<()> {
        let mut fits = Some(());
        let mut both = |a: Option<i128>, b: Option<i128>| {
            let sum = a?.checked_add(b?);
            fits = fits.filter(|()| sum.is_some());
            sum
        };
        self.lo = both(self.lo, other.lo);
        self.hi = both(self.hi, other.hi);
        self.lo_open |= other.lo_open;
        self.hi_open |= other.hi_open;
        self.reported += other.reported;
        self.blank += other.blank;
        self.not_applicable += other.not_applicable;
        fits
    }
}
