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
use crate::render::explain::Manner;
use crate::render::{self, Format};
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
    let outcome = match &cli.command {
        Command::Score(args) => format(cli).map(|format| score::run(args, format, looks)),
        Command::Check(args) => manner(cli).map(|manner| check::run(args, manner, looks)),
        Command::Explain(args) => manner(cli).map(|manner| explain::run(args, manner, looks)),
        Command::Plan(args) => manner(cli).map(|manner| plan::run(args, manner, looks)),
    };
    outcome.unwrap_or_else(|failure| messages::failure(&failure, looks.err))
}

fn format(cli: &Cli) -> Result<&'static Format, Failure> {
    render::format(&cli.global.format).ok_or_else(|| no_such_format(&cli.global.format))
}

fn manner(cli: &Cli) -> Result<Manner, Failure> {
    Manner::of(&cli.global.format).ok_or_else(|| no_such_format(&cli.global.format))
}

fn no_such_format(format: &str) -> Failure {
    Failure::usage(text!(
        "此命令没有 `{format}` 格式；可用 table、json",
        "this command has no format `{format}`; it has table and json"
    ))
}
