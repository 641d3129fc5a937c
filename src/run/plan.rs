//! `plan`: what the plan asks for.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::flow;
use super::messages;
use super::output::Output;
use super::terminal::Looks;
use crate::cli;
use crate::render::explain::Manner;
use crate::render::plan_list::{self, Listing};
use crate::text;

/// Lists, and says how it went.
pub fn run(args: &cli::PlanArgs, manner: Manner, looks: Looks) -> Exit {
    let listing = match (args.by_year, args.assumptions) {
        (true, _) => Listing::ByYear,
        (_, true) => Listing::Assumptions,
        _ => Listing::Targets,
    };
    let listed = Output::open(None, looks.out.color).and_then(|mut output| {
        let exit = list(args, listing, manner, looks, &mut output)?;
        output.finish().map(|()| exit)
    });
    listed.unwrap_or_else(|failure| messages::failure(&failure, looks.err))
}

fn list(
    args: &cli::PlanArgs,
    listing: Listing,
    manner: Manner,
    looks: Looks,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let style = looks.out;
    let planned = match flow::plan(&flow::plan_folder(args.plan.as_ref())) {
        Ok(planned) => planned,
        Err(failure) => {
            if manner == Manner::Json {
                let (found, ending) = (&failure.findings, failure.ending());
                let written = plan_list::json(output, style.lang, None, found, &ending);
                output.settle(written)?;
            }
            return Ok(messages::failure(&failure, looks.err));
        }
    };
    let (plan, found) = (&planned.plan, &planned.findings);
    let written = match manner {
        Manner::Text => plan_list::text(output, style, plan, listing),
        Manner::Json => {
            let done = ending(Exit::Done, text!("完成", "done"));
            plan_list::json(output, style.lang, Some(plan), found, &done)
        }
    };
    output.settle(written)?;
    messages::findings(found, looks.err);
    Ok(Exit::Done)
}
