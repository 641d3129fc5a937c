//! The plan and the data that are built in, and loading a plan from its folder.

use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::plan::{Plan, load};
use crate::source::{Folder, SourceError, TextFile};
use include_dir::{Dir, include_dir};

static PLAN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/indicators/beijing-2011-2015");
static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/beijing");

/// The plan that is built in.
pub fn plan() -> Folder {
    Folder::BuiltIn(&PLAN)
}

/// The data that is built in.
pub fn data() -> Folder {
    Folder::BuiltIn(&DATA)
}

/// Loads a plan; what comes back with it are warnings.
pub fn load_plan(folder: &Folder) -> Result<(Plan, Findings), Findings> {
    let files = plan_files(folder).map_err(unreadable)?;
    load(&files).map(|loaded| (loaded.plan, loaded.findings))
}

fn plan_files(folder: &Folder) -> Result<Vec<TextFile>, SourceError> {
    let names = folder.list("toml")?;
    if names.is_empty() {
        return Err(SourceError {
            path: folder.shown(),
            reason: "no TOML files".to_owned(),
        });
    }
    names.iter().map(|name| folder.read_text(name)).collect()
}

fn unreadable(error: SourceError) -> Findings {
    let mut findings = Findings::default();
    let message = Text::new(
        format!("无法读取：{}", error.reason),
        format!("can't read: {}", error.reason),
    );
    findings.add(Finding::new(codes::UNREADABLE, message).at(Place::file(error.path)));
    findings
}
