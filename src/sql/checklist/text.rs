//! Pieces of the statement.

use super::Dialect;
use std::fmt;

/// As many texts as engines join at once.
const JOINED: usize = 60;

/// What is selected, a line each.
#[derive(Debug, Default)]
pub struct Lines(Vec<(String, Option<String>)>);

impl Lines {
    /// Adds a column, and a remark on it.
    pub fn add(&mut self, column: &str, remark: Option<&str>) {
        self.0.push((column.to_owned(), remark.map(plain)));
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (column, remark)) in self.0.iter().enumerate() {
            let comma = if at + 1 < self.0.len() { "," } else { "" };
            match remark {
                Some(remark) => writeln!(f, "  {column}{comma} -- {remark}")?,
                None => writeln!(f, "  {column}{comma}")?,
            }
        }
        Ok(())
    }
}

/// A query as a table of a name, of which `end` is the last line.
pub fn table(query: &str, name: &str, end: &str) -> String {
    let end = match end {
        "" => String::new(),
        end => format!("\n{end}"),
    };
    format!("(\n{query}{end}\n) AS {name}")
}

/// In how many rows a condition holds.
pub fn count_if(condition: &str) -> String {
    format!("SUM(CAST({condition} AS INTEGER))")
}

/// That a whole number is one of some.
pub fn is_one_of(number: &str, of: &[i32]) -> String {
    match of {
        [] => "1 = 0".to_owned(),
        [one] => format!("{number} = {one}"),
        several => {
            let several: Vec<String> = several.iter().map(i32::to_string).collect();
            format!("{number} IN ({})", several.join(", "))
        }
    }
}

/// Texts with something between them; an empty text if there are none.
pub fn joined(
    dialect: &dyn Dialect,
    texts: impl IntoIterator<Item = String>,
    between: &str,
) -> String {
    let between = dialect.literal(between);
    let texts = texts.into_iter().enumerate();
    let mut texts: Vec<String> = texts
        .flat_map(|(at, text)| (at > 0).then(|| between.clone()).into_iter().chain([text]))
        .collect();
    if texts.is_empty() {
        return dialect.literal("");
    }
    while texts.len() > 1 {
        texts = texts
            .chunks(JOINED)
            .map(|some| dialect.joined(some))
            .collect();
    }
    texts.concat()
}

/// A text as a remark, on a line of its own.
pub fn remark(text: &str) -> String {
    format!("-- {}\n", plain(text))
}

fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The greatest number that divides both.
pub fn greatest_divisor(a: u128, b: u128) -> u128 {
    match b {
        0 => a,
        b => greatest_divisor(b, a % b),
    }
}
