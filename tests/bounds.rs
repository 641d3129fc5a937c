//! Input of any size and kind ends in bounded time and memory: it is refused with its place, and what follows is read.

use kaoping::source::Folder;
use kaoping::table::csv::{Dialect, LONGEST_LINE, Reader};
use kaoping::table::{Control, ReadError, ReadEvent, Table};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What a file is read as: the first field of each record, or the error, with its line.
fn read(path: &Path) -> Vec<(String, u64)> {
    let folder = Folder::Disk(path.parent().unwrap().to_str().unwrap().into());
    let name = path.file_name().unwrap().to_str().unwrap();
    let mut seen = Vec::new();
    let mut reader = match Reader::open(
        &folder,
        name,
        Dialect {
            separator: b',',
            quote: Some(Dialect::QUOTE),
            encoding: None,
        },
    ) {
        Ok(reader) => reader,
        Err(error) => return vec![(error.reason, 0)],
    };
    reader.read(|event| {
        seen.push(match event {
            ReadEvent::Comment(_) => return Control::Next,
            ReadEvent::Record(record) => (record.get(0).chars().take(9).collect(), record.line()),
            ReadEvent::Error(ReadError::LineTooLong(place)) => ("too long".into(), place.line()),
            ReadEvent::Error(ReadError::UnclosedQuote(place)) => ("quote".into(), place.line()),
            ReadEvent::Error(error) => (format!("{error:?}"), 0),
        });
        Control::Next
    });
    seen
}

/// A file of a temporary folder: some parts, each so many times.
fn written(parts: &[(&str, usize)]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let mut file = std::io::BufWriter::new(File::create(&path).unwrap());
    for (text, times) in parts {
        for _ in 0..*times {
            file.write_all(text.as_bytes()).unwrap();
        }
    }
    (folder, path)
}

fn said(seen: &[(&str, u64)]) -> Vec<(String, u64)> {
    let seen = seen.iter();
    seen.map(|(what, line)| ((*what).to_owned(), *line))
        .collect()
}

#[test]
fn a_line_that_is_too_long_is_refused_and_the_next_one_read() {
    let long = LONGEST_LINE / 8 + (1 << 18);
    for text in ["12345678", "1,345678", "\"\"345678", "\0\0\0\0\0\0\0\0"] {
        let (_folder, path) = written(&[("a,b\n", 1), (text, long), ("\nc,d\n", 1)]);
        let expected = said(&[("a", 1), ("too long", 2), ("c", 3)]);
        assert_eq!(read(&path), expected, "{text:?}");
    }
}

#[test]
fn a_long_line_within_the_limit_is_read() {
    let (_folder, path) = written(&[("1234567,", (LONGEST_LINE >> 3) - 1), ("\nc,d\n", 1)]);
    assert_eq!(read(&path), said(&[("1234567", 1), ("c", 2)]));
}

#[test]
fn an_unclosed_quote_costs_its_line_however_much_follows() {
    let rows = LONGEST_LINE / 8 + (1 << 18);
    let (_folder, path) = written(&[("a,\"b\n", 1), ("x,yzuvw\n", rows)]);
    let seen = read(&path);
    assert_eq!(seen[..2], said(&[("quote", 1), ("x", 2)])[..]);
    assert_eq!(seen.len(), rows + 1);
}

#[test]
fn many_lines_of_quotes_are_read_in_one_go() {
    let (_folder, path) = written(&[("a,\"b\n", 1), (",\"\"\n", 1 << 19)]);
    assert_eq!(read(&path).len(), (1 << 19) + 1);
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_folders_are_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.csv");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(read(&pipe), said(&[("neither a file nor a folder", 0)]));
    let zeros = read(Path::new("/dev/zero"));
    assert_eq!(zeros, said(&[("neither a file nor a folder", 0)]));
    assert_eq!(read(folder.path()), said(&[("is a directory", 0)]));
}
