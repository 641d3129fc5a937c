//! Input of any size and kind ends in bounded time and memory: it is refused with its place, and what follows is read.

mod common;

use kaoping::internals::data;
use kaoping::internals::finding::{Findings, Severity};
use kaoping::internals::i18n::Lang;
use kaoping::internals::source::Folder;
use kaoping::internals::table::csv::{Dialect, LONGEST_LINE, Reader};
use kaoping::internals::table::{Control, ReadError, ReadEvent, Table};
use kaoping::internals::tally::{self, Question};
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

/// What is found in a table that is read as figures; all of its rows, and those refused.
fn checked(parts: &[(&str, usize)]) -> (u64, u64, Findings) {
    let (folder, _) = written(parts);
    let roster = "code,name,level\n110101,东城区,district\n";
    std::fs::write(folder.path().join("roster.csv"), roster).unwrap();
    let plan = common::plan();
    let folder = Folder::Disk(folder.path().to_str().unwrap().into());
    let (opened, mut findings) = data::open(&folder, &plan);
    let (figures, counted) = tally::count(opened, &plan, &Question::of_everything(&plan));
    findings.merge(counted);
    let file = figures.data.files.iter().find(|file| file.name == "a.csv");
    let file = file.expect("it is read");
    let rows = file.rows + file.set_aside + file.refused_rows;
    (rows, file.refused_rows, findings)
}

fn lengths(findings: &Findings) -> impl Iterator<Item = usize> {
    let messages = findings
        .iter()
        .map(|finding| finding.message.get(Lang::Zh).len());
    messages.max().into_iter()
}

#[test]
fn tables_of_very_many_columns_end() {
    // A column for each year, with a row for each variable: each cell is found again where it was written.
    let years = [
        ("代码,指标", 1),
        (",2014年", 30_000),
        ("\n110101,常住人口", 1),
        (",1", 30_000),
        ("\n", 1),
    ];
    assert_eq!(checked(&years).0, 1);
    let unknown = [
        ("code,year", 1),
        (",x", 30_000),
        ("\n110101,2014", 1),
        (",1", 30_000),
        ("\n", 1),
    ];
    let (rows, _, findings) = checked(&unknown);
    assert_eq!(rows, 1);
    assert!(findings.any_error() && findings.iter().count() < 200);
}

#[test]
fn tables_of_very_many_rows_that_are_rearranged_end() {
    let (rows, refused, findings) = checked(&[
        ("code,year,,residents\n", 1),
        ("110101,2014,,90800\n", 30_000),
    ]);
    assert_eq!((rows, refused, findings.any_error()), (30_000, 0, false));
    let (_, refused, findings) = checked(&[("code,year,residents\n110101,2014,90800\n", 20_000)]);
    assert_eq!((refused, findings.any_error()), (0, false));
    assert!(lengths(&findings).all(|length| length < 2000));
}

#[test]
fn equal_errors_are_counted_and_the_first_places_shown() {
    for row in [
        "110101,2014,abc\n",
        "110199,2014,1\n",
        "110101,20xx,1\n",
        "110101,2014,1,2\n",
        "#110101,2014,1\n",
    ] {
        let (rows, _, findings) = checked(&[("code,year,residents\n", 1), (row, 30_000)]);
        assert_eq!(rows, 30_000, "{row}");
        let errors: Vec<_> = findings
            .iter()
            .filter(|finding| finding.code.severity == Severity::Error)
            .collect();
        assert_eq!(errors.len(), 1, "{row}");
        assert_eq!(
            (errors[0].count, errors[0].places.len()),
            (30_000, 100),
            "{row}"
        );
    }
}

#[test]
fn texts_of_any_length_are_cut_in_messages() {
    let long = 1 << 18;
    let in_cell = [
        ("code,year,residents\n110101,2014,", 1),
        ("字", long),
        ("\n", 1),
    ];
    let in_code = [("code,year,residents\n", 1), ("9", long), (",2014,1\n", 1)];
    let in_name = [
        ("code,name,year,residents\n110101,", 1),
        ("区", long),
        (",2014,1\n", 1),
    ];
    let in_title = [("code,year,", 1), ("题", long), ("\n110101,2014,1\n", 1)];
    for parts in [in_cell, in_code, in_name, in_title] {
        let (_, _, findings) = checked(&parts);
        assert!(findings.any_error());
        assert!(
            lengths(&findings).all(|length| length < 1000),
            "{:?}",
            parts[1].0
        );
    }
}
