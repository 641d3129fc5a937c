//! `data.toml`: what a data set declares about itself and its files. Every mistake in it is reported in one run.

mod columns;
mod declarations;
mod files;
mod forms;
mod layout;
mod places;
mod values;

pub use columns::{ColumnEntry, DeclaredColumn};
pub use declarations::{Declarations, resolve};
pub use files::{FileEntry, FileKey};
pub use forms::{Running, Shape};
pub use layout::LayoutEntry;
pub use places::Placed;

use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::plan::Plan;
use crate::source::{Folder, SourceError};
use crate::text;
use crate::toml_reader::{Collector, Texts, documents};
use forms::{Forms, TOP_KEYS};
use std::collections::BTreeMap;

/// The file that a data set declares itself in.
const NAME: &str = "data.toml";

/// The names of the files in which a data set declares how it is read, those that are there.
pub fn declaration_files(folder: &Folder) -> Vec<String> {
    let mut names = vec![NAME.to_owned()];
    names.retain(|name| folder.has_file(name) && !folder.is_single_file());
    names
}

/// What `data.toml` declares, checked against the plan.
#[derive(Default)]
pub struct Manifest {
    /// The data set's title; `None` if none is given.
    pub title: Option<Text>,
    /// Whether all figures are made up.
    pub synthetic: bool,
    /// The declared files and sheets; `None` for one that is to be skipped, or whose file does not exist.
    pub files: BTreeMap<FileKey, Option<FileEntry>>,
    /// Declarations about figures, not yet resolved against the units.
    pub declarations: Declarations,
}

impl Manifest {
    /// Reads and checks `data.toml`; all mistakes are reported. Without the file, nothing is declared. `None` if the file
    /// can't be opened, or if a syntax error, an unknown or missing key or an invalid value leaves in doubt what it
    /// declares: no data may be read then.
    pub fn read(folder: &Folder, plan: &Plan, findings: &mut Findings) -> Option<Manifest> {
        let names = folder.list("toml").unwrap_or_default();
        if !names.iter().any(|name| name == NAME) {
            return Some(Manifest::default());
        }
        let file = match folder.read_text(NAME) {
            Ok(file) => file,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        let log = Collector::default();
        let files = [&file];
        let texts = Texts::of(&files, &TOP_KEYS);
        let (tables, damaged) = texts.entries(&files, &log);
        let mut forms = Forms::default();
        for (_, top) in documents(&texts, &tables, &files, &log) {
            forms.take(top);
        }
        if !log.any_error() {
            texts.report_refused(&files, &log);
        }
        let in_doubt = log.any_error();
        let manifest = forms.check(folder, plan, &log);
        let consequence = |finding: &Finding| damaged.iter().any(|entry| entry.explains(finding));
        findings.merge(log.finish(|finding| !consequence(finding)));
        if in_doubt {
            findings.add(nothing_read(&file.path));
            return None;
        }
        Some(manifest)
    }
}

/// The finding that no data is read because of the mistakes reported before.
fn nothing_read(path: &str) -> Finding {
    Finding::new(
        codes::BAD_MANIFEST,
        text!(
            "data.toml 有误，未读取任何数据",
            "no data was read, because data.toml has errors"
        ),
    )
    .at(Place::file(path))
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
