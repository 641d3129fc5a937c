//! Where in a table the header and the rows are: as `data.toml` declares, or else found by the titles that are known.
//!
//! A table whose first row is its header is read as it is. Any other is held in memory and rearranged, so that the first
//! row is the header and each other one a row; cells keep the places in which they were read.

mod encodings;
mod fill_down;
mod formats;
mod found;
mod melt;
mod part;
mod rows;
mod titles;
mod unit_line;

pub use formats::FormatReader;

use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::table::{
    self, Control, Format, Grid, GridCell, GridRow, LinesUsed, PlainLines, ReadEvent, Table,
    Visitor,
};
use crate::text;
use rows::Rows;
use std::sync::Arc;
use titles::{Title, Titles};

/// How many rows at the beginning of a table are searched for the header.
const ROWS_SEARCHED: usize = 30;
/// How many cells of such a row are looked at.
const CELLS_SEARCHED: usize = 500;

/// Finds the layout of one table.
struct Arranger<'a> {
    /// What titles mean.
    pub titles: Titles<'a>,
    /// The file's path as it is shown.
    pub path: &'a Arc<str>,
    /// Whether the table is small enough to be looked at whole.
    pub small: bool,
}

/// The tables of a file or sheet.
#[derive(Debug, Default)]
pub struct Arranged {
    /// The tables; none where the file can't be read.
    pub tables: Vec<Format>,
    /// How many rows, blank ones apart, are in none of them: titles, headers that are repeated, rows that data.toml leaves out.
    pub set_aside: u64,
    /// How many rows, blank ones apart, are refused since the layout can be read in two ways.
    pub refused: u64,
}

impl Arranged {
    /// A single table, of which every row is read.
    fn plain(format: Format) -> Self {
        Arranged {
            tables: vec![format],
            ..Arranged::default()
        }
    }
}

/// The beginning of a table.
#[derive(Default)]
struct Sample {
    rows: Vec<GridRow>,
    /// Whether a row behind the first is a header too.
    later_header: bool,
    /// A comment above all rows that has known titles.
    commented_header: Option<Place>,
}

impl Sample {
    /// How many titles of the row that has most are known.
    fn known(&self, titles: &Titles<'_>) -> usize {
        let known = self.rows.iter().map(|row| titles.known(row));
        known.max().unwrap_or(0)
    }

    /// Whether more titles than `known` are known in any row. Asks for few of them where the first row is a header.
    fn has_more_than(&self, known: usize, titles: &Titles<'_>) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.cells.len() > known && titles.known(row) > known)
    }
}

impl Arranger<'_> {
    /// The table, or the tables that stand under each other in it, each with its header first. What was found is noted.
    /// None, with a finding, where the layout can be read in two ways. `sample` is the beginning of the table, if it was read.
    fn arrange(
        &self,
        (format, sample): (Format, Option<Sample>),
        open: impl Fn() -> Option<table::AnyTable>,
        findings: &mut Findings,
    ) -> Arranged {
        let sample = sample.or_else(|| Some(self.sample(&mut open()?, self.small)));
        let Some(sample) = sample else {
            return Arranged::plain(format);
        };
        let commented = sample.commented_header.as_ref();
        let commented = commented.filter(|_| sample.known(&self.titles) < 2);
        if commented.is_none() && self.is_plain(&sample) {
            return Arranged::plain(format);
        }
        let Some(mut table) = open() else {
            return Arranged::plain(format);
        };
        let sheet = format.sheet_name();
        let Ok(grid) = Grid::read(&mut table, self.path, sheet.clone()) else {
            findings.add(self.too_large());
            return Arranged::default();
        };
        let filled = grid.filled();
        let refused = Arranged {
            refused: filled,
            ..Arranged::default()
        };
        if let Some(place) = commented {
            findings.add(commented_header().at(place.clone()));
            return refused;
        }
        let (encoding, comments) = (grid.encoding, grid.comments.clone());
        let rows = match Rows::of(self, grid) {
            Ok(Some(rows)) => rows,
            Ok(None) => return Arranged::plain(format),
            Err(finding) => {
                findings.add(*finding);
                return refused;
            }
        };
        let (tables, note, set_aside) = rows.tables();
        if let Some(note) = note {
            findings.add(note);
        }
        let grids = tables.into_iter().map(|rows| Grid {
            sheet: sheet.clone(),
            separator: format.separator(),
            comments: comments.clone(),
            rows,
            encoding,
        });
        Arranged {
            tables: grids.map(|grid| Format::Grid(Arc::new(grid))).collect(),
            set_aside,
            refused: 0,
        }
    }

    /// Reads the beginning of a table; `whole` also looks for a header further down.
    fn sample(&self, table: &mut table::AnyTable, whole: bool) -> Sample {
        let mut sampler = Sampler {
            titles: &self.titles,
            path: self.path,
            whole,
            sample: Sample::default(),
        };
        table.read_for(&mut sampler);
        sampler.sample
    }

    /// Whether the first row is the header, and there is nothing else to find.
    fn is_plain(&self, sample: &Sample) -> bool {
        let Some(first) = sample.rows.first() else {
            return true;
        };
        let declared = &self.titles.entry.layout;
        if declared.is_declared() {
            return false;
        }
        let known = self.titles.known(first);
        let titles = || first.cells.iter().map(|cell| self.titles.of(&cell.text));
        let last = titles().rposition(|title| title != Title::Blank);
        let gap = titles()
            .take(last.unwrap_or(0))
            .any(|title| title == Title::Blank);
        !sample.later_header
            && !sample.has_more_than(known, &self.titles)
            && !gap
            && !sample.rows.get(1).is_some_and(|row| {
                self.titles.is_part_of_header(row)
                    || self.titles.is_unit_row(row)
                    || self.titles.is_row_of_numbers(row)
            })
            && !melt::applies(&self.titles, first)
    }

    fn too_large(&self) -> Finding {
        Finding::new(
            codes::AMBIGUOUS_LAYOUT,
            text!(
                "表格过大，无法自动整理",
                "the table is too large to be rearranged"
            ),
        )
        .at(Place::file(self.path.clone()))
        .help(text!(
            "请整理成第一行为表头的表格",
            "arrange it so that the first row is the header"
        ))
    }

    /// The finding about a layout that can be read in two ways.
    fn ambiguous(&self, message: Text, places: [Place; 2]) -> Box<Finding> {
        let [first, other] = places;
        let finding = Finding::new(codes::AMBIGUOUS_LAYOUT, message)
            .at(first)
            .beside(other, text!("另一处", "the other"))
            .help(text!(
                "请在 data.toml 中用 `header-line` 指明表头所在的行",
                "declare in data.toml with `header-line` where the header is"
            ));
        Box::new(finding)
    }
}

