//! One judgement with all that it rests on.

mod inputs;
mod json;
mod text;

use super::{Ending, View};
use crate::evaluate::Judgement;
use crate::finding::Findings;
use crate::i18n::Lang;
use std::io::{self, Write};

/// How an explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Text,
    Json,
}

impl Manner {
    /// The manner of a format's id; an explanation has not all of them.
    pub fn of(format: &str) -> Option<Manner> {
        match format {
            "table" => Some(Manner::Text),
            "json" => Some(Manner::Json),
            _ => None,
        }
    }
}

/// Writes why a judgement is as it is.
pub fn write(
    out: &mut dyn Write,
    manner: Manner,
    view: &View<'_>,
    judged: &Judgement,
    ending: &Ending,
) -> io::Result<()> {
    match manner {
        Manner::Text => text::write(out, view, judged),
        Manner::Json => json::write(out, view, judged, ending),
    }
}

/// In its place, where there is nothing to explain.
pub fn failure(
    out: &mut dyn Write,
    manner: Manner,
    lang: Lang,
    findings: &Findings,
    ending: &Ending,
) -> io::Result<()> {
    match manner {
        Manner::Text => Ok(()),
        Manner::Json => json::failure(out, lang, findings, ending),
    }
}
