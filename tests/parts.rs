//! A data set is the same however it is read, in parts of any size, row by row or at sight: the same figures from the same
//! lines, the same counts, the same findings. Tried on all cases, the broken ones too, and on files made at random.

mod common;

use kaoping::internals::data;
use kaoping::internals::i18n::Text;
use kaoping::internals::observation::{Cell, Figures, Period, UnitIx};
use kaoping::internals::plan::{Checklist, Item, LevelIx, Pass, Plan, VariableIx, load};
use kaoping::internals::source::{Folder, TextFile};
use kaoping::internals::tally::{Question, Reading, count_reading};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// All that is known, unit by unit, in an order of its own.
fn described(plan: &Plan, figures: &Figures) -> Vec<String> {
    let code = |unit| figures.units.code(unit);
    let cells = figures.cells.iter().chain(&figures.planned);
    let mut lines: Vec<String> = cells
        .map(|((variable, unit, period), cell)| {
            format!("{} {} {period} {cell:?}", plan[*variable].id, code(*unit))
        })
        .collect();
    let tallies = figures.tallies.iter();
    lines.extend(tallies.map(|((counted, unit, year), tally)| {
        format!("{counted:?} {} {year} {tally:?}", code(*unit))
    }));
    lines.extend(figures.units.all().map(|unit| {
        let above = figures.units.parent(unit).map(code);
        format!("{} {:?} {above:?}", code(unit), figures.units.level(unit))
    }));
    lines.push(format!("{:?}", figures.data));
    lines.sort();
    lines
}

/// What a folder's data come to.
fn read(plan: &Plan, folder: &Path, level: u32, reading: Reading) -> (Vec<String>, Vec<String>) {
    let (findings, figures) = figures(plan, folder, level, reading, false);
    (findings, described(plan, &figures))
}

/// What every cell says, with or without its place, and all counts.
fn said(plan: &Plan, figures: &Figures) -> Vec<String> {
    let code = |unit| figures.units.code(unit);
    let line = |variable: VariableIx, unit: UnitIx, period: Period, cell: &Cell| {
        let Cell {
            value,
            state,
            code: answer,
            file,
            ..
        } = cell;
        let (id, unit) = (&plan[variable].id, code(unit));
        format!("{id} {unit} {period} {value:?} {state:?} {answer:?} {file}")
    };
    let placed = figures.cells.iter();
    let placed =
        placed.map(|((variable, unit, period), cell)| line(*variable, *unit, *period, cell));
    let rows = figures.unplaced.rows();
    let unplaced = rows.flat_map(|((unit, year), cells)| {
        cells.map(move |(variable, cell)| line(variable, unit, Period::Year(year), cell))
    });
    let tallies = figures.tallies.iter();
    let tallies = tallies.map(|((counted, unit, year), tally)| {
        format!("{counted:?} {} {year} {tally:?}", code(*unit))
    });
    let mut lines: Vec<String> = placed.chain(unplaced).chain(tallies).collect();
    lines.push(format!("{:?}", figures.data));
    lines.sort();
    lines
}

/// The findings about a folder's data, and its figures.
fn figures(
    plan: &Plan,
    folder: &Path,
    level: u32,
    reading: Reading,
    unplaced: bool,
) -> (Vec<String>, Figures) {
    let folder = Folder::Disk(folder.to_str().unwrap().into());
    let (set, mut findings) = data::open(&folder, plan);
    let question = Question {
        levels: vec![LevelIx(level)],
        unplaced,
        ..Question::default()
    };
    let (figures, more) = count_reading(set, plan, &question, reading);
    findings.merge(more);
    let findings = findings.iter().map(|finding| {
        let (message, places) = (&finding.message, &finding.places);
        format!(
            "{} {message} x{} {places:?}",
            finding.code.id, finding.count
        )
    });
    (findings.collect(), figures)
}

fn folders(cases: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap());
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders
}

fn file(path: PathBuf) -> Option<TextFile> {
    let text = fs::read_to_string(&path).ok()?;
    let path = path.to_str()?.into();
    Some(TextFile { path, text })
}

/// A case's plan: with the common one, where it has no `[plan]` of its own.
fn plan(folder: &Path) -> Option<Plan> {
    let own = file(folder.join("plan.toml"))?;
    let common = file(folder.with_file_name("common").join("plan.toml"));
    let both = common.filter(|_| !own.text.contains("[plan]"));
    let files: Vec<TextFile> = both.into_iter().chain([own]).collect();
    load(&files).ok().map(|loaded| loaded.plan)
}

