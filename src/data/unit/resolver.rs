//! Finds the unit of a row.

mod confirm;
mod last_word;
mod next;
mod owner;
mod refusals;
mod written;

pub use next::NextCells;
pub use owner::RowOwner;

use last_word::LastWord;
use owner::{NoUnit, Refusal};
use refusals::{is_remark, missing_unit, unknown_level};
use written::{cut, to_halfwidth, trimmed};

use super::codes::padded;
use super::new_units::{AddedUnit, LONGEST_WORD, NewUnits};
use super::{RowKind, RowUnit, names};
use crate::data::cell::measure_unit::is_measure_unit;
use crate::data::column_role::ColumnRole;
use crate::data::header::FileSchema;
use crate::data::reporter::Reporter;
use crate::data::words;
use crate::data::{DataSet, Reader};
use crate::finding::{Finding, codes};
use crate::i18n::{normalize, without_formula_guard};
use crate::observation::UnitIx;
use crate::plan::{LevelIx, Plan};
use crate::table::Record;
use crate::text;

/// Finds the unit of each row of a file.
pub struct UnitResolver<'a> {
    data: &'a DataSet,
    schema: &'a FileSchema,
    plan: &'a Plan,
    names_of: &'a [LevelIx],
    words: &'a [String],
    /// The level of new units, for rows that do not give one.
    level: Option<LevelIx>,
    /// The unit that is declared for the file, for rows that name none.
    declared: Option<UnitIx>,
    parent: LastWord<UnitIx>,
    level_word: LastWord<LevelIx>,
    new_code: String,
    /// See [`next::free_lengths`].
    free_lengths: u64,
    /// The units that no roster names.
    pub new: NewUnits,
}

/// The cells that identify a row's unit.
#[derive(Clone, Copy)]
struct UnitCells<'r> {
    code: &'r str,
    name: &'r str,
    level: &'r str,
    parent: &'r str,
}

impl<'a> UnitResolver<'a> {
    /// For the rows of a file.
    pub fn new(reader: &Reader<'a>, schema: &'a FileSchema) -> Self {
        let (data, plan) = (reader.data, reader.plan);
        let mut levels = schema
            .header
            .columns
            .iter()
            .map(|(_, meaning)| plan[meaning.variable].level);
        let common = levels.next().filter(|&first| levels.all(|l| l == first));
        let checklist = schema.entry.checklist.map(|list| plan[list].level);
        UnitResolver {
            data,
            schema,
            plan,
            names_of: reader.names_of,
            words: reader.words,
            level: schema.entry.level.or(checklist).or(common),
            declared: schema.entry.unit.as_ref().and_then(|unit| {
                match data.units.find(&unit.value)[..] {
                    [one] => Some(one),
                    _ => None,
                }
            }),
            parent: LastWord::new(),
            level_word: LastWord::new(),
            new_code: String::new(),
            free_lengths: next::free_lengths(&data.units),
            new: NewUnits::default(),
        }
    }

    /// A unit's level.
    pub fn level_of(&self, unit: RowUnit) -> LevelIx {
        match unit {
            RowUnit::Known(ix) => self.data.units.level(ix),
            RowUnit::New(at) => self.new.level(at),
        }
    }

    /// The unit above a unit; `None` for the highest.
    pub fn parent_of(&self, unit: RowUnit) -> Option<UnitIx> {
        match unit {
            RowUnit::Known(ix) => self.data.units.parent(ix),
            RowUnit::New(at) => Some(self.new.parent(at)),
        }
    }

    /// Whose the row is.
    pub fn find(&mut self, record: &Record<'_>, reporter: &mut Reporter) -> RowOwner {
        let roles = &self.schema.header.roles;
        let cells = self.cells(record);
        let refusal = match self.resolve(cells) {
            Ok(unit) => return RowOwner::Unit(unit),
            Err(NoUnit::NotAUnit(kind)) => return RowOwner::NotAUnit(kind),
            Err(NoUnit::Refused(refusal))
                if is_remark(&refusal, cells, record) && !self.is_row_in_one_cell(record) =>
            {
                return RowOwner::NotAUnit(RowKind::Remark);
            }
            Err(NoUnit::Refused(refusal)) => refusal,
        };
        let at = roles
            .get(refusal.role)
            .or(roles.get(ColumnRole::Code))
            .or(roles.get(ColumnRole::Name))
            .unwrap_or(0);
        reporter.note(
            refusal.code,
            at as u32,
            || {
                let message = refusal.message.clone();
                Finding::new(refusal.code, message).help(self.help(refusal, cells))
            },
            || record.place(&self.schema.path, at),
        );
        RowOwner::Refused
    }

