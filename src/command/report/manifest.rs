//! The manifest of a batch that is in a folder, and what it says of the files there.

use super::super::output_folder::{Existing, OutputFolder, Taken, unwritable};
use crate::command::{Failure, digest};
use crate::report::manifest::{BatchDocument, SCHEMA};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The name of the manifest in the folder of a batch.
pub const NAME: &str = "manifest.json";

/// The batch that is in a folder; without a document if there is none.
pub struct Earlier {
    document: Option<BatchDocument>,
    /// Keeps other runs from writing to the folder; `None` if it is not there yet, or not to be written to.
    taken: Option<Taken>,
}

impl Earlier {
    /// The batch that is in a folder, which is taken for this run if it is to be `written` to and exists. A failure if a file of
    /// the manifest's name is there that is none, or if another run has the folder.
    pub fn read(folder: &dyn OutputFolder, written: bool) -> Result<Earlier, Failure> {
        let taken = match written {
            true => Taken::take(folder, false)?,
            false => None,
        };
        let document = Earlier::document(folder)?;
        Ok(Earlier { document, taken })
    }

    /// The same once the folder is there and taken for this run: where it had to be made, another run may have been first.
    pub fn taken(self, folder: &dyn OutputFolder) -> Result<Earlier, Failure> {
        if self.taken.is_some() {
            return Ok(self);
        }
        let taken = Taken::take(folder, true)?;
        let document = Earlier::document(folder)?;
        Ok(Earlier { document, taken })
    }

    fn document(folder: &dyn OutputFolder) -> Result<Option<BatchDocument>, Failure> {
        let failed = |error: io::Error| unwritable(folder, NAME, &error);
        match folder.existing(NAME).map_err(failed)? {
            Existing::Nothing => Ok(None),
            Existing::Other => Err(foreign(folder, &[NAME.to_owned()])),
            Existing::File => {
                let bytes = folder.read(NAME).map_err(failed)?;
                let read: Result<BatchDocument, _> = serde_json::from_slice(&bytes);
                let document = read.ok().filter(|document| document.schema == SCHEMA);
                match document {
                    Some(document) => Ok(Some(document)),
                    None => Err(foreign(folder, &[NAME.to_owned()])),
                }
            }
        }
    }

    /// The document, if the batch is complete and was made of what a key stands for, and every file is there as it was written.
    pub fn of_key(&self, key: &str, folder: &dyn OutputFolder) -> Option<&BatchDocument> {
        let document = self.document.as_ref()?;
        let intact = || {
            let mut files = document.files.iter();
            files
                .all(|file| digest_of(folder, &file.path).is_some_and(|is| file.sha256 == Some(is)))
        };
        (document.complete && document.key == key && intact()).then_some(document)
    }

    /// The files that an earlier run wrote or may have written, each with its digest where that is known.
    pub fn files(&self) -> BTreeMap<&str, Option<&str>> {
        let document = self.document.iter();
        let files = document.flat_map(|document| document.files.iter().chain(&document.outdated));
        files
            .map(|file| (&*file.path, file.sha256.as_deref()))
            .collect()
    }

    /// How many files of how many are missing of a batch that was interrupted; `None` if none was.
    pub fn interrupted(&self, folder: &dyn OutputFolder) -> Option<(usize, usize)> {
        let document = self
            .document
            .as_ref()
            .filter(|document| !document.complete)?;
        let there = |path: &str| folder.existing(path).is_ok_and(|is| is == Existing::File);
        let missing = document.files.iter().filter(|file| !there(&file.path));
        Some((missing.count(), document.files.len()))
    }

    /// A failure if a file of a new batch would take the place of something that no run of this program wrote.
    pub fn check(
        &self,
        paths: &BTreeSet<String>,
        folder: &dyn OutputFolder,
    ) -> Result<(), Failure> {
        let own = self.files();
        let mut others = Vec::new();
        for path in paths {
            let existing = folder.existing(path);
            match existing.map_err(|error| unwritable(folder, path, &error))? {
                Existing::Nothing => {}
                Existing::File if own.contains_key(&**path) => {}
                Existing::File | Existing::Other => others.push(path.clone()),
            }
        }
        match others.is_empty() {
            true => Ok(()),
            false => Err(foreign(folder, &others)),
        }
    }
}

/// The digest of a regular file; `None` if there is none that can be read.
pub fn digest_of(folder: &dyn OutputFolder, path: &str) -> Option<String> {
    let existing = folder.existing(path).ok()?;
    let bytes = (existing == Existing::File).then(|| folder.read(path));
    Some(digest::of_bytes(&bytes?.ok()?))
}

/// How many names a message lists.
const NAMED: usize = 5;

/// The failure that a folder has files of others in the place of those to be written.
fn foreign(folder: &dyn OutputFolder, paths: &[String]) -> Failure {
    let mut named: Vec<&str> = paths.iter().take(NAMED).map(String::as_str).collect();
    if paths.len() > NAMED {
        named.push("…");
    }
    let (zh, en) = (named.join("、"), named.join(", "));
    let folder = folder.path();
    Failure::usage(text!(
        "`{folder}` 中已有并非本程序写入的 {zh}：不会覆盖，请另选文件夹",
        "`{folder}` already has {en}, not written by this program: nothing is overwritten; choose another folder"
    ))
}
