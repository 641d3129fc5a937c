//! What the documentation shows is what happens: its commands are run, its files read, its findings found.
//!
//! A block of a page names its file after its language: in `docs/first-plan.md` it is that file, word for word; in
//! `docs/findings.md` it is put beside the first plan, which has to give the finding that the section is about.

#[path = "docs/findings.rs"]
mod findings;
#[path = "common/program.rs"]
mod program;

use kaoping::internals::command::COMMANDS;
use kaoping::internals::evaluate::Verdict;
use kaoping::internals::plan::measure;
use kaoping::internals::plan::rule::RULES;
use kaoping::internals::render::FORMATS;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const ENGLISH: &str = "C";
const CHINESE: &str = "zh_CN.UTF-8";

/// A fenced block: the words after the fence, the lines within, and the `###` heading that it stands under.
struct Block {
    words: Vec<String>,
    text: String,
    heading: String,
}

fn page(name: &str) -> String {
    fs::read_to_string(format!("{ROOT}/{name}")).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut open, mut heading) = (Vec::new(), None::<Block>, String::new());
    for line in text.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(block)) => blocks.push(block),
            (Some(info), None) => {
                open = Some(Block {
                    words: info.split_whitespace().map(str::to_owned).collect(),
                    text: String::new(),
                    heading: heading.clone(),
                });
            }
            (None, Some(mut block)) => {
                block.text += line;
                block.text += "\n";
                open = Some(block);
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("### ") {
                    heading = title.trim_matches('`').to_owned();
                }
            }
        }
    }
    assert!(open.is_none(), "a block that never ends");
    blocks
}

fn examples(pages: &[&str], locale: &str) {
    let cases = trycmd::TestCases::new();
    for page in pages {
        cases.case(page);
    }
    cases
        .env("LC_ALL", locale)
        .env("LANG", locale)
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1");
}

#[test]
fn the_commands_shown_in_english_print_what_is_shown() {
    let english = [
        "README.md",
        "docs/commands.md",
        "docs/first-plan.md",
        "docs/method.md",
        "docs/plan-files.md",
        "docs/plan-tests.md",
        "docs/data-files.md",
        "docs/worked-example.md",
    ];
    examples(&english, ENGLISH);
}

#[test]
fn the_commands_shown_in_chinese_print_what_is_shown() {
    let chinese = [
        "README.zh-CN.md",
        "docs/commands.zh-CN.md",
        "docs/method.zh-CN.md",
        "docs/plan-files.zh-CN.md",
        "docs/plan-tests.zh-CN.md",
        "docs/data-files.zh-CN.md",
    ];
    examples(&chinese, CHINESE);
}

/// What the English and the Chinese version of a page must have in common.
#[derive(Debug, PartialEq)]
struct Skeleton {
    /// The levels of the headings.
    headings: Vec<usize>,
    /// The keys in the first column of the tables; in tables of words, the number of rows.
    keys: Vec<String>,
    /// The code blocks; of a console block, the commands only.
    blocks: Vec<String>,
}

impl Skeleton {
    fn of(name: &str) -> Skeleton {
        let text = page(name);
        let outside: String = text.split("```").step_by(2).collect();
        let level = |line: &str| line.len() - line.trim_start_matches('#').len();
        let rows = outside.lines().filter_map(|line| line.strip_prefix("| "));
        let block = |block: Block| match block.words.first().map(String::as_str) {
            Some("console") => block
                .text
                .lines()
                .filter(|line| line.starts_with("$ "))
                .collect(),
            _ => format!("{:?} {}", block.words, block.text),
        };
        Skeleton {
            headings: outside
                .lines()
                .map(level)
                .filter(|level| *level > 0)
                .collect(),
            keys: rows
                .map(|row| quoted(row.split(" | ").next().unwrap_or_default()))
                .collect(),
            blocks: blocks(&text).into_iter().map(block).collect(),
        }
    }
}

/// The parts of a text that are in backticks.
fn quoted(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    parts.join(" ")
}

#[test]
fn the_chinese_guides_have_the_keys_and_examples_of_the_english_ones() {
    for name in [
        "architecture",
        "commands",
        "data-files",
        "method",
        "plan-files",
        "plan-tests",
    ] {
        let english = Skeleton::of(&format!("docs/{name}.md"));
        let chinese = Skeleton::of(&format!("docs/{name}.zh-CN.md"));
        assert!(english.keys.len() > 10, "{name}: no tables were found");
        assert_eq!(english, chinese, "{name}");
    }
}

#[test]
fn the_chinese_readme_has_the_sections_and_examples_of_the_english_one() {
    let (english, chinese) = (Skeleton::of("README.md"), Skeleton::of("README.zh-CN.md"));
    assert!(english.blocks.len() > 5, "no examples were found");
    assert_eq!(english, chinese);
}

/// A page to read at once; what needs more room is in `docs`.
#[test]
fn the_readmes_are_short() {
    for name in ["README.md", "README.zh-CN.md"] {
        let lines = page(name).lines().count();
        assert!(lines <= 150, "{name}: {lines} lines");
    }
}

