//! A scorecard made again: with the options that its document states, from the same folders or from others.

use super::{CsvStyle, Rows, Score};
use crate::command::as_json;
use crate::command::as_of::AsOfArgument;
use crate::command::gate::Gate;
use crate::command::scorecard_file;
use crate::command::sources::Sources;
use crate::command::{Exit, Failure, ScorecardQuery};
use crate::evaluate::Stage;
use crate::i18n::{Lang, Text};
use crate::report::scorecard::{Order, Scope, ScorecardDocument};
use crate::text;
use camino::Utf8PathBuf;

/// A scorecard made again.
pub struct Again {
    /// What the run wrote.
    pub document: ScorecardDocument,
    /// Whether it was held to the gate that the earlier document states: not where its baseline can't be read any more.
    pub gated: bool,
}

impl Again {
    /// Makes the scorecard of a document again. A failure if that can't be done.
    pub fn run(earlier: &ScorecardDocument, sources: Sources) -> Result<Again, Failure> {
        let Some(scope) = &earlier.head.scope else {
            return Err(failed(text!(
                "该文档未评估任何内容",
                "the document is of a run that evaluated nothing"
            )));
        };
        let gate = earlier.head.gate.as_ref().map(Gate::stated);
        let baseline = earlier.head.gate.as_ref();
        let baseline = baseline.and_then(|gate| gate.baseline.as_ref());
        let gated =
            baseline.is_none_or(|path| scorecard_file::read(&Utf8PathBuf::from(path)).is_ok());
        let score = Score {
            sources,
            gate: gate.filter(|_| gated).unwrap_or_default(),
            as_of: AsOfArgument::of(earlier.head.document.as_of.clone()),
            ..Score::of(scope)
        };
        Ok(Again {
            document: as_json::document(&score, earlier.head.document.language.into())?,
            gated,
        })
    }

    /// The scorecard that is asked for. A failure if there is none.
    pub fn asked(
        sources: Sources,
        query: &ScorecardQuery,
        lang: Lang,
    ) -> Result<ScorecardDocument, Failure> {
        let query = query.clone();
        let score = Score {
            sources,
            years: query.years,
            units: query.units,
            level: query.level,
            group: query.chapter,
            stage: None,
            as_of: AsOfArgument::of(query.as_of),
            rows: Rows {
                only: Vec::new(),
                sort: Order::Plan,
            },
            gate: Gate::default(),
            allow_refused: false,
            latest: false,
            style: CsvStyle::Exact,
        };
        as_json::document(&score, lang)
    }
}

impl Score {
    /// The options that a document states of whose results were asked for.
    fn of(scope: &Scope) -> Score {
        let units = match (&scope.units[..], &scope.level) {
            ([], None) => vec![scope.unit.clone()],
            (units, _) => units.to_vec(),
        };
        let stage = scope.stage.as_ref();
        Score {
            sources: Sources::default(),
            years: match &scope.years[..] {
                [] => vec![scope.year],
                years => years.to_vec(),
            },
            units,
            level: scope.level.clone(),
            group: scope.group.clone(),
            stage: stage.and_then(|id| Stage::ALL.into_iter().find(|stage| stage.id() == id)),
            as_of: AsOfArgument::of(None),
            rows: Rows {
                only: scope.only.clone(),
                sort: scope.order,
            },
            gate: Gate::default(),
            allow_refused: scope.allow_refused,
            latest: scope.latest,
            style: CsvStyle::Exact,
        }
    }
}

fn failed(message: Text) -> Failure {
    Failure::new(Exit::DataRefused, message)
}
