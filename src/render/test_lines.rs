//! What came of the tests of a plan, in sentences that several formats share.

use super::phrases::plural;
use crate::i18n::Lang;
use crate::report::test_run::{
    FieldDifference, Mutant, Mutation, TestCoverage, TestDocument, TestResult,
};

/// What failed in a case, a line each: the field, what was expected and what came, and where.
pub fn failures(test: &TestResult, lang: Lang) -> Vec<String> {
    let errors = test.errors.iter();
    let errors = errors.map(|error| format!("{} ({})", error.message, error.place));
    let several = test.differences.iter().any(|difference| {
        let first = &test.differences[0];
        (&difference.indicator, &difference.unit, difference.year)
            != (&first.indicator, &first.unit, first.year)
    });
    let differences = test.differences.iter();
    let differences = differences.map(|one| difference(one, several, lang));
    errors.chain(differences).collect()
}

/// `verdict: expected met, got missed (file:line:column)`; with `of`, whose it is stands before.
fn difference(one: &FieldDifference, of: bool, lang: Lang) -> String {
    let FieldDifference {
        field,
        expected,
        got,
        place,
        ..
    } = one;
    let of = match of {
        true => {
            let unit = one.unit.as_deref().unwrap_or_default();
            format!("{} {unit} {}: ", one.indicator, one.year)
        }
        false => String::new(),
    };
    match lang {
        Lang::Zh => format!("{of}{field}：应为 {expected}，实为 {got}（{place}）"),
        Lang::En => format!("{of}{field}: expected {expected}, got {got} ({place})"),
    }
}

/// How many passed and failed.
pub fn summary(document: &TestDocument, lang: Lang) -> String {
    let summary = &document.summary;
    let (cases, failed) = (summary.cases, summary.failed);
    match lang {
        Lang::Zh => format!(
            "{}个文件，{cases}项测试：通过{}项，未通过{failed}项",
            summary.files, summary.passed
        ),
        Lang::En => format!(
            "{} in {}: {} passed, {failed} failed",
            plural(cases, "test"),
            plural(summary.files, "file"),
            summary.passed
        ),
    }
}

/// How much of the plan is tested.
pub fn coverage(coverage: &TestCoverage, lang: Lang) -> String {
    let TestCoverage {
        indicators,
        tested,
        edges,
        tested_edges,
        ..
    } = coverage;
    match lang {
        Lang::Zh => {
            format!("{indicators}项指标中{tested}项有测试；{edges}处界限中{tested_edges}处有测试")
        }
        Lang::En => format!(
            "tested: {tested} of {}, {tested_edges} of {}",
            plural(*indicators, "indicator"),
            plural(*edges, "edge")
        ),
    }
}

/// How many changes of the plan the tests notice.
pub fn mutation(mutation: &Mutation, lang: Lang) -> String {
    let (mutants, noticed) = (mutation.mutants, mutation.noticed);
    let (survived, invalid) = (mutation.survived.len() as u64, mutation.invalid);
    match lang {
        Lang::Zh => format!(
            "试了{mutants}处改动：测试发现{noticed}处，未发现{survived}处（另有{invalid}处改动使规划无效，未试）"
        ),
        Lang::En => format!(
            "{} tried: {noticed} noticed, {survived} survived ({invalid} more make no valid plan)",
            plural(mutants, "mutant")
        ),
    }
}

/// A change that no test noticed.
pub fn mutant(mutant: &Mutant, lang: Lang) -> String {
    let Mutant {
        entry,
        place,
        words,
        before,
        after,
        ..
    } = mutant;
    match lang {
        Lang::Zh => format!("{entry}：{words}，`{before}` 改为 `{after}`（{place}）"),
        Lang::En => format!("{entry}: {words}, `{before}` changed to `{after}` ({place})"),
    }
}
