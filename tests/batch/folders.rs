//! Folders that have other things in them, that can't be written, or have no room left.

use super::{done, project, report, said, tree};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[test]
fn no_file_of_someone_else_is_overwritten() {
    let project = project();
    let folder = project.path().join("out");
    fs::create_dir_all(folder.join("2023")).unwrap();
    fs::write(folder.join("2023/0101.json"), "mine").unwrap();
    let before = tree(&folder);
    let output = report(project.path(), "out", &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("already has 2023/0101.json"));
    assert!(before == tree(&folder), "nothing was written beside it");
    // Other files stay beside those of the batch.
    fs::rename(folder.join("2023/0101.json"), folder.join("2023/mine")).unwrap();
    done(&mut report(project.path(), "out", &[]));
    assert_eq!(fs::read(folder.join("2023/mine")).unwrap(), b"mine");
}

#[test]
fn a_manifest_of_something_else_is_no_manifest() {
    for text in ["", "{}", "[1]", r#"{"schema": "kaoping/batch/2"}"#] {
        let project = project();
        let folder = project.path().join("out");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("manifest.json"), text).unwrap();
        let output = report(project.path(), "out", &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!(tree(&folder).len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    for (link, is_folder) in [
        ("2023", true),
        ("2023.csv", false),
        ("manifest.json", false),
    ] {
        let project = project();
        let (out, elsewhere) = (project.path().join("out"), project.path().join("elsewhere"));
        fs::create_dir(&out).unwrap();
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("file"), "mine").unwrap();
        let target = match is_folder {
            true => elsewhere.clone(),
            false => elsewhere.join("file"),
        };
        symlink(target, out.join(link)).unwrap();
        let output = report(project.path(), "out", &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{link}: {}", said(&output));
        assert_eq!(tree(&elsewhere).len(), 1, "{link}");
        assert_eq!(fs::read(elsewhere.join("file")).unwrap(), b"mine");
    }
}

#[test]
fn the_figures_are_not_written_over() {
    let project = project();
    for out in ["data", "data/out", "plan/reports/2023"] {
        let output = report(project.path(), out, &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{out}: {}", said(&output));
        assert!(!project.path().join("data/out").exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_stay() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let project = project();
    let folder = project.path().join("out/2023");
    fs::create_dir_all(&folder).unwrap();
    let other = folder.join(OsStr::from_bytes(b"\xc0\xff.csv"));
    fs::write(&other, "mine").unwrap();
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    assert_eq!(fs::read(&other).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_write_to_one_folder() {
    use rustix::fs::{FlockOperation, flock};
    let project = project();
    let out = project.path().join("out");
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    let before = tree(&out);
    let other = fs::File::open(&out).unwrap();
    flock(&other, FlockOperation::NonBlockingLockExclusive).unwrap();
    let output = report(project.path(), "out", &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(74));
    assert!(said(&output).contains("another run is writing to `out`"));
    assert!(before == tree(&out));
    // What writes nothing does not wait, and a run that has ended leaves nothing behind.
    done(&mut report(project.path(), "out", &["--dry-run"]));
    drop(other);
    done(&mut report(project.path(), "out", &[]));
}

#[test]
fn of_runs_that_make_one_folder_one_writes() {
    let project = project();
    done(&mut report(project.path(), "whole", &[]));
    let whole = tree(&project.path().join("whole"));
    let runs: Vec<_> = (0..4)
        .map(|_| {
            report(project.path(), "out", &[])
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let ended: Vec<Output> = (runs.into_iter())
        .map(|run| run.wait_with_output().unwrap())
        .collect();
    let codes: Vec<Option<i32>> = ended.iter().map(|run| run.status.code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    for run in ended.iter().filter(|run| run.status.code() != Some(0)) {
        let said = said(run);
        assert_eq!(run.status.code(), Some(74), "{said}");
        assert!(said.contains("another run is writing to `out`"), "{said}");
    }
    assert!(whole == tree(&project.path().join("out")));
}

/// Every file of a run that failed is a file of the whole batch.
fn assert_whole(folder: &Path, whole: &super::Tree) {
    for (path, bytes) in tree(folder) {
        if path == "manifest.json" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("\"complete\": false"), "{text}");
            continue;
        }
        assert_eq!(whole.get(&path), Some(&bytes), "{path}");
    }
}

/// Holds that a run could not write.
fn assert_unwritable(output: &Output) {
    let said = said(output);
    assert_eq!(output.status.code(), Some(74), "{said}");
    assert!(said.contains("can't write"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_made_ends_in_74() {
    let project = project();
    fs::write(project.path().join("file"), "").unwrap();
    let output = report(project.path(), "file/out", &[]).output().unwrap();
    assert_unwritable(&output);
    let output = report(project.path(), "file", &[]).output().unwrap();
    assert_unwritable(&output);
}

/// The formats whose files are small, the workbooks apart.
#[cfg(unix)]
const SMALL: &[&str] = &["--formats", "xlsx,json,csv"];

/// What a shell does before it becomes the program.
#[cfg(unix)]
fn after(first: &str, project: &Path, out: &str) -> Output {
    let command = report(project, out, SMALL);
    let mut words = vec![command.get_program().to_owned()];
    words.extend(command.get_args().map(ToOwned::to_owned));
    let mut shell = Command::new("sh");
    shell.current_dir(project).env("LC_ALL", "C");
    shell.args(["-c", &format!("{first} && exec \"$@\""), "sh"]);
    shell.args(words).output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_in_74_with_whole_files_only() {
    let project = project();
    done(&mut report(project.path(), "whole", SMALL));
    let whole = tree(&project.path().join("whole"));
    // No file may have more than 16 blocks of 512 bytes, which is less than a workbook has. The signal is ignored, as of a disk
    // that is full.
    let output = after("trap '' XFSZ && ulimit -f 16", project.path(), "out");
    assert_unwritable(&output);
    let out = project.path().join("out");
    assert!(tree(&out).len() > 1);
    assert_whole(&out, &whole);
    done(&mut report(project.path(), "out", SMALL));
    assert!(whole == tree(&out));
}

#[cfg(target_os = "linux")]
#[test]
fn a_small_file_system_and_one_to_read_only_end_in_74() {
    let project = project();
    done(&mut report(project.path(), "whole", &[]));
    let whole = tree(&project.path().join("whole"));
    let disk = project.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = |options: &str| {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]);
        mount
            .arg(&disk)
            .output()
            .is_ok_and(|done| done.status.success())
    };
    if !mount("size=48k") {
        eprintln!("not tried: a file system can't be mounted here");
        return;
    }
    let full = report(project.path(), "disk/out", &[]).output();
    let left = tree(&disk.join("out"));
    let read_only = mount("remount,ro,size=48k") && {
        let output = report(project.path(), "disk/other", &[]).output().unwrap();
        output.status.code() == Some(74)
    };
    let unmounted = Command::new("umount").arg(&disk).status().unwrap();
    assert!(unmounted.success());
    assert_unwritable(&full.unwrap());
    for (path, bytes) in left {
        let is_whole = path == "manifest.json" || whole.get(&path) == Some(&bytes);
        assert!(is_whole, "{path}");
    }
    assert!(read_only);
}
