//! The schemas of inputs against their readers: what is valid, what is refused, and every key misspelt.

use kaoping::internals::command::{INPUTS, settings::Settings};
use kaoping::internals::data;
use kaoping::internals::finding::Findings;
use kaoping::internals::plan::{self, Plan};
use kaoping::internals::plan_tests;
use kaoping::internals::report::fields::FIELDS;
use kaoping::internals::source::{Folder, Memory, TextFile};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(name: &str) -> Value {
    let kind = INPUTS.iter().find(|kind| kind.name == name).unwrap();
    (kind.schema)()
}

/// A TOML text as a validator sees it: dates are texts.
fn value(text: &str) -> Option<Value> {
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
struct Kind {
    name: &'static str,
    /// The folder of each file where that matters, and its text.
    files: Vec<(PathBuf, String)>,
    /// The findings where the text of a file is another.
    read: fn(&Path, &str) -> Findings,
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

fn kinds() -> [Kind; 5] {
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
const DATA: &str = "title = { zh = \"某\", en = \"x\" }\nboundaries = \"x.json\"\n[[file]]\npath = \"x.csv\"\nkind = \"planned\"\nskip-rows = 1\nsource = \"x\"\n";

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

/// Walks a value along its schema: `visit` is given the place in the schema and the path in the value of each known key.
struct Walk<'a> {
    root: &'a Value,
    visit: &'a mut dyn FnMut(String, &[Step]),
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    At(usize),
}

impl Walk<'_> {
    fn walk(&mut self, schema: &Value, at: &str, value: &Value, path: &mut Vec<Step>) {
        if let Some(name) = schema["$ref"].as_str() {
            let pointer = name.strip_prefix('#').unwrap();
            let target = self.root.pointer(pointer).unwrap();
            return self.walk(target, pointer, value, path);
        }
        for (index, branch) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
            let mut whole = branch.clone();
            whole["definitions"] = self.root["definitions"].clone();
            if jsonschema::is_valid(&whole, value) {
                self.walk(branch, &format!("{at}/anyOf/{index}"), value, path);
            }
        }
        match value {
            Value::Object(entries) => {
                for (key, inner) in entries {
                    path.push(Step::Key(key.clone()));
                    match schema["properties"].get(key) {
                        Some(known) => {
                            let pointer = format!("{at}/properties/{key}");
                            if schema["additionalProperties"] == false {
                                (self.visit)(pointer.clone(), path);
                            }
                            self.walk(known, &pointer, inner, path);
                        }
                        None if schema["additionalProperties"].is_object() => {
                            let pointer = format!("{at}/additionalProperties");
                            self.walk(&schema["additionalProperties"], &pointer, inner, path);
                        }
                        None => {}
                    }
                    path.pop();
                }
            }
            Value::Array(list) if schema["items"].is_object() => {
                for (index, inner) in list.iter().enumerate() {
                    path.push(Step::At(index));
                    self.walk(&schema["items"], &format!("{at}/items"), inner, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

/// The places of all keys in a schema whose tables know no others.
fn keys(schema: &Value, at: &str, found: &mut BTreeSet<String>) {
    if let Value::Object(entries) = schema {
        for (name, inner) in entries {
            let pointer = format!("{at}/{name}");
            if let ("properties", Value::Object(properties)) = (&**name, inner) {
                for (key, inner) in properties {
                    let pointer = format!("{pointer}/{key}");
                    if schema["additionalProperties"] == false {
                        found.insert(pointer.clone());
                    }
                    keys(inner, &pointer, found);
                }
                continue;
            }
            keys(inner, &pointer, found);
        }
    }
    for (index, inner) in schema.as_array().into_iter().flatten().enumerate() {
        keys(inner, &format!("{at}/{index}"), found);
    }
}

/// A TOML text with a key misspelt.
fn misspelt(text: &str, path: &[Step]) -> String {
    let mut whole: toml::Value = toml::Value::Table(toml::from_str(text).unwrap());
    let (last, above) = path.split_last().unwrap();
    let mut at = &mut whole;
    for step in above {
        at = match step {
            Step::Key(key) => at.get_mut(key.as_str()).unwrap(),
            Step::At(index) => at.get_mut(*index).unwrap(),
        };
    }
    let Step::Key(key) = last else { unreachable!() };
    let table = at.as_table_mut().unwrap();
    let value = table.remove(key.as_str()).unwrap();
    table.insert(format!("{key}-x"), value);
    toml::to_string(&whole).unwrap()
}

#[test]
fn every_key_misspelt_is_refused_by_schema_and_reader() {
    let mut faults = Vec::new();
    for Kind { name, files, read } in kinds() {
        let schema = schema(name);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut all = BTreeSet::new();
        keys(&schema, "", &mut all);
        let mut seen = BTreeSet::new();
        for (path, text) in &files {
            let Some(value) = value(text).filter(|value| validator.is_valid(value)) else {
                continue;
            };
            let mut met: Vec<(String, Vec<Step>)> = Vec::new();
            let mut visit = |pointer: String, at: &[Step]| met.push((pointer, at.to_vec()));
            let mut walk = Walk {
                root: &schema,
                visit: &mut visit,
            };
            walk.walk(&schema, "", &value, &mut Vec::new());
            for (pointer, at) in met {
                if !seen.insert(pointer.clone()) {
                    continue;
                }
                let wrong = misspelt(text, &at);
                if validator.is_valid(&self::value(&wrong).unwrap()) {
                    faults.push(format!("{name}: {pointer} misspelt is valid"));
                }
                let before = unknown_keys(&read(path, text));
                if unknown_keys(&read(path, &wrong)) <= before {
                    faults.push(format!(
                        "{name}: {pointer} misspelt is read, {}",
                        path.display()
                    ));
                }
            }
        }
        let unseen = all
            .difference(&seen)
            .map(|key| format!("{name}: no file has {key}"));
        faults.extend(unseen);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn unknown_keys(findings: &Findings) -> usize {
    let unknown = findings
        .iter()
        .filter(|finding| finding.code.id == "unknown-key");
    unknown.count()
}
