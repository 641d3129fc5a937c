//! The figures of a case as the files of a data set in memory, and where in the test each line of them is written.

use super::case::{Case, Figure, Row, RowUnit, TestUnit};
use crate::finding::{Findings, Place};
use crate::plan::Plan;
use crate::source::Memory;
use std::collections::BTreeMap;

/// The files that are made of a case; no other may have these names.
const UNITS: &str = "test-units.csv";
const FIGURES: &str = "test-figures.csv";

/// A data set in memory.
pub struct TestData {
    /// The folder.
    pub memory: Memory,
    /// Where the figures of each line of [`FIGURES`] are written, the header apart.
    lines: Vec<Place>,
    /// Where the case is written.
    case: Place,
    /// Where each written file begins.
    written: Vec<(String, Place)>,
}

/// The data set of a case. Figures of variables that the plan does not have are left out.
pub fn data(plan: &Plan, case: &Case) -> TestData {
    let mut units = case.units.clone();
    let mut numbers = BTreeMap::new();
    let mut lines = Vec::new();
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = ["code", "period", "variable", "value", "kind", "as-of"];
    // Writing to memory can't fail.
    let _ = table.write_record(head);
    for row in &case.rows {
        for code in codes(row, &mut units, &mut numbers) {
            for (variable, figure) in figures(plan, row) {
                let head = &row.head;
                let (value, kind) = (&figure.text, &head.kind);
                let _ =
                    table.write_record([&code, &head.period, &variable, value, kind, &head.as_of]);
                lines.push(figure.place.clone());
            }
        }
    }
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    if !units.is_empty() {
        files.insert(UNITS.to_owned(), units_file(&units));
    }
    if !lines.is_empty() {
        files.insert(FIGURES.to_owned(), table.into_inner().unwrap_or_default());
    }
    if case.roster && case.files.is_empty() {
        let manifest = format!("[[file]]\npath = \"{UNITS}\"\nroster = true\n");
        files.insert("data.toml".to_owned(), manifest.into_bytes());
    }
    for file in &case.files {
        files.insert(file.name.clone(), file.text.clone().into_bytes());
    }
    let place = |file: &super::WrittenFile| (file.name.clone(), file.place.clone());
    TestData {
        memory: Memory::new("test", files),
        lines,
        case: case.place.clone(),
        written: case.files.iter().map(place).collect(),
    }
}

/// The codes of the units of a row; those that exist for its sake are added to the units. Rows of one level, parent and
/// period are about units one after the other.
fn codes(
    row: &Row,
    units: &mut Vec<TestUnit>,
    numbers: &mut BTreeMap<(String, String, String, String), u32>,
) -> Vec<String> {
    let (parent, level, count) = match &row.head.of {
        RowUnit::One(word) => {
            let named = units.iter().find(|unit| unit.name == *word);
            return vec![named.map_or(word, |unit| &unit.code).clone()];
        }
        RowUnit::Several {
            parent,
            level,
            count,
        } => (parent, level, *count),
    };
    let above = units.iter().find(|unit| unit.name == *parent);
    let above = above.map_or(parent, |unit| &unit.code).clone();
    let head = &row.head;
    let when = (head.period.clone(), head.kind.clone());
    let used = numbers
        .entry((above.clone(), level.clone(), when.0, when.1))
        .or_default();
    let first = *used + 1;
    *used += count;
    let codes: Vec<String> = (first..=*used)
        .map(|n| format!("{above}-{level}-{n}"))
        .collect();
    for code in &codes {
        if units.iter().all(|unit| unit.code != *code) {
            units.push(TestUnit {
                code: code.clone(),
                name: code.clone(),
                level: level.clone(),
                parent: (!above.is_empty()).then(|| above.clone()),
            });
        }
    }
    codes
}

/// The figures of a row by variable: the last one of each that is written, `checklist/*` standing for every item.
fn figures<'a>(plan: &Plan, row: &'a Row) -> BTreeMap<String, &'a Figure> {
    let mut found = BTreeMap::new();
    for figure in &row.figures {
        match figure.variable.strip_suffix("/*") {
            Some(checklist) => {
                let lists = plan.checklists.iter().filter(|one| one.id == checklist);
                for item in lists.flat_map(|list| &list.items) {
                    found.insert(plan[item.variable].id.clone(), figure);
                }
            }
            None if plan.variable(&figure.variable).is_some() => {
                found.insert(figure.variable.clone(), figure);
            }
            None => {}
        }
    }
    found
}

fn units_file(units: &[TestUnit]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let _ = table.write_record(["code", "name", "level", "parent"]);
    for unit in units {
        let parent = unit.parent.as_deref().unwrap_or_default();
        let _ = table.write_record([&unit.code, &unit.name, &unit.level, parent]);
    }
    table.into_inner().unwrap_or_default()
}

impl TestData {
    /// Turns the places of findings in the files in memory into places of the test.
    pub fn place(&self, findings: &mut Findings) {
        findings.places_mut(|place| *place = self.written_at(place));
    }

    fn written_at(&self, place: &Place) -> Place {
        let name = place.file.strip_prefix("test/").unwrap_or(&place.file);
        if name == FIGURES {
            let line = (place.line() as usize).checked_sub(2);
            let written = line.and_then(|at| self.lines.get(at));
            return written.unwrap_or(&self.case).clone();
        }
        let written = self.written.iter().find(|(file, _)| file == name);
        let Some((_, begin)) = written else {
            return self.case.clone();
        };
        // A text of several lines begins in the line below its quotes.
        let mut at = place.clone();
        at.file = begin.file.clone();
        at.add_lines(begin.line());
        at
    }
}
