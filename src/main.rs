//! Parse, run, exit.

use clap::Parser;
use kaoping::cli::Cli;
use kaoping::run::{Exit, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => run(&cli).into(),
        Err(message) => answer(&message).into(),
    }
}

/// Help and version are answers; anything else that can't be parsed is wrong usage.
fn answer(message: &clap::Error) -> Exit {
    let printed = message.print();
    match (message.use_stderr(), printed) {
        (true, _) => Exit::Usage,
        (false, Err(error)) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::Unwritable,
        (false, _) => Exit::Done,
    }
}
