//! The figures of years from those of parts of them, as the variable declares under `within-year`.

mod months;
mod year;

#[cfg(test)]
mod tests;

use super::kept_cell::{CellKey, KeptCell};
use crate::finding::{Finding, Findings, codes};
use crate::number::Number;
use crate::observation::{
    AsOf, Cell, CellState, InputFile, MONTHS, Period, Reconcile, Side, UnitIx, Units,
};
use crate::plan::{Plan, VariableIx, WithinYear, Year};
use crate::text;
use hashbrown::HashMap;
use std::collections::BTreeMap;
use year::{Contradiction, YearFigures};

/// Works the figures of years out from those of their parts.
pub struct YearBuilder<'a> {
    /// Declares how.
    pub plan: &'a Plan,
    /// Names units.
    pub units: &'a Units,
    /// Names files.
    pub files: &'a [InputFile],
    /// By variable: what is let pass where a year and its parts differ, and which of them stands.
    pub reconcile: &'a HashMap<VariableIx, Reconcile>,
    /// The date up to which the year is looked at; `None` for whole years.
    pub as_of: Option<&'a AsOf>,
}

impl YearBuilder<'_> {
    /// Makes those figures figures of their year that end with it and decide it by themselves.
    pub fn take_last(&self, kept_cells: &mut [KeptCell]) {
        for kept_cell in kept_cells {
            let (variable, _, period) = &mut kept_cell.key;
            if let Period::Part(part) = *period
                && self.plan[*variable].within_year == Some(WithinYear::Last)
                && part.last() == self.months_of(part.year())
            {
                *period = Period::Year(part.year());
            }
        }
    }

    /// Adds the figures of years that are sums or means of parts. A year that was sent itself is held against them.
    pub fn combine(&self, cells: &mut HashMap<CellKey, Box<Cell>>, findings: &mut Findings) {
        let mut years: BTreeMap<(VariableIx, UnitIx, Year), Vec<Period>> = BTreeMap::new();
        for &(variable, unit, period) in cells.keys() {
            if let (Period::Part(part), Some(WithinYear::Sum | WithinYear::Mean)) =
                (period, self.plan[variable].within_year)
            {
                let key = (variable, unit, part.year());
                years.entry(key).or_default().push(period);
            }
        }
        for (key @ (variable, unit, year), mut parts) in years {
            parts.sort_unstable();
            let whole = (variable, unit, Period::Year(year));
            if let Some(cell) = self.year(key, &parts, cells, findings) {
                cells.insert(whole, Box::new(cell));
            }
        }
    }

    /// How many months of a year are looked at.
    fn months_of(&self, year: Year) -> u8 {
        self.as_of.map_or(MONTHS, |date| date.months_of(year))
    }

    /// The figure of a year; `None` where its parts say nothing, or where it stands as it was sent.
    fn year(
        &self,
        (variable, unit, year): (VariableIx, UnitIx, Year),
        parts: &[Period],
        cells: &HashMap<CellKey, Box<Cell>>,
        findings: &mut Findings,
    ) -> Option<Cell> {
        let own = cells.get(&(variable, unit, Period::Year(year)));
        // One that could not be read may say anything.
        if own.is_some_and(|own| own.state == CellState::Refused) {
            return None;
        }
        let said = |period: &Period| Some((*period, &**cells.get(&(variable, unit, *period))?));
        let figures = YearFigures {
            variable: &self.plan[variable],
            tolerance: self.tolerance(variable),
            year,
            end: self.months_of(year),
            own: own.map(|own| &**own).filter(|own| own.state.is_usable()),
            parts: parts
                .iter()
                .filter_map(said)
                .filter(|(_, cell)| cell.state.is_usable())
                .collect(),
        };
        let (cell, contradiction) = figures.cell(self.stands(variable))?;
        if let Some(contradiction) = contradiction {
            findings.group(
                variable.0.to_string(),
                self.finding(variable, unit, &contradiction),
            );
        }
        cell
    }

    fn tolerance(&self, variable: VariableIx) -> Number {
        let rule = self.reconcile.get(&variable);
        rule.map_or_else(Number::zero, |rule| rule.tolerance.clone())
    }

    fn stands(&self, variable: VariableIx) -> Side {
        self.reconcile
            .get(&variable)
            .map_or(Side::Own, |rule| rule.stands)
    }

    fn finding(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        contradiction: &Contradiction<'_>,
    ) -> Finding {
        let (name, code) = (&self.plan[variable].name, self.units.code(unit));
        let Contradiction { longer, other } = contradiction;
        let (one, two) = (longer.0.words(), other.0.words());
        Finding::new(
            codes::PARTS_DIFFER,
            text!(
                zh: ("`{}` {code}：{}与{}等分期数不符", name.zh, one.zh, two.zh),
                en: ("`{}` of {code}: the figure of {} does not agree with those of its parts ({} and others)", name.en, one.en, two.en)
            ),
        )
        .at(longer.1.place(self.files))
        .beside(
            other.1.place(self.files),
            text!("分期数：{}", "a part: {}", other.1.raw),
        )
        .help(text!(
            "核对数值（累计数与当期数勿混淆），或在 data.toml 用 [[reconcile]] 声明容差",
            "check the figures (totals from the beginning of the year are written as `2013-01/06`), or declare a tolerance under `[[reconcile]]` in data.toml"
        ))
    }
}