/// Row by row in one part, as all other ways have to give it too.
const PLAINLY: Reading = Reading {
    chunk_size: u64::MAX,
    at_sight: false,
};

fn compare(plan: &Plan, folder: &Path) {
    for level in [0, plan.levels.len() as u32 - 1] {
        let plainly = read(plan, folder, level, PLAINLY);
        for (chunk_size, at_sight) in [(u64::MAX, true), (1, false), (90, false), (90, true)] {
            let reading = Reading {
                chunk_size,
                at_sight,
            };
            let other = read(plan, folder, level, reading);
            let shown = folder.display();
            assert_eq!(plainly.0, other.0, "{shown}, level {level}, {reading:?}");
            assert_eq!(plainly.1, other.1, "{shown}, level {level}, {reading:?}");
            let (findings, placed) = figures(plan, folder, level, reading, false);
            let (same, unplaced) = figures(plan, folder, level, reading, true);
            assert_eq!(findings, same, "{shown}, level {level}, {reading:?}");
            let (placed, unplaced) = (said(plan, &placed), said(plan, &unplaced));
            assert_eq!(placed, unplaced, "{shown}, level {level}, {reading:?}");
        }
    }
}

#[test]
fn data_with_mistakes() {
    let plan = common::plan();
    let folders = folders("tests/cases/data");
    assert!(folders.len() > 40);
    folders.iter().for_each(|folder| compare(&plan, folder));
}

#[test]
fn answers_without_places_are_packed() {
    let plan = common::plan();
    let folder = Path::new("tests/cases/data/clean");
    let (_, figures) = figures(&plan, folder, plan.levels.len() as u32 - 1, PLAINLY, true);
    assert!(figures.unplaced.rows().count() > 0);
}

