//! The checked model of a plan. Entries refer to each other by index; every reference holds.

use crate::finding::Place;
use crate::i18n::Text;
use crate::index::{ChecklistIx, ClauseIx, IndicatorIx, LevelIx, ScaleIx, VariableIx, Year};
use crate::number::{Interval, Number};
use crate::plan::measure::Measure;
use crate::plan::{
    Attainment, Band, Bands, Baseline, Nature, Pace, Revision, Score, Target, WithinYear,
};

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
    /// The id that data sets and reports refer to.
    pub id: String,
    /// The title.
    pub title: Text,
    /// The first year of the period.
    pub first: Year,
    /// The last year of the period.
    pub last: Year,
    /// The month of the calendar in which a year begins, from 1.
    pub year_starts: u8,
    /// The year that change is measured from.
    pub baseline: Year,
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// The levels, highest first.
    pub levels: Vec<Level>,
    /// The clauses, in the order of declaration.
    pub clauses: Vec<Clause>,
    /// The variables, including those of items and milestones.
    pub variables: Vec<Variable>,
    /// The scales, the built-in one first.
    pub scales: Vec<Scale>,
    /// The checklists, in the order of declaration.
    pub checklists: Vec<Checklist>,
    /// The bands that the plan declares; those of [`bands::built_in`](crate::plan::bands::built_in) are not among them.
    pub bands: Vec<Bands>,
    /// The indicators, in the order of chapters, then of declaration.
    pub indicators: Vec<Indicator>,
    /// What the plan as a whole does not settle.
    pub assumed: Vec<Assumption>,
    /// The plan's files, for its digest: path and bytes in path order.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A chapter of the plan.
#[derive(Debug)]
pub struct Chapter {
    /// The number in the plan.
    pub number: u32,
    /// The title.
    pub title: Text,
}

/// A kind of unit.
#[derive(Debug)]
pub struct Level {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Text,
    /// The variable that counts the units of this level; `None` if it declares none.
    pub register: Option<VariableIx>,
}

/// A place in the plan and its words that set a target.
#[derive(Debug)]
pub struct Clause {
    /// The id.
    pub id: String,
    /// The number of its chapter.
    pub chapter: u32,
    /// The number of its section; 0 if it has none.
    pub section: u32,
    /// The number of the box (专栏) that it is in; `None` if it is in none.
    pub see_box: Option<u32>,
    /// The plan's own words, verbatim.
    pub phrase: String,
    /// Where it is declared.
    pub at: Place,
}

/// What kind of figure a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of things.
    Count,
    /// A quantity, such as money or area.
    Amount,
    /// An average or a percentage, which can't be summed.
    Mean,
    /// A yes-or-no answer: credit 0 or 1.
    Flag,
    /// An answer on a scale: a credit from 0 to 1.
    Rating,
}

/// How the figures of members are aggregated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUp {
    /// The sum of the members.
    Sum,
    /// Not at all, as for means and ratings; a measure may aggregate them.
    Never,
}

/// What is collected.
#[derive(Debug)]
pub struct Variable {
    /// The id; `checklist/item` for an item.
    pub id: String,
    /// The name.
    pub name: Text,
    /// The kind of figure.
    pub kind: Kind,
    /// The unit of measurement; empty if there is none.
    pub unit: Text,
    /// The number of decimals; figures with more are refused.
    pub decimals: u32,
    /// The possible figures; a missing figure may be any of them.
    pub range: Interval,
    /// The lowest level at which it is collected.
    pub level: LevelIx,
    /// How the members' figures make up a unit's figure.
    pub roll_up: RollUp,
    /// Whether it is a stock (时点数), as it stands at a time, such as a population: its figures don't add up over years.
    pub stock: bool,
    /// The variable that this is a part of.
    pub part_of: Option<VariableIx>,
    /// The variables that are declared to be parts of this one.
    pub parts: Vec<VariableIx>,
    /// Whether `—` may stand for "not applicable".
    pub may_not_apply: bool,
    /// How its year comes from parts of the year; `None`: figures of parts are not used.
    pub within_year: Option<WithinYear>,
    /// Whether a mean is exact as written. Otherwise a published ratio, and a mean sent by a unit above the members that it is
    /// made of, stand for all that rounds to it.
    pub exact: bool,
    /// The half-width of the interval of 约 (about), as a share of the figure; `None` if not declared.
    pub about: Option<Number>,
    /// Other names in data files.
    pub aliases: Vec<String>,
    /// The scale of a flag or rating; `None` for other kinds.
    pub scale: Option<ScaleIx>,
    /// Where it is declared.
    pub at: Place,
}

/// The possible answers of flags, ratings and items.
#[derive(Debug)]
pub struct Scale {
    /// The id.
    pub id: String,
    /// The grades in ascending order of credit.
    pub grades: Vec<Grade>,
    /// The credit from which an item counts as met.
    pub met_from: Number,
}

