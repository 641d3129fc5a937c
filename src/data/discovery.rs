//! Which files of a folder are read.

use super::manifest::{FileEntry, Manifest, unreadable};
use crate::finding::{Finding, Findings, Place, codes};
use crate::plan::Plan;
use crate::source::Folder;
use crate::text;
use camino::{Utf8Component, Utf8Path};
use std::collections::{BTreeMap, BTreeSet};

/// What figures may have been left in.
const TABLES: [&str; 5] = ["xlsx", "xls", "ods", "tsv", "txt"];

/// Every file to be read with what is said of it, in path order.
pub(super) fn files(
    folder: &Folder,
    manifest: &Manifest,
    plan: &Plan,
    findings: &mut Findings,
) -> BTreeMap<String, FileEntry> {
    let names = folder.list("csv").unwrap_or_else(|error| {
        findings.add(unreadable(&error));
        Vec::new()
    });
    let mut files: BTreeMap<String, FileEntry> = names
        .into_iter()
        .map(|name| (name, FileEntry::default()))
        .collect();
    let mut named = BTreeSet::new();
    for toml in &manifest.toml.file {
        let written = toml.path.as_ref();
        let Some(path) = within(written) else {
            let message = text!(
                "`{written}` 不在数据文件夹内",
                "`{written}` is not a file within the folder"
            );
            findings.add(manifest.mistake(&toml.path, message).help(text!(
                "请写相对于 data.toml 的路径，不含 `..`",
                "give the path from where data.toml is, without `..`"
            )));
            continue;
        };
        if !named.insert(path.clone()) {
            findings.add(manifest.mistake(
                &toml.path,
                text!("`{path}` 出现了两次", "`{path}` is listed twice"),
            ));
        } else if toml.skip {
            files.remove(&path);
        } else {
            let entry = manifest.entry(toml, plan, findings);
            files.insert(path, entry);
        }
    }
    tables(folder, &named, findings);
    files
}

/// A path without its idle parts; none where it leads out of the folder, or nowhere.
fn within(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Utf8Path::new(path).components() {
        match part {
            Utf8Component::Normal(name) => parts.push(name),
            Utf8Component::CurDir => {}
            _ => return None,
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Says which files look like tables and are not read. What data.toml speaks of is read, or left aside, on purpose.
fn tables(folder: &Folder, named: &BTreeSet<String>, findings: &mut Findings) {
    for name in folder.names().unwrap_or_default() {
        let extension = Utf8Path::new(&name).extension().unwrap_or_default();
        let table = TABLES.iter().any(|t| extension.eq_ignore_ascii_case(t));
        if !table || named.contains(&name) {
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
                "save it as CSV if it holds figures; if not, list it in data.toml with `skip = true`"
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn paths_stay_within_the_folder() {
        for (path, says) in [
            ("a.csv", Some("a.csv")),
            ("./a.csv", Some("a.csv")),
            ("b//./a.csv", Some("b/a.csv")),
            ("../a.csv", None),
            ("b/../a.csv", None),
            ("/a.csv", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(within(path).as_deref(), says, "{path}");
        }
    }
}
