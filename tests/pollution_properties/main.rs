//! A clean table, polluted at random as districts do it (layout, file format, encoding, separator, quotes, line ends, titles, notes,
//! totals, how numbers are written), gives the same observations or is refused with a finding; never others. Each of its rows is used, set aside
//! or refused.

mod balance;
#[path = "../common/cases.rs"]
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod file;
mod pollution;
mod sheet;
#[path = "../common/spelling.rs"]
mod spelling;
mod table;
mod written;

use cases::cases;
use kaoping::internals::data;
use kaoping::internals::finding::Findings;
use kaoping::internals::number::Number;
use kaoping::internals::plan::Plan;
use kaoping::internals::report::check::FileBalance;
use kaoping::internals::source::Folder;
use kaoping::internals::tally::{self, Question};
use pollution::{Clean, Pollution, Repeats, clean, pollution};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use spelling::UNITS;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const ROSTER: &str = "code,name,level,parent\n110000,北京市,city,\n110101,东城区,district,110000\n110105,朝阳区,district,110000\n110106,丰台区,district,110000\n";
/// Values by unit, year and variable.
type Observations = BTreeMap<(String, String, String), Number>;

fn expected(clean: &Clean) -> Observations {
    let mut expected = Observations::new();
    for ((unit, year), (residents, funds)) in clean {
        for (variable, n, decimals) in [("residents", residents, 0), ("funds", funds, 2)] {
            let key = (
                UNITS[*unit].0.to_owned(),
                year.to_string(),
                variable.to_owned(),
            );
            expected.insert(key, Number::scaled(i128::from(*n), decimals));
        }
    }
    expected
}

/// What a data set is read as.
struct Read {
    /// The values that are known.
    observations: Observations,
    /// How many cells are known within limits only.
    others: usize,
    /// What became of the rows of each file.
    balance: Vec<FileBalance>,
    findings: Findings,
}

/// Reads a file beside the roster.
fn read(plan: &Plan, name: &str, bytes: &[u8], declared: &str) -> Read {
    let root = tempfile::tempdir().unwrap();
    declare(root.path(), name, bytes, declared);
    read_folder(plan, root.path())
}

/// Writes a file beside the roster, and what is declared about it.
fn declare(root: &Path, name: &str, bytes: &[u8], declared: &str) {
    fs::write(root.join("roster.csv"), ROSTER).unwrap();
    fs::write(root.join(name), bytes).unwrap();
    let manifest = format!(
        "[[file]]\npath = \"roster.csv\"\nroster = true\n\n[[file]]\npath = \"{name}\"\n{declared}\n"
    );
    fs::write(root.join("data.toml"), manifest).unwrap();
}

fn read_folder(plan: &Plan, root: &Path) -> Read {
    let folder = Folder::Disk(root.to_str().unwrap().into());
    let (opened, mut findings) = data::open(&folder, plan);
    let (figures, counted) = tally::count(opened, plan, &Question::of_everything(plan));
    findings.merge(counted);
    let (mut observations, mut others) = (Observations::new(), 0);
    for ((variable, unit, period), cell) in &figures.cells {
        let key = (
            figures.units.code(*unit).to_owned(),
            period.to_string(),
            plan[*variable].id.clone(),
        );
        match cell.value.known() {
            Some(value) if cell.state.is_usable() => drop(observations.insert(key, value.clone())),
            _ => others += usize::from(cell.state.is_usable()),
        }
    }
    Read {
        observations,
        others,
        balance: figures.data.files.iter().map(FileBalance::of).collect(),
        findings,
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases(600))
    }
}

