//! Worlds made at random: a roster or a register, the figures of communities with every kind of disorder, and their files.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The variables of communities.
pub const VARIABLES: [&str; 7] = [
    "residents",
    "employed",
    "trained",
    "staff",
    "age",
    "quota",
    "books",
];

/// How a world is laid out in files.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    /// A row for each unit and year.
    Wide,
    /// The same in two files, each of which has some of the variables.
    TwoFiles,
    /// A row for each figure, those of a unit together.
    Long,
    /// A row for each figure, those of a variable together.
    ByVariable,
    /// Some figures in a wide file, the others in a long one.
    Mixed,
    /// A file with a column for each variable and year, and one with a row for each of the figures that come again.
    YearColumns,
}

pub const LAYOUTS: [Layout; 6] = [
    Layout::Wide,
    Layout::TwoFiles,
    Layout::Long,
    Layout::ByVariable,
    Layout::Mixed,
    Layout::YearColumns,
];

/// SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 32) * limit) >> 32
    }

    pub fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

/// A figure: whose, of when, of which variable, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    unit: u64,
    period: String,
    variable: usize,
    figure: String,
    planned: bool,
    as_of: &'static str,
}

/// A world: which units there are, and what they sent.
pub struct World {
    rostered: bool,
    units: String,
    districts: String,
    rows: Vec<Row>,
}

fn tenths(n: u64) -> String {
    format!("{}.{}", n / 10, n % 10)
}

/// One unit's figures of a year; with `odd`, one of them may be anything.
fn figures(chance: &mut Chance, odd: bool) -> [String; 7] {
    let residents = chance.below(60);
    let employed = chance.below(10 * residents + 1);
    let trained = chance.below(employed / 10 + 1);
    let staff = chance.below(9);
    let mut figures = [
        residents.to_string(),
        tenths(employed),
        trained.to_string(),
        staff.to_string(),
        tenths(160 + chance.below(500)),
        (chance.below(24) as i64 - 4).to_string(),
        chance.below(100).to_string(),
    ];
    if odd && chance.one_in(2) {
        let words = [
            "",
            "…",
            "约3",
            "5以上",
            "不适用",
            "x",
            "9000000",
            "0",
            "-2",
            "1.23",
            "1万",
            "99999999999999999999999999999999",
        ];
        figures[chance.below(7) as usize] = words[chance.below(words.len() as u64) as usize].into();
    }
    figures
}

pub fn district_of(community: u64) -> u64 {
    101 + community % 2
}

impl World {
    pub fn new(chance: &mut Chance) -> World {
        let rostered = chance.one_in(2);
        let communities = if rostered { 70 } else { 6 };
        let mut world = World {
            rostered,
            units: units(chance, rostered, communities),
            districts: districts(chance, communities),
            rows: Vec::new(),
        };
        world.add_rows(chance, if rostered { 66 } else { communities });
        world.add_spans(chance, communities);
        world.repeat(chance);
        world
    }

    fn add_rows(&mut self, chance: &mut Chance, communities: u64) {
        let complete = chance.one_in(6);
        for unit in 0..communities {
            for year in 2010..=2014 {
                if chance.one_in(12) {
                    continue;
                }
                let odd = !complete && chance.one_in(3);
                let figures = figures(chance, odd);
                for (variable, figure) in figures.into_iter().enumerate() {
                    if odd && chance.one_in(30) {
                        continue;
                    }
                    self.rows.push(Row {
                        unit,
                        period: year.to_string(),
                        variable,
                        figure,
                        planned: false,
                        as_of: "",
                    });
                }
            }
        }
    }

    fn add_spans(&mut self, chance: &mut Chance, communities: u64) {
        if chance.one_in(6) {
            self.rows.push(Row {
                unit: chance.below(communities),
                period: "2011-2013".into(),
                variable: chance.below(3) as usize,
                figure: "30".into(),
                planned: chance.one_in(4),
                as_of: "",
            });
        }
    }

