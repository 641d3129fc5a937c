//! `[[indicator]]`, and checklists that are indicators too.

use super::checklists::{CheckedChecklist, is_judged};
use super::items::raw_id;
use super::measures;
use super::milestones::{imply_flag, is_milestone, target_rules};
use super::plan::{Head, attainment};
use super::symbol_table::{Entries, OrderedEntry, SymbolTable, id_of, id_place};
use super::targets::{self, TargetContext};
use super::value_range::ValueRange;
use super::variables::DECIMALS_MOST;
use super::{assumptions, baselines, clauses, doubts, idle_keys, levels, pace, revisions, scores};
use crate::i18n::Text;
use crate::plan::measure::{DeclaredMeasure, MeasureScope, of_checklist, of_variable};
use crate::plan::rule::RuleSpec;
use crate::plan::{
    Assumption, Attainment, Bands, ChecklistIx, ClauseIx, Indicator, LevelIx, Nature, Pace,
    PaceMethod, Target, VariableIx, Year,
};
use crate::text;
use crate::toml_reader::{Node, Table};

pub const KEYS: [&str; 21] = [
    "id",
    "clause",
    "clauses",
    "name",
    "lead",
    "levels",
    "measure",
    "unit",
    "decimals",
    "target",
    "revised",
    "attainment",
    "pace",
    "baseline",
    "score",
    "bands",
    "carry",
    "limit",
    "nature",
    "rank",
    "assumed",
];

pub const NATURES: [(&str, Nature); 2] =
    [("binding", Nature::Binding), ("expected", Nature::Expected)];

/// An indicator with its order of declaration.
pub struct OrderedIndicator {
    /// The index of its file and its offset there.
    pub rank: (usize, usize),
    /// `None` if it has a mistake.
    pub indicator: Option<Indicator>,
    /// The possible values of its measure; `None` if they are not known.
    pub values: Option<ValueRange>,
}

/// The methods of an indicator that declares none.
#[derive(Clone)]
pub struct Defaults {
    pub attainment: Attainment,
    pub pace: Pace,
    pub carry: Year,
}

impl Defaults {
    /// The plan's defaults; the general ones if `[plan]` has a mistake.
    pub fn of(head: Option<&Head>) -> Self {
        Defaults {
            attainment: head.map_or(Attainment::TargetRatio, |head| head.attainment),
            pace: head.map_or_else(|| Pace::of(PaceMethod::Linear), |head| head.pace.clone()),
            carry: head.map_or(0, |head| head.carry),
        }
    }
}

/// Registers the ids of indicators and judged checklists, and the variables that milestones imply.
pub fn register(entries: &Entries, symbols: &mut SymbolTable) {
    let judged = entries.checklist.iter().filter(|e| is_judged(&e.table));
    let mut all: Vec<(&OrderedEntry, bool)> = entries.indicator.iter().map(|e| (e, true)).collect();
    all.extend(judged.map(|entry| (entry, false)));
    all.sort_by_key(|(entry, _)| entry.rank);
    for (at, (entry, own)) in all.into_iter().enumerate() {
        let (id, place) = if own {
            id_of(&entry.table)
        } else {
            (raw_id(&entry.table), id_place(&entry.table))
        };
        let Some(id) = id else { continue };
        if !own && symbols.checklists.place(id) != Some(&place) {
            // A duplicate or invalid id: reported with the checklists.
            continue;
        }
        symbols
            .indicators
            .register(id, at as u32, place, symbols.log);
    }
    for entry in &entries.indicator {
        imply_flag(&entry.table, symbols);
    }
}

