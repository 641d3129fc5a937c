//! Worlds made at random: clean rows, and rows as districts send them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 32) * limit) >> 32
    }

    fn one_in(&mut self, limit: u64) -> bool {
        self.below(limit) == 0
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

/// The columns of each table, as data.toml declares them.
const TABLES: [(&str, &str, &[&str]); 3] = [
    (
        "figures",
        "\"代码\" = { is = \"code\" }, \"年度\" = { is = \"period\" }, \"性质\" = { is = \"kind\" }, residents = \"residents\", employed = \"employed\", \
         staff = \"staff\", age = \"age\", funds = \"funds\", balance = \"balance\"",
        &[
            "代码",
            "年度",
            "性质",
            "residents",
            "employed",
            "staff",
            "age",
            "funds",
            "balance",
        ],
    ),
    (
        "late",
        "code = { is = \"code\" }, name = { is = \"name\" }, nd = { is = \"period\" }, as_of = { is = \"as-of\" }, zj = \"funds\"",
        &["code", "name", "nd", "as_of", "zj"],
    ),
    (
        "answers",
        "code = { is = \"code\" }, parent = { is = \"parent\" }, year = { is = \"period\" }, centre = \"centre\", service = \"service\", \
         i1 = \"list/1\", i2 = \"list/2\", i3 = \"list/3\", i4 = \"list/4\"",
        &[
            "code", "parent", "year", "centre", "service", "i1", "i2", "i3", "i4",
        ],
    ),
];

/// How many communities there are: more than are kept one by one.
const COMMUNITIES: u64 = 70;

const ODD_FIGURES: [&str; 20] = [
    "", " 5", "5.0", "5.00", "5.000", "05", "1,150", "近20", "—", "x", "-1", "999999", "5.123",
    "1e3", "+5", "５", "NULL", "-0", "5.", "17.25",
];
const ODD_ANSWERS: [&str; 12] = [
    "",
    "是",
    "否",
    "√",
    " 1",
    "—",
    "不适用",
    "x",
    "未报",
    "Y",
    "2",
    "1.0",
];
const ODD_YEARS: [&str; 6] = ["2013年", " 2012", "", "2020", "2009", "2011-2013"];

/// Writes a world: the rosters and three tables, as files in `files`, and as tables, of which the rows are in `engine`, in `tables`.
pub fn write(folder: &Path, chance: &mut Chance) {
    let mut units = String::from(
        "code,name,level,parent,from,until\n100,城,city,,,\n101,东,district,100,,\n102,西,district,100,,\n",
    );
    for at in 0..COMMUNITIES {
        let years = chance.pick(&[",", ",", ",", "2012,", ",2012"]);
        writeln!(
            units,
            "{},社{at},community,{},{years}",
            1000 + at,
            101 + at % 2
        )
        .unwrap();
    }
    let mut declared = [String::new(), String::new()];
    for (which, (name, columns, titles)) in TABLES.into_iter().enumerate() {
        for (text, head) in declared
            .iter_mut()
            .zip(["[[file]]\npath", "[[table]]\nname"])
        {
            let end = if head.contains("file") { ".csv" } else { "" };
            write!(text, "\n{head} = \"{name}{end}\"\nshape = \"wide\"\nlevel = \"community\"\ncolumns = {{ {columns} }}\n").unwrap();
        }
        let mut rows = vec![titles.join(",")];
        rows.extend(rows_of(which, chance));
        for folder in [folder.join("files"), folder.join("engine")] {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{name}.csv")), rows.join("\n") + "\n").unwrap();
        }
    }
    for (data, declared) in ["files", "tables"].into_iter().zip(declared) {
        let folder = folder.join(data);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("units.csv"), &units).unwrap();
        let head = "[[file]]\npath = \"units.csv\"\nshape = \"units\"\nroster = true\n";
        fs::write(folder.join("data.toml"), format!("{head}{declared}")).unwrap();
    }
}

fn rows_of(which: usize, chance: &mut Chance) -> Vec<String> {
    let mut rows = Vec::new();
    let dirty = 4 + 40 * chance.below(3);
    for at in 0..COMMUNITIES {
        for year in 2011..=2013 {
            let repeats = if chance.one_in(60) { 2 } else { 1 };
            let absent = if which == 1 {
                !chance.one_in(8)
            } else {
                chance.one_in(15)
            };
            for _ in 0..if absent { 0 } else { repeats } {
                rows.push(row(which, chance, (at, year), dirty));
            }
        }
    }
    if chance.one_in(2) {
        rows.push(row(which, chance, (900, 2012), 1000));
        rows.push(row(which, chance, (0, 2012), 1000).replacen("1000", "101", 1));
    }
    rows
}

fn row(which: usize, chance: &mut Chance, (at, year): (u64, u64), dirty: u64) -> String {
    let mut code = (1000 + at).to_string();
    let mut year = year.to_string();
    let quoted = |cell: &str| {
        if cell.contains(',') {
            format!("\"{cell}\"")
        } else {
            cell.to_owned()
        }
    };
    let odd = |chance: &mut Chance, plain: String, words: &[&str]| match chance.one_in(dirty) {
        true => quoted(chance.pick(words)),
        false => plain,
    };
    // A figure of several years leaves all parts and wholes to the reader: not in every world.
    let last = if dirty == 44 { 6 } else { 5 };
    year = odd(chance, year, &ODD_YEARS[..last]);
    if chance.one_in(dirty * 4) {
        code = chance
            .pick(&[" 1003", "9999", "100", "101", "1003"])
            .to_owned();
    }
    let tenths = |n: u64| format!("{}.{}", n / 10, n % 10);
    match which {
        0 => {
            let residents = chance.below(60);
            let figures = [
                residents.to_string(),
                tenths(chance.below(10 * residents + 1)),
                chance.below(9).to_string(),
                tenths(160 + chance.below(500)),
                format!("{}.{:02}", chance.below(4), chance.below(100)),
                format!(
                    "{}{}.{:03}",
                    chance.pick(&["", "-"]),
                    chance.below(40),
                    chance.below(1000)
                ),
            ];
            let rare = if chance.one_in(9) { "计划" } else { "" };
            let kind = chance
                .pick(&["", "实际", "actual", "", "", "", "", rare])
                .to_owned();
            let figures = figures.map(|figure| odd(chance, figure, &ODD_FIGURES));
            format!("{code},{year},{kind},{}", figures.join(","))
        }
        1 => {
            let mut name = if chance.one_in(2) {
                format!("社{at}")
            } else {
                String::new()
            };
            if chance.one_in(dirty) {
                name = format!("社{at}");
                code = String::new();
            }
            let as_of = odd(chance, String::new(), &["2014-03-01", "2013年", "x"]);
            let figure = chance.below(5).to_string();
            let figure = odd(chance, figure, &ODD_FIGURES);
            format!("{code},{name},{year},{as_of},{figure}")
        }
        _ => {
            let parent = if chance.one_in(3) {
                (101 + at % 2).to_string()
            } else {
                String::new()
            };
            let parent = odd(chance, parent, &["101", "东", "999"]);
            let answers: [String; 6] = std::array::from_fn(|nth| {
                let plain = if nth == 0 {
                    chance.pick(&["0", "1", "1", ""])
                } else {
                    chance.pick(&["0", "0.5", "1", "1", ""])
                };
                odd(chance, plain.to_owned(), &ODD_ANSWERS)
            });
            format!("{code},{parent},{year},{}", answers.join(","))
        }
    }
}
