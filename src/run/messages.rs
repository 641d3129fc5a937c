//! What is said to people, on standard error.

use super::exit::Exit;
use super::failure::Failure;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::render::{Style, escape, findings as render};
use std::io::{self, BufWriter, Write};

/// Every finding, and how many there are.
pub fn findings(findings: &Findings, style: Style) {
    write(style, |out| render::write(out, findings, style));
}

/// Errors in full; of warnings and notes only how many, since `check` shows them.
pub fn errors(findings: &Findings, style: Style) {
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
    let prefix = style.lang.pick("考评", "kaoping");
    write(style, |out| writeln!(out, "{prefix}: {text}"));
}

/// Why a run could not be finished.
pub fn failure(failure: &Failure, style: Style) -> Exit {
    findings(&failure.findings, style);
    say(&failure.message, style);
    failure.exit
}

/// Messages that can't be written have nobody to be told to.
fn write(style: Style, message: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let stream = if style.color {
        anstream::AutoStream::always(io::stderr())
    } else {
        anstream::AutoStream::never(io::stderr())
    };
    let mut out = BufWriter::new(stream);
    let _ = message(&mut out).and_then(|()| out.flush());
}
