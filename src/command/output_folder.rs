//! A folder that a command fills with many files, one by one, as they come.

use super::{Exit, Failure};
use crate::i18n::Text;
use crate::text;
use camino::Utf8Path;
use std::io;

/// What is at a path of an output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Nothing.
    Nothing,
    /// A regular file.
    File,
    /// Something else: a folder, a link, a device; or a part of the path is no folder, or a link.
    Other,
}

/// A folder to write to, from several threads. Paths are relative to it, `/` between their parts; links in it are not followed.
pub trait OutputFolder: Send + Sync {
    /// As the user named it.
    fn path(&self) -> &Utf8Path;

    /// Whether it is, or will be, another folder or file of the disk, or in that folder.
    fn is_within(&self, other: &Utf8Path) -> bool;

    /// What is at a path.
    fn existing(&self, path: &str) -> io::Result<Existing>;

    /// The names in one of its folders, `""` for itself, those that are no text left out; none where there is no such folder.
    fn names(&self, folder: &str) -> io::Result<Vec<String>>;

    /// The bytes of a regular file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Writes a file, which is there as a whole or not at all, and makes its folder where there is none.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &str) -> io::Result<()>;

    /// Removes a folder that is empty; one that is not stays.
    fn remove_empty(&self, folder: &str);

    /// The name of the file that a name stands for while it is being written; `None` if it is no such name.
    fn unfinished<'a>(&self, name: &'a str) -> Option<&'a str>;

    /// What is said from now on if the run is interrupted.
    fn warn_if_interrupted(&self, warning: Text);
}

/// Opens the output folder of a path, whether it exists or not.
pub type OpenFolder = fn(&Utf8Path) -> Box<dyn OutputFolder>;

/// The failure that something in an output folder can't be written or looked at.
pub fn unwritable(folder: &dyn OutputFolder, path: &str, error: &io::Error) -> Failure {
    let path = match path {
        "" => folder.path().to_owned(),
        path => folder.path().join(path),
    };
    Failure::new(
        Exit::Unwritable,
        text!(
            "`{path}` 无法写入：{error}",
            "can't write `{path}`: {error}"
        ),
    )
}