/// Reads a polluted table; whether all of it was read.
fn is_read_whole(clean: &Clean, how: &Pollution) -> Result<bool, TestCaseError> {
    let expected = expected(&how.readable(clean));
    let (name, bytes) = how.file(clean);
    let read = read(&common::plan(), name, &bytes, &how.declared(clean));
    let (sheet, findings) = (how.sheet(clean), &read.findings);
    for (key, value) in &read.observations {
        prop_assert_eq!(expected.get(key), Some(value), "{:?}\n{:?}", key, sheet);
    }
    prop_assert_eq!(read.others, 0, "{:?}\n{:?}", sheet, findings);
    let whole = read.observations.len() == expected.len();
    prop_assert!(
        whole || findings.any_error(),
        "lost without an error: {:?}\n{:?}",
        sheet,
        findings
    );
    balance::adds_up(&sheet, name, &read)?;
    Ok(whole)
}

#[test]
fn a_polluted_table_gives_the_same_observations_or_is_refused() {
    let (read, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    let run = TestRunner::new(config()).run(&(clean(), pollution()), |(clean, how)| {
        let count = match is_read_whole(&clean, &how)? {
            true => &read,
            false => &refused,
        };
        count.set(count.get() + 1);
        Ok(())
    });
    assert!(run.is_ok(), "{}", run.unwrap_err());
    // A reader that refuses everything would keep the law.
    let (read, refused) = (read.get(), refused.get());
    println!("{read} tables read whole, {refused} refused in part");
    assert!(read > refused / 3, "{read} read, {refused} refused");
}

proptest! {
    #![proptest_config(config())]

    /// Whatever a file is written in, a table that is laid out plainly is read, and not refused.
    #[test]
    fn a_plain_table_is_read_in_every_format(clean in clean(), how in pollution()) {
        let plain = Pollution {
            repeats: if how.repeats == Repeats::Blank { Repeats::Merged } else { how.repeats },
            numbers: how.numbers.map(|_| "序号"),
            titles: Vec::new(),
            notes: Vec::new(),
            columns: (true, true),
            total: None,
            residents: 99,
            funds: 99,
            code: 99,
            name: 99,
            ..how
        };
        let (name, bytes) = plain.file(&clean);
        let read = read(&common::plan(), name, &bytes, &plain.declared(&clean));
        let (sheet, expected) = (plain.sheet(&clean), expected(&plain.readable(&clean)));
        prop_assert_eq!(&read.observations, &expected, "{:?}\n{:?}", sheet, read.findings);
        prop_assert!(!read.findings.any_error(), "{:?}", read.findings);
        balance::adds_up(&sheet, name, &read)?;
    }
}

/// The totals from the plan's first year on, of figures by year.
fn running_totals(figures: &[u32]) -> Vec<u64> {
    let mut total = 0;
    let add = |figure: &u32| {
        total += u64::from(*figure);
        total
    };
    figures.iter().map(add).collect()
}

proptest! {
    #![proptest_config(config())]

    /// `running`: the figure of a year is the difference from the total before, exactly; of two totals that fall either may be wrong,
    /// so that nothing is computed from them, and a finding says so.
    #[test]
    fn running_totals_are_differenced_and_falls_are_found(
        figures in prop::collection::vec(1..20_000_000_u32, 5),
        fall in prop::option::of(1..5_usize),
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let plan = common::plan();
        let mut totals = running_totals(&figures);
        if let Some(at) = fall {
            totals[at] = totals[at - 1] - 1;
        }
        let mut table = "代码,年份,常住人口\n".to_owned();
        for at in order {
            table += &format!("110101,{},{}\n", 2011 + at, totals[at]);
        }
        let read = read(&plan, "t.csv", table.as_bytes(), "running = true");
        let touched = |at: usize| fall.is_some_and(|fall| (fall - 1..=fall + 1).contains(&at));
        let expected: Observations = (0..5)
            .filter(|at| !touched(*at))
            .map(|at| {
                let key = ("110101".to_owned(), (2011 + at).to_string(), "residents".to_owned());
                (key, Number::from(i64::from(figures[at])))
            })
            .collect();
        prop_assert_eq!(read.observations, expected, "{}\n{:?}", table, read.findings);
        prop_assert_eq!(read.others, 0);
        let told = read.findings.iter().any(|finding| finding.code.id == "running-total");
        prop_assert_eq!(told, fall.is_some(), "{:?}", read.findings);
    }
}
