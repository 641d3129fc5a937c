//! Arguments that can't be parsed: the message in one language, and the document that a script waits for all the same.
//!
//! `clap` says what is wrong as a kind with its context; the sentences are this module's, since `clap` has English only.

use super::choices::ColorArg;
use super::early_options::EarlyOptions;
use super::messages;
use super::outputs::{AskedOutput, Outputs};
use super::progress::ProgressBar;
use super::terminal::OutputStyles;
use crate::command::{COMMANDS, Exit, Failure};
use crate::i18n::{Lang, Text, nearest, pick};
use crate::render;
use crate::text;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::io;

/// Prints what `clap` returns in the place of arguments: help or version, which are answers, or an error.
pub fn answer(error: &Error, early: &EarlyOptions) -> Exit {
    if error.use_stderr() {
        return refuse(error, early);
    }
    match error.print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Unwritable,
        _ => Exit::Done,
    }
}

/// Ends a run with wrong usage; with `--format json` a document says so too.
fn refuse(error: &Error, early: &EarlyOptions) -> Exit {
    let styles = OutputStyles::new(Some(early.lang), ColorArg::Auto);
    let Text { zh, en } = reason(error);
    let failure = Failure::usage(text!("参数有误：{zh}", "wrong usage: {en}"));
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Help in the place of a message; if it can't be written there is nowhere to report it.
        let _ = error.print();
    } else {
        messages::failure(&failure, styles.err);
        messages::usage(&hint(error, early), styles.err);
    }
    match document(styles, &failure, early) {
        Ok(()) => Exit::Usage,
        Err(unwritten) => messages::failure(&unwritten, styles.err),
    }
}

/// The document of the command named; that of the first command if none is.
fn document(styles: OutputStyles, failure: &Failure, early: &EarlyOptions) -> Result<(), Failure> {
    let Some(format) = early.format.as_deref().and_then(render::format) else {
        return Ok(());
    };
    let registration = early.registration.unwrap_or(&COMMANDS[0]);
    let mut outputs = Outputs::open(
        &[AskedOutput {
            format,
            path: None,
            append: false,
        }],
        styles,
        &ProgressBar::default(),
    )?;
    let mut written_to = outputs.destinations().on_failure();
    let written = (registration.write_failure)(failure, &mut written_to);
    outputs.accept(written)?;
    outputs.finish()
}

/// What is wrong with the arguments, with a suggestion where there is one.
fn reason(error: &Error) -> Text {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => text!("没有参数 `{arg}`", "unexpected argument `{arg}`"),
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            text!("没有命令 `{name}`", "no command `{name}`")
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            text!("没有命令", "no command is given")
        }
        ErrorKind::MissingRequiredArgument => text!("缺少参数 {arg}", "missing argument {arg}"),
        ErrorKind::InvalidValue if value.is_empty() => {
            text!("`{arg}` 缺少取值", "`{arg}` needs a value")
        }
        ErrorKind::InvalidValue => text!(
            "`{value}` 不是 `{arg}` 的有效取值",
            "`{value}` is no value of `{arg}`"
        ),
        ErrorKind::ValueValidation => not_valid(error, &arg, &value),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            match other == arg {
                true => text!("`{arg}` 只能出现一次", "`{arg}` may be given only once"),
                false => text!(
                    "`{arg}` 不能与 `{other}` 同用",
                    "`{arg}` can't be used with `{other}`"
                ),
            }
        }
        ErrorKind::TooManyValues => {
            text!(
                "`{arg}` 的取值过多：`{value}`",
                "`{arg}` takes no further value `{value}`"
            )
        }
        ErrorKind::InvalidUtf8 => text!("参数不是 UTF-8 编码", "an argument is not UTF-8"),
        other => {
            let other = other.as_str().unwrap_or("invalid arguments");
            text!(zh: ("无法解析（{other}）"), en: ("{other}"))
        }
    };
    let valid = context(error, ContextKind::ValidValue);
    match (suggestion(error), valid.is_empty()) {
        (Some(word), _) => {
            let Text { zh, en } = said;
            text!("{zh}；是不是 `{word}`？", "{en}; did you mean `{word}`?")
        }
        (None, false) => {
            let Text { zh, en } = said;
            text!("{zh}；可选：{valid}", "{en}; there are: {valid}")
        }
        (None, true) => said,
    }
}

