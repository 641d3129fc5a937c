//! Bytes to file, line and column. The only room that opens files.

mod byte_range;
mod folder;
mod lines;
mod record;
mod records;
mod text_file;

pub use byte_range::{ByteRange, byte_ranges};
pub use folder::{Folder, SourceError};
pub use lines::lines;
pub use record::Record;
pub use records::{Bad, Flow, Records, Step};
pub use text_file::{TextFile, place_in_line};
