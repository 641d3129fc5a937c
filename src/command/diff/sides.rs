//! The two sides of a comparison: scorecards as they were written, or made of data for the comparison.

use super::Diff;
use crate::command::ScorecardQuery;
use crate::command::builtin::{self, default_data, default_plan, is_standard_input};
use crate::command::score::Again;
use crate::command::sources::Sources;
use crate::command::verify::{Moved, check_inputs};
use crate::command::{Exit, Failure, scorecard_file};
use crate::i18n::{Lang, Text};
use crate::plan::Year;
use crate::report::scorecard::ScorecardDocument;
use crate::report::verification::InputStatus;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};

/// One side.
pub struct DiffInput {
    /// As the user named it.
    pub name: String,
    /// The scorecard.
    pub document: ScorecardDocument,
    /// Where its inputs are.
    pub sources: Sources,
    /// The inputs that it names and that are not there as they were.
    lost: Vec<String>,
    /// The options that say where they are.
    options: [&'static str; 2],
}

impl DiffInput {
    /// Why it can't be said of it what its results come from; `None` if it can.
    pub fn lacks(&self) -> Option<Text> {
        let first = self.lost.first()?;
        let (name, all, [plan, data]) = (&self.name, self.lost.len(), self.options);
        Some(text!(
            "无法说明原因：`{name}` 的 {all} 个输入文件已变或缺失（`{first}` 等）；请用 {plan}、{data} 指明原文件所在",
            "it can't be said why results differ: inputs of `{name}` that are not what they were: {all} (`{first}` among them); say with {plan} and {data} where they are"
        ))
    }

    /// The last year that it judges.
    pub fn year(&self) -> Year {
        let scope = self.document.head.scope.as_ref();
        scope.map_or(0, |scope| scope.year)
    }

    /// The ids of the levels whose units it judges or lists.
    pub fn levels(&self) -> Vec<String> {
        let scope = self.document.head.scope.as_ref();
        let listed = scope.into_iter().flat_map(|scope| {
            let members = scope.members.as_ref().map(|level| level.id.clone());
            scope.level.clone().into_iter().chain(members)
        });
        let judged = self
            .document
            .results
            .iter()
            .map(|result| result.unit.level.clone());
        let mut levels: Vec<String> = judged.chain(listed).collect();
        levels.sort();
        levels.dedup();
        levels
    }
}

/// Whether a path is that of a scorecard in JSON; else it is one of data.
fn is_document(path: &Utf8Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("json") && !path.is_dir()
}

/// What was given for a side.
struct Given<'a> {
    /// The scorecard or the data; `None` for that of `--data`.
    path: Option<&'a Utf8Path>,
    plan: Option<&'a Utf8Path>,
    data: Option<&'a Utf8Path>,
    waivers: Option<&'a Utf8Path>,
    options: [&'static str; 2],
    document: Option<ScorecardDocument>,
    year: Option<Year>,
    as_of: Option<&'a String>,
}

/// The two sides. A failure if one can't be had.
pub fn inputs(asked: &Diff, lang: Lang) -> Result<[DiffInput; 2], Failure> {
    check_usage(asked)?;
    let path = |side: usize| [&asked.old, &asked.new][side].as_deref();
    let given = |side: usize| -> Result<Given<'_>, Failure> {
        let path = path(side);
        let document = path.filter(|path| is_document(path));
        // A scorecard says where its inputs were: what the project is set to is about data that is scored now.
        let applies = |given: bool| given || document.is_none();
        let (plan, data) = [
            (&asked.old_plan, &asked.old_data),
            (&asked.new_plan, &asked.new_data),
        ][side];
        let of_side = |list: usize| side.min(list.saturating_sub(1));
        Ok(Given {
            path: path.filter(|_| document.is_none()),
            plan: plan.as_deref().or(asked
                .sources
                .plan
                .path()
                .filter(|_| applies(asked.given_plan))),
            data: data.as_deref(),
            waivers: (asked.sources.waivers()).filter(|_| applies(asked.given_waivers)),
            options: [["--old-plan", "--old-data"], ["--new-plan", "--new-data"]][side],
            document: document.map(scorecard_file::read).transpose()?,
            year: asked.years.get(of_side(asked.years.len())).copied(),
            as_of: asked.as_of.get(of_side(asked.as_of.len())),
        })
    };
    let (old, new) = (given(0)?, given(1)?);
    let old_name = name(path(0), &old, asked);
    let new_name = name(path(1), &new, asked);
    let is_document = old.document.is_some();
    let old = input(asked, old, new.document.as_ref(), old_name, lang)?;
    let new = Given {
        // Without a year both are judged in the same one.
        year: new.year.or(Some(old.year())),
        ..new
    };
    let beside = is_document.then_some(&old.document);
    let new = input(asked, new, beside, new_name, lang)?;
    Ok([old, new])
}

