//! Sheets of `.ods` workbooks, read from the XML of their content as a stream: the library that reads the other formats
//! gives 0.9 for a cell that says 90%, and writes out every repetition of an empty row.

use super::number_format::{NumberFormat, shown_with_words};
use super::{Area, Sheet, WorkbookError, damaged};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor};
use zip::ZipArchive;

/// All sheets, in their order.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if is_encrypted(&mut archive) {
        return Err(WorkbookError::Password);
    }
    let content = archive.by_name("content.xml");
    let content = content.map_err(|_| WorkbookError::OtherKind)?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    Document::new(xml).read()
}

/// Whether the parts are encrypted: the list of parts says how.
fn is_encrypted(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let manifest = archive.by_name("META-INF/manifest.xml").ok();
    let text = manifest.and_then(|part| std::io::read_to_string(part).ok());
    text.is_some_and(|text| text.contains("encryption-data"))
}

/// The content of a workbook, as far as it has been read.
struct Document<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    sheets: Vec<Sheet>,
    /// Styles of tables that are not shown.
    hidden_styles: BTreeSet<String>,
    /// The name of the style that is being read.
    style: String,
    /// The row and column of the next cell, from 0.
    row: u32,
    column: u32,
    /// How often the row at hand is repeated, and its cells that are not empty.
    row_repeats: u32,
    cells: Vec<(u32, String)>,
}

/// A cell as its element describes it.
struct CellElement<'a> {
    kind: Cow<'a, str>,
    value: Cow<'a, str>,
    repeats: u32,
    columns: u32,
    rows: u32,
}

impl<R: BufRead> Document<R> {
    fn new(xml: Reader<R>) -> Self {
        Document {
            xml,
            buffer: Vec::new(),
            sheets: Vec::new(),
            hidden_styles: BTreeSet::new(),
            style: String::new(),
            row: 0,
            column: 0,
            row_repeats: 1,
            cells: Vec::new(),
        }
    }

    fn read(mut self) -> Result<Vec<Sheet>, WorkbookError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(element) => self.start(&element)?,
                Event::End(element) if element.name().0 == "table:table-row" => self.end_row()?,
                Event::Eof => break,
                _ => {}
            }
        }
        self.sheets.into_iter().map(Sheet::finish).collect()
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), WorkbookError> {
        match element.name().0 {
            "style:style" => self.style = attribute(element, "style:name")?,
            "style:table-properties" if attribute(element, "table:display")? == "false" => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:table" => {
                let hidden = self
                    .hidden_styles
                    .contains(&attribute(element, "table:style-name")?);
                let name = attribute(element, "table:name")?;
                self.sheets.push(Sheet::new(&name, hidden));
                (self.row, self.column) = (0, 0);
            }
            "table:table-row" => {
                self.row_repeats = count(element, "table:number-rows-repeated")?;
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(element)?,
            _ => {}
        }
        Ok(())
    }

    /// Reads a cell to its end.
    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), WorkbookError> {
        let mut cell = CellElement::read(element)?;
        let shown = self.shown(element.name().0)?;
        let text = match &*cell.kind {
            "" if cell.value.is_empty() => shown,
            "string" if cell.value.is_empty() => shown,
            _ => cell.text(&shown),
        };
        let is_number = matches!(&*cell.kind, "float" | "percentage" | "currency");
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.has_numbers |= is_number;
            if cell.columns > 1 || cell.rows > 1 {
                let last = (self.row + cell.rows - 1, self.column + cell.columns - 1);
                sheet
                    .merged
                    .push(Area::from_zero((self.row, self.column), last));
            }
        }
        if text.is_empty() {
            self.column = self.column.saturating_add(cell.repeats);
            return Ok(());
        }
        cell.repeats = cell.repeats.min(WIDEST);
        for at in 0..cell.repeats {
            self.cells
                .push((self.column.saturating_add(at), text.clone()));
        }
        self.column = self.column.saturating_add(cell.repeats);
        Ok(())
    }

    /// The text that a cell shows, comments left out: its paragraphs, one a line.
    fn shown(&mut self, cell: &str) -> Result<String, WorkbookError> {
        let mut text = String::new();
        let (mut paragraphs, mut inside, mut comment) = (0, false, 0);
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer);
            match event.map_err(damaged)? {
                Event::Start(element) => match element.name().0 {
                    "office:annotation" => comment += 1,
                    _ if comment > 0 => {}
                    "text:p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        (paragraphs, inside) = (paragraphs + 1, true);
                    }
                    "text:s" => {
                        let blanks = count(&element, "text:c")?.min(WIDEST);
                        text.extend(std::iter::repeat_n(' ', blanks as usize));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    _ => {}
                },
                Event::End(element) => match element.name().0 {
                    name if name == cell => return Ok(text),
                    "office:annotation" => comment -= 1,
                    "text:p" if comment == 0 => inside = false,
                    _ => {}
                },
                Event::Text(part) if inside && comment == 0 => text.push_str(&part.xml10_content()),
                Event::GeneralRef(name) if inside && comment == 0 => {
                    match name.resolve_char_ref().map_err(damaged)? {
                        Some(c) => text.push(c),
                        None => text.push_str(
                            resolve_predefined_entity(&name.xml10_content()).unwrap_or_default(),
                        ),
                    }
                }
                Event::Eof => return Err(WorkbookError::Damaged("content.xml".to_owned())),
                _ => {}
            }
        }
    }

    /// Adds the cells of the row at hand to the sheet, as often as the row is repeated.
    fn end_row(&mut self) -> Result<(), WorkbookError> {
        if self.cells.is_empty() {
            self.row = self.row.saturating_add(self.row_repeats);
            return Ok(());
        }
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        for _ in 0..self.row_repeats {
            for (column, text) in &self.cells {
                sheet.push(self.row, *column, text)?;
            }
            self.row = self.row.saturating_add(1);
        }
        self.cells.clear();
        Ok(())
    }
}

