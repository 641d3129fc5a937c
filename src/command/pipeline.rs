//! From folders to figures: the steps that commands share, each command going as far as it needs to.

use super::builtin;
use super::exit::Exit;
use super::failure::Failure;
use super::sources::{DataSource, PlanSource};
use crate::crosscheck::crosscheck;
use crate::data;
use crate::finding::Findings;
use crate::lookup::{self, LookupError};
use crate::observation::{Figures, UnitIx, Units};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::source::Folder;
use crate::table;
use crate::tally::{self, Question};
use crate::text;

/// A plan with the warnings found in it.
pub struct LoadedPlan {
    pub plan: Plan,
    pub findings: Findings,
}

/// The folder that the plan is in.
pub fn plan_folder(source: &PlanSource) -> Folder {
    let path = source.path();
    path.map_or_else(builtin::plan, |path| Folder::Disk(path.to_owned()))
}

/// The folder that the data is in.
pub fn data_folder(source: &DataSource) -> Folder {
    let path = source.path();
    path.map_or_else(builtin::data, |path| Folder::Disk(path.to_owned()))
}

/// Loads a plan; one with errors is a failure.
pub fn load_plan(folder: &Folder) -> Result<LoadedPlan, Failure> {
    match builtin::load_plan(folder) {
        Ok((plan, findings)) => Ok(LoadedPlan { plan, findings }),
        Err(findings) => {
            let message = text!("规划无效", "the plan is invalid");
            Err(Failure::usage(message).after(findings))
        }
    }
}

/// What a command asks of the data.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// The code or name of a unit; the top unit if `None`.
    pub unit: Option<&'a str>,
    /// The level whose units are evaluated.
    pub level: Option<LevelIx>,
    /// The year evaluated; all years if `None`.
    pub year: Option<Year>,
    /// The indicator for which the place of every figure is kept.
    pub traced: Option<IndicatorIx>,
}

/// Figures, and the unit that a query is about.
pub struct LoadedData {
    pub figures: Figures,
    pub findings: Findings,
    pub unit: UnitIx,
    /// The level of the units listed below it; `None` where none are.
    pub members: Option<LevelIx>,
}

/// Reads a data set as far as a query needs it.
pub fn load_data(plan: &Plan, folder: &Folder, query: Query<'_>) -> Result<LoadedData, Failure> {
    let (opened, mut findings) = data::open(folder, plan);
    let levels = match levels(plan, &opened.units, query) {
        Ok(levels) => levels,
        Err(error) => return Err(Failure::from(error).after(findings)),
    };
    let question = Question {
        levels,
        year: query.year,
        traced: query.traced,
    };
    let (mut figures, mut counted) = tally::count(opened, plan, &question);
    counted.merge(crosscheck(plan, &mut figures));
    table::csv::complete_places(folder, &figures.data.files, &mut counted);
    findings.merge(counted);
    match lookup::unit(&figures.units, query.unit) {
        Ok(unit) => {
            let year = query.year.unwrap_or(plan.last);
            let members = lookup::members_level(plan, &figures.units, unit, year);
            Ok(LoadedData {
                members,
                figures,
                findings,
                unit,
            })
        }
        Err(error) => Err(no_unit(error, findings, figures.units.is_empty())),
    }
}

/// The failure where a unit is not found: if no units could be read because the data has errors, the data is the reason.
fn no_unit(error: LookupError, findings: Findings, no_units: bool) -> Failure {
    let mut failure = Failure::from(error);
    let empty = no_units || failure.exit == Exit::NothingEvaluated;
    if findings.any_error() && empty {
        failure.exit = Exit::DataRefused;
    }
    failure.after(findings)
}

/// The levels whose figures are kept. A unit that no roster names may be of any level.
fn levels(plan: &Plan, units: &Units, query: Query<'_>) -> Result<Vec<LevelIx>, LookupError> {
    if let Some(level) = query.level {
        return Ok(vec![level]);
    }
    match lookup::unit(units, query.unit) {
        Ok(unit) => {
            let year = query.year.unwrap_or(plan.last);
            let members = lookup::members_level(plan, units, unit, year);
            Ok([units.level(unit)].into_iter().chain(members).collect())
        }
        Err(error) if query.unit.is_some_and(|key| units.find(key).len() > 1) => Err(error),
        Err(_) => Ok((0..plan.levels.len() as u32).map(LevelIx).collect()),
    }
}

/// The year evaluated: the one asked for, else the latest with figures, else the plan's last.
pub fn year(plan: &Plan, figures: &Figures, asked: Option<Year>) -> Year {
    asked.or(figures.data.latest).unwrap_or(plan.last)
}
