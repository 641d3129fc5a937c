//! Tables as people lay them out give the observations of their clean twins, or are refused.

mod common;

use kaoping::internals::data::{self, CellValue, NameIndex, NumericCell, Reader, RowHead, Sink};
use kaoping::internals::finding::Findings;
use kaoping::internals::observation::PackedAnswer;
use kaoping::internals::plan::VariableIx;
use kaoping::internals::source::Folder;
use kaoping::internals::table::Range;
use std::collections::BTreeSet;

const ROSTER: &str = "code,name,level,parent\n110000,北京市,city,\n110101,东城区,district,110000\n110105,朝阳区,district,110000\n";

/// Collects figures by unit, period and variable.
#[derive(Default)]
struct Observed(BTreeSet<String>);

/// The figure columns of the file that is being read, to name what a wide row holds.
struct Collector<'a> {
    observed: &'a mut Observed,
    columns: Vec<(VariableIx, Option<kaoping::internals::observation::Period>)>,
}

impl Sink for Collector<'_> {
    fn wide(&mut self, row: &RowHead<'_>, _: &[PackedAnswer], figures: &[NumericCell]) {
        for ((variable, period), figure) in self.columns.iter().zip(figures) {
            let (unit, period) = (row.unit, period.unwrap_or(row.period));
            self.observed
                .0
                .insert(format!("{unit:?} {period} {variable:?} {figure:?}"));
        }
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, value: CellValue<'_>, _: usize) {
        let CellValue::Figure(figure) = value else {
            return;
        };
        let (unit, period) = (row.unit, row.period);
        self.observed
            .0
            .insert(format!("{unit:?} {period} {variable:?} {figure:?}"));
    }
}

/// What is read of a table with this text and these declarations, and the codes of what is found.
fn read(table: &str, declared: &str) -> (BTreeSet<String>, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("units.csv"), ROSTER).unwrap();
    std::fs::write(folder.path().join("t.csv"), table).unwrap();
    let manifest = format!(
        "[[file]]\npath = \"units.csv\"\nroster = true\n\n[[file]]\npath = \"t.csv\"\n{declared}\n"
    );
    std::fs::write(folder.path().join("data.toml"), manifest).unwrap();
    let plan = common::plan();
    let path = folder.path().to_str().unwrap().to_owned();
    let (set, mut findings) = data::open(&Folder::Disk(path.into()), &plan);
    let name_index = NameIndex::new(&plan);
    let mut observed = Observed::default();
    for schema in &set.schemas {
        let reader = Reader {
            data: &set,
            plan: &plan,
            name_index: &name_index,
            names_of: &[],
            words: &[],
            doubts: &Default::default(),
            at_sight: true,
        };
        let columns = schema
            .figure_columns
            .iter()
            .map(|column| (column.variable, column.period));
        let mut sink = Collector {
            columns: columns.collect(),
            observed: &mut observed,
        };
        findings.merge(reader.read(schema, Range::WHOLE, &mut sink).findings);
    }
    (observed.0, codes(&findings))
}

fn codes(findings: &Findings) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.id).collect()
}

const CLEAN: &str =
    "code,name,year,residents,funds\n110101,东城区,2014,90800,12.5\n110105,朝阳区,2014,392000,3\n";

