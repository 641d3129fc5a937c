//! Parse, run, exit.

use clap::Parser;
use kaoping::cli::Cli;
use kaoping::run::{Exit, refuse, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => run(&cli).into(),
        Err(message) => answer(&message).into(),
    }
}

/// Help and version are answers; anything else that can't be parsed is wrong usage.
fn answer(message: &clap::Error) -> Exit {
    if message.use_stderr() {
        let arguments = std::env::args_os().skip(1);
        let arguments: Vec<String> = arguments
            .map(|argument| argument.to_string_lossy().into_owned())
            .collect();
        return refuse(&arguments, message);
    }
    match message.print() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::Unwritable,
        _ => Exit::Done,
    }
}
