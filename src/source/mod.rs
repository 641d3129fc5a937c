//! Bytes to file, line and column. The only room that opens files.

mod folder;
mod lines;
mod record;
mod records;
mod stretch;
mod text_file;

pub use folder::{Folder, SourceError};
pub use lines::lines;
pub use record::Record;
pub use records::{Bad, Flow, Records, Step};
pub use stretch::{Stretch, stretches};
pub use text_file::{TextFile, place_in_line};
