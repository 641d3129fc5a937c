//! The key of a row: whose figures it holds, for when, planned or not, reported when.

use super::{Refused, Rows, Unused, exists};
use crate::data::cell::{date, period_help, words};
use crate::data::column_role::ColumnRole;
use crate::data::header::FileSchema;
use crate::data::row::{Fields, RowHead};
use crate::data::unit::{RowOwner, RowUnit};
use crate::data::words::shorten;
use crate::finding::codes;
use crate::i18n::normalize;
use crate::observation::{Period, UnitIx};
use crate::plan::LevelIx;
use crate::table::Record;
use crate::text;
use std::borrow::Cow;

/// The key of a row.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub unit: RowUnit,
    pub level: LevelIx,
    /// The unit above; `None` for the highest.
    pub parent: Option<UnitIx>,
    /// `None` if neither the row nor the file gives it.
    pub period: Option<Period>,
    pub planned: bool,
}

/// The key of the row before, if there was no finding about it: rows of a long file mostly have the same key as the row
/// before.
pub(super) struct RowKeyCache {
    /// How many of a row's first cells hold the key; `None` if other cells come before them.
    cells: Option<usize>,
    text: Vec<u8>,
    head: Option<Head>,
}

impl RowKeyCache {
    pub fn new(schema: &FileSchema) -> Self {
        let at = |role| schema.header.roles.get(role);
        let last = KEY.into_iter().filter_map(at).max();
        let rest = [ColumnRole::Variable, ColumnRole::Value]
            .into_iter()
            .filter_map(at)
            .min();
        let in_front = schema.long && last < rest;
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
        self.head.filter(|_| *text == *self.text)
    }

    fn keep(&mut self, record: &Record<'_>, head: Head) {
        if let Some(text) = self.cells.and_then(|cells| record.leading(cells)) {
            self.text.clear();
            self.text.extend_from_slice(text);
            self.head = Some(head);
        }
    }
}

/// The columns that make up the key.
const KEY: [ColumnRole; 8] = [
    ColumnRole::Code,
    ColumnRole::Name,
    ColumnRole::Level,
    ColumnRole::Parent,
    ColumnRole::Period,
    ColumnRole::Kind,
    ColumnRole::AsOf,
    ColumnRole::MeasureUnit,
];

