//! Messages on standard error.

use super::choices::Told;
use crate::command::{Exit, Failure, Outcome};
use crate::finding::Findings;
use crate::i18n::Text;
use crate::render::{Style, escape, findings as render};
use std::io::{self, BufWriter, Write};

/// The messages of a finished run: findings, and why the exit code is not 0.
pub fn outcome(outcome: &Outcome, told: Told, style: Style) {
    let quiet = told == Told::Errors;
    match outcome.list_warnings || told == Told::Everything {
        _ if quiet => findings(&outcome.findings.errors_apart().0, style),
        true => findings(&outcome.findings, style),
        false => errors(&outcome.findings, style),
    }
    if let Some(warning) = outcome.warning.as_ref().filter(|_| !quiet) {
        say(warning, style);
    }
    if outcome.says_success && !quiet || outcome.exit != Exit::Done {
        say(&outcome.message, style);
    }
}

/// Every finding, and how many there are.
fn findings(findings: &Findings, style: Style) {
    write(style, |out| render::write(out, findings, style));
}

/// Errors in full, and the number of warnings and notes, which `check` lists.
fn errors(findings: &Findings, style: Style) {
    write(style, |out| {
        let (errors, others) = findings.errors_apart();
        render::write(out, &errors, style)?;
        let hint = style
            .lang
            .pick("（见 kaoping check）", " (kaoping check shows them)");
        match render::count(&others, style.lang) {
            Some(count) => writeln!(out, "{count}{hint}"),
            None => Ok(()),
        }
    });
}

/// A line about how the run ended.
pub fn say(message: &Text, style: Style) {
    let text = escape::terminal(message.get(style.lang));
    let prefix = style.lang.pick("考评：", "kaoping: ");
    write(style, |out| writeln!(out, "{prefix}{text}"));
}

/// Lines without the program's name: how a command is used.
pub fn usage(text: &Text, style: Style) {
    write(style, |out| writeln!(out, "{}", text.get(style.lang)));
}

/// Writes why a run could not be finished, and returns its exit code.
pub fn failure(failure: &Failure, style: Style) -> Exit {
    findings(&failure.findings, style);
    say(&failure.message, style);
    failure.exit
}

/// Writes to standard error. If that fails there is nowhere to report it.
fn write(style: Style, message: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let stream = if style.color {
        anstream::AutoStream::always(io::stderr())
    } else {
        anstream::AutoStream::never(io::stderr())
    };
    let mut out = BufWriter::new(stream);
    let _ = message(&mut out).and_then(|()| out.flush());
}
