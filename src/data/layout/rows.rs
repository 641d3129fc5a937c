//! The tables that stand in a grid: what is above them, their headers, and their rows.

use super::fill_down::fill_down;
use super::found::Found;
use super::part::{Part, Row};
use super::titles::{Title, Titles, is_number};
use super::{Arranger, ROWS_SEARCHED, melt, unit_line};
use crate::data::column_role::ColumnRole;
use crate::finding::Finding;
use crate::table::{Grid, GridRow};
use crate::text;

/// The tables of a grid, and what stands above the first of them.
pub struct Rows<'a> {
    found: Found<'a>,
    /// The units of measurement that stand above the first table, and the line that gives them.
    unit: Option<(u64, Vec<String>)>,
    parts: Vec<Part>,
}

impl<'a> Rows<'a> {
    /// The tables of a grid; `None` where no row looks like a header. Fails where two do.
    pub fn of(arranger: &'a Arranger<'a>, grid: Grid) -> Result<Option<Rows<'a>>, Box<Finding>> {
        let declared = &arranger.titles.entry.layout;
        let mut rows = grid.rows;
        let mut found = Found::new(arranger, grid.sheet);
        let line = |row: &Row| row.as_ref().map_or(0, |row| row.line);
        let first = match (declared.header_line, declared.skip_rows) {
            (Some(wanted), _) => rows.iter().position(|row| line(row) >= wanted),
            (None, Some(skipped)) => rows.iter().position(|row| line(row) > skipped),
            (None, None) => search(&found, &rows)?.map(|at| arranger.titles.first_line(&rows, at)),
        };
        let Some(first) = first else {
            return Ok(None);
        };
        let mut below = rows.split_off(first + 1);
        // The row at `first` was read: an error has no line.
        let header = rows.pop().and_then(Result::ok).unwrap_or_default();
        let (above, errors): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(Result::is_ok);
        let above: Vec<GridRow> = above.into_iter().flatten().collect();
        note_above(&mut found, &header, &above);
        skip_last(&mut found, &mut below, declared.skip_last);
        // What could not be read above the header is reported with the rows.
        below.splice(..0, errors);
        let mut parts = Vec::new();
        let mut next = Some((header, below));
        while let Some((header, rows)) = next {
            let mut part = Part::new(header, rows, &mut found)?;
            next = part.split(&mut found);
            parts.push(part);
        }
        fill_down(&mut parts, &arranger.titles)?;
        let unit = unit_line::find(&arranger.titles, above.iter().chain(&grid.comments));
        if let (Some(unit), Some(part)) = (&unit, parts.first())
            && let Some(finding) = found.unit_in_doubt(&part.header, unit)
        {
            return Err(Box::new(finding));
        }
        Ok(Some(Rows { found, unit, parts }))
    }

    /// The tables, each with its header first; what was found, as a note; and how many rows are set aside.
    pub fn tables(mut self) -> (Vec<Vec<Row>>, Option<Finding>, u64) {
        let found = &mut self.found;
        let titles = found.titles();
        let unit = self.unit;
        if let Some((line, units)) = &unit {
            let unit = units.join("、");
            found.note(text!(
                "计量单位 `{unit}` 见第 {line} 行",
                "the unit `{unit}` is given in line {line}"
            ));
        }
        let place = self.parts.first().map(|part| part.header.clone());
        let mut finished = Vec::new();
        for Part {
            mut header,
            mut rows,
            ..
        } in self.parts
        {
            drop_empty_columns(&mut header, &mut rows, found);
            if let Some(text) = melt::melt(titles, &mut header, &mut rows) {
                found.note(text);
            }
            if let Some((_, units)) = &unit {
                unit_line::apply(titles, units, &mut header, &mut rows);
            }
            rows.insert(0, Ok(header));
            finished.push(rows);
        }
        let note = place.and_then(|place| found.evidence(&place));
        (finished, note, found.set_aside)
    }
}

/// How many lines above a header are named.
const LINES_SHOWN: usize = 10;

/// Notes what stands above the header.
fn note_above(found: &mut Found<'_>, header: &GridRow, above: &[GridRow]) {
    if above.is_empty() {
        return;
    }
    found.set_aside += above.iter().filter(|row| !row.is_blank()).count() as u64;
    let at = header.line;
    found.note(text!("表头在第 {at} 行", "the header is in line {at}"));
    let shown = above.iter().take(LINES_SHOWN);
    let mut lines: Vec<String> = shown.map(|row| row.line.to_string()).collect();
    if above.len() > LINES_SHOWN {
        lines.push("…".to_owned());
    }
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let lines = lines.join(", ");
    found.note(text!(
        zh: ("第 {lines} 行不作数据"),
        en: ("{word} {lines} above it set aside")
    ));
}

