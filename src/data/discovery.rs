//! Which files of a folder are read.

use super::manifest::{FileEntry, unreadable};
use crate::finding::{Finding, Findings, Place, codes};
use crate::source::Folder;
use crate::text;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// Extensions of tables that are not read.
const TABLES: [&str; 5] = ["xlsx", "xls", "ods", "tsv", "txt"];

/// Every file to read with what is declared about it, in the order of paths: all CSV files of the folder and all files
/// that are `declared`, without those declared to be skipped. Other tables are reported.
pub(super) fn files(
    folder: &Folder,
    declared: BTreeMap<String, Option<FileEntry>>,
    findings: &mut Findings,
) -> BTreeMap<String, FileEntry> {
    let names = folder.list("csv").unwrap_or_else(|error| {
        findings.add(unreadable(&error));
        Vec::new()
    });
    report_tables(folder, &declared, findings);
    let mut files: BTreeMap<String, Option<FileEntry>> = names
        .into_iter()
        .map(|name| (name, Some(FileEntry::default())))
        .collect();
    files.extend(declared);
    files
        .into_iter()
        .filter_map(|(name, entry)| Some((name, entry?)))
        .collect()
}

/// Reports the files that look like tables and are neither read nor declared to be skipped.
fn report_tables(
    folder: &Folder,
    declared: &BTreeMap<String, Option<FileEntry>>,
    findings: &mut Findings,
) {
    for name in folder.names().unwrap_or_default() {
        let extension = Utf8Path::new(&name).extension().unwrap_or_default();
        let table = TABLES.iter().any(|t| extension.eq_ignore_ascii_case(t));
        if !table || declared.contains_key(&name) {
            continue;
        }
        findings.add(
            Finding::new(
                codes::NOT_CSV,
                text!("`{name}` 未读取", "`{name}` is not read"),
            )
            .at(Place::file(folder.shown_path(&name)))
            .help(text!(
                "若含数据，请另存为 CSV；若不含，请在 data.toml 中写 `skip = true`",
                "save it as CSV if it holds data; otherwise declare `skip = true` in data.toml"
            )),
        );
    }
}
