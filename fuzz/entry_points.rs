//! Where text from outside enters the program: files, workbooks, cells, headers, and the TOML of plans and data sets. The fuzz
//! targets and `tests/fuzz.rs` call these functions; each panics where a law of reading is broken.

// A fuzz target calls one of them.
#![allow(dead_code)]

use kaoping::internals::data;
use kaoping::internals::finding::Findings;
use kaoping::internals::i18n::Lang;
use kaoping::internals::number::Interval;
use kaoping::internals::observation::{CellState, Figures};
use kaoping::internals::plan::{self, Plan};
use kaoping::internals::render::{Style, findings};
use kaoping::internals::source::{Folder, TextFile};
use kaoping::internals::table;
use kaoping::internals::tally::{self, Question};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A plan with every kind of variable, and a checklist.
const PLAN: &str = include_str!("plan.toml");

const ROSTER: &str = "code,name,level,parent
110000,北京市,city,
110101,东城区,district,110000
110105,朝阳区,district,110000
";

/// Lets the libraries that read workbooks panic: the program catches it and refuses the workbook, but libFuzzer would end at
/// the first panic that it sees.
pub fn allow_panics_of_libraries() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let of_library = panic.location().is_some_and(|place| {
            let file = place.file();
            ["calamine", "cfb", "zip", "quick-xml", "parquet"]
                .iter()
                .any(|name| file.contains(&format!("/{name}-")))
        });
        if !of_library {
            end(panic);
        }
    }));
}

/// A file of figures: the first byte chooses how its name ends.
pub fn file(bytes: &[u8]) {
    let extensions = ["csv", "tsv", "txt", "xls", "xlsx", "ods", "parquet"];
    let (extension, bytes) = chosen(&extensions, bytes);
    read(&format!("t.{extension}"), bytes, "");
}

/// A workbook whose one sheet has this XML; the first byte chooses the kind of workbook.
pub fn workbook(bytes: &[u8]) {
    let (kind, xml) = chosen(&["xlsx", "ods"], bytes);
    let parts: &[(&str, &[u8])] = match *kind {
        "xlsx" => &[
            ("_rels/.rels", include_bytes!("workbook/package.rels")),
            ("xl/workbook.xml", include_bytes!("workbook/workbook.xml")),
            (
                "xl/_rels/workbook.xml.rels",
                include_bytes!("workbook/workbook.xml.rels"),
            ),
            ("xl/styles.xml", include_bytes!("workbook/styles.xml")),
            ("xl/worksheets/sheet1.xml", xml),
        ],
        _ => &[("content.xml", xml)],
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let packed = zip.finish().unwrap().into_inner();
    read(&format!("t.{kind}"), &packed, "");
}

/// A cell for each kind of variable, in a wide and in a long file. A text has one reading: both say the same.
pub fn cell(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let quoted = format!("\"{}\"", text.replace('"', "\"\""));
    let variables = ["residents", "funds", "rate", "green-area", "centre"];
    let mut wide = format!("code,name,year,{}\n110101,东城区,2014", variables.join(","));
    let mut long = "code,name,year,variable,value\n".to_owned();
    for variable in variables {
        wide += &format!(",{quoted}");
        long += &format!("110101,东城区,2014,{variable},{quoted}\n");
    }
    let (wide, _) = read("t.csv", wide.as_bytes(), "");
    let (long, _) = read("t.csv", long.as_bytes(), "");
    assert_eq!(values(&wide), values(&long), "{text:?}");
}

/// A title of a column, and a whole header line.
pub fn header(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let title = format!("\"{}\"", text.replace('"', "\"\""));
    for header in [&format!("code,name,year,{title}"), &*text] {
        let table = format!("{header}\n110101,东城区,2014,1\n");
        read("t.csv", table.as_bytes(), "");
    }
}

/// A file of a plan or, after a first byte that is odd, `data.toml`.
pub fn toml(bytes: &[u8]) {
    let (kind, bytes) = chosen(&["plan.toml", "data.toml"], bytes);
    let text = String::from_utf8_lossy(bytes).into_owned();
    if *kind == "data.toml" {
        read(
            "t.csv",
            b"code,name,year,residents\n110101,\xE4\xB8\x9C\xE5\x9F\x8E\xE5\x8C\xBA,2014,1\n",
            &text,
        );
        return;
    }
    match plan::load(&[text_file(&text)]) {
        Ok(loaded) => write(&loaded.findings),
        Err(findings) => {
            assert!(findings.any_error(), "refused without an error");
            write(&findings);
        }
    }
}

/// One of several, by the first byte, and the bytes behind it.
fn chosen<'a, T>(several: &'a [T], bytes: &'a [u8]) -> (&'a T, &'a [u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    (&several[usize::from(*first) % several.len()], rest)
}