/// How many columns a sheet may have, and how many blanks one element may stand for.
const WIDEST: u32 = 16_384;

/// The attributes that hold the value of a cell: the first that is not empty counts.
const VALUES: [&str; 5] = [
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
];

impl<'a> CellElement<'a> {
    fn read(element: &'a BytesStart<'_>) -> Result<CellElement<'a>, WorkbookError> {
        let mut cell = CellElement {
            kind: "".into(),
            value: "".into(),
            repeats: 1,
            columns: 1,
            rows: 1,
        };
        let mut rank = VALUES.len();
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(damaged)?;
            let text = || {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                value.map_err(damaged)
            };
            match attribute.key.0 {
                "office:value-type" if cell.kind.is_empty() => cell.kind = text()?,
                "calcext:value-type" if text()? == "error" => cell.kind = "error".into(),
                "table:number-columns-repeated" => cell.repeats = number(&text()?),
                "table:number-columns-spanned" => cell.columns = number(&text()?).min(WIDEST),
                "table:number-rows-spanned" => cell.rows = number(&text()?).min(1 << 20),
                key => {
                    let at = VALUES.iter().position(|value| *value == key);
                    let value = match at.filter(|&at| at < rank) {
                        Some(_) => text()?,
                        None => continue,
                    };
                    if !value.is_empty() {
                        (rank, cell.value) = (at.unwrap_or(rank), value);
                    }
                }
            }
        }
        Ok(cell)
    }

    /// The text of a cell that has a value of its own, given what it shows.
    fn text(&self, shown: &str) -> String {
        let number = || self.value.parse().ok();
        match &*self.kind {
            "percentage" => number().map(|value| NumberFormat::PERCENT.number(value)),
            "float" | "currency" => number().map(|value| shown_with_words(value, shown)),
            "date" => Some(date(&self.value, shown)),
            "boolean" => Some(self.value.to_uppercase()),
            "string" => Some(self.value.to_string()),
            _ => None,
        }
        .unwrap_or_else(|| shown.to_owned())
    }
}

/// A date in ISO form, without a time of midnight; only the year where no more is shown.
fn date(value: &str, shown: &str) -> String {
    let year = shown.trim().trim_end_matches('年');
    if year.len() == 4 && value.starts_with(year) {
        return year.to_owned();
    }
    value.trim_end_matches("T00:00:00").replace('T', " ")
}

/// The value of an attribute; empty where the element has none.
fn attribute(element: &BytesStart<'_>, name: &str) -> Result<String, WorkbookError> {
    match element.try_get_attribute(name).map_err(damaged)? {
        Some(found) => Ok(found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(damaged)?
            .into_owned()),
        None => Ok(String::new()),
    }
}

/// A number of repetitions; 1 where the element says nothing.
fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, WorkbookError> {
    Ok(number(&attribute(element, name)?))
}

/// A number of repetitions as it is written; 1 for what is none.
fn number(written: &str) -> u32 {
    written.parse().unwrap_or(1).max(1)
}