/// What a side is called.
fn name(path: Option<&Utf8Path>, given: &Given<'_>, asked: &Diff) -> String {
    let path = path.or(given.data).or(asked.sources.data.path());
    path.map_or_else(
        || default_data(given.plan).to_owned(),
        |path| path.to_string(),
    )
}

fn check_usage(asked: &Diff) -> Result<(), Failure> {
    let paths = || [&asked.old, &asked.new].into_iter().flatten();
    let chosen = !asked.years.is_empty()
        || !asked.units.is_empty()
        || asked.level.is_some()
        || asked.group.is_some()
        || !asked.as_of.is_empty();
    if chosen && paths().any(|path| is_document(path)) {
        return Err(Failure::usage(text!(
            "评分结果已写明年份、评估对象等；--year、--unit、--level、--group、--as-of 只用于数据",
            "a scorecard says whose results it has: --year, --unit, --level, --group and --as-of go with data only"
        )));
    }
    if asked.years.len() > 2 || asked.as_of.len() > 2 {
        return Err(Failure::usage(text!(
            "--year 和 --as-of 至多各写两个：先前、现在各一个",
            "--year and --as-of are given twice at most: for the earlier and the later one"
        )));
    }
    let data = [&asked.old_data, &asked.new_data].into_iter().flatten();
    let data = data
        .map(Utf8PathBuf::as_path)
        .chain(asked.sources.data.path());
    if data
        .chain(paths().map(Utf8PathBuf::as_path))
        .any(is_standard_input)
    {
        return Err(Failure::usage(text!(
            "`diff` 需多次读取数据，不能从标准输入读取",
            "diff reads data several times: it can't come through standard input"
        )));
    }
    Ok(())
}

/// A side; `beside` is the scorecard on the other side, which says what is asked of data.
fn input(
    asked: &Diff,
    mut given: Given<'_>,
    beside: Option<&ScorecardDocument>,
    name: String,
    lang: Lang,
) -> Result<DiffInput, Failure> {
    if let Some(document) = given.document.take() {
        return of_document(document, given, name);
    }
    let stated = beside.and_then(|document| document.head.document.sources.as_ref());
    let plan = match (given.plan, stated) {
        (Some(plan), _) => plan.to_owned(),
        (None, Some(sources)) => sources.plan.as_str().into(),
        (None, None) => default_plan().into(),
    };
    let data = given.path.or(given.data).or(asked.sources.data.path());
    let data = data.map_or_else(|| default_data(Some(&plan)).into(), Utf8Path::to_owned);
    let sources = Sources::at(plan, data, given.waivers.map(Utf8Path::to_owned));
    let document = match beside {
        Some(beside) => Again::run(beside, sources.clone())?.document,
        None => {
            let query = ScorecardQuery {
                years: given.year.into_iter().collect(),
                units: asked.units.clone(),
                level: asked.level.clone(),
                chapter: asked.group.clone(),
                as_of: given.as_of.cloned(),
            };
            Again::asked(sources.clone(), &query, lang)?
        }
    };
    Ok(DiffInput {
        name,
        document,
        sources,
        lost: Vec::new(),
        options: given.options,
    })
}

/// A scorecard that was written earlier, with its inputs where they are now.
fn of_document(
    document: ScorecardDocument,
    given: Given<'_>,
    name: String,
) -> Result<DiffInput, Failure> {
    if document.head.scope.is_none() {
        return Err(Failure::new(
            Exit::DataRefused,
            text!(
                "`{name}` 未评估任何内容",
                "`{name}` is of a run that evaluated nothing"
            ),
        ));
    }
    let stated = document.head.document.sources.clone().unwrap_or_default();
    let moved = Moved::new(&stated, [given.plan, given.data, given.waivers, None]);
    let sources = Sources::at(moved.plan(), moved.data(), moved.waivers());
    let folders = (builtin::plan(sources.plan.path())?, sources.data_folder()?);
    let checks = check_inputs(&document, (&folders.0, &folders.1), None, &moved);
    let lost = checks
        .into_iter()
        .filter(|check| check.status != InputStatus::Unchanged);
    let mut lost: Vec<String> = lost.map(|check| check.path).collect();
    // Causes are found by exchanging single figures, which counts do not tell of.
    lost.extend(stated.tally);
    if document.head.document.sources.is_none() {
        lost.push(name.clone());
    }
    Ok(DiffInput {
        name,
        document,
        sources,
        lost,
        options: given.options,
    })
}
