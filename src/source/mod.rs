//! Folders, files and their bytes. The only module that opens files.

mod archive;
mod disk;
mod folder;
mod input;
mod joined;
mod memory;
mod text_file;

pub use archive::Archive;
pub use folder::{Entry, EntryKind, Folder, SourceError};
pub use input::Input;
pub use joined::{Elsewhere, Joined};
pub use memory::Memory;
pub use text_file::{Lines, TextFile, place_in_line};