/// A value that its parser refuses, with the parser's reason if that is in both languages.
fn not_valid(error: &Error, arg: &str, value: &str) -> Text {
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    let (zh, en) = (pick(&source, Lang::Zh), pick(&source, Lang::En));
    let Text {
        zh: zh_said,
        en: en_said,
    } = text!(
        "`{value}` 不是 `{arg}` 的有效取值",
        "`{value}` is no value of `{arg}`"
    );
    match zh == en {
        true => Text::new(zh_said, format!("{en_said}: {en}")),
        false => Text::new(format!("{zh_said}：{zh}"), format!("{en_said}: {en}")),
    }
}

/// The word that was probably meant.
fn suggestion(error: &Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    // Of several, `clap` puts the most similar last.
    let suggested = kinds.into_iter().find_map(|kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => words.last().cloned(),
        _ => None,
    });
    suggested.or_else(|| {
        // `clap` does not take two exchanged letters for a typo.
        let Some(ContextValue::Strings(valid)) = error.get(ContextKind::ValidValue) else {
            return None;
        };
        let value = context(error, ContextKind::InvalidValue);
        nearest(&value, valid.iter().map(String::as_str)).map(str::to_owned)
    })
}

/// A part of an error's context as words; empty if it has none of that kind.
fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// How the command is used, and where to read more.
fn hint(error: &Error, early: &EarlyOptions) -> Text {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let usage = usage.trim_start_matches("Usage: ").trim();
    let help = match early.registration {
        Some(command) => format!("kaoping {} --help", command.name),
        None => "kaoping --help".to_owned(),
    };
    match usage.is_empty() {
        true => text!("详见 {help}", "for more, see {help}"),
        false => text!(
            "用法：{usage}\n详见 {help}",
            "usage: {usage}\nfor more, see {help}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::settings::Settings;
    use crate::internals::app::arguments::Request;
    use crate::render;
    use std::ffi::OsString;

    fn error(line: &str, lang: Lang) -> Text {
        let arguments = line.split(' ').map(OsString::from).collect();
        let request = Request::parse(arguments, lang, &Settings::default());
        reason(&request.err().expect(line))
    }

    #[test]
    fn a_value_that_resembles_none_is_answered_with_all() {
        let formats: Vec<&str> = render::FORMATS.iter().map(|format| format.id).collect();
        let formats = formats.join(", ");
        let Text { zh, en } = error("kaoping score --format zzzz", Lang::Zh);
        let expected = "`zzzz` 不是 `--format <格式>` 的有效取值；可选：";
        assert_eq!(zh, format!("{expected}{formats}"));
        assert!(en.ends_with(&format!("; there are: {formats}")), "{en}");
    }

    #[test]
    fn errors_of_every_kind_are_said_in_both_languages() {
        for (line, zh, en) in [
            (
                "kaoping score --yer 2013",
                "没有参数 `--yer`；是不是 `--year`？",
                "unexpected argument `--yer`; did you mean `--year`?",
            ),
            (
                "kaoping score --zzz",
                "没有参数 `--zzz`",
                "unexpected argument `--zzz`",
            ),
            (
                "kaoping scroe",
                "没有命令 `scroe`；是不是 `score`？",
                "no command `scroe`; did you mean `score`?",
            ),
            (
                "kaoping score --unit",
                "`--unit <评估对象>` 缺少取值",
                "`--unit <UNIT>` needs a value",
            ),
            (
                "kaoping score --format cvs",
                "`cvs` 不是 `--format <格式>` 的有效取值；是不是 `csv`？",
                "`cvs` is no value of `--format <FORMAT>`; did you mean `csv`?",
            ),
            (
                "kaoping score --min-met 101",
                "`101` 不是 `--min-met <百分比>` 的有效取值：须在 0 到 100 之间",
                "`101` is no value of `--min-met <PERCENT>`: not between 0 and 100",
            ),
            (
                "kaoping score --year soon",
                "`soon` 不是 `--year <年份>` 的有效取值：须为四位数的年份",
                "`soon` is no value of `--year <YEAR>`: not a year of four digits",
            ),
            (
                "kaoping explain",
                "缺少参数 <指标>",
                "missing argument <INDICATOR>",
            ),
            (
                "kaoping check --year 2013",
                "缺少参数 --missing",
                "missing argument --missing",
            ),
            (
                "kaoping plan --by-year --assumptions",
                "`--by-year` 不能与 `--assumptions` 同用",
                "`--by-year` can't be used with `--assumptions`",
            ),
            (
                "kaoping explain x --year 2013 --year 2014",
                "`--year <年份>` 只能出现一次",
                "`--year <YEAR>` may be given only once",
            ),
        ] {
            assert_eq!(error(line, Lang::Zh).zh, zh, "{line}");
            assert_eq!(error(line, Lang::En).en, en, "{line}");
        }
    }
}
