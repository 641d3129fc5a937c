//! What a command writes as JSON, for other commands and for programs that embed kaoping.

use super::destination::{Destination, Destinations};
use super::{Command, Exit, Failure, RunError};
use crate::i18n::{Lang, Text};
use crate::render::{self, Style};
use crate::text;
use serde::de::DeserializeOwned;

/// Runs a command and reads back the document that it writes. A failure where it writes none.
pub fn document<D: DeserializeOwned>(command: &dyn Command, lang: Lang) -> Result<D, Failure> {
    let Some(format) = render::format("json") else {
        return Err(failed(text!("没有 JSON 格式", "there is no format JSON")));
    };
    let mut bytes = Vec::new();
    let style = Style {
        lang,
        width: 80,
        wraps_rows: false,
        color: false,
    };
    let destination = Destination {
        format,
        style,
        out: &mut bytes,
    };
    let ended = command.run(&mut Destinations::new(lang, vec![destination]));
    match ended {
        Ok(_) => {}
        Err(RunError::Failure(failure)) => return Err(failure),
        Err(RunError::Output(error)) => return Err(failed(text!("{error}", "{error}"))),
    }
    serde_json::from_slice(&bytes).map_err(|error| failed(text!("{error}", "{error}")))
}

fn failed(message: Text) -> Failure {
    Failure::new(Exit::DataRefused, message)
}
