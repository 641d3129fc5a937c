//! Workbooks of every kind give the text that the spreadsheet shows, and none takes memory out of proportion.

use kaoping::internals::source::Folder;
use kaoping::internals::table::workbook::{Kind, Reader, Sheet, WorkbookError, sheets};
use kaoping::internals::table::{Control, ReadEvent, Table};
use std::io::{Cursor, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CASES: &str = "tests/cases/workbooks";

/// The rows of a sheet: row number and fields up to the last that is not empty.
fn rows(sheet: Sheet) -> Vec<(u64, Vec<String>)> {
    let mut rows = Vec::new();
    Reader::new(Arc::new(sheet)).read(|event| {
        if let ReadEvent::Record(record) = event {
            let mut fields: Vec<String> = (0..record.len())
                .map(|at| record.get(at).to_owned())
                .collect();
            while fields.last().is_some_and(String::is_empty) {
                fields.pop();
            }
            rows.push((record.line(), fields));
        }
        Control::Next
    });
    rows
}

fn fixture(name: &str) -> Vec<Sheet> {
    let kind = Kind::of(name).unwrap();
    sheets(&Folder::Disk(CASES.into()), name, kind).unwrap()
}

#[test]
fn cells_are_what_the_spreadsheet_shows() {
    for name in ["cells.xlsx", "cells.xls", "cells.ods"] {
        let sheet = fixture(name).remove(0);
        assert_eq!(&*sheet.name, "表", "{name}");
        assert!(sheet.has_numbers && !sheet.hidden, "{name}");
        let rows = rows(sheet);
        let expected: [(u64, &[&str]); 4] = [
            (
                1,
                &["代码", "名称", "年份", "常住人口", "达标率", "日期", "备注"],
            ),
            (
                2,
                &[
                    "010105",
                    "东城区",
                    "2023",
                    "708000",
                    "90%",
                    "2014-05-31",
                    "0.3",
                ],
            ),
            (
                3,
                &[
                    "110105001000",
                    "西城区\n(新)",
                    "2023",
                    "12.5万人",
                    "28.5%",
                    "2014-05-31 12:30:00",
                    "TRUE",
                ],
            ),
            (
                5,
                &[
                    "110106",
                    " 丰台区",
                    "2023",
                    "-3.25",
                    "0%",
                    "0.333333333333333",
                    "<&>\"",
                ],
            ),
        ];
        for ((line, fields), (row, cells)) in expected.iter().zip(&rows) {
            assert_eq!(row, line, "{name}");
            assert_eq!(cells, fields, "{name}:{line}");
        }
    }
}

#[test]
fn merged_cells_hold_in_every_row_and_errors_are_errors() {
    for name in ["cells.xlsx", "cells.ods"] {
        let rows = rows(fixture(name).remove(0));
        assert_eq!(rows[4].1[0], "#DIV/0!", "{name}");
        assert_eq!((rows[5].0, rows[5].1[0].as_str()), (7, "合并"), "{name}");
        assert_eq!(
            (rows[6].0, rows[6].1.join("|")),
            (8, "合并|x".to_owned()),
            "{name}"
        );
        assert_eq!(rows.len(), 7, "{name}");
    }
    // A formula without a result is no empty cell.
    assert_eq!(rows(fixture("cells.xlsx").remove(0))[4].1[1], "#N/A");
    let old = rows(fixture("cells.xls").remove(0));
    assert_eq!(old.last().unwrap().1.join("|"), "合并|x");
}

#[test]
fn hidden_sheets_are_told() {
    let hidden: Vec<bool> = fixture("cells.ods")
        .iter()
        .map(|sheet| sheet.hidden)
        .collect();
    assert_eq!(hidden, [false, true]);
}

/// A workbook with one sheet of this XML.
fn packed(sheet: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    for (name, text) in [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>"#),
        ),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.xlsx"), bytes).unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    sheets(&Folder::Disk(path.into()), "a.xlsx", Kind::Xlsx)
}

#[test]
fn empty_rows_and_far_cells_take_no_memory() {
    let rows: String = (1..=200_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" s="0"/></row>"#))
        .collect();
    let last = r#"<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>"#;
    let sheet = read(&packed(&format!("{rows}{last}"))).unwrap().remove(0);
    assert_eq!(rows_of(sheet), [(1_048_576, 16_384)]);
}

/// The number and the width of each row.
fn rows_of(sheet: Sheet) -> Vec<(u64, usize)> {
    let rows = rows(sheet).into_iter();
    rows.map(|(line, fields)| (line, fields.len())).collect()
}

#[test]
fn what_is_no_workbook_says_so() {
    let whole = packed("<row><c><v>1</v></c></row>");
    assert_eq!(rows_of(read(&whole).unwrap().remove(0)), [(1, 1)]);
    for cut in 0..whole.len() {
        assert!(read(&whole[..cut]).is_err(), "{cut}");
    }
    assert!(matches!(
        read(b"code,year\n"),
        Err(WorkbookError::OtherKind)
    ));
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    assert!(matches!(read(compound), Err(WorkbookError::Password)));
}

/// The tool's output for a file and for the same bytes through standard input.
#[test]
fn a_single_file_and_standard_input_are_data_sets() {
    let figures = "code,name,level\n01,Willow Town,town\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figures.txt");
    std::fs::write(&file, figures).unwrap();
    let run = |data: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kaoping"))
            .args([
                "check",
                "--plan",
                "docs/first-plan/plan",
                "--format",
                "json",
                "--data",
                data,
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(figures.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (by_name, by_stream) = (run(file.to_str().unwrap()), run("-"));
    assert!(
        by_name.contains(r#""units":1,"files":1,"rows":1"#),
        "{by_name}"
    );
    assert_eq!(
        by_name
            .replace(file.to_str().unwrap(), "stdin.csv")
            .replace("figures.txt", "stdin.csv"),
        by_stream
    );
}
