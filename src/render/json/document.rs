//! A JSON document, member by member, a line each.

use super::build;
use super::model::TOOL;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::render::Ending;
use serde::Serialize;
use std::io::{self, Write};

/// A document that is being written.
pub struct Document<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Document<'a> {
    /// Opens it: every document names its schema and the tool first.
    pub fn begin(out: &'a mut dyn Write, schema: &str) -> io::Result<Self> {
        out.write_all(b"{\n")?;
        Document { out }
            .member("schema", &schema)?
            .member("tool", &TOOL)
    }

    /// Goes on with a document that another call began.
    pub fn resume(out: &'a mut dyn Write) -> Self {
        Document { out }
    }

    /// Adds a member.
    pub fn member(self, key: &str, value: &impl Serialize) -> io::Result<Self> {
        write!(self.out, "\"{key}\": ")?;
        serde_json::to_writer(&mut *self.out, value)?;
        self.out.write_all(b",\n")?;
        Ok(self)
    }

    /// Closes it: every document ends with its findings and how the run ended.
    pub fn end(self, findings: &Findings, ending: &Ending, lang: Lang) -> io::Result<()> {
        let Document { out } = self.member("findings", &build::findings(findings, lang))?;
        out.write_all(b"\"exit\": ")?;
        serde_json::to_writer(&mut *out, &build::exit(ending, lang))?;
        out.write_all(b"\n}\n")
    }
}
