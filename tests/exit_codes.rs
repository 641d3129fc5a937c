//! The exit codes of the contract, each provoked once. 70 can't be from outside: `command::exit` tests its order.

#[path = "common/program.rs"]
mod program;

use kaoping::internals::render;
use std::io::Read;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn kaoping(arguments: &[&str]) -> Command {
    let mut command = program::kaoping(ROOT);
    command.args(arguments);
    command
}

fn code(arguments: &[&str]) -> i32 {
    let output = kaoping(arguments).output().expect("the tool runs");
    output.status.code().expect("it was not killed")
}

/// Arguments and the code that they end with, in every format.
const ENDINGS: &[(i32, &[&str])] = &[
    (0, &["score"]),
    (0, &["score", "--fail-on", "waived"]),
    (1, &["score", "--fail-on", "no-data"]),
    (1, &["score", "--min-met", "90"]),
    (1, &["score", "--min-coverage", "90"]),
    (2, &["score", "--unit", "Atlantis"]),
    (2, &["score", "--level", "planet"]),
    (2, &["score", "--no-such-flag"]),
    (2, &["score", "--plan", "tests/cases/data/clean"]),
    (2, &["explain", "no-such-indicator"]),
    (3, &["score", "--data", "tests/cases/data/wrong-plan"]),
    (3, &["score", "--data", "no/such/folder"]),
    (2, &["score", "--year", "2031"]),
    (2, &["score", "--year", "2013,2031"]),
    (2, &["score", "--unit", "朝阳区", "--unit", "Atlantis"]),
    (2, &["score", "--only", "well"]),
    (1, &["score", "--only", "met", "--fail-on", "no-data"]),
    (2, &["score", "--group", "99"]),
    (4, &["score", "--group", "28", "--level", "urban-community"]),
];

/// What `verify` ends with: a scorecard that stands, one that does not, what can't be made again.
#[test]
fn a_verification_ends_with_whether_the_scorecard_stands() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let first = [
        "score",
        "--plan",
        "docs/first-plan/plan",
        "--data",
        "docs/first-plan/data",
    ];
    let card = path("card.json");
    let made = [&first[..], &["--output", &card]].concat();
    assert_eq!(code(&made), 0);
    let text = std::fs::read_to_string(path("card.json")).expect("it is written");
    let edited = text.replace("\"verdict\":\"no-data\"", "\"verdict\":\"met\"");
    assert_ne!(text, edited);
    std::fs::write(path("edited.json"), edited).expect("it is written");
    let bare = text.replace("\"sources\"", "\"unknown\"");
    std::fs::write(path("bare.json"), bare).expect("it is written");
    for format in render::formats_with(|format| format.verification.is_some()) {
        for (expected, name, more) in [
            (0, "card.json", &[] as &[&str]),
            (1, "edited.json", &[]),
            (1, "card.json", &["--data", "docs/first-plan/restated"]),
            (2, "card.json", &["--no-such-flag"]),
            (2, "card.json", &["--data", "builtin:nothing"]),
            (3, "card.json", &["--data", "no/such/folder"]),
            (2, "card.json", &["--plan", "no/such/folder"]),
            (2, "card.json", &["--plan", "docs/first-plan/data"]),
            (3, "bare.json", &[]),
            (3, "no.json", &[]),
        ] {
            let path = path(name);
            let arguments = [&["verify", &path, "--format", format], more].concat();
            assert_eq!(code(&arguments), expected, "{arguments:?}");
        }
    }
}

/// A data set of which rows are refused.
const REFUSED: &str = "tests/cases/data/wrong-plan";

/// Arguments that are wrong in two ways or more, and the more severe of the codes: 2, 3, 4, 1.
const SEVERAL: &[(i32, &[&str])] = &[
    (2, &["score", "--unit", "Atlantis", "--fail-on", "no-data"]),
    (2, &["score", "--year", "2031", "--data", REFUSED]),
    (2, &["score", "--group", "99", "--data", "no/such/folder"]),
    (2, &["score", "--level", "planet", "--data", REFUSED]),
    (
        2,
        &["check", "--missing", "--year", "2031", "--data", REFUSED],
    ),
    (2, &["explain", "no-such-indicator", "--data", REFUSED]),
    (2, &["trend", "no-such-indicator"]),
    (2, &["compare", "2011", "2013", "--year", "2012"]),
    (2, &["compare", "2011", "Atlantis"]),
    (2, &["compare", "2011", "2050"]),
    (2, &["rank", "--by", "nothing"]),
    (2, &["rank", "--by", "met", "--weights-varied"]),
    (3, &["compare", "2011", "2013", "--data", REFUSED]),
    (3, &["trend", "--data", REFUSED]),
    (
        3,
        &[
            "score",
            "--group",
            "28",
            "--level",
            "urban-community",
            "--data",
            REFUSED,
        ],
    ),
    (3, &["score", "--data", REFUSED, "--fail-on", "no-data"]),
    (
        4,
        &[
            "score",
            "--group",
            "28",
            "--level",
            "urban-community",
            "--fail-on",
            "no-data",
        ],
    ),
];

