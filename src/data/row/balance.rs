//! What became of the rows of a table: each was used, set aside or refused.

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowFate {
    /// It is no unit's, or data.toml leaves it out.
    SetAside,
    /// It can't be used; a finding says why.
    Refused,
    /// At least its unit and its period are known.
    Used,
}

/// How many rows were used, set aside and refused. A row that was divided into several records counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Rows that were used.
    pub used: u64,
    /// Rows that were set aside.
    pub set_aside: u64,
    /// Rows that were refused.
    pub refused_rows: u64,
    /// Rows that were refused, and single cells of used rows.
    pub refused: u64,
    /// The last row that was met.
    last: Option<LastRow>,
}

/// A row of which more records may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LastRow {
    line: u64,
    fate: RowFate,
    /// How many of its records were refused.
    refused: u64,
}

impl Balance {
    /// How many rows were met, blank ones apart.
    pub fn met(&self) -> u64 {
        self.used + self.set_aside + self.refused_rows
    }

    /// Adds so many rows that were used, each one record.
    pub fn add_used(&mut self, rows: u64) {
        self.used += rows;
        if rows > 0 {
            self.last = None;
        }
    }

    /// Adds a record. `line` is that of its row where several records may come from one row; these follow each other.
    pub fn add(&mut self, line: Option<u64>, fate: RowFate) {
        let refused = u64::from(fate == RowFate::Refused);
        let before = self.last.filter(|last| Some(last.line) == line);
        let row = LastRow {
            line: line.unwrap_or(0),
            fate: before.map_or(fate, |before| before.fate.max(fate)),
            refused: before.map_or(0, |before| before.refused) + refused,
        };
        if let Some(before) = before {
            self.count(before, |sum, of_row| sum - of_row);
        }
        self.count(row, |sum, of_row| sum + of_row);
        self.last = line.map(|_| row);
    }

    /// Changes the sums by what a row counts.
    fn count(&mut self, row: LastRow, change: impl Fn(u64, u64) -> u64) {
        let (rows, refused) = match row.fate {
            RowFate::Used => (&mut self.used, row.refused),
            RowFate::SetAside => (&mut self.set_aside, 0),
            RowFate::Refused => (&mut self.refused_rows, 1),
        };
        *rows = change(*rows, 1);
        self.refused = change(self.refused, refused);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_several_records_counts_once() {
        use RowFate::{Refused, SetAside, Used};
        for (records, expected) in [
            (&[(1, Used), (1, Used)][..], (1, 0, 0, 0)),
            (&[(1, Refused), (1, Refused)], (0, 0, 1, 1)),
            (&[(1, Refused), (1, Used), (1, Refused)], (1, 0, 0, 2)),
            (&[(1, SetAside), (1, Refused)], (0, 0, 1, 1)),
            (&[(1, Refused), (2, Used), (3, SetAside)], (1, 1, 1, 1)),
        ] {
            let mut balance = Balance::default();
            for (line, fate) in records {
                balance.add(Some(*line), *fate);
            }
            let Balance {
                used,
                set_aside,
                refused_rows,
                refused,
                ..
            } = balance;
            assert_eq!(
                (used, set_aside, refused_rows, refused),
                expected,
                "{records:?}"
            );
        }
        let mut balance = Balance::default();
        balance.add(None, Used);
        balance.add(None, Used);
        assert_eq!(balance.met(), 2);
    }
}
