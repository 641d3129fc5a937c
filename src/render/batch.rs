//! The files of a batch: what `kaoping report` writes in each format.
//!
//! To add a format: a file in `render/batch/` that declares what it writes, and its line in [`BATCH_FORMATS`].

use super::{DocumentFormat, Style};
use crate::i18n::Lang;
use crate::registry;
use crate::report::batch::{BatchReport, UnitReport, YearReport};
use crate::report::manifest::BatchDocument;
use std::io;

registry! {
    /// Every format of a batch, in the order in which its files are listed. One more is one file and one line here.
    pub const BATCH_FORMATS: [BatchFormat] = FORMAT of {
        html,
        xlsx,
        json,
        csv,
    }
}

/// One file to be written: a path within the folder of the batch, `/` between its parts, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchFile {
    /// One of [`BatchFormat::paths`].
    pub path: String,
    /// The whole of it. The same report gives the same bytes.
    pub bytes: Vec<u8>,
}

/// Writes the files of a part of a batch. What is no unit's or year's own comes with the whole.
pub type PartWriter<T> = fn(&T, &BatchReport) -> io::Result<Vec<BatchFile>>;

/// Writes the files of the batch as a whole.
pub type WholeWriter = fn(&BatchReport) -> io::Result<Vec<BatchFile>>;

/// A format of a batch; `None` for what it has no files for.
pub struct BatchFormat {
    /// The word in `--formats`.
    pub id: &'static str,
    /// The path of every file that it writes: known before the first is written, so that a run that is interrupted can say what
    /// is missing, and no other file is ever replaced.
    pub paths: fn(&BatchReport) -> Vec<String>,
    /// Whether its files need [`UnitReport::explanations`].
    pub explanations: bool,
    /// Whether its files need trends.
    pub trends: bool,
    /// The files of one unit in one year.
    pub unit: Option<PartWriter<UnitReport>>,
    /// The files of one year.
    pub year: Option<PartWriter<YearReport>>,
    /// The files of the batch as a whole.
    pub whole: Option<WholeWriter>,
}

/// The format of an id; `None` if there is none.
pub fn batch_format(id: &str) -> Option<&'static BatchFormat> {
    BATCH_FORMATS.iter().find(|format| format.id == id)
}

/// A file that a function writes.
fn file(path: String, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<BatchFile> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    Ok(BatchFile { path, bytes })
}

/// The style of files: no colour, no width.
fn style(lang: Lang) -> Style {
    Style {
        lang,
        width: 80,
        wraps_rows: false,
        color: false,
    }
}

/// The card of a unit in a year, as `score` writes it in a format; none if the format has no scorecards.
fn card_file(
    format: &DocumentFormat,
    report: &UnitReport,
    batch: &BatchReport,
) -> io::Result<Vec<BatchFile>> {
    let Some(new) = format.scorecard else {
        return Ok(Vec::new());
    };
    let mut renderer = new(style(batch.lang));
    let document = report.card.pick(batch.lang);
    let written = file(report.unit.path(report.year, format.id), |out| {
        renderer.begin(out, &document.head)?;
        for card in document.cards() {
            renderer.card(out, &card)?;
        }
        renderer.members(out, &document.units)?;
        renderer.end(out, &document.tail)
    });
    Ok(vec![written?])
}

/// The bytes of a manifest: a member a line, and a file a line.
pub fn manifest(document: &BatchDocument) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    super::json::batch(&mut bytes, document)?;
    Ok(bytes)
}