/// A selector that names nothing is 2 for every command, and says what was probably meant.
const UNKNOWN: &[(&str, &[&str])] = &[
    ("did you mean `朝阳区`?", &["score", "--unit", "朝阳"]),
    (
        "did you mean `朝阳区`?",
        &["explain", "volunteering-rate", "--unit", "朝阳"],
    ),
    (
        "did you mean `朝阳区`?",
        &["check", "--missing", "--unit", "朝阳"],
    ),
    ("2011–2015", &["score", "--year", "2021"]),
    (
        "2011–2015",
        &["explain", "volunteering-rate", "--year", "2021"],
    ),
    ("2011–2015", &["check", "--missing", "--year", "2021"]),
    ("did you mean `district`?", &["score", "--level", "distrct"]),
    ("28 implementation guarantees", &["score", "--group", "99"]),
    ("2011–2015", &["compare", "2011", "2050"]),
    (
        "is written twice",
        &[
            "score",
            "--report",
            "junit=Cargo.new",
            "--report",
            "sarif=src/../Cargo.new",
        ],
    ),
    (
        "did you mean `volunteering-rate`?",
        &["explain", "volunteer-rate"],
    ),
];

#[test]
fn a_selector_that_names_nothing_is_wrong_usage_with_a_suggestion() {
    for (suggestion, arguments) in UNKNOWN {
        let output = kaoping(arguments).output().expect("the tool runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains(suggestion), "{arguments:?}: {message}");
    }
}

#[test]
fn the_most_severe_code_is_returned() {
    for (expected, arguments) in SEVERAL {
        assert_eq!(code(arguments), *expected, "{arguments:?}");
    }
}

#[test]
fn a_chapter_that_matches_nothing_is_said() {
    let said = |arguments: &[&str]| {
        let output = kaoping(arguments).output().expect("the tool runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (text(output.stdout), text(output.stderr))
    };
    let (_, message) = said(&["score", "--group", "99"]);
    for word in ["no chapter `99`", "16 ", "28 implementation guarantees"] {
        assert!(message.contains(word), "{message}");
    }
    // There are targets, and no figures: no row, so no names of columns.
    let (card, _) = said(&["score", "--group", "28"]);
    assert!(card.contains("annual plan and"), "{card}");
    assert!(!card.contains("indicator  "), "{card}");
    // No target for such units.
    let nothing = ["score", "--group", "28", "--level", "urban-community"];
    let (card, message) = said(&nothing);
    let line = "nothing was evaluated: chapter `28` sets no target for this unit or level";
    assert!(
        card.contains(line) && message.contains(line),
        "{card}{message}"
    );
    assert!(!card.contains("headline"), "{card}");
}

#[test]
fn every_exit_code_of_the_contract() {
    for (expected, arguments) in ENDINGS {
        for format in render::formats_with(|format| format.scorecard.is_some()) {
            let with_format = [*arguments, &["--format", format]].concat();
            assert_eq!(code(&with_format), *expected, "{with_format:?}");
        }
    }
    for (expected, arguments) in [
        (0, &["--version"] as &[&str]),
        (0, &["score", "--help"]),
        (0, &["check"]),
        (0, &["plan"]),
        (0, &["test", "--plan", "docs/first-plan/plan"]),
        (
            1,
            &[
                "test",
                "--plan",
                "docs/first-plan/plan",
                "tests/cases/plan_tests/failing.toml",
            ],
        ),
        (
            2,
            &[
                "test",
                "--plan",
                "docs/first-plan/plan",
                "tests/cases/plan_tests/misspelt.toml",
            ],
        ),
        (4, &["test", "--filter", "no such test"]),
        (2, &[]),
        (2, &["sc"]),
        (2, &["check", "--plan", "tests/cases/data/clean"]),
        (3, &["check", "--data", "tests/cases/data/wrong-plan"]),
    ] {
        assert_eq!(code(arguments), expected, "{arguments:?}");
    }
    unwritable();
    closed_pipe();
}

/// A script that asked for JSON gets it though its arguments can't be parsed.
#[test]
fn wrong_usage_is_a_document_too() {
    for (arguments, schema) in [
        (&["score", "--no-such-flag"] as &[&str], "scorecard"),
        (&["score", "--year", "soon"], "scorecard"),
        (&["check", "--year", "2013"], "check"),
        (&["explain"], "explain"),
        (&["plan", "--by-year", "--assumptions"], "plan"),
        (&["sc"], "scorecard"),
    ] {
        let with_format = [arguments, &["--format", "json"]].concat();
        let output = kaoping(&with_format).output().expect("the tool runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
        let document: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("a document");
        assert_eq!(document["schema"], format!("kaoping/{schema}/1"));
        assert_eq!(document["exit"]["code"], 2, "{arguments:?}");
        assert_eq!(document["exit"]["reason"], "usage", "{arguments:?}");
        let message = document["exit"]["message"].as_str().expect("a message");
        assert!(message.starts_with("wrong usage: "), "{message}");
    }
    let output = kaoping(&["score", "--no-such-flag"]).output();
    assert!(output.expect("the tool runs").stdout.is_empty());
}

/// 74: output that can't be written, to a device that is full or a folder that is not there.
fn unwritable() {
    let output = ["score", "--output", "no/such/folder/card.txt"];
    assert_eq!(code(&output), 74);
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        for command in [&["score"] as &[&str], &["plan"], &["check"], &["--version"]] {
            let full = full.try_clone().expect("the device can be shared");
            let output = kaoping(command).stdout(full).output().expect("it runs");
            assert_eq!(output.status.code(), Some(74), "{command:?}");
        }
    }
}

/// A reader that has seen enough is no error, and nothing is said about it.
fn closed_pipe() {
    let mut child = kaoping(&["score", "--level", "district", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool runs");
    drop(child.stdout.take());
    let mut said = String::new();
    let mut messages = child.stderr.take().expect("it was piped");
    messages.read_to_string(&mut said).expect("text");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{said}");
    for word in ["pipe", "panicked", "written"] {
        assert!(!said.contains(word), "{said}");
    }
}

/// Whether whoever runs the test has it ignore interruptions from the keyboard.
#[cfg(unix)]
fn ignores_interruptions() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 0b10 != 0)
}

/// 130: a run that is interrupted or told to end leaves neither the file nor what was to become it.
#[cfg(unix)]
#[test]
fn an_interruption_leaves_nothing_behind() {
    if !ignores_interruptions() {
        // Else the program ignores them too, as every job in the background does.
        stopped_by("-INT");
    }
    stopped_by("-TERM");
}

#[cfg(unix)]
fn stopped_by(signal: &str) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (data, out) = (folder.path().join("data"), folder.path().join("out"));
    for folder in [&data, &out] {
        std::fs::create_dir(folder).expect("a folder for the test");
    }
    let files = std::fs::read_dir("docs/first-plan/data").expect("it is there");
    for file in files.map(|file| file.expect("a file").path()) {
        let copy = data.join(file.file_name().expect("a name"));
        std::fs::copy(file, copy).expect("it is copied");
    }
    // The same cell half a million times: seconds of work, and the output is begun before any of it.
    let rows = "0101,2024,1\n".repeat(500_000);
    std::fs::write(data.join("many.csv"), format!("code,year,trees\n{rows}")).expect("written");
    let mut child = kaoping(&["score", "--plan", "docs/first-plan/plan", "--data"])
        .arg(&data)
        .args(["--format", "json", "--output"])
        .arg(out.join("card.json"))
        .arg("--report")
        .arg(format!("junit={}", out.join("card.xml").display()))
        .stderr(Stdio::null())
        .spawn()
        .expect("the tool runs");
    let files = || std::fs::read_dir(&out).expect("it is there").count();
    while files() < 2 {
        assert!(child.try_wait().expect("it runs").is_none(), "it ended");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let id = child.id().to_string();
    let sent = Command::new("kill").args([signal, &id]).status();
    assert!(sent.expect("kill runs").success());
    let mut waits = 0..1000;
    while child.try_wait().expect("it runs").is_none() && waits.next().is_some() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().expect("it can be ended");
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "{signal}");
    assert_eq!(files(), 0, "{signal}");
}
