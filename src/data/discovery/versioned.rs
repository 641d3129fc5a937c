//! Folders in which a program keeps the versions of a table. Their Parquet files are not the table: some were replaced.

use crate::finding::{Finding, Place, codes};
use crate::source::{Entry, Folder};
use crate::table::parquet;
use crate::text;
use std::collections::BTreeSet;

/// Folders within the folder of a table that hold its versions: of Delta Lake, Hudi and Iceberg.
const LOGS: [(&str, &str); 3] = [
    ("_delta_log/", ".json"),
    (".hoodie/", ""),
    ("metadata/", ".metadata.json"),
];

/// The folders of tables that have versions.
pub struct Versioned(BTreeSet<String>);

impl Versioned {
    /// Finds them among the files of a data folder.
    pub fn among(entries: &[Entry]) -> Versioned {
        let folder_of = |name: &str| {
            let (log, end) = LOGS
                .iter()
                .find(|(log, _)| name.starts_with(log) || name.contains(&format!("/{log}")))?;
            let at = name.find(log).filter(|_| name.ends_with(end))?;
            Some(name[..at].trim_end_matches('/').to_owned())
        };
        let folders = entries.iter().filter_map(|entry| folder_of(&entry.name));
        let mut folders: BTreeSet<String> = folders.collect();
        let parquet = || {
            entries
                .iter()
                .map(|entry| entry.name.as_str())
                .filter(|name| parquet::is_named(name))
        };
        folders.retain(|folder| parquet().any(|name| is_below(name, folder)));
        Versioned(folders)
    }

    /// Their paths, in order; the data folder itself is empty.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether a file belongs to one of them: its Parquet files, and what the program keeps beside them.
    pub fn holds(&self, name: &str) -> bool {
        let mut folders = self.0.iter().filter(|folder| is_below(name, folder));
        folders.any(|folder| {
            let within = name[folder.len()..].trim_start_matches('/');
            parquet::is_named(name) || LOGS.iter().any(|(log, _)| within.starts_with(log))
        })
    }
}

fn is_below(name: &str, folder: &str) -> bool {
    let within = name.strip_prefix(folder);
    folder.is_empty() || within.is_some_and(|within| within.starts_with('/'))
}

/// The finding about such a folder.
pub fn versioned_table(folder: &Folder, name: &str) -> Finding {
    let path = match name {
        "" => folder.shown().into(),
        name => folder.shown_path(name),
    };
    let message = text!(
        "该文件夹是有版本的表（Delta Lake、Hudi 或 Iceberg），其中有已作废的文件，未读取",
        "the folder is a table with versions (Delta Lake, Hudi or Iceberg), of which some files no longer count, and is not read"
    );
    Finding::new(codes::UNREADABLE, message)
        .at(Place::file(path))
        .help(text!(
            "请将现行数据导出为 Parquet 或 CSV；若不需要，请在 data.toml 中写 `skip = true`",
            "export its present rows as Parquet or CSV; declare `skip = true` in data.toml if it is not needed"
        ))
}
