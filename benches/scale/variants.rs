//! The same data written in other ways. The answers are the same.

use super::data::{Chance, DataSet};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::fs;
use std::io;
use std::path::Path;

/// How a data set is written otherwise.
#[derive(Clone, Copy)]
pub enum Variant {
    /// Quotation marks around every cell.
    Quoted,
    /// In GB18030 in place of UTF-8.
    Gb18030,
    /// Lines end with carriage return and line feed.
    Crlf,
    /// One row stands twice.
    Repeated,
    /// Rows in random order.
    Shuffled,
    /// As workbooks.
    Workbook,
}

impl Variant {
    /// All of them that are text, each with its name.
    pub const ALL: [(Variant, &'static str); 5] = [
        (Variant::Quoted, "quoted"),
        (Variant::Gb18030, "GB18030"),
        (Variant::Crlf, "CRLF"),
        (Variant::Repeated, "a row twice"),
        (Variant::Shuffled, "random order"),
    ];

    /// Writes a data set in this way, unless it is there.
    pub fn write(self, plain: &DataSet, name: &str) -> io::Result<DataSet> {
        let folder_name = plain
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let folder_name = format!("{folder_name}-{}", name.replace(' ', "-"));
        let folder = plain.folder.with_file_name(folder_name);
        let expected = folder.join("expected.txt");
        if !expected.exists() {
            eprintln!("writing {}", folder.display());
            fs::create_dir_all(&folder)?;
            let files = plain.files()?;
            for entry in fs::read_dir(&plain.folder)? {
                let path = entry?.path();
                let to = folder.join(path.file_name().unwrap_or_default());
                if path.ends_with("data.toml") {
                    let manifest = fs::read_to_string(path)?;
                    let extension = format!(".{}\"", self.extension());
                    fs::write(to, manifest.replace(".csv\"", &extension))?;
                } else if files.contains(&path) {
                    let to = to.with_extension(self.extension());
                    fs::write(to, self.rewritten(&path)?)?;
                } else if !path.ends_with("expected.txt") {
                    fs::copy(path, to)?;
                }
            }
            fs::copy(&plain.expected, &expected)?;
        }
        Ok(DataSet { folder, expected })
    }

    fn extension(self) -> &'static str {
        match self {
            Variant::Workbook => "xlsx",
            _ => "csv",
        }
    }

    fn rewritten(self, file: &Path) -> io::Result<Vec<u8>> {
        let text = fs::read_to_string(file)?;
        Ok(match self {
            Variant::Quoted => {
                let lines = text
                    .lines()
                    .map(|line| format!("\"{}\"\n", line.replace(',', "\",\"")));
                lines.collect::<String>().into_bytes()
            }
            Variant::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            Variant::Crlf => text.replace('\n', "\r\n").into_bytes(),
            Variant::Repeated => {
                let second = text.lines().nth(2).unwrap_or_default();
                format!("{text}{second}\n").into_bytes()
            }
            Variant::Shuffled => {
                let mut lines: Vec<&str> = text.lines().collect();
                let mut chance = Chance(3);
                for at in (2..lines.len()).rev() {
                    lines.swap(at, 1 + chance.below(at as u64) as usize);
                }
                lines.join("\n").into_bytes()
            }
            Variant::Workbook => workbook(&text).map_err(io::Error::other)?,
        })
    }
}

/// A workbook of one sheet with the cells of a table: codes and names as text, the others as numbers.
fn workbook(table: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(table.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                _ if cell.is_empty() => {}
                Ok(number) if row > 0 && column > 1 => {
                    sheet.write_number(row, column, number)?;
                }
                _ => {
                    sheet.write_string(row, column, cell)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}
