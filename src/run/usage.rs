//! Arguments that can't be parsed: what is said of them, and the document that a script waits for all the same.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::messages;
use super::output::Output;
use super::terminal::Looks;
use crate::cli::{ColorArg, Global, LangArg};
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::render::explain::{self, Manner};
use crate::render::{self, Ending, check, plan_list};
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
    match document(command(arguments), looks.out.lang, &ending) {
        Ok(()) => Exit::Usage,
        Err(unwritten) => messages::failure(&unwritten, looks.err),
    }
}

/// The document of a command that was not understood; a scorecard's where it is not known which was meant.
fn document(command: Option<&str>, lang: Lang, ending: &Ending) -> Result<(), Failure> {
    let mut output = Output::open(None, false)?;
    let none = Findings::default();
    let written = match command {
        Some("check") => {
            let nothing = check::Checked::default();
            check::json(&mut output, lang, &nothing, None, &none, ending)
        }
        Some("explain") => explain::failure(&mut output, Manner::Json, lang, &none, ending),
        Some("plan") => plan_list::json(&mut output, lang, None, &none, ending),
        _ => scorecard(&mut output, lang, &none, ending),
    };
    output.settle(written)?;
    output.finish()
}

fn scorecard(
    output: &mut Output,
    lang: Lang,
    findings: &Findings,
    ending: &Ending,
) -> io::Result<()> {
    match render::format("json") {
        Some(format) => (format.new)().failure(output, lang, findings, ending),
        None => Ok(()),
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
