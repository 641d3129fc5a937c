//! The schemas of inputs against their readers: what is valid, and what is refused.

use kaoping::internals::command::{INPUTS, settings::Settings};
use kaoping::internals::data;
use kaoping::internals::finding::Findings;
use kaoping::internals::plan::{self, Plan};
use kaoping::internals::plan_tests;
use kaoping::internals::report::fields::FIELDS;
use kaoping::internals::source::{Folder, Memory, TextFile};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn schema(name: &str) -> Value {
    let kind = INPUTS.iter().find(|kind| kind.name == name).unwrap();
    (kind.schema)()
}

/// A TOML text as a validator sees it: dates are texts.
pub fn value(text: &str) -> Option<Value> {
    let table: toml::Table = toml::from_str(text).ok()?;
    Some(json(toml::Value::Table(table)))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            let entries = table.into_iter().map(|(key, value)| (key, json(value)));
            entries.collect::<Map<String, Value>>().into()
        }
    }
}

/// All files below a folder with an ending, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.to_str().unwrap().ends_with(ending) => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// The schema that a file names for editors, which has to be there.
fn directive(path: &Path, text: &str) -> Option<String> {
    let line = text.lines().next()?.strip_prefix("#:schema ")?;
    let file = path.parent().unwrap().join(line);
    let name = file.file_name().unwrap().to_str().unwrap();
    Some(name.strip_suffix(".schema.json").unwrap().to_owned())
}

