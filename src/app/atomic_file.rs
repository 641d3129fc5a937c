//! A file that takes its name only once it is complete.

use super::interrupt;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::Permissions;
use std::io::{self, BufWriter, ErrorKind, Write};
use tempfile::{Builder, NamedTempFile};

/// How the other name of a file ends.
const SUFFIX: &str = ".part";

/// The folder of a file, `.` where its path names none.
pub fn folder_of(path: &Utf8Path) -> &Utf8Path {
    let named = path.parent().filter(|folder| !folder.as_str().is_empty());
    named.unwrap_or(Utf8Path::new("."))
}

/// The name that a file will have whose other name this is; `None` if it is no such name.
pub fn unfinished(other: &str) -> Option<&str> {
    let (name, chance) = other
        .strip_prefix('.')?
        .strip_suffix(SUFFIX)?
        .rsplit_once('.')?;
    let by_chance = !chance.is_empty() && chance.bytes().all(|byte| byte.is_ascii_alphanumeric());
    by_chance.then_some(name)
}

/// A file that is written under another name in the same folder. It is removed if it is dropped before
/// [`persist`](AtomicFile::persist), and by an interruption.
pub struct AtomicFile {
    writer: BufWriter<NamedTempFile>,
    path: Utf8PathBuf,
}

impl AtomicFile {
    /// Begins a file that will have a path, with the permissions of the file that it replaces if there is one.
    pub fn create(path: &Utf8Path, replaced: Option<Permissions>) -> io::Result<Self> {
        let no_name = || io::Error::new(ErrorKind::InvalidInput, "not a file name");
        let name = path.file_name().ok_or_else(no_name)?;
        let folder = folder_of(path);
        let prefix = format!(".{name}.");
        let mut builder = Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Those of any new file, of which the user's mask takes away some.
            builder.permissions(Permissions::from_mode(0o666));
        }
        let file = interrupt::begin(|| builder.tempfile_in(folder)).map_err(without_path)?;
        if let Some(permissions) = replaced {
            file.as_file().set_permissions(permissions)?;
        }
        Ok(AtomicFile {
            writer: BufWriter::with_capacity(1 << 16, file),
            path: path.to_owned(),
        })
    }

    /// The path that the file will have.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Gives the file its name, once everything is on the disk.
    pub fn persist(self) -> io::Result<()> {
        let file = self
            .writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let unfinished = file.path().to_owned();
        let persisted = file.persist(&self.path);
        interrupt::end(&unfinished);
        persisted.map(drop).map_err(|failed| failed.error)
    }
}

/// What the system says, without the name of the file that was to take the name of another.
fn without_path(error: io::Error) -> io::Error {
    let text = error.to_string();
    let said = text.split(" at path \"").next().unwrap_or_default();
    io::Error::new(error.kind(), said)
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
