//! `plan`: lists the targets of a plan.

use super::pipeline;
use super::sources::PlanSource;
use super::{Command, Context, Exit, Failure, Outcome, Registration, RunError, status};
use crate::bilingual;
use crate::render::{self, Listing};
use crate::report::plan_document;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io::{self, Write};

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
    fn run(&self, context: &Context, out: &mut dyn Write) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.plan)?;
        let message = text!("完成", "done");
        let (done, lang) = (status(Exit::Done, message.clone()), context.style.lang);
        let document = plan_document(Some(&loaded.plan), &loaded.findings, &done, lang);
        if let Some(render) = super::format(context)?.plan {
            render(out, context.style, &document, self.listing())?;
        }
        Ok(Outcome {
            exit: Exit::Done,
            message,
            findings: loaded.findings,
            list_warnings: true,
            files: Vec::new(),
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.plan.on_disk().into_iter().collect()
    }
}

fn write_failure(context: &Context, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let format = render::format(context.format).filter(|format| format.on_failure);
    let Some(render) = format.and_then(|format| format.plan) else {
        return Ok(());
    };
    let (found, lang) = (&failure.findings, context.style.lang);
    let document = plan_document(None, found, &failure.status(), lang);
    render(out, context.style, &document, Listing::Targets)
}
