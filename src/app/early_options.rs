//! Options that are needed even where the arguments can't be parsed.

use super::choices::LangArg;
use super::settings;
use super::terminal::locale;
use crate::command::settings::Settings;
use crate::command::{COMMANDS, Registration};
use crate::i18n::Lang;
use clap::ValueEnum;
use std::ffi::OsString;

/// Options that are needed even if the arguments can't be parsed: the language that the parser is to use for saying so,
/// and the document that a script waits for. The parser stops at the first error, so that it can't tell them.
pub struct EarlyOptions {
    /// That of `--lang` or of the locale.
    pub lang: Lang,
    /// The value of `--format`.
    pub format: Option<String>,
    /// The command, if one is named.
    pub registration: Option<&'static Registration>,
}

impl EarlyOptions {
    /// Looks for the options wherever they stand among the arguments.
    pub fn find(arguments: &[OsString], settings: &Settings) -> Self {
        let words: Vec<&str> = arguments
            .iter()
            .skip(1)
            .filter_map(|a| a.to_str())
            .collect();
        let given = value_of(&words, "--lang").map(str::to_owned);
        let lang = given.or_else(|| settings::language(settings));
        let lang = lang.and_then(|id| LangArg::from_str(&id, false).ok());
        let command = |word: &&str| COMMANDS.iter().find(|command| command.name == *word);
        EarlyOptions {
            lang: lang.map_or_else(locale, LangArg::lang),
            format: value_of(&words, "--format").map(str::to_owned),
            registration: words.iter().find_map(command),
        }
    }
}

/// The last value of an option: `--format json` or `--format=json`.
fn value_of<'a>(words: &[&'a str], option: &str) -> Option<&'a str> {
    let value = |at: usize| match words[at].strip_prefix(option)? {
        "" => words.get(at + 1).copied(),
        rest => rest.strip_prefix('='),
    };
    (0..words.len()).rev().find_map(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_however_they_are_written() {
        for (line, format, command) in [
            ("k score --format json --bogus", Some("json"), Some("score")),
            ("k --format=json check", Some("json"), Some("check")),
            (
                "k plan --format csv --format json",
                Some("json"),
                Some("plan"),
            ),
            ("k sc --format", None, None),
            ("k sc --formats json", None, None),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let early = EarlyOptions::find(&arguments, &Settings::default());
            assert_eq!(early.format.as_deref(), format, "{line}");
            assert_eq!(
                early.registration.map(|known| known.name),
                command,
                "{line}"
            );
        }
    }
}
