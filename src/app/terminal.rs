//! Language, width and colour, from options, the environment and the terminal.

use super::choices::ColorArg;
use super::outputs::AskedOutput;
use crate::command::Failure;
use crate::i18n::Lang;
use crate::render::Style;
use crate::text;
use camino::Utf8PathBuf;
use std::io::IsTerminal;

/// Columns if neither the terminal nor the environment says how many.
const WIDTH: usize = 80;

/// The fewest columns that a layout is made for.
const MIN_WIDTH: usize = 40;

/// The styles of standard output and of standard error.
#[derive(Clone, Copy, Debug)]
pub struct OutputStyles {
    /// Of results.
    pub out: Style,
    /// Of messages.
    pub err: Style,
}

impl OutputStyles {
    /// The styles for a language, by default that of the locale, and a choice of colour.
    pub fn new(lang: Option<Lang>, choice: ColorArg) -> Self {
        let lang = lang.unwrap_or_else(locale);
        let width = width();
        let style = |is_terminal| Style {
            lang,
            width,
            wraps_rows: is_terminal || variable("COLUMNS").is_some(),
            color: color(choice, is_terminal),
        };
        OutputStyles {
            out: style(std::io::stdout().is_terminal()),
            err: style(std::io::stderr().is_terminal()),
        }
    }
}

/// A failure if a format that is no text would go to a terminal.
pub fn check_binary(asked: &AskedOutput<'_>) -> Result<(), Failure> {
    let format = asked.format.id;
    match asked.format.binary && asked.path.is_none() && std::io::stdout().is_terminal() {
        true => Err(Failure::usage(text!(
            "`{format}` 格式不能显示在终端上；请用 `--output` 写入文件",
            "a terminal can't show the format `{format}`: write it to a file with `--output`"
        ))),
        false => Ok(()),
    }
}

/// An environment variable that is set and not empty.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The file that GitHub Actions names for the summary of a step; `None` elsewhere.
pub fn step_summary() -> Option<Utf8PathBuf> {
    variable("GITHUB_STEP_SUMMARY").map(Utf8PathBuf::from)
}

/// The language of the locale: Chinese, else English.
pub fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(variable);
    lang_of(&set.or_else(sys_locale::get_locale).unwrap_or_default())
}

fn lang_of(locale: &str) -> Lang {
    if locale.to_ascii_lowercase().starts_with("zh") {
        Lang::Zh
    } else {
        Lang::En
    }
}

fn width() -> usize {
    let of_terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let declared = || variable("COLUMNS").and_then(|text| text.parse().ok());
    of_terminal
        .or_else(declared)
        .unwrap_or(WIDTH)
        .max(MIN_WIDTH)
}

fn color(choice: ColorArg, is_terminal: bool) -> bool {
    match choice {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => is_terminal && variable("NO_COLOR").is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_locales_read_chinese() {
        assert_eq!(lang_of("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(lang_of("zh-Hans-CN"), Lang::Zh);
        assert_eq!(lang_of("en_GB.UTF-8"), Lang::En);
        assert_eq!(lang_of("C"), Lang::En);
    }
}
