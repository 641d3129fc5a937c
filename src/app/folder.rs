//! A folder that is filled with files, each whole.

use super::atomic_file::{self, AtomicFile};
use super::interrupt;
use crate::command::{Existing, OutputFolder};
use crate::i18n::Text;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};

/// A folder of the file system.
pub struct DiskFolder {
    root: Utf8PathBuf,
}

impl DiskFolder {
    /// The folder of a path, whether it exists or not.
    pub fn open(path: &Utf8Path) -> Box<dyn OutputFolder> {
        Box::new(DiskFolder {
            root: path.to_owned(),
        })
    }

    /// The path of a file within, if it has no part that leads elsewhere.
    fn within(&self, path: &str) -> io::Result<Utf8PathBuf> {
        let plain =
            |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
        match path.split('/').all(plain) {
            true => Ok(self.root.join(path)),
            false => Err(io::Error::new(
                ErrorKind::InvalidInput,
                "not a path within the folder",
            )),
        }
    }

    /// The folders above a file, from the first below the root on.
    fn folders(path: &str) -> impl Iterator<Item = &str> {
        path.match_indices('/').map(|(at, _)| &path[..at])
    }
}

/// What is at a path, links not followed; `None` if nothing is.
fn look(path: &Utf8Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(data)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// An exclusive lock of a folder, which ends when the file is closed; nothing is written. Fails with `WouldBlock` where another
/// run has it.
#[cfg(unix)]
fn lock(folder: &Utf8Path) -> io::Result<File> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    let opened = File::open(folder)?;
    match flock(&opened, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK) => Err(ErrorKind::WouldBlock.into()),
        // Other errors are of file systems without locks.
        Ok(()) | Err(_) => Ok(opened),
    }
}

/// A file in the folder that nobody else can open, and that the system removes when it is closed. Fails with `WouldBlock` where
/// another run has it.
#[cfg(windows)]
fn lock(folder: &Utf8Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let mut options = File::options();
    options.write(true).create(true).share_mode(0);
    let opened =
        (options.custom_flags(FILE_FLAG_DELETE_ON_CLOSE)).open(folder.join(".kaoping.lock"));
    opened.map_err(|error| match error.raw_os_error() {
        Some(ERROR_SHARING_VIOLATION) => ErrorKind::WouldBlock.into(),
        _ => error,
    })
}

/// Nothing keeps others away from the folder.
#[cfg(not(any(unix, windows)))]
fn lock(folder: &Utf8Path) -> io::Result<()> {
    fs::metadata(folder).map(drop)
}

impl OutputFolder for DiskFolder {
    fn path(&self) -> &Utf8Path {
        &self.root
    }

    fn is_within(&self, other: &Utf8Path) -> bool {
        let here = Utf8Path::new(".");
        let above = self.root.ancestors().map(|path| match path.as_str() {
            "" => here,
            _ => path,
        });
        let nearest = above.filter_map(|path| path.canonicalize().ok()).next();
        let other = other.canonicalize().ok();
        (nearest.zip(other)).is_some_and(|(nearest, other)| nearest.starts_with(other))
    }

    fn existing(&self, path: &str) -> io::Result<Existing> {
        for folder in DiskFolder::folders(path) {
            match look(&self.within(folder)?)? {
                None => return Ok(Existing::Nothing),
                Some(data) if !data.is_dir() => return Ok(Existing::Other),
                Some(_) => {}
            }
        }
        Ok(match look(&self.within(path)?)? {
            None => Existing::Nothing,
            Some(data) if data.is_file() => Existing::File,
            Some(_) => Existing::Other,
        })
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let path = match folder {
            "" => self.root.clone(),
            folder => self.within(folder)?,
        };
        let entries = match path.read_dir_utf8() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        // A name that is no text is none of this program's.
        let named = entries.filter(|entry| match entry {
            Err(error) => error.kind() != ErrorKind::InvalidData,
            Ok(_) => true,
        });
        let names = named.map(|entry| entry.map(|entry| entry.file_name().to_owned()));
        let mut names: Vec<String> = names.collect::<io::Result<_>>()?;
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.within(path)?)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if self.existing(path)? == Existing::Other {
            return Err(io::Error::new(
                ErrorKind::AlreadyExists,
                "there is something else",
            ));
        }
        let path = self.within(path)?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = AtomicFile::create(&path, None)?;
        file.write_all(bytes)?;
        file.persist()
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.within(path)?)
    }

    fn remove_empty(&self, folder: &str) {
        if let Ok(path) = self.within(folder) {
            // One that is not empty is not removed, which is meant.
            let _ = fs::remove_dir(path);
        }
    }

    fn unfinished<'a>(&self, name: &'a str) -> Option<&'a str> {
        atomic_file::unfinished(name)
    }

    fn take(&self, make: bool) -> io::Result<Option<Box<dyn Send + Sync>>> {
        if make {
            fs::create_dir_all(&self.root)?;
        }
        match look(&self.root)? {
            None => Ok(None),
            Some(_) => Ok(Some(Box::new(lock(&self.root)?))),
        }
    }

    fn warn_if_interrupted(&self, warning: Text) {
        interrupt::warn(warning);
    }
}
