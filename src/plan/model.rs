//! The checked model of a plan. Entries refer to each other by index; every reference holds.

use crate::finding::Place;
use crate::i18n::Text;
use crate::index::{ChecklistIx, ClauseIx, IndicatorIx, LevelIx, ScaleIx, VariableIx, Year};
use crate::number::{Interval, Number};
use crate::plan::measure::Measure;
use crate::plan::rule::Rule;
use std::sync::Arc;

macro_rules! lists {
    ($($name:ident => $list:ident: $item:ty;)*) => {
        $(impl std::ops::Index<$name> for Plan {
            type Output = $item;
            fn index(&self, at: $name) -> &$item {
                &self.$list[at.0 as usize]
            }
        })*
    };
}

lists! {
    LevelIx => levels: Level;
    ClauseIx => clauses: Clause;
    VariableIx => variables: Variable;
    ScaleIx => scales: Scale;
    ChecklistIx => checklists: Checklist;
    IndicatorIx => indicators: Indicator;
}

/// A plan, checked.
#[derive(Debug)]
pub struct Plan {
    pub id: String,
    pub title: Text,
    /// First and last year of the period.
    pub first: Year,
    pub last: Year,
    /// The year against which change is measured.
    pub baseline: Year,
    pub chapters: Vec<Chapter>,
    /// From the top down.
    pub levels: Vec<Level>,
    pub clauses: Vec<Clause>,
    pub variables: Vec<Variable>,
    pub scales: Vec<Scale>,
    pub checklists: Vec<Checklist>,
    /// In the order of chapters, then of declaration.
    pub indicators: Vec<Indicator>,
    /// What holds for the plan as a whole.
    pub assumed: Vec<Assumption>,
    /// The plan's files, for its digest: path and bytes in path order.
    pub files: Vec<(String, Vec<u8>)>,
}

#[derive(Debug)]
pub struct Chapter {
    pub number: u32,
    pub title: Text,
}

/// A kind of unit.
#[derive(Debug)]
pub struct Level {
    pub id: String,
    pub name: Text,
    /// The variable that counts the units of this level where no roster names them.
    pub register: Option<VariableIx>,
}

/// A place in the plan and the few words of it that ask for something.
#[derive(Debug)]
pub struct Clause {
    pub id: String,
    pub chapter: u32,
    pub section: u32,
    /// The box (专栏) that details it.
    pub see_box: Option<u32>,
    /// The plan's own words, verbatim.
    pub phrase: String,
    pub at: Place,
}

/// What kind of figure a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Count,
    Amount,
    Mean,
    Flag,
    Rating,
}

/// How a level's values make the level above's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUp {
    Sum,
    /// Means and ratings: only a measure knows how.
    Never,
}

/// A column of collected data.
#[derive(Debug)]
pub struct Variable {
    pub id: String,
    pub name: Text,
    pub kind: Kind,
    pub unit: Text,
    /// Decimals kept; finer figures are refused.
    pub decimals: u32,
    /// What a figure can be at all; a missing one can be anything in it.
    pub range: Interval,
    /// The lowest level at which it is collected.
    pub level: LevelIx,
    pub roll_up: RollUp,
    /// The whole that this is a part of.
    pub part_of: Option<VariableIx>,
    /// Those that are declared to be parts of this.
    pub parts: Vec<VariableIx>,
    /// Whether `—` may stand for "not applicable".
    pub may_not_apply: bool,
    /// Half the width of the band that 约 (about) stands for, as a share of the figure.
    pub about: Option<Number>,
    pub aliases: Vec<String>,
    /// The words of a flag or rating.
    pub scale: Option<ScaleIx>,
    pub at: Place,
}

/// The words that a flag or an item is answered with, and what each is worth.
#[derive(Debug)]
pub struct Scale {
    pub id: String,
    /// From the least worth up.
    pub grades: Vec<Grade>,
    /// The credit from which an item counts as met.
    pub met_from: Number,
}

#[derive(Debug)]
pub struct Grade {
    pub name: Text,
    /// Between 0 and 1.
    pub credit: Number,
    /// Words and signs in the data, lower case.
    pub words: Vec<String>,
}

/// Items that are each met or not, or graded.
#[derive(Debug)]
pub struct Checklist {
    pub id: String,
    pub name: Text,
    pub level: LevelIx,
    pub scale: ScaleIx,
    pub items: Vec<Item>,
    pub objectives: Vec<Objective>,
    pub pass: Pass,
    /// Ascending.
    pub bands: Vec<Band>,
    pub at: Place,
}

