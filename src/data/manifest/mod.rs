//! `data.toml`: what a data set declares about itself and its files. Every mistake in it is reported in one run.

mod boundaries;
mod columns;
mod declarations;
mod files;
mod forms;
mod layout;
mod places;
mod schema;
mod tables;
mod values;
mod waivers;

pub use boundaries::read as read_boundaries;
pub use columns::{ColumnEntry, DeclaredColumn};
pub use declarations::{Declarations, declared_unit, resolve};
pub use files::{FileEntry, FileKey};
pub use forms::{Running, Shape};
pub use layout::LayoutEntry;
pub use places::Placed;
pub use schema::{data_schema, waivers_schema};
pub use tables::{EngineTable, Results};
pub use waivers::NAME as WAIVERS;

use crate::finding::{Finding, Findings, Place, Severity, codes};
use crate::i18n::Text;
use crate::plan::Plan;
use crate::source::{Folder, SourceError, TextFile};
use crate::text;
use crate::toml_reader::{Collector, Texts, documents};
use forms::{Forms, TOP_KEYS};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file that a data set declares itself in.
const NAME: &str = "data.toml";

/// The files in which a data set declares something.
pub const DECLARING: [&str; 2] = [NAME, waivers::NAME];

/// The names of the files in which a data set declares something, those that are there.
pub fn declaration_files(folder: &Folder) -> Vec<&'static str> {
    let names = folder.list("toml").unwrap_or_default();
    let mut declaring = DECLARING.to_vec();
    declaring.retain(|name| names.iter().any(|there| there == name));
    declaring
}

/// What `data.toml` declares, checked against the plan.
#[derive(Default)]
pub struct Manifest {
    /// The data set's title; `None` if none is given.
    pub title: Option<Text>,
    /// Whether all figures are made up.
    pub synthetic: bool,
    /// The file with the outlines of units, for maps; `None` if none is declared.
    pub boundaries: Option<Placed<String>>,
    /// The declared files and sheets; `None` for one that is to be skipped, or whose file does not exist.
    pub files: BTreeMap<FileKey, Option<FileEntry>>,
    /// The names of the files that hold counts of an engine.
    pub tallies: Vec<String>,
    /// Declarations about figures, not yet resolved against the units.
    pub declarations: Declarations,
}

impl Manifest {
    /// Reads and checks `data.toml` and `waivers.toml`; all mistakes are reported. Without these files, nothing is declared. `None` if the file
    /// can't be opened, or if a syntax error, an unknown or missing key or an invalid value leaves in doubt what it
    /// declares: no data may be read then.
    pub fn read(folder: &Folder, plan: &Plan, findings: &mut Findings) -> Option<Manifest> {
        let names = declaration_files(folder);
        let read: Result<Vec<TextFile>, SourceError> =
            names.iter().map(|name| folder.read_text(name)).collect();
        let files = match read {
            Ok(files) => files,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        let log = Collector::default();
        let files: Vec<&TextFile> = files.iter().collect();
        let texts = Texts::of(&files, &TOP_KEYS);
        let (tables, damaged) = texts.entries(&files, &log);
        let mut forms = Forms::default();
        for (at, top) in documents(&texts, &tables, &files, &log) {
            match names[at] {
                waivers::NAME => forms.take_waivers_file(top),
                _ => forms.take(top),
            }
        }
        if !log.any_error() {
            texts.report_refused(&files, &log);
        }
        let in_doubt = log.any_error();
        let manifest = forms.check(folder, plan, &log);
        let consequence = |finding: &Finding| damaged.iter().any(|entry| entry.explains(finding));
        let found = log.finish(|finding| !consequence(finding));
        let wrong = found
            .iter()
            .find(|finding| finding.code.severity == Severity::Error);
        let wrong = wrong
            .and_then(|finding| finding.places.first())
            .map(|place| place.file.clone());
        findings.merge(found);
        if in_doubt {
            findings.add(nothing_read(wrong));
            return None;
        }
        Some(manifest)
    }
}

/// The finding that no data is read because of the mistakes reported before, the first of them in `file`.
fn nothing_read(file: Option<Arc<str>>) -> Finding {
    let file = file.unwrap_or_else(|| NAME.into());
    let name = file.rsplit('/').next().unwrap_or(NAME);
    Finding::new(
        codes::BAD_MANIFEST,
        text!(
            "{name} 有误，未读取任何数据",
            "no data was read, because {name} has errors"
        ),
    )
    .at(Place::file(file.clone()))
    .help(text!(
        "请先改正以上各处，再重新运行",
        "fix the errors above and run again"
    ))
}

/// The finding for a file that can't be read.
pub fn unreadable(error: &SourceError) -> Finding {
    let reason = &error.reason;
    Finding::new(
        codes::UNREADABLE,
        text!("文件无法读取：{reason}", "the file can't be read: {reason}"),
    )
    .at(Place::file(error.path.as_str()))
    .help(text!(
        "请核对文件名与权限；若不应读取，请在 data.toml 中写 `skip = true`",
        "check its name and permissions; if it is not to be read, declare `skip = true` in data.toml"
    ))
}
