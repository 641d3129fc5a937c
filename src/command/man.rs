//! `man`: the manual pages of the program and of its commands.

use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::{Lang, nearest};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use clap_mangen::Man;
use std::io::{self, Write};

/// `man` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "man",
    about: bilingual!("输出手册页", "print a manual page"),
    examples: "kaoping man score | man -l -
kaoping man --dir target/man",
    formats: || vec!["table"],
    arguments: ManArgs::augment_args,
    parse: super::parse::<ManArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct ManArgs {
    #[arg(value_name = bilingual!("命令", "COMMAND"), conflicts_with = "dir")]
    #[arg(help = bilingual!("一个命令的手册页；不写则为程序本身的", "the page of a command; without it that of the program"))]
    command: Option<String>,
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("将全部手册页写入文件夹", "write all pages to a folder"))]
    dir: Option<Utf8PathBuf>,
}

impl Command for ManArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        let mut program = to.program();
        program.build();
        let mut outcome = Outcome::new((Exit::Done, text!("完成", "done")), Findings::default());
        match (&self.dir, &self.command) {
            (Some(dir), _) => {
                for page in std::iter::once(&program).chain(program.get_subcommands()) {
                    let name = page.get_display_name().unwrap_or(page.get_name());
                    let path = dir.join(format!("{name}.1"));
                    outcome.files.push((path, write_page(page, lang)?));
                }
            }
            (None, Some(name)) => {
                to.bytes()
                    .write_all(&write_page(find(&program, name)?, lang)?)?;
            }
            (None, None) => to.bytes().write_all(&write_page(&program, lang)?)?,
        }
        Ok(outcome)
    }

    fn outputs(&self) -> Vec<&Utf8Path> {
        self.dir.as_deref().into_iter().collect()
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        Vec::new()
    }
}

/// The command of a name.
fn find<'a>(program: &'a clap::Command, name: &str) -> Result<&'a clap::Command, Failure> {
    program.find_subcommand(name).ok_or_else(|| {
        let names = || program.get_subcommands().map(clap::Command::get_name);
        let list = names().collect::<Vec<_>>().join(", ");
        Failure::usage(match nearest(name, names()) {
            Some(near) => text!(
                "没有命令 `{name}`；是不是 `{near}`？",
                "no command `{name}`; did you mean `{near}`?"
            ),
            None => text!(
                "没有命令 `{name}`；可用 {list}",
                "no command `{name}`; there are {list}"
            ),
        })
    })
}

/// The headings of a page as `clap` has them, and in both languages.
const HEADINGS: [(&str, &str, &str); 8] = [
    ("NAME", "名称", "NAME"),
    ("SYNOPSIS", "用法", "SYNOPSIS"),
    ("DESCRIPTION", "说明", "DESCRIPTION"),
    ("OPTIONS", "选项", "OPTIONS"),
    ("ARGUMENTS", "参数", "ARGUMENTS"),
    ("SUBCOMMANDS", "命令", "COMMANDS"),
    ("EXTRA", "示例", "EXAMPLES"),
    ("VERSION", "版本", "VERSION"),
];

/// A manual page, as `man` reads it.
fn write_page(command: &clap::Command, lang: Lang) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let text = String::from_utf8_lossy(&page);
    let named = |line: &str| {
        let heading = line.strip_prefix(".SH ");
        let heading = heading.and_then(|word| HEADINGS.iter().find(|(own, ..)| *own == word));
        heading.map_or_else(
            || line.to_owned(),
            |(_, zh, en)| format!(".SH {}", lang.pick(zh, en)),
        )
    };
    let lines: Vec<String> = text.lines().map(named).collect();
    Ok((lines.join("\n") + "\n").into_bytes())
}