#[derive(Debug)]
pub struct Item {
    pub id: String,
    pub name: Text,
    /// Above zero.
    pub points: Number,
    /// Whether the unit fails where this item does.
    pub must: bool,
    pub objective: Option<usize>,
    pub variable: VariableIx,
}

/// A heading of a checklist, with a least percentage of its own.
#[derive(Debug)]
pub struct Objective {
    pub id: String,
    pub name: Text,
    pub floor: Option<Number>,
}

/// When a unit passes a checklist; floors and must-pass items come on top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Every item that applies is met.
    All,
    /// So many items are met.
    Count(u32),
    /// So many per cent of the points of the items that apply.
    Total(Number),
}

#[derive(Debug)]
pub struct Band {
    pub id: String,
    pub name: Text,
    pub from: Number,
}

/// A measure and its target.
#[derive(Debug)]
pub struct Indicator {
    pub id: String,
    /// The first is the one it is shown under.
    pub clauses: Vec<ClauseIx>,
    pub name: Text,
    /// Who answers for it.
    pub lead: Option<Text>,
    /// Levels at which it is judged.
    pub levels: Vec<LevelIx>,
    /// How the value comes from variables.
    pub measure: Box<dyn Measure>,
    pub unit: Text,
    /// Decimals shown.
    pub decimals: u32,
    pub target: Target,
    /// For a checklist: the target of levels above its own.
    pub above: Option<Target>,
    /// Targets that replace the first from a year on, ascending.
    pub revised: Vec<Revision>,
    pub attainment: Attainment,
    pub pace: Pace,
    /// Where the way began.
    pub baseline: Baseline,
    pub assumed: Vec<Assumption>,
    pub at: Place,
}

#[derive(Clone, Debug)]
pub struct Target {
    pub rule: Arc<dyn Rule>,
    pub timing: Timing,
    /// What is due in the years before, ascending.
    pub path: Vec<(Year, Number)>,
    /// Rules of single units, by code.
    pub by_unit: Vec<(String, Arc<dyn Rule>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    By(Year),
    EachYear,
    /// The sum over the period, due at its end.
    Cumulative(Year),
}

#[derive(Debug)]
pub struct Revision {
    pub from: Year,
    pub target: Target,
    pub why: Text,
}

/// How attainment is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attainment {
    TargetRatio,
    Interval,
    BaselineDistance,
}

/// How pace is measured where the plan draws no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Linear,
    Cagr,
    None,
}

#[derive(Clone, Debug)]
pub struct Baseline {
    pub year: Year,
    /// Where the plan itself states it.
    pub value: Option<Number>,
}

/// What the plan leaves open and its user had to decide.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// The key that it is about.
    pub key: String,
    pub reason: Text,
}

impl Plan {
    /// All indices of a list with their entries.
    pub fn indicators(&self) -> impl Iterator<Item = (IndicatorIx, &Indicator)> {
        (0..).map(IndicatorIx).zip(&self.indicators)
    }

    pub fn variables(&self) -> impl Iterator<Item = (VariableIx, &Variable)> {
        (0..).map(VariableIx).zip(&self.variables)
    }

    pub fn level(&self, id: &str) -> Option<LevelIx> {
        let at = self.levels.iter().position(|level| level.id == id)?;
        Some(LevelIx(at as u32))
    }

    pub fn variable(&self, id: &str) -> Option<VariableIx> {
        let at = self.variables.iter().position(|v| v.id == id)?;
        Some(VariableIx(at as u32))
    }

    pub fn indicator(&self, id: &str) -> Option<IndicatorIx> {
        let at = self.indicators.iter().position(|i| i.id == id)?;
        Some(IndicatorIx(at as u32))
    }

    pub fn years(&self) -> std::ops::RangeInclusive<Year> {
        self.first..=self.last
    }

    pub fn chapter_title(&self, number: u32) -> Option<&Text> {
        self.chapters
            .iter()
            .find(|chapter| chapter.number == number)
            .map(|chapter| &chapter.title)
    }
}

impl Indicator {
    /// The target in force in a year, at a level.
    pub fn target_for(&self, level: LevelIx, year: Year, plan: &Plan) -> &Target {
        if let Some(above) = &self.above
            && self.measure.is_above_own_level(plan, level)
        {
            return above;
        }
        self.revised
            .iter()
            .rev()
            .find(|revision| revision.from <= year)
            .map_or(&self.target, |revision| &revision.target)
    }
}
