//! The files of one table: whether they have the same columns.

use crate::finding::{Finding, Findings, Place, codes};
use crate::source::Folder;
use crate::table::parquet::File;
use crate::text;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of a table, and its columns: names and types, by name.
struct First {
    path: Arc<str>,
    columns: BTreeMap<String, String>,
}

/// By the folder of a table: the first of its files.
#[derive(Default)]
pub struct Parts(BTreeMap<String, First>);

impl Parts {
    /// Compares the columns of a file with those of the first file of the same table; reports what differs.
    pub fn compare(&mut self, folder: &Folder, name: &str, file: &File, findings: &mut Findings) {
        let Some(table) = table_of(name) else {
            return;
        };
        let path = folder.shown_path(name);
        let columns = file.columns().into_iter();
        let columns = columns.map(|(name, kind)| (name.to_owned(), kind.to_owned()));
        let columns: BTreeMap<String, String> = columns.collect();
        let Some(first) = self.0.get(table) else {
            self.0.insert(table.to_owned(), First { path, columns });
            return;
        };
        let only_in = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
            let own = one
                .iter()
                .find(|(name, kind)| other.get(*name) != Some(*kind));
            own.map(|(name, _)| name.clone())
        };
        let differs = only_in(&columns, &first.columns).or(only_in(&first.columns, &columns));
        if let Some(column) = differs {
            let kind =
                |of: &BTreeMap<String, String>| of.get(&column).map_or("—", |k| k).to_owned();
            let (own, other) = (kind(&columns), kind(&first.columns));
            let message = text!(
                "`{column}` 列与同一张表的其他文件不同：{own}，另一文件为 {other}",
                "the column `{column}` differs from that of another file of the table: {own} here, {other} there"
            );
            let finding = Finding::new(codes::COLUMNS_DIFFER, message)
                .at(Place::file(path))
                .beside(
                    Place::file(first.path.clone()),
                    text!("另一文件", "the other file"),
                );
            findings.add(finding.help(text!(
                "各文件按各自的列读取；若不应如此，请重新导出",
                "each file is read by its own columns; export them again if that is not meant"
            )));
        }
    }
}

/// The folder of the table that a file is part of; `None` where a file is a table by itself.
fn table_of(name: &str) -> Option<&str> {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let partition = folders.split('/').position(|part| part.contains('='));
    if let Some(at) = partition {
        let table: usize = folders.split('/').take(at).map(|part| part.len() + 1).sum();
        return Some(folders[..table.saturating_sub(1)].trim_end_matches('/'));
    }
    let is_part = file.starts_with("part-") || folders.to_lowercase().ends_with(".parquet");
    is_part.then_some(folders)
}

#[cfg(test)]
mod tests {
    use super::table_of;

    #[test]
    fn parts_are_told_from_tables_by_themselves() {
        for (name, table) in [
            ("a.parquet", None),
            ("dw/a.parquet", None),
            ("part-0000.parquet", Some("")),
            ("dw/part-0000.snappy.parquet", Some("dw")),
            ("dw/t.parquet/0.parquet", Some("dw/t.parquet")),
            ("dw/t/year=2015/qu=1/0.parquet", Some("dw/t")),
            ("year=2015/0.parquet", Some("")),
        ] {
            assert_eq!(table_of(name), table, "{name}");
        }
    }
}
