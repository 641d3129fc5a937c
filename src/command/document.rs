//! What commands have in common whose result is one document about a plan and its figures: how it is written, and what
//! stands in its place where the run failed.

use super::destination::{Destinations, Writer};
use super::sources::Sources;
use super::{Exit, Failure, Outcome, RunError, digest, status};
use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use crate::observation::Figures;
use crate::plan::Plan;
use crate::report::{Builder, Digests, ExitStatus};
use crate::source::Folder;
use std::io;

/// The digests of what was read, where they are carried.
pub fn digests(
    to: &Destinations<'_>,
    plan: &Plan,
    figures: &Figures,
    folder: &Folder,
) -> Result<Digests, Failure> {
    match to.carry_digests() {
        true => digest::of(plan, figures, folder, to.progress()),
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
    /// Writes the document that `build` makes.
    pub fn write<D>(
        self,
        to: &mut Destinations<'_>,
        writer: Writer<D>,
        build: impl FnOnce(&Builder, &Findings, &ExitStatus) -> D,
    ) -> Result<Outcome, RunError> {
        let digests = digests(to, self.plan, self.figures, self.folder)?;
        let builder = Builder {
            plan: self.plan,
            figures: self.figures,
            digests: &digests,
            sources: &self.sources.names(),
            lang: to.lang(),
        };
        let (exit, message) = self.end.clone();
        let document = build(&builder, &self.findings, &status(exit, message));
        to.write(writer, &document)?;
        Ok(Outcome::new(self.end, self.findings))
    }
}

/// Writes the document of a run that failed.
pub fn write_failure<D>(
    failure: &Failure,
    to: &mut Destinations<'_>,
    writer: Writer<D>,
    failed: fn(&Findings, &ExitStatus, Lang) -> D,
) -> io::Result<()> {
    let document = failed(&failure.findings, &failure.status(), to.lang());
    to.write(writer, &document)
}
