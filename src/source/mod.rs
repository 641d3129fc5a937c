//! Folders, files and their bytes. The only module that opens files.

mod folder;
mod text_file;

pub use folder::{Folder, SourceError};
pub use text_file::{TextFile, place_in_line};
