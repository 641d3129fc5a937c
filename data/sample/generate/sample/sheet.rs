//! A CSV file in the making, in one of the ways in which offices save them.

use encoding_rs::GB18030;

/// The line that every file begins with.
const LABEL: &str = "合成示例数据，并非真实统计 / synthetic sample, no real figures";

/// A file of the data set.
pub struct Written {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// How a file is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Plain,
    /// UTF-8 that begins with a mark.
    Marked,
    /// What Excel in China writes.
    Gb18030,
    /// Lines end in CR LF.
    Windows,
}

pub struct Sheet {
    text: String,
    width: usize,
}

impl Sheet {
    pub fn new<S: AsRef<str>>(header: impl IntoIterator<Item = S>) -> Sheet {
        let mut sheet = Sheet {
            text: format!("# {LABEL}\n"),
            width: 0,
        };
        sheet.width = sheet.write(header);
        sheet
    }

    /// Adds a row, as wide as the header.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let width = self.write(cells);
        assert_eq!(width, self.width, "a row as wide as its header");
    }

    fn write<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> usize {
        let mut width = 0;
        for cell in cells {
            if width > 0 {
                self.text.push(',');
            }
            let cell = cell.as_ref();
            if cell.contains([',', '"', '\n']) {
                self.text.push('"');
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(cell);
            }
            width += 1;
        }
        self.text.push('\n');
        width
    }

    pub fn save(self, name: impl Into<String>, style: Style) -> Written {
        let bytes = match style {
            Style::Plain => self.text.into_bytes(),
            Style::Marked => format!("\u{feff}{}", self.text).into_bytes(),
            Style::Windows => self.text.replace('\n', "\r\n").into_bytes(),
            Style::Gb18030 => GB18030.encode(&self.text).0.into_owned(),
        };
        Written {
            name: name.into(),
            bytes,
        }
    }
}

/// A number kept without its point, written with it: 1250 with 2 decimals is 12.5.
pub fn decimal(scaled: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals);
    let fraction = scaled % unit;
    if fraction == 0 {
        return (scaled / unit).to_string();
    }
    let digits = format!("{fraction:0width$}", width = decimals as usize);
    format!("{}.{}", scaled / unit, digits.trim_end_matches('0'))
}

/// 1234567 as 1,234,567; the part behind the point stays.
pub fn thousands(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Digits as a Chinese input method writes them.
pub fn full_width(number: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' | '.' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        _ => c,
    };
    number.chars().map(wide).collect()
}