/// One of the possible answers of a scale.
#[derive(Debug)]
pub struct Grade {
    /// The name.
    pub name: Text,
    /// What the answer is worth, from 0 to 1.
    pub credit: Number,
    /// The words and signs that mean it in data files, in lower case.
    pub words: Vec<String>,
}

/// A list of items that are each met or not, or graded.
#[derive(Debug)]
pub struct Checklist {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Text,
    /// The level of the units that answer it.
    pub level: LevelIx,
    /// The scale of the answers.
    pub scale: ScaleIx,
    /// The items, in the order of declaration.
    pub items: Vec<Item>,
    /// The objectives that group the items; empty if there are none.
    pub objectives: Vec<Objective>,
    /// The condition on the items as a whole.
    pub pass: Pass,
    /// The bands in ascending order; empty if there are none.
    pub bands: Vec<Band>,
    /// Where it is declared.
    pub at: Place,
}

/// An item of a checklist.
#[derive(Debug)]
pub struct Item {
    /// The id within the checklist.
    pub id: String,
    /// The name.
    pub name: Text,
    /// The points of the item; above 0.
    pub points: Number,
    /// Whether a unit can't pass without meeting the item.
    pub must: bool,
    /// The index of its objective.
    pub objective: Option<usize>,
    /// The variable that holds the answer.
    pub variable: VariableIx,
}

/// A group of items.
#[derive(Debug)]
pub struct Objective {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Text,
    /// The least percentage of its points that a unit needs to pass.
    pub floor: Option<Number>,
}

/// The condition on a checklist's items as a whole; floors and mandatory items are further conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Every item that applies is met.
    All,
    /// At least this many items are met.
    Count(u32),
    /// At least this percentage of the points of the items that apply.
    Total(Number),
}

/// A measure and its target.
#[derive(Debug)]
pub struct Indicator {
    /// The id.
    pub id: String,
    /// The clauses it assesses; it is shown under the first.
    pub clauses: Vec<ClauseIx>,
    /// The name.
    pub name: Text,
    /// The responsible department; `None` if the plan names none.
    pub lead: Option<Text>,
    /// The levels at which it is judged.
    pub levels: Vec<LevelIx>,
    /// How the value comes from variables.
    pub measure: Box<dyn Measure>,
    /// The unit of the value.
    pub unit: Text,
    /// The number of decimals displayed.
    pub decimals: u32,
    /// The target at first; see `revised`.
    pub target: Target,
    /// The target of levels above the checklist's own; `None` for other measures.
    pub above: Option<Target>,
    /// The targets that replace the first one, by ascending year.
    pub revised: Vec<Revision>,
    /// How attainment is computed.
    pub attainment: Attainment,
    /// How the value expected by now is computed.
    pub pace: Pace,
    /// What change is measured from.
    pub baseline: Baseline,
    /// How its values are scored; `None` if it declares no score.
    pub score: Option<Score>,
    /// The bands that its score is placed on; `None` if it declares none.
    pub bands: Option<Bands>,
    /// Where nothing was reported of a year, the latest figure that is at most so many years old stands for it; 0: none does.
    pub carry: Year,
    /// The natural limit of the value, near which less growth is enough; `None` if it declares none.
    pub limit: Option<Number>,
    /// Whether the plan binds itself to the target; `None` if it does not say.
    pub nature: Option<Nature>,
    /// The decimals to which scores are rounded before units are ranked; `None` if they are not.
    pub rank_decimals: Option<u32>,
    /// What the plan does not settle.
    pub assumed: Vec<Assumption>,
    /// Where it is declared.
    pub at: Place,
}

/// What the plan does not settle and its user decided.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// The key of the entry, with dots if nested.
    pub key: String,
    /// Why the key has its value.
    pub reason: Text,
}

impl Plan {
    /// The indices of all levels, the highest first.
    pub fn levels(&self) -> impl Iterator<Item = LevelIx> + use<> {
        (0..self.levels.len() as u32).map(LevelIx)
    }

    /// All indicators with their indices.
    pub fn indicators(&self) -> impl Iterator<Item = (IndicatorIx, &Indicator)> {
        (0..).map(IndicatorIx).zip(&self.indicators)
    }

    /// All variables with their indices.
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

    /// The earliest year whose figures are used: the first of the period, or of the baselines that are measured.
    pub fn earliest_year(&self) -> Year {
        let baselines = self.indicators.iter().map(|indicator| &indicator.baseline);
        let measured = baselines.filter(|baseline| baseline.value.is_none());
        let years = measured.map(|baseline| baseline.earliest(self.last));
        years.fold(self.baseline.min(self.first), Year::min)
    }

    /// The title of a chapter; `None` if the plan does not declare it.
    pub fn chapter_title(&self, number: u32) -> Option<&Text> {
        self.chapters
            .iter()
            .find(|chapter| chapter.number == number)
            .map(|chapter| &chapter.title)
    }
}
