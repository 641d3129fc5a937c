//! Keeps the modules in order: what may import what, and who alone may open files, print, look at the clock or the
//! environment, use floating point, or walk a map whose order is chance.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file of a module.
struct Source {
    module: String,
    path: String,
    /// Lines without comments and without what follows `#[cfg(test)]`.
    lines: Vec<(usize, String)>,
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    walk(Path::new("src"), &mut files);
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn read(path: &Path) -> Source {
    let shown = path.display().to_string();
    let inside = shown.strip_prefix("src/").unwrap();
    let module = inside.split(['/', '.']).next().unwrap().to_owned();
    let text = fs::read_to_string(path).unwrap();
    let is_test =
        shown.contains("/tests") || shown.contains("/properties") || shown.contains("fixtures");
    let lines = text
        .lines()
        .enumerate()
        .take_while(|(_, line)| !is_test && line.trim() != "#[cfg(test)]" || line.is_empty())
        .map(|(at, line)| (at + 1, line.split("//").next().unwrap().to_owned()))
        .collect();
    Source {
        module,
        path: shown,
        lines,
    }
}

/// The modules as `lib.rs` lists them.
fn order() -> Vec<String> {
    fs::read_to_string("src/lib.rs")
        .unwrap()
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_module_is_listed_and_knows_only_modules_before_it() {
    let order = order();
    let rank = |module: &str| order.iter().position(|known| known == module);
    assert!(order.len() > 10, "{order:?}");
    let mut faults = Vec::new();
    for source in sources() {
        if ["lib", "main"].contains(&source.module.as_str()) {
            continue;
        }
        let Some(own) = rank(&source.module) else {
            faults.push(format!("{}: not listed in lib.rs", source.path));
            continue;
        };
        for (line, text) in &source.lines {
            for after in text.split("crate::").skip(1) {
                let module: String = after
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                if rank(&module).is_some_and(|other| other > own) {
                    faults.push(format!("{}:{line}: imports `{module}`", source.path));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Lines outside the allowed modules or files that hold one of the words.
fn offenders(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources() {
        if allowed
            .iter()
            .any(|module| source.module == *module || source.path.ends_with(module))
        {
            continue;
        }
        for (line, text) in &source.lines {
            if words.iter().any(|word| holds_word(text, word)) {
                faults.push(format!("{}:{line}: {}", source.path, text.trim()));
            }
        }
    }
    faults
}

/// Whether a text holds a word that is not the middle of a longer one.
fn holds_word(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (
            text[..at].chars().next_back(),
            text[at + word.len()..].chars().next(),
        );
        let starts_open = !word.starts_with(|c: char| c.is_alphanumeric());
        let ends_open = !word.ends_with(|c: char| c.is_alphanumeric());
        (starts_open || !part(before)) && (ends_open || !part(after))
    })
}

#[test]
fn only_source_opens_files_and_app_writes_them() {
    let words = [
        "std::fs",
        "fs::",
        "File::open",
        "OpenOptions",
        "read_dir_utf8",
    ];
    let faults = offenders(&words, &["source", "app"]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_app_prints() {
    let words = [
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "dbg!",
        "stdout()",
        "stderr()",
    ];
    let faults = offenders(&words, &["app", "main"]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_app_reads_the_clock_and_the_environment() {
    let words = ["std::env", "env::var", "SystemTime", "Instant"];
    let faults = offenders(&words, &["app", "main"]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn floating_point_stays_with_powers_and_display() {
    let faults = offenders(
        &["f64", "f32", "to_f64"],
        &[
            "number/mod.rs",
            "evaluate/pace/growth.rs",
            "render/bar.rs",
            // Longitudes and latitudes.
            "html/map.rs",
            // Spreadsheets hold numbers in floating point; their decimal digits are taken at once.
            "workbook/decimal.rs",
            "workbook/number_format.rs",
            // So do Parquet files; they are rounded as declared, or refused.
            "parquet/leaf.rs",
            "parquet/cells.rs",
            "xlsx/observations.rs",
            "render/workbook/number.rs",
        ],
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_map_of_chance_order_reaches_output() {
    let words = ["HashMap", "HashSet", "HashTable"];
    let faults = offenders(&words, &["observation", "data", "tally", "plan"]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn walked_maps_are_sorted() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = &source.lines;
        if !lines.iter().any(|(_, text)| text.contains("HashMap")) {
            continue;
        }
        for (at, (line, text)) in lines.iter().enumerate() {
            if !text.contains(".keys()") {
                continue;
            }
            let soon = lines[at..]
                .iter()
                .take(4)
                .any(|(_, text)| text.contains(".sort"));
            if !soon {
                faults.push(format!("{}:{line}: {}", source.path, text.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_search_for_words_finds_them() {
    assert!(holds_word("let x: f64 = 1.0;", "f64"));
    assert!(!holds_word("let as_f64x = 1;", "f64"));
    assert!(holds_word("std::fs::read(x)", "std::fs"));
    assert!(holds_word("    println!(\"x\")", "println!"));
}

/// What other programs may use, all of it.
#[test]
fn the_library_offers_what_is_listed_and_nothing_else() {
    let library = fs::read_to_string("src/lib.rs").unwrap();
    let lines = library.lines().map(str::trim_end);
    let code: Vec<&str> = lines
        .filter(|line| !line.trim().starts_with("//"))
        .collect();
    let offered: Vec<&str> = code
        .iter()
        .copied()
        .filter(|line| line.starts_with("pub "))
        .collect();
    let expected = [
        "pub mod internals {",
        "pub use command::{Failure, Project, ScorecardQuery};",
        "pub use evaluate::Verdict;",
        "pub use i18n::Lang;",
        "pub mod documents {",
    ];
    assert_eq!(offered, expected);
    let hidden = code.iter().position(|line| *line == expected[0]).unwrap();
    assert!(
        code[..hidden]
            .iter()
            .rev()
            .take(2)
            .any(|line| *line == "#[doc(hidden)]")
    );
    // Macros are at the root whatever module they are in.
    let macros = offenders(&["#[macro_export]"], &[]);
    for place in macros {
        let (path, line) = place.split_once(':').unwrap();
        let at: usize = line.split(':').next().unwrap().parse().unwrap();
        let text = fs::read_to_string(path).unwrap();
        let above = text.lines().nth(at - 2);
        assert_eq!(above, Some("#[doc(hidden)]"), "{place}");
    }
}

/// Every type that a document holds, or a method of it takes and returns, can be named: it is among the documents, or at the
/// root.
#[test]
fn every_type_of_a_document_is_offered() {
    let library = fs::read_to_string("src/lib.rs").unwrap();
    let documents = library.split("pub mod documents {").nth(1).unwrap();
    let offered = types(documents);
    let known = [
        "Self", "String", "Option", "Vec", "BTreeMap", "Result", "Verdict", "Year", "Lang",
        "Iterator", "Item",
    ];
    let is_known = |word: &String| known.contains(&&**word) || offered.contains(word);
    let (mut seen, mut faults) = (0, Vec::new());
    let mut files = Vec::new();
    walk(Path::new("src/report"), &mut files);
    // The sides of differences have a direction of their own, and differences are not offered.
    files.retain(|path| !path.ends_with("difference.rs"));
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replace("#[doc(hidden)]\n    pub ", "");
        for item in text.split("\n}\n") {
            let Some(start) = ["\npub struct ", "\npub enum ", "\nimpl "]
                .iter()
                .find_map(|word| item.find(word))
            else {
                continue;
            };
            let (head, body) = item[start + 1..]
                .split_once('\n')
                .unwrap_or((&item[start + 1..], ""));
            let of = head
                .split_whitespace()
                .find_map(|word| types(word).into_iter().next());
            let Some(of) = of.filter(|name| offered.contains(name) && !head.contains(" for "))
            else {
                continue;
            };
            seen += 1;
            let public = body.split("\n    pub ").skip(1);
            let first = body.strip_prefix("    pub ").into_iter();
            for item in first.chain(public) {
                let signature = item.split(['{', '\n']).next().unwrap();
                let whole = match signature.ends_with('(') {
                    true => item.split('{').next().unwrap(),
                    false => signature,
                };
                let held = whole.split_once([':', '(']).map_or("", |(_, held)| held);
                let unknown = types(held).into_iter().filter(|word| !is_known(word));
                faults.extend(
                    unknown.map(|word| format!("{}: {of}: {word} in `{whole}`", path.display())),
                );
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(seen > 50, "{seen}");
}

/// The words of a text that begin with a capital.
fn types(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let types = parts.filter(|word| word.starts_with(char::is_uppercase));
    types.map(str::to_owned).collect()
}
