//! The files of a batch in their folder: only what differs is written, what is outdated is removed, and the manifest comes last.

use super::manifest::{Earlier, NAME, digest_of};
use crate::command::output_folder::{Existing, OutputFolder, unwritable};
use crate::command::{Failure, digest};
use crate::render::batch::BatchFile;
use crate::report::manifest::{BatchDocument, BatchEntry, Change, Changes};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, PoisonError};

/// A batch that is being written.
pub struct Tree<'a> {
    folder: &'a dyn OutputFolder,
    earlier: Earlier,
    /// The paths of all files, the manifest apart.
    paths: BTreeSet<String>,
    /// Whether nothing is written.
    dry_run: bool,
    done: Mutex<BTreeMap<String, BatchEntry>>,
}

impl<'a> Tree<'a> {
    /// Begins a batch of the files of some paths. A failure if a file of someone else is in the place of one, or another run
    /// writes to the folder. `document` is what the manifest will say: until all files are written it says that they are not.
    pub fn begin(
        folder: &'a dyn OutputFolder,
        earlier: Earlier,
        paths: Vec<String>,
        document: &BatchDocument,
    ) -> Result<Self, Failure> {
        let paths: BTreeSet<String> = paths.into_iter().collect();
        let earlier = match document.dry_run {
            true => earlier,
            false => earlier.taken(folder)?,
        };
        earlier.check(&paths, folder)?;
        let tree = Tree {
            folder,
            earlier,
            paths,
            dry_run: document.dry_run,
            done: Mutex::default(),
        };
        if !tree.dry_run {
            tree.mark_incomplete(document)?;
            tree.remove_unfinished()?;
            folder.warn_if_interrupted(text!(
                "`{0}` 尚不完整；重新运行同一命令即可补全",
                "`{0}` is incomplete; the same command completes it",
                folder.path()
            ));
        }
        Ok(tree)
    }

    /// How many files there are, the manifest apart.
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Writes a file unless it is there with the same bytes.
    pub fn put(&self, file: &BatchFile) -> Result<(), Failure> {
        let path = &file.path;
        if !self.paths.contains(path) {
            let unknown = io::Error::other("a path that its format does not name");
            return Err(unwritable(self.folder, path, &unknown));
        }
        let failed = |error| unwritable(self.folder, path, &error);
        let change = match self.folder.existing(path).map_err(failed)? {
            Existing::File if self.folder.read(path).map_err(failed)? == file.bytes => {
                Change::Unchanged
            }
            Existing::File => Change::Changed,
            Existing::Nothing | Existing::Other => Change::New,
        };
        if change != Change::Unchanged && !self.dry_run {
            self.folder.put(path, &file.bytes).map_err(failed)?;
        }
        let entry = BatchEntry {
            path: path.clone(),
            sha256: Some(digest::of_bytes(&file.bytes)),
            size: Some(file.bytes.len() as u64),
            change: Some(change),
        };
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.insert(path.clone(), entry);
        Ok(())
    }

    /// The failure that a file can't be made.
    pub fn failed(&self, error: &io::Error) -> Failure {
        unwritable(self.folder, "", error)
    }

    /// Removes what is outdated and writes the manifest; returns it, with what became of each file. The manifest goes on to name
    /// the earlier files that stay, so that a later batch may replace them.
    pub fn finish(self, document: BatchDocument) -> Result<BatchDocument, Failure> {
        let done = std::mem::take(&mut *self.done.lock().unwrap_or_else(PoisonError::into_inner));
        let outdated = self.remove_outdated(&done)?;
        let mut document = BatchDocument {
            complete: !self.dry_run && done.len() == self.paths.len(),
            files: done.into_values().collect(),
            outdated,
            ..document
        };
        if !self.dry_run {
            let kept = document.outdated.iter();
            let kept = kept.filter(|file| file.change == Some(Change::Kept));
            let written = BatchDocument {
                files: document.files.iter().map(without_change).collect(),
                outdated: kept.map(without_change).collect(),
                findings: Vec::new(),
                ..document.clone()
            };
            write_manifest(self.folder, &written)?;
        }
        document.changes = Some(Changes::of(&document));
        Ok(document)
    }

    /// Writes the manifest of a batch whose files may be missing: those that an earlier run wrote with their digests.
    fn mark_incomplete(&self, document: &BatchDocument) -> Result<(), Failure> {
        let own = self.earlier.files();
        let entry = |path: &str| BatchEntry {
            path: path.to_owned(),
            sha256: own.get(path).copied().flatten().map(str::to_owned),
            size: None,
            change: None,
        };
        let outdated = own.keys().filter(|path| !self.paths.contains(**path));
        let marked = BatchDocument {
            complete: false,
            files: self.paths.iter().map(|path| entry(path)).collect(),
            outdated: outdated.map(|path| entry(path)).collect(),
            findings: Vec::new(),
            ..document.clone()
        };
        write_manifest(self.folder, &marked)
    }

    /// Removes the files of an earlier batch that are not among those `done`; those that do not have the bytes that the manifest
    /// states stay.
    fn remove_outdated(
        &self,
        done: &BTreeMap<String, BatchEntry>,
    ) -> Result<Vec<BatchEntry>, Failure> {
        let mut outdated = Vec::new();
        let mut folders = BTreeSet::new();
        for (path, sha256) in self.earlier.files() {
            if done.contains_key(path) {
                continue;
            }
            let Some(is) = digest_of(self.folder, path) else {
                continue;
            };
            let own = sha256 == Some(&*is);
            if own && !self.dry_run {
                let removed = self.folder.remove(path);
                removed.map_err(|error| unwritable(self.folder, path, &error))?;
                folders.extend(path.rsplit_once('/').map(|(folder, _)| folder));
            }
            outdated.push(BatchEntry {
                path: path.to_owned(),
                sha256: sha256.map(str::to_owned),
                size: None,
                change: Some(match own {
                    true => Change::Removed,
                    false => Change::Kept,
                }),
            });
        }
        folders
            .iter()
            .for_each(|folder| self.folder.remove_empty(folder));
        Ok(outdated)
    }

    /// Removes what a run that was killed left of files that it had not finished.
    fn remove_unfinished(&self) -> Result<(), Failure> {
        let own = self.earlier.files();
        let all = || {
            (self.paths.iter().map(String::as_str))
                .chain(own.keys().copied())
                .chain([NAME])
        };
        let folders: BTreeSet<&str> = all().map(|path| split(path).0).collect();
        for folder in folders {
            let failed = |error| unwritable(self.folder, folder, &error);
            for name in self.folder.names(folder).map_err(failed)? {
                let Some(of) = self.folder.unfinished(&name) else {
                    continue;
                };
                if !all().any(|path| split(path) == (folder, of)) {
                    continue;
                }
                let path = match folder {
                    "" => name,
                    folder => format!("{folder}/{name}"),
                };
                if self.folder.existing(&path).map_err(failed)? == Existing::File {
                    self.folder.remove(&path).map_err(failed)?;
                }
            }
        }
        Ok(())
    }
}

/// A file as the manifest names it, which is not of one run.
fn without_change(file: &BatchEntry) -> BatchEntry {
    BatchEntry {
        change: None,
        ..file.clone()
    }
}

/// The folder and the name of a path.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn write_manifest(folder: &dyn OutputFolder, document: &BatchDocument) -> Result<(), Failure> {
    let failed = |error| unwritable(folder, NAME, &error);
    let bytes = crate::render::batch::manifest(document).map_err(failed)?;
    folder.put(NAME, &bytes).map_err(failed)
}
