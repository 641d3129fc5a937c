//! Units files: who exists, under whom, and when.

use super::Layout;
use super::manifest::unreadable;
use super::new_units::LONGEST_WORD;
use super::open::no_record;
use super::rows::{decoded, ragged, shape_of_row};
use super::trouble::{Reporter, WHOLE_ROW};
use super::words::{self, Part, few};
use crate::diagnostic::{Code, Finding, Findings, Place, codes};
use crate::figures::{InputFile, NewUnit, Period, UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::source::{Flow, Folder, Record, Records, Step};
use crate::text;
use crate::words::Text;
use hashbrown::HashMap;

/// Units as they are gathered from units files.
#[derive(Default)]
pub struct Roster {
    units: Units,
    /// Rows whose parent or successor stands further down or in another file.
    waiting: Vec<Waiting>,
    complete: Vec<LevelIx>,
}

/// A row that is held until its parent is known.
struct Waiting {
    code: String,
    name: String,
    name_en: Option<String>,
    level: LevelIx,
    parent: Option<String>,
    from: Option<Year>,
    until: Option<Year>,
    into: Option<String>,
    also: Vec<String>,
    file: usize,
    at: Place,
    parent_at: Place,
}

/// One file at work.
struct File<'a> {
    roster: &'a mut Roster,
    layout: &'a Layout,
    plan: &'a Plan,
    reporter: Reporter,
    input: &'a mut InputFile,
    header_seen: bool,
}

impl Roster {
    /// Reads a units file.
    pub fn read(
        &mut self,
        folder: &Folder,
        layout: &Layout,
        plan: &Plan,
        input: &mut InputFile,
        findings: &mut Findings,
    ) {
        if !layout.usable {
            return;
        }
        let mut records = match Records::open(folder, &layout.name, layout.separator) {
            Ok(records) => records,
            Err(error) => return findings.add(unreadable(&error)),
        };
        let mut file = File {
            roster: self,
            layout,
            plan,
            reporter: Reporter::new(&*layout.path),
            input,
            header_seen: false,
        };
        records.each(|step| file.step(step));
        file.input.encoding = records.encoding();
        decoded(&layout.path, records.encoding(), &mut file.reporter);
        findings.merge(file.reporter.finish());
    }

    /// Settles the rows that waited, and hands the units over.
    pub fn finish(
        mut self,
        plan: &Plan,
        files: &mut [InputFile],
        findings: &mut Findings,
    ) -> Units {
        let mut waiting: Vec<Option<Waiting>> = std::mem::take(&mut self.waiting)
            .into_iter()
            .map(Some)
            .collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in waiting.iter().flatten().enumerate() {
            for word in [&row.code, &row.name].into_iter().chain(&row.also) {
                by_word.entry(word.clone()).or_default().push(at);
            }
        }
        let order = order(&self.units, &waiting, &by_word);
        for at in order {
            if let Some(row) = waiting[at].take() {
                self.add_waiting(row, plan, files, findings);
            }
        }
        for level in self.complete {
            self.units.complete(level);
        }
        self.units
    }

    fn add_waiting(
        &mut self,
        row: Waiting,
        plan: &Plan,
        files: &mut [InputFile],
        findings: &mut Findings,
    ) {
        let find = |word: &Option<String>| {
            word.as_ref()
                .map(|word| unit_above(&self.units, word, row.level))
        };
        let (parent, into) = (find(&row.parent), find(&row.into));
        for (found, word) in [(parent, &row.parent), (into, &row.into)] {
            if let (Some(None), Some(word)) = (found, word) {
                let path = row.at.file.clone();
                findings.group(
                    path.to_string(),
                    Finding::new(
                        codes::UNKNOWN_PARENT,
                        text!("没有上级 `{word}`", "no file names the unit `{word}`"),
                    )
                    .at(row.parent_at.clone())
                    .help(text!(
                        "请在名册中加上它，或更正此处",
                        "add it to a units file, or mend it here"
                    )),
                );
                if found == parent {
                    files[row.file].refused += 1;
                }
            }
        }
        if parent == Some(None) {
            return;
        }
        let also = row.also.iter().map(String::as_str).collect();
        let unit = NewUnit {
            code: &row.code,
            name: &row.name,
            name_en: row.name_en.as_deref(),
            level: row.level.0,
            parent: parent.flatten(),
            from: row.from,
            until: row.until,
            into: into.flatten(),
            also,
        };
        match add(&mut self.units, unit) {
            Added::Yes | Added::Same => files[row.file].rows += 1,
            Added::Differs => {
                files[row.file].refused += 1;
                let path = row.at.file.to_string();
                findings.group(path, duplicate(&row.code, plan, row.level).at(row.at));
            }
        }
    }
}