    /// Some rows come again: with the same figure or another, a plan's, or one stated later.
    fn repeat(&mut self, chance: &mut Chance) {
        if chance.one_in(2) {
            return;
        }
        for _ in 0..1 + chance.below(5) {
            let at = chance.below(self.rows.len() as u64) as usize;
            let mut again = self.rows[at].clone();
            let is_of_plan = ["2011", "2012", "2013"].contains(&&*again.period);
            if again.variable == 6 && !is_of_plan {
                // Nobody looks at two figures of what is only counted, and then not.
                continue;
            }
            if chance.one_in(2) {
                again.figure = ["4", "", "x", "约3", "4"][chance.below(5) as usize].into();
            }
            match chance.below(4) {
                // A plan of what is only counted has no use, which is said where it is counted.
                0 => again.planned = again.variable < 6,
                1 => {
                    self.rows[at].as_of = ["2013-01-01", "2014-05", ""][chance.below(3) as usize];
                    again.as_of = ["2014-05-02", "2014", "2012-12-31"][chance.below(3) as usize];
                }
                _ => {}
            }
            match chance.one_in(2) {
                true => self.rows.push(again),
                false => self.rows.insert(at + 1, again),
            }
        }
    }

    /// A community that sent something, or none of all.
    pub fn community(&self, chance: &mut Chance) -> String {
        (1000 + self.rows[chance.below(self.rows.len() as u64) as usize].unit).to_string()
    }

    /// Writes it into a folder that holds nothing else.
    pub fn write(&self, folder: &Path, layout: Layout) {
        let mut manifest =
            String::from("[[file]]\npath = \"units.csv\"\nroster = true\nshape = \"units\"\n");
        let files = self.lay_out(layout);
        for at in 0..3 {
            let name = format!("figures-{at}.csv");
            let _ = fs::remove_file(folder.join(&name));
            let Some(text) = files.get(at) else { continue };
            writeln!(
                manifest,
                "\n[[file]]\npath = \"{name}\"\nlevel = \"community\""
            )
            .unwrap();
            fs::write(folder.join(name), text).unwrap();
        }
        fs::write(folder.join("units.csv"), &self.units).unwrap();
        fs::write(folder.join("own.csv"), &self.districts).unwrap();
        fs::write(folder.join("data.toml"), manifest).unwrap();
    }

    fn lay_out(&self, layout: Layout) -> Vec<String> {
        let all: Vec<&Row> = self.rows.iter().collect();
        let some = |keep: &dyn Fn(&Row) -> bool| -> Vec<&Row> {
            all.iter().copied().filter(|row| keep(row)).collect()
        };
        match layout {
            Layout::Wide => vec![self.wide(&all, &[0, 1, 2, 3, 4, 5, 6])],
            Layout::TwoFiles => vec![self.wide(&all, &[0, 3, 4]), self.wide(&all, &[1, 2, 5, 6])],
            Layout::Long => vec![self.long(&all)],
            Layout::ByVariable => {
                let mut rows = all.clone();
                rows.sort_by_key(|row| row.variable);
                vec![self.long(&rows)]
            }
            Layout::Mixed => {
                let wide = |row: &Row| !(row.unit + row.variable as u64).is_multiple_of(5);
                vec![
                    self.long(&some(&|row| !wide(row))),
                    self.wide(&some(&wide), &[0, 1, 2, 3, 4, 5, 6]),
                ]
            }
            Layout::YearColumns => self.year_columns(),
        }
    }

    fn head(&self, row: &Row) -> String {
        let parent = match self.rostered {
            true => String::new(),
            false => district_of(row.unit).to_string(),
        };
        let kind = if row.planned { "planned" } else { "actual" };
        format!(
            "{},{parent},{},{kind},{}",
            1000 + row.unit,
            row.period,
            row.as_of
        )
    }

