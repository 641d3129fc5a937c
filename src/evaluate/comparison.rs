//! Two sets of judgements side by side: of two units, or of two years.

use super::Judgement;
use crate::number::Number;
use crate::plan::IndicatorIx;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One indicator on both sides.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first side; `None` if it is not judged there.
    pub a: Option<Judgement>,
    /// The second side; `None` if it is not judged there.
    pub b: Option<Judgement>,
    /// Second value minus first, in the indicator's unit; `None` unless both are known.
    pub difference: Option<Number>,
    /// Second attainment minus first, in percentage points; `None` unless both are defined. More than 100 counts as 100.
    pub attainment_difference: Option<Number>,
}

impl Comparison {
    fn new((a, b): (Option<Judgement>, Option<Judgement>)) -> Self {
        let both = |of: fn(&Judgement) -> Option<Number>| {
            let (a, b) = (of(a.as_ref()?)?, of(b.as_ref()?)?);
            Some(&b - &a)
        };
        Comparison {
            difference: both(|judged| judged.value.known().cloned()),
            attainment_difference: both(reached),
            a,
            b,
        }
    }
}

/// The attainment, at most 100.
fn reached(judged: &Judgement) -> Option<Number> {
    let attainment = judged.attainment.as_ref()?;
    Some(attainment.clone().min(Number::from(100)))
}

/// Every indicator that either side judges: those whose attainment differs most first, those without a difference in the
/// plan's order at the end.
pub fn compare(a: Vec<Judgement>, b: Vec<Judgement>) -> Vec<Comparison> {
    let mut sides: BTreeMap<IndicatorIx, (Option<Judgement>, Option<Judgement>)> = BTreeMap::new();
    for judged in a {
        let side = sides.entry(judged.indicator).or_default();
        side.0 = Some(judged);
    }
    for judged in b {
        let side = sides.entry(judged.indicator).or_default();
        side.1 = Some(judged);
    }
    let mut compared: Vec<Comparison> = sides.into_values().map(Comparison::new).collect();
    let size = |of: &Comparison| of.attainment_difference.as_ref().map(Number::abs);
    compared.sort_by_key(|row| Reverse(size(row)));
    compared
}
