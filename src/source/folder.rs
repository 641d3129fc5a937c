//! Where files come from: a folder or a file on disk, standard input, a folder built into the program or held in memory.

use super::disk::{entries_on_disk, names_on_disk, open_regular, range_of, shown_on_disk};
use super::{Archive, Elsewhere, Input, Joined, Memory, TextFile};
use crate::progress::Progress;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// A folder to read from.
#[derive(Clone, Debug)]
pub enum Folder {
    /// A folder of the file system.
    Disk(Utf8PathBuf),
    /// One file of the file system, by itself.
    File(Utf8PathBuf),
    /// What came through standard input.
    Input(Input),
    /// A folder that is part of the program.
    BuiltIn(&'static Archive),
    /// A folder that is held in memory.
    Memory(Memory),
    /// A folder and files that are elsewhere.
    Joined(Arc<Joined>),
}

/// Something in a folder or in one below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its path within the folder, `/` between its parts.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

impl Entry {
    /// A regular file.
    pub fn file(name: &str) -> Self {
        Entry {
            name: name.to_owned(),
            kind: EntryKind::File,
        }
    }
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A regular file, or a link to one.
    File,
    /// A link to a folder, which is not followed: it could lead back.
    FolderLink,
    /// A link that leads nowhere.
    DanglingLink,
    /// A pipe, a socket or a device, which could have no end.
    Special,
}

/// A file or folder that could not be read, and why.
#[derive(Clone, Debug)]
pub struct SourceError {
    /// The path as shown to the user.
    pub path: String,
    /// The operating system's words, or what the file lacks.
    pub reason: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for SourceError {}

impl Folder {
    /// What is at a path of the file system: a single file, or else a folder, whether it exists or not.
    pub fn at(path: &Utf8Path) -> Folder {
        match path.is_file() {
            true => Folder::File(path.to_owned()),
            false => Folder::Disk(path.to_owned()),
        }
    }

    /// The path as shown to the user.
    pub fn shown(&self) -> String {
        match self {
            Folder::Disk(path) | Folder::File(path) => shown_on_disk(path),
            Folder::Input(input) => input.name.clone(),
            Folder::BuiltIn(archive) => archive.name().to_owned(),
            Folder::Memory(memory) => memory.name.to_string(),
            Folder::Joined(joined) => joined.folder.shown(),
        }
    }

    /// How a file of this folder is shown to the user.
    pub fn shown_path(&self, name: &str) -> Arc<str> {
        match self {
            Folder::Joined(joined) => match joined.path(name) {
                Some(path) => shown_on_disk(path).into(),
                None => joined.folder.shown_path(name),
            },
            _ if self.is_single_file() => self.shown().into(),
            _ => format!("{}/{name}", self.shown().trim_end_matches('/')).into(),
        }
    }

    /// Where a file is that is not in the folder itself; `None` if it is, or is nowhere.
    pub fn elsewhere(&self, name: &str) -> Option<&Utf8Path> {
        match self {
            Folder::Joined(joined) => (joined.path(name)).or_else(|| joined.folder.elsewhere(name)),
            _ => None,
        }
    }

