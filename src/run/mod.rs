//! The whole flow, and the only room that writes: arguments in, bytes and an exit code out.

mod check;
mod digest;
mod exit;
mod explain;
mod failure;
mod flow;
mod gate;
mod interrupt;
mod messages;
mod output;
mod plan;
mod score;
mod select;
mod shipped;
mod terminal;
mod usage;

pub use exit::Exit;
pub use usage::refuse;

use crate::cli::{Cli, Command};
use crate::render::{self, DocumentFormat};
use crate::text;
use failure::Failure;
use std::panic::{AssertUnwindSafe, catch_unwind};
use terminal::Looks;

/// Runs a command. An error of the program itself is an exit code too.
pub fn run(cli: &Cli) -> Exit {
    catch_unwind(AssertUnwindSafe(|| dispatch(cli))).unwrap_or_else(|_| {
        let looks = Looks::of(&cli.global);
        let version = env!("CARGO_PKG_VERSION");
        let message = text!(
            "内部错误（{version}）：请将以上信息与所用命令一并报告",
            "internal error ({version}): please report the lines above with the command used"
        );
        messages::say(&message, looks.err);
        Exit::Internal
    })
}

fn dispatch(cli: &Cli) -> Exit {
    let looks = Looks::of(&cli.global);
    interrupt::watch(looks.err);
    let outcome = format(cli).map(|format| match &cli.command {
        Command::Score(args) => score::run(args, format, looks),
        Command::Check(args) => check::run(args, format, looks),
        Command::Explain(args) => explain::run(args, format, looks),
        Command::Plan(args) => plan::run(args, format, looks),
    });
    outcome.unwrap_or_else(|failure| messages::failure(&failure, looks.err))
}

fn format(cli: &Cli) -> Result<&'static DocumentFormat, Failure> {
    let id = &cli.global.format;
    render::format(id).ok_or_else(|| no_such_format(id, |_| true))
}

/// A format that a command does not have; `has` tells those that it has.
fn no_such_format(format: &str, has: impl Fn(&DocumentFormat) -> bool) -> Failure {
    let known = render::formats_with(has);
    let (zh, en) = (known.join("、"), known.join(", "));
    Failure::usage(text!(
        "此命令没有 `{format}` 格式；可用：{zh}",
        "this command has no format `{format}`; it has: {en}"
    ))
}
