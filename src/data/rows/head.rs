//! What a row says of itself: when, planned or not, as of when.

use super::variables::same;
use super::{Refused, Rows, exists};
use crate::data::words::{self, ColumnRole};
use crate::data::{Fields, FileSchema, RowHead, RowUnit, dates};
use crate::finding::codes;
use crate::observation::{Period, UnitIx};
use crate::plan::LevelIx;
use crate::table::Record;
use crate::text;
use std::borrow::Cow;

/// What the cells at the head of a row say.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub unit: RowUnit,
    pub level: LevelIx,
    pub parent: Option<UnitIx>,
    /// None where neither the row nor the file says.
    pub period: Option<Period>,
    pub planned: bool,
}

/// The last head, where there was nothing to remark: rows of a long file mostly begin as the one before.
pub(super) struct RowKeyCache {
    /// So many cells hold all of it; none where they do not stand in front.
    cells: Option<usize>,
    text: Vec<u8>,
    head: Option<Head>,
}

impl RowKeyCache {
    pub fn new(layout: &FileSchema) -> Self {
        let at = |part| layout.header.parts.get(part);
        let last = HEAD.into_iter().filter_map(at).max();
        let rest = [ColumnRole::Variable, ColumnRole::Value]
            .into_iter()
            .filter_map(at)
            .min();
        let in_front = layout.long && last < rest;
        RowKeyCache {
            cells: last.filter(|_| in_front).map(|last| last + 1),
            text: Vec::new(),
            head: None,
        }
    }

    pub fn forget(&mut self) {
        self.head = None;
    }

    fn get(&self, record: &Record<'_>) -> Option<Head> {
        let text = record.leading(self.cells?)?;
        self.head.filter(|_| same(text, &self.text))
    }

    fn keep(&mut self, record: &Record<'_>, head: Head) {
        if let Some(text) = self.cells.and_then(|cells| record.leading(cells)) {
            self.text.clear();
            self.text.extend_from_slice(text);
            self.head = Some(head);
        }
    }
}

/// What a head is made of.
const HEAD: [ColumnRole; 7] = [
    ColumnRole::Code,
    ColumnRole::Name,
    ColumnRole::Level,
    ColumnRole::Parent,
    ColumnRole::Period,
    ColumnRole::Kind,
    ColumnRole::AsOf,
];

