//! `plan`: lists the targets of a plan.

use super::pipeline;
use super::sources::PlanSource;
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, status};
use crate::bilingual;
use crate::render::{self, Listing};
use crate::report::plan_document;
use crate::report::plan_listing::PlanDocument;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io;

/// `plan` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "plan",
    about: bilingual!("列出规划目标", "list the targets of a plan"),
    examples: "kaoping plan --by-year
kaoping plan --assumptions --lang zh",
    formats: || render::formats_with(|format| format.plan.is_some()),
    arguments: PlanArgs::augment_args,
    parse: super::parse::<PlanArgs>,
    write_failure,
};

#[derive(Debug, Args)]
struct PlanArgs {
    #[command(flatten)]
    plan: PlanSource,
    #[arg(long, help = bilingual!("按到期年份列出", "list targets by the year in which they are due"))]
    by_year: bool,
    #[arg(long, conflicts_with_all = ["by_year", "assumptions"])]
    #[arg(help = bilingual!("列出调整过的目标及理由", "list the targets that were revised, and why"))]
    history: bool,
    #[arg(long, conflicts_with = "by_year")]
    #[arg(help = bilingual!("列出规划未定、由评估方假定的内容，可供签字", "list what the plan leaves open and the assessment assumes, as a page to sign"))]
    assumptions: bool,
}

impl PlanArgs {
    fn listing(&self) -> Listing {
        match (self.by_year, self.assumptions) {
            _ if self.history => Listing::History,
            (true, _) => Listing::ByYear,
            (_, true) => Listing::Assumptions,
            _ => Listing::Targets,
        }
    }
}

impl Command for PlanArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.plan)?;
        let message = text!("完成", "done");
        let (done, lang) = (status(Exit::Done, message.clone()), to.lang());
        let document = plan_document(Some(&loaded.plan), &loaded.findings, &done, lang);
        write(to, &document, self.listing())?;
        Ok(Outcome {
            list_warnings: true,
            ..Outcome::new((Exit::Done, message), loaded.findings)
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.plan.on_disk().into_iter().collect()
    }
}

/// Writes a part of a plan to every output whose format has a form for it.
fn write(to: &mut Destinations<'_>, document: &PlanDocument, part: Listing) -> io::Result<()> {
    for one in to.iter_mut() {
        if let Some(render) = one.format.plan {
            render(one.out, one.style, document, part)?;
        }
    }
    Ok(())
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    let (found, lang) = (&failure.findings, to.lang());
    let document = plan_document(None, found, &failure.status(), lang);
    write(to, &document, Listing::Targets)
}
