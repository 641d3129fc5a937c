//! From folders to figures: the steps that commands share, each command going as far as it needs to.

use super::builtin;
use super::counted;
use super::exit::Exit;
use super::failure::Failure;
use super::sources::PlanSource;
use crate::crosscheck::{self, crosscheck};
use crate::data::{self, DataSet};
use crate::finding::{Finding, Findings, Kept, Place, codes};
use crate::i18n::Lang;
use crate::lookup::{self, LookupError};
use crate::observation::{AsOf, Figures, UnitIx, Units};
use crate::plan::{self, IndicatorIx, LevelIx, Plan, Year};
use crate::progress::Progress;
use crate::report::observations::{self, Observation};
use crate::source::{Folder, SourceError, TextFile};
use crate::table;
use crate::tally::{self, CodeRange, Question, TallyTable};
use crate::text;
use std::collections::BTreeSet;

/// A plan with the warnings found in it.
pub struct LoadedPlan {
    pub plan: Plan,
    pub findings: Findings,
}

impl LoadedPlan {
    /// What is asked of the plan; what was found in the plan goes before the findings of a failure.
    pub fn asked<T>(
        self,
        ask: impl FnOnce(&Plan) -> Result<T, Failure>,
    ) -> Result<(Self, T), Failure> {
        match ask(&self.plan) {
            Ok(asked) => Ok((self, asked)),
            Err(failure) => Err(failure.after(self.findings)),
        }
    }
}

/// Loads a plan. One that can't be read or has errors is a failure.
pub fn load_plan(source: &PlanSource) -> Result<LoadedPlan, Failure> {
    let folder = builtin::plan(source.path())?;
    let invalid = |findings| {
        let message = text!("规划无效", "the plan is invalid");
        Failure::usage(message).after(findings)
    };
    let files = plan_files(&folder).map_err(|error| invalid(unreadable(&error)))?;
    let loaded = plan::load(&files).map_err(invalid)?;
    Ok(LoadedPlan {
        plan: loaded.plan,
        findings: loaded.findings,
    })
}

fn plan_files(folder: &Folder) -> Result<Vec<TextFile>, SourceError> {
    let names = folder.list("toml")?;
    if names.is_empty() {
        return Err(SourceError {
            path: folder.shown(),
            reason: "no TOML files".to_owned(),
        });
    }
    names.iter().map(|name| folder.read_text(name)).collect()
}

/// What is found where a file or folder can't be read.
pub fn unreadable(error: &SourceError) -> Findings {
    let mut findings = Findings::default();
    let reason = &error.reason;
    let message = text!("无法读取：{reason}", "can't read: {reason}");
    findings.add(Finding::new(codes::UNREADABLE, message).at(Place::file(&*error.path)));
    findings
}

/// What a command asks of the data.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// The code or name of a unit; the top unit if `None`.
    pub unit: Option<&'a str>,
    /// Further units, by code or name.
    pub others: &'a [&'a str],
    /// The level whose units are evaluated.
    pub level: Option<LevelIx>,
    /// The year evaluated; all years if `None`.
    pub year: Option<Year>,
    /// The years in which the units below the top one are listed, also where its level is asked for; none: in the year evaluated,
    /// where a unit is asked for.
    pub listed: &'a [Year],
    /// The date up to which figures are used; all if `None`.
    pub as_of: Option<&'a AsOf>,
    /// The indicator for which the place of every figure is kept.
    pub traced: Option<IndicatorIx>,
    /// Whether nobody asks where the answers of judged units stand.
    pub unplaced: bool,
    /// How much is kept of what is found.
    pub kept: Kept,
    /// Counts what is read; `None` if nobody looks.
    pub progress: Option<&'a Progress>,
    /// Whether it is told how the tables were found whose header is not in their first line.
    pub verbose: bool,
}

/// Figures, and the unit that a query is about.
pub struct LoadedData {
    pub figures: Figures,
    /// What was found in plan and data.
    pub findings: Findings,
    pub unit: UnitIx,
    /// The further units of the query, in its order.
    pub others: Vec<UnitIx>,
    /// The level of the units listed below it; `None` where none are.
    pub members: Option<LevelIx>,
}

impl LoadedData {
    /// The units of the query, in its order, each once.
    pub fn asked_units(&self) -> Vec<UnitIx> {
        let mut known = BTreeSet::new();
        let units = std::iter::once(self.unit).chain(self.others.iter().copied());
        units.filter(|&unit| known.insert(unit)).collect()
    }
}