#[test]
fn laid_out_otherwise_a_table_says_the_same() {
    let (expected, found) = read(CLEAN, "");
    assert_eq!((expected.len(), found.len()), (4, 0));
    for (table, declared) in [
        // Titles and blank lines above the header.
        ("各区情况统计表\n\n2014年度\n{}", ""),
        ("各区情况统计表,,,,\n{}", ""),
        ("附件\n各区,情况\n{}", "header-line = 3"),
        ("a,b,c,d,e\n{}", "skip-rows = 1"),
        // Rows that are no data at the end.
        ("{}制表：张三\n审核：李四\n", "skip-last = 2"),
        // A second header, and two header lines.
        ("{}code,name,year,residents,funds\n", ""),
        ("代码,名称,年份,常住人口,资金\n{}", ""),
        (
            "代码,名称,年份,基本情况,\n,,,residents,funds\n110101,东城区,2014,90800,12.5\n110105,朝阳区,2014,392000,3\n",
            "",
        ),
        (
            "code,name,residents,funds\n,,2014年,2014年\n110101,东城区,90800,12.5\n110105,朝阳区,392000,3\n",
            "",
        ),
        // A row of units, and a line with the unit above.
        (
            "code,name,year,residents,funds\n,,,万人,万元\n110101,东城区,2014,9.08,12.5\n110105,朝阳区,2014,39.2,3\n",
            "",
        ),
        (
            "单位：万人\ncode,name,year,residents,funds(万元)\n110101,东城区,2014,9.08,12.5\n110105,朝阳区,2014,39.2,3\n",
            "",
        ),
        (
            "人口（万人）\ncode,name,year,residents,funds(万元)\n110101,东城区,2014,9.08,12.5\n110105,朝阳区,2014,39.2,3\n",
            "",
        ),
        // Columns that number the rows, or are empty.
        (
            ",code,name,year,residents,funds\n1,110101,东城区,2014,90800,12.5\n2,110105,朝阳区,2014,392000,3\n",
            "",
        ),
        (
            ",code,name,year,,residents,funds\n0,110101,东城区,2014,,90800,12.5\n1,110105,朝阳区,2014,,392000,3\n",
            "",
        ),
        // Tables under each other.
        (
            "code,year,residents\n110101,2014,90800\n110105,2014,392000\n\ncode,year,funds\n110101,2014,12.5\n110105,2014,3\n",
            "",
        ),
        // Each with a header of two lines, the second one as on a further page; each with units below the titles.
        (
            "code,residents\n,2014年\n110101,90800\n110105,392000\n\ncode,funds\n,2014年\n110101,12.5\n\ncode,funds\n,2014年\n110105,3\n",
            "",
        ),
        (
            "code,year,residents\n,,万人\n110101,2014,9.08\n110105,2014,39.2\n\ncode,year,funds\n,,元\n110101,2014,125000\n110105,2014,30000\n",
            "",
        ),
        // A column for each year or unit.
        (
            "code,name,指标,2014年\n110101,东城区,residents,90800\n110105,朝阳区,residents,392000\n110101,东城区,funds,12.5\n110105,朝阳区,funds,3\n",
            "",
        ),
        (
            "Country Name,指标,code,2014 [YR2014]\n东城区,residents,110101,90800\n朝阳区,residents,110105,392000\n东城区,funds,110101,12.5\n朝阳区,funds,110105,3\n",
            "columns = { \"Country Name\" = { is = \"name\" } }",
        ),
        (
            "指标,东城区,朝阳区\nresidents,90800,392000\nfunds,12.5,3\n",
            "year = 2014",
        ),
        (
            "项,东城区,朝阳区\nresidents,90800,392000\nfunds,12.5,3\n",
            "year = 2014\ntransposed = true",
        ),
        (
            "各区情况统计表\n指标,东城区,朝阳区\nresidents,90800,392000\nfunds,12.5,3\n",
            "year = 2014",
        ),
        (
            "指标,东城区\nresidents,90800\nfunds,12.5\n\n指标,朝阳区\nresidents,392000\nfunds,3\n",
            "year = 2014",
        ),
        (
            "项,东城区\nresidents,90800\nfunds,12.5\n\n项,朝阳区\nresidents,392000\nfunds,3\n",
            "year = 2014\ntransposed = true",
        ),
        // Cells that hold for the rows below.
        (
            "year,code,residents,funds\n2014,110101,90800,12.5\n,110105,392000,3\n",
            "fill-down = [\"year\"]",
        ),
        (
            "code,name,指标,2014年\n110101,东城区,residents,90800\n,,funds,12.5\n110105,朝阳区,residents,392000\n,,funds,3\n",
            "fill-down = [\"code\", \"name\"]",
        ),
        // Other separators.
        (
            "code|name|year|residents|funds\n110101|东城区|2014|90800|12.5\n110105|朝阳区|2014|392000|3\n",
            "",
        ),
        (
            "各区,的,情况\ncode;name;year;residents;funds\n110101;东城区;2014;90800;12.5\n110105;朝阳区;2014;392000;3\n",
            "",
        ),
        (
            "code^name^year^residents^funds\n110101^东城区^2014^90800^12.5\n110105^朝阳区^2014^392000^3\n",
            "delimiter = \"^\"",
        ),
    ] {
        let table = table.replace("{}", CLEAN);
        let (observed, found) = read(&table, declared);
        assert_eq!(observed, expected, "{table}\n{declared}\n{found:?}");
        let quiet = found.iter().all(|code| *code == "layout");
        assert!(quiet, "{table}\n{declared}\n{found:?}");
    }
}

