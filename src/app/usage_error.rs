//! Arguments that can't be parsed: the message, and the document that a script waits for all the same.

use super::arguments::{ColorArg, EarlyOptions};
use super::messages;
use super::output::Output;
use super::terminal::OutputStyles;
use crate::command::{COMMANDS, Context, Exit, Failure};
use crate::text;
use std::io;

/// Prints what `clap` returns in the place of arguments: help or version, which are answers, or an error.
pub fn answer(error: &clap::Error, early: &EarlyOptions) -> Exit {
    let printed = error.print();
    if error.use_stderr() {
        return refuse(error, early);
    }
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Unwritable,
        _ => Exit::Done,
    }
}

/// Ends a run with wrong usage; with `--format json` a document says so too.
fn refuse(error: &clap::Error, early: &EarlyOptions) -> Exit {
    if early.format.as_deref() != Some("json") {
        return Exit::Usage;
    }
    let styles = OutputStyles::new(Some(early.lang), ColorArg::Never);
    let said = error.render().to_string();
    let first = said.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let why = words.join(" ").replacen("error: ", "", 1);
    let failure = Failure::usage(text!("参数有误：{why}", "wrong usage: {why}"));
    let context = Context {
        format: "json",
        style: styles.out,
    };
    match document(&context, &failure, early) {
        Ok(()) => Exit::Usage,
        Err(unwritten) => messages::failure(&unwritten, styles.err),
    }
}

/// The document of the command named; that of the first command if none is.
fn document(context: &Context, failure: &Failure, early: &EarlyOptions) -> Result<(), Failure> {
    let registration = early.registration.unwrap_or(&COMMANDS[0]);
    let mut output = Output::open(None, false)?;
    let written = (registration.write_failure)(context, failure, &mut output);
    output.accept(written)?;
    output.finish()
}
