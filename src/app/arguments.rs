//! The command line: options of all commands, the commands themselves, and what was asked for.

use super::atomic_file::folder_of;
use super::choices::{ColorArg, LangArg, Told};
use super::help;
use super::outputs::AskedOutput;
use super::settings;
use crate::bilingual;
use crate::command::settings::Settings;
use crate::command::{COMMANDS, Command, Failure, Registration};
use crate::i18n::Lang;
use crate::render::{self, DocumentFormat};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Args, FromArgMatches};
use std::ffi::OsString;

/// Options that every command has.
#[derive(Debug, Args)]
struct GlobalOptions {
    #[arg(long, global = true, display_order = 101)]
    #[arg(value_name = bilingual!("格式", "FORMAT"))]
    #[arg(value_parser = PossibleValuesParser::new(all_formats()), hide_possible_values = true)]
    #[arg(help = bilingual!(
        "输出格式；可用的格式见各命令的帮助",
        "format of the output; the help of each command lists its formats"
    ))]
    format: Option<String>,
    #[arg(long, global = true, display_order = 102, value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("写入文件，而非标准输出", "write to a file instead of standard output"))]
    output: Option<Utf8PathBuf>,
    #[arg(long = "report", global = true, display_order = 103, value_parser = report)]
    #[arg(value_name = bilingual!("格式=文件", "FORMAT=FILE"))]
    #[arg(help = bilingual!(
        "同时以另一格式写入文件，可重复，如 junit=report.xml",
        "write a file in a further format too; may be repeated, such as junit=report.xml"
    ))]
    reports: Vec<Report>,
    #[arg(long, global = true, display_order = 104, value_enum, value_name = bilingual!("语言", "LANG"))]
    #[arg(help = bilingual!("语言；默认随系统", "language; that of the locale by default"))]
    lang: Option<LangArg>,
    #[arg(
        long,
        global = true,
        display_order = 105,
        value_enum,
        default_value = "auto"
    )]
    #[arg(value_name = bilingual!("何时", "WHEN"))]
    #[arg(help = bilingual!("是否使用颜色", "whether to use colour"))]
    color: ColorArg,
    #[arg(
        short,
        long,
        global = true,
        display_order = 106,
        conflicts_with = "verbose"
    )]
    #[arg(help = bilingual!("只输出错误和未通过的原因", "tell errors only, and why a run did not pass"))]
    quiet: bool,
    #[arg(short, long, global = true, display_order = 107)]
    #[arg(help = bilingual!("列出全部警告和提示，并说明各表如何读取", "list every warning and note, and tell how tables were found"))]
    verbose: bool,
}

/// A further output, as `--report` names it.
#[derive(Clone, Debug)]
struct Report {
    format: String,
    path: Utf8PathBuf,
}

/// `junit=report.xml`.
fn report(text: &str) -> Result<Report, String> {
    let parts = text.split_once('=').filter(|(_, path)| !path.is_empty());
    let (format, path) = parts
        .ok_or_else(|| bilingual!("须写作“格式=文件”", "not of the form FORMAT=FILE").to_owned())?;
    Ok(Report {
        format: format.to_owned(),
        path: path.into(),
    })
}

/// The ids of all formats of all commands.
fn all_formats() -> Vec<&'static str> {
    let mut ids = Vec::new();
    for id in COMMANDS.iter().flat_map(|command| (command.formats)()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The help of a command's `--format`: the formats that it can write, the default first.
fn help_on_format(formats: &[&str], lang: Lang) -> String {
    let default = formats[0];
    let list = formats.join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("输出格式：{list}；默认为 {default}，或由 --output 的扩展名决定"),
        Lang::En => format!(
            "format of the output: {list}; {default} by default, or as the extension of --output says"
        ),
    }
}

/// What was asked for.
pub struct Request {
    /// The command with its arguments.
    pub command: Box<dyn Command>,
    /// How the command is registered.
    pub registration: &'static Registration,
    /// What `kaoping.toml` sets.
    pub settings: Settings,
    options: GlobalOptions,
}