#[test]
fn data_to_be_judged() {
    let folders = folders("tests/cases/score");
    let mut tried = 0;
    for folder in &folders {
        if let Some(plan) = plan(folder) {
            compare(&plan, folder);
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried}");
}

/// The small plan with figures of communities, and a second checklist of other items.
fn plan_of_two_checklists() -> Plan {
    let mut plan = common::plan();
    plan.variables[0].level = LevelIx(2);
    plan.variables[1].level = LevelIx(2);
    let another = || common::plan().checklists.swap_remove(0);
    let items = ["rules", "staff", "funds"].map(|name| {
        let variable = VariableIx(plan.variables.len() as u32);
        let mut flag = common::plan().variables.swap_remove(6);
        flag.id = format!("wants/{name}");
        flag.name = Text::same(name);
        plan.variables.push(flag);
        Item {
            id: name.into(),
            name: Text::same(name),
            variable,
            ..another().items.swap_remove(0)
        }
    });
    plan.checklists.push(Checklist {
        id: "wants".into(),
        items: items.into(),
        pass: Pass::Count(2),
        ..another()
    });
    plan
}

/// The columns behind the key.
const HEADERS: [&str; 5] = [
    "haves/leadership,haves/place",
    "haves/place,haves/leadership,wants/rules,wants/staff,wants/funds",
    "residents,funds",
    "variable,value",
    "residents,wants/rules",
];

/// What happens to a row, mostly nothing.
#[derive(Clone, Debug)]
enum Change {
    Cell(usize, &'static str),
    Before(&'static str),
    Code(&'static str, &'static str),
    Again,
    Year,
    District,
    Ending(&'static str),
}

fn change() -> impl Strategy<Value = Option<Change>> {
    let cells = [
        "",
        "1",
        "0",
        "是",
        "×",
        "-",
        "/",
        "0.5",
        "2",
        "x",
        "12.5万",
        " 1",
        "1 ",
        "\"1\"",
        "\"a\nb\"",
        "\"",
        "合计",
        "其中：女",
        "注：快报",
        "全市",
        "第1,000",
        "和谐里7社区",
        "和谐里*",
        "99999999999999999999",
        "-3",
        "1.0",
        "2012",
        "2012-2013",
        "residents",
        "funds",
        "资金",
        "Notting Hill 1",
    ];
    let lines = [
        "\n",
        "\n\n",
        "# a,b,c,d,1,2\n",
        "合计,,,2011,5,5\n",
        "注：快报数\n",
        "单位：万人\n",
        ",,,,,\n",
        "1,2\n",
    ];
    let codes = [
        ("0", ""),
        ("", ".0"),
        ("'", ""),
        (" ", ""),
        ("", "E+11"),
        ("", "000"),
        ("00", ""),
        ("x", ""),
    ];
    let some = prop_oneof![
        6 => (0..9_usize, prop::sample::select(cells.to_vec())).prop_map(|(at, text)| Change::Cell(at, text)),
        2 => prop::sample::select(lines.to_vec()).prop_map(Change::Before),
        1 => prop::sample::select(codes.to_vec()).prop_map(|(before, after)| Change::Code(before, after)),
        1 => Just(Change::Again),
        1 => Just(Change::Year),
        1 => Just(Change::District),
        1 => prop::sample::select(vec!["\r\n", "\r", "\n\n", ",\n", "\u{fffd}\n"]).prop_map(Change::Ending),
    ];
    prop_oneof![12 => Just(None), 1 => some.prop_map(Some)]
}

/// A file of communities in the order of their codes, with what happened to its rows.
fn file_of(header: usize, ending: &str, changes: &[Option<Change>]) -> String {
    let values = HEADERS[header];
    let long = values.starts_with("variable");
    let mut text = format!("code,name,parent,year,{values}{ending}");
    for (at, change) in changes.iter().enumerate() {
        let unit = if long { at / 2 } else { at };
        let district = 110_101 + unit / 9;
        let mut cells = vec![
            format!("{district}{:06}", unit + 1),
            format!("和谐里{unit:03}社区"),
            district.to_string(),
            "2011".to_owned(),
        ];
        match long {
            true => cells.extend([
                ["residents", "funds"][at % 2].to_owned(),
                (at * 7).to_string(),
            ]),
            false => cells.extend(values.split(',').map(|_| (at % 3 % 2).to_string())),
        }
        let mut end = ending;
        match change {
            None => {}
            Some(Change::Cell(at, cell)) => {
                let last = cells.len() - 1;
                cells[*at.min(&last)] = (*cell).to_owned();
            }
            Some(Change::Before(line)) => text += line,
            Some(Change::Code(before, after)) => cells[0] = format!("{before}{}{after}", cells[0]),
            Some(Change::Again) => text += &format!("{}{ending}", cells.join(",")),
            Some(Change::Year) => cells[3] = "2012".to_owned(),
            Some(Change::District) => cells[2] = "110102".to_owned(),
            Some(Change::Ending(other)) => end = other,
        }
        text += &cells.join(",");
        text += end;
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_file_is_the_same_at_sight(
        header in 0..HEADERS.len(),
        crlf in any::<bool>(),
        rostered in any::<bool>(),
        gb18030 in prop::bool::weighted(0.1),
        changes in prop::collection::vec(change(), 3..60),
        chunk_size in 60..4000_u64,
    ) {
        let plan = plan_of_two_checklists();
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
        let mut units = "code,name,level,parent\n110000,市,city,\n".to_owned();
        (110_101..110_108).for_each(|code| units += &format!("{code},第{code}区,district,110000\n"));
        if rostered {
            let code = |unit: usize| format!("{}{:06}", 110_101 + unit / 9, unit + 1);
            let row = |unit: usize| format!("{},和谐里{unit:03}社区,community,{}\n", code(unit), &code(unit)[..6]);
            units.extend((0..60).map(row));
        }
        write("units.csv", units.as_bytes());
        write("data.toml", b"title = \"t\"\n[[file]]\npath = \"rows.csv\"\nlevel = \"community\"\n");
        let text = file_of(header, if crlf { "\r\n" } else { "\n" }, &changes);
        match gb18030 {
            true => write("rows.csv", &encoding_rs::GB18030.encode(&text).0),
            false => write("rows.csv", text.as_bytes()),
        }
        for level in [1, 2] {
            let plainly = read(&plan, folder.path(), level, PLAINLY);
            for chunk_size in [u64::MAX, chunk_size] {
                let reading = Reading { chunk_size, at_sight: true };
                let other = read(&plan, folder.path(), level, reading);
                prop_assert_eq!(&plainly.0, &other.0, "level {}, {:?}\n{}", level, reading, text);
                prop_assert_eq!(&plainly.1, &other.1, "level {}, {:?}\n{}", level, reading, text);
            }
        }
    }
}
