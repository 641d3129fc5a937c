//! `ndjson`: one result a line, the same objects as in `json`.

use super::{Ending, Format, Renderer, Totals, View, json};
use crate::scorecard::Scorecard;
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    id: "ndjson",
    digests: false,
    new: || Box::new(Ndjson),
};

struct Ndjson;

impl Renderer for Ndjson {
    fn begin(&mut self, _: &mut dyn Write, _: &View<'_>) -> io::Result<()> {
        Ok(())
    }

    fn card(&mut self, out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()> {
        for judged in &card.results {
            json::write_result(out, view, judged)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Write, _: &View<'_>, _: &Totals, _: &Ending) -> io::Result<()> {
        Ok(())
    }
}
