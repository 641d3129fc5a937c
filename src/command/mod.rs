//! The commands. Each is one file with its own arguments, and one line in [`COMMANDS`].
//!
//! A command opens nothing and prints nothing: it writes its result to the [`Destinations`] that it is given, and
//! returns an [`Outcome`]. What all commands have in common is done once, by `app`: parsing arguments, opening the
//! output, writing messages, and ending with an exit code.

mod as_json;
mod as_of;
mod builtin;
mod counted;
mod destination;
mod digest;
mod document;
mod exit;
mod failure;
mod gate;
mod output_folder;
mod pipeline;
mod project;
mod scorecard_file;
mod scoring;
pub mod settings;
mod sources;

pub use destination::{ClientEnd, Destination, Destinations, Lines, Program};
pub use exit::Exit;
pub use failure::{Failure, status};
pub use output_folder::{Existing, OpenFolder, OutputFolder};
pub use project::{Project, ScorecardQuery};
pub use schema::{INPUTS, InputKind};

use crate::finding::Findings;
use crate::i18n::Text;
use crate::registry;
use camino::{Utf8Path, Utf8PathBuf};
use clap::{ArgMatches, FromArgMatches};
use std::io;

registry! {
    /// Every command, in the order of `--help`. One more is one file and one line here.
    pub const COMMANDS: [Registration] = COMMAND of {
        score,
        report,
        check,
        explain,
        trend,
        compare,
        plan,
        rank,
        form,
        table,
        observations,
        tally,
        sql,
        test,
        verify,
        init,
        config,
        schema,
        completions,
        man,
        diff,
    }
}

/// A command whose arguments are parsed.
pub trait Command {
    /// Does the work and writes the result; what was found is returned and shown by the caller.
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError>;

    /// The files that the command writes besides its result.
    fn outputs(&self) -> Vec<&Utf8Path> {
        Vec::new()
    }

    /// The folders that the command reads: its output may not go there.
    fn inputs(&self) -> Vec<&Utf8Path>;
}

/// How a command is asked for. Texts for people are [bilingual](crate::bilingual).
pub struct Registration {
    /// The word on the command line.
    pub name: &'static str,
    /// One line on what it does.
    pub about: &'static str,
    /// Examples, below the list of options.
    pub examples: &'static str,
    /// The formats that it can write, the default first.
    pub formats: fn() -> Vec<&'static str>,
    /// Adds its arguments to the parser.
    pub arguments: fn(clap::Command) -> clap::Command,
    /// Its arguments as parsed.
    pub parse: fn(&ArgMatches) -> Result<Box<dyn Command>, clap::Error>,
    /// Writes the document that stands in the place of the result of a failed run, to outputs whose format has one.
    pub write_failure: fn(&Failure, &mut Destinations<'_>) -> io::Result<()>,
}

/// How a finished run ended.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code.
    pub exit: Exit,
    /// Why it is that code.
    pub message: Text,
    /// What was found on the way.
    pub findings: Findings,
    /// Whether warnings and notes are listed in full; else only counted.
    pub list_warnings: bool,
    /// What is warned of, before the end is said.
    pub warning: Option<Text>,
    /// Whether the end is said also where it is a success.
    pub says_success: bool,
    /// Further files to write: the path and the bytes of each.
    pub files: Vec<(Utf8PathBuf, Vec<u8>)>,
}

impl Outcome {
    /// The end of a run that lists no warnings and writes no further files.
    pub fn new((exit, message): (Exit, Text), findings: Findings) -> Self {
        Outcome {
            exit,
            message,
            findings,
            list_warnings: false,
            warning: None,
            says_success: false,
            files: Vec::new(),
        }
    }
}

/// Why a run was not finished.
#[derive(Debug)]
pub enum RunError {
    /// There is no result: wrong usage, data that can't be read, nothing to evaluate.
    Failure(Failure),
    /// The result could not be written.
    Output(io::Error),
}

impl From<Failure> for RunError {
    fn from(failure: Failure) -> Self {
        RunError::Failure(failure)
    }
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        RunError::Output(error)
    }
}

/// [`Registration::parse`] of a command.
fn parse<C: Command + FromArgMatches + 'static>(
    matches: &ArgMatches,
) -> Result<Box<dyn Command>, clap::Error> {
    Ok(Box::new(C::from_arg_matches(matches)?))
}
