//! What came of the tests of a plan as a page.

use super::{head, row};
use crate::render::Style;
use crate::render::escape::markdown as safe;
use crate::render::test_lines::{self, failures};
use crate::report::test_run::TestDocument;
use std::io::{self, Write};

/// Writes the counts, then what failed, what has no test, and what was not noticed.
pub fn write(out: &mut dyn Write, style: Style, document: &TestDocument) -> io::Result<()> {
    let lang = style.lang;
    writeln!(out, "# {}\n", lang.pick("规划测试", "Tests of the plan"))?;
    writeln!(out, "{}", safe(&test_lines::summary(document, lang)))?;
    let failed: Vec<_> = document.tests.iter().filter(|test| !test.passed).collect();
    if !failed.is_empty() {
        writeln!(out)?;
        let words = [lang.pick("测试", "test"), lang.pick("未通过之处", "failed")];
        head(out, &words, &[false, false])?;
        for test in failed {
            let name = format!("{} ({})", test.name, test.place);
            row(out, &[name, failures(test, lang).join("; ")])?;
        }
    }
    if let Some(coverage) = &document.coverage {
        writeln!(out, "\n{}", safe(&test_lines::coverage(coverage, lang)))?;
        if !coverage.missing.is_empty() {
            writeln!(out)?;
            let words = [
                lang.pick("指标", "indicator"),
                lang.pick("没有测试", "not tested"),
            ];
            head(out, &words, &[false, false])?;
        }
        for edge in &coverage.missing {
            row(out, &[edge.indicator.clone(), edge.edge.clone()])?;
        }
    }
    if let Some(mutation) = &document.mutation {
        writeln!(out, "\n{}", safe(&test_lines::mutation(mutation, lang)))?;
        for mutant in &mutation.survived {
            writeln!(out, "- {}", safe(&test_lines::mutant(mutant, lang)))?;
        }
    }
    Ok(())
}
