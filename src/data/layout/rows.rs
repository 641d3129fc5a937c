//! The header of a table that is held in memory, and the rows that belong to it.

use super::titles::{Title, is_number};
use super::{Arranger, ROWS_SEARCHED, melt, unit_line};
use crate::finding::{CellPosition, Finding, LinePosition, Place, codes};
use crate::i18n::{Text, normalize};
use crate::table::{Grid, GridCell, GridRow, ReadError};
use crate::text;
use std::sync::Arc;

type Row = Result<GridRow, ReadError>;

/// A table: what stands above its header, the header, and the rows below.
pub struct Rows<'a> {
    arranger: &'a Arranger<'a>,
    sheet: Option<Arc<str>>,
    above: Vec<GridRow>,
    comments: Vec<GridRow>,
    header: GridRow,
    rows: Vec<Row>,
    /// What was found, for the user.
    evidence: Vec<Text>,
}

impl<'a> Rows<'a> {
    /// The header and the rows of a grid; `None` where no row looks like a header. Fails where two do.
    pub fn of(arranger: &'a Arranger<'a>, grid: Grid) -> Result<Option<Rows<'a>>, Box<Finding>> {
        let declared = &arranger.titles.entry.layout;
        let sheet = grid.sheet;
        let mut rows = grid.rows;
        let mut found = Rows {
            arranger,
            sheet,
            above: Vec::new(),
            comments: Vec::new(),
            header: GridRow::default(),
            rows: Vec::new(),
            evidence: Vec::new(),
        };
        let line = |row: &Row| row.as_ref().map_or(0, |row| row.line);
        let first = match (declared.header_line, declared.skip_rows) {
            (Some(wanted), _) => rows.iter().position(|row| line(row) >= wanted),
            (None, Some(skipped)) => rows.iter().position(|row| line(row) > skipped),
            (None, None) => found
                .search(&rows)?
                .map(|at| arranger.titles.first_line(&rows, at)),
        };
        let Some(first) = first else {
            return Ok(None);
        };
        found.rows = rows.split_off(first + 1);
        // The row at `first` was read: an error has no line.
        found.header = rows.pop().and_then(Result::ok).unwrap_or_default();
        found.above = rows.into_iter().filter_map(Result::ok).collect();
        found.comments = grid.comments;
        if first > 0 {
            let at = found.header.line;
            found
                .evidence
                .push(text!("表头在第 {at} 行", "the header is in line {at}"));
            let lines: Vec<String> = found.above.iter().map(|row| row.line.to_string()).collect();
            let (word, lines) = (
                if lines.len() == 1 { "line" } else { "lines" },
                lines.join(", "),
            );
            found.evidence.push(Text::new(
                format!("第 {lines} 行不作数据"),
                format!("{word} {lines} above it set aside"),
            ));
        }
        let last = declared.skip_last.min(found.rows.len());
        found.rows.truncate(found.rows.len() - last);
        if last > 0 {
            found.evidence.push(text!(
                "最后 {last} 行不作数据",
                "the last {last} rows set aside"
            ));
        }
        found.second_header()?;
        found.fill_down()?;
        Ok(Some(found))
    }

    /// The first of the rows with the most titles that are known; the first row where no other has more.
    fn search(&self, rows: &[Row]) -> Result<Option<usize>, Box<Finding>> {
        let titles = &self.arranger.titles;
        let known = |row: &Row| row.as_ref().map_or(0, |row| titles.known(row));
        let searched = &rows[..rows.len().min(ROWS_SEARCHED)];
        let best = searched.iter().map(known).max().unwrap_or(0);
        let first = searched.iter().position(|row| row.is_ok());
        // Of a header of two lines, either may have more titles that are known.
        let begins = |row: &Row| {
            let part = row.as_ref().is_ok_and(|row| titles.is_part_of_header(row));
            known(row) == best || part && known(row) >= 2
        };
        let Some(found) = searched.iter().position(begins) else {
            return Ok(first);
        };
        if best < 2 || first.is_some_and(|first| known(&rows[first]) == best) {
            return Ok(first.filter(|first| known(&rows[*first]) > 0 || best > 0));
        }
        let like_rows = searched[..found].iter().flatten().find(|row| {
            row.cells
                .iter()
                .filter(|cell| is_number(&cell.text))
                .count()
                >= 2
        });
        match (like_rows, &rows[found]) {
            (Some(row), Ok(header)) => {
                let (line, other) = (header.line, row.line);
                let message = text!(
                    "表头似在第 {line} 行，但其上的第 {other} 行像是数据",
                    "the header seems to be in line {line}, but line {other} above it looks like a row"
                );
                let places = [self.place(header), self.place(row)];
                Err(self.arranger.ambiguous(message, places))
            }
            _ => Ok(Some(found)),
        }
    }

    /// Joins a header of two lines: titles of groups, and below them those of the columns.
    fn second_header(&mut self) -> Result<(), Box<Finding>> {
        let titles = &self.arranger.titles;
        let Some(Ok(below)) = self.rows.first() else {
            return Ok(());
        };
        if titles.is_unit_row(below) {
            self.unit_row();
            return Ok(());
        }
        if titles.is_row_of_numbers(below) {
            let line = below.line;
            self.evidence.push(text!(
                "第 {line} 行只是列号",
                "line {line} only numbers the columns"
            ));
            self.rows.drain(..1);
            return Ok(());
        }
        let header_known = titles.known(&self.header);
        let years = titles.is_row_of_years(below, &self.header);
        if !years && !titles.is_part_of_header(below) {
            return Ok(());
        }
        if self.same_columns(below) {
            let line = below.line;
            self.evidence.push(text!(
                "第 {line} 行重复表头",
                "line {line} repeats the header"
            ));
            self.rows.drain(..1);
            return Ok(());
        }
        let mut joined = self.header.clone();
        let mut group = GridCell::default();
        let mut contradiction = false;
        for (at, cell) in joined.cells.iter_mut().enumerate() {
            let own = below.cells.get(at).cloned().unwrap_or_default();
            if !cell.text.trim().is_empty() {
                group = cell.clone();
            }
            if own.text.trim().is_empty() {
                continue;
            }
            let of_both = |text: &str| {
                !matches!(
                    titles.of(text),
                    Title::Blank | Title::Period | Title::Unknown
                )
            };
            contradiction |= of_both(&cell.text) && of_both(&own.text);
            let text = match (titles.of(&group.text), titles.of(&own.text)) {
                (Title::Blank | Title::Unknown, _) => own.text.clone(),
                (Title::Period, _) => format!("{} {}", own.text.trim(), group.text.trim()).into(),
                (_, Title::Period) => format!("{} {}", group.text.trim(), own.text.trim()).into(),
                _ => own.text.clone(),
            };
            contradiction |= matches!(titles.of(&text), Title::Blank | Title::Unknown);
            *cell = GridCell { text, ..own };
        }
        if contradiction || titles.known(&joined) < header_known {
            let message = text!(
                "第 {} 行和第 {} 行都像是表头",
                "lines {} and {} both look like the header",
                self.header.line,
                below.line
            );
            let places = [self.place(&self.header), self.place(below)];
            return Err(self.arranger.ambiguous(message, places));
        }
        let line = below.line;
        self.evidence.push(text!(
            "表头有两行，至第 {line} 行",
            "the header has two lines, to line {line}"
        ));
        self.header = joined;
        self.rows.drain(..1);
        Ok(())
    }

    /// Gives the titles the units of measurement that stand in the row below them.
    fn unit_row(&mut self) {
        let Some(Ok(units)) = self.rows.first().cloned() else {
            return;
        };
        for (title, unit) in self.header.cells.iter_mut().zip(&units.cells) {
            let unit = unit
                .text
                .trim()
                .trim_matches(['(', ')', '（', '）', '[', ']']);
            if !unit.is_empty() && !title.text.trim().is_empty() {
                title.text = format!("{}（{unit}）", title.text.trim()).into();
            }
        }
        let line = units.line;
        self.evidence.push(text!(
            "计量单位见第 {line} 行",
            "the units of measurement are given in line {line}"
        ));
        self.rows.drain(..1);
    }

    /// Whether a row names the same columns as the header, in other words.
    fn same_columns(&self, row: &GridRow) -> bool {
        let titles = &self.arranger.titles;
        let meaning = |row: &GridRow| -> Vec<_> {
            let cells = row.cells.iter();
            let meanings = cells.map(|cell| {
                let binding = titles
                    .name_index
                    .resolve(&cell.text, titles.entry.checklist);
                (titles.of(&cell.text), binding.ok())
            });
            meanings.collect()
        };
        meaning(row) == meaning(&self.header)
    }

    /// Fills blank cells of the declared columns from above.
    fn fill_down(&mut self) -> Result<(), Box<Finding>> {
        for title in &self.arranger.titles.entry.layout.fill_down {
            let wanted = normalize(&title.value);
            let is = |cell: &GridCell| normalize(&cell.text) == wanted;
            let Some(at) = self.header.cells.iter().position(is) else {
                let message = text!(
                    "`fill-down` 中的 `{wanted}` 不是文件的列",
                    "`fill-down` lists `{wanted}`, which is not a column of the file"
                );
                let help = text!("请核对列名", "check the title");
                return Err(Box::new(title.finding(codes::BAD_MANIFEST, message, help)));
            };
            let mut above = GridCell::default();
            for row in self.rows.iter_mut().flatten() {
                let blank = row.cells.iter().all(|cell| cell.text.trim().is_empty());
                match row.cells.get_mut(at) {
                    Some(cell) if !cell.text.trim().is_empty() => above = cell.clone(),
                    Some(cell) if !blank => *cell = above.clone(),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The tables that stand under each other, each with its header first, and what was found, as a note.
    pub fn tables(mut self) -> (Vec<Vec<Row>>, Option<Finding>) {
        let titles = &self.arranger.titles;
        let mut tables: Vec<(GridRow, Vec<Row>)> = Vec::new();
        let (mut header, mut rows) = (self.header.clone(), Vec::new());
        let texts = |row: &GridRow| -> Vec<String> {
            row.cells.iter().map(|cell| normalize(&cell.text)).collect()
        };
        for row in std::mem::take(&mut self.rows) {
            match row {
                Ok(row) if titles.is_header(&row) => {
                    let line = row.line;
                    if texts(&row) == texts(&header) {
                        self.evidence.push(text!(
                            "第 {line} 行重复表头",
                            "line {line} repeats the header"
                        ));
                    } else {
                        self.evidence.push(text!(
                            "第 {line} 行起是另一张表",
                            "another table begins in line {line}"
                        ));
                        tables.push((
                            std::mem::replace(&mut header, row),
                            std::mem::take(&mut rows),
                        ));
                    }
                }
                row => rows.push(row),
            }
        }
        tables.push((header, rows));
        let place = self.place(&self.header);
        let unit = unit_line::find(titles, self.above.iter().chain(&self.comments));
        if let Some((line, units)) = &unit {
            let unit = units.join("、");
            self.evidence.push(text!(
                "计量单位 `{unit}` 见第 {line} 行",
                "the unit `{unit}` is given in line {line}"
            ));
        }
        let mut finished = Vec::new();
        for (mut header, mut rows) in tables {
            drop_empty_columns(&mut header, &mut rows, &mut self.evidence);
            if let Some(text) = melt::melt(titles, &mut header, &mut rows) {
                self.evidence.push(text);
            }
            if let Some((_, units)) = &unit {
                unit_line::apply(titles, units, &mut header, &mut rows);
            }
            rows.insert(0, Ok(header));
            finished.push(rows);
        }
        let join = |lang: fn(&Text) -> &str, with: &str| {
            let parts: Vec<&str> = self.evidence.iter().map(lang).collect();
            parts.join(with)
        };
        let message = Text::new(join(|t| &t.zh, "；"), join(|t| &t.en, "; "));
        let note =
            (!self.evidence.is_empty()).then(|| Finding::new(codes::LAYOUT, message).at(place));
        (finished, note)
    }

    /// The place of a row.
    fn place(&self, row: &GridRow) -> Place {
        let cells = row.cells.iter().take(100);
        let texts: Vec<&str> = cells.map(|cell| &*cell.text).collect();
        let text = crate::table::workbook::shortened(&texts.join(","));
        match &self.sheet {
            Some(sheet) => Place::in_sheet(
                self.arranger.path.clone(),
                CellPosition {
                    sheet: sheet.clone(),
                    row: row.line,
                    column: 0,
                    text,
                },
            ),
            None => Place::in_line(
                self.arranger.path.clone(),
                LinePosition {
                    line: row.line,
                    column: 1,
                    span: (0, text.len()),
                    text,
                },
            ),
        }
    }
}

/// Removes columns without a title that hold nothing, or that only number the rows.
fn drop_empty_columns(header: &mut GridRow, rows: &mut [Row], evidence: &mut Vec<Text>) {
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
            evidence.push(text!(
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
