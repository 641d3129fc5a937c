//! Whether the other cells of a row agree with the unit that its code or name found.

use super::refusals::unknown_level;
use super::{Refusal, Said, UnitResolver, to_halfwidth};
use crate::data::cell_error::Reporter;
use crate::data::words::{self, ColumnRole};
use crate::finding::{Finding, codes};
use crate::i18n::Lang;
use crate::observation::UnitIx;
use crate::table::Record;
use crate::text;

impl UnitResolver<'_> {
    /// Whether the row says of a unit of the roster what the roster says.
    pub(super) fn confirm(
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
            && successor(units, other) != successor(units, ix)
        {
            let (code, name, theirs) = (said.code, said.name, units.code(other));
            return Err(Refusal {
                code: codes::AMBIGUOUS_UNIT,
                part: ColumnRole::Name,
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
                units.is_within(successor(units, ix), successor(units, parent))
                    || units.is_within(ix, parent)
            });
            if !below {
                self.other_parent(ix, said, reporter, record);
            }
        }
        Ok(())
    }

    /// Whether the row says of a unit met before what was said then.
    pub(super) fn confirm_new(&mut self, at: u32, said: Said<'_>) -> Result<(), Refusal> {
        if !said.level.is_empty() {
            let word = said.level;
            let level = self.level_word.get(word, || words::level(self.plan, word));
            match level {
                None => return Err(unknown_level(self.plan, said)),
                Some(level) if level != self.new.level(at) => return Err(already_used(said)),
                Some(_) => {}
            }
        }
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
            || to_halfwidth(name) == to_halfwidth(said.name);
        if parent == self.new.parent(at) && same_name {
            return Ok(());
        }
        Err(already_used(said))
    }

    fn other_parent(
        &self,
        ix: UnitIx,
        said: Said<'_>,
        reporter: &mut Reporter,
        record: &Record<'_>,
    ) {
        let at = self
            .layout
            .header
            .parts
            .get(ColumnRole::Parent)
            .unwrap_or(0);
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

fn already_used(said: Said<'_>) -> Refusal {
    let code = said.code;
    Refusal {
        code: codes::DUPLICATE_UNIT,
        part: ColumnRole::Code,
        message: text!(
            "代码 `{code}` 在本文件中已用于另一评估对象",
            "the code `{code}` already stands for another unit in this file"
        ),
        help: text!(
            "请核对代码、名称、层级与上级",
            "check the code, the name, the level and the parent"
        ),
        near: false,
    }
}

/// The unit that a unit is part of today.
fn successor(units: &crate::observation::Units, ix: UnitIx) -> UnitIx {
    let mut at = ix;
    for _ in 0..16 {
        match units.successor(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
