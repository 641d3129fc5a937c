//! What a row says of itself: when, planned or not, as of when.

use super::{Refused, Rows, exists};
use crate::data::words::{self, Part};
use crate::data::{RowUnit, dates};
use crate::diagnostic::codes;
use crate::figures::Period;
use crate::source::Record;
use crate::text;
use std::borrow::Cow;

impl Rows<'_> {
    /// The row's period, else the file's.
    pub(super) fn period(&mut self, record: &Record<'_>) -> Result<Option<Period>, Refused> {
        let Some(at) = self.layout.header.parts.get(Part::Period) else {
            return Ok(self.layout.entry.period);
        };
        let word = record.get(at);
        if self.period.is_some() && self.period_text == word {
            return Ok(self.period);
        }
        let folded = match word.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Cow::Borrowed(word),
            false => Cow::Owned(words::fold(word)),
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
        let at = self.layout.header.parts.get(Part::Period).unwrap_or(0);
        let message = text!("此行没有年份", "this row has no period");
        let help = text!(
            "请填写年份，或在 data.toml 中为文件写 `year`",
            "fill it in, or give the file a `year` in data.toml"
        );
        self.refuse(codes::BAD_PERIOD, record, at, message, help)
    }

    pub(super) fn planned(&mut self, record: &Record<'_>) -> Result<bool, Refused> {
        let Some(at) = self.layout.header.parts.get(Part::Kind) else {
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
    pub(super) fn read_as_of(&mut self, record: &Record<'_>) -> Result<(), Refused> {
        let Some(at) = self.layout.header.parts.get(Part::AsOf) else {
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

    pub(super) fn as_of(&self) -> Option<&str> {
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
        let at = parts.get(Part::Code).or(parts.get(Part::Name)).unwrap_or(0);
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
