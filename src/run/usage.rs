//! Arguments that can't be parsed: what is said of them, and the document that a script waits for all the same.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::messages;
use super::output::Output;
use super::terminal::Looks;
use crate::cli::{ColorArg, Global, LangArg};
use crate::finding::Findings;
use crate::render::{self, Listing, Style};
use crate::report::check::Checked;
use crate::report::explanation::Explanation;
use crate::report::scorecard::ScorecardHead;
use crate::report::{ExitStatus, check_document, plan_document, scorecard_tail};
use crate::scorecard::Totals;
use crate::text;
use std::io;

/// Says why arguments were refused; with `--format json` among them a document says so too.
pub fn refuse(arguments: &[String], error: &clap::Error) -> Exit {
    // Messages that can't be written have nobody to be told to.
    let _ = error.print();
    if value_of(arguments, "--format") != Some("json") {
        return Exit::Usage;
    }
    let looks = Looks::of(&Global {
        format: "json".to_owned(),
        lang: match value_of(arguments, "--lang") {
            Some("zh") => Some(LangArg::Zh),
            Some("en") => Some(LangArg::En),
            _ => None,
        },
        color: ColorArg::Never,
    });
    let said = error.render().to_string();
    let first = said.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let why = words.join(" ").replacen("error: ", "", 1);
    let ending = ending(Exit::Usage, text!("参数有误：{why}", "wrong usage: {why}"));
    match document(command(arguments), looks.out, &ending) {
        Ok(()) => Exit::Usage,
        Err(unwritten) => messages::failure(&unwritten, looks.err),
    }
}

/// The document of a command that was not understood; a scorecard's where it is not known which was meant.
fn document(command: Option<&str>, style: Style, status: &ExitStatus) -> Result<(), Failure> {
    let mut output = Output::open(None, false)?;
    let written = write(&mut output, command, style, status);
    output.settle(written)?;
    output.finish()
}

fn write(
    output: &mut Output,
    command: Option<&str>,
    style: Style,
    status: &ExitStatus,
) -> io::Result<()> {
    let (none, lang) = (Findings::default(), style.lang);
    let Some(format) = render::format("json") else {
        return Ok(());
    };
    match (command, format.check, format.explanation, format.plan) {
        (Some("check"), Some(render), ..) => {
            let document = check_document(Checked::default(), None, &none, status, lang);
            render(output, style, &document)
        }
        (Some("explain"), _, Some(render), _) => {
            render(output, style, &Explanation::failed(&none, status, lang))
        }
        (Some("plan"), _, _, Some(render)) => {
            let document = plan_document(None, &none, status, lang);
            render(output, style, &document, Listing::Targets)
        }
        _ => {
            let mut renderer = (format.scorecard)(style);
            renderer.begin(output, &ScorecardHead::failed(lang))?;
            renderer.end(
                output,
                &scorecard_tail(&Totals::default(), &none, status, lang),
            )
        }
    }
}

/// The last value of an option: `--format json` or `--format=json`.
fn value_of<'a>(arguments: &'a [String], option: &str) -> Option<&'a str> {
    let at = |at: usize| match arguments[at].strip_prefix(option)? {
        "" => arguments.get(at + 1).map(String::as_str),
        rest => rest.strip_prefix('='),
    };
    (0..arguments.len()).rev().find_map(at)
}

/// The command, if one is named.
fn command(arguments: &[String]) -> Option<&str> {
    let commands = ["score", "check", "explain", "plan"];
    let words = arguments.iter().map(String::as_str);
    words.into_iter().find(|word| commands.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_however_they_are_written() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (line, format, named) in [
            ("score --format json --bogus", Some("json"), Some("score")),
            ("--format=json check", Some("json"), Some("check")),
            (
                "plan --format csv --format json",
                Some("json"),
                Some("plan"),
            ),
            ("sc --format", None, None),
            ("sc --formats json", None, None),
        ] {
            let arguments = words(line);
            assert_eq!(value_of(&arguments, "--format"), format, "{line}");
            assert_eq!(command(&arguments), named, "{line}");
        }
    }
}
