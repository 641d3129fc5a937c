//! Files as districts send them: each folder of `tests/cases/intake` has what was sent (`polluted/`), the same figures written plainly
//! (`clean/`), and what is found (`expect.txt`). What was sent gives the observations of its clean twin, or findings with file, line
//! and column; the findings and the observations that are not read are all listed, and there is nothing else.

use kaoping::internals::data;
use kaoping::internals::finding::{Finding, Findings, Severity};
use kaoping::internals::observation::CellState;
use kaoping::internals::plan::{LevelIx, Plan, load};
use kaoping::internals::source::{Folder, TextFile};
use kaoping::internals::tally::{self, Question};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const CASES: &str = "tests/cases/intake";
/// The plan of all cases.
const PLAN: &str = "plan.toml";
/// The roster of a case that has none of its own.
const ROSTER: &str = "units.csv";

/// Values as text, by unit, period and variable.
type Observations = BTreeMap<String, String>;

fn plan() -> Plan {
    let path = format!("{CASES}/{PLAN}");
    let file = TextFile {
        text: fs::read_to_string(&path).unwrap(),
        path: path.into(),
    };
    let loaded = load(&[file]).unwrap_or_else(|findings| panic!("{findings:?}"));
    loaded.plan
}

/// Copies a folder with its sub-folders; links that lead nowhere stay such links.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (source, target) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        match source.is_dir() {
            true => copy(&source, &target),
            false => drop(fs::copy(&source, &target).unwrap()),
        }
    }
}

/// The observations of a folder, and its findings, each with its first place, as in `expect.txt`.
fn read(plan: &Plan, from: &Path) -> (Observations, Vec<String>, bool) {
    let root = tempfile::tempdir().unwrap();
    copy(from, root.path());
    if !root.path().join(ROSTER).exists() {
        fs::copy(format!("{CASES}/{ROSTER}"), root.path().join(ROSTER)).unwrap();
        let declared = fs::read_to_string(root.path().join("data.toml")).unwrap_or_default();
        let roster = format!("[[file]]\npath = \"{ROSTER}\"\nroster = true\n");
        // Behind what the case declares, so that its lines keep their numbers.
        fs::write(
            root.path().join("data.toml"),
            format!("{declared}\n{roster}"),
        )
        .unwrap();
    }
    let folder = Folder::Disk(root.path().to_str().unwrap().into());
    let (opened, mut findings) = data::open(&folder, plan);
    let question = Question {
        levels: (0..plan.levels.len() as u32).map(LevelIx).collect(),
        ..Question::default()
    };
    let (figures, counted) = tally::count(opened, plan, &question);
    findings.merge(counted);
    // Figures of other years are findings, and judged nowhere.
    let years = plan.first..=plan.last;
    let mut observations = Observations::new();
    for ((variable, unit, period), cell) in &figures.cells {
        if matches!(
            cell.state,
            CellState::Blank | CellState::Refused | CellState::Conflict
        ) || !years.contains(&period.end())
        {
            continue;
        }
        let unit = figures.units.code(*unit);
        let key = format!("{unit} {period} {}", plan[*variable].id);
        observations.insert(key, format!("{:?}", cell.value));
    }
    let doubt = findings
        .iter()
        .any(|finding| finding.code.severity != Severity::Note);
    (observations, listed(&findings, root.path()), doubt)
}

fn listed(findings: &Findings, root: &Path) -> Vec<String> {
    let root = format!("{}/", root.to_str().unwrap());
    let mut lines: Vec<String> = Vec::new();
    for finding in findings.iter() {
        assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty());
        assert_harmless(finding);
        let place = finding
            .places
            .first()
            .map(|place| place.to_string().replace(&root, ""));
        let place = place.unwrap_or_else(|| "-".to_owned());
        let count = match finding.count {
            1 => String::new(),
            count => format!(" x{count}"),
        };
        lines.push(format!("{} {place}{count}", finding.code.id));
    }
    lines.sort();
    lines
}

/// Panics if the hint of a finding, followed to the letter, would lose a figure or give it to another unit.
fn assert_harmless(finding: &Finding) {
    let Some(help) = &finding.help else {
        return; // nothing needs to be done
    };
    let said = format!("{}: {help}", finding.code.id);
    assert!(!help.zh.is_empty() && !help.en.is_empty(), "{said}");
    let losing = [
        "delete",
        "remove the row",
        "remove the line",
        "remove it",
        "删除",
        "删去此行",
    ];
    assert!(!losing.iter().any(|word| said.contains(word)), "{said}");
    // What is left out, or added to a roster, must first be known to be that.
    for (word, condition) in [
        ("`ignore`", ["if", "若"]),
        ("`skip = true`", ["if", "若"]),
        ("a units file", ["if it is a unit", "若是评估对象"]),
        ("名册文件", ["if it is a unit", "若是评估对象"]),
        ("leave the cell blank", ["where it is not known", "未掌握"]),
    ] {
        let conditional = condition.iter().any(|condition| said.contains(condition));
        assert!(
            !said.contains(word) || conditional || said.contains("otherwise"),
            "{said}"
        );
    }
}

/// What `expect.txt` should say below its comment, and what breaks the law.
fn found(plan: &Plan, case: &Path) -> (String, String) {
    let (expected, of_clean, _) = read(plan, &case.join("clean"));
    let (observed, mut lines, doubt) = read(plan, &case.join("polluted"));
    let mut broken = String::new();
    let mut breaks = |what: &str| writeln!(broken, "--- {}: {what}", case.display()).unwrap();
    if expected.is_empty() || !of_clean.is_empty() {
        breaks(&format!("the clean twin is not clean: {of_clean:?}"));
    }
    for (key, value) in &observed {
        if expected.get(key) != Some(value) {
            breaks(&format!("another figure: {key} {value}"));
        }
    }
    for key in expected.keys().filter(|key| !observed.contains_key(*key)) {
        if !doubt {
            breaks(&format!("lost without a word: {key}"));
        }
        lines.push(format!("not read: {key}"));
    }
    (lines.join("\n"), broken)
}

#[test]
fn what_districts_send_is_read_as_its_clean_twin_or_refused() {
    let plan = plan();
    let mut cases: Vec<_> = fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let bless = std::env::var_os("KAOPING_BLESS").is_some();
    let mut wrong = String::new();
    for case in &cases {
        let file = case.join("expect.txt");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let comment: String = text.lines().filter(|line| line.starts_with('#')).fold(
            String::new(),
            |mut comment, line| {
                writeln!(comment, "{line}").unwrap();
                comment
            },
        );
        assert!(!comment.is_empty(), "{}: say what it shows", file.display());
        let (found, broken) = found(&plan, case);
        wrong += &broken;
        let now = format!("{comment}{found}").trim_end().to_owned() + "\n";
        if now == text {
            continue;
        }
        match bless {
            true => fs::write(&file, now).unwrap(),
            false => write!(wrong, "--- {}\n{text}+++\n{now}", case.display()).unwrap(),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
