//! Columns that hold the unit of measurement of a row's figures, or the power of ten that they are multiplied by.

use super::head::Head;
use super::{Refused, Rows};
use crate::data::cell::NumericColumn;
use crate::data::cell::measure_unit::{Magnitude, conversion, is_measure_unit};
use crate::data::column_role::ColumnRole;
use crate::data::unit::{RowUnit, is_name_of};
use crate::finding::codes;
use crate::i18n::normalize;
use crate::number::Number;
use crate::plan::Variable;
use crate::table::Record;
use crate::text;
use hashbrown::HashMap;

/// The figure columns of a wide file in the units of measurement that have been met.
#[derive(Default)]
pub(super) struct MeasureUnits<'a> {
    /// The unit in force.
    text: String,
    /// The columns in the other units.
    others: HashMap<String, Vec<NumericColumn<'a>>>,
}

impl<'a> Rows<'a> {
    /// Reads the figures of a wide row in the unit of measurement that the row gives.
    pub(super) fn take_measure_unit(
        &mut self,
        record: &Record<'_>,
        head: Head,
    ) -> Result<(), Refused> {
        if !self.has_measure_unit() {
            return Ok(());
        }
        let unit = self.measure_unit(record, head.unit);
        if unit == self.measure.text {
            return Ok(());
        }
        let columns = match self.measure.others.remove(&unit) {
            Some(columns) => columns,
            None => self.columns_in(record, &unit)?,
        };
        let before = self.wide.set_numeric(columns);
        let text = std::mem::replace(&mut self.measure.text, unit);
        self.measure.others.insert(text, before);
        Ok(())
    }

    /// Whether the file has a column of units of measurement or multipliers.
    pub(super) fn has_measure_unit(&self) -> bool {
        let roles = &self.schema.header.roles;
        roles.has(ColumnRole::MeasureUnit) || roles.has(ColumnRole::Multiplier)
    }

    /// The unit of measurement and the multiplier of a row, as one text; empty if it gives none. A column that may hold the
    /// name of the row's unit holds no unit of measurement where it does.
    pub(super) fn measure_unit(&self, record: &Record<'_>, owner: RowUnit) -> String {
        let roles = &self.schema.header.roles;
        let cell = |role| {
            roles
                .get(role)
                .map_or("", |at: usize| record.get(at).trim())
        };
        let mut unit = cell(ColumnRole::MeasureUnit);
        if let (true, RowUnit::Known(ix)) = (self.schema.header.measure_may_be_name, owner)
            && is_name_of(&self.data.units, ix, unit)
        {
            unit = "";
        }
        if self.schema.header.measure_may_be_code && !is_measure_unit(unit, self.plan) {
            unit = "";
        }
        match cell(ColumnRole::Multiplier) {
            "" => unit.to_owned(),
            multiplier => format!("{unit}\u{1f}{multiplier}"),
        }
    }

    /// What figures of a variable are multiplied by that are in a unit of measurement, as [`Rows::measure_unit`] gives it; `None`
    /// if it can't be converted.
    pub(super) fn factor_of(variable: &Variable, unit: &str) -> Option<Number> {
        let (unit, multiplier) = unit.split_once('\u{1f}').unwrap_or((unit, ""));
        let own = match unit {
            "" => Number::one(),
            unit => conversion(unit, variable).ok()?,
        };
        match multiplier {
            "" => Some(own),
            multiplier => Some(&own * &power_of_ten(multiplier)?),
        }
    }

    fn columns_in(
        &mut self,
        record: &Record<'_>,
        unit: &str,
    ) -> Result<Vec<NumericColumn<'a>>, Refused> {
        let (schema, plan) = (self.schema, self.plan);
        let mut columns = Vec::with_capacity(schema.figure_columns.len());
        for column in &schema.figure_columns {
            let variable = &plan[column.variable];
            let header = &schema.header;
            let stated = header
                .columns
                .iter()
                .any(|(at, binding)| *at == column.at && binding.has_unit);
            let own = column.factor.clone().unwrap_or(Number::one());
            let factor = match (unit, Self::factor_of(variable, unit)) {
                ("", _) => Ok(own),
                (_, Some(factor)) if !stated || factor == own => Ok(factor),
                _ => Err(self.unit_misfit(record, variable, unit)),
            };
            let factor = Some(factor?).filter(|factor| *factor != Number::one());
            columns.push(NumericColumn::new(variable, factor, &schema.notation));
        }
        Ok(columns)
    }

    /// Refuses a row whose unit of measurement does not fit a variable.
    pub(super) fn unit_misfit(
        &mut self,
        record: &Record<'_>,
        variable: &Variable,
        unit: &str,
    ) -> Refused {
        let roles = &self.schema.header.roles;
        let at = roles
            .get(ColumnRole::MeasureUnit)
            .or(roles.get(ColumnRole::Multiplier));
        let unit = unit.replace('\u{1f}', " ");
        let (id, zh, en) = (&variable.id, &variable.unit.zh, &variable.unit.en);
        let message = text!(
            "计量单位 `{unit}` 无法换算为 `{id}` 的 `{zh}`，或与表头不一致",
            "the unit `{unit}` can't be converted to `{en}`, the unit of `{id}`, or differs from that in the header"
        );
        let help = text!(
            "请核对计量单位；此行未采用",
            "check the unit of measurement; this row is not used"
        );
        self.refuse(codes::UNIT_MISMATCH, record, at.unwrap_or(0), message, help)
    }
}

/// A power of ten, as its exponent or in words: `3`, `thousands`; `None` for all else.
fn power_of_ten(written: &str) -> Option<Number> {
    let text = normalize(written);
    if let Ok(exponent @ -12..=15) = text.parse::<i32>() {
        return Some(Number::power_of_ten(exponent));
    }
    let word = text.trim_end_matches('s');
    if word == "unit" {
        return Some(Number::one());
    }
    let magnitude = Magnitude::of(word);
    (magnitude.base.is_empty() && magnitude.power > 0)
        .then(|| Number::power_of_ten(magnitude.power))
}