fn text_file(text: &str) -> TextFile {
    TextFile {
        path: "plan.toml".into(),
        text: text.to_owned(),
    }
}

/// A data folder and the plan.
struct World {
    plan: Plan,
    folder: TempDir,
}

thread_local! {
    static WORLD: World = World::new();
}

impl World {
    fn new() -> World {
        let loaded = plan::load(&[text_file(PLAN)]);
        let plan = loaded
            .unwrap_or_else(|findings| panic!("{findings:?}"))
            .plan;
        // In memory where there is such a folder.
        let memory = Path::new("/dev/shm");
        let folder = match memory.is_dir() {
            true => tempfile::tempdir_in(memory),
            false => tempfile::tempdir(),
        };
        World {
            plan,
            folder: folder.unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// What a file of figures beside a roster is read as. Every row is used, set aside or refused; what is refused has a finding,
/// and every finding can be shown.
fn read(name: &str, bytes: &[u8], declared: &str) -> (Figures, Findings) {
    WORLD.with(|world| {
        fs::write(world.path("roster.csv"), ROSTER).unwrap();
        fs::write(world.path(name), bytes).unwrap();
        let roster = "[[file]]\npath = \"roster.csv\"\nroster = true\n";
        let declared = match declared {
            "" => roster,
            declared => declared,
        };
        fs::write(world.path("data.toml"), declared).unwrap();
        let folder = Folder::Disk(world.folder.path().to_str().unwrap().into());
        let read = read_folder(&world.plan, &folder);
        fs::remove_file(world.path(name)).unwrap();
        read
    })
}

fn read_folder(plan: &Plan, folder: &Folder) -> (Figures, Findings) {
    let (opened, mut findings) = data::open(folder, plan);
    let question = Question::of_everything(plan);
    let (figures, counted) = tally::count(opened, plan, &question);
    findings.merge(counted);
    table::csv::complete_places(folder, &figures.data.files, &mut findings);
    for file in &figures.data.files {
        let refused = file.refused_rows > 0 || file.refused > 0;
        assert!(
            !refused || findings.any_error(),
            "refused without an error: {file:?}\n{findings:?}"
        );
    }
    for (key, cell) in &figures.cells {
        let range = &plan[key.0].range;
        let within = |interval: &Interval| interval.meet(range).as_ref() == Some(interval);
        let inside = cell.value.interval().is_none_or(within);
        assert!(inside, "{key:?} {cell:?}");
    }
    write(&findings);
    (figures, findings)
}

/// The values of the cells that say something.
fn values(figures: &Figures) -> Vec<String> {
    let cells = figures.cells.iter();
    let filled =
        cells.filter(|(_, cell)| !matches!(cell.state, CellState::Blank | CellState::Refused));
    let mut values: Vec<String> = filled
        .map(|(key, cell)| format!("{key:?} {:?} {:?}", cell.state, cell.value))
        .collect();
    values.sort();
    values
}

/// Findings as they are shown.
fn write(findings: &Findings) {
    for lang in [Lang::Zh, Lang::En] {
        let style = Style {
            lang,
            width: 80,
            wraps_rows: true,
            color: false,
        };
        findings::write(&mut std::io::sink(), findings, style).unwrap();
    }
}
