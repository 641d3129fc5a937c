//! The rooms that a run walks through, behind one door.

use crate::diagnostic::{Finding, Findings, Place, codes};
use crate::figures::{Figures, Units};
use crate::plan::{self, IndicatorIx, LevelIx, Plan, Year};
use crate::source::{Folder, SourceError, TextFile};
use crate::words::Text;
use include_dir::{Dir, include_dir};

static PLAN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/indicators/beijing-2011-2015");
static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/beijing");

/// The plan that is built in.
pub fn shipped_plan() -> Folder {
    Folder::BuiltIn(&PLAN)
}

/// The data that is built in.
pub fn shipped_data() -> Folder {
    Folder::BuiltIn(&DATA)
}

/// What is to be counted.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Levels whose units are judged one by one.
    pub levels: Vec<LevelIx>,
    /// The year asked for; all where none.
    pub year: Option<Year>,
    /// Keep every cell that this indicator rests on.
    pub traced: Option<IndicatorIx>,
}

/// A data set whose units are known and whose rows are not yet read.
#[derive(Debug, Default)]
pub struct Opened {
    pub units: Units,
}

/// Loads a plan; what comes back with it are warnings.
pub fn load_plan(folder: &Folder) -> Result<(Plan, Findings), Findings> {
    let files = plan_files(folder).map_err(unreadable)?;
    plan::load(&files).map(|loaded| (loaded.plan, loaded.findings))
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

/// Opens a data set: its manifest, headers and units.
pub fn open_data(_folder: &Folder, _plan: &Plan) -> (Opened, Findings) {
    (Opened::default(), Findings::default())
}

/// Reads its rows, and counts what is asked.
pub fn count(opened: Opened, _plan: &Plan, _question: &Question) -> (Figures, Findings) {
    let figures = Figures {
        units: opened.units,
        ..Figures::default()
    };
    (figures, Findings::default())
}
