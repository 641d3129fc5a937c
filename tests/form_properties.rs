//! Forms of random plans, as CSV and as workbooks, blank and filled in: what the tool writes it reads back as it was meant, and
//! has nothing to say about it.

mod common;

use kaoping::data::{self, FormEntry};
use kaoping::finding::{Findings, Place};
use kaoping::i18n::{Lang, Text};
use kaoping::number::{Interval, Number, Value};
use kaoping::observation::{CellState, Figures, PackedAnswer};
use kaoping::plan::{Kind, LevelIx, Plan, RollUp, ScaleIx, Variable, Year};
use kaoping::render::{Style, format};
use kaoping::report::form::{Form, FormQuery};
use kaoping::source::Folder;
use kaoping::tally::{self, Question};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const YEAR: Year = 2014;

/// Names of variables: plain, with brackets, with years, like header words, like formulas.
const NAMES: [&str; 12] = [
    "常住人口",
    "面积（净）",
    "2011年人口",
    "单位",
    "年份",
    "=1+1",
    "8.垃圾",
    "是否达标（是/否）",
    "residents (net)",
    "a/b & <c>",
    "备注\n第二行",
    "常住人口（万人）",
];
const UNITS: [&str; 8] = ["人", "万元", "%", "平方米", "", "亩", "‰", "人/户"];
/// Names of units, some of which a spreadsheet could take for formulas or numbers.
const PLACES: [&str; 10] = [
    "东城区",
    "朝阳区",
    "=1+1",
    "+86社区",
    "@村",
    "-甲",
    "第1社区",
    "a, \"b\"",
    "2014",
    "O'Hara",
];
const CODES: [&str; 6] = ["0101", "110105", "001", "A-1", "1E5", "110105001000"];
const LEVELS: [&str; 4] = [
    "区",
    "#区",
    "[a]:b*?/\\'",
    "非常长的层级名称非常长的层级名称非常长的层级名称非常长",
];

#[derive(Clone, Debug)]
struct Column {
    name: usize,
    unit: usize,
    kind: Kind,
    decimals: u32,
    high: Option<u32>,
    may_not_apply: bool,
}

/// A form to be filled in: the columns, the units, and a number for each cell from which its content is chosen.
#[derive(Clone, Debug)]
struct Case {
    columns: Vec<Column>,
    places: Vec<(usize, usize)>,
    level: usize,
    fill: Vec<u64>,
    zh: bool,
    rostered: bool,
}

fn column() -> impl Strategy<Value = Column> {
    let kind = prop::sample::select(vec![Kind::Count, Kind::Amount, Kind::Mean, Kind::Flag]);
    let high = prop::option::of(1..2000_u32);
    (
        0..NAMES.len(),
        0..UNITS.len(),
        kind,
        0..6_u32,
        high,
        any::<bool>(),
    )
        .prop_map(|(name, unit, kind, decimals, high, may_not_apply)| Column {
            name,
            unit,
            kind,
            decimals: if kind == Kind::Count { 0 } else { decimals },
            high,
            may_not_apply,
        })
}

fn case() -> impl Strategy<Value = Case> {
    (
        prop::collection::vec(column(), 1..5),
        prop::collection::btree_map(0..CODES.len(), 0..PLACES.len(), 1..5),
        0..LEVELS.len(),
        prop::collection::vec(any::<u64>(), 20),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(columns, places, level, fill, zh, rostered)| Case {
            columns,
            places: places.into_iter().collect(),
            level,
            fill,
            zh,
            rostered,
        })
}

impl Case {
    fn plan(&self) -> Plan {
        let mut plan = common::plan();
        plan.checklists.clear();
        plan.levels[1].name = Text::new(LEVELS[self.level], "district");
        let columns = self.columns.iter().enumerate();
        plan.variables = columns.map(|(at, column)| column.variable(at)).collect();
        plan
    }

    fn lang(&self) -> Lang {
        if self.zh { Lang::Zh } else { Lang::En }
    }

    /// The names of the units, as a units file.
    fn roster(&self) -> Vec<u8> {
        let mut roster = csv::Writer::from_writer(Vec::new());
        let head = ["code", "name", "level", "parent"];
        roster.write_record(head).unwrap();
        roster
            .write_record(["110000", "北京市", "city", ""])
            .unwrap();
        for (code, name) in &self.places {
            let row = [CODES[*code], PLACES[*name], "district", "110000"];
            roster.write_record(row).unwrap();
        }
        roster.into_inner().unwrap()
    }
}

