//! The manual pages, and the scripts with which shells complete commands.

#[path = "common/program.rs"]
mod program;

use std::process::{Command, Output};

fn kaoping(arguments: &[&str]) -> Output {
    let mut command = program::kaoping(env!("CARGO_MANIFEST_DIR"));
    command.args(arguments).output().expect("the tool runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = kaoping(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = kaoping(&["--help", "--lang", "en"]);
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.split("Commands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    let names = list
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page_with_every_option_of_its_help() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("new/man");
    let arguments = ["man", "--lang", "en", "--dir", dir.to_str().unwrap()];
    assert!(kaoping(&arguments).status.success());
    let commands = commands();
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands.iter().filter(|name| *name != "help") {
        let page = std::fs::read_to_string(dir.join(format!("kaoping-{command}.1"))).unwrap();
        assert_eq!(
            page,
            printed(&["man", command, "--lang", "en"]),
            "{command}"
        );
        let help = printed(&[command, "--help", "--lang", "en"]);
        let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        for option in words.filter(|word| word.starts_with("--") && word.len() > 2) {
            let option = option.replace('-', "\\-");
            assert!(page.contains(&option), "{command}: {option}");
        }
    }
    let chinese = printed(&["man", "score", "--lang", "zh"]);
    for heading in ["名称", "用法", "选项", "示例"] {
        assert!(chinese.contains(&format!(".SH {heading}\n")), "{heading}");
    }
}

#[test]
fn every_shell_has_a_script_that_names_all_commands_and_is_valid() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaoping.bash");
    std::fs::write(&path, printed(&["completions", "bash"])).unwrap();
    let checked = Command::new("bash").arg("-n").arg(&path).output();
    assert!(checked.expect("bash runs").status.success());
}

#[test]
fn a_page_of_no_command_is_wrong_usage_with_a_suggestion() {
    let output = kaoping(&["man", "scor", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("did you mean `score`?"), "{said}");
}
