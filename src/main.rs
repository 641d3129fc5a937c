//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    kaoping::internals::app::run(std::env::args_os()).into()
}
