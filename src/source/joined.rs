//! A folder and files that are elsewhere.

use super::Folder;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A folder as if some files, which are elsewhere, were in it. A file of the same name in the folder itself is not read.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The folder.
    pub folder: Folder,
    /// Where each file is, by the name that it has in the folder.
    pub files: BTreeMap<String, Elsewhere>,
}

/// Where a file is that is not in the folder itself.
#[derive(Clone, Debug)]
pub enum Elsewhere {
    /// On the disk.
    Path(Utf8PathBuf),
    /// In memory.
    Bytes(Arc<[u8]>),
}

impl Joined {
    /// Where a file is on the disk; `None` if it is not one that was joined, or is in memory.
    pub(super) fn path(&self, name: &str) -> Option<&Utf8Path> {
        match self.files.get(name)? {
            Elsewhere::Path(path) => Some(path),
            Elsewhere::Bytes(_) => None,
        }
    }

    /// The bytes of a file in memory; `None` if it is none.
    pub(super) fn bytes(&self, name: &str) -> Option<Arc<[u8]>> {
        match self.files.get(name)? {
            Elsewhere::Path(_) => None,
            Elsewhere::Bytes(bytes) => Some(bytes.clone()),
        }
    }

    /// A listing of the folder with the files in it, each once.
    pub(super) fn add<T: PartialEq>(&self, mut listed: Vec<T>, of: impl Fn(&str) -> T) -> Vec<T> {
        for name in self.files.keys() {
            let own = of(name);
            if !listed.contains(&own) {
                listed.push(own);
            }
        }
        listed
    }
}
