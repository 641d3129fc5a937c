//! What came of tests, as a document states it.

use super::case::Case;
use super::run::Ran;
use crate::i18n::Lang;
use crate::report::place_of;
use crate::report::test_run::{FieldDifference, TestError, TestResult};

/// What came of a case.
pub fn result(case: &Case, ran: &Ran, lang: Lang) -> TestResult {
    let mut indicators: Vec<String> = (case.expects.iter())
        .map(|expected| expected.indicator.clone())
        .collect();
    indicators.dedup();
    TestResult {
        name: case.name.clone(),
        place: place_of(&case.place),
        indicators,
        passed: ran.passed(),
        differences: (ran.differences.iter())
            .map(|difference| FieldDifference {
                indicator: difference.indicator.clone(),
                unit: difference.unit.clone(),
                year: difference.year,
                field: difference.field.clone(),
                expected: difference.expected.clone(),
                got: difference.got.clone(),
                place: place_of(&difference.place),
            })
            .collect(),
        errors: (ran.wrong.iter())
            .map(|wrong| TestError {
                message: wrong.message.get(lang).to_owned(),
                place: place_of(&wrong.place),
            })
            .collect(),
    }
}
