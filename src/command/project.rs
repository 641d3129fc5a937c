//! For programs that embed kaoping: a plan and a data set, the figures in it, and its scorecards as documents.

use super::as_json;
use super::check::Check;
use super::pipeline::{self, AllCells};
use super::score::Again;
use super::sources::Sources;
use super::{Exit, Failure, status};
use crate::i18n::Lang;
use crate::plan::Year;
use crate::progress::Progress;
use crate::report::check::CheckDocument;
use crate::report::observations::Observation;
use crate::report::plan_document;
use crate::report::plan_listing::PlanDocument;
use crate::report::scorecard::ScorecardDocument;
use crate::text;
use camino::Utf8PathBuf;

/// A plan and a data set. Nothing is read before it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Project {
    sources: Sources,
}

/// Which scorecards are asked for; by default that of the whole plan area in the latest year with figures.
#[derive(Clone, Debug, Default)]
pub struct ScorecardQuery {
    /// The years; the latest with figures if empty.
    pub years: Vec<Year>,
    /// Units by code or name; all that belong to no other if empty.
    pub units: Vec<String>,
    /// The id or name of the level whose units are judged one by one.
    pub level: Option<String>,
    /// A chapter by number or title.
    pub chapter: Option<String>,
    /// The date up to which figures are used, in ISO form.
    pub as_of: Option<String>,
}

impl Project {
    /// A plan and a data set, each a folder or the name of a built-in one, such as `builtin:sample`.
    pub fn new(plan: impl Into<Utf8PathBuf>, data: impl Into<Utf8PathBuf>) -> Self {
        Project {
            sources: Sources::at(plan.into(), data.into(), None),
        }
    }

    /// The same with the waivers of a file, in the place of those in the data folder.
    #[must_use]
    pub fn with_waivers(self, file: impl Into<Utf8PathBuf>) -> Self {
        Project {
            sources: self.sources.with_waivers(file.into()),
        }
    }

    /// The plan with its targets, and what is to be warned of in it: the document that `plan --format json` writes. A failure if
    /// it can't be read or has errors; these are its findings.
    pub fn plan(&self, lang: Lang) -> Result<PlanDocument, Failure> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let done = status(Exit::Done, text!("完成", "done"));
        Ok(plan_document(
            Some(&loaded.plan),
            &loaded.findings,
            &done,
            lang,
        ))
    }

    /// What was read of the data, and what is wrong with plan and data: the document that `check --format json` writes. A failure
    /// if the plan is invalid.
    pub fn check(&self, lang: Lang) -> Result<CheckDocument, Failure> {
        as_json::document(&Check::of(self.sources.clone()), lang)
    }

    /// Every figure of the data set as the plan reads it, in the order of units. What could not be read is a finding of
    /// [`check`](Project::check). A failure if the plan is invalid or there is no such data set.
    pub fn observations(&self, lang: Lang) -> Result<Vec<Observation>, Failure> {
        let plan = pipeline::load_plan(&self.sources.plan)?.plan;
        let folder = self.sources.cells_folder()?;
        let (cells, _) = AllCells::of(&plan, &folder, &Progress::default(), (u64::MAX, u64::MAX));
        Ok(cells.observations(lang).collect())
    }

    /// The results that are asked for, with texts in a language: the document that `score --format json` writes. Where data
    /// was refused or nothing evaluated, `exit` of the document says so and `findings` why. A failure where there is no
    /// document: wrong usage, an invalid plan.
    pub fn scorecard(
        &self,
        query: &ScorecardQuery,
        lang: Lang,
    ) -> Result<ScorecardDocument, Failure> {
        Again::asked(self.sources.clone(), query, lang)
    }
}
