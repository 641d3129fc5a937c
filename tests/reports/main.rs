//! Several outputs of one run, and the formats that other programs read: each is well formed, says the same as the others,
//! and is not steered by names.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PLAN: &str = "docs/first-plan/plan";
const DATA: &str = "docs/first-plan/data";

fn kaoping(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaoping"));
    command
        .args(arguments)
        .current_dir(ROOT)
        .env("LC_ALL", "C")
        .env_remove("GITHUB_STEP_SUMMARY")
        .stdin(Stdio::null());
    command
}

fn score(more: &[&str]) -> Output {
    let first = ["score", "--plan", PLAN, "--data", DATA, "--year", "2023"];
    let arguments: Vec<&str> = first.iter().chain(more).copied().collect();
    kaoping(&arguments).output().expect("the tool runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn last_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.lines().last().unwrap_or_default().to_owned()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

struct Temporary(tempfile::TempDir);

impl Temporary {
    fn new() -> Self {
        Temporary(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn report(&self, format: &str) -> String {
        format!("{format}={}", self.path(format).display())
    }
}

const FORMATS: [&str; 8] = [
    "table", "json", "ndjson", "csv", "markdown", "junit", "sarif", "github",
];

#[test]
fn every_report_of_a_run_is_what_its_format_alone_would_be() {
    let folder = Temporary::new();
    let gate = ["--fail-on", "no-data"];
    let reports: Vec<String> = FORMATS.iter().map(|id| folder.report(id)).collect();
    let mut arguments = gate.to_vec();
    arguments.extend(reports.iter().flat_map(|report| ["--report", report]));
    let output = score(&arguments);
    assert_eq!(code(&output), 1);
    assert_eq!(last_line(&output), "kaoping: gate failed: 3 no data");
    for id in FORMATS {
        let alone = score(&[&gate[..], &["--format", id]].concat());
        let written = fs::read(folder.path(id)).unwrap();
        assert!(written == alone.stdout, "{id}");
        assert_eq!(code(&alone), 1, "{id}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_74_and_nothing_is_half_written() {
    let folder = Temporary::new();
    let json = folder.report("json");
    let output = score(&["--report", &json, "--report", "csv=no/such/folder/a.csv"]);
    assert_eq!(code(&output), 74);
    assert!(!folder.path("json").exists());
    for wrong in ["nope=a", "csv", "csv="] {
        assert_eq!(code(&score(&["--report", wrong])), 2, "{wrong}");
    }
    assert_eq!(code(&score(&["--report", &json, "--report", &json])), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_a_closed_pipe_does_not_stop_the_reports() {
    let folder = Temporary::new();
    let output = score(&[
        "--report",
        "csv=/dev/full",
        "--report",
        &folder.report("json"),
    ]);
    assert_eq!(code(&output), 74);
    assert!(last_line(&output).contains("/dev/full"));
    let line = format!(
        "'{}' score --plan {PLAN} --data {DATA} --format ndjson --report '{}' | true",
        env!("CARGO_BIN_EXE_kaoping"),
        folder.report("markdown"),
    );
    let run = Command::new("sh")
        .args(["-c", &line])
        .current_dir(ROOT)
        .status();
    assert!(run.unwrap().success());
    assert!(
        fs::read_to_string(folder.path("markdown"))
            .unwrap()
            .contains("1.1")
    );
}

#[test]
fn a_failed_run_has_its_documents_too() {
    let folder = Temporary::new();
    let reports = ["json", "junit", "sarif", "github"].map(|id| folder.report(id));
    let mut arguments = vec!["--unit", "Atlantis"];
    arguments.extend(reports.iter().flat_map(|report| ["--report", report]));
    assert_eq!(code(&score(&arguments)), 2);
    assert_eq!(json(&folder.path("json"))["exit"]["code"], 2);
    assert_eq!(
        json(&folder.path("sarif"))["runs"][0]["invocations"][0]["exitCode"],
        2
    );
    assert!(
        fs::read_to_string(folder.path("junit"))
            .unwrap()
            .contains("errors=\"1\"")
    );
    assert!(
        fs::read_to_string(folder.path("github"))
            .unwrap()
            .starts_with("::error ")
    );
}

/// The elements of an XML text with their attributes, in order; panics where it is not well formed.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                let attributes = element.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    let value = attribute.value.into_owned();
                    (key, value)
                });
                let name = element.name().as_ref().to_owned();
                found.push((name, attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn count(elements: &[(String, Vec<(String, String)>)], name: &str) -> usize {
    elements.iter().filter(|(own, _)| own == name).count()
}

/// The sum of an attribute over all suites.
fn sum(elements: &[(String, Vec<(String, String)>)], attribute: &str) -> usize {
    let suites = elements.iter().filter(|(name, _)| name == "testsuite");
    let values = suites.flat_map(|(_, attributes)| attributes);
    let values = values.filter(|(name, _)| name == attribute);
    values
        .map(|(_, value)| value.parse::<usize>().unwrap())
        .sum()
}

#[test]
fn test_cases_follow_the_verdicts_and_the_gate() {
    let arguments = [
        "score",
        "--data",
        "builtin:sample",
        "--level",
        "district",
        "--fail-on",
        "missed,behind",
    ];
    let read = |format| {
        let output = kaoping(&[&arguments[..], &["--format", format]].concat())
            .output()
            .unwrap();
        assert_eq!(code(&output), 1);
        String::from_utf8(output.stdout).unwrap()
    };
    let results: Vec<Value> = (read("ndjson").lines())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let verdicts = |wanted: &[&str]| {
        let has = |result: &&Value| wanted.contains(&result["verdict"].as_str().unwrap());
        results.iter().filter(has).count()
    };
    let (failed, passed) = (
        verdicts(&["missed", "behind"]),
        verdicts(&["met", "on-track"]),
    );
    assert!(failed > 10 && passed > 10);
    let xml = read("junit");
    let cases = elements(&xml);
    // One more of each: how the run ended.
    assert_eq!(count(&cases, "testcase"), results.len() + 1);
    assert_eq!(count(&cases, "failure"), failed + 1);
    assert_eq!(count(&cases, "skipped"), results.len() - failed - passed);
    for (attribute, element) in [
        ("tests", "testcase"),
        ("failures", "failure"),
        ("skipped", "skipped"),
    ] {
        assert_eq!(
            sum(&cases, attribute),
            count(&cases, element),
            "{attribute}"
        );
    }
    assert!(xml.contains("SYNTHETIC"));
    let sarif: Value = serde_json::from_str(&read("sarif")).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["properties"]["synthetic"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let errors = run["results"].as_array().unwrap().iter();
    let errors: Vec<&Value> = errors.filter(|result| result["level"] == "error").collect();
    assert_eq!(errors.len(), failed);
    for error in errors {
        let at = error["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[at]["id"], error["ruleId"]);
        assert!(error["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string());
    }
}

#[test]
fn annotations_bring_a_page_for_the_summary_of_the_step() {
    let folder = Temporary::new();
    let summary = folder.path("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let arguments = [
        "score",
        "--plan",
        PLAN,
        "--data",
        DATA,
        "--format",
        "github",
        "--warn-on",
        "no-data",
    ];
    let output = kaoping(&arguments)
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    assert_eq!(last_line(&output), "kaoping: gate passed");
    let annotations = String::from_utf8(output.stdout).unwrap();
    assert!(annotations.starts_with("::warning file=docs/first-plan/data/figures.csv,line=13,"));
    assert!(annotations.ends_with("::notice title=kaoping::gate passed\n"));
    let page = fs::read_to_string(&summary).unwrap();
    assert!(page.starts_with("before\n# Willow Town") && page.contains("**gate passed**"));
}

#[test]
fn only_what_got_worse_fails() {
    let folder = Temporary::new();
    let old = folder.path("json");
    let report = folder.report("json");
    assert_eq!(code(&score(&["--report", &report])), 0);
    let baseline = old.to_str().unwrap();
    let against = |more: &[&str]| score(&[&["--baseline", baseline], more].concat());
    assert_eq!(code(&against(&[])), 0);
    assert_eq!(code(&against(&["--fail-on", "no-data"])), 0);
    assert_eq!(code(&score(&["--fail-on", "no-data"])), 1);
    // The same results, but all of them met.
    let met = fs::read_to_string(&old)
        .unwrap()
        .replace("\"verdict\":\"no-data\"", "\"verdict\":\"met\"");
    fs::write(&old, met).unwrap();
    let worse = against(&[]);
    assert_eq!(code(&worse), 1);
    assert_eq!(
        last_line(&worse),
        "kaoping: gate failed: 3 no data (worse than before)"
    );
    assert_eq!(code(&score(&["--baseline", "no/such.json"])), 3);
    assert_eq!(code(&score(&["--baseline", "README.md"])), 3);
}

#[test]
fn the_last_line_and_the_document_say_why() {
    for (arguments, exit, line) in [
        (
            &["--min-met", "50"][..],
            1,
            "kaoping: gate failed: nothing is due",
        ),
        (
            &["--min-coverage", "100"],
            1,
            "kaoping: gate failed: reported 15 of 18, below 100 %",
        ),
        (&["--max-waived", "0"], 0, "kaoping: gate passed"),
        (
            &["--min-on-schedule", "100"],
            1,
            "kaoping: gate failed: on track 0 of 3, below 100 %",
        ),
    ] {
        let output = score(&[arguments, &["--format", "json"]].concat());
        assert_eq!((code(&output), last_line(&output).as_str()), (exit, line));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["gate_end"]["passed"], exit == 0);
        let message = format!("kaoping: {}", document["exit"]["message"].as_str().unwrap());
        assert_eq!(message, line);
    }
}

#[test]
fn names_do_not_steer_the_formats() {
    let folder = Temporary::new();
    let data = folder.path("data");
    fs::create_dir(&data).unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join(DATA)).unwrap() {
        let entry = entry.unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let hostile = text.replace("Upper Willow", "]]><x>&\u{1}::error::%0A\u{202e}");
        fs::write(data.join(entry.file_name()), hostile).unwrap();
    }
    let run = |format: &str| {
        let data = data.to_str().unwrap();
        let arguments = [
            "score",
            "--plan",
            PLAN,
            "--data",
            data,
            "--level",
            "village",
            "--year",
            "2022",
            "--fail-on",
            "on-track",
            "--format",
            format,
        ];
        String::from_utf8(kaoping(&arguments).output().unwrap().stdout).unwrap()
    };
    let names = elements(&run("junit"));
    assert!(names.iter().all(|(name, _)| name != "x"));
    assert!(run("github").lines().all(|line| line.starts_with("::")));
    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    assert!(sarif["runs"][0]["results"].as_array().unwrap().len() > 1);
}

/// `--report` of every format to a folder of its own, with waivers from a file.
#[test]
fn a_waiver_is_told_with_its_term_in_every_format_and_never_counts_as_met() {
    let folder = Temporary::new();
    let waivers = folder.path("set-aside.toml");
    let declared = "[[waiver]]\nindicator = \"volunteering\"\nunit = \"0103\"\nfrom = 2022\nuntil = 2023\n\
                    why = \"the bridge was down\"\nby = \"the council\"\ndate = 2022-05-02\n";
    fs::write(&waivers, declared).unwrap();
    let reports: Vec<String> = FORMATS.iter().map(|id| folder.report(id)).collect();
    let waivers = waivers.to_str().unwrap();
    let mut arguments = vec![
        "--level",
        "village",
        "--waivers",
        waivers,
        "--only",
        "waived",
    ];
    arguments.extend(reports.iter().flat_map(|report| ["--report", report]));
    let output = score(&arguments);
    assert_eq!(code(&output), 0);
    for id in FORMATS.iter().filter(|&&id| id != "table" && id != "csv") {
        let text = fs::read_to_string(folder.path(id)).unwrap();
        let words = "waived 2022–2023 by the council on 2022-05-02: the bridge was down";
        assert!(text.contains(words), "{id}: {text}");
    }
    let csv = fs::read_to_string(folder.path("csv")).unwrap();
    assert!(
        csv.contains("2022,2023,the council,2022-05-02,the bridge was down"),
        "{csv}"
    );
    let document = json(&folder.path("json"));
    assert_eq!(document["summary"]["waived"], 1);
    assert_eq!(document["results"][0]["waiver"]["until"], 2023);
    let place = &document["results"][0]["waiver"]["place"];
    assert_eq!(place["line"], 2);
    assert!(place["file"].as_str().unwrap().ends_with("set-aside.toml"));
    // Made again, it is made with the same waivers.
    let json = folder.path("json");
    let verify = || {
        let arguments = ["verify", json.to_str().unwrap()];
        code(&kaoping(&arguments).output().expect("the tool runs"))
    };
    assert_eq!(verify(), 0);
    fs::write(waivers, declared.replace("until = 2023", "until = 2022")).unwrap();
    assert_eq!(verify(), 1);
}

#[test]
fn a_csv_for_a_spreadsheet_has_headings_in_the_language_and_rounded_numbers() {
    let output = score(&[
        "--level", "village", "--format", "csv", "--style", "office", "--lang", "zh",
    ]);
    assert_eq!(code(&output), 0);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let headings = "代码,评估对象,年份,章,指标,判定,数值,目标,差距,实现程度（%）,上年数值,上年判定,条款,豁免,备注";
    assert_eq!(lines[0], headings);
    let exact =
        String::from_utf8(score(&["--level", "village", "--format", "csv"]).stdout).unwrap();
    assert_eq!(lines.len(), exact.lines().count());
    assert!(
        exact.contains("20.7650273224") && text.contains("≈20.8%"),
        "{text}"
    );
    let refused = score(&["--style", "office"]);
    assert_eq!(code(&refused), 2);
}