/// Checks all indicators and judged checklists.
pub fn indicators(
    entries: &Entries,
    checklists: &[CheckedChecklist],
    defaults: Defaults,
    symbols: &SymbolTable,
) -> Vec<OrderedIndicator> {
    let mut found = Vec::new();
    for entry in &entries.indicator {
        let check = Check {
            table: entry.table,
            symbols,
            defaults: &defaults,
        };
        let (indicator, values) = check.indicator(checklists);
        found.push(OrderedIndicator {
            rank: entry.rank,
            indicator,
            values,
        });
    }
    for (at, entry) in entries.checklist.iter().enumerate() {
        if is_judged(&entry.table) {
            let check = Check {
                table: entry.table,
                symbols,
                defaults: &defaults,
            };
            found.push(OrderedIndicator {
                rank: entry.rank,
                indicator: check.checklist(at as u32, &checklists[at]),
                values: None,
            });
        }
    }
    found
}

/// The check of one entry.
struct Check<'c, 'a> {
    table: Table<'a>,
    symbols: &'c SymbolTable<'a>,
    defaults: &'c Defaults,
}

/// The properties of an indicator that do not depend on its measure.
struct Common {
    clauses: Vec<ClauseIx>,
    lead: Option<Text>,
    target: Option<Target>,
    above: Option<Target>,
    bands: Option<Bands>,
    levels: Vec<LevelIx>,
    assumed: Vec<Assumption>,
}

impl Check<'_, '_> {
    /// An `[[indicator]]`, and the possible values of its measure.
    fn indicator(
        &self,
        checklists: &[CheckedChecklist],
    ) -> (Option<Indicator>, Option<ValueRange>) {
        let table = &self.table;
        table.only(&KEYS);
        if !table.has("clause") && !table.has("clauses") {
            table.lacks("clause");
        }
        let name = table.need("name").and_then(|node| node.text());
        let levels = match table.need("levels") {
            Some(node) => levels::list_of_levels(&node, self.symbols).unwrap_or_default(),
            None => Vec::new(),
        };
        let unit = table.get("unit");
        let asked = MeasureScope {
            symbols: self.symbols,
            levels: &levels,
            unit: unit.and_then(|node| Some((node.text_or_nothing()?, node))),
        };
        let measured = self.measured(&asked);
        let percent = asked.is_percent(measured.as_ref());
        let context = TargetContext::of(self.symbols, measured.as_ref(), percent);
        let target = table
            .need("target")
            .and_then(|node| targets::target(&node, &context));
        if let Some(measured) = &measured {
            self.milestone_of_value(measured);
        }
        let mut assumed = assumptions::read(table, &[]);
        if let Some(at) = measured.as_ref().and_then(|m| m.rests_on)
            && let Some(node) = &checklists[at.0 as usize].checklist
        {
            let theirs = &checklists[at.0 as usize].assumed;
            assumed.extend(assumptions::of_checklist(&node.id, theirs));
        }
        let common = Common {
            clauses: clauses::refer(table, self.symbols),
            lead: self.lead(),
            target,
            above: None,
            bands: scores::bands_of(table, measured.as_ref(), self.symbols),
            levels: levels.iter().map(|(level, _)| *level).collect(),
            assumed,
        };
        let values = context.range.clone();
        (self.build(name, &asked, measured, common, context), values)
    }

    /// A `[[checklist]]` with a clause.
    fn checklist(&self, at: u32, checked: &CheckedChecklist) -> Option<Indicator> {
        let table = &self.table;
        let own = self.symbols.checklist_levels[at as usize];
        let levels = match (table.get("levels"), own) {
            (Some(node), _) => levels::list_of_levels(&node, self.symbols).unwrap_or_default(),
            (None, Some(own)) => levels::own_and_top(own, table.place()),
            (None, None) => Vec::new(),
        };
        let asked = MeasureScope {
            symbols: self.symbols,
            levels: &levels,
            unit: None,
        };
        let measured = of_checklist(ChecklistIx(at), &asked);
        let mut context = TargetContext::of(self.symbols, Some(&measured), true);
        let target = match table.get("target") {
            Some(node) => targets::target(&node, &context),
            None => Some(targets::all(self.symbols)),
        };
        context.timing = target.as_ref().map(|target| target.timing);
        let above = table
            .get("above")
            .and_then(|node| targets::target(&node, &context));
        let common = Common {
            clauses: clauses::refer(table, self.symbols),
            lead: self.lead(),
            target,
            above,
            bands: None,
            levels: levels.iter().map(|(level, _)| *level).collect(),
            assumed: checked.assumed.clone(),
        };
        let name = checked.checklist.as_ref().map(|list| list.name.clone());
        context.timing = None;
        self.build(name, &asked, Some(measured), common, context)
    }

