//! Whose row it is: a unit of the roster, or one first met here.

mod refusals;

use refusals::unknown_level;

use super::new_units::{LONGEST_WORD, NewUnits, Newcomer};
use super::trouble::Reporter;
use super::units_file::{blank, missing_help};
use super::words::{self, Part};
use super::{DataSet, Layout, RowUnit};
use crate::diagnostic::{Code, Finding, codes};
use crate::figures::UnitIx;
use crate::plan::{LevelIx, Plan};
use crate::source::Record;
use crate::text;
use crate::words::{Lang, Text};
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
pub struct RowUnits<'a> {
    data: &'a DataSet,
    layout: &'a Layout,
    plan: &'a Plan,
    names_of: &'a [LevelIx],
    /// The level of units that no roster names, where the row does not say.
    level: Option<LevelIx>,
    parent: Last<UnitIx>,
    level_word: Last<LevelIx>,
    /// The last row's code and name, for long files.
    key: Last<RowUnit>,
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
    part: Part,
    message: Text,
    help: Text,
    /// Whether the nearest known word may have been meant.
    near: bool,
}

impl<'a> RowUnits<'a> {
    pub fn new(
        data: &'a DataSet,
        layout: &'a Layout,
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
        RowUnits {
            data,
            layout,
            plan,
            names_of,
            level: layout.entry.level.or(checklist).or(common),
            parent: Last::none(),
            level_word: Last::none(),
            key: Last::none(),
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
        let cell = |part: Part| parts.get(part).map_or("", |at| trimmed(record.get(at)));
        let said = Said {
            code: cell(Part::Code),
            name: cell(Part::Name),
            level: cell(Part::Level),
            parent: cell(Part::Parent),
        };
        match self.resolve(said, reporter, record) {
            Ok(unit) => Some(unit),
            Err(refusal) => {
                let at = parts
                    .get(refusal.part)
                    .or(parts.get(Part::Code))
                    .or(parts.get(Part::Name))
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

    fn resolve(
        &mut self,
        said: Said<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) -> Result<RowUnit, Refusal> {
        let plain = said.name.is_empty() && said.level.is_empty() && said.parent.is_empty();
        if plain
            && self.key.text == said.code
            && let Some(unit) = self.key.meaning
        {
            return Ok(unit);
        }
        let unit = self.identify(said)?;
        match unit {
            RowUnit::Known(ix) => self.confirm(ix, said, reporter, record)?,
            RowUnit::New(at) => self.confirm_new(at, said)?,
        }
        if plain {
            self.key.get(said.code, || Some(unit));
        }
        Ok(unit)
    }

    fn identify(&mut self, said: Said<'_>) -> Result<RowUnit, Refusal> {
        let units = &self.data.units;
        let narrowed;
        if said.code.is_empty() && said.name.is_empty() {
            return Err(Refusal {
                code: codes::MISSING_UNIT,
                part: Part::Code,
                message: text!("此行没有代码或名称", "this row names no unit"),
                help: missing_help(),
                near: false,
            });
        }
        if !said.code.is_empty() {
            if let Some(ix) = units.by_code(said.code) {
                return Ok(RowUnit::Known(ix));
            }
            narrowed = narrow(said.code);
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
            found = units.find(&words::narrow(word)); // full-width digits
        }
        if found.is_empty() && !word.is_ascii() {
            found = units.find(&words::fold(word));
        }
        if found.is_empty() {
            return self.newcomer(said);
        }
        if found.len() > 1 {
            self.narrow(&mut found, said);
        }
        match found[..] {
            [one] => Ok(RowUnit::Known(one)),
            _ => {
                let list: Vec<&str> = units.find(word).iter().map(|&ix| units.code(ix)).collect();
                let list = words::few(list);
                Err(Refusal {
                    code: codes::AMBIGUOUS_UNIT,
                    part: if said.code.is_empty() {
                        Part::Name
                    } else {
                        Part::Code
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
    fn narrow(&mut self, found: &mut Vec<UnitIx>, said: Said<'_>) {
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
        self.parent.get(word, || match units.find(word)[..] {
            [one] => Some(one),
            _ => None,
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
            self.joined.push_str(&narrow(name));
        } else {
            self.joined.push_str(&narrow(said.code));
        }
        let code = self.joined.as_str();
        if code.len() > LONGEST_WORD {
            return Err(self.unknown(said));
        }
        if let Some(at) = self.new.find(code) {
            return Ok(RowUnit::New(at));
        }
        if self.new.has(level, !by_name) {
            return Err(self.mixed(level, said));
        }
        Ok(RowUnit::New(self.new.add(Newcomer {
            by_name,
            code,
            name: if kept { name } else { "" },
            level,
            parent,
        })))
    }

    /// Whether the row says of a unit of the roster what the roster says.
    fn confirm(
        &mut self,
        ix: UnitIx,
        said: Said<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) -> Result<(), Refusal> {
        let units = &self.data.units;
        if !said.code.is_empty()
            && !said.name.is_empty()
            && units.name(ix, Lang::Zh) != said.name
            && let [other] = units.find(said.name)[..]
            && other != ix
            && heir(units, other) != heir(units, ix)
        {
            let (code, name, theirs) = (said.code, said.name, units.code(other));
            return Err(Refusal {
                code: codes::AMBIGUOUS_UNIT,
                part: Part::Name,
                message: text!(
                    "代码是 `{code}`，而 `{name}` 的代码是 `{theirs}`",
                    "the code is `{code}`, and `{name}` is `{theirs}`"
                ),
                help: text!("请核对代码与名称", "mend the code or the name"),
                near: false,
            });
        }
        if !said.level.is_empty() {
            let level = self
                .level_word
                .get(said.level, || words::level(self.plan, said.level));
            match level {
                None => return Err(unknown_level(self.plan, said)),
                Some(level) if level != units.level(ix) => return Err(self.other_level(ix, said)),
                Some(_) => {}
            }
        }
        if !said.parent.is_empty() {
            let parent = self.parent(said.parent);
            let below = parent.is_some_and(|parent| {
                units.is_within(heir(units, ix), heir(units, parent)) || units.is_within(ix, parent)
            });
            if !below {
                self.other_parent(ix, said, reporter, record);
            }
        }
        Ok(())
    }

    /// Whether the row says of a unit met before what was said then.
    fn confirm_new(&mut self, at: u32, said: Said<'_>) -> Result<(), Refusal> {
        if said.parent.is_empty() {
            return Ok(());
        }
        let Some(parent) = self.parent(said.parent) else {
            return Err(self.unknown_parent(said));
        };
        let name = self.new.name(at);
        let same_name = name.is_empty()
            || said.name.is_empty()
            || name == said.name
            || narrow(name) == narrow(said.name);
        if parent == self.new.parent(at) && same_name {
            return Ok(());
        }
        let code = said.code;
        Err(Refusal {
            code: codes::DUPLICATE_UNIT,
            part: Part::Code,
            message: text!(
                "代码 `{code}` 在本文件中已用于另一评估对象",
                "the code `{code}` already stands for another unit in this file"
            ),
            help: text!(
                "请核对代码、名称与上级",
                "check the code, the name and the parent"
            ),
            near: false,
        })
    }

    fn other_parent(
        &self,
        ix: UnitIx,
        said: Said<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) {
        let at = self.layout.header.parts.get(Part::Parent).unwrap_or(0);
        let units = &self.data.units;
        let roster = units.parent(ix).map_or("—", |parent| units.code(parent));
        let (code, word) = (units.code(ix), said.parent);
        reporter.note(
            codes::PARENT_DIFFERS,
            at as u32,
            || {
                Finding::new(
                    codes::PARENT_DIFFERS,
                    text!(
                        "`{code}` 的上级写作 `{word}`，名册中是 `{roster}`",
                        "the parent of `{code}` is given as `{word}`, in the roster it is `{roster}`"
                    ),
                )
                .help(text!("以名册为准；请更正一处", "the roster stands; mend one of them"))
            },
            || record.place(&self.layout.path, at),
        );
    }
}

/// Without blanks at its ends, which few words have.
fn trimmed(word: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    match plain(word.as_bytes().first()) && plain(word.as_bytes().last()) {
        true => word,
        false => word.trim_matches(blank),
    }
}

/// The unit that a unit is part of today.
fn heir(units: &crate::figures::Units, ix: UnitIx) -> UnitIx {
    let mut at = ix;
    for _ in 0..16 {
        match units.into_unit(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// A code as it is told from others; borrowed where it is written so.
fn narrow(code: &str) -> Cow<'_, str> {
    match code.is_ascii() {
        true => Cow::Borrowed(code),
        false => Cow::Owned(words::narrow(code)),
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
