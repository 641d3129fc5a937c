//! What commands have in common whose result is one document about a plan and its figures: how it is written, and what
//! stands in its place where the run failed.

use super::sources::Sources;
use super::{Context, Exit, Failure, Outcome, RunError, digest, status};
use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use crate::observation::Figures;
use crate::plan::Plan;
use crate::render::{self, DocumentFormat, DocumentWriter};
use crate::report::{Builder, Digests, ExitStatus};
use crate::source::Folder;
use std::io::{self, Write};

/// How a format writes a kind of document; `None` if it has no form for it.
pub type Writer<D> = fn(&DocumentFormat) -> Option<DocumentWriter<D>>;

/// The digests of what was read, where a format carries them.
pub fn digests(
    format: &DocumentFormat,
    plan: &Plan,
    figures: &Figures,
    folder: &Folder,
) -> Result<Digests, Failure> {
    match format.digests {
        true => digest::of(plan, figures, folder),
        false => Ok(Digests::default()),
    }
}

/// A run that has judged: what it read and found, and how it ends.
pub struct Finished<'a> {
    pub plan: &'a Plan,
    pub figures: &'a Figures,
    /// Plan and data as the command line names them.
    pub sources: &'a Sources,
    pub folder: &'a Folder,
    pub findings: Findings,
    pub end: (Exit, Text),
}

impl Finished<'_> {
    /// Writes the document that `build` makes, in the format of the context.
    pub fn write<D>(
        self,
        context: &Context,
        out: &mut dyn Write,
        writer: Writer<D>,
        build: impl FnOnce(&Builder, &Findings, &ExitStatus) -> D,
    ) -> Result<Outcome, RunError> {
        let format = super::format(context)?;
        let digests = digests(format, self.plan, self.figures, self.folder)?;
        let builder = Builder {
            plan: self.plan,
            figures: self.figures,
            digests: &digests,
            sources: &self.sources.names(),
            lang: context.style.lang,
        };
        let (exit, message) = self.end.clone();
        let document = build(&builder, &self.findings, &status(exit, message));
        if let Some(render) = writer(format) {
            render(out, context.style, &document)?;
        }
        Ok(Outcome::new(self.end, self.findings))
    }
}

/// Writes the document of a run that failed, in formats that have one of such a run.
pub fn write_failure<D>(
    context: &Context,
    failure: &Failure,
    out: &mut dyn Write,
    writer: Writer<D>,
    failed: fn(&Findings, &ExitStatus, Lang) -> D,
) -> io::Result<()> {
    let format = render::format(context.format).filter(|format| format.on_failure);
    let Some(render) = format.and_then(writer) else {
        return Ok(());
    };
    let document = failed(&failure.findings, &failure.status(), context.style.lang);
    render(out, context.style, &document)
}
