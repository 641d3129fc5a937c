//! An interrupted run leaves nothing behind and ends with a code of its own.

use super::messages;
use crate::command::Exit;
use crate::render::Style;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file that is being written and does not have its name yet.
static UNFINISHED: Mutex<Option<Utf8PathBuf>> = Mutex::new(None);

/// Notes the file that an interruption is to remove; none once it has its name, or is gone.
pub fn unfinished(path: Option<&Utf8Path>) {
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = path.map(Utf8Path::to_owned);
}

/// Has an interruption remove what is unfinished and end the run. One that is ignored, as in the background of a shell,
/// stays so.
pub fn watch(style: Style) {
    // Without a handler the system ends the run, as it did before.
    let _ = ctrlc::try_set_handler(move || {
        let path = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = &*path {
            // Nothing more can be done where even this fails.
            let _ = std::fs::remove_file(path);
        }
        messages::say(&text!("已中断", "interrupted"), style);
        // The lock is held until the end, so that no other file is begun.
        std::process::exit(Exit::Interrupted.code().into());
    });
}
