//! Where results go: standard output, a file, or a device.

use super::atomic_file::{AtomicFile, folder_of};
use super::progress::ProgressBar;
use crate::command::{Exit, Failure};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};

/// A place to write to. A file is there only after [`finish`](Output::finish).
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<Box<dyn Write>>),
    /// A regular file, new or replaced.
    File(AtomicFile),
    /// A device or a named pipe, which can't be replaced, or a file that is added to.
    Device(BufWriter<File>, Utf8PathBuf),
}

impl Output {
    /// Opens a path, or standard output if it is `None`; `color` says whether colour codes will be written.
    /// The bar is cleared before anything is written to a terminal.
    pub fn open(path: Option<&Utf8Path>, color: bool, bar: &ProgressBar) -> Result<Self, Failure> {
        match path {
            None => Ok(Output::Stdout(BufWriter::with_capacity(
                1 << 16,
                bar.before(stdout(color)),
            ))),
            Some(path) => open_file(path).map_err(|error| unwritable(path, &error)),
        }
    }

    /// Opens a file, whose folder is made if it is not there.
    pub fn open_in_new_folder(path: &Utf8Path) -> Result<Self, Failure> {
        let made = fs::create_dir_all(folder_of(path));
        made.map_err(|error| unwritable(path, &error))?;
        open_file(path).map_err(|error| unwritable(path, &error))
    }

    /// Opens a file to add to it.
    pub fn append(path: &Utf8Path) -> Result<Self, Failure> {
        let file = OpenOptions::new().append(true).create(true).open(path);
        let file = file.map_err(|error| unwritable(path, &error))?;
        Ok(Output::Device(BufWriter::new(file), path.to_owned()))
    }

    /// Writes what is still held back, and gives a file its name.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Output::Stdout(mut writer) => accept(writer.flush()),
            Output::Device(mut writer, path) => {
                writer.flush().map_err(|error| unwritable(&path, &error))
            }
            Output::File(file) => {
                let path = file.path().to_owned();
                file.persist().map_err(|error| unwritable(&path, &error))
            }
        }
    }

    /// The failure that a failed write is; a closed pipe is none.
    pub fn accept(&self, written: io::Result<()>) -> Result<(), Failure> {
        match (self, written) {
            (_, Ok(())) => Ok(()),
            (Output::Stdout(_), written) => accept(written),
            (Output::File(file), Err(error)) => Err(unwritable(file.path(), &error)),
            (Output::Device(_, path), Err(error)) => Err(unwritable(path, &error)),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(writer) => writer.write(bytes),
            Output::File(file) => file.write(bytes),
            Output::Device(writer, _) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(writer) => writer.flush(),
            Output::File(file) => file.flush(),
            Output::Device(writer, _) => writer.flush(),
        }
    }
}

/// Standard output; with colour through a stream that old consoles understand.
fn stdout(color: bool) -> Box<dyn Write> {
    if color {
        Box::new(anstream::AutoStream::always(io::stdout()))
    } else {
        Box::new(io::stdout())
    }
}

fn accept(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(unwritable(Utf8Path::new("stdout"), &error))
        }
        _ => Ok(()),
    }
}

fn unwritable(path: &Utf8Path, error: &io::Error) -> Failure {
    let message = text!(
        "无法写入 `{path}`：{error}",
        "can't write `{path}`: {error}"
    );
    Failure::new(Exit::Unwritable, message)
}

/// A regular file, also one that a link leads to, is replaced once the new one is complete; anything else is written to.
fn open_file(path: &Utf8Path) -> io::Result<Output> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => {
            Err(io::Error::new(ErrorKind::IsADirectory, "is a directory"))
        }
        Ok(known) if known.is_file() => {
            let target = path.canonicalize_utf8()?;
            AtomicFile::create(&target, Some(known.permissions())).map(Output::File)
        }
        Ok(_) => {
            let device = OpenOptions::new().write(true).open(path)?;
            Ok(Output::Device(BufWriter::new(device), path.to_owned()))
        }
        Err(_) => AtomicFile::create(path, None).map(Output::File),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        (folder, path)
    }

    #[test]
    fn a_file_is_complete_or_not_there() {
        let (_keep, folder) = folder();
        let path = folder.join("card.json");
        let mut output = Output::open(Some(&path), false, &ProgressBar::default()).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(folder.read_dir_utf8().unwrap().count(), 0);
        let mut output = Output::open(Some(&path), false, &ProgressBar::default()).unwrap();
        output.write_all(b"whole").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(folder.read_dir_utf8().unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_a_failure() {
        let (_keep, folder) = folder();
        let failure = Output::open(
            Some(&folder.join("no/such/card.json")),
            false,
            &ProgressBar::default(),
        )
        .err();
        assert_eq!(failure.as_ref().map(|f| f.exit), Some(Exit::Unwritable));
        let said = failure
            .map(|failure| failure.message.en)
            .unwrap_or_default();
        assert!(
            said.contains("card.json") && !said.contains(".part"),
            "{said}"
        );
        let failure = Output::open(Some(&folder), false, &ProgressBar::default()).err();
        assert_eq!(failure.map(|f| f.exit), Some(Exit::Unwritable));
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_permissions_and_its_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (_keep, folder) = folder();
        let (file, link) = (folder.join("card.json"), folder.join("latest"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        let mut output = Output::open(Some(&link), false, &ProgressBar::default()).unwrap();
        output.write_all(b"new").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_permissions_of_any_new_file() {
        let (_keep, folder) = folder();
        let path = folder.join("card.json");
        Output::open(Some(&path), false, &ProgressBar::default())
            .unwrap()
            .finish()
            .unwrap();
        let other = folder.join("other");
        fs::write(&other, "").unwrap();
        let permissions = |path| fs::metadata(path).unwrap().permissions();
        assert_eq!(permissions(&path), permissions(&other));
    }
}
