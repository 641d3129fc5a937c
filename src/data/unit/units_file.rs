//! Reads units files: which units exist, under which unit, and in which years.

mod deferred_rows;
mod listed;
mod rosters;
mod set_aside;

use super::new_units::LONGEST_WORD;
use crate::data::header::FileSchema;
use crate::data::manifest::unreadable;
use deferred_rows::{DeferredRow, unit_above};
use listed::{Listed, Listings};

use crate::data::column_role::ColumnRole;
use crate::data::header::row_shape::{
    decoded, ragged, ragged_code, read_error, rows_in_quotes, shape_of_row,
};
use crate::data::reporter::{Reporter, WHOLE_ROW};
use crate::data::row::all_refused;
use crate::data::words::{self, quote_list};
use crate::finding::{Code, Finding, Findings, Kept, codes};
use crate::i18n::Text;
use crate::observation::{InputFile, NewUnit, Period, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::source::Folder;
use crate::table::{self, Control, Range, ReadEvent, Record, Table};
use crate::text;

/// The units of all units files read so far.
#[derive(Default)]
pub struct Roster {
    units: Units,
    /// Rows whose parent or successor is declared later.
    deferred: Vec<DeferredRow>,
    /// The levels of which a roster names all units, and the roster's file.
    complete: Vec<(LevelIx, u32)>,
    /// Where units are listed.
    listings: Listings,
    /// How much is kept of what is found.
    kept: Kept,
}

/// Reads one file.
struct FileReader<'a> {
    roster: &'a mut Roster,
    schema: &'a FileSchema,
    plan: &'a Plan,
    reporter: Reporter,
    input: &'a mut InputFile,
    header_seen: bool,
    /// The last line of a record that may be several rows.
    in_doubt_until: u64,
}

impl Roster {
    /// No units yet, of units files with these schemas; so much is kept of what is found.
    pub fn of_files(schemas: &[FileSchema], files: &[InputFile], kept: Kept) -> Self {
        Roster {
            listings: Listings::of_files(schemas, files),
            kept,
            ..Roster::default()
        }
    }

    /// Reads a units file.
    pub fn read(
        &mut self,
        folder: &Folder,
        schema: &FileSchema,
        plan: &Plan,
        input: &mut InputFile,
        findings: &mut Findings,
    ) {
        let mut table = match table::open(folder, &schema.name, &schema.format, Range::WHOLE) {
            Ok(table) => table,
            Err(error) => return findings.add(unreadable(&error)),
        };
        if !schema.usable {
            let balance = all_refused(&mut table, Range::WHOLE);
            input.refused_rows += balance.refused_rows;
            input.refused += balance.refused;
            return;
        }
        let reporter = Reporter::new(&*schema.path, self.kept);
        let mut file = FileReader {
            roster: self,
            schema,
            plan,
            reporter: reporter.of_table(&schema.header.titles),
            input,
            header_seen: false,
            in_doubt_until: 0,
        };
        table.read(|event| file.whole_event(event));
        file.input.encoding = table.encoding();
        decoded(&schema.path, table.encoding(), &mut file.reporter);
        findings.merge(file.reporter.finish());
    }
}

