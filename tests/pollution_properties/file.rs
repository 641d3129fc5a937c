//! A polluted table as a file.

use crate::pollution::{Clean, Container, Pollution, Repeats};
use crate::sheet::Sheet;
use crate::spelling::file;
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

impl Pollution {
    /// The name of the file and its bytes.
    pub fn file(&self, clean: &Clean) -> (&'static str, Vec<u8>) {
        let mut sheet = self.sheet(clean);
        if self.repeats == Repeats::Written || self.merges() && self.container != Container::Ods {
            // All cells have their text.
        } else {
            for merge in &sheet.merges {
                let below = &mut sheet.rows[merge.first + 1..=merge.last];
                below.iter_mut().for_each(|row| row[merge.column].clear());
            }
        }
        match self.container {
            Container::Csv => ("t.csv", self.text(&sheet.rows)),
            Container::Tsv => ("t.tsv", self.text(&sheet.rows)),
            Container::Xlsx => ("t.xlsx", self.xlsx(&sheet)),
            Container::Ods => ("t.ods", self.ods(&sheet)),
        }
    }

    fn text(&self, rows: &[Vec<String>]) -> Vec<u8> {
        file(rows, (self.delimiter, self.quoted), self.end, self.encoding)
    }

    /// A cell as the number that it is, where it is a plain one and the workbook holds it as such.
    fn typed(&self, text: &str) -> Option<f64> {
        let plain = !text.starts_with('0') || text.starts_with("0.") || text == "0";
        let number = text.parse::<f64>().ok();
        number.filter(|_| self.typed && plain && text.len() < 15)
    }

    fn xlsx(&self, sheet: &Sheet) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let target = workbook.add_worksheet();
        let merges = sheet.merges.iter().filter(|_| self.merges());
        for merge in merges {
            let (first, last) = (merge.first as u32, merge.last as u32);
            let column = merge.column as u16;
            let text = &sheet.rows[merge.first][merge.column];
            target
                .merge_range(first, column, last, column, text, &Format::new())
                .unwrap();
        }
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, text) in (0..).zip(cells) {
                if self.merges() && sheet.is_merged(row as usize, column as usize) {
                    continue;
                }
                let written = match self.typed(text) {
                    Some(number) => target.write_number(row, column, number).map(drop),
                    None => target.write_string(row, column, text).map(drop),
                };
                written.unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    fn ods(&self, sheet: &Sheet) -> Vec<u8> {
        let cell = |row: usize, column: usize, text: &String| {
            let shown = text.replace('&', "&amp;").replace('<', "&lt;");
            let mut merges = sheet.merges.iter().filter(|_| self.merges());
            let merge = merges.find(|merge| merge.column == column && merge.first == row);
            let span = merge.map_or(String::new(), |merge| {
                let rows = merge.last - merge.first + 1;
                format!(r#" table:number-columns-spanned="1" table:number-rows-spanned="{rows}""#)
            });
            match self.typed(text) {
                _ if merge.is_none() && self.merges() && sheet.is_merged(row, column) => {
                    "<table:covered-table-cell/>".to_owned()
                }
                Some(number) => format!(
                    r#"<table:table-cell{span} office:value-type="float" office:value="{number}"><text:p>{shown}</text:p></table:table-cell>"#
                ),
                None if text.is_empty() => "<table:table-cell/>".to_owned(),
                None => format!(
                    r#"<table:table-cell{span} office:value-type="string"><text:p>{shown}</text:p></table:table-cell>"#
                ),
            }
        };
        let row = |(at, cells): (usize, &Vec<String>)| {
            let cells = cells.iter().enumerate();
            let cells: String = cells.map(|(column, text)| cell(at, column, text)).collect();
            format!("<table:table-row>{cells}</table:table-row>")
        };
        let rows: String = sheet.rows.iter().enumerate().map(row).collect();
        let names = "urn:oasis:names:tc:opendocument:xmlns";
        let content = format!(
            r#"<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="s">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }
}

impl Sheet {
    fn is_merged(&self, row: usize, column: usize) -> bool {
        let mut merges = self.merges.iter();
        merges.any(|merge| merge.column == column && (merge.first..=merge.last).contains(&row))
    }
}
