//! Files of a data set that are written in a test.

use crate::plan_tests::WrittenFile;
use crate::toml_reader::Table;

/// The files of a table: path and text of each. A text that is no string is reported.
pub fn files(table: &Table) -> Vec<WrittenFile> {
    let entries = table.entries().into_iter();
    entries
        .filter_map(|(key, node)| {
            Some(WrittenFile {
                name: key.name().to_owned(),
                text: node.string()?.to_owned(),
                place: node.place(),
            })
        })
        .collect()
}
