//! What `form` writes is read back as it was meant: blank or filled in, `check` has nothing to say about it.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Exit code, what is written, and the messages.
fn kaoping(folder: &Path, lang: &str, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .args(arguments)
        .args(["--lang", lang])
        .current_dir(folder)
        .output()
        .expect("the tool runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().expect("it was not killed");
    (code, text(output.stdout), text(output.stderr))
}

#[test]
fn a_form_is_read_back_blank_and_filled_in() {
    for (lang, level) in [("en", "village"), ("zh", "village"), ("en", "town")] {
        let root = tempfile::tempdir().unwrap();
        let (plan, data) = (root.path().join("plan"), root.path().join("data"));
        let first = Path::new(ROOT).join("docs/first-plan");
        for (from, to) in [("plan", &plan), ("data", &data)] {
            fs::create_dir(to).unwrap();
            for entry in fs::read_dir(first.join(from)).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        let both = ["--plan", "plan", "--data", "data"];
        let asked = ["form", "--level", level, "--year", "2024"];
        let (code, form, said) = kaoping(root.path(), lang, &[&asked[..], &both].concat());
        if level == "town" {
            // No variable is collected at this level.
            assert_eq!(code, 4, "{said}");
            continue;
        }
        assert_eq!((code, said.as_str()), (0, ""), "{form}");
        let form = form.replace("\r\n", "\n");
        let path = data.join("form.csv");
        for filled in [false, true] {
            let figure = if filled { "1" } else { "" };
            let text = form.replace(",,,,\n", &format!(",{figure},{figure},{figure},{figure}\n"));
            assert_eq!(filled, text != form);
            fs::write(&path, text).unwrap();
            let check = ["check", "--strict"];
            let (code, out, said) = kaoping(root.path(), lang, &[&check[..], &both].concat());
            assert_eq!((code, said.as_str()), (0, ""), "{lang} {filled} {out}");
            let rows = if lang == "zh" { "19行" } else { "19 rows" };
            assert!(out.contains(rows), "{out}");
        }
        let lower = ["--unit", "0102"];
        let (_, form, _) = kaoping(root.path(), lang, &[&asked[..], &both, &lower].concat());
        assert_eq!(form.lines().count(), 2, "{form}");
    }
}
