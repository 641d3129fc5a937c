//! Runs the client of an engine.

use crate::command::ClientEnd;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};
use std::thread;

/// Runs a command of the shell with a text on its standard input, to its end.
pub fn run(command: &str, input: &str) -> io::Result<ClientEnd> {
    let mut shell = shell(command);
    let shell = shell
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = shell.spawn()?;
    let stdin = child.stdin.take();
    let (written, output) = thread::scope(|scope| {
        let writing = scope
            .spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes())));
        let output = child.wait_with_output();
        (writing.join(), output)
    });
    let output = output?;
    match written {
        // A client that ends before it has read everything says itself why.
        Ok(Err(error)) if error.kind() != ErrorKind::BrokenPipe || output.status.success() => {
            Err(error)
        }
        _ => Ok(ClientEnd {
            success: output.status.success(),
            output: output.stdout,
            errors: output.stderr,
        }),
    }
}

#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}

#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.args(["/C", command]);
    shell
}