/// Reads a data set as far as a query needs it. What was `found` before, in the plan, goes before what is found in it.
pub fn load_data(
    plan: &Plan,
    folder: &Folder,
    query: Query<'_>,
    mut found: Findings,
) -> Result<LoadedData, Failure> {
    match read_data(plan, folder, query) {
        Ok(mut data) => {
            found.merge(std::mem::take(&mut data.findings));
            data.findings = found;
            Ok(data)
        }
        Err(failure) => Err(failure.after(found)),
    }
}

fn read_data(plan: &Plan, folder: &Folder, query: Query<'_>) -> Result<LoadedData, Failure> {
    let unwatched = Progress::default();
    let progress = query.progress.unwrap_or(&unwatched);
    let (opened, mut findings) = data::open_keeping(folder, plan, query.kept, progress);
    let table = TallyTable::read(&opened, plan, &mut findings);
    let question = match question(plan, &opened.units, table.as_ref(), query) {
        Ok(question) => question,
        Err(failure) => return Err(failure.after(findings)),
    };
    let from_counts = table.is_some();
    let figures = count(plan, folder, opened, (&question, table), &mut findings);
    if !query.verbose {
        findings = findings.without(codes::LAYOUT);
    }
    let others = query.others.iter();
    let others = others.map(|&other| lookup::unit(&figures.units, Some(other)));
    let others = others.collect::<Result<Vec<UnitIx>, LookupError>>();
    match lookup::unit(&figures.units, query.unit).and_then(|unit| Ok((unit, others?))) {
        Ok((unit, others)) => {
            let year = query.year.unwrap_or(plan.last);
            let members = lookup::members_level(plan, &figures.units, unit, year);
            let tells = |level| match from_counts {
                true => counted::answered(plan, &figures.units, &question, level),
                false => Ok(()),
            };
            for &asked in others.iter().chain([&unit]) {
                if let Err(failure) = tells(figures.units.level(asked)) {
                    return Err(failure.after(findings));
                }
            }
            let members = members.filter(|&level| tells(level).is_ok());
            Ok(LoadedData {
                members,
                figures,
                findings,
                unit,
                others,
            })
        }
        Err(error) => Err(no_unit(error, findings, figures.units.is_empty())),
    }
}

/// The cells of a data set, some units after the other.
pub struct AllCells<'a> {
    plan: &'a Plan,
    folder: &'a Folder,
    /// All of them, where they are few.
    whole: Option<Figures>,
    /// The units of each part.
    parts: Vec<CodeRange>,
}

impl<'a> AllCells<'a> {
    /// Those of a data set, and what was found in it. Files are read once if they have fewer bytes than `few`, else again for every
    /// `most` cells or so, of which no more are held at once.
    pub fn of(
        plan: &'a Plan,
        folder: &'a Folder,
        progress: &Progress,
        (few, most): (u64, u64),
    ) -> (Self, Findings) {
        let (opened, mut findings) = data::open_keeping(folder, plan, Kept::default(), progress);
        let is_small = opened.bytes() < few;
        let columns = opened.figure_columns();
        let question = match is_small {
            true => Question::of_everything(plan),
            false => Question::default(),
        };
        let figures = count(plan, folder, opened, (&question, None), &mut findings);
        let rows = figures.data.files.iter().map(|file| file.rows);
        let cells: u64 = rows
            .zip(&columns)
            .map(|(rows, columns)| rows * columns)
            .sum();
        let cells = AllCells {
            plan,
            folder,
            parts: match is_small {
                true => Vec::new(),
                false => parts(&figures.units, cells.div_ceil(most).max(1)),
            },
            whole: is_small.then_some(figures),
        };
        (cells, findings.without(codes::LAYOUT))
    }

    /// All observations, in their order.
    pub fn observations(&self, lang: Lang) -> impl Iterator<Item = Observation> + '_ {
        let whole = self.whole.iter();
        let whole = whole.flat_map(move |figures| observations::of(self.plan, figures, lang));
        let parts = self.parts.iter();
        whole.chain(parts.flat_map(move |part| {
            let (opened, mut found) = data::open(self.folder, self.plan);
            let question = Question {
                only: Some(part.clone()),
                ..Question::of_everything(self.plan)
            };
            let figures = count(
                self.plan,
                self.folder,
                opened,
                (&question, None),
                &mut found,
            );
            observations::of(self.plan, figures, lang)
        }))
    }
}

