//! How the targets of a card stand at a stage of the plan.

use super::grid::paragraph;
use crate::render::style::{PLAIN, STRONG};
use crate::render::{Style, stage_lines};
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// Writes a block for each nature that the plan names, and one for the rest; nothing without a stage.
pub fn write(out: &mut dyn Write, style: Style, results: &[IndicatorResult]) -> io::Result<()> {
    for (heading, lines) in stage_lines::blocks(results, style.lang) {
        writeln!(out)?;
        paragraph(out, style, 0, &heading, STRONG)?;
        for line in &lines {
            paragraph(out, style, 2, line, PLAIN)?;
        }
    }
    Ok(())
}
