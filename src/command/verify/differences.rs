//! What of a scorecard is not the same when it is made again.

use super::inputs::Moved;
use crate::command::score::Again;
use crate::report::Place;
use crate::report::evidence::Evidence;
use crate::report::scorecard::{IndicatorResult, ScorecardDocument};
use crate::report::verification::{
    FieldDifference, InputCheck, InputRole, InputStatus, ResultDifference,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a comparison gave.
#[derive(Default)]
pub struct Comparison {
    /// Whether the scorecard stands.
    pub stands: bool,
    /// The results that are not the same.
    pub differences: Vec<ResultDifference>,
    /// What else is not the same.
    pub others: Vec<FieldDifference>,
    /// Results that are the same and were read from another place.
    pub moved: u64,
}

/// Keys of a result that say where it was read from, not what it is.
const PLACES: [&str; 3] = ["place", "places", "declared"];

/// Keys of a document that say which files were read and what was found in them, or which program wrote it.
const ABOUT_FILES: [&str; 5] = ["inputs", "sources", "findings", "data_title", "plan"];

/// Compares a scorecard with itself made again. Where all inputs are unchanged, everything has to be the same; where some
/// are not, neither places nor what is said of the files count.
pub fn compare(
    earlier: &ScorecardDocument,
    again: &Again,
    inputs: &[InputCheck],
    moved: &Moved,
) -> Comparison {
    let results = earlier.results.iter().chain(&again.document.results);
    let cells = results.flat_map(|result| result.evidence.iter().filter_map(cell_place));
    let comparer = Comparer {
        with_cells: cells.map(|place| moved.back(&place.file)).collect(),
        inputs,
        moved,
        gated: again.gated,
        same_inputs: inputs
            .iter()
            .all(|input| input.status == InputStatus::Unchanged),
    };
    let (differences, moved) = comparer.results(&earlier.results, &again.document.results);
    let others = comparer.others(earlier, &again.document);
    let counts = |other: &FieldDifference| comparer.same_inputs || !is_about_files(&other.field);
    Comparison {
        stands: differences.is_empty() && !others.iter().any(counts),
        differences,
        others,
        moved,
    }
}

struct Comparer<'a> {
    inputs: &'a [InputCheck],
    moved: &'a Moved,
    gated: bool,
    same_inputs: bool,
    /// The files that hold a cell of any result.
    with_cells: BTreeSet<String>,
}

