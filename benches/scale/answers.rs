//! What a program answered, line by line, and whether it is right.

use super::data::{DataSet, VARIABLES};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

/// What is asked for by district and year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Communities that pass, that fail, and of which that can't be said.
    Outcomes,
    /// One sum a variable.
    Sums,
    /// A quotient of two sums.
    Quotient,
}

impl DataSet {
    /// The files of communities.
    pub fn files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("items-") || name == "figures.csv" {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    /// How large they are together.
    pub fn bytes(&self) -> io::Result<u64> {
        let files = self.files()?;
        files.iter().map(|file| Ok(fs::metadata(file)?.len())).sum()
    }

    /// How many communities each district has, from its register.
    fn register(&self) -> io::Result<BTreeMap<String, u64>> {
        let text = fs::read_to_string(self.folder.join("register.csv"))?;
        let rows = text.lines().skip(1).filter_map(|line| {
            let mut cells = line.split(',');
            Some((cells.next()?.to_owned(), cells.nth(1)?.parse().ok()?))
        });
        Ok(rows.collect())
    }
}

/// From kaoping's table: `district,year,…` as the others say it.
pub fn of_kaoping(answer: Answer, table: &str, data: &DataSet) -> io::Result<String> {
    let register = data.register()?;
    let mut rows: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        let record = record?;
        let (unit, year, indicator) = (&record[0], &record[3], &record[4]);
        let row = rows.entry((unit.to_owned(), year.to_owned()));
        if answer == Answer::Outcomes && indicator == "harmonious-community" {
            row.or_default()
                .extend(counts(&record[8], &record[9], register[unit]));
        } else if answer == Answer::Sums && VARIABLES.contains(&indicator) {
            // No roster names the communities: what was reported is the least that it can be.
            row.or_default().push(record[8].to_owned());
        } else if answer == Answer::Quotient {
            row.or_default().extend([record[8].to_owned(), "1".into()]);
        }
    }
    let lines = rows
        .iter()
        .map(|((unit, year), said)| format!("{unit},{year},{}\n", said.join(",")));
    Ok(lines.collect())
}

/// The bounds of the share that passes say how many pass and how many may.
fn counts(lower: &str, upper: &str, communities: u64) -> [String; 3] {
    let of = |share: &str| {
        let share: f64 = share.parse().unwrap_or(f64::NAN);
        (share / 100.0 * communities as f64).round() as u64
    };
    let (pass, may) = (of(lower), of(upper));
    [pass, communities - may, may - pass].map(|count| count.to_string())
}

/// Whether a program said what has to come out; an engine knows nothing of communities that sent nothing.
pub fn agree(name: &str, answer: Answer, said: &str, data: &DataSet) -> io::Result<()> {
    let register = data.register()?;
    let complete = |line: &str| {
        let cells: Vec<&str> = line.trim().split(',').collect();
        if let (Answer::Outcomes, [unit, year, pass, fail, _]) = (answer, &cells[..]) {
            let count = |cell: &str| cell.parse::<u64>().unwrap_or(0);
            let open = register.get(*unit).copied().unwrap_or(0) - count(pass) - count(fail);
            return format!("{unit},{year},{pass},{fail},{open}");
        }
        if let (Answer::Quotient, [unit, year, above, below]) = (answer, &cells[..]) {
            let number = |cell: &str| cell.parse().unwrap_or(f64::NAN);
            return format!("{unit},{year},{:.6}", number(above) / number(below));
        }
        cells.join(",")
    };
    let said: BTreeSet<String> = said.lines().map(complete).collect();
    let expected = fs::read_to_string(&data.expected)?;
    let expected: BTreeSet<String> = match answer {
        Answer::Quotient => expected.lines().map(complete).collect(),
        Answer::Outcomes | Answer::Sums => expected.lines().map(str::to_owned).collect(),
    };
    match expected.symmetric_difference(&said).next() {
        None => {
            println!("{name} agrees: {} lines", said.len());
            Ok(())
        }
        Some(line) => Err(io::Error::other(format!("{name} differs: {line}"))),
    }
}
