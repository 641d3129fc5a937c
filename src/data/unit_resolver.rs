//! Whose row it is: a unit of the roster, or one first met here.

mod confirm;
mod refusals;

use refusals::unknown_level;

use super::cell_error::Reporter;
use super::new_units::{AddedUnit, LONGEST_WORD, NewUnits};
use super::units_file::{blank, missing_help};
use super::words::{self, ColumnRole};
use super::{DataSet, FileSchema, RowUnit};
use crate::finding::{Code, Finding, codes};
use crate::i18n::Text;
use crate::observation::UnitIx;
use crate::plan::{LevelIx, Plan};
use crate::table::Record;
use crate::text;
use std::borrow::Cow;

/// The last text of a column and what it meant: most rows repeat it.
struct Last<T> {
    text: String,
    meaning: Option<T>,
}

impl<T: Copy> Last<T> {
    fn none() -> Self {
        Last {
            text: String::new(),
            meaning: None,
        }
    }

    fn get(&mut self, text: &str, find: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.meaning.is_none() || self.text != text {
            self.text.clear();
            self.text.push_str(text);
            self.meaning = find();
        }
        self.meaning
    }
}

/// Finds the unit of each row of a file.
pub struct UnitResolver<'a> {
    data: &'a DataSet,
    layout: &'a FileSchema,
    plan: &'a Plan,
    names_of: &'a [LevelIx],
    /// The level of units that no roster names, where the row does not say.
    level: Option<LevelIx>,
    parent: Last<UnitIx>,
    level_word: Last<LevelIx>,
    joined: String,
    pub new: NewUnits,
}

/// The cells that say whose row it is.
#[derive(Clone, Copy)]
struct Said<'r> {
    code: &'r str,
    name: &'r str,
    level: &'r str,
    parent: &'r str,
}

/// Why a row's unit is not to be had.
struct Refusal {
    code: &'static Code,
    part: ColumnRole,
    message: Text,
    help: Text,
    /// Whether the nearest known word may have been meant.
    near: bool,
}

impl<'a> UnitResolver<'a> {
    pub fn new(
        data: &'a DataSet,
        layout: &'a FileSchema,
        plan: &'a Plan,
        names_of: &'a [LevelIx],
    ) -> Self {
        let mut levels = layout
            .header
            .columns
            .iter()
            .map(|(_, meaning)| plan[meaning.variable].level);
        let common = levels.next().filter(|&first| levels.all(|l| l == first));
        let checklist = layout.entry.checklist.map(|list| plan[list].level);
        UnitResolver {
            data,
            layout,
            plan,
            names_of,
            level: layout.entry.level.or(checklist).or(common),
            parent: Last::none(),
            level_word: Last::none(),
            joined: String::new(),
            new: NewUnits::default(),
        }
    }

    pub fn level_of(&self, unit: RowUnit) -> LevelIx {
        match unit {
            RowUnit::Known(ix) => self.data.units.level(ix),
            RowUnit::New(at) => self.new.level(at),
        }
    }

    pub fn parent_of(&self, unit: RowUnit) -> Option<UnitIx> {
        match unit {
            RowUnit::Known(ix) => self.data.units.parent(ix),
            RowUnit::New(at) => Some(self.new.parent(at)),
        }
    }

    /// The row's unit; where there is none, a finding says why.
    pub fn find(&mut self, record: &Record<'_>, reporter: &mut Reporter) -> Option<RowUnit> {
        let parts = &self.layout.header.parts;
        let cell = |part: ColumnRole| parts.get(part).map_or("", |at| trimmed(record.get(at)));
        let said = Said {
            code: cell(ColumnRole::Code),
            name: cell(ColumnRole::Name),
            level: cell(ColumnRole::Level),
            parent: cell(ColumnRole::Parent),
        };
        match self.resolve(said, reporter, record) {
            Ok(unit) => Some(unit),
            Err(refusal) => {
                let at = parts
                    .get(refusal.part)
                    .or(parts.get(ColumnRole::Code))
                    .or(parts.get(ColumnRole::Name))
                    .unwrap_or(0);
                reporter.note(
                    refusal.code,
                    at as u32,
                    || {
                        let message = refusal.message.clone();
                        Finding::new(refusal.code, message).help(self.help(refusal, said))
                    },
                    || record.place(&self.layout.path, at),
                );
                None
            }
        }
    }

    /// The unit that a row's code names, where it is known already; nothing is remarked and nothing taken in.
    pub fn named(&mut self, record: &Record<'_>) -> Option<RowUnit> {
        let parts = &self.layout.header.parts;
        let cell = |part: ColumnRole| parts.get(part).map_or("", |at| trimmed(record.get(at)));
        let word = match cell(ColumnRole::Code) {
            "" => cell(ColumnRole::Name),
            code => code,
        };
        match self.data.units.find(word)[..] {
            [one] => Some(RowUnit::Known(one)),
            [] => self.new.find(&to_halfwidth(word)).map(RowUnit::New),
            _ => None,
        }
    }

    fn resolve(
        &mut self,
        said: Said<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) -> Result<RowUnit, Refusal> {
        let unit = self.identify(said)?;
        match unit {
            RowUnit::Known(ix) => self.confirm(ix, said, reporter, record)?,
            RowUnit::New(at) => self.confirm_new(at, said)?,
        }
        Ok(unit)
    }

