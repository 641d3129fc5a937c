//! The program: parses arguments, opens the output, runs a command, writes messages, and ends with an exit code.
//!
//! The only module that writes to files, standard output and standard error, and that reads the environment.

mod arguments;
mod atomic_file;
mod choices;
mod client;
mod early_options;
mod folder;
mod help;
mod interrupt;
mod messages;
mod output;
mod outputs;
mod progress;
mod settings;
mod terminal;
mod usage_error;

use crate::command::{Exit, Failure, Lines, Program, RunError};
use crate::text;
use arguments::Request;
use camino::Utf8PathBuf;
use choices::Told;
use early_options::EarlyOptions;
use folder::DiskFolder;
use output::Output;
use outputs::Outputs;
use progress::ProgressBar;
use std::ffi::OsString;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use terminal::OutputStyles;

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let settings = settings::find();
    let early = EarlyOptions::find(&arguments, &settings);
    match Request::parse(arguments, early.lang, &settings) {
        Ok(request) => run_guarded(&request),
        Err(error) => usage_error::answer(&error, &early),
    }
}

/// Runs a command; a panic ends with an exit code of its own.
fn run_guarded(request: &Request) -> Exit {
    let styles = OutputStyles::new(request.lang(), request.color());
    let bar = ProgressBar::start(request.told(), styles.err);
    interrupt::watch(styles.err, bar.clone());
    let run = || run_command(request, styles, &bar);
    let ended = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let version = env!("CARGO_PKG_VERSION");
        let message = text!(
            "内部错误（{version}）：请将以上信息与所用命令一并报告",
            "internal error ({version}): please report the lines above with the command used"
        );
        Err(Failure::new(Exit::Internal, message))
    });
    bar.end();
    ended.unwrap_or_else(|failure| messages::failure(&failure, styles.err))
}

/// The frame of every command: open, run, write, finish. A failure is one for which there is no place to write.
fn run_command(
    request: &Request,
    styles: OutputStyles,
    bar: &ProgressBar,
) -> Result<Exit, Failure> {
    if request.settings.findings.any_error() {
        let invalid = text!("设置有误", "the settings are invalid");
        return Err(Failure::usage(invalid).after(request.settings.findings.clone()));
    }
    let summary = terminal::step_summary();
    let asked = request.outputs(summary.as_deref())?;
    request.check_outputs()?;
    asked.iter().try_for_each(terminal::check_binary)?;
    let mut outputs = Outputs::open(&asked, styles, bar)?;
    let program = Program {
        parser: |lang| arguments::parser(lang, |_| true),
        settings: request.settings.clone(),
        verbose: request.told() == Told::Everything,
        open_folder: Some(DiskFolder::open),
        run_client: Some(client::run),
        progress: bar.progress().clone(),
        lines: match bar.progress().is_watched() || request.told() == Told::Errors {
            true => Lines::default(),
            false => Lines::written_by(move |text| messages::say(text, styles.err)),
        },
    };
    let ended = (request.command).run(&mut outputs.destinations().of_program(program));
    bar.end();
    match ended {
        Ok(outcome) => {
            outputs.finish()?;
            write_files(&outcome.files)?;
            messages::outcome(&outcome, request.told(), styles.err);
            Ok(outcome.exit)
        }
        Err(RunError::Failure(failure)) => {
            let write = request.registration.write_failure;
            let written = write(&failure, &mut outputs.destinations().on_failure());
            outputs.accept(written)?;
            outputs.finish()?;
            Ok(messages::failure(&failure, styles.err))
        }
        Err(RunError::Output(error)) => outputs.accept(Err(error)).map(|()| Exit::Done),
    }
}

/// Writes the further files of a command: none has its name before all are written.
fn write_files(files: &[(Utf8PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let open = |(path, _): &(Utf8PathBuf, Vec<u8>)| Output::open_in_new_folder(path);
    let mut outputs: Vec<Output> = files.iter().map(open).collect::<Result<_, _>>()?;
    for (output, (_, bytes)) in outputs.iter_mut().zip(files) {
        let written = output.write_all(bytes);
        output.accept(written)?;
    }
    outputs.into_iter().try_for_each(Output::finish)
}
