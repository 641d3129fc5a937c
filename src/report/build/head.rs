//! What documents about a plan and its figures state first.

use super::super::common::{Input, Tool};
use super::super::head::{DocumentHead, PlanHead};
use super::super::scorecard::{self as document, LevelName, Scope, ScorecardHead};
use super::listing::chapters;
use super::{Builder, Selection};
use crate::i18n::Lang;
use crate::plan::LevelIx;

impl Builder<'_> {
    /// The head of a scorecard document.
    pub fn head(&self, selection: Selection) -> ScorecardHead {
        let (plan, lang) = (self.plan, self.lang);
        let level = |level: LevelIx| LevelName {
            id: plan[level].id.clone(),
            name: plan[level].name.get(lang).to_owned(),
        };
        ScorecardHead {
            document: self.document_head(document::SCHEMA),
            scope: Some(Scope {
                year: selection.year,
                unit: self.figures.units.code(selection.unit).to_owned(),
                level: selection.level.map(|level| plan[level].id.clone()),
                members: selection.members.map(level),
                years: Vec::new(),
                units: Vec::new(),
                only: Vec::new(),
                order: document::Order::Plan,
                stage: None,
                group: None,
                latest: false,
                allow_refused: false,
            }),
            gate: None,
        }
    }

    /// The head of a document about plan and figures.
    pub fn document_head(&self, schema: &str) -> DocumentHead {
        let (plan, lang) = (self.plan, self.lang);
        DocumentHead {
            plan: Some(PlanHead {
                id: plan.id.clone(),
                title: plan.title.get(lang).to_owned(),
                sha256: self.digests.plan.clone(),
                first: plan.first,
                last: plan.last,
                chapters: chapters(plan, lang),
            }),
            synthetic: self.figures.data.synthetic,
            inputs: self.inputs(),
            data_title: self.figures.data.title.get(lang).to_owned(),
            as_of: (self.figures.as_of.as_ref()).map(|date| date.written().to_owned()),
            sources: self.digests.sources.clone(),
            ..DocumentHead::failed(schema, lang)
        }
    }

    pub(super) fn inputs(&self) -> Vec<Input> {
        (self.figures.data.files.iter().enumerate())
            .map(|(at, file)| Input {
                path: file.path.to_string(),
                sha256: self.digests.files.get(at).cloned(),
                encoding: file.encoding.to_owned(),
                rows: file.rows,
                refused: file.refused,
            })
            .collect()
    }
}

impl DocumentHead {
    /// The head of a document about a run that had no result.
    pub fn failed(schema: &str, lang: Lang) -> Self {
        DocumentHead {
            schema: schema.to_owned(),
            tool: Tool::this(),
            plan: None,
            synthetic: false,
            inputs: Vec::new(),
            language: lang.into(),
            data_title: String::new(),
            as_of: None,
            sources: None,
        }
    }
}

impl ScorecardHead {
    /// The head of a document about a run that could evaluate nothing.
    pub fn failed(lang: Lang) -> Self {
        ScorecardHead {
            document: DocumentHead::failed(document::SCHEMA, lang),
            scope: None,
            gate: None,
        }
    }
}