#[test]
fn every_shipped_file_names_its_schema_and_validates() {
    let mut count = 0;
    for folder in ["indicators", "data", "docs", "benches/plan"] {
        for path in files(folder, ".toml") {
            let text = fs::read_to_string(&path).unwrap();
            let name = directive(&path, &text).unwrap_or_else(|| panic!("{}", path.display()));
            let line = text
                .lines()
                .next()
                .unwrap()
                .strip_prefix("#:schema ")
                .unwrap();
            assert!(
                path.parent().unwrap().join(line).is_file(),
                "{}",
                path.display()
            );
            let value = value(&text).unwrap_or_else(|| panic!("{}", path.display()));
            let validator = jsonschema::validator_for(&schema(&name)).unwrap();
            let errors: Vec<String> = (validator.iter_errors(&value))
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

/// What stands at the top of a case: `# expect: unknown-key 3:1`.
fn expected(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("# expect: "));
    lines.filter_map(|line| line.split(' ').next()).collect()
}

#[test]
fn what_the_reader_of_plans_refuses_for_its_keys_and_types_is_refused() {
    let validator = jsonschema::validator_for(&schema("plan.toml")).unwrap();
    let (mut refused, mut faults) = (0, Vec::new());
    for path in files("tests/cases/plan", ".toml") {
        let text = fs::read_to_string(&path).unwrap();
        let codes = expected(&text);
        let about_form = codes
            .iter()
            .any(|code| matches!(*code, "unknown-key" | "wrong-type"));
        let Some(value) = value(&text) else { continue };
        let valid = validator.is_valid(&value);
        if about_form && valid {
            faults.push(format!("{}: accepted", path.display()));
        }
        let fine = codes.iter().all(|code| severity(code) != "error");
        if fine && !valid {
            let error = validator.iter_errors(&value).next().unwrap();
            faults.push(format!(
                "{}: {}: {error}",
                path.display(),
                error.instance_path()
            ));
        }
        refused += usize::from(about_form);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(refused > 5, "{refused}");
}

/// Files of a kind from all cases, valid or not: what their reader refuses for a key or a type is refused, and what it has
/// nothing to say about its form is valid. What a file refers to may be anything.
#[test]
fn schemas_and_readers_agree_on_the_cases() {
    let cases: [(&str, Vec<PathBuf>); 4] = [
        ("plan.toml", files("tests/cases/score", "plan.toml")),
        ("data.toml", files("tests/cases", "data.toml")),
        ("waivers.toml", files("tests/cases", "waivers.toml")),
        (
            "tests.toml",
            [
                files("tests/cases/plan_tests", ".toml"),
                files("indicators", ".toml"),
            ]
            .concat(),
        ),
    ];
    let (mut faults, mut valid_files) = (Vec::new(), 0);
    for (name, paths) in cases {
        let kind = kinds().into_iter().find(|kind| kind.name == name).unwrap();
        let validator = jsonschema::validator_for(&schema(name)).unwrap();
        for (path, text) in texts(paths) {
            let of_tests = path.components().any(|part| part.as_os_str() == "tests");
            let Some(value) = value(&text).filter(|_| name != "tests.toml" || of_tests) else {
                continue;
            };
            let findings = (kind.read)(&path, &text);
            let has = |codes: &[&str]| findings.iter().any(|one| codes.contains(&one.code.id));
            let valid = validator.is_valid(&value);
            if valid && has(&["unknown-key", "wrong-type"]) {
                faults.push(format!("{}: accepted", path.display()));
            }
            let form = [
                "unknown-key",
                "wrong-type",
                "bad-value",
                "missing-key",
                "two-rules",
            ];
            if !valid && !has(&form) {
                let error = validator.iter_errors(&value).next().unwrap();
                faults.push(format!(
                    "{}: {}: {error}",
                    path.display(),
                    error.instance_path()
                ));
            }
            valid_files += usize::from(valid);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(valid_files > 100, "{valid_files}");
}

fn severity(id: &str) -> &'static str {
    let code = kaoping::internals::finding::codes::ALL
        .iter()
        .find(|code| code.id == id);
    match code.map(|code| code.severity) {
        Some(kaoping::internals::finding::Severity::Error) => "error",
        _ => "other",
    }
}

/// A corpus of valid files of a kind, and a reader that says whether a file of it is refused for an unknown key.
pub struct Kind {
    pub name: &'static str,
    /// The folder of each file where that matters, and its text.
    pub files: Vec<(PathBuf, String)>,
    /// The findings where the text of a file is another.
    pub read: fn(&Path, &str) -> Findings,
}

fn text_file(path: &Path, text: &str) -> TextFile {
    TextFile {
        path: path.display().to_string().into(),
        text: text.to_owned(),
    }
}

fn texts(paths: Vec<PathBuf>) -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

fn plan_findings(path: &Path, text: &str) -> Findings {
    match plan::load(&[text_file(path, text)]) {
        Ok(loaded) => loaded.findings,
        Err(findings) => findings,
    }
}

fn first_plan() -> Plan {
    let path = root().join("docs/first-plan/plan/plan.toml");
    let text = fs::read_to_string(&path).unwrap();
    plan::load(&[text_file(&path, &text)]).unwrap().plan
}

fn data_findings(name: &str, text: &str) -> Findings {
    let folder = Memory::new("data", [(name.to_owned(), text.as_bytes().to_vec())]);
    data::open(&Folder::Memory(folder), &first_plan()).1
}

pub fn kinds() -> [Kind; 5] {
    let small = |paths: Vec<PathBuf>| {
        let texts = texts(paths).into_iter();
        let small = texts.filter(|(_, text)| text.len() < 30_000);
        small.chain([(PathBuf::new(), rules())]).collect()
    };
    let plans = [
        files("tests/cases", ".toml"),
        files("docs/first-plan/plan", "plan.toml"),
    ]
    .concat();
    [
        Kind {
            name: "plan.toml",
            files: small(plans),
            read: plan_findings,
        },
        Kind {
            name: "data.toml",
            files: [
                texts(
                    [
                        files("tests/cases", "data.toml"),
                        files("docs", "data.toml"),
                    ]
                    .concat(),
                ),
                vec![(PathBuf::new(), format!("{DATA}{WAIVERS}"))],
            ]
            .concat(),
            read: |_, text| data_findings("data.toml", text),
        },
        Kind {
            name: "waivers.toml",
            files: vec![(PathBuf::new(), WAIVERS.to_owned())],
            read: |_, text| data_findings("waivers.toml", text),
        },
        Kind {
            name: "tests.toml",
            files: vec![(PathBuf::new(), tests())],
            read: |path, text| plan_tests::read(&first_plan(), &[text_file(path, text)]).1,
        },
        Kind {
            name: "kaoping.toml",
            files: vec![(PathBuf::new(), SETTINGS.to_owned())],
            read: |path, text| Settings::read(&text_file(path, text), "".into()).findings,
        },
    ]
}

/// What no plan of the cases declares: each rule as a condition and in a revision, and keys of checklists.
fn rules() -> String {
    let rules = [
        "around = 1, tolerance = 1",
        "between = [1, 2]",
        "all = true, basically = 90",
        "at-least = 1",
        "at-most = 1",
        "falls-by = 1",
        "grows-by = 1",
        "yearly-growth = 1",
        "rising = \"period\"",
        "falling = \"period\"",
        "done = true",
        "none = true",
    ];
    assert_eq!(rules.len(), kaoping::internals::plan::rule::RULES.len());
    let of_rule = |rule: &&str| {
        let revision = format!(
            "from = 2012, why = \"x\", {rule}, cumulative = true, path = {{ 2012 = 1 }}, by-unit = {{ x = 1 }}"
        );
        format!(
            "[[indicator]]\nid = \"i\"\nname = \"i\"\nlevels = [\"x\"]\nmeasure = {{ share = \"v\", {rule} }}\ntarget = {{ at-least = 1 }}\nrevised = [{{ {revision} }}]\n"
        )
    };
    let head = "[plan]\nid = \"p\"\ntitle = \"p\"\nfirst = 2011\nlast = 2015\ncarry = 1\n[[level]]\nid = \"t\"\nname = \"t\"\n[[level]]\nid = \"x\"\nname = \"x\"\n[[variable]]\nid = \"v\"\nname = \"v\"\nlevel = \"x\"\n";
    let checklist = "[[checklist]]\nid = \"c\"\nname = \"c\"\nlevel = \"x\"\nclauses = [\"1\"]\ncarry = 1\nlimit = 1\nnature = \"binding\"\nitems = [{ id = \"a\", zh = \"a\", en = \"a\" }]\n";
    let indicators: String = rules.iter().map(of_rule).collect();
    format!("{head}{indicators}{checklist}").replace("levels = [\"x\"]", "levels = [\"t\"]")
}

/// What no data set of the cases declares.
const DATA: &str = "title = { zh = \"某\", en = \"x\" }\nboundaries = \"x.json\"\n[[file]]\npath = \"x.csv\"\nkind = \"planned\"\nskip-rows = 1\nsource = \"x\"\n[[table]]\nname = \"dw.x\"\nshape = \"wide\"\nlevel = \"village\"\nyear = 2023\nas-of = \"2023\"\nkind = \"planned\"\nsource = \"x\"\nroster = true\nmerged = true\nchecklist = \"x\"\ndecimal = \",\"\nmarks = [\"*\"]\nunit = \"x\"\nrunning = true\nfractions = true\nignore = [\"y\"]\nsymbols = { \"-\" = \"zero\" }\nwhere = { y = \"z\" }\ncolumns = { a = \"trees\", b = { is = \"code\" }, c = { variable = \"trees\", rounded = 0 } }\n[[table]]\nname = \"dw.y\"\nperiod = \"2023\"\ncolumns = { a = \"trees\" }\n";

/// A test and a case with every key.
fn tests() -> String {
    let keys = "unit = \"u\"\nlevel = \"village\"\nyear = 2023\nindicator = \"volunteering\"\nas-of = \"2023\"\nroster = true\nfindings = []\nunits = [{ code = \"u\", name = \"U\", level = \"village\", parent = \"t\" }]\nfiles = { \"x.csv\" = \"\" }\nfigures = { trees = 1 }\n";
    let fields = FIELDS.iter().map(|(name, _)| match *name {
        "verdict" | "previous" => format!("{name} = \"met\"\n"),
        name => format!("{name} = \"1\"\n"),
    });
    let expect = "indicator = \"volunteering\"\nunit = \"u\"\nyear = 2023\n".to_owned()
        + &fields.collect::<String>();
    format!(
        "[[unit]]\ncode = \"t\"\nlevel = \"town\"\n[[test]]\nname = \"all\"\n{keys}[[test.expect]]\n{expect}[[test]]\nname = \"several\"\n[[test.cases]]\nname = \"one\"\n{keys}[[test.cases.expect]]\n{expect}"
    )
}

/// A waiver with every key.
const WAIVERS: &str = "[[waiver]]\nindicator = \"a\"\nunit = \"x\"\nfrom = 2023\nuntil = 2024\nwhy = \"flood\"\nby = { zh = \"某\", en = \"x\" }\ndate = 2023-05-01\n[[waiver]]\nindicator = \"a\"\nunits = [\"x\"]\nfrom = 2023\nuntil = 2024\nwhy = \"flood\"\n";

/// Every setting.
const SETTINGS: &str = "plan = \"plan\"\ndata = \"data\"\nwaivers = \"w.toml\"\nlang = \"en\"\n[gate]\nfail-on = [\"missed\"]\nwarn-on = [\"behind\"]\nmin-met = 1\nmin-on-schedule = 1\nmin-coverage = 1\nmin-attainment = 1\nmax-waived = 1\nbaseline = \"card.json\"\n";
