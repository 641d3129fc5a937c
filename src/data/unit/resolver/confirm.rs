//! Checks that the other cells of a row agree with the unit that its code or name identifies.

use super::refusals::unknown_level;
use super::{NoUnit, Refusal, UnitCells, UnitResolver, to_halfwidth};
use crate::data::cell::marks;
use crate::data::column_role::ColumnRole;
use crate::data::unit::RowKind;
use crate::data::unit::names::is_name_of;
use crate::data::words;
use crate::finding::codes;
use crate::i18n::Lang;
use crate::observation::UnitIx;
use crate::plan::LevelIx;
use crate::text;

impl UnitResolver<'_> {
    /// The level that a row states, or its file for all of its rows; `None` if neither does.
    pub(super) fn stated_level(&mut self, cells: UnitCells<'_>) -> Option<LevelIx> {
        match cells.level {
            "" => self.schema.entry.level,
            word => self.level_word.get(word, || words::level(self.plan, word)),
        }
    }

    /// Whether a row is of a unit below `ix`, by its level or because `ix` is its parent.
    pub(super) fn is_below(&mut self, ix: UnitIx, cells: UnitCells<'_>) -> bool {
        let parent = self.parent(cells.parent);
        let level = self.stated_level(cells);
        parent == Some(ix)
            || parent.is_some() && level.is_some_and(|l| l > self.data.units.level(ix))
    }

    /// Checks a row against a unit of the roster.
    pub(super) fn confirm(&mut self, ix: UnitIx, cells: UnitCells<'_>) -> Result<(), NoUnit> {
        let units = &self.data.units;
        if !cells.code.is_empty()
            && !cells.name.is_empty()
            && units.name(ix, Lang::Zh) != cells.name
            && units.names(ix).next().is_some()
        {
            self.confirm_name(ix, cells)?;
        }
        if !cells.level.is_empty() {
            let level = self
                .level_word
                .get(cells.level, || words::level(self.plan, cells.level));
            match level {
                None => return Err(unknown_level(self.plan, cells).into()),
                Some(level) if level != units.level(ix) => {
                    return Err(self.other_level(ix, cells).into());
                }
                Some(_) => {}
            }
        } else if let Some(level) = self.schema.entry.level
            && level != units.level(ix)
            && !cells.code.is_empty()
            && !units.find(cells.code).contains(&ix)
        {
            // Only zeros behind its code say that it is this unit.
            return Err(self.other_than_declared(ix, level, cells).into());
        }
        if !cells.parent.is_empty() {
            let parent = self.parent(cells.parent);
            let below = parent.is_some_and(|parent| ix != parent && units.was_below(ix, parent));
            if !below {
                return Err(self.other_parent(ix, cells).into());
            }
        }
        Ok(())
    }

    /// Checks a name that is not written as in the roster. A total beside the code of a unit with members is the unit's own.
    fn confirm_name(&self, ix: UnitIx, cells: UnitCells<'_>) -> Result<(), NoUnit> {
        let units = &self.data.units;
        if is_name_of(units, ix, cells.name) {
            return Ok(());
        }
        let others = self.data.matcher().find(units, cells.name);
        let same = |other: &UnitIx| units.today(*other) == units.today(ix);
        if others.iter().any(same) {
            return Ok(());
        }
        let lowest = units.level(ix).0 as usize + 1 == self.plan.levels.len();
        match RowKind::of(cells.name) {
            Some(RowKind::Part) => return Err(NoUnit::NotAUnit(RowKind::Part)),
            Some(RowKind::Total) if !lowest => return Ok(()),
            _ => {}
        }
        let (code, name) = (cells.code, words::shorten(cells.name));
        let theirs = units.name(ix, Lang::Zh);
        let mut likely = self.data.matcher().beginning(cells.name);
        likely.retain(|other| others.is_empty() && !same(other) && !units.is_within(ix, *other));
        let (zh, en) = match (&others[..], &likely[..]) {
            ([other], _) => {
                let other = units.code(*other);
                (
                    format!("，而 `{name}` 的代码是 `{other}`"),
                    format!("; `{name}` is `{other}`"),
                )
            }
            (_, [other]) => {
                let other = units.code(*other);
                (
                    format!("，而 `{name}` 可能是 `{other}`"),
                    format!("; `{name}` may be `{other}`"),
                )
            }
            _ => (format!("，不是 `{name}`"), format!(", not `{name}`")),
        };
        let two_units = !others.is_empty() || !likely.is_empty();
        Err(NoUnit::Refused(Refusal {
            code: codes::NAME_DIFFERS,
            role: ColumnRole::Name,
            message: text!("`{code}` 是 `{theirs}`{zh}", "`{code}` is `{theirs}`{en}"),
            help: match marks::at_end(cells.name) {
                Some((bare, mark)) if is_name_of(units, ix, bare) => marks::help(mark),
                _ if two_units => text!(
                    "代码与名称似属两个评估对象，请核对是哪一个；此行未采用",
                    "code and name seem to be those of two units: check which of them is meant; this row is not used"
                ),
                _ => text!(
                    "请核对代码与名称；若名称也对，请在名册的 `also` 列写明。此行未采用",
                    "check the code and the name; if the name is right too, the roster's column `also` may list it. This row is not used"
                ),
            },
            suggest: false,
        }))
    }

    /// Checks a row against a new unit of earlier rows.
    pub(super) fn confirm_new(&mut self, at: u32, cells: UnitCells<'_>) -> Result<(), NoUnit> {
        if may_be_part(cells.name) && RowKind::of(cells.name) == Some(RowKind::Part) {
            return Err(NoUnit::NotAUnit(RowKind::Part));
        }
        if !cells.level.is_empty() {
            let word = cells.level;
            let level = self.level_word.get(word, || words::level(self.plan, word));
            match level {
                None => return Err(unknown_level(self.plan, cells).into()),
                Some(level) if level != self.new.level(at) => {
                    return Err(already_used(cells).into());
                }
                Some(_) => {}
            }
        }
        if cells.parent.is_empty() {
            return Ok(());
        }
        let Some(parent) = self.parent(cells.parent) else {
            return Err(self.unknown_parent(cells).into());
        };
        let name = self.new.name(at);
        let same_name = name.is_empty()
            || cells.name.is_empty()
            || name == cells.name
            || to_halfwidth(name) == to_halfwidth(cells.name);
        if parent == self.new.parent(at) && same_name {
            return Ok(());
        }
        Err(already_used(cells).into())
    }

    /// The refusal of a row whose code is, but for zeros behind it, that of a unit of another level than declared for its file.
    fn other_than_declared(&self, ix: UnitIx, declared: LevelIx, cells: UnitCells<'_>) -> Refusal {
        let units = &self.data.units;
        let (own, declared) = (&self.plan[units.level(ix)], &self.plan[declared]);
        let (zh, id) = (&own.name.zh, &own.id);
        let (zh_declared, id_declared) = (&declared.name.zh, &declared.id);
        let (word, code) = (words::shorten(cells.code), units.code(ix));
        Refusal {
            code: codes::WRONG_LEVEL,
            role: ColumnRole::Code,
            message: text!(
                "`{word}` 是`{zh}` `{code}` 补 0 的代码，而文件声明为`{zh_declared}`",
                "`{word}` is the code of the {id} `{code}` with zeros behind it, the file is declared to be of `{id_declared}`"
            ),
            help: text!(
                "请写 `{code}`，或加一列 `parent` 写明上级；此行未采用",
                "write `{code}`, or give what it belongs to in a column `parent`; this row is not used"
            ),
            suggest: false,
        }
    }

    fn other_parent(&self, ix: UnitIx, cells: UnitCells<'_>) -> Refusal {
        let units = &self.data.units;
        let roster = units.parent(ix).map_or("—", |parent| units.code(parent));
        let (code, word) = (units.code(ix), words::shorten(cells.parent));
        Refusal {
            code: codes::PARENT_DIFFERS,
            role: ColumnRole::Parent,
            message: text!(
                "`{code}` 的上级写作 `{word}`，名册中是 `{roster}`",
                "the parent of `{code}` is given as `{word}`, in the roster it is `{roster}`"
            ),
            help: text!(
                "请核对代码与上级；此行未采用",
                "check the code and the parent; this row is not used"
            ),
            suggest: false,
        }
    }
}

/// Whether a name may begin like that of an of-which row; few do.
fn may_be_part(name: &str) -> bool {
    name.starts_with([
        '其', '#', '＃', '—', '–', '-', '─', 'd', 'D', 'o', 'O', '\u{3000}',
    ])
}

fn already_used(cells: UnitCells<'_>) -> Refusal {
    let code = cells.code;
    Refusal {
        code: codes::DUPLICATE_UNIT,
        role: ColumnRole::Code,
        message: text!(
            "代码 `{code}` 在本文件中已用于另一评估对象",
            "the code `{code}` is that of another unit in this file"
        ),
        help: text!(
            "请核对代码、名称、层级与上级",
            "check the code, the name, the level and the parent"
        ),
        suggest: false,
    }
}