/// The units in so many parts of about the same number, in the order of their codes.
fn parts(units: &Units, number: u64) -> Vec<CodeRange> {
    let mut codes: Vec<&str> = units.all().map(|ix| units.code(ix)).collect();
    codes.sort_unstable();
    let size = codes.len().div_ceil(number as usize).max(1);
    let starts: Vec<&str> = codes.chunks(size).map(|part| part[0]).collect();
    let ends = starts.iter().skip(1).map(|&end| Some(end.to_owned()));
    let ranges = starts.iter().zip(ends.chain([None]));
    let ranges = ranges.map(|(&from, until)| CodeRange {
        from: from.to_owned(),
        until,
    });
    ranges.collect()
}

/// Counts what a question asks of a data set, and adds all that is found wrong with its figures.
fn count(
    plan: &Plan,
    folder: &Folder,
    opened: DataSet,
    (question, table): (&Question, Option<TallyTable>),
    findings: &mut Findings,
) -> Figures {
    let progress = opened.progress.clone();
    let (mut figures, mut counted) = match table {
        Some(table) => tally::count_with(opened, plan, question, table),
        None => tally::count(opened, plan, question),
    };
    progress.end();
    counted.merge(crosscheck(plan, &mut figures));
    let year = year(plan, &figures, question.year);
    counted.merge(crosscheck::waivers(plan, &figures, year));
    findings.merge(counted);
    table::csv::complete_places(folder, &figures.data.files, findings);
    findings.join_alike();
    figures
}

/// What is asked of the files: what the query asks, or, beside counts, what these answer.
fn question(
    plan: &Plan,
    units: &Units,
    table: Option<&TallyTable>,
    query: Query<'_>,
) -> Result<Question, Failure> {
    if let Some(table) = table {
        return counted::question(table, plan, units, query);
    }
    Ok(Question {
        year: query.year,
        as_of: query.as_of.cloned(),
        traced: query.traced,
        unplaced: query.unplaced,
        ..judged(plan, units, query)?
    })
}

/// The failure where a unit is not found: if no units could be read because the data has errors, the data is the reason.
fn no_unit(error: LookupError, findings: Findings, no_units: bool) -> Failure {
    let mut failure = Failure::from(error);
    let empty = no_units || failure.exit == Exit::NothingEvaluated;
    if findings.any_error() && empty {
        failure.exit = Exit::DataRefused;
        if no_units {
            failure.message = text!(
                "数据有误，没有读到任何评估对象",
                "data was refused: no units could be read"
            );
        }
    }
    failure.after(findings)
}

/// What is judged, as far as the units of the rosters show it: levels, and single units of levels that have many. A unit that no
/// roster names may be of any level.
fn judged(plan: &Plan, units: &Units, query: Query<'_>) -> Result<Question, LookupError> {
    let mut question = Question::default();
    let evaluated = [query.year.unwrap_or(plan.last)];
    let years = match query.listed {
        [] => &evaluated,
        listed => listed,
    };
    let below = |unit| {
        (years.iter()).filter_map(move |&year| lookup::members_level(plan, units, unit, year))
    };
    if let Some(level) = query.level {
        question.levels.push(level);
        match units.top() {
            _ if query.listed.is_empty() => {}
            Some(top) if units.level(top) < level => {}
            Some(top) if units.level(top) == level => question.levels.extend(below(top)),
            _ => return Ok(Question::of_everything(plan)),
        }
        return Ok(question);
    }
    let siblings = (plan.indicators.iter()).any(|one| one.measure.looks_at_siblings());
    for asked in std::iter::once(query.unit).chain(query.others.iter().copied().map(Some)) {
        match lookup::unit(units, asked) {
            Ok(unit) => {
                question.levels.extend(below(unit));
                match asked {
                    Some(_) if !siblings && units.parent(unit).is_some() => {
                        question.units.push(unit);
                    }
                    _ => question.levels.push(units.level(unit)),
                }
            }
            Err(error) if asked.is_some_and(|key| units.find(key).len() > 1) => return Err(error),
            Err(_) if siblings || asked.is_none() => {
                return Ok(Question::of_everything(plan));
            }
            Err(_) => question
                .words
                .extend(asked.map(|word| word.trim().to_owned())),
        }
    }
    question.levels.sort();
    question.levels.dedup();
    Ok(question)
}

/// The year evaluated: the one asked for, else the latest with figures, else the plan's last.
pub fn year(plan: &Plan, figures: &Figures, asked: Option<Year>) -> Year {
    asked.or(figures.data.latest).unwrap_or(plan.last)
}
