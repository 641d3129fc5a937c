//! Why a row's unit is not to be had, in words.

use super::{Refusal, Said, UnitResolver};
use crate::data::words::{self, ColumnRole, did_you_mean};
use crate::finding::codes;
use crate::i18n::{Lang, Text};
use crate::observation::UnitIx;
use crate::plan::{LevelIx, Plan};
use crate::text;

impl UnitResolver<'_> {
    pub(super) fn unknown(&self, said: Said<'_>) -> Refusal {
        let (word, part) = match said.code {
            "" => (said.name, ColumnRole::Name),
            code => (code, ColumnRole::Code),
        };
        let units = &self.data.units;
        let otherwise = match units.find(said.name)[..] {
            [one] => {
                let (name, code) = (said.name, units.code(one));
                text!(
                    "`{name}` 的代码是 `{code}`；若两者都对，请在名册的 `also` 列加上",
                    "`{name}` is `{code}`; if both are right, add this one to the roster's column `also`"
                )
            }
            _ if words::is_total(said.name) || words::is_total(word) => text!(
                "合计行请删去，或填写其上级评估对象的代码",
                "leave rows of totals out, or give them the code of the unit that they are the total of"
            ),
            _ => text!(
                "请在名册中加上它，或加一列 `parent` 说明上级",
                "add it to the roster, or say in a column `parent` what it belongs to"
            ),
        };
        Refusal {
            code: codes::UNKNOWN_UNIT,
            part,
            message: text!("没有评估对象 `{word}`", "no unit `{word}`"),
            help: otherwise,
            near: !words::is_total(word),
        }
    }

    pub(super) fn unknown_parent(&self, said: Said<'_>) -> Refusal {
        let word = said.parent;
        Refusal {
            code: codes::UNKNOWN_PARENT,
            part: ColumnRole::Parent,
            message: text!("`{word}` 不能作上级", "`{word}` is no unit above this one"),
            help: text!(
                "请填写名册中上级的代码",
                "give the code of a unit in the roster"
            ),
            near: true,
        }
    }

    /// What to do about a refusal; asked only where it is kept, for the nearest name is long in finding.
    pub(super) fn help(&self, refusal: Refusal, said: Said<'_>) -> Text {
        if !refusal.near {
            return refusal.help;
        }
        let word = match refusal.part {
            ColumnRole::Parent => said.parent,
            ColumnRole::Name => said.name,
            _ => said.code,
        };
        let units = &self.data.units;
        let known = units
            .all()
            .take(5000)
            .flat_map(|ix| [units.code(ix), units.name(ix, Lang::Zh)]);
        did_you_mean(word, known, refusal.help)
    }

    pub(super) fn mixed(&self, level: LevelIx, said: Said<'_>) -> Refusal {
        let level = &self.plan[level];
        let (zh, id) = (&level.name.zh, &level.id);
        Refusal {
            code: codes::MIXED_IDENTITY,
            part: match said.code {
                "" => ColumnRole::Name,
                _ => ColumnRole::Code,
            },
            message: text!(
                "`{zh}`一级的评估对象时而写代码、时而只写名称，无法判断是否为同一个",
                "units of `{id}` are named here by code and there by name only; they can't be told apart"
            ),
            help: text!(
                "请每一行都写代码，或列出名册；此行未采用",
                "give every row its code, or name the units in a roster; this row is not used"
            ),
            near: false,
        }
    }

    pub(super) fn other_level(&self, ix: UnitIx, said: Said<'_>) -> Refusal {
        let level = &self.plan[self.data.units.level(ix)];
        let (zh, id, word) = (&level.name.zh, &level.id, said.level);
        Refusal {
            code: codes::WRONG_LEVEL,
            part: ColumnRole::Level,
            message: text!(
                "名册中是`{zh}`，不是 `{word}`",
                "the roster says `{id}`, not `{word}`"
            ),
            help: text!("请核对代码与层级", "check the code and the level"),
            near: false,
        }
    }
}

pub(super) fn unknown_level(plan: &Plan, said: Said<'_>) -> Refusal {
    let levels = words::quote_list(plan.levels.iter().map(|level| level.id.as_str()));
    let word = said.level;
    Refusal {
        code: codes::UNKNOWN_LEVEL,
        part: ColumnRole::Level,
        message: match word {
            "" => text!("此行没有层级", "this row has no level"),
            _ => text!("未知的层级 `{word}`", "unknown level `{word}`"),
        },
        help: text!(
            "规划中的层级：{levels}；可在 data.toml 中为文件写 `level`",
            "the plan has {levels}; the file may be given a `level` in data.toml"
        ),
        near: false,
    }
}