impl Column {
    fn variable(&self, at: usize) -> Variable {
        let answer = self.kind == Kind::Flag;
        let unit = if answer { "" } else { UNITS[self.unit] };
        let high = if answer { Some(1) } else { self.high };
        Variable {
            id: format!("v{at}"),
            name: Text::same(NAMES[self.name]),
            kind: self.kind,
            unit: Text::same(unit),
            decimals: self.decimals,
            range: match high {
                Some(high) => Interval::closed(Number::zero(), Number::from(i64::from(high))),
                None => Interval::from(Number::zero()),
            },
            level: LevelIx(1),
            roll_up: RollUp::Never,
            part_of: None,
            parts: Vec::new(),
            may_not_apply: self.may_not_apply,
            exact: false,
            about: None,
            aliases: Vec::new(),
            scale: answer.then_some(ScaleIx(0)),
            at: Place::file("plan.toml"),
        }
    }
}

/// What is filled into a cell.
#[derive(Clone, Debug)]
enum Content {
    Blank,
    /// A number, as it is typed, and its unit if it has to be typed too.
    Number(String, &'static str),
    Word(String),
}

impl Content {
    /// One of the contents that the entry allows.
    fn of(entry: &FormEntry, choice: u64) -> Content {
        if choice.is_multiple_of(5) {
            return Content::Blank;
        }
        let (range, decimals, percent) = match entry {
            FormEntry::Words(words) => {
                return Content::Word(words[choice as usize % words.len()].clone());
            }
            FormEntry::Figure {
                not_applicable: Some(word),
                ..
            } if choice.is_multiple_of(7) => {
                return Content::Word(word.clone());
            }
            FormEntry::Figure {
                range,
                decimals,
                percent,
                ..
            } => (range, *decimals, *percent),
        };
        let high = range
            .hi()
            .number()
            .and_then(|high| high.to_scaled(decimals));
        let n = i128::from(choice) % (high.unwrap_or(1_000_000_000) + 1);
        let text = Number::scaled(n, decimals).exact().unwrap();
        Content::Number(text, if percent { "%" } else { "" })
    }

    /// As it is read back; `None` for nothing.
    fn expected(&self) -> Option<String> {
        match self {
            Content::Blank => None,
            Content::Number(text, _) => Some(text.clone()),
            Content::Word(word) => Some(word.clone()),
        }
    }

    /// As it is typed into a text file.
    fn text(&self) -> String {
        match self {
            Content::Blank => String::new(),
            Content::Number(text, unit) => format!("{text}{unit}"),
            Content::Word(word) => word.clone(),
        }
    }

