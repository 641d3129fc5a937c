//! What is filled into a form, and the files that this makes.

use kaoping::internals::data::FormEntry;
use kaoping::internals::i18n::Lang;
use kaoping::internals::number::Number;
use kaoping::internals::render::{Style, format};
use kaoping::internals::report::form::Form;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is filled into a cell.
#[derive(Clone, Debug)]
pub enum Content {
    Blank,
    /// A number, as it is typed, and its unit if it has to be typed too.
    Number(String, &'static str),
    Word(String),
}

impl Content {
    /// One of the contents that the entry allows.
    fn of(entry: &FormEntry, choice: u64) -> Content {
        if choice.is_multiple_of(5) {
            return Content::Blank;
        }
        let (range, decimals, percent) = match entry {
            FormEntry::Words(words) => {
                return Content::Word(words[choice as usize % words.len()].clone());
            }
            FormEntry::Figure {
                not_applicable: Some(word),
                ..
            } if choice.is_multiple_of(7) => {
                return Content::Word(word.clone());
            }
            FormEntry::Figure {
                range,
                decimals,
                percent,
                ..
            } => (range, *decimals, *percent),
        };
        let high = range
            .hi()
            .number()
            .and_then(|high| high.to_scaled(decimals));
        let n = i128::from(choice) % (high.unwrap_or(1_000_000_000) + 1);
        let text = Number::scaled(n, decimals).exact().unwrap();
        Content::Number(text, if percent { "%" } else { "" })
    }

    /// As it is read back; `None` for nothing.
    pub fn expected(&self) -> Option<String> {
        match self {
            Content::Blank => None,
            Content::Number(text, _) => Some(text.clone()),
            Content::Word(word) => Some(word.clone()),
        }
    }

    /// As it is typed into a text file.
    fn text(&self) -> String {
        match self {
            Content::Blank => String::new(),
            Content::Number(text, unit) => format!("{text}{unit}"),
            Content::Word(word) => word.clone(),
        }
    }

    /// What a spreadsheet adds to the cell, which was empty: the type, and the value.
    fn xml(&self) -> Option<(&'static str, String)> {
        match self {
            Content::Blank => None,
            Content::Number(text, _) => Some(("", format!("<v>{text}</v>"))),
            Content::Word(word) => {
                let inner = format!("<is><t>{word}</t></is>");
                Some((" t=\"inlineStr\"", inner))
            }
        }
    }
}

/// The contents of the cells by row and column.
pub type Contents = BTreeMap<(usize, usize), Content>;

pub fn contents(form: &Form, fill: &[u64]) -> Contents {
    let mut contents = Contents::new();
    let mut choices = fill.iter().cycle();
    for row in 0..form.rows.len() {
        for (at, column) in form.columns.iter().enumerate() {
            if let (Some(entry), Some(choice)) = (&column.entry, choices.next()) {
                contents.insert((row, at), Content::of(entry, *choice));
            }
        }
    }
    contents
}

fn written(form: &Form, id: &str, lang: Lang) -> Vec<u8> {
    let style = Style {
        lang,
        width: 80,
        wraps_rows: true,
        color: false,
    };
    let write = format(id).and_then(|format| format.form).expect("a form");
    let mut out = Vec::new();
    write(&mut out, style, form).unwrap();
    out
}

/// The form as a text file, filled in.
pub fn text_file(form: &Form, contents: &Contents, lang: Lang) -> Vec<u8> {
    let mut filled = form.clone();
    for ((row, at), content) in contents {
        filled.rows[*row][*at] = content.text();
    }
    written(&filled, "csv", lang)
}

/// The form as a workbook, filled in as a spreadsheet does.
pub fn workbook(form: &Form, contents: &Contents, lang: Lang) -> Vec<u8> {
    let blank = written(form, "xlsx", lang);
    assert_eq!(
        blank,
        written(form, "xlsx", lang),
        "the same form, other bytes"
    );
    let mut parts = ZipArchive::new(Cursor::new(blank)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            bytes = filled_xml(String::from_utf8(bytes).unwrap(), contents).into_bytes();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn filled_xml(mut xml: String, contents: &Contents) -> String {
    assert!(!xml.contains("<f>"), "a formula");
    for ((row, at), content) in contents {
        let Some((kind, value)) = content.xml() else {
            continue;
        };
        let column = char::from(b'A' + *at as u8);
        let name = format!("<c r=\"{column}{}\"", row + 2);
        let start = xml.find(&name).expect("the cell is there");
        let end = start + xml[start..].find("/>").expect("it is blank");
        let attributes = xml[start..end].to_owned();
        xml.replace_range(start..end + 2, &format!("{attributes}{kind}>{value}</c>"));
    }
    xml
}
