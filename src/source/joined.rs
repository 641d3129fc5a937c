//! A folder and one file that is elsewhere.

use super::Folder;
use camino::Utf8PathBuf;

/// A folder as if one file, which is elsewhere on the disk, were in it. A file of that name in the folder itself is not read.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The folder.
    pub folder: Folder,
    /// The name that the file has in the folder.
    pub name: &'static str,
    /// Where the file is.
    pub path: Utf8PathBuf,
}

impl Joined {
    /// A listing of the folder with the file in it, once.
    pub(super) fn add<T: PartialEq>(&self, mut listed: Vec<T>, of: impl Fn(&str) -> T) -> Vec<T> {
        let own = of(self.name);
        if !listed.contains(&own) {
            listed.push(own);
        }
        listed
    }
}
