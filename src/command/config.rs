//! `config`: the settings in force, and where each of them comes from.

use super::builtin;
use super::gate::Gate;
use super::settings::{KEYS, SettingKey};
use super::sources::Sources;
use super::{Command, Destinations, Exit, Outcome, Registration, RunError};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args};
use std::io::Write;

/// `config` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "config",
    about: bilingual!(
        "列出生效的设置及其来源",
        "show the settings in force, and where each of them comes from"
    ),
    examples: "kaoping config --show
KAOPING_DATA=figures kaoping config --show --min-met 80",
    formats: || vec!["table"],
    arguments: ConfigArgs::augment_args,
    parse: |matches| Ok(Box::new(Config::of(matches))),
    write_failure: |_, _| Ok(()),
};

/// The options that `kaoping.toml` may set.
#[derive(Debug, Args)]
struct ConfigArgs {
    #[arg(long = "show", help = bilingual!("列出设置（默认）", "show the settings, which is the default"))]
    _show: bool,
    #[command(flatten)]
    _sources: Sources,
    #[command(flatten)]
    _gate: Gate,
}

/// The value of each setting, and what kind of source it is from.
struct Config(Vec<(&'static SettingKey, Option<(String, ValueSource)>)>);

impl Config {
    fn of(matches: &ArgMatches) -> Self {
        let value = |key: &SettingKey| {
            let words = matches.get_raw(key.argument)?;
            let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
            Some((words.join(","), matches.value_source(key.argument)?))
        };
        Config(KEYS.iter().map(|key| (key, value(key))).collect())
    }

    /// What is in force where nothing sets it; `None` if nothing is.
    fn default(&self, key: &SettingKey, lang: Lang) -> Option<String> {
        let set = |argument: &str| {
            let mut all = self.0.iter();
            let found = all.find(|(key, _)| key.argument == argument);
            found.and_then(|(_, value)| value.as_ref().map(|(value, _)| Utf8PathBuf::from(value)))
        };
        match key.argument {
            "plan" => Some(builtin::default_plan().to_owned()),
            "data" => Some(builtin::default_data(set("plan").as_deref()).to_owned()),
            "lang" => Some(lang.pick("zh", "en").to_owned()),
            _ => None,
        }
    }
}

impl Command for Config {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        let settings = to.settings().clone();
        let mut out = to.bytes();
        for (key, value) in &self.0 {
            let name = match key.of_gate {
                true => format!("gate.{}", key.key),
                false => key.key.to_owned(),
            };
            let place = || {
                settings
                    .of(key.argument)
                    .map(|setting| setting.place.to_string())
            };
            let (value, from) = match value {
                Some((value, ValueSource::CommandLine)) => {
                    (value.clone(), format!("--{}", key.key))
                }
                Some((value, ValueSource::EnvVariable)) => (value.clone(), key.variable.to_owned()),
                Some((value, _)) => (value.clone(), place().unwrap_or_default()),
                None => match self.default(key, lang) {
                    Some(value) => (value, lang.pick("默认", "default").to_owned()),
                    None => {
                        let unset = lang.pick("未设置", "not set");
                        writeln!(out, "# {name}: {unset}")?;
                        continue;
                    }
                },
            };
            writeln!(out, "{name} = {value:?}  # {from}")?;
        }
        let end = (Exit::Done, text!("完成", "done"));
        Ok(Outcome::new(end, Findings::default()))
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        Vec::new()
    }
}
