//! `plan`: what the plan asks for.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::flow;
use super::output::Output;
use super::terminal::Looks;
use super::{messages, no_such_format};
use crate::cli;
use crate::render::{DocumentFormat, Listing};
use crate::report::plan_document;
use crate::text;

/// Lists, and says how it went.
pub fn run(args: &cli::PlanArgs, format: &DocumentFormat, looks: Looks) -> Exit {
    let listing = match (args.by_year, args.assumptions) {
        (true, _) => Listing::ByYear,
        (_, true) => Listing::Assumptions,
        _ => Listing::Targets,
    };
    let listed = Output::open(None, looks.out.color).and_then(|mut output| {
        let exit = list(args, listing, format, looks, &mut output)?;
        output.finish().map(|()| exit)
    });
    listed.unwrap_or_else(|failure| messages::failure(&failure, looks.err))
}

fn list(
    args: &cli::PlanArgs,
    listing: Listing,
    format: &DocumentFormat,
    looks: Looks,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let Some(render) = format.plan else {
        return Err(no_such_format(format.id, |format| format.plan.is_some()));
    };
    let (style, lang) = (looks.out, looks.out.lang);
    let planned = match flow::plan(&flow::plan_folder(args.plan.as_ref())) {
        Ok(planned) => planned,
        Err(failure) => {
            if format.on_failure {
                let document = plan_document(None, &failure.findings, &failure.ending(), lang);
                let written = render(output, style, &document, listing);
                output.settle(written)?;
            }
            return Ok(messages::failure(&failure, looks.err));
        }
    };
    let done = ending(Exit::Done, text!("完成", "done"));
    let document = plan_document(Some(&planned.plan), &planned.findings, &done, lang);
    let written = render(output, style, &document, listing);
    output.settle(written)?;
    messages::findings(&planned.findings, looks.err);
    Ok(Exit::Done)
}
