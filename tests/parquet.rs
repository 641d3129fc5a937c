//! Parquet: a copy of a CSV gives the same results as the CSV, types are exact, and what can't be read exactly is refused.
#![cfg(feature = "parquet")]

#[path = "common/program.rs"]
mod program;

use parquet::basic::{Compression, ConvertedType};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray,
    FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use program::kaoping;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A column: its name, what follows in the schema, and its values; `None` is a null.
enum Values<'a> {
    Int32(&'a [Option<i32>]),
    Int64(&'a [Option<i64>]),
    Double(&'a [Option<f64>]),
    Truth(&'a [Option<bool>]),
    Text(&'a [Option<&'a str>]),
    /// In units of the last decimal, in bytes of any length.
    Decimal(&'a [Option<i128>]),
    DecimalBytes(&'a [Option<i128>]),
}

fn put<T: DataType, V: Copy>(
    file: &mut parquet::file::writer::SerializedColumnWriter<'_>,
    values: &[Option<V>],
    of: impl Fn(V) -> T::T,
) {
    let levels: Vec<i16> = values
        .iter()
        .map(|value| i16::from(value.is_some()))
        .collect();
    let values: Vec<T::T> = values.iter().flatten().map(|value| of(*value)).collect();
    file.typed::<T>()
        .write_batch(&values, Some(&levels), None)
        .unwrap();
}

/// Writes a file with these columns, in row groups of one part each.
fn write(path: &Path, columns: &[(&str, Values<'_>)], groups: usize, compression: Compression) {
    let declared = columns.iter().map(|(line, _)| format!("optional {line};"));
    let schema = format!("message m {{ {} }}", declared.collect::<Vec<_>>().join(" "));
    let values: Vec<&Values<'_>> = columns.iter().map(|(_, values)| values).collect();
    write_as(
        path,
        parse_message_type(&schema).unwrap(),
        &values,
        groups,
        compression,
    );
}

/// The same with any schema.
fn write_as(
    path: &Path,
    schema: Type,
    columns: &[&Values<'_>],
    groups: usize,
    compression: Compression,
) {
    let schema = Arc::new(schema);
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    for group in 0..groups {
        let mut to = file.next_row_group().unwrap();
        for values in columns {
            let mut column = to.next_column().unwrap().unwrap();
            fn part<T>(all: &[T], (at, of): (usize, usize)) -> &[T] {
                &all[all.len() * at / of..all.len() * (at + 1) / of]
            }
            let at = (group, groups);
            match values {
                Values::Int32(all) => put::<Int32Type, _>(&mut column, part(all, at), |v| v),
                Values::Int64(all) => put::<Int64Type, _>(&mut column, part(all, at), |v| v),
                Values::Double(all) => put::<DoubleType, _>(&mut column, part(all, at), |v| v),
                Values::Truth(all) => put::<BoolType, _>(&mut column, part(all, at), |v| v),
                Values::Text(all) => {
                    put::<ByteArrayType, _>(&mut column, part(all, at), ByteArray::from);
                }
                Values::Decimal(all) => {
                    put::<FixedLenByteArrayType, _>(&mut column, part(all, at), |v| {
                        FixedLenByteArray::from(v.to_be_bytes().to_vec())
                    })
                }
                Values::DecimalBytes(all) => {
                    put::<ByteArrayType, _>(&mut column, part(all, at), |v| {
                        let bytes = v.to_be_bytes();
                        let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(15);
                        // One byte more, which holds the sign.
                        ByteArray::from(bytes[first.saturating_sub(1)..].to_vec())
                    })
                }
            }
            column.close().unwrap();
        }
        to.close().unwrap();
    }
    file.close().unwrap();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Writes a CSV as Parquet, all columns as text.
fn convert(csv: &Path, parquet: &Path, groups: usize) {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(csv)
        .unwrap();
    let titles: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &'_ csv::StringRecord, at: usize| row[at].to_owned();
    let texts: Vec<Vec<String>> = (0..titles.len())
        .map(|at| rows.iter().map(|row| cell(row, at)).collect())
        .collect();
    let cells: Vec<Vec<Option<&str>>> = texts
        .iter()
        .map(|column| {
            column
                .iter()
                .map(|text| Some(text.as_str()).filter(|t| !t.is_empty()))
                .collect()
        })
        .collect();
    let fields = titles.iter().map(|title| {
        let field = Type::primitive_type_builder(title, parquet::basic::Type::BYTE_ARRAY);
        let field = field.with_repetition(parquet::basic::Repetition::OPTIONAL);
        Arc::new(
            field
                .with_converted_type(ConvertedType::UTF8)
                .build()
                .unwrap(),
        )
    });
    let schema = Type::group_type_builder("m")
        .with_fields(fields.collect())
        .build()
        .unwrap();
    let columns: Vec<Values<'_>> = cells.iter().map(|cells| Values::Text(cells)).collect();
    let columns: Vec<&Values<'_>> = columns.iter().collect();
    write_as(parquet, schema, &columns, groups, Compression::SNAPPY);
}

struct Project(tempfile::TempDir);

impl Project {
    /// The first plan of the documentation, and its units.
    fn new() -> Project {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plan", "data"] {
            copy(
                &Path::new(ROOT).join("docs/first-plan").join(name),
                &folder.path().join(name),
            );
        }
        Project(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let done = kaoping(self.0.path()).args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            done.status.code().unwrap(),
            text(&done.stdout) + &text(&done.stderr),
        )
    }

    fn check(&self) -> String {
        self.run(&["check", "--plan", "plan", "--data", "data", "--verbose"])
            .1
    }

    fn observations(&self) -> String {
        let asked = [
            "observations",
            "--plan",
            "plan",
            "--data",
            "data",
            "--format",
            "csv",
        ];
        self.run(&asked).1
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
}

const CODES: [Option<&str>; 3] = [Some("0101"), Some("0102"), Some("0103")];

/// Writes figures of 2024 for the three villages with one more column.
fn write_figures(path: &Path, line: &str, values: Values<'_>) {
    let years = [Some(2024); 3];
    let columns = [
        ("binary code (STRING)", Values::Text(&CODES)),
        ("int32 year", Values::Int32(&years)),
        (line, values),
    ];
    write(path, &columns, 1, Compression::SNAPPY);
}

/// The cells of a column of the observations of a variable.
fn cells_of(observations: &str, variable: &str, column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(observations.as_bytes());
    let titles = reader.headers().unwrap().clone();
    let at = |title: &str| titles.iter().position(|own| own == title).unwrap();
    let rows = reader.records().map_while(Result::ok);
    let rows = rows.filter(|row| &row[at("variable")] == variable && &row[at("period")] == "2024");
    rows.map(|row| row[at(column)].to_owned()).collect()
}

#[test]
fn a_copy_gives_the_results_of_the_csv_wherever_its_rows_are_split() {
    let project = Project::new();
    let asked: [&[&str]; 3] = [
        &[
            "score", "--plan", "plan", "--data", "data", "--level", "village", "--year", "2023",
            "--format", "csv",
        ],
        &[
            "observations",
            "--plan",
            "plan",
            "--data",
            "data",
            "--format",
            "csv",
        ],
        &["check", "--plan", "plan", "--data", "data", "--verbose"],
    ];
    // A row that is refused, so that findings with places are compared too.
    let figures = fs::read_to_string(project.path("data/figures.csv")).unwrap();
    let figures = figures.trim_end().to_owned() + "\n0199,2023,\"1,150\",x,5,perhaps\n";
    fs::write(project.path("data/figures.csv"), figures).unwrap();
    let of_csv = asked.map(|asked| project.run(asked));
    assert!(of_csv[1].1.contains("0101"), "{}", of_csv[1].1);
    for groups in [1, 2, 5] {
        for name in ["units", "figures"] {
            let (csv, copy) = (format!("data/{name}.csv"), format!("data/{name}.parquet"));
            convert(&project.path(&csv), &project.path(&copy), groups);
            fs::rename(project.path(&csv), project.path(&format!("{name}.kept"))).unwrap();
        }
        let declared = fs::read_to_string(project.path("data/data.toml")).unwrap();
        let of_copies = declared.replace(".csv", ".parquet");
        fs::write(project.path("data/data.toml"), of_copies).unwrap();
        for (asked, of_csv) in asked.iter().zip(&of_csv) {
            let (code, said) = project.run(asked);
            assert_eq!(
                (code, said.replace(".parquet", ".csv")),
                *of_csv,
                "{groups}"
            );
        }
        fs::write(project.path("data/data.toml"), declared).unwrap();
        for name in ["units", "figures"] {
            let csv = project.path(&format!("data/{name}.csv"));
            fs::rename(project.path(&format!("{name}.kept")), csv).unwrap();
            fs::remove_file(project.path(&format!("data/{name}.parquet"))).unwrap();
        }
    }
}

#[test]
fn types_are_exact() {
    let project = Project::new();
    let path = project.path("data/more.parquet");
    let cells = |line: &str, values: Values<'_>| {
        write_figures(&path, line, values);
        let seen = project.observations();
        (
            cells_of(&seen, "trees", "written"),
            cells_of(&seen, "trees", "value"),
        )
    };
    let whole = [Some(1150), None, Some(7)];
    let expected = ["1150", "7"];
    for (line, values) in [
        ("int64 trees", Values::Int64(&whole)),
        ("int64 trees (INTEGER(64, false))", Values::Int64(&whole)),
        (
            "int32 trees (INTEGER(16, true))",
            Values::Int32(&[Some(1150), None, Some(7)]),
        ),
        (
            "int32 trees (DECIMAL(9,2))",
            Values::Int32(&[Some(115_000), None, Some(700)]),
        ),
        (
            "int64 trees (DECIMAL(18,4))",
            Values::Int64(&[Some(11_500_000), None, Some(70_000)]),
        ),
        (
            "fixed_len_byte_array(16) trees (DECIMAL(38,3))",
            Values::Decimal(&[Some(1_150_000), None, Some(7000)]),
        ),
        (
            "binary trees (DECIMAL(20,1))",
            Values::DecimalBytes(&[Some(11_500), None, Some(70)]),
        ),
        (
            "binary trees (STRING)",
            Values::Text(&[Some("1150"), None, Some("7")]),
        ),
        (
            "binary trees",
            Values::Text(&[Some("1150"), None, Some("7")]),
        ),
    ] {
        let found = cells(line, values);
        assert_eq!(
            found,
            (
                expected.iter().map(|t| (*t).to_owned()).collect(),
                expected.iter().map(|t| (*t).to_owned()).collect()
            ),
            "{line}"
        );
    }
    let declared = "plan = \"willow-2021-2025\"\n[[file]]\npath = \"more.parquet\"\n\
         columns = { reading_room = { variable = \"reading-room\" } }\n";
    fs::write(project.path("data/data.toml"), declared).unwrap();
    write_figures(
        &path,
        "boolean reading_room",
        Values::Truth(&[Some(true), None, Some(false)]),
    );
    let seen = project.observations();
    assert_eq!(
        cells_of(&seen, "reading-room", "state"),
        ["known", "known"],
        "{seen}"
    );
    let written = cells_of(&seen, "reading-room", "written");
    assert_eq!(written, ["true", "false"]);
}

#[test]
fn floating_point_numbers_are_refused_unless_they_are_rounded_as_declared() {
    let project = Project::new();
    let values = [Some(1150.0000001), None, Some(7.0)];
    write_figures(
        &project.path("data/more.parquet"),
        "double trees",
        Values::Double(&values),
    );
    let said = project.check();
    assert!(said.contains("[column-type]"), "{said}");
    assert!(
        cells_of(&project.observations(), "trees", "value")
            .iter()
            .all(String::is_empty)
    );
    let declare = |column: &str| {
        let declared =
            format!("plan = \"willow-2021-2025\"\n[[file]]\npath = \"more.parquet\"\n{column}\n");
        fs::write(project.path("data/data.toml"), declared).unwrap();
    };
    declare("columns = { trees = { rounded = 0 } }");
    let said = project.check();
    assert!(!said.contains("[column-type]"), "{said}");
    assert_eq!(
        cells_of(&project.observations(), "trees", "value"),
        ["1150", "7"]
    );
    declare("columns = { trees = { rounded = 0 }, code = { rounded = 0 } }");
    assert!(project.check().contains("`rounded` has no effect"));
    declare("columns = { trees = { rounded = 16 } }");
    assert!(project.check().contains("from 0 to 15"));
}

#[test]
fn columns_that_hold_no_figures_are_refused_by_name() {
    let project = Project::new();
    let path = project.path("data/more.parquet");
    let times = [Some(1_420_041_600_000_000); 3];
    write_figures(
        &path,
        "int64 trees (TIMESTAMP(MICROS,true))",
        Values::Int64(&times),
    );
    let said = project.check();
    assert!(
        said.contains("[column-type]") && said.contains("UTC"),
        "{said}"
    );
    write_figures(
        &path,
        "fixed_len_byte_array(16) trees (UUID)",
        Values::Decimal(&[Some(1); 3]),
    );
    let said = project.check();
    assert!(
        said.contains("[column-type]") && said.contains("UUID"),
        "{said}"
    );
    // A year that is a point of time decides which year a row is of: no row is used.
    let years = [Some(1.0); 3];
    let columns = [
        ("binary code (STRING)", Values::Text(&CODES)),
        ("double year", Values::Double(&years)),
        ("int64 trees", Values::Int64(&[Some(5); 3])),
    ];
    write(&path, &columns, 1, Compression::SNAPPY);
    let said = project.check();
    assert!(
        said.contains("[column-type]") && said.contains("`year`"),
        "{said}"
    );
}

#[test]
fn every_usual_compression_is_read() {
    let project = Project::new();
    let path = project.path("data/more.parquet");
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(Default::default()),
    ] {
        let columns = [
            ("binary code (STRING)", Values::Text(&CODES)),
            ("int32 year", Values::Int32(&[Some(2024); 3])),
            ("int64 trees", Values::Int64(&[Some(5), Some(6), None])),
        ];
        write(&path, &columns, 3, compression);
        let found = cells_of(&project.observations(), "trees", "value");
        assert_eq!(found, ["5", "6"], "{compression:?}");
    }
}

#[test]
fn a_folder_of_files_is_a_table_with_the_columns_of_its_path() {
    let project = Project::new();
    for (part, code, trees) in [("0", "0101", 5), ("1", "0102", 6)] {
        let path = format!("data/dw/year=2024/part-000{part}.snappy.parquet");
        let (codes, numbers) = ([Some(code)], [Some(trees)]);
        let columns = [
            ("binary sqdm (STRING)", Values::Text(&codes)),
            ("int64 trees", Values::Int64(&numbers)),
        ];
        write(&project.path(&path), &columns, 1, Compression::SNAPPY);
    }
    fs::write(project.path("data/dw/_SUCCESS"), "").unwrap();
    fs::write(project.path("data/dw/.part-0000.snappy.parquet.crc"), "x").unwrap();
    let declared = "plan = \"willow-2021-2025\"\n[[file]]\npath = \"dw\"\ncolumns = { sqdm = { is = \"code\" } }\n";
    fs::write(project.path("data/data.toml"), declared).unwrap();
    let said = project.check();
    assert!(
        !said.contains("not-read") && !said.contains("columns-differ"),
        "{said}"
    );
    assert_eq!(
        cells_of(&project.observations(), "trees", "value"),
        ["5", "6"],
        "{said}"
    );
    let columns = [
        ("binary sqdm (STRING)", Values::Text(&[Some("0103")])),
        ("binary trees (STRING)", Values::Text(&[Some("7")])),
    ];
    let path = project.path("data/dw/year=2024/part-0002.parquet");
    write(&path, &columns, 1, Compression::SNAPPY);
    assert!(project.check().contains("[columns-differ]"));
    fs::create_dir(project.path("data/dw/_delta_log")).unwrap();
    fs::write(project.path("data/dw/_delta_log/0.json"), "{}").unwrap();
    let said = project.check();
    assert!(
        said.contains("Delta Lake") && !said.contains("0.json"),
        "{said}"
    );
    assert_eq!(cells_of(&project.observations(), "trees", "value"), [""; 0]);
}

#[test]
fn a_damaged_file_is_a_finding_wherever_the_damage_is() {
    let project = Project::new();
    let path = project.path("data/more.parquet");
    write_figures(
        &path,
        "int64 trees",
        Values::Int64(&[Some(5), None, Some(7)]),
    );
    let whole = fs::read(&path).unwrap();
    let step = whole.len() / 12;
    for length in (0..whole.len()).step_by(step) {
        fs::write(&path, &whole[..length]).unwrap();
        let (code, said) = project.run(&["check", "--plan", "plan", "--data", "data"]);
        assert!((0..=3).contains(&code), "{code}: {said}");
        assert!(
            said.contains("[unreadable]") || said.contains("[empty-file]"),
            "{length}: {said}"
        );
        assert!(!said.contains("panicked"), "{length}: {said}");
    }
    for at in (4..whole.len()).step_by(step) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        fs::write(&path, &bytes).unwrap();
        let (code, said) = project.run(&["check", "--plan", "plan", "--data", "data"]);
        assert!((0..=3).contains(&code), "{at}: {code}: {said}");
    }
    fs::write(&path, "code,year\n").unwrap();
    assert!(project.check().contains("it is not a Parquet file"));
    fs::write(&path, "PARE").unwrap();
    assert!(project.check().contains("encrypted"));
}

#[test]
fn observations_that_are_written_are_read_again() {
    let project = Project::new();
    let before = project.observations();
    let asked = [
        "observations",
        "--plan",
        "plan",
        "--data",
        "data",
        "--output",
        "again.parquet",
    ];
    let (code, said) = project.run(&asked);
    assert_eq!(code, 0, "{said}");
    let file = SerializedFileReader::new(fs::File::open(project.path("again.parquet")).unwrap());
    let file = file.unwrap();
    let about = file.metadata().file_metadata();
    let pairs = about.key_value_metadata().unwrap();
    assert!(pairs.iter().any(|pair| pair.key == "kaoping:synthetic"));
    let schema = about.schema_descr();
    let value = (0..schema.num_columns()).find(|at| schema.column(*at).name() == "value");
    assert_eq!(
        schema.column(value.unwrap()).converted_type(),
        ConvertedType::DECIMAL
    );
    fs::remove_file(project.path("data/figures.csv")).unwrap();
    fs::rename(
        project.path("again.parquet"),
        project.path("data/again.parquet"),
    )
    .unwrap();
    let ignored = [
        "level",
        "lower",
        "upper",
        "state",
        "written",
        "file",
        "sheet",
        "line",
        "column",
        "synthetic",
        "unit_of_measure",
    ];
    let declared = format!(
        "plan = \"willow-2021-2025\"\n[[file]]\npath = \"again.parquet\"\nshape = \"long\"\nignore = {ignored:?}\n\
         columns = {{ unit_code = {{ is = \"code\" }}, unit = {{ is = \"name\" }} }}\n"
    );
    fs::write(project.path("data/data.toml"), declared).unwrap();
    let after = project.observations();
    let told = |observations: &str| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(observations.as_bytes());
        let rows = reader.records().map_while(Result::ok);
        // Whose, when, what, how much, and what kind.
        rows.map(|row| [0, 3, 4, 5, 9].map(|at| row[at].to_owned()).to_vec())
            .collect()
    };
    assert_eq!(told(&after), told(&before), "{after}");
}
