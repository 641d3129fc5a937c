//! The `[[file]]` entries, checked against the folder and the plan.

use super::boundaries;
use super::columns::{check_all, one_period};
use super::forms::{FileForm, Forms, Running};
use super::tables::EngineTable;
use super::{DeclaredColumn, LayoutEntry, Manifest, Placed, Shape};
use crate::data::cell::Notation;
use crate::data::words;
use crate::finding::{Place, codes};
use crate::i18n::normalize;
use crate::observation::Period;
use crate::plan::{ChecklistIx, LevelIx, Plan};
use crate::source::Folder;
use crate::table::parquet;
use crate::text;
use crate::toml_reader::{Collector, list_of};
use camino::{Utf8Component, Utf8Path};
use std::collections::BTreeMap;

/// A file, or one sheet of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileKey {
    /// The path within the data folder.
    pub path: String,
    /// The sheet's name; `None` for a file as a whole.
    pub sheet: Option<String>,
}

/// What `data.toml` declares about a file, or about one sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct FileEntry {
    /// Where it is declared; `None` if it is not.
    pub place: Option<Place>,
    /// How it is written, and where in it the table is.
    pub layout: LayoutEntry,
    /// `None` if the header decides.
    pub shape: Option<Shape>,
    /// The unit of all rows, for files without a column of units.
    pub unit: Option<Placed<String>>,
    /// From when on figures are running totals; `None` if they are none.
    pub running: Option<Running>,
    /// By normalized header: what a cell has to say, normalized, for the row to be read.
    pub conditions: Vec<(Placed<String>, String)>,
    /// For rows without a level of their own.
    pub level: Option<LevelIx>,
    /// For rows without a period of their own.
    pub period: Option<Period>,
    /// For rows without a date of their own; in ISO form.
    pub as_of: Option<String>,
    /// Whether figures are planned, for rows that do not say.
    pub planned: bool,
    /// For rows without a source of their own.
    pub source: Option<String>,
    /// Whether the file names all units of the levels in it.
    pub roster: bool,
    /// Whether a unit's figures include those of the units that became part of it.
    pub merged: bool,
    /// The checklist whose items headers may name without its id.
    pub checklist: Option<ChecklistIx>,
    /// How figures are written.
    pub notation: Notation,
    /// Normalized headers of columns that are not read.
    pub ignore: Vec<Placed<String>>,
    /// Declared columns by normalized header.
    pub columns: BTreeMap<String, DeclaredColumn>,
    /// The table of an engine whose rows the file holds; `None` if it is a file of its own.
    pub table: Option<EngineTable>,
}

impl Forms {
    /// Checks everything that refers to the plan or the folder; what refers to units is left for later.
    pub fn check(self, folder: &Folder, plan: &Plan, log: &Collector) -> Manifest {
        if let Some(id) = &self.plan {
            check_plan(id, plan, log);
        }
        let mut files = BTreeMap::new();
        let mut places: BTreeMap<FileKey, Place> = BTreeMap::new();
        for form in self.files {
            let Some(path) = normal_path(&form.path, log) else {
                continue;
            };
            let sheet = form.sheet.as_ref().map(|sheet| sheet.value.clone());
            let key = FileKey { path, sheet };
            if let Some(first) = places.get(&key) {
                listed_twice(&form.path, first, log);
                continue;
            }
            places.insert(key.clone(), form.path.place.clone());
            let exists = form.skip || exists(&form.path, &key.path, folder, log);
            let entry = form.check(plan, log);
            files.insert(key, entry.filter(|_| exists));
        }
        for form in self.tables {
            let Some(table) = EngineTable::new(&form, log) else {
                continue;
            };
            let key = table.key();
            if let Some(first) = places.get(&key) {
                listed_twice(&form.path, first, log);
                continue;
            }
            places.insert(key.clone(), form.path.place.clone());
            let entry = form.check(plan, log);
            files.insert(key, entry.map(|entry| table.entry(entry)));
        }
        let boundaries = boundaries::check(self.boundaries, &mut files, folder, log);
        Manifest {
            boundaries,
            title: self.title,
            synthetic: self.synthetic,
            files,
            tallies: Vec::new(),
            declarations: super::declarations::check(
                self.acknowledge,
                self.reconcile,
                self.waivers,
                plan,
                log,
            ),
        }
    }
}

