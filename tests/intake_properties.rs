//! Laws of reading on random files: nothing is lost, nobody's figure goes to another, a text has one reading. A clean table that is
//! polluted as districts do gives the same observations or is refused, never others.

#[path = "common/cases.rs"]
mod cases;
mod common;
#[path = "common/spelling.rs"]
mod spelling;

use cases::cases;
use kaoping::internals::data::{
    self, CellValue, DataSet, NameIndex, NumericCell, Reader, Report, RowHead, RowUnit, Sink,
};
use kaoping::internals::finding::Findings;
use kaoping::internals::observation::{PackedAnswer, Period};
use kaoping::internals::plan::VariableIx;
use kaoping::internals::source::Folder;
use kaoping::internals::table::Range;
use proptest::prelude::*;
use spelling::{UNITS, code, file, name, number};
use std::collections::BTreeMap;
use std::fs;

const ROSTER: &str = "code,name,level,parent\n110000,北京市,city,\n110101,东城区,district,110000\n110105,朝阳区,district,110000\n110106,丰台区,district,110000\n";

/// Exact figures by unit, period and variable; `None` where different ones were read.
type Observations = BTreeMap<(String, String, u32), Option<i128>>;

struct Collect<'a> {
    data: &'a DataSet,
    observations: Observations,
}

impl Collect<'_> {
    fn add(&mut self, row: &RowHead<'_>, variable: VariableIx, period: Period, cell: &NumericCell) {
        let RowUnit::Known(unit) = row.unit else {
            panic!("a unit that no roster names: {}", row.fields.raw(0));
        };
        if let NumericCell::Exact(figure) = cell {
            let key = (
                self.data.units.code(unit).to_owned(),
                period.to_string(),
                variable.0,
            );
            let known = self.observations.entry(key).or_insert(Some(*figure));
            if *known != Some(*figure) {
                *known = None;
            }
        }
    }
}

impl Sink for Collect<'_> {
    fn wide(&mut self, row: &RowHead<'_>, _: &[PackedAnswer], figures: &[NumericCell]) {
        let schema = &self.data.schemas[0];
        for (column, cell) in schema.figure_columns.iter().zip(figures) {
            self.add(
                row,
                column.variable,
                column.period.unwrap_or(row.period),
                cell,
            );
        }
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, value: CellValue<'_>, _: usize) {
        if let CellValue::Figure(cell) = value {
            self.add(row, variable, row.period, cell);
        }
    }
}

/// What a file of figures beside the roster is read as.
fn read(bytes: &[u8]) -> (Observations, Findings, Report) {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("roster.csv"), ROSTER).unwrap();
    fs::write(root.path().join("w.csv"), bytes).unwrap();
    let declared = "[[file]]\npath = \"roster.csv\"\nroster = true\n";
    fs::write(root.path().join("data.toml"), declared).unwrap();
    let plan = common::plan();
    let folder = Folder::Disk(root.path().to_str().unwrap().into());
    let (data, mut findings) = data::open(&folder, &plan);
    let name_index = NameIndex::new(&plan);
    let mut collect = Collect {
        data: &data,
        observations: Observations::new(),
    };
    let mut report = Report::default();
    for schema in &data.schemas {
        let reader = Reader {
            data: &data,
            plan: &plan,
            name_index: &name_index,
            names_of: &[],
            words: &[],
            doubts: &Default::default(),
            at_sight: true,
        };
        report = reader.read(schema, Range::WHOLE, &mut collect);
        findings.merge(std::mem::take(&mut report.findings));
        if report.all_in_doubt {
            collect.observations.clear();
        }
    }
    (collect.observations, findings, report)
}

/// A clean row: which unit, which year, how many residents.
type Row = (usize, u16, u32);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::btree_map((0..3_usize, 2011..=2015_u16), 0..20_000_000_u32, 1..8).prop_map(
        |rows| {
            rows.into_iter()
                .map(|((unit, year), n)| (unit, year, n))
                .collect()
        },
    )
}

fn clean(rows: &[Row]) -> Vec<u8> {
    let mut text = "代码,名称,年份,常住人口\n".to_owned();
    for (unit, year, residents) in rows {
        let (code, name) = UNITS[*unit];
        text += &format!("{code},{name},{year},{residents}\n");
    }
    text.into_bytes()
}

