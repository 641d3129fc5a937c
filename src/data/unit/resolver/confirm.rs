//! Checks that the other cells of a row agree with the unit that its code or name identifies.

use super::refusals::unknown_level;
use super::{Refusal, UnitCells, UnitResolver, to_halfwidth};
use crate::data::column_role::ColumnRole;
use crate::data::reporter::Reporter;
use crate::data::words;
use crate::finding::{Finding, codes};
use crate::i18n::Lang;
use crate::observation::UnitIx;
use crate::table::Record;
use crate::text;

impl UnitResolver<'_> {
    /// Checks a row against a unit of the roster.
    pub(super) fn confirm(
        &mut self,
        ix: UnitIx,
        cells: UnitCells<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) -> Result<(), Refusal> {
        let units = &self.data.units;
        if !cells.code.is_empty()
            && !cells.name.is_empty()
            && units.name(ix, Lang::Zh) != cells.name
            && let [other] = units.find(cells.name)[..]
            && other != ix
            && units.today(other) != units.today(ix)
        {
            let (code, name, theirs) = (cells.code, cells.name, units.code(other));
            return Err(Refusal {
                code: codes::AMBIGUOUS_UNIT,
                role: ColumnRole::Name,
                message: text!(
                    "代码是 `{code}`，而 `{name}` 的代码是 `{theirs}`",
                    "the code is `{code}`, and `{name}` is `{theirs}`"
                ),
                help: text!("请核对代码与名称", "check the code and the name"),
                suggest: false,
            });
        }
        if !cells.level.is_empty() {
            let level = self
                .level_word
                .get(cells.level, || words::level(self.plan, cells.level));
            match level {
                None => return Err(unknown_level(self.plan, cells)),
                Some(level) if level != units.level(ix) => return Err(self.other_level(ix, cells)),
                Some(_) => {}
            }
        }
        if !cells.parent.is_empty() {
            let parent = self.parent(cells.parent);
            let below = parent.is_some_and(|parent| {
                units.is_within(units.today(ix), units.today(parent)) || units.is_within(ix, parent)
            });
            if !below {
                self.other_parent(ix, cells, reporter, record);
            }
        }
        Ok(())
    }

    /// Checks a row against a new unit of earlier rows.
    pub(super) fn confirm_new(&mut self, at: u32, cells: UnitCells<'_>) -> Result<(), Refusal> {
        if !cells.level.is_empty() {
            let word = cells.level;
            let level = self.level_word.get(word, || words::level(self.plan, word));
            match level {
                None => return Err(unknown_level(self.plan, cells)),
                Some(level) if level != self.new.level(at) => return Err(already_used(cells)),
                Some(_) => {}
            }
        }
        if cells.parent.is_empty() {
            return Ok(());
        }
        let Some(parent) = self.parent(cells.parent) else {
            return Err(self.unknown_parent(cells));
        };
        let name = self.new.name(at);
        let same_name = name.is_empty()
            || cells.name.is_empty()
            || name == cells.name
            || to_halfwidth(name) == to_halfwidth(cells.name);
        if parent == self.new.parent(at) && same_name {
            return Ok(());
        }
        Err(already_used(cells))
    }

    fn other_parent(
        &self,
        ix: UnitIx,
        cells: UnitCells<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) {
        let at = self
            .schema
            .header
            .roles
            .get(ColumnRole::Parent)
            .unwrap_or(0);
        let units = &self.data.units;
        let roster = units.parent(ix).map_or("—", |parent| units.code(parent));
        let (code, word) = (units.code(ix), cells.parent);
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
                .help(text!("以名册为准；请更正其中一处", "the roster's is used; correct one of the two"))
            },
            || record.place(&self.schema.path, at),
        );
    }
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