#[test]
fn the_guide_to_plan_files_has_every_rule_and_measure() {
    let rules = RULES.iter().map(|rule| rule.key);
    for name in ["docs/plan-files.md", "docs/plan-files.zh-CN.md"] {
        let rows = Skeleton::of(name).keys;
        for key in rules.clone().chain(measure::keys()) {
            let has = |row: &String| row.split([' ', ',']).any(|word| word == key);
            assert!(rows.iter().any(has), "{name}: no row for `{key}`");
        }
    }
}

#[test]
fn the_page_on_commands_has_every_command_and_format() {
    let text = page("docs/commands.md");
    let rows = Skeleton::of("docs/commands.md").keys;
    let commands = COMMANDS.iter().map(|command| command.name);
    let formats = FORMATS.iter().map(|format| format.id);
    for word in commands.clone().chain(formats) {
        assert!(rows.iter().any(|row| row == word), "no row for `{word}`");
    }
    for command in commands {
        let example = format!("$ kaoping {command}");
        assert!(text.contains(&example), "no example of `{command}`");
    }
}

#[test]
fn the_page_on_the_method_has_every_measure_and_verdict() {
    for name in ["docs/method.md", "docs/method.zh-CN.md"] {
        let rows = Skeleton::of(name).keys;
        let words = measure::keys()
            .into_iter()
            .chain(Verdict::ALL.map(Verdict::id));
        for word in words {
            assert!(
                rows.iter().any(|row| row == word),
                "{name}: no row for `{word}`"
            );
        }
    }
}

#[test]
fn the_page_on_architecture_has_every_module_in_order() {
    let library = page("src/lib.rs");
    let modules = library
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    let modules: Vec<&str> = modules.collect();
    let rows = Skeleton::of("docs/architecture.md").keys;
    let rows: Vec<&str> = rows
        .iter()
        .filter(|row| !row.is_empty())
        .map(String::as_str)
        .collect();
    assert_eq!(rows, modules);
}

#[test]
fn the_first_plan_shows_its_files_in_full() {
    let mut shown = BTreeMap::new();
    let pages = ["docs/first-plan.md", "docs/plan-tests.md"];
    for block in pages.iter().flat_map(|name| blocks(&page(name))) {
        if let Some(file) = block.words.get(1) {
            assert_eq!(block.text, page(file), "{file} is shown otherwise");
            shown.insert(file.clone(), ());
        }
    }
    for folder in ["plan", "data"] {
        for entry in fs::read_dir(format!("{ROOT}/docs/first-plan/{folder}")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                continue;
            }
            let name = entry.file_name().into_string().unwrap();
            let file = format!("docs/first-plan/{folder}/{name}");
            assert!(shown.contains_key(&file), "{file} is not shown");
        }
    }
}

/// Runs the tool in a folder, in English; gives its exit code and all that it said.
fn kaoping(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = program::kaoping(folder);
    let command = command.args(arguments).env("COLUMNS", "80");
    let output = command.output().expect("the tool runs");
    let said = [output.stdout, output.stderr].concat();
    let code = output.status.code().expect("it was not killed");
    (code, String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_page_on_plan_files_is_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for block in blocks(&page("docs/plan-files.md")) {
        if block.words == ["toml"] {
            text += &block.text;
        }
    }
    fs::create_dir(folder.path().join("plan")).unwrap();
    fs::write(folder.path().join("plan/plan.toml"), text).unwrap();
    let (code, said) = kaoping(folder.path(), &["check", "--plan", "plan"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("checked:") && !said.contains('['),
        "{said}"
    );
}

#[test]
fn the_page_on_data_files_is_a_data_set_of_the_first_plan() {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(ROOT).join("docs/first-plan/plan"),
        &folder.path().join("plan"),
    );
    write_named(&page("docs/data-files.md"), None, folder.path());
    let asked = ["check", "--plan", "plan", "--data", "data"];
    let (code, said) = kaoping(folder.path(), &asked);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("error["), "{said}");
}

/// Writes the blocks that name a file of `plan/` or `data/`.
fn write_named(text: &str, heading: Option<&str>, folder: &Path) {
    for block in blocks(text) {
        let wanted = heading.is_none_or(|heading| block.heading == heading);
        if let (true, Some(file)) = (wanted, block.words.get(1)) {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, block.text).unwrap();
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let mut pages: Vec<String> = [
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "benches/README.md",
    ]
    .map(str::to_owned)
    .into();
    for entry in fs::read_dir(format!("{ROOT}/docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") {
            pages.push(format!("docs/{name}"));
        }
    }
    for name in pages {
        let text = page(&name);
        let folder = Path::new(ROOT).join(&name);
        for link in text.split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains("://") {
                let target = folder.parent().unwrap().join(link);
                assert!(target.exists(), "{name}: nothing at {link}");
            }
        }
    }
}
