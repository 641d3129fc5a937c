//! How a value follows from the figures of the sources, as a formula: only where the arithmetic gives exactly that value.

use super::names;
use super::sources::{SourceRow, VALUE};
use crate::i18n::Lang;
use crate::number::Number;
use rust_xlsxwriter::utility::column_number_to_name;

/// Figures of one variable, one below the other.
struct Group<'a> {
    variable: &'a str,
    first: u32,
    last: u32,
    values: Vec<Number>,
}

/// The formula of a value: a figure, a sum, a mean, a difference, growth or a ratio of sums; `None` where none of these gives it.
pub fn formula(value: &Number, rows: &[SourceRow<'_>], lang: Lang) -> Option<String> {
    let groups = groups(rows)?;
    match &groups[..] {
        [one] => of_one(value, one, lang),
        [a, b] => of_two(value, a, b, lang),
        _ => None,
    }
}

/// The figures by variable; `None` where not all are known or one variable's do not stand together.
fn groups<'a>(rows: &[SourceRow<'a>]) -> Option<Vec<Group<'a>>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for row in rows {
        let (cell, value) = row.figure()?;
        let value = value?;
        match groups
            .iter_mut()
            .find(|group| group.variable == cell.variable)
        {
            Some(group) if group.last + 1 == row.row => {
                group.last = row.row;
                group.values.push(value);
            }
            Some(_) => return None,
            None => groups.push(Group {
                variable: &cell.variable,
                first: row.row,
                last: row.row,
                values: vec![value],
            }),
        }
    }
    Some(groups)
}

fn of_one(value: &Number, group: &Group<'_>, lang: Lang) -> Option<String> {
    let (sum, count) = (group.sum(), group.values.len() as i64);
    if *value == sum {
        return Some(group.written(lang));
    }
    if Some(value) == sum.divided_by(&Number::from(count)).as_ref() {
        return Some(group.function("AVERAGE", lang));
    }
    let [a, b] = &group.values[..] else {
        return None;
    };
    let (first, last) = (cell(group.first, lang), cell(group.last, lang));
    let both = [(a, b, &first, &last), (b, a, &last, &first)];
    both.into_iter().find_map(|(from, to, from_cell, to_cell)| {
        let change = to - from;
        if *value == change {
            return Some(format!("{to_cell}-{from_cell}"));
        }
        let growth = &change.divided_by(from)? * &Number::from(100);
        (*value == growth).then(|| format!("({to_cell}/{from_cell}-1)*100"))
    })
}

fn of_two(value: &Number, a: &Group<'_>, b: &Group<'_>, lang: Lang) -> Option<String> {
    const FACTORS: [i64; 5] = [1, 100, 1000, 10_000, 100_000];
    let ratio = |over: &Group<'_>, under: &Group<'_>| {
        let ratio = over.sum().divided_by(&under.sum())?;
        let factor = FACTORS
            .into_iter()
            .find(|&factor| *value == &ratio * &Number::from(factor))?;
        let times = match factor {
            1 => String::new(),
            factor => format!("*{factor}"),
        };
        Some(format!(
            "{}/{}{times}",
            over.written(lang),
            under.written(lang)
        ))
    };
    ratio(a, b).or_else(|| ratio(b, a)).or_else(|| {
        let both = [("+", &a.sum() + &b.sum()), ("-", &a.sum() - &b.sum())];
        let found = both.into_iter().find(|(_, is)| is == value);
        found.map(|(sign, _)| format!("{}{sign}{}", a.written(lang), b.written(lang)))
    })
}

impl Group<'_> {
    fn sum(&self) -> Number {
        let zero = Number::zero();
        self.values.iter().fold(zero, |sum, value| &sum + value)
    }

    /// The figure, or the sum of the figures.
    fn written(&self, lang: Lang) -> String {
        match self.values.len() {
            1 => cell(self.first, lang),
            _ => self.function("SUM", lang),
        }
    }

    fn function(&self, function: &str, lang: Lang) -> String {
        let column = column_number_to_name(VALUE);
        let end = self.last + 1;
        format!("{function}({}:{column}{end})", cell(self.first, lang))
    }
}

/// The value of a row of the sources, as another sheet refers to it.
fn cell(row: u32, lang: Lang) -> String {
    let column = column_number_to_name(VALUE);
    format!("'{}'!{column}{}", names::sources(lang), row + 1)
}
