//! A folder that is held in memory, such as figures that are written within another file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Files by name, and the name of the folder. A copy shares the files.
#[derive(Clone)]
pub struct Memory {
    /// The name of the folder as shown to the user.
    pub name: Arc<str>,
    /// The bytes of each file, by its path within the folder.
    pub files: Arc<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    /// A folder of these files.
    pub fn new(
        name: impl Into<Arc<str>>,
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Self {
        Memory {
            name: name.into(),
            files: Arc::new(files.into_iter().collect()),
        }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} files)", self.name, self.files.len())
    }
}