    fn lead(&self) -> Option<Text> {
        self.table.get("lead").and_then(|node| node.text())
    }

    /// The declared measure, or the flag that a milestone implies.
    fn measured(&self, asked: &MeasureScope) -> Option<DeclaredMeasure> {
        if let Some(node) = self.table.get("measure") {
            return measures::measure(&node, asked);
        }
        if !is_milestone(&self.table) {
            self.table.lacks("measure");
            return None;
        }
        let at = self.symbols.variables.index(raw_id(&self.table)?)?;
        of_variable(VariableIx(at), asked)
    }

    /// Reports a milestone for a measure other than a value: a ratio or share can't be one.
    fn milestone_of_value(&self, measured: &DeclaredMeasure) {
        if measured.measure.is_own_figure() {
            return;
        }
        if let [
            (
                key,
                RuleSpec {
                    is_milestone: true,
                    key: rule,
                    ..
                },
            ),
        ] = &*target_rules(&self.table)
        {
            key.bad(
                text!("`{rule}` 只能用于是否项", "`{rule}` applies to flags only"),
                text!(
                    "删去 `measure`，或改用 `all`、`at-least`",
                    "remove `measure`, or use `all` or `at-least`"
                ),
            );
        }
    }

    fn decimals(&self, default: Option<u32>) -> Option<u32> {
        match self.table.get("decimals") {
            Some(node) => node.whole(0, DECIMALS_MOST).map(|n| n as u32),
            None => default,
        }
    }

    fn build(
        &self,
        name: Option<Text>,
        asked: &MeasureScope,
        measured: Option<DeclaredMeasure>,
        common: Common,
        mut context: TargetContext,
    ) -> Option<Indicator> {
        let table = &self.table;
        let written = asked.unit.as_ref().map(|(unit, _)| unit.clone());
        let attainment = table.get("attainment").map(attainment);
        let score = scores::of_indicator(table);
        let pace = match table.get("pace") {
            Some(node) => pace::pace(&node, &self.defaults.pace, self.symbols),
            None => Some(self.defaults.pace.clone()),
        };
        let baseline = pace::baseline(table, context.range.as_ref(), self.symbols);
        let carry = pace::carry(table, self.defaults.carry);
        let limit = table.get("limit").map(|node| node.number());
        let nature = table.get("nature").map(nature);
        let decimals = self.decimals(measured.as_ref().and_then(|m| m.decimals));
        context.timing = common.target.as_ref().map(|target| target.timing);
        let revised = revisions::revised(table, &context, common.target.as_ref());
        let rank_decimals = scores::rank_decimals(table);
        let measured = measured?;
        let indicator = Indicator {
            id: raw_id(table)?.to_owned(),
            clauses: common.clauses,
            name: name?,
            lead: common.lead,
            levels: common.levels,
            unit: written.or(measured.unit)?,
            measure: measured.measure,
            decimals: decimals?,
            target: common.target?,
            above: common.above,
            revised,
            attainment: attainment.unwrap_or(Some(self.defaults.attainment))?,
            pace: pace?,
            baseline: baseline?,
            score: score?,
            bands: common.bands,
            carry: carry?,
            limit: limit.map_or(Some(None), |limit| limit.map(Some))?,
            nature: nature.map_or(Some(None), |nature| nature.map(Some))?,
            rank_decimals: rank_decimals?,
            assumed: common.assumed,
            at: id_place(table),
        };
        idle_keys::check(&indicator, table, &context);
        baselines::check(&indicator, table, &context);
        doubts::check(&indicator, table, &context);
        Some(indicator)
    }
}

/// 约束性 or 预期性.
fn nature(node: Node) -> Option<Nature> {
    node.word(&NATURES)
}
