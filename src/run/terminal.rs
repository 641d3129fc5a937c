//! What the surroundings say: language, width, colour. The only place that asks them.

use crate::cli::{ColorArg, Global, LangArg};
use crate::i18n::Lang;
use crate::render::Style;
use std::io::IsTerminal;

/// Columns where nothing says how many.
const WIDTH: usize = 80;

/// Columns below which nothing is laid out.
const WIDTH_LEAST: usize = 40;

/// How data and messages should look.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    pub out: Style,
    pub err: Style,
}

impl Looks {
    pub fn of(global: &Global) -> Self {
        let lang = global.lang.map_or_else(locale, |lang| match lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        });
        let width = width();
        let style = |is_terminal| Style {
            lang,
            width,
            color: color(global.color, is_terminal),
        };
        Looks {
            out: style(std::io::stdout().is_terminal()),
            err: style(std::io::stderr().is_terminal()),
        }
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn locale() -> Lang {
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
        .max(WIDTH_LEAST)
}

fn color(asked: ColorArg, is_terminal: bool) -> bool {
    match asked {
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
