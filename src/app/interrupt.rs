//! Interruptions: a run that is ended by Ctrl-C or a request to terminate leaves no unfinished file, and ends with an
//! exit code of its own.

use super::messages;
use super::progress::ProgressBar;
use crate::command::Exit;
use crate::i18n::Text;
use crate::render::Style;
use crate::text;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// The files that are being written and do not have their names yet.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What is said of an interruption beside that there was one.
static WARNING: Mutex<Option<Text>> = Mutex::new(None);

/// Creates a file that an interruption is to remove. An interruption meanwhile waits until its path is known.
pub fn begin(create: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let file = create()?;
    unfinished.push(file.path().to_owned());
    Ok(file)
}

/// Forgets a file: it has its name now, or is gone.
pub fn end(path: &Path) {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    unfinished.retain(|other| other != path);
}

/// Says what is to be said of an interruption beside that there was one.
pub fn warn(warning: Text) {
    *WARNING.lock().unwrap_or_else(PoisonError::into_inner) = Some(warning);
}

/// Has interruptions remove the unfinished files and end the run. Ctrl-C that is ignored, as in the background of a shell,
/// stays ignored.
pub fn watch(style: Style, bar: ProgressBar) {
    // Where no handler can be set, the system ends the run.
    let shown = bar.clone();
    let _ = ctrlc::try_set_handler(move || stop(style, &shown));
    #[cfg(unix)]
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGTERM]) {
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                stop(style, &bar);
            }
        });
    }
}

fn stop(style: Style, bar: &ProgressBar) {
    bar.end();
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in &*unfinished {
        // If this fails there is nothing else to try.
        let _ = std::fs::remove_file(path);
    }
    let warning = WARNING.lock().unwrap_or_else(PoisonError::into_inner);
    let said = match &*warning {
        None => text!("已中断", "interrupted"),
        Some(Text { zh, en }) => text!("已中断：{zh}", "interrupted: {en}"),
    };
    messages::say(&said, style);
    // The lock is held until the end, so that no other file is begun.
    std::process::exit(Exit::Interrupted.code().into());
}
