//! The numbers of a row of the tally table.

use super::COLUMNS;
use crate::observation::{FailedItem, ItemCount, Loss, Losses, Outcomes, Sum};
use std::fmt::Display;

/// The columns of a row after `year`, in their order.
pub type Cells = [String; COLUMNS.len() - 3];

/// The columns of outcomes.
pub fn of_outcomes(outcomes: &Outcomes) -> Cells {
    let mut cells = Cells::default();
    let counts = [
        outcomes.holds,
        outcomes.fails,
        outcomes.undecided,
        outcomes.not_applicable,
    ];
    for (cell, count) in cells[2..6].iter_mut().zip(counts) {
        *cell = count.to_string();
    }
    let item = |item: &ItemCount| {
        let ItemCount {
            met,
            unmet,
            open,
            not_applicable,
        } = item;
        format!("{met}/{unmet}/{open}/{not_applicable}")
    };
    cells[8] = joined(outcomes.items.iter().map(item), " ");
    cells[9] = joined(outcomes.bands.iter(), "/");
    cells[10] = outcomes
        .losses
        .as_deref()
        .map(of_losses)
        .unwrap_or_default();
    cells
}

/// The columns of a sum.
pub fn of_sum(sum: &Sum) -> Cells {
    let mut cells = Cells::default();
    cells[0] = sum.reported.to_string();
    cells[1] = sum.blank.to_string();
    cells[5] = sum.not_applicable.to_string();
    let end = |end: Option<i128>, sign: &str, open: bool| {
        let sign = if open { sign } else { "" };
        end.map(|end| format!("{sign}{end}")).unwrap_or_default()
    };
    cells[6] = end(sum.lo, ">", sum.lo_open);
    cells[7] = end(sum.hi, "<", sum.hi_open);
    cells
}

/// The columns of a number of rows or units.
pub fn of_count(count: u64) -> Cells {
    let mut cells = Cells::default();
    cells[0] = count.to_string();
    cells
}

/// `1/3/5/10=12 0/0/5/10=3|4/6 2/2`: whether failing is certain, the least and the most points lost, the points that apply, and how
/// many units; then by item, how many surely and how many possibly fail it.
fn of_losses(losses: &Losses) -> String {
    let units = losses.units.iter().map(|(loss, count)| {
        let surely = u8::from(loss.surely_fails);
        format!(
            "{surely}/{}/{}/{}={count}",
            loss.least, loss.most, loss.whole
        )
    });
    let items = losses.items.iter();
    let items = items.map(|item| format!("{}/{}", item.surely, item.possibly));
    format!("{}|{}", joined(units, " "), joined(items, " "))
}

fn joined<T: Display>(items: impl Iterator<Item = T>, between: &str) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    items.join(between)
}

/// Reads the columns of a row after `year`; the error is the column that can't be read, from 0.
pub struct Reader<'a>(pub [&'a str; COLUMNS.len() - 3]);

impl Reader<'_> {
    /// The outcomes.
    pub fn outcomes(&self) -> Result<Outcomes, usize> {
        Ok(Outcomes {
            holds: self.whole(2)?,
            fails: self.whole(3)?,
            undecided: self.whole(4)?,
            not_applicable: self.whole(5)?,
            items: all(self.0[8], ' ', item).ok_or(8usize)?,
            bands: all(self.0[9], '/', |band| band.parse().ok()).ok_or(9usize)?,
            losses: match self.0[10] {
                "" => None,
                written => Some(Box::new(losses(written).ok_or(10usize)?)),
            },
        })
    }

    /// The sum.
    pub fn sum(&self) -> Result<Sum, usize> {
        let (lo, lo_open) = end(self.0[6], '>').ok_or(6usize)?;
        let (hi, hi_open) = end(self.0[7], '<').ok_or(7usize)?;
        Ok(Sum {
            lo,
            hi,
            lo_open,
            hi_open,
            reported: self.whole(0)?,
            blank: self.whole(1)?,
            not_applicable: self.whole(5)?,
        })
    }

    /// A number of rows or units.
    pub fn count(&self) -> Result<u64, usize> {
        match self.0[0] {
            "" => Err(0),
            _ => self.whole(0),
        }
    }

    /// A whole number; 0 where nothing is written.
    fn whole(&self, at: usize) -> Result<u64, usize> {
        match self.0[at] {
            "" => Ok(0),
            written => written.parse().map_err(|_| at),
        }
    }
}

