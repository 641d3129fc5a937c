//! Where files come from: a folder on disk, or one built into the program.

use super::{ByteRange, TextFile};
use camino::{Utf8Path, Utf8PathBuf};
use std::fmt;
use std::io::Read;
use std::sync::Arc;

/// A folder to read from.
#[derive(Clone, Debug)]
pub enum Folder {
    Disk(Utf8PathBuf),
    BuiltIn(&'static include_dir::Dir<'static>),
}

/// A file that could not be read, and why.
#[derive(Debug)]
pub struct SourceError {
    pub path: String,
    pub reason: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for SourceError {}

impl Folder {
    /// The path as shown to the user.
    pub fn shown(&self) -> String {
        match self {
            Folder::Disk(path) => path.as_str().replace('\\', "/"),
            Folder::BuiltIn(dir) => format!("(built-in)/{}", dir.path().display()),
        }
    }

    /// How a file of this folder is shown to the user.
    pub fn shown_path(&self, name: &str) -> Arc<str> {
        format!("{}/{name}", self.shown().trim_end_matches('/')).into()
    }

    /// The names of the files with an extension (without the point, in small letters or large), in order.
    pub fn list(&self, extension: &str) -> Result<Vec<String>, SourceError> {
        let mut names = self.names()?;
        names.retain(|name| {
            let own = Utf8Path::new(name).extension();
            own.is_some_and(|own| own.eq_ignore_ascii_case(extension))
        });
        Ok(names)
    }

    /// The names of all files, in order; hidden ones and those that a spreadsheet keeps while it is open are left out.
    pub fn names(&self) -> Result<Vec<String>, SourceError> {
        let mut names = match self {
            Folder::Disk(path) => names_on_disk(path)?,
            Folder::BuiltIn(dir) => dir
                .files()
                .filter_map(|file| file.path().file_name()?.to_str().map(str::to_owned))
                .collect(),
        };
        names.retain(|name| !name.starts_with('.') && !name.starts_with("~$"));
        names.sort();
        Ok(names)
    }

    /// Opens a file of this folder.
    pub fn open(&self, name: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        self.open_range(name, ByteRange::WHOLE)
    }

    /// Opens a range of a file of this folder; of one that is built in, all.
    pub(super) fn open_range(
        &self,
        name: &str,
        range: ByteRange,
    ) -> Result<Box<dyn Read + Send>, SourceError> {
        let error = |reason: String| self.error(name, reason);
        match self {
            Folder::Disk(path) => {
                let file = std::fs::File::open(path.join(name));
                let opened = file.and_then(|file| range.open(file));
                opened.map_err(|e| error(e.to_string()))
            }
            Folder::BuiltIn(dir) => {
                let file = dir
                    .get_file(dir.path().join(name))
                    .ok_or_else(|| error("no such file".into()))?;
                Ok(Box::new(file.contents()))
            }
        }
    }

    fn error(&self, name: &str, reason: String) -> SourceError {
        SourceError {
            path: self.shown_path(name).to_string(),
            reason,
        }
    }

    /// A text file whole, without its byte-order mark. It has to be UTF-8.
    pub fn read_text(&self, name: &str) -> Result<TextFile, SourceError> {
        let error = |reason: String| self.error(name, reason);
        let mut bytes = Vec::new();
        self.open(name)?
            .read_to_end(&mut bytes)
            .map_err(|e| error(e.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|e| error(format!("not UTF-8: {e}")))?;
        Ok(TextFile {
            path: self.shown_path(name),
            text: text
                .strip_prefix('\u{feff}')
                .map_or(text.clone(), str::to_owned),
        })
    }
}

fn names_on_disk(path: &Utf8Path) -> Result<Vec<String>, SourceError> {
    let error = |e: std::io::Error| SourceError {
        path: path.to_string(),
        reason: e.to_string(),
    };
    let mut names = Vec::new();
    for entry in path.read_dir_utf8().map_err(error)? {
        let entry = entry.map_err(error)?;
        if entry.file_type().map_err(error)?.is_file() || entry.path().is_file() {
            names.push(entry.file_name().to_owned());
        }
    }
    Ok(names)
}
