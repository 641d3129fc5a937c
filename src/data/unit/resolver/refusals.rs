//! The findings about rows without a unit.

use super::{Refusal, UnitCells, UnitResolver};
use crate::data::column_role::ColumnRole;
use crate::data::unit::names::is_total;
use crate::data::words::{self, did_you_mean};
use crate::finding::codes;
use crate::i18n::{Lang, Text};
use crate::observation::UnitIx;
use crate::plan::{LevelIx, Plan};
use crate::text;

impl UnitResolver<'_> {
    pub(super) fn unknown(&self, cells: UnitCells<'_>) -> Refusal {
        let (word, role) = match cells.code {
            "" => (cells.name, ColumnRole::Name),
            code => (code, ColumnRole::Code),
        };
        let units = &self.data.units;
        let otherwise = match units.find(cells.name)[..] {
            [one] => {
                let (name, code) = (cells.name, units.code(one));
                text!(
                    "`{name}` 的代码是 `{code}`；若两者都对，请在名册的 `also` 列加上",
                    "`{name}` is `{code}`; if both are right, add this one to the roster's column `also`"
                )
            }
            _ if is_total(cells.name) || is_total(word) => text!(
                "若为合计，请填写所合计的评估对象的代码",
                "if this is a total, give the code of the unit that it is the total of"
            ),
            _ => text!(
                "请在名册中加上它，或加一列 `parent` 说明上级",
                "add it to the roster, or say in a column `parent` what it belongs to"
            ),
        };
        Refusal {
            code: codes::UNKNOWN_UNIT,
            role,
            message: text!("没有评估对象 `{word}`", "no unit `{word}`"),
            help: otherwise,
            suggest: !is_total(word),
        }
    }

    pub(super) fn unknown_parent(&self, cells: UnitCells<'_>) -> Refusal {
        let word = cells.parent;
        Refusal {
            code: codes::UNKNOWN_PARENT,
            role: ColumnRole::Parent,
            message: text!(
                "`{word}` 不是上一层级的评估对象",
                "`{word}` is not a unit of a level above"
            ),
            help: text!(
                "请填写名册中上级的代码",
                "give the code of a unit in the roster"
            ),
            suggest: true,
        }
    }

    /// How to fix a refusal. Called only for findings that are kept, since the search for similar names is slow.
    pub(super) fn help(&self, refusal: Refusal, cells: UnitCells<'_>) -> Text {
        if !refusal.suggest {
            return refusal.help;
        }
        let word = match refusal.role {
            ColumnRole::Parent => cells.parent,
            ColumnRole::Name => cells.name,
            _ => cells.code,
        };
        let units = &self.data.units;
        let known = units
            .all()
            .take(5000)
            .flat_map(|ix| [units.code(ix), units.name(ix, Lang::Zh)]);
        did_you_mean(word, known, refusal.help)
    }

    pub(super) fn mixed(&self, level: LevelIx, cells: UnitCells<'_>) -> Refusal {
        let level = &self.plan[level];
        let (zh, id) = (&level.name.zh, &level.id);
        Refusal {
            code: codes::MIXED_IDENTITY,
            role: match cells.code {
                "" => ColumnRole::Name,
                _ => ColumnRole::Code,
            },
            message: text!(
                "`{zh}`一级的评估对象有的行写代码、有的行只写名称，无法判断是否为同一个",
                "some rows give units of `{id}` by code and some by name only, so they can't be told apart"
            ),
            help: text!(
                "请每一行都写代码，或列出名册；此行未采用",
                "give the code in every row, or list the units in a roster; this row is not used"
            ),
            suggest: false,
        }
    }

    pub(super) fn other_level(&self, ix: UnitIx, cells: UnitCells<'_>) -> Refusal {
        let level = &self.plan[self.data.units.level(ix)];
        let (zh, id, word) = (&level.name.zh, &level.id, cells.level);
        Refusal {
            code: codes::WRONG_LEVEL,
            role: ColumnRole::Level,
            message: text!(
                "名册中是`{zh}`，不是 `{word}`",
                "the roster says `{id}`, not `{word}`"
            ),
            help: text!("请核对代码与层级", "check the code and the level"),
            suggest: false,
        }
    }
}

pub(super) fn unknown_level(plan: &Plan, cells: UnitCells<'_>) -> Refusal {
    let levels = words::quote_list(plan.levels.iter().map(|level| level.id.as_str()));
    let word = cells.level;
    Refusal {
        code: codes::UNKNOWN_LEVEL,
        role: ColumnRole::Level,
        message: match word {
            "" => text!("此行没有层级", "this row has no level"),
            _ => text!("未知的层级 `{word}`", "unknown level `{word}`"),
        },
        help: text!(
            "规划的层级：{levels}；也可在 data.toml 中为文件写 `level`",
            "the levels of the plan are {levels}; `level` may also be declared for the file in data.toml"
        ),
        suggest: false,
    }
}
