//! From arguments to figures: the way that every command goes, as far as it needs to.

use super::exit::Exit;
use super::failure::Failure;
use super::{select, shipped};
use crate::cli::Sources;
use crate::crosscheck::crosscheck;
use crate::data;
use crate::finding::Findings;
use crate::observation::{Figures, UnitIx, Units};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::source::Folder;
use crate::table;
use crate::tally::{self, Question};
use crate::text;

/// A plan, and what was found in it.
pub struct Planned {
    pub plan: Plan,
    pub findings: Findings,
}

/// The folder that the plan is in.
pub fn plan_folder(path: Option<&camino::Utf8PathBuf>) -> Folder {
    path.map_or_else(shipped::plan, |path| Folder::Disk(path.clone()))
}

/// The folder that the data is in.
pub fn data_folder(sources: &Sources) -> Folder {
    let path = sources.data.as_ref();
    path.map_or_else(shipped::data, |path| Folder::Disk(path.clone()))
}

/// Loads the plan.
pub fn plan(folder: &Folder) -> Result<Planned, Failure> {
    match shipped::load_plan(folder) {
        Ok((plan, findings)) => Ok(Planned { plan, findings }),
        Err(findings) => {
            let message = text!("规划无效", "the plan is invalid");
            Err(Failure::usage(message).after(findings))
        }
    }
}

/// Whom a command asks about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    pub unit: Option<&'a str>,
    pub level: Option<LevelIx>,
    pub year: Option<Year>,
    pub traced: Option<IndicatorIx>,
}

/// Figures, and whom they are asked about.
pub struct Counted {
    pub figures: Figures,
    pub findings: Findings,
    pub unit: UnitIx,
    /// The level of the units listed below it.
    pub members: Option<LevelIx>,
}

/// Reads the data for what is asked.
pub fn figures(plan: &Plan, folder: &Folder, asked: Asked<'_>) -> Result<Counted, Failure> {
    let (opened, mut findings) = data::open(folder, plan);
    let levels = match levels(plan, &opened.units, asked) {
        Ok(levels) => levels,
        Err(failure) => return Err(failure.after(findings)),
    };
    let question = Question {
        levels,
        year: asked.year,
        traced: asked.traced,
    };
    let (mut figures, mut counted) = tally::count(opened, plan, &question);
    counted.merge(crosscheck(plan, &mut figures));
    table::csv::complete_places(folder, &figures.data.files, &mut counted);
    findings.merge(counted);
    match select::unit(&figures.units, asked.unit) {
        Ok(unit) => {
            let year = asked.year.unwrap_or(plan.last);
            let members = select::members_level(plan, &figures.units, unit, year);
            Ok(Counted {
                members,
                figures,
                findings,
                unit,
            })
        }
        Err(failure) => Err(no_unit(failure, findings, figures.units.is_empty())),
    }
}

/// Without units because the data could not be read, the data is to blame and not who asked.
fn no_unit(mut failure: Failure, findings: Findings, no_units: bool) -> Failure {
    let empty = no_units || failure.exit == Exit::NothingEvaluated;
    if findings.any_error() && empty {
        failure.exit = Exit::DataRefused;
    }
    failure.after(findings)
}

/// The levels whose cells are to be kept. A unit that no roster names may be of any.
fn levels(plan: &Plan, units: &Units, asked: Asked<'_>) -> Result<Vec<LevelIx>, Failure> {
    if let Some(level) = asked.level {
        return Ok(vec![level]);
    }
    match select::unit(units, asked.unit) {
        Ok(unit) => {
            let year = asked.year.unwrap_or(plan.last);
            let members = select::members_level(plan, units, unit, year);
            Ok([units.level(unit)].into_iter().chain(members).collect())
        }
        Err(failure) if asked.unit.is_some_and(|key| units.find(key).len() > 1) => Err(failure),
        Err(_) => Ok((0..plan.levels.len() as u32).map(LevelIx).collect()),
    }
}

/// The year judged: the one asked for, else the latest with anything reported, else the last.
pub fn year(plan: &Plan, figures: &Figures, asked: Option<Year>) -> Year {
    asked.or(figures.data.latest).unwrap_or(plan.last)
}