impl Rows<'_> {
    /// Whose row it is, of when, planned or not; when it was stated stays in `as_of`.
    pub(super) fn head(&mut self, record: &Record<'_>) -> Result<Head, Refused> {
        if let Some(head) = self.heading.get(record) {
            return Ok(head);
        }
        self.heading.forget();
        let noted = self.reporter.noted();
        let Some(unit) = self.units.find(record, &mut self.reporter) else {
            // An earlier range of the file may have said whose it is.
            self.needs_whole_file = !self.whole;
            return Err(Refused);
        };
        let head = Head {
            unit,
            level: self.units.level_of(unit),
            parent: self.units.parent_of(unit),
            period: self.period(record)?,
            planned: self.planned(record)?,
        };
        self.read_as_of(record)?;
        if self.reporter.noted() == noted {
            self.heading.keep(record, head);
        }
        Ok(head)
    }

    /// The head as it is handed on.
    pub(super) fn row_head<'r>(
        &'r self,
        head: Head,
        period: Period,
        fields: &'r Fields<'r>,
    ) -> RowHead<'r> {
        RowHead {
            unit: head.unit,
            level: head.level,
            parent: head.parent,
            new: &self.units.new,
            period,
            planned: head.planned,
            as_of: self.as_of(),
            fields,
            layout: self.layout,
        }
    }

    /// The row's period, else the file's.
    fn period(&mut self, record: &Record<'_>) -> Result<Option<Period>, Refused> {
        let Some(at) = self.layout.header.parts.get(ColumnRole::Period) else {
            return Ok(self.layout.entry.period);
        };
        if self.period.is_some() && self.period_text.as_bytes() == record.bytes(at) {
            return Ok(self.period);
        }
        let word = record.get(at);
        let folded = match word.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Cow::Borrowed(word),
            false => Cow::Owned(words::normalize(word)),
        };
        if folded.is_empty() {
            return Ok(self.layout.entry.period);
        }
        self.period_text.clear();
        self.period_text.push_str(word);
        self.period = Period::parse(&folded);
        if self.period.is_some() {
            return Ok(self.period);
        }
        let message = text!(
            "`{}` 不是年份或期间",
            "`{}` is no year and no period",
            word.trim()
        );
        let help = text!("请写 `2015` 或 `2011-2014`", "write `2015` or `2011-2014`");
        Err(self.refuse(codes::BAD_PERIOD, record, at, message, help))
    }

    /// Where every column has a period of its own, the first one's stands for the row.
    pub(super) fn first_period(&self) -> Option<Period> {
        let mut columns = self.layout.header.columns.iter();
        columns.find_map(|(_, meaning)| meaning.period)
    }

    pub(super) fn no_period(&mut self, record: &Record<'_>) -> Refused {
        let at = self
            .layout
            .header
            .parts
            .get(ColumnRole::Period)
            .unwrap_or(0);
        let message = text!("此行没有年份", "this row has no period");
        let help = text!(
            "请填写年份，或在 data.toml 中为文件写 `year`",
            "fill it in, or give the file a `year` in data.toml"
        );
        self.refuse(codes::BAD_PERIOD, record, at, message, help)
    }

    fn planned(&mut self, record: &Record<'_>) -> Result<bool, Refused> {
        let Some(at) = self.layout.header.parts.get(ColumnRole::Kind) else {
            return Ok(self.layout.entry.planned);
        };
        match record.get(at) {
            "" => return Ok(self.layout.entry.planned),
            "actual" | "实际" => return Ok(false),
            _ => {}
        }
        let word = record.get(at).trim();
        match words::planned(word) {
            Some(planned) => Ok(planned),
            None => {
                let message = text!(
                    "`{word}` 既非实际也非计划",
                    "`{word}` is neither actual nor planned"
                );
                let help = text!("请写 `实际` 或 `计划`", "write `actual` or `planned`");
                Err(self.refuse(codes::BAD_KIND, record, at, message, help))
            }
        }
    }

    /// Reads when the row was stated into `as_of`.
    fn read_as_of(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        let Some(at) = self.layout.header.parts.get(ColumnRole::AsOf) else {
            return Ok(());
        };
        self.as_of.clear();
        let word = record.get(at).trim();
        if word.is_empty() {
            return Ok(());
        }
        if let Some(date) = dates::iso(word) {
            self.as_of.push_str(&date);
            return Ok(());
        }
        let message = text!("`{word}` 不是日期", "`{word}` is not a date");
        let help = text!(
            "请写 `2016-03-31`、`2016-03` 或 `2016`",
            "write `2016-03-31`, `2016-03` or `2016`"
        );
        Err(self.refuse(codes::BAD_DATE, record, at, message, help))
    }

    fn as_of(&self) -> Option<&str> {
        if self.as_of.is_empty() {
            self.layout.entry.as_of.as_deref()
        } else {
            Some(&self.as_of)
        }
    }

    pub(super) fn exists(&self, unit: RowUnit, period: Period) -> bool {
        exists(self.data, unit, period)
    }

    pub(super) fn row_not_existing(
        &mut self,
        record: &Record<'_>,
        unit: RowUnit,
        period: Period,
    ) -> Refused {
        let parts = &self.layout.header.parts;
        let at = parts
            .get(ColumnRole::Code)
            .or(parts.get(ColumnRole::Name))
            .unwrap_or(0);
        let code = match unit {
            RowUnit::Known(ix) => self.data.units.code(ix).to_owned(),
            RowUnit::New(at) => self.units.new.code(at).to_owned(),
        };
        let message = text!(
            "`{code}` 在 {period} 年不存在",
            "`{code}` did not exist in {period}"
        );
        let help = text!(
            "请核对年份与单位；沿革在名册的 `from`、`until`、`into` 列",
            "check year and unit; its history stands in the roster's columns `from`, `until` and `into`"
        );
        self.refuse(codes::UNIT_NOT_EXISTING, record, at, message, help)
    }
}
