//! A whole sheet: what stands above and below the table, or several tables under each other.

use crate::pollution::{
    Clean, Container, Division, Layout, Measures, NOTES, Pollution, Repeats, TITLES,
};
use crate::table::{Table, of_first_year};

/// Cells of a column, one below the other, that are merged.
#[derive(Clone, Copy, Debug)]
pub struct Merge {
    pub column: usize,
    pub first: usize,
    pub last: usize,
}

/// The cells of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub rows: Vec<Vec<String>>,
    pub merges: Vec<Merge>,
    /// How many rows are lines of headers; those that repeat the header above them are not counted.
    pub header_lines: usize,
    /// The header of the table that was added last.
    header: Vec<Vec<String>>,
}

impl Pollution {
    pub fn sheet(&self, clean: &Clean) -> Sheet {
        let mut sheet = Sheet::default();
        let line = |text: &str| vec![text.to_owned()];
        let above = self.titles.iter().map(|at| line(TITLES[*at]));
        sheet.rows.extend(above);
        match self.measures {
            Measures::Line => sheet.rows.push(line("单位：万人")),
            Measures::Lines => sheet.rows.push(line("单位：万人、万元")),
            Measures::Plan | Measures::Names | Measures::Row => {}
        }
        for (at, table) in self.tables(clean).into_iter().enumerate() {
            if at > 0 {
                sheet.rows.push(line(""));
            }
            self.add(&mut sheet, table);
        }
        let below = self.notes.iter().map(|at| line(NOTES[*at]));
        sheet.rows.extend(below);
        if self.padded {
            let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
            sheet
                .rows
                .iter_mut()
                .for_each(|row| row.resize(width, String::new()));
        }
        sheet
    }

    /// The tables that stand under each other.
    fn tables(&self, clean: &Clean) -> Vec<Table> {
        let both = &[0, 1];
        match self.division {
            Division::Whole => vec![self.table(clean, both)],
            Division::Variables => vec![self.table(clean, &[0]), self.table(clean, &[1])],
            Division::Units => {
                let clean = self.readable(clean);
                let first = clean.keys().next().map(|(unit, _)| *unit);
                let (own, others): (Clean, Clean) = clean
                    .into_iter()
                    .partition(|((unit, _), _)| Some(*unit) == first);
                let parts = [own, others].into_iter().filter(|part| !part.is_empty());
                parts.map(|part| self.table(&part, both)).collect()
            }
        }
    }

    fn add(&self, sheet: &mut Sheet, mut table: Table) {
        let mut first_key = 0;
        if let Some(title) = self.numbers {
            first_key = 1;
            let header = table.header.iter_mut().zip([title, ""]);
            header.for_each(|(line, title)| line.insert(0, title.to_owned()));
            let rows = table.rows.iter_mut().zip(1..);
            rows.for_each(|(row, number)| row.insert(0, number.to_string()));
        }
        if table.header != sheet.header {
            sheet.header_lines += table.header.len();
        }
        sheet.rows.extend(table.header.iter().cloned());
        sheet.header = table.header;
        let start = sheet.rows.len();
        sheet.rows.extend(table.rows);
        for column in first_key..first_key + table.keys {
            let merges = repeats(&sheet.rows[start..], column);
            let merges = merges.into_iter().map(|(first, last)| Merge {
                column,
                first: start + first,
                last: start + last,
            });
            sheet.merges.extend(merges);
        }
    }

    /// What of the figures the table holds.
    pub fn readable(&self, clean: &Clean) -> Clean {
        match self.layout {
            Layout::Transposed => of_first_year(clean),
            _ => clean.clone(),
        }
    }

    /// Whether cells are merged, not left blank.
    pub fn merges(&self) -> bool {
        self.repeats == Repeats::Merged
            && matches!(self.container, Container::Xlsx | Container::Ods)
    }

    /// What `data.toml` declares about the file.
    pub fn declared(&self, clean: &Clean) -> String {
        if self.layout == Layout::Transposed {
            let year = clean.keys().map(|(_, year)| *year).min();
            return year.map_or(String::new(), |year| format!("year = {year}"));
        }
        let (codes, names) = self.columns;
        let titles = [
            (codes, "代码"),
            (names, "名称"),
            (self.layout == Layout::Long, "年份"),
        ];
        let titles: Vec<String> = titles
            .iter()
            .filter(|(kept, _)| *kept)
            .map(|(_, title)| format!("\"{title}\""))
            .collect();
        match self.repeats == Repeats::Merged && !self.merges() {
            true => format!("fill-down = [{}]", titles.join(", ")),
            false => String::new(),
        }
    }
}

/// The first and last row of each run of rows with the same text in a column.
fn repeats(rows: &[Vec<String>], column: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in 1..rows.len() {
        let (text, above) = (&rows[at][column], &rows[at - 1][column]);
        if text.is_empty() || text != above {
            continue;
        }
        match runs.last_mut().filter(|run| run.1 == at - 1) {
            Some(run) => run.1 = at,
            None => runs.push((at - 1, at)),
        }
    }
    runs
}
