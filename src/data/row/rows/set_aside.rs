//! Rows of no unit, comments that look like rows, and the columns that are not read.

use super::totals::MOST_TOTALS;
use super::{Rows, Unused};
use crate::data::cell::date;
use crate::data::cell::unit_remark::{is_multiple, unit_of_table};
use crate::data::reporter::WHOLE_ROW;
use crate::data::row::balance::RowFate;
use crate::data::row::ignored_column::IgnoredColumn;
use crate::data::unit::RowKind;
use crate::finding::{Code, Finding, codes};
use crate::i18n::{Text, normalize};
use crate::table::{Control, Record};
use crate::text;

/// Whether a text is a date, as below a signature, or a sentence with a number in front: `2、不含流动人口`.
fn is_dated_or_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.len() - bare.len();
    let sentence = bare.strip_prefix(['、', '.', '．', ')', '）']);
    let numbered = sentence.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
    let dated = text.ends_with('日') && date::iso(text).is_some();
    dated || number <= 2 && numbered
}

impl Rows<'_> {
    /// Takes a comment. One that looks like a row is refused; one that gives a unit of measurement leaves all figures in doubt.
    pub(super) fn comment(&mut self, record: &Record<'_>) -> Control {
        if !self.header_seen {
            return Control::Next; // has been read with the header
        }
        if self.looks_like_row(record) {
            self.balance.add(None, RowFate::Refused);
            let message = text!("注释行像是一行数据", "this comment looks like a row");
            let help = text!(
                "若是数据，请删去开头的 `#`；若不是，请改写此行；此行未采用",
                "remove the `#` if it is a row; rewrite the line if it is not; it is not used"
            );
            self.set_aside_note(codes::ROW_IN_COMMENT, record, message, help);
        } else {
            self.note_unit_of_table(record);
        }
        self.or_stop(Control::Next)
    }

    /// Whether a comment has as many cells as the header, among them a number.
    fn looks_like_row(&self, record: &Record<'_>) -> bool {
        let header = &self.schema.header;
        let fits = (header.named..=header.len).contains(&record.len()) && record.len() > 1;
        let is_number = |at: usize| {
            let cell = record.get(at).trim();
            !cell.is_empty()
                && cell
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b".,-%".contains(&byte))
        };
        fits && (1..record.len()).any(is_number)
    }

    /// Notes that a row is of no unit, and why.
    pub(super) fn set_aside_or_refuse(&mut self, record: &Record<'_>, kind: RowKind) -> Unused {
        match kind {
            RowKind::Total | RowKind::Average => {
                let message = text!(
                    "合计或平均行，已搁置",
                    "a row of totals or averages, set aside"
                );
                let help = text!(
                    "合计会与各行之和核对；若是某一评估对象的数值，请填写其代码",
                    "totals are compared with the sums of the rows; if the figures are a unit's own, give its code"
                );
                self.set_aside_note(codes::TOTAL_ROW, record, message, help);
                // What was refused above is not what is refused below: each is part of its own sum.
                self.refused_before.clear();
                // Rows of other parts of the file may belong to the total.
                self.needs_whole_file |= !self.whole;
                if kind == RowKind::Total && self.totals.len() < MOST_TOTALS {
                    self.keep_total(record);
                }
                Unused::SetAside
            }
            RowKind::Part => {
                let message = text!("“其中”行，已搁置", "an of-which row, set aside");
                let help = text!(
                    "若需要，请列为单独的数据项；若是某一评估对象的数值，请填写其代码与名称",
                    "declare a variable of its own if it is needed; if the figures are a unit's own, give its code and name"
                );
                self.set_aside_note(codes::PART_ROW, record, message, help);
                Unused::SetAside
            }
            RowKind::Remark if self.has_figures(record) => {
                let message = text!("备注行中有数值", "a remark with figures");
                let help = text!(
                    "若是某一评估对象的数值，请填写其代码；此行未采用",
                    "give the code of the unit if the figures are a unit's; this row is not used"
                );
                self.set_aside_note(codes::UNKNOWN_UNIT, record, message, help);
                Unused::Refused
            }
            RowKind::Remark => {
                self.remark(record);
                Unused::SetAside
            }
        }
    }

    /// Notes a remark in or below the table.
    pub(super) fn remark(&mut self, record: &Record<'_>) {
        let message = text!(
            "备注、来源或签名行，已搁置",
            "a remark, source or signature, set aside"
        );
        let help = text!(
            "无需处理；若是数据行，请填写代码与数值",
            "nothing needs to be done; if it is a row of figures, give the code and the figures"
        );
        self.set_aside_note(codes::REMARK_ROW, record, message, help);
        self.note_unit_of_table(record);
    }

    /// Whether a row that has not the cells of the header is a remark: it says one thing, which is no unit and no figure.
    pub(super) fn is_remark(&mut self, record: &Record<'_>) -> bool {
        if record.is_multiline() || record.stray_quote().is_some() {
            return false;
        }
        let mut filled = (0..record.len())
            .map(|at| record.get(at).trim())
            .filter(|cell| !cell.is_empty());
        let first = filled.next().unwrap_or("");
        let alone = filled.next().is_none();
        let remark = RowKind::of(first) == Some(RowKind::Remark);
        let text = !first.starts_with(|c: char| c.is_ascii_digit()) || is_dated_or_numbered(first);
        (alone && text || remark)
            && self.named(record).is_none()
            && !self.has_figures(record)
            && !self.units.is_row_in_one_cell(record)
    }

    /// Whether any cell of a column of values begins with a digit.
    fn has_figures(&self, record: &Record<'_>) -> bool {
        let schema = self.schema;
        let columns = schema.answer_columns.iter().chain(&schema.figure_columns);
        let value = (schema
            .header
            .roles
            .get(crate::data::column_role::ColumnRole::Value))
        .filter(|_| schema.long);
        let digit = |at: usize| {
            let cell = record.get(at).trim_start_matches(['-', '+', ' ']);
            cell.starts_with(|c: char| c.is_ascii_digit())
        };
        columns.map(|column| column.at).chain(value).any(digit)
    }

    /// Notes that a remark in the table gives a unit of measurement: it may be that of all figures.
    fn note_unit_of_table(&mut self, record: &Record<'_>) {
        let remark: Vec<&str> = (0..record.len()).map(|at| record.get(at)).collect();
        let Some(unit) = unit_of_table(&remark.join(" ")).filter(|unit| is_multiple(unit)) else {
            return;
        };
        self.unit_in_remark(record, &unit);
    }

    fn unit_in_remark(&mut self, record: &Record<'_>, unit: &str) {
        self.all_in_doubt = true;
        self.needs_whole_file |= !self.whole;
        let message = text!(
            "此处说明数值以`{unit}`计",
            "this says that figures are in `{unit}`"
        );
        let help = text!(
            "请把计量单位写入各列表头，如 `常住人口（万人）`，或写在表头之上；本文件的数值均未采用",
            "write the unit into the titles of the columns, as in `residents (thousand)`, or above the header; no figure of the file is used"
        );
        self.set_aside_note(codes::UNIT_IN_REMARK, record, message, help);
    }

    /// What becomes of a row that names no known unit: it may be a second header, or a row of units of measurement.
    pub(super) fn unidentified(&mut self, record: &Record<'_>) -> Unused {
        let header = &self.schema.header;
        let says = |at: usize| normalize(record.get(at));
        if (0..header.named).all(|at| says(at) == header.titles[at]) {
            return Unused::Refused;
        }
        let known = |at: &usize| header.titles.contains(&says(*at)) && !says(*at).is_empty();
        if (0..header.named).filter(known).count() >= 2.min(header.named) {
            self.other_table = true;
            let message = text!("此处另有一个表头", "another header begins here");
            let help = text!(
                "请把下面的表另存为一个文件；以下各行均未采用",
                "save the table below it as a file of its own; none of the rows below is used"
            );
            self.set_aside_note(codes::OTHER_TABLE, record, message, help);
            return Unused::Refused;
        }
        let figures = self.schema.figure_columns.iter();
        let mut units = figures.map(|column| record.get(column.at).trim());
        if let Some(unit) = units.find(|unit| is_multiple(unit)).map(str::to_owned) {
            self.unit_in_remark(record, &unit);
        }
        Unused::Refused
    }

    /// Notes that no row fulfils the conditions of data.toml.
    pub(in crate::internals::data::row) fn note_conditions(&mut self) {
        let conditions = &self.schema.entry.conditions;
        if self.chosen > 0 || self.balance.met() == 0 || conditions.is_empty() {
            return;
        }
        let (header, says) = &conditions[0];
        let header = &header.value;
        self.reporter.add(conditions[0].0.finding(
            codes::NO_ROW_CHOSEN,
            text!(
                "`where` 没有选中任何行（`{header}` 为 `{says}`）",
                "`where` chooses no row (`{header}` is `{says}`)"
            ),
            text!("请核对该列的取值", "check what the column says in the file"),
        ));
    }

    /// Looks at the cells of columns that hold no figures: conditions of data.toml, ignored columns, columns without a title.
    pub(super) fn look_at_other_columns(&mut self, record: &Record<'_>) -> Result<(), Unused> {
        let header = &self.schema.header;
        let fails = |(at, says): &(usize, String)| normalize(record.get(*at)) != *says;
        if header.conditions.iter().any(fails) {
            return Err(Unused::SetAside);
        }
        self.chosen += 1;
        let path = &self.schema.path;
        for (&at, column) in header.ignored.iter().zip(&mut self.ignored) {
            let (cell, place) = (record.bytes(at), || record.place(path, at));
            match column {
                Some(column) => column.add(cell, place),
                None => *column = Some(IgnoredColumn::new(cell, place())),
            }
        }
        for &at in &header.untitled {
            if !record.get(at).trim().is_empty() {
                self.balance.refused += 1;
                let finding = || {
                    Finding::new(
                        codes::UNKNOWN_COLUMN,
                        text!("此列没有标题", "this column has no title"),
                    )
                    .help(text!("请补上标题", "give it a title"))
                };
                let path = &self.schema.path;
                (self.reporter).note(codes::UNKNOWN_COLUMN, at as u32, finding, || {
                    record.place(path, at)
                });
            }
        }
        Ok(())
    }

    fn set_aside_note(
        &mut self,
        code: &'static Code,
        record: &Record<'_>,
        message: Text,
        help: Text,
    ) {
        let path = &self.schema.path;
        self.reporter.note(
            code,
            WHOLE_ROW,
            || Finding::new(code, message).help(help),
            || record.whole(path),
        );
    }
}
