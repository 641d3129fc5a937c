//! The findings about rows without a unit.

use super::{Refusal, UnitCells, UnitResolver};
use crate::data::cell::marks;
use crate::data::column_role::ColumnRole;
use crate::data::unit::codes::damage;
use crate::data::unit::is_row_in_one_cell;
use crate::data::unit::units_file::missing_help;
use crate::data::words::{self, did_you_mean};
use crate::finding::codes;
use crate::i18n::{Lang, Text, normalize};
use crate::observation::UnitIx;
use crate::plan::{LevelIx, Plan};
use crate::table::Record;
use crate::text;

/// Among at most so many units a similar code or name is searched for.
const SUGGESTED: usize = 5000;

impl UnitResolver<'_> {
    pub(super) fn unknown(&self, cells: UnitCells<'_>) -> Refusal {
        let (word, role) = match cells.code {
            "" => (cells.name, ColumnRole::Name),
            code => (code, ColumnRole::Code),
        };
        let word = words::shorten(word);
        if let Some(message) = self.damage(cells.code) {
            return Refusal {
                code: codes::DAMAGED_CODE,
                role,
                message,
                help: text!(
                    "请从原始文件取回代码，并在填入前把该列设为文本；此行未采用",
                    "take the codes from where they came from, and format the column as text before they are entered; this row is not used"
                ),
                suggest: false,
            };
        }
        Refusal {
            code: codes::UNKNOWN_UNIT,
            role,
            message: text!("没有评估对象 `{word}`", "no unit `{word}`"),
            help: Text::default(),
            suggest: true,
        }
    }

    /// How to fix a row whose code or name no unit has.
    fn unknown_help(&self, role: ColumnRole, cells: UnitCells<'_>) -> Text {
        let units = &self.data.units;
        let word = match cells.code {
            "" => cells.name,
            code => code,
        };
        if let Some((bare, mark)) = marks::at_end(word)
            && (units.by_code(bare).is_some() || !self.data.matcher().find(units, bare).is_empty())
        {
            return marks::help(mark);
        }
        match self.data.matcher().find(units, cells.name)[..] {
            [_] if role == ColumnRole::Code && is_ordinal(cells.code) => text!(
                "若该列只是行号，请将列名改为 `序号`；若是代码，请核对",
                "if the column only numbers the rows, title it `No.`; if it holds codes, check them"
            ),
            [one] if role == ColumnRole::Code => {
                let (name, code) = (words::shorten(cells.name), units.code(one));
                text!(
                    "`{name}` 的代码是 `{code}`，请核对；若是另一套代码，请写入该对象的 `also` 列",
                    "the code of `{name}` is `{code}`: check it; another code of the unit belongs into its column `also`"
                )
            }
            _ if self.is_closed() => text!(
                "请核对代码与名称：名册已列出该层级的所有对象",
                "check the code and the name: the roster lists all units of the level"
            ),
            _ => text!(
                "若是评估对象，请在名册文件中列出，或加一列 `parent` 说明上级；合计或一组对象不应列入",
                "if it is a unit, list it in a units file, or say in a column `parent` what it belongs to; a sum or a group of units is none"
            ),
        }
    }

    /// Whether the only cell of a record that says anything holds the cells of a row.
    pub fn is_row_in_one_cell(&self, record: &Record<'_>) -> bool {
        let mut filled = (0..record.len()).map(|at| record.get(at).trim());
        let text = filled.find(|cell| !cell.is_empty()).unwrap_or_default();
        let units = &self.data.units;
        let is_unit = |word: &str| {
            !units.find(word).is_empty() || !self.data.matcher().find(units, word).is_empty()
        };
        is_row_in_one_cell(text, self.schema.header.named, is_unit)
    }

    /// Whether a roster names all units that rows of the file may be of.
    fn is_closed(&self) -> bool {
        let units = &self.data.units;
        let levels = self.plan.levels();
        match self.level {
            Some(level) => units.is_complete(level),
            None => levels.into_iter().any(|level| units.is_complete(level)),
        }
    }

    /// What a spreadsheet did to a code that no unit has; `None` if nothing shows that it did anything.
    pub(super) fn damage(&self, code: &str) -> Option<Text> {
        damage(&self.data.units, code).or_else(|| damage(&self.new, code))
    }

    pub(super) fn unknown_parent(&self, cells: UnitCells<'_>) -> Refusal {
        let word = words::shorten(cells.parent);
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
    pub(super) fn help(&self, mut refusal: Refusal, cells: UnitCells<'_>) -> Text {
        if refusal.code == codes::UNKNOWN_UNIT {
            refusal.help = self.unknown_help(refusal.role, cells);
        }
        if !refusal.suggest {
            return refusal.help;
        }
        let word = match refusal.role {
            ColumnRole::Parent => cells.parent,
            ColumnRole::Name => cells.name,
            _ => cells.code,
        };
        let units = &self.data.units;
        let level = self.level.filter(|_| refusal.role != ColumnRole::Parent);
        let of_level = |ix: &UnitIx| level.is_none_or(|level| units.level(*ix) == level);
        let known = units.all().filter(of_level).take(SUGGESTED);
        let known = known.flat_map(|ix| [units.code(ix), units.name(ix, Lang::Zh)]);
        // Another digit is another unit: a code is suggested only where the signs around its letters and digits differ.
        let has_digits = word.contains(|c: char| c.is_ascii_digit());
        let alike = |other: &&str| !has_digits || letters(other) == letters(word);
        did_you_mean(&words::shorten(word), known.filter(alike), refusal.help)
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

/// The letters and digits of a code.
fn letters(code: &str) -> String {
    let signs = normalize(code);
    signs.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a row that no unit is known for says one thing only, in words: nothing is lost with it.
pub(super) fn is_remark(refusal: &Refusal, cells: UnitCells<'_>, record: &Record<'_>) -> bool {
    let word = if cells.code.is_empty() {
        cells.name
    } else {
        cells.code
    };
    let in_words = word.contains(|c: char| !c.is_ascii_digit() && c != '.');
    let mut filled = (0..record.len()).filter(|&at| !record.get(at).trim().is_empty());
    refusal.code == codes::UNKNOWN_UNIT
        && in_words
        && filled.next().is_some()
        && filled.next().is_none()
}

/// Whether a code may be the number of a row.
fn is_ordinal(code: &str) -> bool {
    code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn missing_unit() -> Refusal {
    Refusal {
        code: codes::MISSING_UNIT,
        role: ColumnRole::Code,
        message: text!("此行没有代码或名称", "this row names no unit"),
        help: missing_help(),
        suggest: false,
    }
}

pub(super) fn unknown_level(plan: &Plan, cells: UnitCells<'_>) -> Refusal {
    let levels = words::quote_list(plan.levels.iter().map(|level| level.id.as_str()));
    let word = words::shorten(cells.level);
    Refusal {
        code: codes::UNKNOWN_LEVEL,
        role: ColumnRole::Level,
        message: match &*word {
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
