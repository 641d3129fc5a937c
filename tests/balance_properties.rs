//! The balance that `check` prints as JSON adds up, whatever is in a folder: files in sub-folders, workbooks, rows that are set aside or
//! refused, files that are skipped and files that are not read.

#[path = "common/cases.rs"]
mod cases;

use cases::cases;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/first-plan/plan");
const ROSTER: &str = "code,name,level,parent\n01,Willow Town,town,\n0101,Upper Willow,village,01\n0102,Lower Willow,village,01\n";
const HEADER: &str = "code,name,year,residents,trees";

/// A row, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Used,
    /// Used, and its last cell is refused.
    CellRefused,
    /// Above the header it is a title, below a remark or a total.
    SetAside,
    Refused,
    Ragged,
    Blank,
}

const ROWS: [(Row, &str); 9] = [
    (Row::Used, "0101,Upper Willow,2022,1530,5"),
    (Row::Used, "0102,,2023,1540,6"),
    (Row::CellRefused, "0101,,2024,1550,many"),
    (Row::SetAside, ",合计,2022,3070,11"),
    (Row::SetAside, "Source: villages,,,,"),
    (Row::Refused, "0199,Far End,2022,1,1"),
    (Row::Refused, "0101,Lower Willow,2022,1,1"),
    (Row::Ragged, "0101,Upper Willow"),
    (Row::Blank, ",,,,"),
];

/// How a table is put into the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Csv,
    Tsv,
    Sheet,
    Skipped,
    NotRead,
}

#[derive(Clone, Debug)]
struct Table {
    container: Container,
    in_sub_folder: bool,
    has_title: bool,
    rows: Vec<usize>,
}

impl Table {
    fn path(&self, at: usize) -> String {
        let folder = if self.in_sub_folder { "sub/below/" } else { "" };
        let extension = match self.container {
            Container::Csv | Container::Skipped => "csv",
            Container::Tsv => "tsv",
            Container::Sheet => "xlsx",
            Container::NotRead => "et",
        };
        format!("{folder}t{at}.{extension}")
    }

    fn lines(&self) -> Vec<&'static str> {
        let title = self.has_title.then_some("Trees of the villages,,,,");
        let rows = self.rows.iter().map(|&at| ROWS[at].1);
        title.into_iter().chain([HEADER]).chain(rows).collect()
    }

    fn write(&self, path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if self.container != Container::Sheet {
            let text = self.lines().join("\n");
            let text = match self.container {
                Container::Tsv => text.replace(',', "\t"),
                _ => text,
            };
            return fs::write(path, text).unwrap();
        }
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in (0..).zip(self.lines()) {
            for (column, text) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
        workbook.save(path).unwrap();
    }

    /// Rows that are used, set aside and refused, and refused cells. A sheet has no rows with fewer cells than its header, but those
    /// without a year can't be used either.
    fn expected(&self) -> [u64; 4] {
        let mut expected = [0, u64::from(self.has_title), 0, 0];
        for &at in &self.rows {
            match ROWS[at].0 {
                Row::Used => expected[0] += 1,
                Row::CellRefused => {
                    expected[0] += 1;
                    expected[3] += 1;
                }
                Row::SetAside => expected[1] += 1,
                Row::Refused | Row::Ragged => expected[2] += 1,
                Row::Blank => {}
            }
        }
        expected
    }
}

fn table() -> impl Strategy<Value = Table> {
    let container = prop::sample::select(vec![
        Container::Csv,
        Container::Csv,
        Container::Tsv,
        Container::Sheet,
        Container::Skipped,
        Container::NotRead,
    ]);
    let rows = prop::collection::vec(0..ROWS.len(), 0..8);
    (container, any::<bool>(), any::<bool>(), rows).prop_map(
        |(container, in_sub_folder, has_title, rows)| Table {
            container,
            in_sub_folder,
            has_title,
            rows,
        },
    )
}

/// What `check` prints about a folder, and its exit code.
fn check(folder: &Path) -> (Value, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .args([
            "check", "--plan", PLAN, "--format", "json", "--lang", "en", "--data",
        ])
        .arg(folder)
        .output()
        .expect("the tool runs");
    let document = serde_json::from_slice(&output.stdout).expect("a JSON document");
    (document, output.status.code().expect("it was not killed"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(40)) })]

    #[test]
    fn the_balance_in_json_adds_up(tables in prop::collection::vec(table(), 1..6)) {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("units.csv"), ROSTER).unwrap();
        let mut declared = "[[file]]\npath = \"units.csv\"\nroster = true\n".to_owned();
        let mut expected = BTreeMap::from([("units.csv".to_owned(), [3, 0, 0, 0])]);
        let mut unread = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            let path = table.path(at);
            table.write(&root.path().join(&path));
            match table.container {
                Container::Skipped => declared += &format!("\n[[file]]\npath = \"{path}\"\nskip = true\n"),
                Container::NotRead => unread.push(path),
                _ => drop(expected.insert(path, table.expected())),
            }
        }
        fs::write(root.path().join("data.toml"), declared).unwrap();
        let (document, exit) = check(root.path());
        let checked = &document["checked"];
        let mut found = BTreeMap::new();
        for balance in checked["balance"].as_array().unwrap() {
            let number = |key: &str| balance[key].as_u64().unwrap();
            let parts = ["used", "set_aside", "refused", "refused_cells"].map(number);
            prop_assert_eq!(number("read"), parts[0] + parts[1] + parts[2], "{}", balance);
            let known = found.insert(balance["file"].as_str().unwrap().to_owned(), parts);
            prop_assert_eq!(known, None, "twice in the balance");
        }
        prop_assert_eq!(&found, &expected, "{}", document);
        let used: u64 = expected.values().map(|parts| parts[0]).sum();
        prop_assert_eq!(checked["rows"].as_u64(), Some(used));
        prop_assert_eq!(checked["files"].as_u64(), Some(expected.len() as u64));
        let refused = expected.values().any(|parts| parts[2] + parts[3] > 0);
        prop_assert!(!refused || exit == 3, "{}", document);
        let text = document["findings"].to_string();
        for path in unread {
            prop_assert!(text.contains(&path), "{} is not named: {}", path, text);
        }
    }
}
