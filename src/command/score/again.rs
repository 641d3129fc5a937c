//! A scorecard made again: with the options that its document states, from the same folders or from others.

use super::{CsvStyle, Rows, Score};
use crate::command::as_of::AsOfArgument;
use crate::command::destination::{Destination, Destinations};
use crate::command::gate::Gate;
use crate::command::scorecard_file;
use crate::command::sources::Sources;
use crate::command::{Command, Exit, Failure, RunError};
use crate::evaluate::Stage;
use crate::i18n::Lang;
use crate::plan::Year;
use crate::render::{self, Style};
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
            document: document(&score, earlier.head.document.language.into())?,
            gated,
        })
    }
}

/// What is asked of a scorecard that is made for another command.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Where plan and data are.
    pub sources: Sources,
    /// The years; the latest with figures if empty.
    pub years: Vec<Year>,
    /// The units by code or name; all that belong to no other if empty.
    pub units: Vec<String>,
    /// The level whose units are judged one by one.
    pub level: Option<String>,
    /// The chapter.
    pub group: Option<String>,
    /// The date up to which figures are used, in ISO form.
    pub as_of: Option<String>,
}

impl Asked {
    /// The scorecard that is asked for. A failure if there is none.
    pub fn scorecard(self, lang: Lang) -> Result<ScorecardDocument, Failure> {
        let score = Score {
            sources: self.sources,
            years: self.years,
            units: self.units,
            level: self.level,
            group: self.group,
            stage: None,
            as_of: AsOfArgument::of(self.as_of),
            rows: Rows {
                only: Vec::new(),
                sort: Order::Plan,
            },
            gate: Gate::default(),
            allow_refused: false,
            latest: false,
            style: CsvStyle::Exact,
        };
        document(&score, lang)
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

/// What a run writes as JSON, read back.
fn document(score: &Score, lang: Lang) -> Result<ScorecardDocument, Failure> {
    let Some(format) = render::format("json") else {
        return Err(failed(text!("没有 JSON 格式", "there is no format JSON")));
    };
    let mut bytes = Vec::new();
    let style = Style {
        lang,
        width: 80,
        wraps_rows: false,
        color: false,
    };
    let destination = Destination {
        format,
        style,
        out: &mut bytes,
    };
    let ended = score.run(&mut Destinations::new(lang, vec![destination]));
    match ended {
        Ok(_) => {}
        Err(RunError::Failure(failure)) => return Err(failure),
        Err(RunError::Output(error)) => return Err(failed(text!("{error}", "{error}"))),
    }
    serde_json::from_slice(&bytes).map_err(|error| failed(text!("{error}", "{error}")))
}

fn failed(message: crate::i18n::Text) -> Failure {
    Failure::new(Exit::DataRefused, message)
}
