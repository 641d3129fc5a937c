//! Starts the program, which speaks English and reads nothing unless it is told otherwise.

use std::path::Path;
use std::process::{Command, Stdio};

/// The program in a folder, without arguments yet.
pub fn kaoping(within: impl AsRef<Path>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaoping"));
    command
        .current_dir(within)
        .env("LC_ALL", "C")
        .env_remove("GITHUB_STEP_SUMMARY")
        .stdin(Stdio::null());
    command
}
