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

    /// Keeps other runs from taking it as long as the value is there; a run that is killed gives it back. `None` where it does
    /// not exist and is not to be made. Fails with `WouldBlock` where another run has it; on a file system without locks nothing
    /// keeps others away.
    fn take(&self, make: bool) -> io::Result<Option<Box<dyn Send + Sync>>>;

    /// What is said from now on if the run is interrupted.
    fn warn_if_interrupted(&self, warning: Text);
}

/// Opens the output folder of a path, whether it exists or not.
pub type OpenFolder = fn(&Utf8Path) -> Box<dyn OutputFolder>;

/// A folder that no other run writes to meanwhile.
pub struct Taken(#[expect(dead_code, reason = "it ends when it is dropped")] Box<dyn Send + Sync>);

impl Taken {
    /// Takes a folder; `None` where there is none and none is to be made. A failure if another run has it.
    pub fn take(folder: &dyn OutputFolder, make: bool) -> Result<Option<Self>, Failure> {
        let taken = folder.take(make).map(|taken| taken.map(Taken));
        taken.map_err(|error| {
            if error.kind() != io::ErrorKind::WouldBlock {
                return unwritable(folder, "", &error);
            }
            let path = folder.path();
            Failure::new(
                Exit::Unwritable,
                text!(
                    "`{path}` 正由另一次运行写入；请待其结束后重试",
                    "another run is writing to `{path}`; try again when it has ended"
                ),
            )
        })
    }
}

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