    /// What a spreadsheet adds to the cell, which was empty: the type, and the value.
    fn xml(&self) -> Option<(&'static str, String)> {
        match self {
            Content::Blank => None,
            Content::Number(text, _) => Some(("", format!("<v>{text}</v>"))),
            Content::Word(word) => {
                let inner = format!("<is><t>{word}</t></is>");
                Some((" t=\"inlineStr\"", inner))
            }
        }
    }
}

/// The contents of the cells by row and column.
type Contents = BTreeMap<(usize, usize), Content>;

fn contents(form: &Form, fill: &[u64]) -> Contents {
    let mut contents = Contents::new();
    let mut choices = fill.iter().cycle();
    for row in 0..form.rows.len() {
        for (at, column) in form.columns.iter().enumerate() {
            if let (Some(entry), Some(choice)) = (&column.entry, choices.next()) {
                contents.insert((row, at), Content::of(entry, *choice));
            }
        }
    }
    contents
}

fn written(form: &Form, id: &str, lang: Lang) -> Vec<u8> {
    let style = Style {
        lang,
        width: 80,
        color: false,
    };
    let write = format(id).and_then(|format| format.form).expect("a form");
    let mut out = Vec::new();
    write(&mut out, style, form).unwrap();
    out
}

/// The form as a text file, filled in.
fn text_file(form: &Form, contents: &Contents, lang: Lang) -> Vec<u8> {
    let mut filled = form.clone();
    for ((row, at), content) in contents {
        filled.rows[*row][*at] = content.text();
    }
    written(&filled, "csv", lang)
}

/// The form as a workbook, filled in as a spreadsheet does.
fn workbook(form: &Form, contents: &Contents, lang: Lang) -> Vec<u8> {
    let blank = written(form, "xlsx", lang);
    assert_eq!(
        blank,
        written(form, "xlsx", lang),
        "the same form, other bytes"
    );
    let mut parts = ZipArchive::new(Cursor::new(blank)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            bytes = filled_xml(String::from_utf8(bytes).unwrap(), contents).into_bytes();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn filled_xml(mut xml: String, contents: &Contents) -> String {
    assert!(!xml.contains("<f>"), "a formula");
    for ((row, at), content) in contents {
        let Some((kind, value)) = content.xml() else {
            continue;
        };
        let column = char::from(b'A' + *at as u8);
        let name = format!("<c r=\"{column}{}\"", row + 2);
        let start = xml.find(&name).expect("the cell is there");
        let end = start + xml[start..].find("/>").expect("it is blank");
        let attributes = xml[start..end].to_owned();
        xml.replace_range(start..end + 2, &format!("{attributes}{kind}>{value}</c>"));
    }
    xml
}

/// What a data set with the form is read as, and what there is to say about it.
fn read(
    case: &Case,
    plan: &Plan,
    name: &str,
    bytes: &[u8],
) -> (BTreeMap<String, String>, Findings) {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("units.csv"), case.roster()).unwrap();
    fs::write(root.path().join(name), bytes).unwrap();
    let declared = format!(
        "[[file]]\npath = \"units.csv\"\nroster = {}\n",
        case.rostered
    );
    fs::write(root.path().join("data.toml"), declared).unwrap();
    let folder = Folder::Disk(root.path().to_str().unwrap().into());
    let (opened, mut findings) = data::open(&folder, plan);
    let question = Question {
        levels: (0..plan.levels.len() as u32).map(LevelIx).collect(),
        ..Question::default()
    };
    let (figures, counted) = tally::count(opened, plan, &question);
    findings.merge(counted);
    (observed(plan, &figures, case.lang()), findings)
}

fn observed(plan: &Plan, figures: &Figures, lang: Lang) -> BTreeMap<String, String> {
    let mut observed = BTreeMap::new();
    for ((variable, unit, period), cell) in &figures.cells {
        let said = match (
            cell.state,
            &cell.value,
            cell.code.and_then(PackedAnswer::grades),
        ) {
            (CellState::Blank, ..) => continue,
            (_, Value::NotApplicable, _) => lang.pick("不适用", "n/a").to_owned(),
            (CellState::Known, _, Some((grade, _))) => {
                plan.scales[0].grades[grade].name.get(lang).to_owned()
            }
            (CellState::Known, value, None) => value.known().unwrap().exact().unwrap(),
            _ => format!("{cell:?}"),
        };
        let key = key(
            &plan[*variable].id,
            figures.units.code(*unit),
            &period.to_string(),
        );
        observed.insert(key, said);
    }
    observed
}

fn key(variable: &str, unit: &str, period: &str) -> String {
    format!("{variable} {unit} {period}")
}

/// How many forms are tried.
fn cases() -> u32 {
    let asked = std::env::var("KAOPING_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(150)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn a_form_is_read_back_as_it_was_filled_in(case in case()) {
        let (plan, lang) = (case.plan(), case.lang());
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("units.csv"), case.roster()).unwrap();
        let declared = format!("[[file]]\npath = \"units.csv\"\nroster = {}\n", case.rostered);
        fs::write(root.path().join("data.toml"), declared).unwrap();
        let folder = Folder::Disk(root.path().to_str().unwrap().into());
        let (opened, findings) = data::open(&folder, &plan);
        prop_assert!(findings.is_empty(), "{:?}", findings);
        let query = FormQuery {
            level: LevelIx(1),
            unit: opened.units.find("110000")[0],
            year: YEAR,
            synthetic: false,
        };
        let form = Form::of(&plan, &opened.units, query, lang);
        prop_assert_eq!(form.rows.len(), case.places.len());
        prop_assert_eq!(form.to_fill().count(), case.columns.len());
        for contents in [Contents::new(), contents(&form, &case.fill)] {
            let mut expected = BTreeMap::new();
            for ((row, at), content) in &contents {
                let variable = format!("v{}", at - form.key());
                if let Some(said) = content.expected() {
                    expected.insert(key(&variable, &form.rows[*row][0], &YEAR.to_string()), said);
                }
            }
            for (name, bytes) in [
                ("form.csv", text_file(&form, &contents, lang)),
                ("form.xlsx", workbook(&form, &contents, lang)),
            ] {
                let (found, findings) = read(&case, &plan, name, &bytes);
                // The plan has no indicators.
                let mut found_codes = findings.iter().map(|finding| finding.code.id);
                let quiet = found_codes.all(|code| code == "unused-figure");
                prop_assert!(quiet, "{} {:?}\n{:?}", name, form, findings);
                prop_assert_eq!(&found, &expected, "{} {:?}", name, form);
            }
        }
    }
}