impl Request {
    /// Parses arguments, the first of which is the program's name. Help and version are errors too, as `clap` has it.
    pub fn parse(
        arguments: Vec<OsString>,
        lang: Lang,
        settings: &Settings,
    ) -> Result<Self, clap::Error> {
        let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
        let parser = parser(lang, |command| words.contains(&command.name));
        let mut parser = settings::apply(parser, settings);
        let matches = parser.try_get_matches_from_mut(arguments)?;
        let options = GlobalOptions::from_arg_matches(&matches)?;
        let missing = || parser.clone().error(ErrorKind::MissingSubcommand, "");
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        if name == help::COMMAND {
            let of: Vec<OsString> = help::asked(matches);
            return Request::parse(of, lang, settings);
        }
        let known = COMMANDS.iter().find(|command| command.name == name);
        let registration = known.ok_or_else(missing)?;
        Ok(Request {
            command: (registration.parse)(matches)?,
            registration,
            settings: settings.clone(),
            options,
        })
    }

    /// The language asked for.
    pub fn lang(&self) -> Option<Lang> {
        self.options.lang.map(LangArg::lang)
    }

    /// How much is to be told.
    pub fn told(&self) -> Told {
        match (self.options.quiet, self.options.verbose) {
            (true, _) => Told::Errors,
            (false, false) => Told::Counts,
            (false, true) => Told::Everything,
        }
    }

    /// When colour is asked for.
    pub fn color(&self) -> ColorArg {
        self.options.color
    }

    /// Everything that is to be written: the result, then the reports. A failure if the command does not have a format, or
    /// if a file is named twice.
    ///
    /// Where annotations for GitHub are among them, so is a page for its summary of the step, if there is a file for it.
    pub fn outputs<'a>(
        &'a self,
        summary: Option<&'a Utf8Path>,
    ) -> Result<Vec<AskedOutput<'a>>, Failure> {
        let output = |format, path| AskedOutput {
            format,
            path,
            append: false,
        };
        let mut asked = vec![output(self.format()?, self.options.output.as_deref())];
        for Report { format, path } in &self.options.reports {
            let format = self.format_of(format)?;
            let mut others = asked.iter().filter_map(|other| other.path);
            if others.any(|other| same_file(other, path)) {
                return Err(Failure::usage(text!(
                    "`{path}` 写入了两次",
                    "`{path}` is written twice"
                )));
            }
            asked.push(output(format, Some(path)));
        }
        let page = self.format_of("markdown").ok();
        let annotated = asked.iter().any(|one| one.format.id == "github");
        if let (Some(format), Some(path), true) = (page, summary, annotated) {
            asked.push(AskedOutput {
                format,
                path: Some(path),
                append: true,
            });
        }
        Ok(asked)
    }

    /// The format asked for, or that of the output's extension, or the command's default; a failure if the command does
    /// not have it.
    fn format(&self) -> Result<&'static DocumentFormat, Failure> {
        if let Some(id) = &self.options.format {
            return self.format_of(id);
        }
        let path = self.options.output.as_deref();
        let extension = path.and_then(Utf8Path::extension);
        match extension.and_then(render::format_of_extension) {
            Some(named) => self.format_of(named.id),
            None => self.format_of((self.registration.formats)()[0]),
        }
    }

    /// The format of an id; a failure if the command does not have it.
    fn format_of(&self, id: &str) -> Result<&'static DocumentFormat, Failure> {
        let formats = (self.registration.formats)();
        let format = render::format(id).filter(|format| formats.contains(&format.id));
        format.ok_or_else(|| {
            let (name, list) = (self.registration.name, formats.join(", "));
            Failure::usage(text!(
                "命令 `{name}` 没有 `{id}` 格式；可用 {list}",
                "command `{name}` has no format `{id}`; it has {list}"
            ))
        })
    }

    /// A failure if an output would go into a folder that is read, or in the place of a file that is.
    pub fn check_outputs(&self) -> Result<(), Failure> {
        let reports = self.options.reports.iter();
        let reports = reports.map(|report| report.path.as_path());
        let output = self.options.output.as_deref();
        let outputs = output
            .into_iter()
            .chain(reports)
            .chain(self.command.outputs());
        outputs
            .into_iter()
            .try_for_each(|output| self.check_path(output))
    }

    fn check_path(&self, output: &Utf8Path) -> Result<(), Failure> {
        let folder = folder_of(output);
        let inputs = self.command.inputs();
        let reads = |path: &Utf8Path| {
            let path = path.canonicalize().ok();
            path.is_some_and(|path| {
                inputs
                    .iter()
                    .any(|input| input.canonicalize().is_ok_and(|input| input == path))
            })
        };
        if reads(output) {
            return Err(Failure::usage(text!(
                "不能写入正在读取的文件 `{output}`",
                "`{output}` is being read: write the output elsewhere"
            )));
        }
        match reads(folder) {
            true => Err(Failure::usage(text!(
                "不能写入正在读取的文件夹 `{folder}`",
                "`{folder}` is being read: write the output elsewhere"
            ))),
            false => Ok(()),
        }
    }
}

