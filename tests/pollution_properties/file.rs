//! A polluted table as a file.

use crate::pollution::{Clean, Container, Pollution};
use crate::spelling::field;
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

impl Pollution {
    /// The name of the file and its bytes.
    pub fn file(&self, clean: &Clean) -> (&'static str, Vec<u8>) {
        let sheet = self.sheet(clean);
        match self.container {
            Container::Csv => ("t.csv", self.text(&sheet)),
            Container::Tsv => ("t.tsv", self.text(&sheet)),
            Container::Xlsx => ("t.xlsx", self.xlsx(&sheet)),
            Container::Ods => ("t.ods", self.ods(&sheet)),
        }
    }

    fn text(&self, sheet: &[Vec<String>]) -> Vec<u8> {
        let line = |cells: &Vec<String>| {
            let fields = cells
                .iter()
                .map(|cell| field(cell, self.delimiter, self.quoted));
            fields.collect::<Vec<_>>().join(&self.delimiter.to_string()) + self.end
        };
        let text: String = sheet.iter().map(line).collect();
        match self.encoding {
            0 => format!("\u{feff}{text}").into_bytes(),
            1 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            2 => {
                let units = text.encode_utf16().flat_map(u16::to_le_bytes);
                [0xff, 0xfe].into_iter().chain(units).collect()
            }
            _ => text.into_bytes(),
        }
    }

    /// A cell as the number that it is, where it is a plain one and the workbook holds it as such.
    fn typed(&self, text: &str) -> Option<f64> {
        let plain = !text.starts_with('0') || text.starts_with("0.") || text == "0";
        let number = text.parse::<f64>().ok();
        number.filter(|_| self.typed && plain && text.len() < 15)
    }

    fn xlsx(&self, sheet: &[Vec<String>]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let target = workbook.add_worksheet();
        for (row, cells) in (0..).zip(sheet) {
            for (column, text) in (0..).zip(cells) {
                let written = match self.typed(text) {
                    Some(number) => target.write_number(row, column, number).map(drop),
                    None => target.write_string(row, column, text).map(drop),
                };
                written.unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    fn ods(&self, sheet: &[Vec<String>]) -> Vec<u8> {
        let cell = |text: &String| {
            let shown = text.replace('&', "&amp;").replace('<', "&lt;");
            match self.typed(text) {
                Some(number) => format!(
                    r#"<table:table-cell office:value-type="float" office:value="{number}"><text:p>{shown}</text:p></table:table-cell>"#
                ),
                None if text.is_empty() => "<table:table-cell/>".to_owned(),
                None => format!(
                    r#"<table:table-cell office:value-type="string"><text:p>{shown}</text:p></table:table-cell>"#
                ),
            }
        };
        let row = |cells: &Vec<String>| {
            let cells: String = cells.iter().map(cell).collect();
            format!("<table:table-row>{cells}</table:table-row>")
        };
        let rows: String = sheet.iter().map(row).collect();
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
