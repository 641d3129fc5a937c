//! The shipped sample is what its generator writes, byte by byte, and holds every variable of the plan.

#[path = "../data/sample/generate/sample/mod.rs"]
mod sample;

use kaoping::internals::finding::Severity;
use kaoping::internals::source::Folder;
use kaoping::internals::tally::{Question, count};
use kaoping::internals::{data, plan};
use std::collections::BTreeSet;
use std::fs;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn the_plan() -> Folder {
    Folder::Disk(format!("{ROOT}/indicators/beijing-2011-2015").into())
}

fn written() -> Vec<sample::Written> {
    sample::files(&sample::variables(&the_plan()))
}

#[test]
fn the_shipped_files_are_the_generators() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut names = BTreeSet::new();
    for file in written() {
        let path = folder.path().join(&file.name);
        fs::write(&path, &file.bytes).expect("the file can be written");
        let shipped = fs::read(format!("{ROOT}/data/sample/{}", file.name));
        let same = shipped.is_ok_and(|shipped| shipped == file.bytes);
        assert!(
            same,
            "{} differs from the generator's: cargo run --example generate-sample",
            file.name
        );
        names.insert(file.name);
    }
    let shipped = Folder::Disk(format!("{ROOT}/data/sample").into()).list("csv");
    let shipped: BTreeSet<String> = shipped.expect("the sample is there").into_iter().collect();
    assert_eq!(shipped, names, "files that nothing writes, or the reverse");
}

#[test]
fn the_data_set_names_each_of_its_files_once() {
    let text = fs::read_to_string(format!("{ROOT}/data/sample/data.toml")).expect("data.toml");
    let set: toml::Table = toml::from_str(&text).expect("data.toml is TOML");
    assert_eq!(set["synthetic"].as_bool(), Some(true));
    let entries = set["file"].as_array().expect("files are listed");
    let mut named: Vec<&str> = entries.iter().filter_map(|f| f["path"].as_str()).collect();
    // The folder of the program that writes them, and what is said of the outlines of districts.
    named.retain(|name| !["generate", "boundaries-notice.txt"].contains(name));
    named.sort();
    let written = written();
    let names: Vec<&str> = written.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(named, names);
}

#[test]
fn every_file_says_that_it_is_made_up_and_the_whole_is_small() {
    let written = written();
    let label = |bytes: &[u8]| {
        let (text, ..) = match std::str::from_utf8(bytes) {
            Ok(_) => encoding_rs::UTF_8.decode(bytes),
            Err(_) => encoding_rs::GB18030.decode(bytes),
        };
        text.starts_with("# 合成示例数据")
    };
    for file in &written {
        assert!(label(&file.bytes), "{}", file.name);
    }
    let bytes: usize = written.iter().map(|file| file.bytes.len()).sum();
    assert!(bytes < 4_000_000, "{bytes} bytes");
}

#[test]
fn both_data_sets_read_without_an_error() {
    let names = the_plan().list("toml").expect("the plan is there");
    let text = |name: &String| the_plan().read_text(name).expect("the plan can be read");
    let files: Vec<_> = names.iter().map(text).collect();
    let plan = plan::load(&files).expect("the plan holds").plan;
    for name in ["beijing", "sample"] {
        let folder = Folder::Disk(format!("{ROOT}/data/{name}").into());
        let (set, opened) = data::open(&folder, &plan);
        let (_, counted) = count(set, &plan, &Question::default());
        let found = opened.iter().chain(counted.iter());
        let errors: Vec<String> = found
            .filter(|finding| finding.code.severity == Severity::Error)
            .map(|finding| format!("{} {}", finding.code.id, finding.message.en))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}