    /// The names of the files that are not in the folder itself, in order.
    pub fn joined_names(&self) -> Vec<&str> {
        match self {
            Folder::Joined(joined) => {
                let own = joined.files.keys().map(String::as_str);
                own.chain(joined.folder.joined_names()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The same folder with files in it that are elsewhere.
    pub fn joined_with(self, files: BTreeMap<String, Elsewhere>) -> Folder {
        match files.is_empty() {
            true => self,
            false => Folder::Joined(Arc::new(Joined {
                folder: self,
                files,
            })),
        }
    }

    /// Whether it is one file by itself.
    pub fn is_single_file(&self) -> bool {
        match self {
            Folder::File(_) | Folder::Input(_) => true,
            Folder::Disk(_) | Folder::BuiltIn(_) | Folder::Memory(_) => false,
            Folder::Joined(joined) => joined.folder.is_single_file(),
        }
    }

    /// The path of a file on the disk; `None` where its files are not on the disk.
    fn path(&self, name: &str) -> Option<Utf8PathBuf> {
        match self {
            Folder::Disk(path) => Some(path.join(name)),
            Folder::File(path) => Some(path.clone()),
            Folder::Joined(joined) if joined.bytes(name).is_some() => None,
            Folder::Joined(joined) => match joined.path(name) {
                Some(path) => Some(path.to_owned()),
                None => joined.folder.path(name),
            },
            Folder::Input(_) | Folder::BuiltIn(_) | Folder::Memory(_) => None,
        }
    }

    /// The names of the files with an extension, in order. The extension is given without its point; case is ignored.
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
            Folder::File(path) => {
                // Whether it is there is found out when it is opened.
                return Ok(path.file_name().map(str::to_owned).into_iter().collect());
            }
            Folder::Input(input) => vec![input.name.clone()],
            Folder::BuiltIn(archive) => of_folder(self.unpacked(archive)?),
            Folder::Memory(memory) => of_folder(&memory.files),
            Folder::Joined(joined) => joined.add(joined.folder.names()?, str::to_owned),
        };
        names.retain(|name| !name.starts_with('.') && !name.starts_with("~$"));
        names.sort();
        Ok(names)
    }

    /// The paths of the files in a folder below it, in order; none where there is no such folder.
    pub fn names_in(&self, below: &str) -> Result<Vec<String>, SourceError> {
        let within = |name: &String| {
            name.strip_prefix(below)?
                .strip_prefix('/')
                .map(str::to_owned)
        };
        let mut names: Vec<String> = match self {
            Folder::Disk(path) if path.join(below).is_dir() => names_on_disk(&path.join(below))?,
            Folder::Disk(_) | Folder::File(_) | Folder::Input(_) => Vec::new(),
            Folder::BuiltIn(archive) => self.unpacked(archive)?.keys().filter_map(within).collect(),
            Folder::Memory(memory) => memory.files.keys().filter_map(within).collect(),
            Folder::Joined(joined) => return joined.folder.names_in(below),
        };
        names.retain(|name| !name.starts_with('.') && !name.contains('/'));
        names.sort();
        Ok(names.iter().map(|name| format!("{below}/{name}")).collect())
    }

    /// Everything in the folder and in those below it, folders apart, in the order of names.
    pub fn entries(&self) -> Result<Vec<Entry>, SourceError> {
        let mut entries = Vec::new();
        match self {
            Folder::Disk(path) => entries_on_disk(path, "", &mut entries)?,
            Folder::Joined(joined) => entries = joined.add(joined.folder.entries()?, Entry::file),
            Folder::BuiltIn(archive) => entries.extend(files(self.unpacked(archive)?)),
            Folder::Memory(memory) => entries.extend(files(&memory.files)),
            Folder::File(_) | Folder::Input(_) => {
                entries.extend(self.names()?.iter().map(|name| Entry::file(name)));
            }
        }
        entries.sort();
        Ok(entries)
    }

    /// Whether a name is that of a regular file, or of a link to one.
    pub fn has_file(&self, name: &str) -> bool {
        match self {
            Folder::Disk(_) | Folder::File(_) => self.path(name).is_some_and(|path| path.is_file()),
            Folder::Input(input) => input.name == name,
            Folder::BuiltIn(archive) => {
                let files = archive.files();
                files.is_ok_and(|files| files.contains_key(name))
            }
            Folder::Memory(memory) => memory.files.contains_key(name),
            Folder::Joined(joined) => {
                joined.files.contains_key(name) || joined.folder.has_file(name)
            }
        }
    }

    /// Opens a file of this folder.
    pub fn open(&self, name: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        self.open_range(name, 0, None)
    }

    /// Opens a file of this folder from one byte to the byte before another, or to its end. A file that is not on the
    /// disk has no ranges: it is opened whole.
    pub fn open_range(
        &self,
        name: &str,
        start: u64,
        end: Option<u64>,
    ) -> Result<Box<dyn Read + Send>, SourceError> {
        if let Some(path) = self.path(name) {
            let opened = open_regular(&path);
            let opened = opened.and_then(|file| range_of(file, start, end));
            return opened.map_err(|error| self.error(name, &error));
        }
        match self {
            Folder::Disk(_) | Folder::File(_) => Err(self.error(name, &"no such file")),
            Folder::Input(input) => Ok(Box::new(Cursor::new(input.bytes.clone()))),
            Folder::BuiltIn(archive) => {
                let file = self.unpacked(archive)?.get(name);
                let file = file.ok_or_else(|| self.error(name, &"no such file"))?;
                Ok(Box::new(file.as_slice()))
            }
            Folder::Memory(memory) => {
                let file = memory.files.get(name);
                let file = file.ok_or_else(|| self.error(name, &"no such file"))?;
                Ok(Box::new(Cursor::new(file.clone())))
            }
            Folder::Joined(joined) => match joined.bytes(name) {
                Some(bytes) => Ok(Box::new(Cursor::new(bytes))),
                None => joined.folder.open_range(name, start, end),
            },
        }
    }

    /// The files of an archive by name.
    fn unpacked(
        &self,
        archive: &'static Archive,
    ) -> Result<&'static BTreeMap<String, Vec<u8>>, SourceError> {
        archive.files().map_err(|reason| SourceError {
            path: self.shown(),
            reason: reason.to_owned(),
        })
    }

    /// How many bytes a file has; `None` for one that is not on the disk and can't be opened in ranges.
    pub fn size(&self, name: &str) -> Result<Option<u64>, SourceError> {
        let Some(path) = self.path(name) else {
            return Ok(None);
        };
        let data = std::fs::metadata(path);
        let data = data.map_err(|error| self.error(name, &error))?;
        Ok(Some(data.len()))
    }

    /// How many bytes of a file are counted as work: 0 where nobody looks, or where it is not known.
    pub fn counted_bytes(&self, name: &str, progress: &Progress) -> u64 {
        match progress.is_watched() {
            true => self.size(name).ok().flatten().unwrap_or(0),
            false => 0,
        }
    }

    /// What went wrong with a file of this folder.
    pub fn error(&self, name: &str, reason: &dyn fmt::Display) -> SourceError {
        SourceError {
            path: self.shown_path(name).to_string(),
            reason: reason.to_string(),
        }
    }

    /// The whole of a text file, without its byte-order mark. Fails where it is not UTF-8.
    pub fn read_text(&self, name: &str) -> Result<TextFile, SourceError> {
        let mut bytes = Vec::new();
        self.open(name)?
            .read_to_end(&mut bytes)
            .map_err(|error| self.error(name, &error))?;
        let text = String::from_utf8(bytes)
            .map_err(|error| self.error(name, &format_args!("not UTF-8: {error}")))?;
        Ok(TextFile {
            path: self.shown_path(name),
            text: text
                .strip_prefix('\u{feff}')
                .map_or(text.clone(), str::to_owned),
        })
    }
}

/// The names of the files in a folder, those of the folders below it left out.
fn of_folder(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = files.keys().filter(|name| !name.contains('/'));
    names.cloned().collect()
}

/// All files of a folder and of those below it, but hidden ones.
fn files(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = Entry> {
    let names = files.keys().filter(|name| !name.starts_with('.'));
    names.map(|name| Entry::file(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_memory_is_read_as_any_other() {
        let files = [
            ("b.csv", "code,year\n"),
            ("a.toml", "\u{feff}title = 1"),
            (".x", ""),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.into()));
        let folder = Folder::Memory(Memory::new("figures", files));
        assert_eq!(folder.names().unwrap(), ["a.toml", "b.csv"]);
        assert_eq!(folder.list("CSV").unwrap(), ["b.csv"]);
        assert_eq!(folder.entries().unwrap().len(), 2);
        assert!(folder.has_file("b.csv") && !folder.has_file("c.csv"));
        assert_eq!(folder.size("b.csv").unwrap(), None);
        let text = folder.read_text("a.toml").unwrap();
        assert_eq!((&*text.path, &*text.text), ("figures/a.toml", "title = 1"));
        let error = folder.read_text("c.toml").unwrap_err();
        assert_eq!(error.to_string(), "figures/c.toml: no such file");
    }
}
