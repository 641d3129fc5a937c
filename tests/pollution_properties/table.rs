//! The cells of a polluted table.

use crate::pollution::{Clean, Layout, Measures, Pollution, YEARS};
use crate::spelling::{UNITS, code, grouped, name, number};
use std::collections::BTreeMap;

/// The names of the two variables.
const NAMES: [&str; 2] = ["常住人口", "资金"];

/// A table: the lines of its header, and its rows.
pub struct Table {
    pub header: Vec<Vec<String>>,
    pub rows: Vec<Vec<String>>,
    /// How many of the first columns say whose a row is, or of which year.
    pub keys: usize,
}

/// An amount in 万元, from hundredths.
fn amount(n: u64, style: u8) -> String {
    let (whole, part) = (n / 100, n % 100);
    match style {
        0 => format!("{},{part:02}", whole),
        1 => format!("{}.{part:02}", grouped(whole, ',')),
        2 => format!("{whole}.{part:02}万元"),
        3 => format!("{}元", n * 100),
        4 => format!("￥{whole}.{part:02}"),
        5 => format!("{whole}.{part:02}0"),
        6 => format!("{}.{part:02}", grouped(whole, ' ')),
        _ => format!("{whole}.{part:02}"),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

impl Pollution {
    /// The table with these of the two variables.
    pub fn table(&self, clean: &Clean, variables: &[usize]) -> Table {
        match self.layout {
            Layout::Transposed => self.transposed(clean, variables),
            _ => self.by_rows(clean, variables),
        }
    }

    /// The cells that say whose a row is, of the columns that are there.
    fn whose(&self, code: String, name: String) -> Vec<String> {
        let (codes, names) = self.columns;
        let cells = [(codes, code), (names, name)];
        let kept = cells.into_iter().filter(|(kept, _)| *kept);
        kept.map(|(_, cell)| cell).collect()
    }

    fn unit(&self, unit: usize) -> Vec<String> {
        let both = self.columns == (true, true);
        // Without the other column, an empty cell names nobody.
        let style = |style: u8| if style == 5 && !both { 99 } else { style };
        self.whose(
            code(UNITS[unit].0, style(self.code)),
            name(unit, style(self.name)),
        )
    }

    /// The name of a variable, with its unit of measurement where that is written behind it.
    fn variable(&self, variable: usize) -> String {
        let unit = match (self.measures, variable) {
            (Measures::Names, 0) => "（万人）",
            (Measures::Names, _) => "（元）",
            (Measures::Line, 1) => "（万元）",
            _ => "",
        };
        format!("{}{unit}", NAMES[variable])
    }

    /// The units of measurement of the row below the titles.
    fn measure(variable: usize) -> &'static str {
        ["万人", "元"][variable]
    }

    fn header(&self, variables: &[usize]) -> Vec<Vec<String>> {
        let whose = self.whose("代码".to_owned(), "名称".to_owned());
        let named: Vec<String> = variables.iter().map(|&at| self.variable(at)).collect();
        let (blank, years) = (
            vec![String::new(); whose.len()],
            ["2012年", "2013年", "2014年"],
        );
        let first = match self.layout {
            Layout::Wide => [whose, owned(&["年份"]), named].concat(),
            Layout::Long => [whose, owned(&["年份", "指标", "数值"])].concat(),
            Layout::Years => [whose, owned(&["指标"]), owned(&years)].concat(),
            Layout::Groups => {
                let groups = named
                    .into_iter()
                    .map(|name| [vec![name], owned(&["", ""])].concat());
                let titles = [whose, groups.collect::<Vec<_>>().concat()].concat();
                let below = [blank, vec![owned(&years); variables.len()].concat()].concat();
                return vec![titles, below];
            }
            Layout::Transposed => owned(&["指标"]),
        };
        if self.layout != Layout::Wide || self.measures != Measures::Row {
            return vec![first];
        }
        let units = variables.iter().map(|&at| Self::measure(at).to_owned());
        let below = [blank, owned(&[""]), units.collect()].concat();
        vec![first, below]
    }

    fn by_rows(&self, clean: &Clean, variables: &[usize]) -> Table {
        let mut units: BTreeMap<usize, BTreeMap<i32, (u64, u64)>> = BTreeMap::new();
        let mut sums: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
        for ((unit, year), (residents, funds)) in clean {
            let figures = (u64::from(*residents), u64::from(*funds));
            units.entry(*unit).or_default().insert(*year, figures);
            let sum = sums.entry(*year).or_default();
            *sum = (sum.0 + figures.0, sum.1 + figures.1);
        }
        let mut rows = Vec::new();
        for (at, (unit, years)) in units.iter().enumerate() {
            rows.extend(self.rows_of(self.unit(*unit), years, variables));
            if self.part && at == 0 && self.columns.1 {
                let part = self.whose(String::new(), "其中：城镇".to_owned());
                rows.extend(self.rows_of(part, years, variables));
            }
        }
        let total = self.whose(String::new(), "合计".to_owned());
        let total = self.rows_of(total, &sums, variables);
        match self.total.filter(|_| self.columns.1) {
            Some(true) => rows.extend(total),
            Some(false) => rows = total.into_iter().chain(rows).collect(),
            None => {}
        }
        let whose = self.whose(String::new(), String::new()).len();
        Table {
            header: self.header(variables),
            rows,
            keys: whose + usize::from(self.layout == Layout::Long),
        }
    }

    fn rows_of(
        &self,
        whose: Vec<String>,
        years: &BTreeMap<i32, (u64, u64)>,
        variables: &[usize],
    ) -> Vec<Vec<String>> {
        let row = |cells: Vec<String>| [whose.clone(), cells].concat();
        let cell = |year: &i32, variable: usize| {
            let figures = years.get(year);
            figures.map_or(String::new(), |figures| self.figure(*figures, variable))
        };
        let by_year = |variable: usize| YEARS.iter().map(move |year| cell(year, variable));
        match self.layout {
            Layout::Wide => {
                let cells = years.keys().map(|year| {
                    let figures = variables.iter().map(|&at| cell(year, at)).collect();
                    row([vec![year.to_string()], figures].concat())
                });
                cells.collect()
            }
            Layout::Long => {
                let cells = years.keys().flat_map(|year| {
                    let named = variables
                        .iter()
                        .map(|&at| (self.variable(at), cell(year, at)));
                    named.map(|(name, text)| row(vec![year.to_string(), name, text]))
                });
                cells.collect()
            }
            Layout::Groups => {
                let cells = variables.iter().flat_map(|&at| by_year(at));
                vec![row(cells.collect())]
            }
            _ => {
                let rows = variables
                    .iter()
                    .map(|&at| row([vec![self.variable(at)], by_year(at).collect()].concat()));
                rows.collect()
            }
        }
    }

    /// A figure as it is written.
    fn figure(&self, (residents, funds): (u64, u64), variable: usize) -> String {
        let wide = self.layout == Layout::Wide;
        match (self.measures, variable) {
            (Measures::Plan, 0) => number(residents, self.residents),
            (Measures::Plan, _) => amount(funds, self.funds),
            // Only a table with a column for each variable has a row of units.
            (Measures::Row, 0) if !wide => residents.to_string(),
            (Measures::Row, 1) if wide => (funds * 100).to_string(),
            (Measures::Names, 1) => (funds * 100).to_string(),
            (_, 0) => format!("{}.{:04}", residents / 10_000, residents % 10_000),
            _ => amount(funds, 99),
        }
    }

    /// A row for each variable; the units of the first year as columns.
    fn transposed(&self, clean: &Clean, variables: &[usize]) -> Table {
        let style = if self.name == 5 { 99 } else { self.name };
        let first = of_first_year(clean);
        let mut header = self.header(variables).concat();
        header.extend(first.keys().map(|(unit, _)| name(*unit, style)));
        let rows = variables.iter().map(|&at| {
            let figures = first.values().map(|(residents, funds)| {
                self.figure((u64::from(*residents), u64::from(*funds)), at)
            });
            [vec![self.variable(at)], figures.collect()].concat()
        });
        Table {
            header: vec![header],
            rows: rows.collect(),
            keys: 0,
        }
    }
}

/// What a table with a column for each unit can hold.
pub fn of_first_year(clean: &Clean) -> Clean {
    let year = clean.keys().map(|(_, year)| *year).min();
    let rows = clean.iter().filter(|((_, own), _)| Some(*own) == year);
    rows.map(|(key, figures)| (*key, *figures)).collect()
}