impl FileForm {
    /// The entry; `None` if the file is to be skipped.
    fn check(self, plan: &Plan, log: &Collector) -> Option<FileEntry> {
        let ignore: Vec<Placed<String>> = self
            .ignore
            .into_iter()
            .map(|word| Placed {
                value: normalize(&word.value),
                place: word.place,
            })
            .collect();
        let place = self.sheet.map_or(self.path.place, |sheet| sheet.place);
        let entry = FileEntry {
            place: Some(place),
            layout: self.layout,
            shape: self.shape,
            unit: self.unit,
            running: self.running,
            conditions: self.conditions,
            level: self.level.and_then(|level| level_of(&level, plan, log)),
            period: one_period(self.year, self.period, plan, log),
            as_of: self.as_of,
            planned: self.planned,
            source: self.source,
            roster: self.roster,
            merged: self.merged,
            checklist: self.checklist.and_then(|id| checklist(&id, plan, log)),
            notation: self.notation,
            columns: check_all(self.columns, &ignore, plan, log),
            ignore,
            table: None,
        };
        (!self.skip).then_some(entry)
    }
}

fn level_of(written: &Placed<String>, plan: &Plan, log: &Collector) -> Option<LevelIx> {
    let level = words::level(plan, &written.value);
    if level.is_none() {
        let ids = plan.levels.iter().map(|level| level.id.as_str());
        written.unknown(text!("层级", "level"), ids, log);
    }
    level
}

fn checklist(id: &Placed<String>, plan: &Plan, log: &Collector) -> Option<ChecklistIx> {
    let at = plan.checklists.iter().position(|list| list.id == id.value);
    if at.is_none() {
        let ids = plan.checklists.iter().map(|list| list.id.as_str());
        id.unknown(text!("清单", "checklist"), ids, log);
    }
    at.map(|at| ChecklistIx(at as u32))
}

fn check_plan(declared: &Placed<String>, plan: &Plan, log: &Collector) {
    let (wanted, id) = (&declared.value, &plan.id);
    if wanted == id {
        return;
    }
    log.add(declared.finding(
        codes::WRONG_PLAN,
        text!(
            "数据属于规划 `{wanted}`，而所用规划是 `{id}`",
            "the data was collected for the plan `{wanted}`, but the plan in use is `{id}`"
        ),
        text!(
            "请用 `--plan` 或 `--data` 选择对应的规划与数据",
            "choose the matching plan or data with `--plan` or `--data`"
        ),
    ));
}

/// The path without `.` and empty parts; `None`, and a finding, if it leads out of the folder or names no file.
pub(super) fn normal_path(written: &Placed<String>, log: &Collector) -> Option<String> {
    let path = within(&written.value);
    if path.is_none() {
        let word = &written.value;
        log.add(written.finding(
            codes::BAD_VALUE,
            text!(
                "`{word}` 不在数据文件夹内",
                "`{word}` is not a file within the data folder"
            ),
            text!(
                "请写相对于 data.toml 的路径，不含 `..`",
                "write the path relative to data.toml, without `..`"
            ),
        ));
    }
    path
}

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

fn listed_twice(path: &Placed<String>, first: &Place, log: &Collector) {
    let word = &path.value;
    let finding = path.finding(
        codes::BAD_MANIFEST,
        text!("`{word}` 列出了两次", "`{word}` is listed twice"),
        text!(
            "请将两条合为一条",
            "put everything about the file into one entry"
        ),
    );
    log.add(finding.beside(first.clone(), text!("第一次在这里", "first listed here")));
}

/// Whether a listed file exists; a missing one is reported.
pub(super) fn exists(
    written: &Placed<String>,
    path: &str,
    folder: &Folder,
    log: &Collector,
) -> bool {
    if folder.has_file(path) {
        return true;
    }
    let entries = folder.entries().unwrap_or_default();
    let names: Vec<String> = entries.into_iter().map(|entry| entry.name).collect();
    // A folder of Parquet files is one table.
    let is_part = |name: &&String| parquet::is_named(name) && is_below(name, path);
    if names.iter().any(|name| is_part(&name)) {
        return true;
    }
    let word = &written.value;
    log.add(written.finding(
        codes::UNREADABLE,
        text!("没有文件 `{word}`", "there is no file `{word}`"),
        list_of(path, names.iter().map(String::as_str)),
    ));
    false
}

/// Whether a file is in a folder, or in one of those below it.
fn is_below(name: &str, folder: &str) -> bool {
    let within = name.strip_prefix(folder);
    within.is_some_and(|within| within.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn paths_stay_within_the_folder() {
        for (path, normal) in [
            ("a.csv", Some("a.csv")),
            ("./a.csv", Some("a.csv")),
            ("b//./a.csv", Some("b/a.csv")),
            ("../a.csv", None),
            ("b/../a.csv", None),
            ("/a.csv", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(within(path).as_deref(), normal, "{path}");
        }
    }
}