/// One end of a sum, and whether it is open; no bound where nothing is written.
fn end(written: &str, sign: char) -> Option<(Option<i128>, bool)> {
    if written.is_empty() {
        return Some((None, false));
    }
    match written.strip_prefix(sign) {
        Some(number) => Some((Some(number.parse().ok()?), true)),
        None => Some((Some(written.parse().ok()?), false)),
    }
}

fn all<T>(written: &str, between: char, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    match written {
        "" => Some(Vec::new()),
        _ => written.split(between).map(read).collect(),
    }
}

fn item(written: &str) -> Option<ItemCount> {
    let counts: Vec<u32> = all(written, '/', |count| count.parse().ok())?;
    let [met, unmet, open, not_applicable] = counts[..] else {
        return None;
    };
    Some(ItemCount {
        met,
        unmet,
        open,
        not_applicable,
    })
}

fn losses(written: &str) -> Option<Losses> {
    let (units, items) = written.split_once('|')?;
    let unit = |written: &str| {
        let (loss, count) = written.split_once('=')?;
        let parts: Vec<i64> = all(loss, '/', |part| part.parse().ok())?;
        let [surely, least, most, whole] = parts[..] else {
            return None;
        };
        let loss = Loss {
            surely_fails: surely == 1,
            least,
            most,
            whole,
        };
        Some((loss, count.parse().ok()?))
    };
    let failed = |written: &str| {
        let (surely, possibly) = written.split_once('/')?;
        Some(FailedItem {
            surely: surely.parse().ok()?,
            possibly: possibly.parse().ok()?,
        })
    };
    Some(Losses {
        units: all(units, ' ', unit)?.into_iter().collect(),
        items: all(items, ' ', failed)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(cells: &Cells) -> Reader<'_> {
        Reader(std::array::from_fn(|at| cells[at].as_str()))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let sum = Sum {
            lo: Some(-12),
            hi: None,
            lo_open: true,
            hi_open: false,
            reported: 3,
            blank: 1,
            not_applicable: 2,
        };
        assert_eq!(again(&of_sum(&sum)).sum(), Ok(sum));
        let item = |met| ItemCount {
            met,
            unmet: 2,
            open: 0,
            not_applicable: 1,
        };
        let loss = Loss {
            surely_fails: true,
            least: 3,
            most: 5,
            whole: 10,
        };
        let outcomes = Outcomes {
            holds: 5,
            fails: 1,
            undecided: 2,
            not_applicable: 3,
            items: vec![item(5), item(7)],
            bands: vec![1, 0, 4],
            losses: Some(Box::new(Losses {
                units: [(loss, 4)].into(),
                items: vec![
                    FailedItem {
                        surely: 1,
                        possibly: 2
                    };
                    2
                ],
            })),
        };
        let cells = of_outcomes(&outcomes);
        assert_eq!(cells[8], "5/2/0/1 7/2/0/1");
        assert_eq!(cells[10], "1/3/5/10=4|1/2 1/2");
        assert_eq!(again(&cells).outcomes(), Ok(outcomes));
        assert_eq!(again(&of_count(7)).count(), Ok(7));
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_column() {
        let mut cells = of_count(1);
        cells[6] = "1.5".to_owned();
        assert_eq!(again(&cells).sum(), Err(6));
        cells[8] = "1/2/3".to_owned();
        assert_eq!(again(&cells).outcomes(), Err(8));
        cells[0] = "-1".to_owned();
        assert_eq!(again(&cells).count(), Err(0));
    }
}
