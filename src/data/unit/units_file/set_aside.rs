//! Rows of units files that are no units, and those that another file's roster rules out.

use super::FileReader;
use crate::data::column_role::ColumnRole;
use crate::data::reporter::WHOLE_ROW;
use crate::data::unit::RowKind;
use crate::data::words::shorten;
use crate::finding::{Finding, codes};
use crate::plan::LevelIx;
use crate::table::Record;
use crate::text;

impl FileReader<'_> {
    /// Whether a row is a total, a part or a remark: a text for one of these without a code, or a sum with one.
    pub(super) fn is_of_no_unit(&self, record: &Record<'_>) -> bool {
        if record.is_multiline() || record.stray_quote().is_some() {
            return false;
        }
        let roles = &self.schema.header.roles;
        let cell = |role: ColumnRole| roles.get(role).map_or("", |at| record.get(at).trim());
        let (code, name) = (cell(ColumnRole::Code), cell(ColumnRole::Name));
        match (code, name) {
            ("", name) => roles.has(ColumnRole::Code) && RowKind::of(name).is_some(),
            (code, "") => RowKind::of(code).is_some() && !code.is_ascii(),
            // A row that states its level declares a unit, whatever its name: a root may be called 全国 or 全市.
            (_, name) => cell(ColumnRole::Level).is_empty() && RowKind::is_sum_with_code(name),
        }
    }

    pub(super) fn set_aside(&mut self, record: &Record<'_>) {
        self.input.set_aside += 1;
        let path = &self.schema.path;
        let finding = || {
            Finding::new(
                codes::REMARK_ROW,
                text!(
                    "合计、备注或签名行，已搁置",
                    "a total, remark or signature, set aside"
                ),
            )
            .help(text!(
                "无需处理；若是评估对象，请填写其代码与名称",
                "nothing needs to be done; if it is a unit, give its code and name"
            ))
        };
        (self.reporter).note(codes::REMARK_ROW, WHOLE_ROW, finding, || record.whole(path));
    }

    /// Refuses a comment that has as many cells as the header.
    pub(super) fn comment(&mut self, record: &Record<'_>) {
        let header = &self.schema.header;
        let filled = (0..record.len()).filter(|&at| !record.get(at).trim().is_empty());
        if !self.header_seen || record.len() < header.named.max(2) || filled.count() < 2 {
            return;
        }
        self.input.refused_rows += 1;
        self.input.refused += 1;
        let path = &self.schema.path;
        let finding = || {
            Finding::new(
                codes::ROW_IN_COMMENT,
                text!("注释行像是一行数据", "this comment looks like a row"),
            )
            .help(text!(
                "若是评估对象，请删去开头的 `#`；若不是，请删去此行或改写；此行未采用",
                "remove the `#` if it is a row; rewrite the line if it is not; it is not used"
            ))
        };
        (self.reporter).note(codes::ROW_IN_COMMENT, WHOLE_ROW, finding, || {
            record.whole(path)
        });
    }

    /// Refuses a row of a level of which another file names all units.
    pub(super) fn second_roster(&mut self, record: &Record<'_>, level: LevelIx) {
        let roles = &self.schema.header.roles;
        let at = roles.get(ColumnRole::Code).or(roles.get(ColumnRole::Name));
        let id = &self.plan[level].id;
        let message = text!(
            "另一份名册已列出 `{id}` 一级的所有对象",
            "another file is the roster of the level `{id}`, which lists all of its units"
        );
        let help = text!(
            "若此对象属于该层级，请列入名册，或为此文件也声明 `roster = true`；此行未采用",
            "if the level has this unit, add it to the roster, or declare `roster = true` for this file too; this row is not used"
        );
        self.refuse(codes::SECOND_ROSTER, record, at.unwrap_or(0), message, help);
    }

    /// The other code that a roster read before gives the unit of this name, level and parent; `None` where none does.
    pub(super) fn other_code(
        &mut self,
        code: &str,
        name: &str,
        (level, parent): (LevelIx, &str),
    ) -> Option<String> {
        let file = self.schema.file;
        let codes = self.roster.codes.as_mut()?;
        if !self.schema.entry.roster || code.is_empty() || name.is_empty() {
            return None;
        }
        let known = codes
            .entry((level, parent.to_owned(), name.to_owned()))
            .or_insert_with(|| (code.to_owned(), file));
        (known.0 != code && known.1 != file).then(|| known.0.clone())
    }

    /// Refuses a row that gives a unit of another roster another code.
    pub(super) fn contradicting_roster(&mut self, record: &Record<'_>, name: &str, other: &str) {
        let at = self.schema.header.roles.get(ColumnRole::Code);
        let name = shorten(name);
        let message = text!(
            "另一份名册中 `{name}` 的代码是 `{other}`",
            "in another roster the code of `{name}` is `{other}`"
        );
        let help = text!(
            "请核对两份名册的代码；此行未采用",
            "check the codes of both rosters; this row is not used"
        );
        self.refuse(codes::SECOND_ROSTER, record, at.unwrap_or(0), message, help);
    }
}
