//! Units files: who exists, under whom, and when.

mod deferred_rows;

use super::FileSchema;
use super::manifest::unreadable;
use super::new_units::LONGEST_WORD;
use deferred_rows::{Added, DeferredRows, add, duplicate, unit_above};

use super::cell_error::{Reporter, WHOLE_ROW};
use super::row_shape::{decoded, ragged, read_error, rows_in_quotes, shape_of_row};
use super::words::{self, ColumnRole, quote_list};
use crate::finding::{Code, Finding, Findings, codes};
use crate::i18n::Text;
use crate::observation::{InputFile, NewUnit, Period, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::source::Folder;
use crate::table::{self, Control, Range, ReadEvent, Record, Table};
use crate::text;

/// Units as they are gathered from units files.
#[derive(Default)]
pub struct Roster {
    units: Units,
    /// Rows whose parent or successor stands further down or in another file.
    waiting: Vec<DeferredRows>,
    complete: Vec<LevelIx>,
}

/// One file at work.
struct File<'a> {
    roster: &'a mut Roster,
    layout: &'a FileSchema,
    plan: &'a Plan,
    reporter: Reporter,
    input: &'a mut InputFile,
    header_seen: bool,
    /// The last line of a record that may be several rows.
    in_doubt_until: u64,
}

impl Roster {
    /// Reads a units file.
    pub fn read(
        &mut self,
        folder: &Folder,
        layout: &FileSchema,
        plan: &Plan,
        input: &mut InputFile,
        findings: &mut Findings,
    ) {
        if !layout.usable {
            return;
        }
        let mut table = match table::open(folder, &layout.name, &layout.format, Range::WHOLE) {
            Ok(table) => table,
            Err(error) => return findings.add(unreadable(&error)),
        };
        let mut file = File {
            roster: self,
            layout,
            plan,
            reporter: Reporter::new(&*layout.path),
            input,
            header_seen: false,
            in_doubt_until: 0,
        };
        table.read(|event| file.event(event));
        file.input.encoding = table.encoding();
        decoded(&layout.path, table.encoding(), &mut file.reporter);
        findings.merge(file.reporter.finish());
    }
}

