//! What a row of the tally table is about: its first column.

use crate::observation::Aggregate;
use crate::plan::{ChecklistIx, LevelIx, Plan, VariableIx, Year};

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The digest of the plan: `plan:0f3a…`.
    Plan(String),
    /// What was asked: `question:district+street/2015/2015-06-30`.
    Question(Gathered),
    /// Rows of a table that were counted: `rows:dw.harmonious`.
    Rows(String),
    /// Rows of a table that were handed over: `rest:dw.harmonious`.
    Rest(String),
    /// The latest year with a row of anything actual: `latest`.
    Latest,
    /// Units of a level that sent a row: `named:urban-community`.
    Named(LevelIx),
    /// A count: `passes:CHECKLIST`, `holds:INDICATOR`, `sum:VARIABLE`, `mean:MEAN:WEIGHT`.
    Counted(Aggregate),
}

/// What counts are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// Levels whose units are judged one by one: their rows are not counted. Ascending.
    pub levels: Vec<LevelIx>,
    /// The last year that is counted.
    pub year: Year,
    /// The date up to which figures are used, as it was asked for; `None` for all.
    pub as_of: Option<String>,
}

impl Gathered {
    /// As it is written in the first column.
    fn words(&self, plan: &Plan) -> String {
        let levels = self.levels.iter().map(|&level| plan[level].id.as_str());
        let levels: Vec<&str> = levels.collect();
        let as_of = self.as_of.as_deref().unwrap_or("");
        format!("{}/{}/{as_of}", levels.join("+"), self.year)
    }

    fn parse(words: &str, plan: &Plan) -> Option<Gathered> {
        let (levels, rest) = words.split_once('/')?;
        let (year, as_of) = rest.split_once('/')?;
        let levels = levels.split('+').filter(|id| !id.is_empty());
        Some(Gathered {
            levels: levels.map(|id| level(plan, id)).collect::<Option<_>>()?,
            year: year.parse().ok()?,
            as_of: (!as_of.is_empty()).then(|| as_of.to_owned()),
        })
    }
}

impl RowKind {
    /// As it is written in the first column.
    pub fn word(&self, plan: &Plan) -> String {
        match self {
            RowKind::Plan(digest) => format!("plan:{digest}"),
            RowKind::Question(gathered) => format!("question:{}", gathered.words(plan)),
            RowKind::Rows(table) => format!("rows:{table}"),
            RowKind::Rest(table) => format!("rest:{table}"),
            RowKind::Latest => "latest".to_owned(),
            RowKind::Named(level) => format!("named:{}", plan[*level].id),
            RowKind::Counted(Aggregate::Passes(one)) => format!("passes:{}", plan[*one].id),
            RowKind::Counted(Aggregate::Holds(one)) => format!("holds:{}", plan[*one].id),
            RowKind::Counted(Aggregate::Sum(one)) => format!("sum:{}", plan[*one].id),
            RowKind::Counted(Aggregate::Weighted { mean, weight }) => {
                format!("mean:{}:{}", plan[*mean].id, plan[*weight].id)
            }
        }
    }

    /// What a word in the first column says; `None` if it is none, or names what the plan does not have.
    pub fn parse(word: &str, plan: &Plan) -> Option<RowKind> {
        if word == "latest" {
            return Some(RowKind::Latest);
        }
        let (kind, of) = word.split_once(':')?;
        let counted = match kind {
            "plan" => return Some(RowKind::Plan(of.to_owned())),
            "question" => return Gathered::parse(of, plan).map(RowKind::Question),
            "rows" => return Some(RowKind::Rows(of.to_owned())),
            "rest" => return Some(RowKind::Rest(of.to_owned())),
            "named" => return level(plan, of).map(RowKind::Named),
            "passes" => {
                let at = plan.checklists.iter().position(|one| one.id == of)?;
                Aggregate::Passes(ChecklistIx(at as u32))
            }
            "holds" => {
                let mut indicators = plan.indicators();
                Aggregate::Holds(indicators.find(|(_, one)| one.id == of)?.0)
            }
            "sum" => Aggregate::Sum(plan.variable(of)?),
            "mean" => {
                let (mean, weight) = of.split_once(':')?;
                let variable = |id: &str| -> Option<VariableIx> { plan.variable(id) };
                Aggregate::Weighted {
                    mean: variable(mean)?,
                    weight: variable(weight)?,
                }
            }
            _ => return None,
        };
        Some(RowKind::Counted(counted))
    }
}

fn level(plan: &Plan, id: &str) -> Option<LevelIx> {
    plan.levels().find(|&level| plan[level].id == id)
}