impl Comparer<'_> {
    /// The results that are not the same, and how many are the same and were read from another place.
    fn results(
        &self,
        then: &[IndicatorResult],
        now: &[IndicatorResult],
    ) -> (Vec<ResultDifference>, u64) {
        let by_id = |results| -> BTreeMap<&str, &IndicatorResult> {
            let results: &[IndicatorResult] = results;
            results.iter().map(|result| (&*result.id, result)).collect()
        };
        let (stated, mut found) = (by_id(then), by_id(now));
        let (mut differences, mut moved) = (Vec::new(), 0);
        for result in then {
            let Some(again) = found.remove(&*result.id) else {
                differences.push(self.difference(Some(result), None, Vec::new()));
                continue;
            };
            let fields = self.fields(&value(result), &value(again));
            let (places, fields): (Vec<_>, Vec<_>) =
                (fields.into_iter()).partition(|field| !self.same_inputs && is_place(&field.field));
            match fields.is_empty() {
                true => moved += u64::from(!places.is_empty()),
                false => differences.push(self.difference(Some(result), Some(again), fields)),
            }
        }
        let new = now
            .iter()
            .filter(|result| !stated.contains_key(&*result.id));
        differences.extend(new.map(|result| self.difference(None, Some(result), Vec::new())));
        (differences, moved)
    }

    fn difference(
        &self,
        stated: Option<&IndicatorResult>,
        found: Option<&IndicatorResult>,
        fields: Vec<FieldDifference>,
    ) -> ResultDifference {
        let both: Vec<&IndicatorResult> = found.into_iter().chain(stated).collect();
        let any = both[0];
        let inputs = self.explaining(&both);
        ResultDifference {
            id: any.id.clone(),
            indicator: any.indicator.clone(),
            name: any.name.clone(),
            unit: any.unit.clone(),
            year: any.year,
            stated: stated.map(|result| result.verdict),
            found: found.map(|result| result.verdict),
            fields,
            place: self.place(&both, &inputs),
            inputs,
        }
    }

    /// The changed inputs that a result rests on: files of its cells, or of all data where it counts units; files of units and
    /// declarations, and of the plan.
    fn explaining(&self, results: &[&IndicatorResult]) -> Vec<String> {
        let evidence = || results.iter().flat_map(|result| &result.evidence);
        let cells: Vec<String> = evidence()
            .filter_map(cell_place)
            .map(|p| self.path(p))
            .collect();
        let counts = evidence().any(|one| cell_place(one).is_none());
        let explains = |input: &&InputCheck| {
            input.status != InputStatus::Unchanged
                && match (input.role, input.status) {
                    (InputRole::Data, InputStatus::Changed) => {
                        // A file without cells of any result may name the units.
                        counts
                            || cells.contains(&input.path)
                            || !self.with_cells.contains(&input.path)
                    }
                    _ => true,
                }
        };
        let inputs = self.inputs.iter().filter(explains);
        inputs.map(|input| input.path.clone()).collect()
    }

    fn path(&self, place: &Place) -> String {
        self.moved.back(&place.file)
    }

    /// The first cell of a changed input, else where the indicator is declared.
    fn place(&self, results: &[&IndicatorResult], inputs: &[String]) -> Option<Place> {
        let evidence = results.iter().flat_map(|result| &result.evidence);
        let mut cells = evidence.filter_map(cell_place);
        let changed = cells.find(|place| inputs.contains(&self.path(place)));
        let declared = results.iter().find_map(|result| result.declared.as_ref());
        changed.or(declared).cloned()
    }

    /// What a document says besides its results, where it is not the same.
    fn others(&self, then: &ScorecardDocument, now: &ScorecardDocument) -> Vec<FieldDifference> {
        let stated = |document: &ScorecardDocument| {
            let mut value = value(document);
            if let Value::Object(map) = &mut value {
                map.shift_remove("results");
                map.shift_remove("tool");
                if !self.gated {
                    for key in ["gate", "gate_end", "exit"] {
                        map.shift_remove(key);
                    }
                }
            }
            value
        };
        let fields = self.fields(&stated(then), &stated(now));
        let digest = |field: &FieldDifference| field.field.ends_with("sha256");
        fields.into_iter().filter(|field| !digest(field)).collect()
    }

    /// Every field that is not the same.
    fn fields(&self, then: &Value, now: &Value) -> Vec<FieldDifference> {
        let mut fields = Vec::new();
        self.descend("", then, now, &mut fields);
        fields
    }

    fn descend(&self, path: &str, then: &Value, now: &Value, fields: &mut Vec<FieldDifference>) {
        match (then, now) {
            (Value::Object(a), Value::Object(b)) => {
                let only = b.keys().filter(|key| !a.contains_key(*key));
                for key in a.keys().chain(only) {
                    let path = match path {
                        "" => key.clone(),
                        path => format!("{path}.{key}"),
                    };
                    let of = |map: &serde_json::Map<_, Value>| {
                        map.get(key).cloned().unwrap_or(Value::Null)
                    };
                    self.descend(&path, &of(a), &of(b), fields);
                }
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (at, (then, now)) in a.iter().zip(b).enumerate() {
                    self.descend(&format!("{path}[{at}]"), then, now, fields);
                }
            }
            (then, now) if !self.is_same(path, then, now) => fields.push(FieldDifference {
                field: path.to_owned(),
                stated: then.clone(),
                found: now.clone(),
            }),
            _ => {}
        }
    }

    /// Whether two values are the same, but for where the inputs are and for the gate where it can't be verified.
    fn is_same(&self, path: &str, then: &Value, now: &Value) -> bool {
        let moved = self.moved.anywhere();
        match (then, now) {
            _ if then == now => true,
            _ if path == "gate" => !self.gated,
            _ if path.ends_with(".explain") => moved,
            (Value::String(then), Value::String(now)) => *then == self.moved.back(now),
            _ => false,
        }
    }
}

fn value(of: &impl Serialize) -> Value {
    // A document is written as JSON in any case: what it holds has a form there.
    serde_json::to_value(of).unwrap_or_default()
}

fn cell_place(evidence: &Evidence) -> Option<&Place> {
    match evidence {
        Evidence::Cell(cell) | Evidence::Planned(cell) => cell.place.as_ref(),
        Evidence::Summary(_) => None,
    }
}

/// Whether a field says where something was read.
fn is_place(field: &str) -> bool {
    let mut keys = field.split(['.', '[']);
    keys.any(|key| PLACES.contains(&key))
}

/// Whether a field says which files were read, or what was found in them.
fn is_about_files(field: &str) -> bool {
    let key = field.split(['.', '[']).next().unwrap_or(field);
    ABOUT_FILES.contains(&key)
}