/// The rows that waited, those that others hang on before them.
fn order(
    units: &Units,
    waiting: &[Option<Waiting>],
    by_word: &HashMap<String, Vec<usize>>,
) -> Vec<usize> {
    let mut order = Vec::with_capacity(waiting.len());
    let mut visited = vec![false; waiting.len()];
    for first in 0..waiting.len() {
        // A list instead of recursion: a row is met before and after what it hangs on.
        let mut stack = vec![(first, false)];
        while let Some((at, ready)) = stack.pop() {
            if ready {
                order.push(at);
                continue;
            }
            // In a ring, the first one's parent will not be found.
            if std::mem::replace(&mut visited[at], true) {
                continue;
            }
            stack.push((at, true));
            let row = waiting[at].as_ref();
            let needs = row.into_iter().flat_map(|row| [&row.parent, &row.into]);
            for word in needs.flatten().filter(|word| units.find(word).is_empty()) {
                let rows = by_word.get(word).into_iter().flatten();
                stack.extend(rows.map(|&at| (at, false)));
            }
        }
    }
    order
}

enum Added {
    Yes,
    /// Already there, saying the same.
    Same,
    Differs,
}

fn add(units: &mut Units, unit: NewUnit<'_>) -> Added {
    let (level, parent, name) = (unit.level, unit.parent, unit.name);
    let until = unit.until;
    match units.add(unit) {
        Ok(_) => Added::Yes,
        Err(known) => {
            let same_name = name.is_empty() || units.name(known, crate::words::Lang::Zh) == name;
            let same = same_name
                && units.level(known).0 == level
                && units.parent(known) == parent
                && until.is_none_or(|until| !units.exists(known, until + 1));
            if same { Added::Same } else { Added::Differs }
        }
    }
}

/// The unit that a word names; where several do, the one that stands above the level.
fn unit_above(units: &Units, word: &str, level: LevelIx) -> Option<UnitIx> {
    let found = units.find(word);
    if let [one] = found[..] {
        return Some(one);
    }
    let mut above = found.into_iter().filter(|&ix| units.level(ix) < level);
    above.next().filter(|_| above.next().is_none())
}

fn duplicate(code: &str, plan: &Plan, level: LevelIx) -> Finding {
    let id = &plan[level].id;
    Finding::new(
        codes::DUPLICATE_UNIT,
        text!(
            "代码 `{code}` 已用于另一评估对象",
            "the code `{code}` already stands for another unit ({id})"
        ),
    )
    .help(text!(
        "请核对代码；同一对象的旧名称请写在 `also` 列",
        "check the code; other names of one unit go into the column `also`"
    ))
}

