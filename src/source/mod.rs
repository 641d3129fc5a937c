//! Bytes to file, line and column. The only room that opens files.

mod folder;
mod text_file;

pub use folder::{Folder, SourceError};
pub use text_file::TextFile;