/// Sets the last rows aside, as data.toml declares.
fn skip_last(found: &mut Found<'_>, rows: &mut Vec<Row>, last: usize) {
    let last = last.min(rows.len());
    if last == 0 {
        return;
    }
    let skipped = rows.split_off(rows.len() - last);
    let filled = skipped
        .iter()
        .filter(|row| !row.as_ref().is_ok_and(GridRow::is_blank));
    found.set_aside += filled.count() as u64;
    found.note(text!(
        "最后 {last} 行不作数据",
        "the last {last} rows set aside"
    ));
}

/// The first of the rows with the most titles that are known; the first row where no other has more.
fn search(found: &Found<'_>, rows: &[Row]) -> Result<Option<usize>, Box<Finding>> {
    let titles = found.titles();
    let known = |row: &Row| row.as_ref().map_or(0, |row| titles.known(row));
    let is_header = |row: &Row| row.as_ref().is_ok_and(|row| titles.is_header(row));
    let first_rows = &rows[..rows.len().min(ROWS_SEARCHED)];
    // A header below many lines of notes.
    let searched = match first_rows.iter().any(is_header) || !rows.iter().any(is_header) {
        true => first_rows,
        false => rows,
    };
    let best = searched.iter().map(known).max().unwrap_or(0);
    let first = searched.iter().position(|row| row.is_ok());
    // Of a header of two lines, either may have more titles that are known.
    let begins = |row: &Row| {
        let part = row.as_ref().is_ok_and(|row| titles.is_part_of_header(row));
        known(row) == best || part && known(row) >= 2
    };
    let Some(at) = searched.iter().position(begins) else {
        return Ok(first);
    };
    if best < 2
        && let Some(at) = searched
            .windows(2)
            .position(|pair| heads_variables(pair, titles))
    {
        return Ok(Some(at));
    }
    if best < 2 || first.is_some_and(|first| known(&rows[first]) == best) {
        return Ok(first.filter(|first| known(&rows[*first]) > 0 || best > 0));
    }
    let like_rows = searched[..at].iter().flatten().find(|row| {
        row.cells
            .iter()
            .filter(|cell| is_number(&cell.text))
            .count()
            >= 2
    });
    match (like_rows, &rows[at]) {
        (Some(row), Ok(header)) => {
            let (line, other) = (header.line, row.line);
            let message = text!(
                "表头似在第 {line} 行，但其上的第 {other} 行像是数据",
                "the header seems to be in line {line}, but line {other} above it looks like a row"
            );
            Err(found.ambiguous(message, [header, row]))
        }
        _ => Ok(Some(at)),
    }
}

/// Whether the first of two rows has the title of a column of variables, and the second names one in it: the other titles
/// may be names of units, which are not known yet.
fn heads_variables(pair: &[Row], titles: &Titles<'_>) -> bool {
    let [Ok(header), Ok(below)] = pair else {
        return false;
    };
    let mut cells = header.cells.iter().zip(&below.cells);
    let variable = Title::Role(ColumnRole::Variable);
    header.cells.len() > 1
        && cells.any(|(title, cell)| {
            titles.of(&title.text) == variable && titles.of(&cell.text) == Title::Known
        })
}

/// Removes columns without a title that hold nothing, or that only number the rows.
fn drop_empty_columns(header: &mut GridRow, rows: &mut [Row], found: &mut Found<'_>) {
    let mut kept = vec![true; header.cells.len()];
    for (at, title) in header.cells.iter().enumerate() {
        if !title.text.trim().is_empty() {
            continue;
        }
        let cells = rows.iter().flatten();
        let cells = cells.map(|row| row.cells.get(at).map_or("", |cell| cell.text.trim()));
        let filled: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
        let numbers = |from: usize| {
            let mut numbers = filled.iter().zip(from..);
            filled.len() > 1 && numbers.all(|(text, number)| **text == number.to_string())
        };
        kept[at] = !(filled.is_empty() || numbers(0) || numbers(1));
        if !kept[at] && !filled.is_empty() {
            let column = at + 1;
            found.note(text!(
                "第 {column} 列只是行号",
                "column {column} only numbers the rows"
            ));
        }
    }
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let keep = |row: &mut GridRow| {
        let mut kept = kept.iter();
        // Cells beyond the header stay, so that the row is refused for them.
        row.cells.retain(|_| kept.next().is_none_or(|kept| *kept));
    };
    rows.iter_mut().flatten().for_each(keep);
    keep(header);
}