impl File<'_> {
    /// Takes what comes next in the file.
    fn event(&mut self, event: ReadEvent<'_>) -> Control {
        let record = match event {
            ReadEvent::Record(record) => record,
            ReadEvent::Error(error) => {
                self.input.refused += 1;
                self.reporter.bad(read_error(error));
                return Control::Next;
            }
        };
        if !std::mem::replace(&mut self.header_seen, true) {
            return Control::Next;
        }
        let path = &self.layout.path;
        if record.line() <= self.in_doubt_until {
            self.input.refused += 1;
            return Control::Next;
        }
        match shape_of_row(&self.layout.header, record) {
            Ok(true) => match rows_in_quotes(&self.layout.header, record, path) {
                Some((finding, place)) => {
                    self.input.refused += 1;
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
                let (control, finding, place) = ragged(&self.layout.header, record, count, path);
                self.reporter
                    .note(finding.code, WHOLE_ROW, || finding, || place);
                return control;
            }
        }
        Control::Next
    }

    fn row(&mut self, record: &Record<'_>) {
        let parts = &self.layout.header.parts;
        let cell = |part: ColumnRole| {
            parts
                .get(part)
                .map_or("", |at| record.get(at).trim_matches(blank))
        };
        let (name, parent) = (cell(ColumnRole::Name), cell(ColumnRole::Parent));
        let code = match cell(ColumnRole::Code) {
            "" => name,
            code => code,
        };
        if code.is_empty() || code.len() > LONGEST_WORD || name.len() > LONGEST_WORD {
            let at = parts
                .get(ColumnRole::Code)
                .or(parts.get(ColumnRole::Name))
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
            let at = parts.get(ColumnRole::Until).unwrap_or(0);
            let message = text!(
                "终止年份 {last} 早于设立年份 {first}",
                "`until` {last} is before `from` {first}"
            );
            let help = text!("请核对两个年份", "check both years");
            return self.refuse(codes::BAD_PERIOD, record, at, message, help);
        }
        if self.layout.entry.roster && !self.roster.complete.contains(&level) {
            self.roster.complete.push(level);
        }
        let name_en = Some(cell(ColumnRole::NameEn)).filter(|name| !name.is_empty());
        let also = cell(ColumnRole::Also).split([';', '；']).map(str::trim);
        let unit = NewUnit {
            code,
            name,
            name_en,
            level: level.0,
            from,
            until,
            also: also.filter(|word| !word.is_empty()).collect(),
            ..NewUnit::default()
        };
        self.take(record, unit, parent, cell(ColumnRole::Into));
    }

    /// Adds a unit, or holds it until its parent and its successor are known.
    fn take(&mut self, record: &Record<'_>, mut unit: NewUnit<'_>, parent: &str, into: &str) {
        let level = LevelIx(unit.level);
        let known = |units: &Units, word: &str| match word {
            "" => Some(None),
            word => unit_above(units, word, level).map(Some),
        };
        let units = &mut self.roster.units;
        let (above, next) = (known(units, parent), known(units, into));
        let (Some(parent_ix), Some(into_ix)) = (above, next) else {
            let part = match above {
                None => ColumnRole::Parent,
                Some(_) => ColumnRole::Into,
            };
            return self.hold(record, unit, parent, into, part);
        };
        unit.parent = parent_ix;
        unit.into = into_ix;
        let code = unit.code;
        match add(units, unit) {
            Added::Yes | Added::Same => self.input.rows += 1,
            Added::Differs => {
                self.input.refused += 1;
                let at = self.layout.header.parts.get(ColumnRole::Code).unwrap_or(0);
                let (plan, path) = (self.plan, &self.layout.path);
                self.reporter.note(
                    codes::DUPLICATE_UNIT,
                    WHOLE_ROW,
                    || duplicate(code, plan, level),
                    || record.place(path, at),
                );
            }
        }
    }

    fn hold(
        &mut self,
        record: &Record<'_>,
        unit: NewUnit<'_>,
        parent: &str,
        into: &str,
        missing: ColumnRole,
    ) {
        let some = |word: &str| (!word.is_empty()).then(|| word.to_owned());
        let parts = &self.layout.header.parts;
        let place = |part| record.place(&self.layout.path, parts.get(part).unwrap_or(0));
        self.roster.waiting.push(DeferredRows {
            code: unit.code.to_owned(),
            name: unit.name.to_owned(),
            name_en: unit.name_en.map(str::to_owned),
            level: LevelIx(unit.level),
            parent: some(parent),
            from: unit.from,
            until: unit.until,
            into: some(into),
            also: unit.also.into_iter().map(str::to_owned).collect(),
            file: self.layout.file as usize,
            at: place(ColumnRole::Code),
            parent_at: place(missing),
        });
    }

    /// The row's level: its own, else the file's.
    fn level(&mut self, record: &Record<'_>) -> Option<LevelIx> {
        let at = self.layout.header.parts.get(ColumnRole::Level);
        let word = at.map_or("", |at| record.get(at).trim());
        let found = match word {
            "" => self.layout.entry.level,
            word => words::level(self.plan, word),
        };
        if found.is_none() {
            let levels = quote_list(self.plan.levels.iter().map(|level| level.id.as_str()));
            let message = match word {
                "" => text!("此行没有层级", "this row has no level"),
                word => text!("未知的层级 `{word}`", "unknown level `{word}`"),
            };
            let help = text!("规划中的层级：{levels}", "the plan has {levels}");
            self.refuse(codes::UNKNOWN_LEVEL, record, at.unwrap_or(0), message, help);
        }
        found
    }

    fn year(&mut self, record: &Record<'_>, part: ColumnRole) -> Result<Option<Year>, ()> {
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