impl FileReader<'_> {
    /// Takes what comes next in the file, and keeps it as it came if it is refused.
    fn whole_event(&mut self, event: ReadEvent<'_>) -> Control {
        let (before, came) = (self.input.refused, event.came(&self.schema.path));
        let control = self.event(event);
        let refused = self.input.refused > before;
        self.reporter.end_row(refused, came);
        control
    }

    /// Takes what comes next in the file.
    fn event(&mut self, event: ReadEvent<'_>) -> Control {
        let record = match event {
            ReadEvent::Record(record) => record,
            ReadEvent::Comment(record) => {
                self.comment(record);
                return Control::Next;
            }
            ReadEvent::Error(error) => {
                self.input.refused += 1;
                self.input.refused_rows += 1;
                self.reporter.bad(read_error(error));
                return Control::Next;
            }
        };
        if !std::mem::replace(&mut self.header_seen, true) {
            return Control::Next;
        }
        let path = &self.schema.path;
        if record.line() <= self.in_doubt_until {
            self.input.refused += 1;
            self.input.refused_rows += 1;
            return Control::Next;
        }
        match shape_of_row(&self.schema.header, record) {
            Ok(true) | Err(_) if self.is_of_no_unit(record) => self.set_aside(record),
            Ok(true) => match rows_in_quotes(&self.schema.header, record, path) {
                Some((finding, place)) => {
                    self.input.refused += 1;
                    self.input.refused_rows += 1;
                    self.in_doubt_until = record.last_line();
                    self.reporter
                        .note(finding.code, WHOLE_ROW, || finding, || place);
                    return Control::NextLine;
                }
                None => self.row(record),
            },
            Ok(false) => {}
            Err(count) => {
                self.input.refused += 1;
                self.input.refused_rows += 1;
                let header = &self.schema.header;
                let (control, code) = ragged_code(record);
                self.reporter.note(
                    code,
                    WHOLE_ROW,
                    || ragged(header, record, count, path).0,
                    || ragged(header, record, count, path).1,
                );
                return control;
            }
        }
        Control::Next
    }

    fn row(&mut self, record: &Record<'_>) {
        let roles = &self.schema.header.roles;
        let cell = |role: ColumnRole| {
            roles
                .get(role)
                .map_or("", |at| record.get(at).trim_matches(blank))
        };
        let (name, parent) = (cell(ColumnRole::Name), cell(ColumnRole::Parent));
        let code = match cell(ColumnRole::Code) {
            "" => name,
            code => code,
        };
        if code.is_empty() || code.len() > LONGEST_WORD || name.len() > LONGEST_WORD {
            let at = roles
                .get(ColumnRole::Code)
                .or(roles.get(ColumnRole::Name))
                .unwrap_or(0);
            let message = text!("此行没有代码", "this row has no code");
            return self.refuse(codes::MISSING_UNIT, record, at, message, missing_help());
        }
        let Some(level) = self.level(record) else {
            return;
        };
        let (Ok(from), Ok(until)) = (
            self.year(record, ColumnRole::From),
            self.year(record, ColumnRole::Until),
        ) else {
            return;
        };
        if let (Some(first), Some(last)) = (from, until)
            && first > last
        {
            let at = roles.get(ColumnRole::Until).unwrap_or(0);
            let message = text!(
                "终止年份 {last} 早于设立年份 {first}",
                "`until` {last} is before `from` {first}"
            );
            let help = text!("请核对两个年份", "check both years");
            return self.refuse(codes::BAD_PERIOD, record, at, message, help);
        }
        let closed = self
            .roster
            .complete
            .iter()
            .find(|(closed, _)| *closed == level);
        match closed {
            Some(&(_, file)) if file != self.schema.file => {
                let known = self.roster.units.by_code(code).is_some();
                if !known && !self.schema.entry.roster {
                    return self.second_roster(record, level, file);
                }
            }
            None if self.schema.entry.roster => {
                self.roster.complete.push((level, self.schema.file));
            }
            _ => {}
        }
        let name_en = Some(cell(ColumnRole::NameEn)).filter(|name| !name.is_empty());
        let unit = NewUnit {
            code,
            name,
            name_en,
            level: level.0,
            from,
            until,
            also: words_of(cell(ColumnRole::Also)),
            ..NewUnit::default()
        };
        self.take(record, unit, parent, cell(ColumnRole::Into));
    }

    /// Adds a unit, or defers it until its parent and its successor are known.
    fn take(&mut self, record: &Record<'_>, mut unit: NewUnit<'_>, parent: &str, into: &str) {
        let level = LevelIx(unit.level);
        let known = |units: &Units, word: &str| match word {
            "" => Some(None),
            word => unit_above(units, word, level).map(Some),
        };
        let units = &mut self.roster.units;
        let into = words_of(into);
        let above = known(units, parent);
        let next: Option<Vec<_>> = into.iter().map(|w| unit_above(units, w, level)).collect();
        let (Some(parent_ix), Some(into_ix)) = (above, next) else {
            let role = match above {
                None => ColumnRole::Parent,
                Some(_) => ColumnRole::Into,
            };
            return self.defer(record, unit, parent, into, role);
        };
        unit.parent = parent_ix;
        unit.into = into_ix;
        let listed = self.listed(record);
        let Err(difference) = self.roster.add(unit, listed, self.plan) else {
            self.input.rows += 1;
            return;
        };
        self.input.refused += 1;
        self.input.refused_rows += 1;
        let at = self.schema.header.roles.get(ColumnRole::Code).unwrap_or(0);
        let finding = self.roster.listings.finding(&difference, listed);
        let path = &self.schema.path;
        (self.reporter).note(
            finding.code,
            WHOLE_ROW,
            || finding,
            || record.place(path, at),
        );
    }

    /// Where the row is.
    fn listed(&self, record: &Record<'_>) -> Listed {
        Listed {
            file: self.schema.file,
            line: record.line(),
        }
    }

    /// Keeps a row until all files are read. `missing` is the column of the unit that is not known yet.
    fn defer(
        &mut self,
        record: &Record<'_>,
        unit: NewUnit<'_>,
        parent: &str,
        into: Vec<&str>,
        missing: ColumnRole,
    ) {
        let some = |word: &str| (!word.is_empty()).then(|| word.to_owned());
        let roles = &self.schema.header.roles;
        let place = |role| record.place(&self.schema.path, roles.get(role).unwrap_or(0));
        self.roster.deferred.push(DeferredRow {
            code: unit.code.to_owned(),
            name: unit.name.to_owned(),
            name_en: unit.name_en.map(str::to_owned),
            level: LevelIx(unit.level),
            parent: some(parent),
            from: unit.from,
            until: unit.until,
            into: into.into_iter().map(str::to_owned).collect(),
            also: unit.also.into_iter().map(str::to_owned).collect(),
            listed: self.listed(record),
            at: place(ColumnRole::Code),
            parent_at: place(missing),
        });
    }

    /// The row's level, else the file's; `None`, and a finding, if there is none.
    fn level(&mut self, record: &Record<'_>) -> Option<LevelIx> {
        let at = self.schema.header.roles.get(ColumnRole::Level);
        let word = at.map_or("", |at| record.get(at).trim());
        let found = match word {
            "" => self.schema.entry.level,
            word => words::level(self.plan, word),
        };
        if found.is_none() {
            let levels = quote_list(self.plan.levels.iter().map(|level| level.id.as_str()));
            let message = match word {
                "" => text!("此行没有层级", "this row has no level"),
                word => {
                    let word = words::shorten(word);
                    text!("未知的层级 `{word}`", "unknown level `{word}`")
                }
            };
            let help = text!(
                "规划的层级：{levels}",
                "the levels of the plan are {levels}"
            );
            self.refuse(codes::UNKNOWN_LEVEL, record, at.unwrap_or(0), message, help);
        }
        found
    }

    /// The year in a column; `None` if the cell is blank. Fails, with a finding, if it holds no year.
    fn year(&mut self, record: &Record<'_>, role: ColumnRole) -> Result<Option<Year>, ()> {
        let at = self.schema.header.roles.get(role);
        let Some(at) = at else { return Ok(None) };
        let word = record.get(at).trim();
        if word.is_empty() {
            return Ok(None);
        }
        let year = match Period::parse(word) {
            Some(Period::Year(year)) => Some(year),
            _ => crate::data::cell::date::iso(word).and_then(|date| date[..4].parse().ok()),
        };
        if year.is_some() {
            return Ok(year);
        }
        let word = words::shorten(word);
        let message = text!("`{word}` 不是年份", "`{word}` is not a year");
        let help = text!(
            "请写四位年份，如 `2015`",
            "write four digits, such as `2015`"
        );
        self.refuse(codes::BAD_PERIOD, record, at, message, help);
        Err(())
    }

    /// Counts the row as refused, and notes why.
    fn refuse(
        &mut self,
        code: &'static Code,
        record: &Record<'_>,
        at: usize,
        message: Text,
        help: Text,
    ) {
        self.input.refused += 1;
        self.input.refused_rows += 1;
        let path = &self.schema.path;
        self.reporter.note(
            code,
            at as u32,
            || Finding::new(code, message).help(help),
            || record.place(path, at),
        );
    }
}

/// The words of a cell that may hold several, with semicolons between them.
fn words_of(cell: &str) -> Vec<&str> {
    let words = cell.split([';', '；']).map(|word| word.trim_matches(blank));
    words.filter(|word| !word.is_empty()).collect()
}

/// What may stand around a code or a name and is no part of it.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// How to fix a row that names no unit.
pub(super) fn missing_help() -> Text {
    text!("请填写评估对象的代码", "fill in the code of the unit")
}