    fn wide(&self, rows: &[&Row], variables: &[usize]) -> String {
        let names: Vec<&str> = variables.iter().map(|&at| VARIABLES[at]).collect();
        let mut text = format!("unit,parent,period,kind,as-of,{}\n", names.join(","));
        let mut rest: Vec<&Row> = rows.to_vec();
        rest.retain(|row| variables.contains(&row.variable));
        while let Some(&first) = rest.first() {
            // A row takes the first figure of each variable; what comes twice makes a row of its own.
            let mut cells: Vec<Option<&str>> = vec![None; variables.len()];
            let head = self.head(first);
            rest.retain(|row| {
                let at = variables.iter().position(|&of| of == row.variable);
                match at {
                    Some(at) if cells[at].is_none() && self.head(row) == head => {
                        cells[at] = Some(&row.figure);
                        false
                    }
                    _ => true,
                }
            });
            let cells: Vec<&str> = cells.iter().map(|cell| cell.unwrap_or("")).collect();
            writeln!(text, "{head},{}", cells.join(",")).unwrap();
        }
        text
    }

    fn long(&self, rows: &[&Row]) -> String {
        let mut text = String::from("unit,parent,period,kind,as-of,variable,value\n");
        for row in rows {
            let (head, variable) = (self.head(row), VARIABLES[row.variable]);
            writeln!(text, "{head},{variable},{}", row.figure).unwrap();
        }
        text
    }

    fn year_columns(&self) -> Vec<String> {
        let years = ["2010", "2011", "2012", "2013", "2014"];
        let column = |row: &Row| {
            let year = years.iter().position(|year| *year == row.period);
            let plain = !row.planned && row.as_of.is_empty();
            year.filter(|_| plain)
                .map(|year| row.variable * years.len() + year)
        };
        let mut text = String::from("unit,parent");
        for name in VARIABLES {
            years
                .iter()
                .for_each(|year| write!(text, ",{name} {year}").unwrap());
        }
        let units = self.rows.iter().map(|row| row.unit).max().unwrap_or(0);
        let mut others: Vec<&Row> = Vec::new();
        for unit in 0..=units {
            let mut cells = vec![""; years.len() * VARIABLES.len()];
            for row in self.rows.iter().filter(|row| row.unit == unit) {
                match column(row) {
                    Some(at) if cells[at].is_empty() => cells[at] = &row.figure,
                    _ => others.push(row),
                }
            }
            let parent = match self.rostered {
                true => String::new(),
                false => district_of(unit).to_string(),
            };
            write!(text, "\n{},{parent},{}", 1000 + unit, cells.join(",")).unwrap();
        }
        vec![text, self.long(&others)]
    }
}

fn units(chance: &mut Chance, rostered: bool, communities: u64) -> String {
    let mut units = String::from(
        "code,name,level,parent,from,until,into\n100,c,city,,,,\n101,d,district,100,,,\n102,e,district,100,,,\n",
    );
    let lives = chance.one_in(2);
    for community in (0..communities).filter(|_| rostered) {
        let district = district_of(community);
        let life = match chance.below(30) {
            0 if lives => ",2011,".to_owned(),
            1 if lives => "2012,,".to_owned(),
            2 | 3 if lives && community + 4 < communities => {
                format!(",2012,{}", 1000 + community + 2 + chance.below(2))
            }
            _ => ",,".to_owned(),
        };
        writeln!(
            units,
            "{},u{community},community,{district},{life}",
            1000 + community
        )
        .unwrap();
    }
    units
}

/// What districts sent themselves.
fn districts(chance: &mut Chance, communities: u64) -> String {
    let mut own = String::from("unit,period,communities,residents,employed,staff,age,rate\n");
    for district in [101, 102] {
        for year in 2010..=2013 {
            let all = communities / 2 + chance.below(2);
            let mut total = |n: u64| match chance.below(4) {
                0 => (n + chance.below(400)).to_string(),
                1 if communities < 10 => (n / 10 + chance.below(60)).to_string(),
                _ => String::new(),
            };
            let figures = [900, 300, 150].map(&mut total);
            let age = if chance.one_in(4) {
                tenths(300 + chance.below(200))
            } else {
                String::new()
            };
            let rate = if chance.one_in(4) {
                tenths(chance.below(1000))
            } else {
                String::new()
            };
            writeln!(
                own,
                "{district},{year},{all},{},{age},{rate}",
                figures.join(",")
            )
            .unwrap();
        }
    }
    own
}