/// Whether two paths lead to the same file, which need not be there yet.
fn same_file(a: &Utf8Path, b: &Utf8Path) -> bool {
    let real = |path: &Utf8Path| {
        let there = path.canonicalize().ok();
        there.or_else(|| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?)))
    };
    // What can't be replaced is written to, by several if need be.
    let is_device = a.exists() && !a.is_file();
    a == b || !is_device && real(a).is_some() && real(a) == real(b)
}

/// The parser, with texts in one language. Commands that are not named, and so not meant, have no arguments of their own.
pub fn parser(lang: Lang, is_named: impl Fn(&Registration) -> bool) -> clap::Command {
    let root = GlobalOptions::augment_args(clap::Command::new(help::PROGRAM))
        .version(env!("CARGO_PKG_VERSION"))
        .about(bilingual!(
            "考评：规划目标达成情况评估",
            "kaoping: whether a plan's targets are being met"
        ))
        .after_help(help::ROOT)
        .subcommand_required(true)
        .arg_required_else_help(true);
    let format = root.get_arguments().find(|arg| arg.get_id() == "format");
    let format = format.cloned();
    let whole = COMMANDS.iter().fold(root, |root, command| {
        let bare = clap::Command::new(command.name);
        let own = match is_named(command) {
            true => (command.arguments)(bare)
                .args(format.clone().map(|format| {
                    let text = help_on_format(&(command.formats)(), lang);
                    format.help(text)
                }))
                .after_help(help::examples(command.examples, lang)),
            false => bare,
        };
        root.subcommand(own.about(command.about))
    });
    help::localize(whole, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Request, clap::Error> {
        let words = line.split(' ').map(OsString::from);
        Request::parse(words.collect(), Lang::En, &Settings::default())
    }

    #[test]
    fn the_parser_is_sound_in_both_languages() {
        parser(Lang::Zh, |_| true).debug_assert();
        parser(Lang::En, |_| true).debug_assert();
    }

    #[test]
    fn commands_are_not_abbreviated() {
        assert!(parse("kaoping sc").is_err());
        assert!(parse("kaoping score").is_ok());
    }

    #[test]
    fn a_gate_takes_a_list_of_verdicts() {
        assert!(parse("kaoping score --fail-on missed,no-data").is_ok());
        assert!(parse("kaoping score --fail-on bad").is_err());
        assert!(parse("kaoping score --min-met 101").is_err());
    }

    #[test]
    fn the_format_follows_option_then_extension() {
        for (line, format) in [
            ("kaoping score", "table"),
            ("kaoping score --output card.csv", "csv"),
            ("kaoping score --output card.md", "markdown"),
            ("kaoping score --output card.txt", "table"),
            ("kaoping score --output card.csv --format json", "json"),
            ("kaoping check --output check.json", "json"),
            ("kaoping check --output check.csv", "csv"),
        ] {
            let request = parse(line).ok().unwrap();
            assert_eq!(request.format().ok().unwrap().id, format, "{line}");
        }
        assert!(
            parse("kaoping explain x --format csv")
                .ok()
                .unwrap()
                .format()
                .is_err()
        );
    }
}
