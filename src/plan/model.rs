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
    /// The id by which it is referred to.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The first year of the period.
    pub first: Year,
    /// The last year of the period.
    pub last: Year,
    /// The year against which change is measured.
    pub baseline: Year,
    /// Its chapters, in the order of the files.
    pub chapters: Vec<Chapter>,
    /// From the top down.
    pub levels: Vec<Level>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// What is collected.
    pub variables: Vec<Variable>,
    /// The scales of flags and ratings.
    pub scales: Vec<Scale>,
    /// Its checklists.
    pub checklists: Vec<Checklist>,
    /// In the order of chapters, then of declaration.
    pub indicators: Vec<Indicator>,
    /// What holds for the plan as a whole.
    pub assumed: Vec<Assumption>,
    /// The plan's files, for its digest: path and bytes in path order.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A chapter of the plan.
#[derive(Debug)]
pub struct Chapter {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: Text,
}

/// A kind of unit.
#[derive(Debug)]
pub struct Level {
    /// The id by which it is referred to.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The variable that counts the units of this level where no roster names them.
    pub register: Option<VariableIx>,
}

/// A place in the plan and the few words of it that ask for something.
#[derive(Debug)]
pub struct Clause {
    /// The id by which it is referred to.
    pub id: String,
    /// The number of its chapter.
    pub chapter: u32,
    /// The number of its section.
    pub section: u32,
    /// The box (专栏) that details it.
    pub see_box: Option<u32>,
    /// The plan's own words, verbatim.
    pub phrase: String,
    /// Where it is declared.
    pub at: Place,
}

/// What kind of figure a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number of things; whole.
    Count,
    /// An amount, of money or area.
    Amount,
    /// A mean or a percentage that was worked out before it was sent.
    Mean,
    /// Yes or no, or a step between.
    Flag,
    /// A grade of a scale.
    Rating,
}

/// How a level's values make the level above's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUp {
    /// They are added up.
    Sum,
    /// Means and ratings: only a measure knows how.
    Never,
}

/// A column of collected data.
#[derive(Debug)]
pub struct Variable {
    /// The id by which it is referred to.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What kind of figure it is.
    pub kind: Kind,
    /// The unit of its figures.
    pub unit: Text,
    /// Decimals kept; finer figures are refused.
    pub decimals: u32,
    /// What a figure can be at all; a missing one can be anything in it.
    pub range: Interval,
    /// The lowest level at which it is collected.
    pub level: LevelIx,
    /// How figures of a level make that of the level above.
    pub roll_up: RollUp,
    /// The whole that this is a part of; `None` if none is declared.
    pub part_of: Option<VariableIx>,
    /// Those that are declared to be parts of this.
    pub parts: Vec<VariableIx>,
    /// Whether `—` may stand for "not applicable".
    pub may_not_apply: bool,
    /// Half the width of the band that 约 (about) stands for, as a share of the figure.
    pub about: Option<Number>,
    /// Other names in the data.
    pub aliases: Vec<String>,
    /// The words of a flag or rating.
    pub scale: Option<ScaleIx>,
    /// Where it is declared.
    pub at: Place,
}

/// The words that a flag or an item is answered with, and what each is worth.
#[derive(Debug)]
pub struct Scale {
    /// The id by which it is referred to.
    pub id: String,
    /// From the least worth up.
    pub grades: Vec<Grade>,
    /// The credit from which an item counts as met.
    pub met_from: Number,
}

/// A step of a scale.
#[derive(Debug)]
pub struct Grade {
    /// Its name.
    pub name: Text,
    /// Between 0 and 1.
    pub credit: Number,
    /// Words and signs in the data, lower case.
    pub words: Vec<String>,
}

/// Items that are each met or not, or graded.
#[derive(Debug)]
pub struct Checklist {
    /// The id by which it is referred to.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The level of the units that it assesses.
    pub level: LevelIx,
    /// The scale of its answers.
    pub scale: ScaleIx,
    /// Its items.
    pub items: Vec<Item>,
    /// Its headings.
    pub objectives: Vec<Objective>,
    /// When a unit passes.
    pub pass: Pass,
    /// Ascending.
    pub bands: Vec<Band>,
    /// Where it is declared.
    pub at: Place,
}

/// An item of a checklist.
#[derive(Debug)]
pub struct Item {
    /// The id by which it is referred to.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Above zero.
    pub points: Number,
    /// Whether the unit fails where this item does.
    pub must: bool,
    /// The heading that it stands under, by its index.
    pub objective: Option<usize>,
    /// The variable that holds its answers.
    pub variable: VariableIx,
}