impl File<'_> {
    fn step(&mut self, step: Step<'_>) -> Flow {
        let record = match step {
            Step::Record(record) => record,
            Step::Bad(bad) => {
                self.input.refused += 1;
                self.reporter.bad(no_record(bad));
                return Flow::Next;
            }
        };
        if !std::mem::replace(&mut self.header_seen, true) {
            return Flow::Next;
        }
        let path = &self.layout.path;
        match shape_of_row(&self.layout.header, &record) {
            Ok(true) => self.row(record),
            Ok(false) => {}
            Err(count) => {
                self.input.refused += 1;
                let (flow, finding, place) = ragged(&self.layout.header, &record, count, path);
                self.reporter
                    .note(finding.code, WHOLE_ROW, || finding, || place);
                return flow;
            }
        }
        Flow::Next
    }

    fn row(&mut self, record: Record<'_>) {
        let parts = &self.layout.header.parts;
        let cell = |part: Part| {
            parts
                .get(part)
                .map_or("", |at| record.get(at).trim_matches(blank))
        };
        let (name, parent) = (cell(Part::Name), cell(Part::Parent));
        let code = match cell(Part::Code) {
            "" => name,
            code => code,
        };
        if code.is_empty() || code.len() > LONGEST_WORD || name.len() > LONGEST_WORD {
            let at = parts.get(Part::Code).or(parts.get(Part::Name)).unwrap_or(0);
            let message = text!("此行没有代码", "this row has no code");
            return self.refuse(codes::MISSING_UNIT, &record, at, message, missing_help());
        }
        let Some(level) = self.level(&record) else {
            return;
        };
        let (Ok(from), Ok(until)) = (
            self.year(&record, Part::From),
            self.year(&record, Part::Until),
        ) else {
            return;
        };
        if self.layout.entry.roster && !self.roster.complete.contains(&level) {
            self.roster.complete.push(level);
        }
        let into = cell(Part::Into);
        let also: Vec<&str> = cell(Part::Also)
            .split([';', '；'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        let name_en = Some(cell(Part::NameEn)).filter(|name| !name.is_empty());
        let known = |units: &Units, word: &str| match word {
            "" => Some(None),
            word => unit_above(units, word, level).map(Some),
        };
        let (above, next) = (
            known(&self.roster.units, parent),
            known(&self.roster.units, into),
        );
        if let (Some(parent), Some(into)) = (above, next) {
            let unit = NewUnit {
                code,
                name,
                name_en,
                level: level.0,
                parent,
                from,
                until,
                into,
                also,
            };
            match add(&mut self.roster.units, unit) {
                Added::Yes | Added::Same => self.input.rows += 1,
                Added::Differs => {
                    self.input.refused += 1;
                    let at = parts.get(Part::Code).unwrap_or(0);
                    let (plan, path) = (self.plan, &self.layout.path);
                    self.reporter.note(
                        codes::DUPLICATE_UNIT,
                        WHOLE_ROW,
                        || duplicate(code, plan, level),
                        || record.place(path, at),
                    );
                }
            }
            return;
        }
        let some = |word: &str| (!word.is_empty()).then(|| word.to_owned());
        let place = |part| record.place(&self.layout.path, parts.get(part).unwrap_or(0));
        let parent_at = if above.is_none() {
            place(Part::Parent)
        } else {
            place(Part::Into)
        };
        self.roster.waiting.push(Waiting {
            code: code.to_owned(),
            name: name.to_owned(),
            name_en: name_en.map(str::to_owned),
            level,
            parent: some(parent),
            from,
            until,
            into: some(into),
            also: also.into_iter().map(str::to_owned).collect(),
            file: self.layout.file as usize,
            at: place(Part::Code),
            parent_at,
        });
    }

    /// The row's level: its own, else the file's.
    fn level(&mut self, record: &Record<'_>) -> Option<LevelIx> {
        let at = self.layout.header.parts.get(Part::Level);
        let word = at.map_or("", |at| record.get(at).trim());
        let found = match word {
            "" => self.layout.entry.level,
            word => words::level(self.plan, word),
        };
        if found.is_none() {
            let levels = few(self.plan.levels.iter().map(|level| level.id.as_str()));
            let message = match word {
                "" => text!("此行没有层级", "this row has no level"),
                word => text!("未知的层级 `{word}`", "unknown level `{word}`"),
            };
            let help = text!("规划中的层级：{levels}", "the plan has {levels}");
            self.refuse(codes::UNKNOWN_LEVEL, record, at.unwrap_or(0), message, help);
        }
        found
    }

    fn year(&mut self, record: &Record<'_>, part: Part) -> Result<Option<Year>, ()> {
        let at = self.layout.header.parts.get(part);
        let Some(at) = at else { return Ok(None) };
        let word = record.get(at).trim();
        if word.is_empty() {
            return Ok(None);
        }
        let year = match Period::parse(word) {
            Some(Period::Year(year)) => Some(year),
            _ => super::dates::iso(word).and_then(|date| date[..4].parse().ok()),
        };
        if year.is_some() {
            return Ok(year);
        }
        let message = text!("`{word}` 不是年份", "`{word}` is no year");
        let help = text!(
            "请写四位年份，如 `2015`",
            "write four digits, such as `2015`"
        );
        self.refuse(codes::BAD_PERIOD, record, at, message, help);
        Err(())
    }

    fn refuse(
        &mut self,
        code: &'static Code,
        record: &Record<'_>,
        at: usize,
        message: Text,
        help: Text,
    ) {
        self.input.refused += 1;
        let path = &self.layout.path;
        self.reporter.note(
            code,
            at as u32,
            || Finding::new(code, message).help(help),
            || record.place(path, at),
        );
    }
}

/// What may stand around a code or a name and is no part of it.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

pub(super) fn missing_help() -> Text {
    text!(
        "请填写代码；不需要的行请整行删去",
        "fill in the code; delete the row where it is not needed"
    )
}
