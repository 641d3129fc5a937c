//! `completions`: the script with which a shell completes commands, options and their values.

use super::{Command, Destinations, Exit, Outcome, Registration, RunError};
use crate::bilingual;
use crate::finding::Findings;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use clap_complete::Shell;
use std::io::Write;

/// `completions` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "completions",
    about: bilingual!(
        "输出命令行补全脚本",
        "print the script with which a shell completes commands and options"
    ),
    examples: "kaoping completions bash > ~/.local/share/bash-completion/completions/kaoping
kaoping completions zsh --output ~/.zfunc/_kaoping",
    formats: || vec!["table"],
    arguments: Completions::augment_args,
    parse: super::parse::<Completions>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct Completions {
    #[arg(value_name = bilingual!("命令行程序", "SHELL"), value_enum)]
    #[arg(help = bilingual!("所用的命令行程序", "the shell that is used"))]
    shell: Shell,
}

impl Command for Completions {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let mut program = to.program();
        let name = program.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, name, &mut script);
        to.bytes().write_all(&script)?;
        let end = (Exit::Done, text!("完成", "done"));
        Ok(Outcome::new(end, Findings::default()))
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        Vec::new()
    }
}
