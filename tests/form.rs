//! What `form` writes is read back as it was meant: blank or filled in, `check` has nothing to say about it.

#[path = "common/first_plan.rs"]
mod first_plan;

use std::fs;
use std::path::Path;
use std::process::Command;

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
        let data = root.path().join("data");
        first_plan::copy(&["plan", "data"], root.path());
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

/// The path of LibreOffice; `None` if it is not installed.
fn office() -> Option<&'static str> {
    ["soffice", "libreoffice"].into_iter().find(|name| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|output| output.status.success())
    })
}

#[test]
fn an_office_program_opens_a_form_and_what_it_saves_is_read() {
    let Some(office) = office() else {
        eprintln!("NOT RUN: LibreOffice is not installed, so that no workbook was opened with it");
        return;
    };
    let root = tempfile::tempdir().unwrap();
    first_plan::copy(&["plan", "data"], root.path());
    let form = [
        "form",
        "--level",
        "village",
        "--year",
        "2024",
        "--output",
        "form.xlsx",
    ];
    let both = ["--plan", "plan", "--data", "data"];
    let (code, _, said) = kaoping(root.path(), "zh", &[&form[..], &both].concat());
    assert_eq!((code, said.as_str()), (0, ""));
    // As CSV in UTF-8: 44 and 34 are the separator and the quote, 76 is the encoding.
    for (extension, filter) in [
        ("ods", "ods"),
        ("xls", "xls"),
        ("csv", "csv:Text - txt - csv (StarCalc):44,34,76"),
        ("xlsx", "xlsx"),
    ] {
        let out = root.path().join("data");
        let converted = Command::new(office)
            .arg(format!(
                "-env:UserInstallation=file://{}/office",
                root.path().display()
            ))
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .args([&out, &root.path().join("form.xlsx")])
            .output()
            .unwrap();
        let path = out.join(format!("form.{extension}"));
        assert!(path.is_file(), "{converted:?}");
        let check = ["check", "--strict"];
        let (code, out, said) = kaoping(root.path(), "zh", &[&check[..], &both].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{extension} {out}");
        assert!(out.contains("19行"), "{out}");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_workbook_is_written_by_extension_and_the_same_twice() {
    let root = tempfile::tempdir().unwrap();
    let form = [
        "form",
        "--data",
        "builtin:sample",
        "--level",
        "district",
        "--year",
        "2014",
    ];
    let written = |name: &str| {
        let (code, _, said) = kaoping(
            root.path(),
            "zh",
            &[&form[..], &["--output", name]].concat(),
        );
        assert_eq!(code, 0, "{said}");
        fs::read(root.path().join(name)).unwrap()
    };
    let first = written("a.xlsx");
    assert!(first.starts_with(b"PK"));
    assert_eq!(first, written("b.xlsx"));
    // A command without this format writes no text under the name of a workbook.
    let score = ["score", "--output", "c.xlsx"];
    let (code, _, said) = kaoping(root.path(), "en", &score);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("has no format `xlsx`"), "{said}");
    assert!(!root.path().join("c.xlsx").exists());
}
