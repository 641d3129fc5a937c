//! Where data goes: standard output, or a file that is written beside its place and then put there.

use super::interrupt;
use crate::command::{Exit, Failure};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};

/// A place to write to. What is not [`finished`](Output::finish) leaves no file behind.
pub enum Output {
    Stdout(BufWriter<Box<dyn Write>>),
    File(Beside),
    /// A device or a pipe: there is nothing to put in its place.
    Device(BufWriter<File>, Utf8PathBuf),
}

/// A file that takes its name only once it is whole.
pub struct Beside {
    writer: BufWriter<File>,
    beside: Utf8PathBuf,
    place: Utf8PathBuf,
    in_place: bool,
}

impl Output {
    pub fn open(path: Option<&Utf8Path>, color: bool) -> Result<Self, Failure> {
        match path {
            None => Ok(Output::Stdout(BufWriter::with_capacity(
                1 << 16,
                stdout(color),
            ))),
            Some(path) => open_file(path).map_err(|error| unwritable(path, &error)),
        }
    }

    /// Makes sure that everything is where it should be.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Output::Stdout(mut writer) => accept(writer.flush()),
            Output::Device(mut writer, path) => {
                writer.flush().map_err(|error| unwritable(&path, &error))
            }
            Output::File(file) => {
                let place = file.place.clone();
                file.put().map_err(|error| unwritable(&place, &error))
            }
        }
    }

    /// The failure that a failed write is; a closed pipe is none.
    pub fn accept(&self, written: io::Result<()>) -> Result<(), Failure> {
        match (self, written) {
            (_, Ok(())) => Ok(()),
            (Output::Stdout(_), written) => accept(written),
            (Output::File(file), Err(error)) => Err(unwritable(&file.place, &error)),
            (Output::Device(_, path), Err(error)) => Err(unwritable(path, &error)),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(writer) => writer.write(bytes),
            Output::File(file) => file.writer.write(bytes),
            Output::Device(writer, _) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(writer) => writer.flush(),
            Output::File(file) => file.writer.flush(),
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

/// A regular file is replaced when the new one is whole, behind a link too; anything else is written to.
fn open_file(path: &Utf8Path) -> io::Result<Output> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => {
            Err(io::Error::new(ErrorKind::IsADirectory, "is a directory"))
        }
        Ok(known) if known.is_file() => {
            let behind = path.canonicalize_utf8()?;
            Beside::create(&behind, Some(known.permissions())).map(Output::File)
        }
        Ok(_) => {
            let device = OpenOptions::new().write(true).open(path)?;
            Ok(Output::Device(BufWriter::new(device), path.to_owned()))
        }
        Err(_) => Beside::create(path, None).map(Output::File),
    }
}

impl Beside {
    fn create(place: &Utf8Path, as_before: Option<fs::Permissions>) -> io::Result<Self> {
        let name = place
            .file_name()
            .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "not a file name"))?;
        let beside = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        interrupt::unfinished(Some(&beside));
        let opened = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside);
        let file = opened.inspect_err(|_| interrupt::unfinished(None))?;
        if let Some(permissions) = as_before {
            file.set_permissions(permissions)?;
        }
        Ok(Beside {
            writer: BufWriter::with_capacity(1 << 16, file),
            beside,
            place: place.to_owned(),
            in_place: false,
        })
    }

    fn put(mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.writer.get_ref().sync_all()?;
        fs::rename(&self.beside, &self.place)?;
        self.in_place = true;
        interrupt::unfinished(None);
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.in_place {
            // Nothing more can be done where even this fails.
            let _ = fs::remove_file(&self.beside);
            interrupt::unfinished(None);
        }
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
    fn a_file_is_there_whole_or_not_at_all() {
        let (_keep, folder) = folder();
        let path = folder.join("card.json");
        let mut output = Output::open(Some(&path), false).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(folder.read_dir_utf8().unwrap().count(), 0);
        let mut output = Output::open(Some(&path), false).unwrap();
        output.write_all(b"whole").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(folder.read_dir_utf8().unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_said() {
        let (_keep, folder) = folder();
        let failure = Output::open(Some(&folder.join("no/such/card.json")), false).err();
        assert_eq!(failure.map(|f| f.exit), Some(Exit::Unwritable));
        let failure = Output::open(Some(&folder), false).err();
        assert_eq!(failure.map(|f| f.exit), Some(Exit::Unwritable));
    }
}
