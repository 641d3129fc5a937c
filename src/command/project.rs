//! For programs that embed kaoping: a plan and a data set, the figures in it, and its scorecards as documents.

use super::Failure;
use super::pipeline::{self, LoadedPlan};
use super::score::Asked;
use super::sources::Sources;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::observation::Figures;
use crate::plan::{Plan, Year};
use crate::report::scorecard::ScorecardDocument;
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
    pub fn with_waivers(self, file: impl Into<Utf8PathBuf>) -> Self {
        Project {
            sources: self.sources.with_waivers(file.into()),
        }
    }

    /// The plan, and what is to be warned of in it. A failure if it can't be read or has errors; these are its findings.
    pub fn plan(&self) -> Result<(Plan, Findings), Failure> {
        let LoadedPlan { plan, findings } = pipeline::load_plan(&self.sources.plan)?;
        Ok((plan, findings))
    }

    /// Every figure of the data set as the plan reads it, and what is wrong with it.
    pub fn figures(&self, plan: &Plan) -> Result<(Figures, Findings), Failure> {
        Ok(pipeline::load_all(plan, &self.sources.data_folder()?))
    }

    /// The results that are asked for, with texts in a language: the document that `score --format json` writes. Where data
    /// was refused or nothing evaluated, `exit` of the document says so and `findings` why. A failure where there is no
    /// document: wrong usage, an invalid plan.
    pub fn scorecard(
        &self,
        query: &ScorecardQuery,
        lang: Lang,
    ) -> Result<ScorecardDocument, Failure> {
        let asked = Asked {
            sources: self.sources.clone(),
            years: query.years.clone(),
            units: query.units.clone(),
            level: query.level.clone(),
            group: query.chapter.clone(),
            as_of: query.as_of.clone(),
        };
        asked.scorecard(lang)
    }
}