    /// The row's code. A column titled `unit` holds units of measurement where its cells are such, else codes.
    fn code<'r>(&self, record: &Record<'r>) -> &'r str {
        let roles = &self.schema.header.roles;
        let at = match self.schema.header.measure_may_be_code {
            true => roles.get(ColumnRole::MeasureUnit),
            false => roles.get(ColumnRole::Code),
        };
        let code = at.map_or("", |at| self.word(record, at));
        match self.schema.header.measure_may_be_code && is_measure_unit(code, self.plan) {
            true => "",
            false => code,
        }
    }

    /// A cell without blanks around it and without marks that point to notes.
    fn word<'r>(&self, record: &Record<'r>, at: usize) -> &'r str {
        let word = self.schema.notation.unmarked(trimmed(record.get(at)));
        match word.starts_with(['\'', '=']) {
            true => without_formula_guard(word),
            false => word,
        }
    }

    fn cells<'r>(&self, record: &Record<'r>) -> UnitCells<'r> {
        let roles = &self.schema.header.roles;
        let cell = |role: ColumnRole| roles.get(role).map_or("", |at| self.word(record, at));
        UnitCells {
            code: self.code(record),
            name: cell(ColumnRole::Name),
            level: cell(ColumnRole::Level),
            parent: cell(ColumnRole::Parent),
        }
    }

    /// The unit that a refused row's code or name identifies; `None` if there is none or several. Nothing is reported and no
    /// unit is added.
    pub fn named(&mut self, record: &Record<'_>) -> Option<RowUnit> {
        let roles = &self.schema.header.roles;
        let cell = |role: ColumnRole| roles.get(role).map_or("", |at| self.word(record, at));
        let word = match self.code(record) {
            "" => cell(ColumnRole::Name),
            code => code,
        };
        if word.is_empty() {
            return self.declared.map(RowUnit::Known);
        }
        match self.data.units.find(word)[..] {
            [one] => Some(RowUnit::Known(one)),
            [] => self.new.find(&to_halfwidth(word)).map(RowUnit::New),
            _ => None,
        }
    }

    /// Whether rows of the file may be of units that no roster names.
    pub fn may_be_new(&self) -> bool {
        let units = &self.data.units;
        match self.level {
            Some(level) => !units.is_complete(level),
            None => (0..self.plan.levels.len() as u32).any(|at| !units.is_complete(LevelIx(at))),
        }
    }

    fn resolve(&mut self, cells: UnitCells<'_>) -> Result<RowUnit, NoUnit> {
        let unit = self.identify(cells)?;
        match unit {
            RowUnit::Known(ix) => self.confirm(ix, cells)?,
            RowUnit::New(at) => self.confirm_new(at, cells)?,
        }
        Ok(unit)
    }

    fn identify(&mut self, cells: UnitCells<'_>) -> Result<RowUnit, NoUnit> {
        let units = &self.data.units;
        let narrowed;
        if cells.code.is_empty() && cells.name.is_empty() {
            return match self.declared {
                Some(unit) => Ok(RowUnit::Known(unit)),
                None => Err(missing_unit().into()),
            };
        }
        if !cells.code.is_empty() {
            if let Some(ix) = units.by_code(cells.code) {
                return Ok(RowUnit::Known(ix));
            }
            narrowed = to_halfwidth(cells.code);
            if let Some(at) = self.new.find(&narrowed) {
                return Ok(RowUnit::New(at));
            }
        }
        let word = if cells.code.is_empty() {
            cells.name
        } else {
            cells.code
        };
        let mut found = units.find(word);
        if found.is_empty() && !word.is_ascii() {
            found = units.find(&names::to_halfwidth(word)); // full-width digits
        }
        if found.is_empty() && !word.is_ascii() {
            found = units.find(&normalize(word));
        }
        if found.is_empty()
            && cells.code.is_empty()
            && self.schema.header.roles.has(ColumnRole::Name)
        {
            found = self.data.matcher().exact(units, word);
        }
        if found.is_empty() {
            let kinds = [word, cells.name].map(RowKind::of);
            if let Some(kind) = kinds.into_iter().flatten().next() {
                return Err(NoUnit::NotAUnit(kind));
            }
            found = match cells.code {
                "" => self.data.matcher().find(units, word),
                code => padded(units, code).into_iter().collect(),
            };
            // A unit below another may have the other's code with zeros behind it.
            found.retain(|&ix| !self.is_below(ix, cells));
        }
        if found.is_empty() {
            return self.new_unit(cells).map_err(NoUnit::Refused);
        }
        let all = found.clone();
        if found.len() > 1 {
            self.keep_matching(&mut found, cells);
        }
        match found[..] {
            [one] => Ok(RowUnit::Known(one)),
            _ => {
                let list: Vec<&str> = all.iter().map(|&ix| units.code(ix)).collect();
                let list = words::quote_list(list);
                Err(NoUnit::Refused(Refusal {
                    code: codes::AMBIGUOUS_UNIT,
                    role: if cells.code.is_empty() {
                        ColumnRole::Name
                    } else {
                        ColumnRole::Code
                    },
                    message: text!("`{word}` 可指 {list}", "`{word}` may mean {list}"),
                    help: text!(
                        "请填写代码，或加一列 `parent`",
                        "give the code, or add a column `parent`"
                    ),
                    suggest: false,
                }))
            }
        }
    }

    /// Keeps the units that agree with the row's level and parent.
    fn keep_matching(&mut self, found: &mut Vec<UnitIx>, cells: UnitCells<'_>) {
        let units = &self.data.units;
        if let Some(level) = self.stated_level(cells) {
            found.retain(|&ix| units.level(ix) == level);
        }
        if let Some(parent) = self.parent(cells.parent) {
            found.retain(|&ix| ix != parent && units.was_below(ix, parent));
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
                found = units.find(&names::to_halfwidth(word)); // full-width digits
            }
            match found[..] {
                [one] => Some(one),
                _ => None,
            }
        })
    }

    /// Whether the name of a new unit is kept.
    fn keeps_name(&self, level: LevelIx, code: &str, name: &str) -> bool {
        let asked = |word: &String| word == code || word == name;
        self.names_of.contains(&level) || self.words.iter().any(asked)
    }

    /// A unit that no roster names: added if its level and parent are known.
    fn new_unit(&mut self, cells: UnitCells<'_>) -> Result<RowUnit, Refusal> {
        if cells.parent.is_empty() {
            return Err(self.unknown(cells));
        }
        let Some(parent) = self.parent(cells.parent) else {
            return Err(self.unknown_parent(cells));
        };
        let level = match cells.level {
            "" => self.level,
            word => self.level_word.get(word, || words::level(self.plan, word)),
        };
        let Some(level) = level else {
            return Err(unknown_level(self.plan, cells));
        };
        if self.data.units.is_complete(level) {
            return Err(self.unknown(cells));
        }
        if self.data.units.level(parent) >= level {
            return Err(self.unknown_parent(cells));
        }
        if !cells.code.is_empty() && self.damage(cells.code).is_some() {
            return Err(self.unknown(cells));
        }
        let name = cut(cells.name);
        let kept = self.keeps_name(level, cells.code, name);
        let by_name = cells.code.is_empty();
        self.new_code.clear();
        if by_name {
            // A name alone identifies a unit under its parent.
            self.new_code.push_str(self.data.units.code(parent));
            self.new_code.push('/');
            self.new_code.push_str(&to_halfwidth(name));
        } else {
            self.new_code.push_str(&to_halfwidth(cells.code));
        }
        let code = self.new_code.as_str();
        if code.len() > LONGEST_WORD {
            return Err(self.unknown(cells));
        }
        // One with a code has been searched for by it.
        if by_name && let Some(at) = self.new.find(code) {
            return Ok(RowUnit::New(at));
        }
        if self.new.has(level, !by_name) {
            return Err(self.mixed(level, cells));
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