/// A heading of a checklist, with a least percentage of its own.
#[derive(Debug)]
pub struct Objective {
    /// The id by which it is referred to.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The least percentage of its points.
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

/// A named range of percentages of a checklist.
#[derive(Debug)]
pub struct Band {
    /// The id by which it is referred to.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The percentage from which a unit stands in it.
    pub from: Number,
}

/// A measure and its target.
#[derive(Debug)]
pub struct Indicator {
    /// The id by which it is referred to.
    pub id: String,
    /// The first is the one it is shown under.
    pub clauses: Vec<ClauseIx>,
    /// Its name.
    pub name: Text,
    /// Who answers for it.
    pub lead: Option<Text>,
    /// Levels at which it is judged.
    pub levels: Vec<LevelIx>,
    /// How the value comes from variables.
    pub measure: Box<dyn Measure>,
    /// The unit of its value.
    pub unit: Text,
    /// Decimals shown.
    pub decimals: u32,
    /// What is asked.
    pub target: Target,
    /// For a checklist: the target of levels above its own.
    pub above: Option<Target>,
    /// Targets that replace the first from a year on, ascending.
    pub revised: Vec<Revision>,
    /// How attainment is measured.
    pub attainment: Attainment,
    /// How pace is measured.
    pub pace: Pace,
    /// Where the way to the target began.
    pub baseline: Baseline,
    /// What its user had to decide.
    pub assumed: Vec<Assumption>,
    /// Where it is declared.
    pub at: Place,
}

/// What is asked of a value, and when.
#[derive(Clone, Debug)]
pub struct Target {
    /// What is asked of the value.
    pub rule: Arc<dyn Rule>,
    /// When it is due.
    pub timing: Timing,
    /// What is due in the years before, ascending.
    pub path: Vec<(Year, Number)>,
    /// Rules of single units, by code.
    pub by_unit: Vec<(String, Arc<dyn Rule>)>,
}

/// When a target is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// By the end of a year.
    By(Year),
    /// In every year of the period.
    EachYear,
    /// The sum over the period, due at its end.
    Cumulative(Year),
}

/// A target that replaces the one before.
#[derive(Debug)]
pub struct Revision {
    /// The year from which it holds.
    pub from: Year,
    /// The target.
    pub target: Target,
    /// Why it was revised.
    pub why: Text,
}

/// How attainment is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attainment {
    /// Value by target.
    TargetRatio,
    /// Distance from the band, as a share of the widest possible.
    Interval,
    /// Share of the distance from the baseline to the target.
    BaselineDistance,
}

/// How pace is measured where the plan sets no interim values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The straight line from the baseline to the target.
    Linear,
    /// The compound annual growth rate.
    Cagr,
    /// Not at all.
    None,
}

/// The year from which change is measured.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The year.
    pub year: Year,
    /// Where the plan itself states it.
    pub value: Option<Number>,
}

/// What the plan leaves open and its user had to decide.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// The key that it is about.
    pub key: String,
    /// Why it was decided so.
    pub reason: Text,
}

impl Plan {
    /// All indices of a list with their entries.
    pub fn indicators(&self) -> impl Iterator<Item = (IndicatorIx, &Indicator)> {
        (0..).map(IndicatorIx).zip(&self.indicators)
    }

    /// All indices of variables with their entries.
    pub fn variables(&self) -> impl Iterator<Item = (VariableIx, &Variable)> {
        (0..).map(VariableIx).zip(&self.variables)
    }

    /// The level of an id; `None` if there is none.
    pub fn level(&self, id: &str) -> Option<LevelIx> {
        let at = self.levels.iter().position(|level| level.id == id)?;
        Some(LevelIx(at as u32))
    }

    /// The variable of an id; `None` if there is none.
    pub fn variable(&self, id: &str) -> Option<VariableIx> {
        let at = self.variables.iter().position(|v| v.id == id)?;
        Some(VariableIx(at as u32))
    }

    /// The indicator of an id; `None` if there is none.
    pub fn indicator(&self, id: &str) -> Option<IndicatorIx> {
        let at = self.indicators.iter().position(|i| i.id == id)?;
        Some(IndicatorIx(at as u32))
    }

    /// The years of the period.
    pub fn years(&self) -> std::ops::RangeInclusive<Year> {
        self.first..=self.last
    }

    /// A chapter's title; `None` if no chapter has the number.
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
