//! What `kaoping report` hands to the formats of a batch: a unit in a year, all units in a year, and the whole. Texts are in
//! both languages, so that a page can show both. What is written of a batch itself is [`manifest`](super::manifest).

use super::check::CheckDocument;
use super::common::{Coverage, Summary, Unit};
use super::evidence::{Counted, ItemCount};
use super::explanation::{Explanation, OutcomeCounts};
use super::head::DocumentHead;
use super::plan_listing::PlanDocument;
use super::rank::RankDocument;
use super::scorecard::{ScorecardDocument, Waiver};
use super::trend::TrendDocument;
use crate::i18n::Lang;
use crate::observation::Boundaries;
use crate::plan::Year;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the units of a year are ranked by, as `rank --by` names it.
pub const RANKED_BY: [&str; 2] = ["attainment", "met"];

/// Something in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InBoth<T> {
    /// In Chinese.
    pub zh: T,
    /// In English.
    pub en: T,
}

impl<T> InBoth<T> {
    /// Makes it in each language.
    pub fn of(mut make: impl FnMut(Lang) -> T) -> Self {
        InBoth {
            zh: make(Lang::Zh),
            en: make(Lang::En),
        }
    }

    /// The one in a language.
    pub fn pick(&self, lang: Lang) -> &T {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// One unit in one year.
#[derive(Clone, Debug)]
pub struct UnitReport {
    /// Which unit it is.
    pub unit: BatchUnit,
    /// The year.
    pub year: Year,
    /// Its card with evidence: what `score --unit … --year …` writes.
    pub card: InBoth<ScorecardDocument>,
    /// An explanation of each result of the card, in its order; none where no format needs them. The units that a share counts
    /// are not listed one by one.
    pub explanations: InBoth<Vec<Explanation>>,
    /// All its indicators over the years of the plan up to this one; `None` where no format needs them.
    pub trend: Option<Arc<InBoth<TrendDocument>>>,
}

/// All units of a batch in one year.
#[derive(Clone, Debug)]
pub struct YearReport {
    /// The year.
    pub year: Year,
    /// The cards with evidence, in the order of [`BatchReport::units`].
    pub cards: Vec<InBoth<ScorecardDocument>>,
    /// Those of the year before, without evidence; empty where that year is not among the plan's.
    pub previous: Vec<InBoth<ScorecardDocument>>,
    /// The places of the units of the level below the top, or of the only level, by each of [`RANKED_BY`].
    pub ranks: Vec<InBoth<RankDocument>>,
    /// How many units fulfil each share and checklist.
    pub distributions: Vec<Distribution>,
    /// All indicators of each unit over the years of the plan up to this one, in the order of `cards`; none where no format needs
    /// them.
    pub trends: Vec<Arc<InBoth<TrendDocument>>>,
    /// Whether the figures are made up.
    pub synthetic: bool,
}

/// How many of the units below each unit of the batch fulfil what a share or a checklist asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The id of the indicator.
    pub indicator: String,
    /// Its name.
    pub name: InBoth<String>,
    /// Whether they pass a checklist or satisfy a condition.
    pub counted: Counted,
    /// The id of the checklist; `None` for a condition.
    pub checklist: Option<String>,
    /// The level of the units that are counted.
    pub level: InBoth<String>,
    /// The names of the bands of a checklist, ascending; none if it has no bands.
    pub bands: Vec<InBoth<String>>,
    /// One for each unit of the batch of which anything is counted, in its order.
    pub rows: Vec<DistributionRow>,
}

/// How many of the units below one unit fulfil something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionRow {
    /// The code of the unit that they are below.
    pub unit: String,
    /// How many there are; `None` where neither a roster nor a register says.
    pub expected: Option<u64>,
    /// How many of them reported.
    pub reported: u64,
    /// What came of those that reported.
    pub outcomes: OutcomeCounts,
    /// By band of the checklist: those certain to stand in it.
    pub bands: Vec<u64>,
    /// By item of the checklist, in the order of [`BatchChecklist::items`]; none for a share.
    pub items: Vec<ItemCount>,
}

/// A checklist of the plan, by objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchChecklist {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: InBoth<String>,
    /// The name of the level of the units that answer it.
    pub level: InBoth<String>,
    /// The names of the objectives that group its items; none if there are none.
    pub objectives: Vec<InBoth<String>>,
    /// Its items, in the order of declaration.
    pub items: Vec<BatchItem>,
}

