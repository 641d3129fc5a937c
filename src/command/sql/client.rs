//! Has an engine's client run the statements: each result becomes a file that is complete, or none.

use super::put;
use crate::command::output_folder::OutputFolder;
use crate::command::{Destinations, Exit, Failure};
use crate::data::Results;
use crate::sql::Statement;
use crate::text;

/// The most characters that are shown of what a client says.
const MOST_SAID: usize = 2000;

/// Runs all statements with a client's command. A failure, with what the client said, where one fails; the results before it stay.
pub fn run_all(
    client: &str,
    statements: &[Statement],
    folder: &dyn OutputFolder,
    to: &Destinations<'_>,
) -> Result<(), Failure> {
    let nowhere = || {
        Failure::usage(text!(
            "此处不能执行其他程序",
            "no other program can be run here"
        ))
    };
    let run = to.client().ok_or_else(nowhere)?;
    // Counts of another run beside those of this one would be judged together.
    for name in folder
        .names("")
        .map_err(|error| super::unwritable(folder, "", &error))?
    {
        if Results::is_read(&name) {
            folder
                .remove(&name)
                .map_err(|error| super::unwritable(folder, &name, &error))?;
        }
    }
    let progress = to.progress();
    progress.begin(
        text!("由数据库执行", "the engine runs the statements"),
        statements.len() as u64,
    );
    for Statement { name, text } in statements {
        to.lines()
            .say(&text!("执行 {name}.sql", "running {name}.sql"));
        let ended = run(client, text).map_err(|error| {
            Failure::usage(text!(
                "无法执行 `{client}`：{error}",
                "can't run `{client}`: {error}"
            ))
        })?;
        if !ended.success {
            let said = said(&ended.errors);
            return Err(Failure::new(
                Exit::DataRefused,
                text!(
                    "`{client}` 执行 {name}.sql 失败：{said}",
                    "`{client}` failed to run {name}.sql: {said}"
                ),
            ));
        }
        put(folder, &format!("{name}.csv"), &ended.output)?;
        progress.add(1);
    }
    progress.end();
    Ok(())
}

/// What a client said, cut and without control characters.
fn said(errors: &[u8]) -> String {
    let text = String::from_utf8_lossy(errors);
    let plain = text
        .trim()
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c });
    let cut: String = plain.take(MOST_SAID).collect();
    match cut.is_empty() {
        true => "—".to_owned(),
        false => cut,
    }
}
