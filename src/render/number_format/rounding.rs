//! Rounding for display that never crosses a threshold.

use crate::number::{Bound, Interval, Number};

/// How many more decimals are shown at most to keep a value on its side of a threshold.
const MORE: u32 = 12;

/// The direction of rounding.
#[derive(Clone, Copy)]
pub enum Toward {
    /// To the nearest number, halves away from zero.
    Nearest,
    /// Down.
    Down,
    /// Up.
    Up,
}

/// The number rounded, with as many more decimals as keep it on its side of every threshold.
pub fn near(n: &Number, decimals: u32, thresholds: &[Number], toward: Toward) -> String {
    let rounded = |places: u32| match toward {
        Toward::Nearest => n.round(places),
        Toward::Down => n.floor(places),
        Toward::Up => n.ceil(places),
    };
    // Digits without end never equal a threshold; on it, they are rounded like others.
    let endless = n.exact().is_none();
    let true_to = |r: &Number| {
        let mut thresholds = thresholds.iter();
        thresholds.all(|t| n.cmp(t) == r.cmp(t) || (endless && n == t))
    };
    for places in decimals..=decimals + MORE {
        let candidate = rounded(places);
        if true_to(&candidate) {
            return candidate.fixed(places);
        }
    }
    n.exact().unwrap_or_else(|| n.fixed(decimals + MORE))
}

/// The number to which every value of an interval rounds, as a published figure of as many decimals does; `None` if there is
/// no such number, or a threshold is among them.
pub fn common_rounding(
    interval: &Interval,
    decimals: u32,
    thresholds: &[Number],
) -> Option<Number> {
    let (lo, hi) = (interval.lo().number()?, interval.hi().number()?);
    let rounded = lo.round(decimals);
    let end = &rounded + &Number::scaled(5, decimals + 1);
    let same = match interval.hi() {
        Bound::Open(hi) => *hi <= end,
        _ => *hi < end,
    };
    let mut thresholds = thresholds.iter();
    let aside = thresholds.all(|t| lo.cmp(t) == hi.cmp(t) && lo.cmp(t) == rounded.cmp(t));
    (same && aside && !lo.is_negative()).then_some(rounded)
}
