//! What of a scorecard is not the same when it is made again: a row for each field.

use super::rows;
use crate::evaluate::Verdict;
use crate::render::Style;
use crate::report::verification::{FieldDifference, ResultDifference, VerifyDocument};
use serde_json::Value;
use std::io::{self, Write};

/// Writes the fields that are not the same.
pub fn write(out: &mut dyn Write, _: Style, document: &VerifyDocument) -> io::Result<()> {
    let head = [
        "result",
        "name",
        "unit_code",
        "unit",
        "year",
        "field",
        "stated",
        "found",
        "inputs",
        "synthetic",
    ];
    let synthetic = document.is_synthetic();
    let of_results = document.differences.iter().flat_map(|difference| {
        let fields = match &difference.fields[..] {
            [] => vec![presence(difference)],
            fields => fields.to_vec(),
        };
        let result = [
            difference.id.clone(),
            difference.name.clone(),
            difference.unit.code.clone(),
            difference.unit.name.clone(),
            difference.year.to_string(),
        ];
        let inputs = difference.inputs.join("; ");
        (fields.into_iter()).map(move |field| cells(result.clone(), field, &inputs, synthetic))
    });
    let others = document.others.iter().cloned();
    let others = others.map(|field| cells(Default::default(), field, "", synthetic));
    rows(out, Some(&head), of_results.chain(others))
}

/// The verdict of a result that only one side has.
fn presence(difference: &ResultDifference) -> FieldDifference {
    let verdict = |verdict: Option<Verdict>| match verdict {
        Some(verdict) => Value::from(verdict.id()),
        None => Value::Null,
    };
    FieldDifference {
        field: "verdict".to_owned(),
        stated: verdict(difference.stated),
        found: verdict(difference.found),
    }
}

fn cells(
    result: [String; 5],
    field: FieldDifference,
    inputs: &str,
    synthetic: bool,
) -> Vec<String> {
    let text = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    let mut cells = Vec::from(result);
    cells.extend([
        field.field,
        text(field.stated),
        text(field.found),
        inputs.to_owned(),
        synthetic.to_string(),
    ]);
    cells
}
