//! The first plan of the documentation and its figures, to be changed by a test.

use std::fs;
use std::path::Path;

/// Copies the files of folders of `docs/first-plan`, those of the folders within them left out.
pub fn copy(folders: &[&str], to: &Path) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/first-plan");
    for folder in folders {
        fs::create_dir_all(to.join(folder)).expect("a folder");
        let entries = fs::read_dir(own.join(folder)).expect("files");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        for path in paths.filter(|path| path.is_file()) {
            let name = path.file_name().expect("a name");
            fs::copy(&path, to.join(folder).join(name)).expect("a copy");
        }
    }
}
