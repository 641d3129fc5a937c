//! Nothing is lost: every row of a file is used, set aside or refused, and every file of a folder is in the balance or named.

use crate::common;
use crate::sheet::Sheet;
use crate::{ROSTER, Read, read_folder};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Whether the balance of a file says what became of each row of a sheet. Where a table is refused, the lines of its header
/// may be counted as rows.
pub fn adds_up(sheet: &Sheet, name: &str, read: &Read) -> Result<(), TestCaseError> {
    let is_filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let filled = sheet.rows.iter().filter(is_filled).count() as u64;
    let mut of_file = read.balance.iter().filter(|balance| balance.file == name);
    let Some(balance) = of_file.next() else {
        prop_assert!(read.findings.any_error(), "not in the balance: {:?}", sheet);
        return Ok(());
    };
    prop_assert!(of_file.next().is_none(), "twice in the balance");
    let rows = filled - sheet.header_lines as u64;
    let most = match read.findings.any_error() {
        true => filled,
        false => rows,
    };
    prop_assert!(
        (rows..=most).contains(&balance.read),
        "{} rows: {:?}\n{:?}\n{:?}",
        rows,
        balance,
        sheet,
        read.findings
    );
    let parts = balance.used + balance.set_aside + balance.refused;
    prop_assert_eq!(balance.read, parts);
    prop_assert!(
        balance.refused == 0 || read.findings.any_error(),
        "{:?}",
        sheet
    );
    Ok(())
}

/// Things that may be in a data folder.
const ENTRIES: [&str; 16] = [
    "good.csv",
    "sub/folder/good.csv",
    "no-header.csv",
    "empty.csv",
    "blank.csv",
    "notes.txt",
    "table.txt",
    "old.et",
    "binary.xlsb",
    "packed.zip",
    "packed.csv.gz",
    "no-workbook.xlsx",
    "picture.png",
    "dangling.csv",
    "figures.csv.bak",
    "data.json",
];

fn write(root: &Path, name: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let good = "代码,名称,年份,常住人口\n110101,东城区,2014,90800\n";
    let text = match name {
        "empty.csv" => "",
        "blank.csv" => "\n\n",
        "no-header.csv" => "110101,东城区,2014,90800\n110105,朝阳区,2014,39200\n",
        "notes.txt" => "请于月底前报送",
        _ if name.contains("good") || name.starts_with("table") => good,
        _ => "PK\u{3}\u{4}",
    };
    #[cfg(unix)]
    if name == "dangling.csv" {
        return std::os::unix::fs::symlink("nowhere.csv", path).unwrap();
    }
    fs::write(path, text).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn every_file_of_a_folder_is_in_the_balance_or_named(
        names in prop::sample::subsequence(&ENTRIES[..], 1..8),
        skipped in prop::collection::vec(any::<bool>(), 8),
    ) {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("roster.csv"), ROSTER).unwrap();
        let mut declared = "[[file]]\npath = \"roster.csv\"\nroster = true\n".to_owned();
        let names: Vec<(&str, bool)> = names.into_iter().zip(skipped).collect();
        for (name, skipped) in &names {
            write(root.path(), name);
            if *skipped {
                declared += &format!("\n[[file]]\npath = \"{name}\"\nskip = true\n");
            }
        }
        fs::write(root.path().join("data.toml"), declared).unwrap();
        let read = read_folder(&common::plan(), root.path());
        let named = |name: &str| {
            let path = root.path().join(name);
            let mut places = read.findings.iter().flat_map(|finding| &finding.places);
            places.any(|place| Path::new(&*place.file) == path)
        };
        for (name, skipped) in &names {
            let counted = read.balance.iter().filter(|balance| balance.file == *name).count();
            prop_assert!(counted <= 1, "{}", name);
            prop_assert_eq!(counted == 1 || named(name), !skipped, "{} {:?}", name, read.findings);
        }
        for balance in &read.balance {
            let used_or_named = balance.refused == 0 || named(&balance.file);
            prop_assert!(used_or_named, "{:?}", balance);
        }
    }
}