impl Rows<'_> {
    /// The key of a row; its date is kept in `as_of`.
    pub(super) fn head(&mut self, record: &Record<'_>) -> Result<Head, Unused> {
        if let Some(head) = self.key_cache.get(record) {
            return Ok(head);
        }
        self.forget_key();
        let noted = self.reporter.noted();
        let unit = match self.units.find(record, &mut self.reporter) {
            RowOwner::Unit(unit) => unit,
            RowOwner::NotAUnit(kind) => {
                return Err(self.set_aside_or_refuse(record, kind));
            }
            RowOwner::Refused => {
                // The unit may have been declared in an earlier range of the file.
                self.needs_whole_file = !self.whole;
                return Err(self.unidentified(record));
            }
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
            self.key_cache.keep(record, head);
            if let Some(sight) = &mut self.sight {
                sight.learn(record, head);
            }
        }
        Ok(head)
    }

    /// Forgets the key of the row before.
    pub(super) fn forget_key(&mut self) {
        self.key_cache.forget();
        if let Some(sight) = &mut self.sight {
            sight.forget();
        }
    }

    /// The key as the sink gets it.
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
            schema: self.schema,
        }
    }

    /// The row's period, else the file's.
    fn period(&mut self, record: &Record<'_>) -> Result<Option<Period>, Refused> {
        let Some(at) = self.schema.header.roles.get(ColumnRole::Period) else {
            return Ok(self.schema.entry.period);
        };
        if self.period.is_some() && self.period_text.as_bytes() == record.bytes(at) {
            return Ok(self.period);
        }
        let word = self.schema.notation.unmarked(record.get(at));
        let normalized = match word.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Cow::Borrowed(word),
            false => Cow::Owned(normalize(word)),
        };
        if normalized.is_empty() {
            return Ok(self.schema.entry.period);
        }
        self.period_text.clear();
        self.period_text.push_str(record.get(at));
        let written = Period::parse(&normalized);
        self.period = written.and_then(|period| period.within(self.plan.year_starts));
        if self.period.is_some() {
            return Ok(self.period);
        }
        let message = text!(
            "`{}` 不是年份或期间",
            "`{}` is not a year or a period",
            shorten(word)
        );
        let help = match written.is_some() {
            true => text!(
                "按规划声明的年度起始月（`year-starts`），它不属于任何一个年度",
                "by the month in which the plan's years begin (`year-starts`) it belongs to none of them"
            ),
            false => period_help::help(word),
        };
        Err(self.refuse(codes::BAD_PERIOD, record, at, message, help))
    }

    /// The period of the first column that has one: it stands for the row if every column has a period of its own.
    pub(super) fn first_period(&self) -> Option<Period> {
        let mut columns = self.schema.header.columns.iter();
        columns.find_map(|(_, binding)| binding.period)
    }

    pub(super) fn no_period(&mut self, record: &Record<'_>) -> Refused {
        let at = self
            .schema
            .header
            .roles
            .get(ColumnRole::Period)
            .unwrap_or(0);
        let message = text!("此行没有年份", "this row has no period");
        let help = text!(
            "请填写年份，或在 data.toml 中为文件声明 `year`",
            "fill it in, or declare `year` for the file in data.toml"
        );
        self.refuse(codes::BAD_PERIOD, record, at, message, help)
    }

    fn planned(&mut self, record: &Record<'_>) -> Result<bool, Refused> {
        let Some(at) = self.schema.header.roles.get(ColumnRole::Kind) else {
            return Ok(self.schema.entry.planned);
        };
        match record.get(at) {
            "" => return Ok(self.schema.entry.planned),
            "actual" | "实际" => return Ok(false),
            _ => {}
        }
        let word = record.get(at).trim();
        match words::planned(word) {
            Some(planned) => Ok(planned),
            None => {
                let word = shorten(word);
                let message = text!(
                    "`{word}` 既非实际也非计划",
                    "`{word}` is neither actual nor planned"
                );
                let help = text!("请写 `实际` 或 `计划`", "write `actual` or `planned`");
                Err(self.refuse(codes::BAD_KIND, record, at, message, help))
            }
        }
    }

    /// Reads the row's date into `as_of`.
    fn read_as_of(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        let Some(at) = self.schema.header.roles.get(ColumnRole::AsOf) else {
            return Ok(());
        };
        self.as_of.clear();
        let word = record.get(at).trim();
        if word.is_empty() {
            return Ok(());
        }
        if let Some(date) = date::iso(word) {
            self.as_of.push_str(&date);
            return Ok(());
        }
        let word = shorten(word);
        let message = text!("`{word}` 不是日期", "`{word}` is not a date");
        let help = text!(
            "请写 `2016-03-31`、`2016-03` 或 `2016`",
            "write `2016-03-31`, `2016-03` or `2016`"
        );
        Err(self.refuse(codes::BAD_DATE, record, at, message, help))
    }

    fn as_of(&self) -> Option<&str> {
        if self.as_of.is_empty() {
            self.schema.entry.as_of.as_deref()
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
        let roles = &self.schema.header.roles;
        let at = roles
            .get(ColumnRole::Code)
            .or(roles.get(ColumnRole::Name))
            .unwrap_or(0);
        let code = match unit {
            RowUnit::Known(ix) => self.data.units.code(ix).to_owned(),
            RowUnit::New(at) => self.units.new.code(at).to_owned(),
        };
        let period = period.words();
        let message = text!(
            zh: ("`{code}` 在{}不存在", period.zh),
            en: ("`{code}` did not exist in {}", period.en)
        );
        let help = text!(
            "请核对年份与评估对象；其沿革见名册的 `from`、`until`、`into` 列",
            "check the year and the unit; the roster's columns `from`, `until` and `into` hold its history"
        );
        self.refuse(codes::UNIT_NOT_EXISTING, record, at, message, help)
    }
}