    fn identify(&mut self, said: Said<'_>) -> Result<RowUnit, Refusal> {
        let units = &self.data.units;
        let narrowed;
        if said.code.is_empty() && said.name.is_empty() {
            return Err(Refusal {
                code: codes::MISSING_UNIT,
                part: ColumnRole::Code,
                message: text!("此行没有代码或名称", "this row names no unit"),
                help: missing_help(),
                near: false,
            });
        }
        if !said.code.is_empty() {
            if let Some(ix) = units.by_code(said.code) {
                return Ok(RowUnit::Known(ix));
            }
            narrowed = to_halfwidth(said.code);
            if let Some(at) = self.new.find(&narrowed) {
                return Ok(RowUnit::New(at));
            }
        }
        let word = if said.code.is_empty() {
            said.name
        } else {
            said.code
        };
        let mut found = units.find(word);
        if found.is_empty() && !word.is_ascii() {
            found = units.find(&words::to_halfwidth(word)); // full-width digits
        }
        if found.is_empty() && !word.is_ascii() {
            found = units.find(&words::normalize(word));
        }
        if found.is_empty() {
            return self.newcomer(said);
        }
        if found.len() > 1 {
            self.keep_matching(&mut found, said);
        }
        match found[..] {
            [one] => Ok(RowUnit::Known(one)),
            _ => {
                let list: Vec<&str> = units.find(word).iter().map(|&ix| units.code(ix)).collect();
                let list = words::quote_list(list);
                Err(Refusal {
                    code: codes::AMBIGUOUS_UNIT,
                    part: if said.code.is_empty() {
                        ColumnRole::Name
                    } else {
                        ColumnRole::Code
                    },
                    message: text!("`{word}` 可指 {list}", "`{word}` may mean {list}"),
                    help: text!(
                        "请填写代码，或加一列 `parent`",
                        "give the code, or add a column `parent`"
                    ),
                    near: false,
                })
            }
        }
    }

    /// Keeps of several units those of the row's level and parent.
    fn keep_matching(&mut self, found: &mut Vec<UnitIx>, said: Said<'_>) {
        let units = &self.data.units;
        let level = match said.level {
            "" => self.layout.entry.level,
            word => self.level_word.get(word, || words::level(self.plan, word)),
        };
        if let Some(level) = level {
            found.retain(|&ix| units.level(ix) == level);
        }
        if let Some(parent) = self.parent(said.parent) {
            found.retain(|&ix| ix != parent && units.is_within(ix, parent));
        }
    }

    fn parent(&mut self, word: &str) -> Option<UnitIx> {
        if word.is_empty() {
            return None;
        }
        let units = &self.data.units;
        self.parent.get(word, || {
            let mut found = units.find(word);
            if found.is_empty() && !word.is_ascii() {
                found = units.find(&words::to_halfwidth(word)); // full-width digits
            }
            match found[..] {
                [one] => Some(one),
                _ => None,
            }
        })
    }

    /// A unit that no roster names: taken in where its parent is known.
    fn newcomer(&mut self, said: Said<'_>) -> Result<RowUnit, Refusal> {
        if said.parent.is_empty() {
            return Err(self.unknown(said));
        }
        let Some(parent) = self.parent(said.parent) else {
            return Err(self.unknown_parent(said));
        };
        let level = match said.level {
            "" => self.level,
            word => self.level_word.get(word, || words::level(self.plan, word)),
        };
        let Some(level) = level else {
            return Err(unknown_level(self.plan, said));
        };
        if self.data.units.is_complete(level) {
            return Err(self.unknown(said));
        }
        if self.data.units.level(parent) >= level {
            return Err(self.unknown_parent(said));
        }
        let name = cut(said.name);
        let kept = self.names_of.contains(&level);
        let by_name = said.code.is_empty();
        self.joined.clear();
        if by_name {
            // Known by its name only, which is good under its parent.
            self.joined.push_str(self.data.units.code(parent));
            self.joined.push('/');
            self.joined.push_str(&to_halfwidth(name));
        } else {
            self.joined.push_str(&to_halfwidth(said.code));
        }
        let code = self.joined.as_str();
        if code.len() > LONGEST_WORD {
            return Err(self.unknown(said));
        }
        // One with a code was looked for by it.
        if by_name && let Some(at) = self.new.find(code) {
            return Ok(RowUnit::New(at));
        }
        if self.new.has(level, !by_name) {
            return Err(self.mixed(level, said));
        }
        Ok(RowUnit::New(self.new.add(AddedUnit {
            by_name,
            code,
            name: if kept { name } else { "" },
            level,
            parent,
        })))
    }
}

/// Without blanks at its ends, which quote_list words have.
fn trimmed(word: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    match plain(word.as_bytes().first()) && plain(word.as_bytes().last()) {
        true => word,
        false => word.trim_matches(blank),
    }
}

/// A code as it is told from others; borrowed where it is written so.
fn to_halfwidth(code: &str) -> Cow<'_, str> {
    match code.is_ascii() {
        true => Cow::Borrowed(code),
        false => Cow::Owned(words::to_halfwidth(code)),
    }
}

/// At most as much of a name as is kept.
fn cut(name: &str) -> &str {
    let mut end = name.len().min(LONGEST_WORD);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}
