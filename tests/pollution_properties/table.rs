//! The cells of a polluted table.

use crate::pollution::{Clean, Layout, NOTES, Pollution, TITLES, YEARS};
use crate::spelling::{UNITS, code, grouped, name, number};
use std::collections::BTreeMap;

/// An amount in 万元, from hundredths.
fn amount(n: u32, style: u8) -> String {
    let (whole, part) = (n / 100, n % 100);
    match style {
        0 => format!("{},{part:02}", whole),
        1 => format!("{}.{part:02}", grouped(whole, ',')),
        2 => format!("{whole}.{part:02}万元"),
        3 => format!("{}元", u64::from(n) * 100),
        4 => format!("￥{whole}.{part:02}"),
        5 => format!("{whole}.{part:02}0"),
        6 => format!("{}.{part:02}", grouped(whole, ' ')),
        _ => format!("{whole}.{part:02}"),
    }
}

impl Pollution {
    /// The cells of the table: the header, the rows, the total.
    pub fn table(&self, clean: &Clean) -> Vec<Vec<String>> {
        match self.layout {
            Layout::Transposed => self.transposed(clean),
            _ => self.by_rows(clean),
        }
    }

    /// The cells that say whose a row is, of the columns that are there.
    pub fn whose(&self, code: String, name: String) -> Vec<String> {
        let (codes, names) = self.columns;
        let cells = [(codes, code), (names, name)];
        let kept = cells.into_iter().filter(|(kept, _)| *kept);
        kept.map(|(_, cell)| cell).collect()
    }

    pub fn unit(&self, unit: usize) -> Vec<String> {
        let both = self.columns == (true, true);
        // Without the other column, an empty cell names nobody.
        let style = |style: u8| if style == 5 && !both { 99 } else { style };
        self.whose(
            code(UNITS[unit].0, style(self.code)),
            name(unit, style(self.name)),
        )
    }

    pub fn by_rows(&self, clean: &Clean) -> Vec<Vec<String>> {
        let mut units: BTreeMap<Vec<String>, BTreeMap<i32, (u64, u64)>> = BTreeMap::new();
        let mut order = Vec::new();
        let mut sums: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
        for ((unit, year), (residents, funds)) in clean {
            let whose = self.unit(*unit);
            if !order.contains(&whose) {
                order.push(whose.clone());
            }
            let figures = (u64::from(*residents), u64::from(*funds));
            units.entry(whose).or_default().insert(*year, figures);
            let sum = sums.entry(*year).or_default();
            *sum = (sum.0 + figures.0, sum.1 + figures.1);
        }
        let mut rows: Vec<_> = order
            .into_iter()
            .flat_map(|whose| self.rows_of(whose.clone(), &units[&whose]))
            .collect();
        let total = self.rows_of(self.whose(String::new(), "合计".to_owned()), &sums);
        match self.total.filter(|_| self.columns.1) {
            Some(true) => rows.extend(total),
            Some(false) => rows = total.into_iter().chain(rows).collect(),
            None => {}
        }
        let mut header = self.whose("代码".to_owned(), "名称".to_owned());
        let titles: &[&str] = match self.layout {
            Layout::Wide => &["年份", "常住人口", "资金"],
            Layout::Long => &["年份", "指标", "数值"],
            _ => &["指标", "2012年", "2013年", "2014年"],
        };
        header.extend(titles.iter().map(|&title| title.to_owned()));
        rows.insert(0, header);
        rows
    }

    pub fn rows_of(
        &self,
        whose: Vec<String>,
        years: &BTreeMap<i32, (u64, u64)>,
    ) -> Vec<Vec<String>> {
        let row = |cells: Vec<String>| [whose.clone(), cells].concat();
        let one = |year: &i32| years.get(year).map(|figures| self.figures(*figures));
        match self.layout {
            Layout::Wide => {
                let cells = |(year, figures)| {
                    let [residents, funds] = self.figures(figures);
                    row(vec![i32::to_string(&year), residents, funds])
                };
                years
                    .iter()
                    .map(|(year, figures)| (*year, *figures))
                    .map(cells)
                    .collect()
            }
            Layout::Long => {
                let cells = |(year, figures): (&i32, &(u64, u64))| {
                    let named = ["常住人口", "资金"].into_iter().zip(self.figures(*figures));
                    let year = year.to_string();
                    let rows =
                        named.map(|(name, text)| row(vec![year.clone(), name.to_owned(), text]));
                    rows.collect::<Vec<_>>()
                };
                years.iter().flat_map(cells).collect()
            }
            _ => (0..2)
                .map(|at| {
                    let variable = ["常住人口", "资金"][at].to_owned();
                    let cell = |year| one(year).map_or(String::new(), |texts| texts[at].clone());
                    row([vec![variable], YEARS.iter().map(cell).collect()].concat())
                })
                .collect(),
        }
    }

    /// The two figures as they are written.
    pub fn figures(&self, (residents, funds): (u64, u64)) -> [String; 2] {
        [
            number(residents as u32, self.residents),
            amount(funds as u32, self.funds),
        ]
    }

    /// A row for each variable; the units of the first year as columns.
    pub fn transposed(&self, clean: &Clean) -> Vec<Vec<String>> {
        let mut rows = vec![
            vec!["指标".to_owned()],
            vec!["常住人口".to_owned()],
            vec!["资金".to_owned()],
        ];
        let style = if self.name == 5 { 99 } else { self.name };
        for ((unit, _), (residents, funds)) in of_first_year(clean) {
            let texts = self.figures((u64::from(residents), u64::from(funds)));
            rows[0].push(name(unit, style));
            for (row, text) in rows[1..].iter_mut().zip(texts) {
                row.push(text);
            }
        }
        rows
    }

    /// The whole sheet: titles, table, notes.
    pub fn sheet(&self, clean: &Clean) -> Vec<Vec<String>> {
        let table = self.table(clean);
        let line = |text: &str| vec![text.to_owned()];
        let above = self.titles.iter().map(|at| line(TITLES[*at]));
        let below = self.notes.iter().map(|at| line(NOTES[*at]));
        above.chain(table).chain(below).collect()
    }
}

/// What a table with a column for each unit can hold.
pub fn of_first_year(clean: &Clean) -> Clean {
    let year = clean.keys().map(|(_, year)| *year).min();
    let rows = clean.iter().filter(|((_, own), _)| Some(*own) == year);
    rows.map(|(key, figures)| (*key, *figures)).collect()
}
