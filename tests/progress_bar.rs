//! The progress bar: on a terminal and for long work only, and never between messages or data.
//!
//! A terminal is made by `script` of util-linux; where it is not there, what needs one is not tried.

use std::process::{Command, Stdio};

/// Work that takes long wherever it is done, since nobody reads its result for a while.
const LONG: &str = "score --data builtin:sample --year 2011,2012 --format json --level district";

/// What the bar says.
const SAID: &str = "judging units [";

/// A command that hides the bar, up to the beginning of the line.
const CLEARED: &str = "\r\u{1b}[2K";

/// What a terminal is sent while a line of the shell runs, `kaoping` being the program; `None` without a terminal.
fn on_terminal(line: &str, environment: &[(&str, &str)]) -> Option<String> {
    let version = Command::new("script").arg("--version").output().ok()?;
    if !String::from_utf8_lossy(&version.stdout).contains("util-linux") {
        eprintln!("not tried: there is no `script` of util-linux");
        return None;
    }
    let line = line.replace("kaoping", env!("CARGO_BIN_EXE_kaoping"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]);
    let mut command = alike(command);
    command.envs(environment.iter().copied());
    let output = command.output().expect("it runs");
    Some(String::from_utf8(output.stdout).expect("text"))
}

/// A command in an environment that does not depend on where the tests run.
fn alike(mut command: Command) -> Command {
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm")
        .env("SHELL", "/bin/sh")
        .env_remove("CI")
        .env_remove("GITHUB_STEP_SUMMARY")
        .stdin(Stdio::null());
    command
}

#[test]
fn it_appears_on_a_terminal_and_is_cleared_before_messages() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let card = folder.path().join("card.json").display().to_string();
    let line = format!("kaoping {LONG} --lang en | (sleep 2; cat > {card})");
    let Some(shown) = on_terminal(&line, &[]) else {
        return;
    };
    assert!(shown.contains(SAID) && shown.contains("left"), "{shown:?}");
    let (before, message) = shown.rsplit_once(CLEARED).expect("it is cleared");
    assert!(before.contains(SAID), "{shown:?}");
    let lines: Vec<&str> = message.lines().collect();
    assert!(
        matches!(&lines[..], [line] if line.ends_with("(kaoping check shows them)")),
        "{message:?}"
    );
    let card = std::fs::read(folder.path().join("card.json")).expect("it is written");
    serde_json::from_slice::<serde_json::Value>(&card).expect("a document and nothing else");
    let chinese = line.replace("--lang en", "--lang zh");
    let shown = on_terminal(&chinese, &[]).expect("as before");
    assert!(
        shown.contains("判定评估对象 [") && shown.contains("约剩"),
        "{shown:?}"
    );
}

#[test]
fn it_does_not_appear_where_it_would_disturb() {
    let line = format!("kaoping {LONG} | (sleep 2; cat > /dev/null)");
    let quiet = line.replace("score", "score --quiet");
    for (line, environment) in [
        (&quiet, [("TERM", "xterm")]),
        (&line, [("TERM", "dumb")]),
        (&line, [("CI", "true")]),
    ] {
        let Some(shown) = on_terminal(line, &environment) else {
            return;
        };
        assert!(!shown.contains(SAID), "{shown:?}");
    }
    // The work is done at once.
    let short = "kaoping score --plan docs/first-plan/plan --data docs/first-plan/data";
    let shown = on_terminal(short, &[]).expect("as before");
    assert!(!shown.contains("\u{1b}[2K"), "{shown:?}");
}

/// What is written to the terminal itself follows the bar, which does not come back.
#[test]
fn data_on_the_terminal_ends_it() {
    let Some(shown) = on_terminal("kaoping test --mutate --plan docs/first-plan/plan", &[]) else {
        return;
    };
    let (_, data) = shown.rsplit_once(CLEARED).unwrap_or(("", &shown));
    assert!(
        data.contains("mutants") || data.contains("changes"),
        "{shown:?}"
    );
}

#[test]
fn it_never_appears_in_a_pipe() {
    let mut child = alike(Command::new(env!("CARGO_BIN_EXE_kaoping")))
        .args(LONG.split(' '))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool runs");
    // Nobody reads for longer than it takes to appear.
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(child.try_wait().expect("it runs").is_none(), "it ended");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(!said.contains(SAID) && !said.contains('\u{1b}'), "{said:?}");
}
