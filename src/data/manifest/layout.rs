//! What `data.toml` declares about how a file is written and where in it the table is.

use super::Placed;
use crate::text;
use crate::toml_reader::{Node, Table};
use encoding_rs::Encoding;

/// The keys of a `[[file]]` that are read here.
pub const KEYS: [&str; 8] = [
    "encoding",
    "delimiter",
    "quote",
    "header-line",
    "skip-rows",
    "skip-last",
    "fill-down",
    "transposed",
];

/// How a file is written, and where in it the table is.
#[derive(Clone, Debug, Default)]
pub struct LayoutEntry {
    /// The encoding; `None` if the file decides.
    pub encoding: Option<&'static Encoding>,
    /// What separates fields; `None` if the file decides.
    pub delimiter: Option<u8>,
    /// What stands around fields, if anything does; `None` if it is not declared, and then `"`.
    pub quote: Option<Option<u8>>,
    /// The line of the header, from 1; `None` if it is to be found.
    pub header_line: Option<u64>,
    /// How many lines stand above the header; `None` if it is to be found.
    pub skip_rows: Option<u64>,
    /// How many rows at the end are no data.
    pub skip_last: usize,
    /// Titles of columns whose blank cells mean the cell above.
    pub fill_down: Vec<Placed<String>>,
    /// Whether rows hold variables, and columns years or units.
    pub transposed: bool,
}

impl LayoutEntry {
    /// What a `[[file]]` declares.
    pub fn read(table: &Table) -> LayoutEntry {
        let count = |key: &str, least: i64| {
            let node = table.get(key)?;
            node.whole(least, MOST_LINES).map(|count| count as u64)
        };
        let fill_down = table.get("fill-down").and_then(|node| node.filled_list());
        let transposed = table.get("transposed").and_then(|node| node.boolean());
        LayoutEntry {
            encoding: table.get("encoding").and_then(encoding),
            delimiter: table.get("delimiter").and_then(delimiter),
            quote: table.get("quote").and_then(quote),
            header_line: count("header-line", 1),
            skip_rows: count("skip-rows", 1),
            skip_last: count("skip-last", 1).unwrap_or(0) as usize,
            fill_down: fill_down
                .into_iter()
                .flatten()
                .filter_map(Placed::string)
                .collect(),
            transposed: transposed.unwrap_or(false),
        }
    }

    /// The byte that a text names as a separator; `None` where it can't be one.
    pub fn delimiter_of(written: &str) -> Option<u8> {
        match written.as_bytes() {
            [byte]
                if byte.is_ascii()
                    && !byte.is_ascii_alphanumeric()
                    && !b"\"\r\n".contains(byte) =>
            {
                Some(*byte)
            }
            _ => None,
        }
    }

    /// The byte that a text names as a quote, `None` inside for the word `none`; `None` where it can't be one.
    pub fn quote_of(written: &str) -> Option<Option<u8>> {
        match written.as_bytes() {
            b"none" => Some(None),
            [byte] if byte.is_ascii_punctuation() && *byte != b'#' => Some(Some(*byte)),
            _ => None,
        }
    }

    /// Whether anything is declared about where the table is.
    pub fn is_declared(&self) -> bool {
        self.header_line.is_some()
            || self.skip_rows.is_some()
            || self.skip_last > 0
            || !self.fill_down.is_empty()
            || self.transposed
    }
}

/// As many lines as may be skipped.
pub const MOST_LINES: i64 = 1_000_000;

fn encoding(node: Node) -> Option<&'static Encoding> {
    let label = node.filled()?;
    let found = Encoding::for_label(label.as_bytes());
    if found.is_none() {
        node.bad(
            text!("未知的编码 `{label}`", "unknown encoding `{label}`"),
            text!(
                "如 `gb18030`、`big5`、`windows-1252`",
                "write, for example, `gb18030`, `big5` or `windows-1252`"
            ),
        );
    }
    found
}

fn delimiter(node: Node) -> Option<u8> {
    let written = node.string()?;
    let found = LayoutEntry::delimiter_of(written);
    if found.is_none() {
        let written = written.escape_debug();
        node.bad(
            text!(
                "`{written}` 不能作分隔符",
                "`{written}` can't separate fields"
            ),
            text!(
                "请写一个 ASCII 标点，如 `;`、`|`、`\\t`",
                "write one sign of ASCII, such as `;`, `|` or `\\t`"
            ),
        );
    }
    found
}

fn quote(node: Node) -> Option<Option<u8>> {
    let written = node.string()?;
    let found = LayoutEntry::quote_of(written);
    if found.is_none() {
        let written = written.escape_debug();
        node.bad(
            text!("`{written}` 不能作引号", "`{written}` can't be a quote"),
            text!(
                "请写一个 ASCII 标点，如 `'`；没有引号时写 `none`",
                "write one sign of ASCII, such as `'`, or `none` where nothing is quoted"
            ),
        );
    }
    found
}
