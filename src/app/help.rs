//! Help in one language: texts of the program's own and those that `clap` has in English only.

use crate::bilingual;
use crate::i18n::{Lang, pick};
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::ffi::OsString;

/// The name of the program.
pub const PROGRAM: &str = "kaoping";

/// The command that shows the help of others.
pub const COMMAND: &str = "help";

/// What stands below the options of the program.
pub const ROOT: &str = bilingual!(
    "示例：
  kaoping score                                   内置规划与数据，最近年份
  kaoping score --year 2013 --unit 朝阳区          一个区县
  kaoping score --data figures/ --format json --fail-on missed
  kaoping explain volunteering-rate --unit 110105 --year 2013
  kaoping check --plan plan/ --data figures/ --missing

退出码：0 完成，1 未通过设定的门槛，2 用法有误或规划无效，3 数据有误，
4 没有可评估的内容，70 内部错误，74 无法写出结果，130 被中断",
    "Examples:
  kaoping score                                   built-in plan and data, latest year
  kaoping score --year 2013 --unit 朝阳区          one district
  kaoping score --data figures/ --format json --fail-on missed
  kaoping explain volunteering-rate --unit 110105 --year 2013
  kaoping check --plan plan/ --data figures/ --missing

Exit codes: 0 done, 1 gate failed, 2 wrong usage or invalid plan, 3 data refused,
4 nothing evaluated, 70 internal error, 74 output could not be written, 130 interrupted"
);

/// The examples of a command under their heading.
pub fn examples(lines: &str, lang: Lang) -> String {
    let heading = match (lang, lines.lines().count()) {
        (Lang::Zh, _) => "示例：",
        (Lang::En, 1) => "Example:",
        (Lang::En, _) => "Examples:",
    };
    let lines: String = lines.lines().map(|line| format!("\n  {line}")).collect();
    format!("{heading}{lines}")
}

/// The arguments with which the help asked for by `help COMMAND` is shown: `kaoping COMMAND --help`.
pub fn asked(matches: &ArgMatches) -> Vec<OsString> {
    let command = matches.get_one::<OsString>("command");
    let words = [
        Some(PROGRAM.into()),
        command.cloned(),
        Some("--help".into()),
    ];
    words.into_iter().flatten().collect()
}

/// The program's parser with all texts in one language.
pub fn localize(root: Command, lang: Lang) -> Command {
    let help = Command::new(COMMAND)
        .about(bilingual!(
            "显示帮助",
            "print this message or the help of a command"
        ))
        .arg(
            Arg::new("command")
                .value_name(bilingual!("命令", "COMMAND"))
                .value_parser(clap::value_parser!(OsString))
                .help(bilingual!(
                    "要查看帮助的命令",
                    "the command whose help is printed"
                )),
        );
    let flag = |id: &'static str, short, action, text| {
        Arg::new(id)
            .short(short)
            .display_order(999)
            .long(id)
            .action(action)
            .help(text)
    };
    let print_help = bilingual!("显示帮助", "print help");
    let print_version = bilingual!("显示版本", "print version");
    let root = root
        .subcommand(help)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .propagate_version(true)
        .subcommand_value_name(pick(bilingual!("命令", "COMMAND"), lang).to_owned())
        .arg(flag("help", 'h', ArgAction::Help, print_help).global(true))
        .arg(flag("version", 'V', ArgAction::Version, print_version).global(true));
    in_language(root, lang)
}

/// A command and those below it.
fn in_language(mut command: Command, lang: Lang) -> Command {
    let chosen = |text: &StyledStr| pick(&text.ansi().to_string(), lang).to_owned();
    if let Some(about) = command.get_about().map(chosen) {
        command = command.about(about);
    }
    if let Some(after) = command.get_after_help().map(chosen) {
        command = command.after_help(after);
    }
    command = command.mut_args(|arg| argument(arg, lang));
    if lang == Lang::Zh {
        command = with_chinese_headings(command);
    }
    command.mut_subcommands(|below| in_language(below, lang))
}

fn argument(mut arg: Arg, lang: Lang) -> Arg {
    let text = arg.get_help().map(|text| text.ansi().to_string());
    let mut text = pick(&text.unwrap_or_default(), lang).to_owned();
    if !arg.get_action().takes_values() {
        return arg.help(text);
    }
    text += &values(&arg, lang);
    arg = arg.hide_default_value(true).hide_possible_values(true);
    let names = arg.get_value_names().unwrap_or_default();
    let names: Vec<String> = (names.iter())
        .map(|name| pick(name, lang).to_owned())
        .collect();
    arg.value_names(names).help(text)
}

/// What `clap` would add to a help text, in English only: the default and the values to choose from.
fn values(arg: &Arg, lang: Lang) -> String {
    let possible = arg.get_possible_values();
    let names: Vec<&str> = possible.iter().map(|value| value.get_name()).collect();
    let mut text = String::new();
    if let [default, ..] = arg.get_default_values() {
        let default = default.to_string_lossy();
        text += &match lang {
            Lang::Zh => format!(" [默认：{default}]"),
            Lang::En => format!(" [default: {default}]"),
        };
    }
    if !names.is_empty() && !arg.is_hide_possible_values_set() {
        text += &match lang {
            Lang::Zh => format!(" [可选：{}]", names.join("、")),
            Lang::En => format!(" [possible values: {}]", names.join(", ")),
        };
    }
    text
}

fn with_chinese_headings(command: Command) -> Command {
    let mut template = "{about-with-newline}\n用法：{usage}\n".to_owned();
    if command.has_subcommands() {
        template += "\n命令：\n{subcommands}\n";
    }
    if command.get_positionals().next().is_some() {
        template += "\n参数：\n{positionals}\n";
    }
    template += "\n选项：\n{options}{after-help}";
    let name = match command.get_name() {
        PROGRAM => PROGRAM.to_owned(),
        below => format!("{PROGRAM} {below}"),
    };
    // Rendering needs a parser that is complete, and completes it: a copy, since more is changed.
    let usage = command.clone().bin_name(name).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let usage = usage.replace("[OPTIONS]", "[选项]");
    command.override_usage(usage).help_template(template)
}