/// Runs the tool in the project's folder; what it wrote.
fn output(arguments: &[&str]) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kaoping"));
    command.args(arguments).args(["--lang", "en"]);
    let output = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{message}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn files_of_other_systems_are_read_by_declaration() {
    let data = [
        "--plan",
        "docs/first-plan/plan",
        "--data",
        "docs/interchange/data",
    ];
    let rows = output(&[&["observations", "--format", "csv"][..], &data[..]].concat());
    let mut found = BTreeSet::new();
    let mut reader = csv::Reader::from_reader(rows.trim_start_matches('\u{feff}').as_bytes());
    for row in reader.records() {
        let row = row.unwrap();
        let file = row[13].rsplit('/').next().unwrap().to_owned();
        found.insert(format!(
            "{file} {} {} {} {}",
            &row[0], &row[3], &row[4], &row[5]
        ));
    }
    let expected = [
        "dhis2.csv 0101 2023 volunteers 260",
        "dhis2.csv 0102 2023 volunteers 190",
        "open-sdg.csv 0103 2022 residents 600",
        "open-sdg.csv 0103 2023 residents 590",
        "sdmx.csv 0101 2023 trees 280",
        "sdmx.csv 0102 2023 trees 210",
        "world-bank.csv 0101 2022 residents 1520",
        "world-bank.csv 0101 2023 residents 1530",
        "world-bank.csv 0102 2022 residents 910",
        "world-bank.csv 0102 2023 residents 915",
    ];
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_table_is_printed_as_it_is_read() {
    let file = "docs/interchange/data/world-bank.csv";
    let table = output(&["table", file, "--header-line", "5"]);
    assert!(table.starts_with("Country Name,Country Code,"), "{table}");
    let forced = output(&[
        "table",
        "docs/interchange/data/sdmx.csv",
        "--delimiter",
        "^",
        "--header-line",
        "2",
    ]);
    assert!(
        forced.starts_with("\"WT:TREES(1.0),0101,2023,trees,280,A\"\n"),
        "{forced}"
    );
}

/// Units and figures, of those that were read as exact ones; all are of the one variable and year of the table.
fn figures(observed: &BTreeSet<String>) -> Vec<String> {
    let exact = observed.iter().filter(|seen| seen.contains("Exact("));
    let shown = exact.map(|seen| {
        let unit = if seen.contains("UnitIx(1)") {
            "110101"
        } else {
            "110105"
        };
        let figure = seen.rsplit("Exact(").next().unwrap_or_default();
        format!("{unit} {}", figure.trim_end_matches(')'))
    });
    shown.collect()
}

#[test]
fn a_row_that_names_another_unit_takes_no_code_from_above() {
    let table = "code,name,year,residents\n110101,东城区,2014,90800\n110105,朝阳区,2014,392000\n,合计,2014,482800\n,,2013,482000\n";
    let declared = "fill-down = [\"code\", \"name\"]";
    let (observed, found) = read(table, declared);
    assert_eq!(figures(&observed), ["110101 90800", "110105 392000"]);
    assert_eq!(found, ["total-row", "total-differs"]);
}

#[test]
fn a_header_far_below_is_found() {
    let (expected, _) = read(CLEAN, "");
    let rows = "110101,东城区,2014,90800,12.5\n".repeat(60);
    for header in [
        "code,residents,name,year,funds\n",
        " Code,residents,name,year,funds\n",
        "代码,常住人口,名称,年份,资金\n",
        "\n# 注\n,,,,\n\"code\",residents,name,year,funds\n",
        "110101,东城区,2014,90800,12.5\rcode,residents,name,year,funds\r",
    ] {
        for ending in ["\n", "\r\n"] {
            let table = format!(
                "code,name,year,residents,funds\n{rows}{header}110105,392000,朝阳区,2014,3\n"
            );
            let (observed, _) = read(&table.replace('\n', ending), "");
            assert_eq!(observed, expected, "{header:?} {ending:?}");
        }
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    for (table, refusal, kept) in [
        // Figures above the header.
        (
            "东城区,90800,12.5\ncode,name,year,residents,funds\n110105,朝阳区,2014,392000,3\n",
            &["ambiguous-layout"][..],
            &[][..],
        ),
        // A unit that is not that of every column.
        (
            "单位：万元\ncode,name,year,residents\n110101,东城区,2014,9.08\n",
            &["unit-mismatch"],
            &[],
        ),
        (
            "单位：户\ncode,name,year,residents\n110101,东城区,2014,9\n",
            &["unit-mismatch"],
            &[],
        ),
        // A figure under no title: the column is in doubt, and the others are not.
        (
            "code,year,,residents\n110101,2014,7,90800\n110105,2014,,392000\n",
            &["unknown-column"],
            &["110101 90800", "110105 392000"],
        ),
        // Two headers that say different things.
        (
            "code,year,residents,\ncode,year,funds,residents\n110101,2014,1,2\n",
            &["ambiguous-layout"][..],
            &[][..],
        ),
        // No header.
        (
            "110101,东城区,2014,90800,12.5\n110105,朝阳区,2014,392000,3\n",
            &[
                "unknown-column",
                "unknown-column",
                "unknown-column",
                "unknown-column",
                "unknown-column",
                "no-unit-column",
            ],
            &[],
        ),
    ] {
        let (observed, found) = read(table, "");
        let refused: Vec<&str> = found.into_iter().filter(|code| *code != "layout").collect();
        assert_eq!(refused, refusal, "{table}");
        assert_eq!(figures(&observed), kept, "{table}");
    }
}
