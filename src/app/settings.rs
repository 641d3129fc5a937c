//! The project's settings: `kaoping.toml` of the working folder or one above it, and the environment.

use super::terminal::variable;
use crate::command::settings::{KEYS, NAME, Settings};
use crate::source::Folder;
use camino::Utf8PathBuf;
use clap::Command;

/// An argument that only commands with a gate on results have.
const OF_GATE: &str = "min_met";

/// The settings of the nearest `kaoping.toml`; none if there is no such file.
pub fn find() -> Settings {
    let mut folder = Utf8PathBuf::new();
    let here = std::env::current_dir().unwrap_or_default();
    for _ in here.ancestors() {
        let at = match folder.as_str() {
            "" => Folder::Disk(".".into()),
            above => Folder::Disk(above.into()),
        };
        if at.has_file(NAME) {
            return match at.read_text(NAME) {
                Ok(file) => Settings::read(&file, &folder),
                Err(error) => Settings::unreadable(&error),
            };
        }
        folder.push("..");
    }
    Settings::default()
}

/// A parser whose options take what is not given from the environment, else from the settings.
pub fn apply(parser: Command, settings: &Settings) -> Command {
    let parser = with(parser, settings, |argument| argument == "lang");
    parser.mut_subcommands(|command| {
        let gate = command.get_arguments().any(|arg| arg.get_id() == OF_GATE);
        with(command, settings, |argument| {
            let known = KEYS.iter().find(|key| key.argument == argument);
            known.is_some_and(|key| key.argument != "lang" && (gate || !key.of_gate))
        })
    })
}

fn with(command: Command, settings: &Settings, takes: impl Fn(&str) -> bool) -> Command {
    command.mut_args(|arg| {
        let id = arg.get_id().to_string();
        let Some(key) = KEYS.iter().find(|key| key.argument == id && takes(&id)) else {
            return arg;
        };
        // Empty is not set, as continuous integration passes on what was not given.
        let arg = match variable(key.variable) {
            Some(_) => arg.env(key.variable).hide_env(true),
            None => arg,
        };
        match settings.of(&id) {
            Some(setting) => arg.default_value(setting.value.clone()),
            None => arg,
        }
    })
}

/// The word that an environment variable or the settings give for the language.
pub fn language(settings: &Settings) -> Option<String> {
    let key = KEYS.iter().find(|key| key.argument == "lang")?;
    let set = variable(key.variable);
    set.or_else(|| settings.of("lang").map(|setting| setting.value.clone()))
}