/// A row that is no unit's.
fn extra(kind: u8, rows: &[Row]) -> Vec<String> {
    let year = rows[0].1;
    let sum: u64 = rows
        .iter()
        .filter(|row| row.1 == year)
        .map(|row| u64::from(row.2))
        .sum();
    let cells = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    match kind {
        0 => cells(["", "合计", &year.to_string(), &sum.to_string()]),
        1 => cells(["", "全  市", &year.to_string(), &sum.to_string()]),
        2 => cells(["", "其中：女", &year.to_string(), "7"]),
        3 => cells(["注：快报数", "", "", ""]),
        4 => cells(["", "市本级", &year.to_string(), "5"]),
        5 => cells(["", "", "", ""]),
        6 => vec!["资料来源：各区".to_owned()],
        7 => cells(["#110101", "东城区", &year.to_string(), "9"]),
        8 => cells(["代码", "名称", "年份", "常住人口"]),
        9 => cells(["110101", "东城区", "2031", "11"]),
        _ => cells(["制表人：张三", "审核人：李四", "", ""]),
    }
}

#[derive(Clone, Debug)]
struct Pollution {
    delimiter: char,
    end: &'static str,
    encoding: u8,
    quoted: bool,
    number: u8,
    code: u8,
    name: u8,
    extras: Vec<u8>,
}

fn pollution() -> impl Strategy<Value = Pollution> {
    (
        prop::sample::select(vec![',', ';', '\t']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        0..4_u8,
        any::<bool>(),
        0..16_u8,
        0..12_u8,
        0..14_u8,
        prop::collection::vec(0..11_u8, 0..3),
    )
        .prop_map(
            |(delimiter, end, encoding, quoted, number, code, name, extras)| Pollution {
                delimiter,
                end,
                encoding,
                quoted,
                number,
                code,
                name,
                extras,
            },
        )
}

fn polluted(rows: &[Row], how: &Pollution) -> Vec<u8> {
    let mut lines = vec![vec![
        "代码".to_owned(),
        "名称".into(),
        "年份".into(),
        "常住人口".into(),
    ]];
    // Another unit's name without a code is that unit's row.
    let name_style = if (how.code, how.name) == (5, 6) {
        0
    } else {
        how.name
    };
    for (unit, year, residents) in rows {
        lines.push(vec![
            code(UNITS[*unit].0, how.code),
            name(*unit, name_style),
            year.to_string(),
            number((*residents).into(), how.number),
        ]);
    }
    lines.extend(how.extras.iter().map(|kind| extra(*kind, rows)));
    file(&lines, (how.delimiter, how.quoted), how.end, how.encoding)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(1500)))]

    #[test]
    fn a_polluted_table_gives_the_same_observations_or_is_refused(rows in rows(), how in pollution()) {
        let (expected, findings, _) = read(&clean(&rows));
        prop_assert!(findings.is_empty(), "{:?}", findings);
        prop_assert_eq!(expected.len(), rows.len());
        let (found, findings, _) = read(&polluted(&rows, &how));
        for (key, figure) in &found {
            let outside = key.1 == "2031";
            prop_assert!(outside || expected.get(key) == Some(figure), "{:?} {:?} {:?}", key, figure, expected.get(key));
        }
        let lost = expected.keys().any(|key| !found.contains_key(key));
        prop_assert!(!lost || findings.any_error(), "lost without an error: {:?}", findings);
    }

    #[test]
    fn the_rows_of_a_file_are_used_set_aside_or_refused(rows in rows(), how in pollution()) {
        let how = Pollution { encoding: 3, quoted: false, ..how };
        let bytes = polluted(&rows, &how);
        let (_, _, report) = read(&bytes);
        let text = String::from_utf8(bytes).unwrap();
        let filled = |line: &&str| !line.trim_matches([how.delimiter, ' ']).is_empty();
        let lines = text.split(['\r', '\n']).filter(filled).count() as u64;
        // The header of a further table is no row of it.
        let headers = how.extras.iter().filter(|kind| **kind == 8).count() as u64;
        let met = report.balance.met();
        prop_assert!((lines - 1 - headers..lines).contains(&met), "{} {}", met, lines);
    }
}
