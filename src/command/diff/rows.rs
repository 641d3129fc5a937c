//! The results of two scorecards side by side.

use super::sides::DiffInput;
use crate::attribution::{AskedResult, Attribution, Outcome};
use crate::i18n::Text;
use crate::plan::Year;
use crate::report::difference::DiffRow;
use crate::report::evidence::Evidence;
use crate::report::scorecard::{IndicatorResult, ScorecardDocument};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// What comes of holding two scorecards against each other.
pub struct Compared {
    /// The results that differ.
    pub rows: Vec<DiffRow>,
    /// How many results either side has, of those that are compared.
    pub results: u64,
    /// What limits the comparison.
    pub notes: Vec<Text>,
}

/// Holds two scorecards against each other. Where each is of one year, results of these years are compared, else results of
/// the same year.
pub fn pair(old: &ScorecardDocument, new: &ScorecardDocument) -> Compared {
    let one_year = |document: &ScorecardDocument| years(document).len() == 1;
    let each = one_year(old) && one_year(new);
    let key = |result: &IndicatorResult| -> (String, String, Option<Year>) {
        let year = (!each).then_some(result.year);
        (result.indicator.clone(), result.unit.code.clone(), year)
    };
    let mut before: BTreeMap<_, &IndicatorResult> =
        (old.results.iter().map(|result| (key(result), result))).collect();
    let after: BTreeSet<_> = new.results.iter().map(key).collect();
    // A listing of some verdicts does not say what the others are.
    let partial = |document: &ScorecardDocument| {
        let scope = document.head.scope.as_ref();
        scope.is_some_and(|scope| !scope.only.is_empty())
    };
    let partial = partial(old) || partial(new);
    let common = |year: Year| each || years(old).contains(&year) && years(new).contains(&year);
    let (mut rows, mut results, mut left_out) = (Vec::new(), 0, 0);
    let mut add = |old: Option<&IndicatorResult>, new: Option<&IndicatorResult>| {
        let year = new.or(old).map_or(0, |result| result.year);
        if !common(year) || partial && (old.is_none() || new.is_none()) {
            left_out += 1;
            return;
        }
        results += 1;
        rows.extend(DiffRow::of(old, new));
    };
    for result in &new.results {
        let earlier = before.remove(&key(result));
        add(earlier, Some(result));
    }
    let gone = old
        .results
        .iter()
        .filter(|result| !after.contains(&key(result)));
    gone.for_each(|result| add(Some(result), None));
    let note = (left_out > 0).then(|| {
        text!(
            "{left_out} 项结果只有一方列出（年份不同或只列出部分判定），未作比较",
            "results that only one side lists, since it has other years or lists some verdicts only, and that are not compared: {left_out}"
        )
    });
    Compared {
        rows,
        results,
        notes: note.into_iter().collect(),
    }
}

/// The years that a scorecard judges.
fn years(document: &ScorecardDocument) -> Vec<Year> {
    let scope = document.head.scope.as_ref();
    scope.map_or_else(Vec::new, |scope| match &scope.years[..] {
        [] => vec![scope.year],
        years => years.to_vec(),
    })
}

/// A row as it is asked for in each state.
pub fn asked(row: &DiffRow) -> AskedResult {
    let year = |result: &Option<IndicatorResult>| result.as_ref().map(|result| result.year);
    let (old, new) = (year(&row.old), year(&row.new));
    let either = old.or(new).unwrap_or_default();
    AskedResult {
        indicator: row.indicator.clone(),
        unit: row.unit.code.clone(),
        years: [old.unwrap_or(either), new.unwrap_or(either)],
    }
}

/// Whether both sides of a row are what their inputs give.
pub fn is_reproduced(row: &DiffRow, attribution: &Attribution) -> bool {
    let stated = |result: &Option<IndicatorResult>| result.as_ref().map(Outcome::of);
    stated(&row.old) == attribution.old && stated(&row.new) == attribution.new
}

/// The results of a side by their ids.
pub type ById<'a> = BTreeMap<&'a str, &'a IndicatorResult>;

/// The results of a side by their ids.
pub fn by_id(input: &DiffInput) -> ById<'_> {
    let results = input.document.results.iter();
    results.map(|result| (&*result.id, result)).collect()
}

/// What the results of a row came from, on both sides.
pub fn evidence(row: &DiffRow, results: &[ById<'_>; 2]) -> Vec<Evidence> {
    let sides = results.iter().zip([&row.old, &row.new]);
    let same = sides.filter_map(|(results, shown)| results.get(&*shown.as_ref()?.id));
    same.flat_map(|result| result.evidence.clone()).collect()
}
