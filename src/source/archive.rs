//! A folder that is built into the program as an archive.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};
use std::sync::OnceLock;

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// A folder of files in a `tar`, compressed by gzip or not, unpacked in memory when a file is first asked for.
pub struct Archive {
    name: &'static str,
    packed: &'static [u8],
    files: OnceLock<Result<Files, String>>,
}

impl Archive {
    /// An archive, and the name under which its files are shown.
    pub const fn new(name: &'static str, packed: &'static [u8]) -> Self {
        Archive {
            name,
            packed,
            files: OnceLock::new(),
        }
    }

    /// The name under which its files are shown.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The files; the error is the reason why they can't be unpacked.
    pub(super) fn files(&self) -> Result<&Files, &str> {
        let files = self
            .files
            .get_or_init(|| unpack(self.packed).map_err(|error| error.to_string()));
        files.as_ref().map_err(String::as_str)
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// How a text compressed by gzip begins.
const GZIP: [u8; 2] = [0x1F, 0x8B];

fn unpack(packed: &[u8]) -> io::Result<Files> {
    match packed.starts_with(&GZIP) {
        true => files_of(flate2::read::GzDecoder::new(packed)),
        false => files_of(packed),
    }
}

fn files_of(archive: impl Read) -> io::Result<Files> {
    let mut archive = tar::Archive::new(archive);
    let mut files = Files::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(name, bytes);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_archive_is_an_error() {
        let archive = Archive::new("broken", b"neither gzip nor tar");
        assert!(archive.files().is_err());
    }
}
