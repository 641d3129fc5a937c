//! What each format says: it is well formed, says what the others say, and is not steered by names.

use super::*;
use quick_xml::Reader;
use quick_xml::events::Event;

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
    // It declares waivers and nothing else, whatever its name is.
    fs::write(waivers, format!("title = \"other\"\n{declared}")).unwrap();
    assert_eq!(code(&score(&["--waivers", waivers])), 3);
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