/// Reads the beginning of a table.
struct Sampler<'a> {
    titles: &'a Titles<'a>,
    path: &'a Arc<str>,
    /// Whether a header is looked for further down.
    whole: bool,
    sample: Sample,
}

impl Sampler<'_> {
    /// Whether no more rows are kept.
    fn is_full(&self) -> bool {
        self.sample.rows.len() >= ROWS_SEARCHED
    }

    /// Whether a line is a row that does not begin with the title of a column, as nearly all do.
    fn is_row(&self, line: &[u8], separator: u8) -> bool {
        let Some(&byte) = line.first() else {
            return false;
        };
        if byte == b'#' || byte == separator {
            return false;
        }
        self.titles.is_no_initial(byte) || {
            let end = memchr::memchr(separator, line).unwrap_or(line.len());
            let first = std::str::from_utf8(&line[..end]).map_or("", str::trim);
            !first.is_empty() && !self.titles.is_role(first)
        }
    }
}

impl Visitor for Sampler<'_> {
    fn event(&mut self, event: ReadEvent<'_>) -> Control {
        let record = match event {
            ReadEvent::Record(record) => record,
            ReadEvent::Comment(record) if self.sample.rows.is_empty() => {
                if self.titles.known(&row_of_comment(record)) > 1 {
                    self.sample.commented_header = Some(record.whole(self.path));
                }
                return Control::Next;
            }
            ReadEvent::Comment(_) | ReadEvent::Error(_) => return Control::Next,
        };
        let inside = !self.is_full();
        if !inside && !self.whole {
            return Control::Stop;
        }
        let first = (0..record.len()).map(|at| record.get(at));
        let first = first.map(str::trim).find(|text| !text.is_empty());
        let begins = first.is_some_and(|text| self.titles.is_role(text));
        if inside || begins {
            let row = row_of(record);
            if !self.sample.rows.is_empty() && begins && self.titles.is_header(&row) {
                self.sample.later_header = true;
            }
            if inside {
                self.sample.rows.push(row);
            }
        }
        Control::Next
    }

    fn wants_lines(&mut self) -> bool {
        self.whole && self.is_full()
    }

    fn lines(&mut self, lines: PlainLines<'_>) -> LinesUsed {
        let mut used = LinesUsed::default();
        while let rest = &lines.text[used.bytes..]
            && let Some(end) = memchr::memchr2(b'\n', b'\r', rest)
        {
            let ending = match rest[end..] {
                [b'\n', ..] => 1,
                [b'\r', b'\n', ..] => 2,
                // Several lines in one.
                _ => break,
            };
            if !self.is_row(&rest[..end], lines.separator) {
                break;
            }
            used.bytes += end + ending;
            used.lines += 1;
        }
        used
    }
}

/// The finding about a header that begins with `#`.
fn commented_header() -> Finding {
    let message = text!("注释行像是表头", "this comment looks like the header");
    Finding::new(codes::ROW_IN_COMMENT, message).help(text!(
        "若是表头，请删去开头的 `#`，序号列写 `序号`；该文件未读取",
        "if it is the header, remove the `#`, or write `No.` above a column that numbers the rows; the file is not read"
    ))
}

/// The beginning of a comment, without the `#`.
fn row_of_comment(record: &table::Record<'_>) -> GridRow {
    let mut row = row_of(record);
    if let Some(first) = row.cells.first_mut() {
        first.text = first.text.trim_start_matches(['#', ' ']).into();
    }
    row
}

/// The beginning of a record, without its places.
fn row_of(record: &table::Record<'_>) -> GridRow {
    let cells = (0..record.len().min(CELLS_SEARCHED)).map(|at| GridCell {
        text: record.get(at).into(),
        ..GridCell::default()
    });
    GridRow {
        line: record.line(),
        cells: cells.collect(),
    }
}
