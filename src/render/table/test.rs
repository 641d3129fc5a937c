//! What came of the tests of a plan: what failed first, then what has no test and what was not noticed, then the counts.

use super::grid::paragraph;
use crate::render::Style;
use crate::render::style::{PLAIN, STRONG, WARNING};
use crate::render::test_lines::{self, failures};
use crate::report::test_run::TestDocument;
use std::io::{self, Write};

/// Writes what came of the tests; nothing where none was tried.
pub fn write(out: &mut dyn Write, style: Style, document: &TestDocument) -> io::Result<()> {
    let lang = style.lang;
    for test in document.tests.iter().filter(|test| !test.passed) {
        let failed = lang.pick("未通过", "FAILED");
        paragraph(out, style, 0, &format!("{failed} {}", test.name), WARNING)?;
        paragraph(out, style, 2, &test.place.to_string(), PLAIN)?;
        for line in failures(test, lang) {
            paragraph(out, style, 2, &line, PLAIN)?;
        }
        writeln!(out)?;
    }
    if let Some(coverage) = &document.coverage {
        for edges in coverage.missing.chunk_by(|a, b| a.indicator == b.indicator) {
            let head = format!("{} ({})", edges[0].indicator, edges[0].place);
            paragraph(out, style, 0, &head, STRONG)?;
            for edge in edges {
                paragraph(out, style, 2, &edge.edge, PLAIN)?;
            }
        }
        if !coverage.missing.is_empty() {
            writeln!(out)?;
        }
        paragraph(out, style, 0, &test_lines::coverage(coverage, lang), PLAIN)?;
    }
    if let Some(mutation) = &document.mutation {
        for mutant in &mutation.survived {
            let survived = lang.pick("未发现", "SURVIVED");
            let line = test_lines::mutant(mutant, lang);
            paragraph(out, style, 0, &format!("{survived} {line}"), WARNING)?;
        }
        if !mutation.survived.is_empty() {
            writeln!(out)?;
        }
        paragraph(out, style, 0, &test_lines::mutation(mutation, lang), PLAIN)?;
    }
    match document.plan {
        Some(_) => paragraph(out, style, 0, &test_lines::summary(document, lang), STRONG),
        None => Ok(()),
    }
}