/// An item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchItem {
    /// Its id within the checklist.
    pub id: String,
    /// Its name.
    pub name: InBoth<String>,
    /// The index of its objective.
    pub objective: Option<usize>,
    /// Whether a unit can't pass without it.
    pub must: bool,
}

/// The whole batch.
#[derive(Clone, Debug)]
pub struct BatchReport {
    /// Plan and figures as every document names them, with digests of all files that were read.
    pub head: InBoth<DocumentHead>,
    /// What the plan asks for, and what is assumed.
    pub plan: InBoth<PlanDocument>,
    /// What was found, the balance of each file, and the outstanding figures of all years of the batch. Its `exit` is how the
    /// run ends: 3 where data was refused, so that no verdict can be relied on.
    pub check: InBoth<CheckDocument>,
    /// The years, ascending.
    pub years: Vec<Year>,
    /// The units: the top one first, then those below it by code; else as they were asked for.
    pub units: Vec<BatchUnit>,
    /// The counts of each unit in each year in which it exists: year by year, in the order of `units`.
    pub summaries: Vec<YearSummary>,
    /// The checklists of the plan.
    pub checklists: Vec<BatchChecklist>,
    /// Every waiver of a unit of the batch, with its term.
    pub waivers: Vec<BatchWaiver>,
    /// Whether the units of a year are ranked: all units of a level are among them.
    pub ranked: bool,
    /// The ids of the formats that are written, so that pages link to what is there only.
    pub formats: Vec<&'static str>,
    /// The language that was asked for: that of files which have one language.
    pub lang: Lang,
    /// Whether the figures are made up.
    pub synthetic: bool,
    /// The outlines of units, for maps; `None` if the data set brings none.
    pub boundaries: Option<Boundaries>,
    /// Where the units and summaries of a code are.
    pub by_code: ByCode,
}

/// Where the units and summaries of a code are in their lists.
#[derive(Clone, Debug, Default)]
pub struct ByCode {
    units: BTreeMap<String, usize>,
    summaries: BTreeMap<String, BTreeMap<Year, usize>>,
}

impl ByCode {
    /// Of the units and summaries of a batch.
    pub fn new(units: &[BatchUnit], summaries: &[YearSummary]) -> Self {
        let mut by_code = ByCode::default();
        for (at, unit) in units.iter().enumerate() {
            by_code.units.insert(unit.unit.zh.code.clone(), at);
        }
        for (at, one) in summaries.iter().enumerate() {
            let of_unit = by_code.summaries.entry(one.unit.clone()).or_default();
            of_unit.insert(one.year, at);
        }
        by_code
    }
}

impl BatchReport {
    /// The unit of a code.
    pub fn unit(&self, code: &str) -> Option<&BatchUnit> {
        self.units.get(*self.by_code.units.get(code)?)
    }

    /// The summary of a unit in a year; `None` where it did not exist.
    pub fn summary(&self, code: &str, year: Year) -> Option<&YearSummary> {
        let of_unit = self.by_code.summaries.get(code)?;
        self.summaries.get(*of_unit.get(&year)?)
    }

    /// The path of a file for each unit in each year in which it exists.
    pub fn unit_paths(&self, extension: &str) -> Vec<String> {
        let paths = self.summaries.iter().filter_map(|one| {
            let unit = self.unit(&one.unit)?;
            Some(unit.path(one.year, extension))
        });
        paths.collect()
    }

    /// Whether a format is written.
    pub fn has(&self, format: &str) -> bool {
        self.formats.contains(&format)
    }
}

/// A unit of the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchUnit {
    /// Its code, name and level.
    pub unit: InBoth<Unit>,
    /// The name of its level.
    pub level: InBoth<String>,
    /// The code of the unit of the batch that it belongs to.
    pub parent: Option<String>,
    /// The name of its files without folder and extension: lower-case ASCII letters, digits, `-` and `_`.
    pub stem: String,
}

impl BatchUnit {
    /// The path of one of its files within the batch.
    pub fn path(&self, year: Year, extension: &str) -> String {
        format!("{year}/{}.{extension}", self.stem)
    }
}

/// The counts of a unit in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSummary {
    /// The year.
    pub year: Year,
    /// The unit's code.
    pub unit: String,
    /// The counts of its verdicts.
    pub summary: Summary,
    /// How much was reported.
    pub coverage: Coverage,
}

/// A waiver, and what it sets aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchWaiver {
    /// The id of the indicator.
    pub indicator: String,
    /// Its name.
    pub name: InBoth<String>,
    /// The code of the unit.
    pub unit: String,
    /// The term, the decision and the reason.
    pub waiver: InBoth<Waiver>,
}
