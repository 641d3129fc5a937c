//! Rows of units files that are no units, and those that another file's roster rules out.

use super::FileReader;
use super::listed::Listed;
use crate::data::column_role::ColumnRole;
use crate::data::reporter::WHOLE_ROW;
use crate::data::unit::RowKind;
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
    pub(super) fn second_roster(&mut self, record: &Record<'_>, level: LevelIx, roster: u32) {
        let (file, line) = (roster, 1);
        let roster = self.roster.listings.path(Listed { file, line }).to_owned();
        let roles = &self.schema.header.roles;
        let at = roles.get(ColumnRole::Code).or(roles.get(ColumnRole::Name));
        let id = &self.plan[level].id;
        let message = text!(
            "名册 {roster} 已列出 `{id}` 一级的所有对象，其中没有此对象",
            "the roster {roster} lists all units of the level `{id}`, and not this one"
        );
        let help = text!(
            "若此对象确属该层级，请列入名册；若此文件是另一上级的名册，请声明 `roster = true`；此行未采用",
            "if the level has this unit, add it to the roster; if this file is the roster of another unit, declare `roster = true`; this row is not used"
        );
        self.refuse(codes::SECOND_ROSTER, record, at.unwrap_or(0), message, help);
    }
}
