//! What to count: derived from the plan and the question before any row is read.

use super::asked_units::AskedUnits;
use super::joint::{Joined, JointVariables};
use super::{CodeRange, Question};
use crate::checklist::ChecklistScorer;
use crate::observation::{Aggregate, AsOf, Period, UnitIx, Units};
use crate::plan::measure::CountRequest;
use crate::plan::rule::Rule;
use crate::plan::{ChecklistIx, Kind, LevelIx, Plan, RollUp, VariableIx, Year};
use hashbrown::HashSet;
use std::sync::Arc;

/// A level of which rosters name no more units than this is kept cell by cell even where it is not judged.
pub const KEPT_UNITS: usize = 64;

/// What the figures of a variable are aggregated into.
#[derive(Clone, Debug)]
pub enum Aggregation {
    /// Their sum.
    Sum,
    /// How many satisfy a condition.
    Holds {
        /// What is counted.
        counted: Aggregate,
        /// The condition.
        rule: Arc<dyn Rule>,
    },
    /// The outcomes of a checklist of which the variable is an item.
    Item {
        /// Which checklist.
        checklist: ChecklistIx,
        /// Index of the item.
        at: usize,
    },
}

/// What a variable is read for.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The level at which it is collected.
    level: LevelIx,
    /// What its figures are aggregated into.
    pub uses: Vec<Aggregation>,
    /// Whether it has a meaning only together with others of the same unit, so that its cells are kept at any level unless
    /// they are counted together with those.
    joint: bool,
    /// The group of joint variables with which it is counted, if it is.
    group: Option<usize>,
    /// Whether its cells of several years are looked at together, so that they are kept whatever stands beside them.
    over_years: bool,
    /// Whether an indicator or a register reads it.
    read: bool,
    /// Whether its figures add up over years, so that one for several years together can be used.
    adds_up: bool,
}

/// What to count, and which cells to keep one by one. A source of counts needs nothing else to know what is asked of it.
#[derive(Debug)]
pub struct CountPlan {
    /// By level: whether its units' cells are kept.
    kept: Vec<bool>,
    /// Units whose cells are kept though those of their level are not.
    pub asked: AskedUnits,
    /// Units that became part of others, and these: their cells are kept.
    merged: HashSet<UnitIx>,
    /// By variable.
    demands: Vec<Demand>,
    /// Variables that are counted together.
    pub joint: Vec<JointVariables>,
    /// By checklist: how answers are scored.
    pub scorers: Vec<ChecklistScorer>,
    /// The date up to which figures are used; `None` for all.
    pub as_of: Option<AsOf>,
    /// See [`Question::unplaced`].
    pub unplaced: bool,
    /// The units whose figures are looked at; `None` for all.
    pub only: Option<CodeRange>,
    /// The years that are counted: from the baseline or the first of the plan to the one asked for.
    pub years: std::ops::RangeInclusive<Year>,
    /// The same to the last of the plan, whatever year is asked for.
    plan_years: std::ops::RangeInclusive<Year>,
}

/// Whether a figure can take part in any judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relevance {
    /// It can.
    Yes,
    /// No: it is of years that the plan does not look at.
    OtherTime,
    /// No: nothing reads its variable, or, for several years together, its variable doesn't add up over years.
    Nothing,
}

impl Demand {
    fn new(level: LevelIx) -> Demand {
        Demand {
            level,
            uses: Vec::new(),
            joint: false,
            group: None,
            over_years: false,
            read: false,
            adds_up: false,
        }
    }
}

impl CountPlan {
    /// What has to be counted to answer the question by the plan, given the units of the rosters.
    pub fn new(plan: &Plan, units: &Units, question: &Question) -> CountPlan {
        let mut count_plan = CountPlan {
            kept: kept_levels(plan, units, question),
            asked: AskedUnits::new(plan, question),
            merged: units.all().filter(|&ix| units.has_merged(ix)).collect(),
            demands: plan
                .variables
                .iter()
                .map(|v| Demand::new(v.level))
                .collect(),
            joint: Vec::new(),
            scorers: (0..plan.checklists.len() as u32)
                .filter_map(|at| ChecklistScorer::new(plan, &plan[ChecklistIx(at)]))
                .collect(),
            as_of: question.as_of.clone(),
            unplaced: question.unplaced,
            only: question.only.clone(),
            years: plan.earliest_year()..=question.year.unwrap_or(plan.last),
            plan_years: plan.earliest_year()..=plan.last,
        };
        debug_assert_eq!(count_plan.scorers.len(), plan.checklists.len());
        let mut pairs = Vec::new();
        count_plan.note_registers(plan, &mut pairs);
        count_plan.note_measures(plan, &mut pairs);
        count_plan.note_items(plan);
        count_plan.note_read(plan);
        count_plan.note_joint(plan, units, &pairs);
        count_plan
    }

    /// Notes the groups of joint variables. Cells are kept of levels that are judged, of variables whose figures may be of parts
    /// of years, and where what the figures of neighbours leave for a unit is asked for.
    fn note_joint(&mut self, plan: &Plan, units: &Units, pairs: &[Joined]) {
        self.joint = JointVariables::groups(plan, pairs, |variable| {
            let level = plan[variable].level;
            let is_item = |used: &Aggregation| matches!(used, Aggregation::Item { .. });
            let rostered = units.is_complete(level);
            self.keeps_level(level)
                || self.demand(variable).over_years
                || plan[variable].within_year.is_some()
                || self.uses(variable).iter().any(is_item)
                || rostered && self.asked.may_be_of_level(units, level)
        });
        for (at, joint) in self.joint.iter().enumerate() {
            for variable in &joint.variables {
                self.demands[variable.0 as usize].group = Some(at);
            }
        }
    }

    /// The group of joint variables with which a variable is counted; `None` if its cells are kept, or counted by themselves.
    pub fn joint_with(&self, variable: VariableIx) -> Option<usize> {
        self.demand(variable).group
    }

    /// The variables of which each cell is kept.
    pub fn kept_variables(&self) -> impl Iterator<Item = VariableIx> + '_ {
        let demands = (0..).map(VariableIx).zip(&self.demands);
        let kept = demands.filter(|(_, demand)| {
            self.keeps_level(demand.level) || demand.joint && demand.group.is_none()
        });
        kept.map(|(variable, _)| variable)
    }

    fn note_read(&mut self, plan: &Plan) {
        for (demand, variable) in self.demands.iter_mut().zip(&plan.variables) {
            demand.adds_up = matches!(variable.kind, Kind::Count | Kind::Amount) && !variable.stock;
            // The figure of a year is known only once all of its parts are.
            demand.joint |= variable.within_year.is_some() && !demand.uses.is_empty();
            demand.read = !demand.uses.is_empty() || demand.joint;
        }
        for register in plan.levels.iter().filter_map(|level| level.register) {
            // How many units there are is a stock.
            self.demand_mut(register).adds_up = false;
        }
        for indicator in &plan.indicators {
            let measure = &indicator.measure;
            for variable in measure.variables().into_iter().chain(measure.published()) {
                let demand = self.demand_mut(variable);
                demand.read = true;
            }
        }
    }

    /// Whether a figure can take part in any judgement of the plan.
    pub fn relevance(&self, variable: VariableIx, period: Period) -> Relevance {
        let demand = self.demand(variable);
        let is_read = match period {
            Period::Year(_) | Period::Part(_) => demand.read,
            Period::Span(..) => demand.read && demand.adds_up,
        };
        match (is_read, self.is_of_plan_years(period)) {
            (_, false) if demand.read => Relevance::OtherTime,
            (true, true) => Relevance::Yes,
            _ => Relevance::Nothing,
        }
    }

    /// Whether a variable's figures add up over years.
    pub fn adds_up(&self, variable: VariableIx) -> bool {
        self.demand(variable).adds_up
    }

    /// Whether a figure of a period, stated on a date, was known by the date up to which figures are used. Plans are made
    /// before their time.
    pub fn is_known(&self, period: Period, planned: bool, stated: Option<&str>) -> bool {
        let Some(date) = &self.as_of else { return true };
        date.knows(stated) && (planned || date.is_over(period))
    }

    /// The years that the plan looks at, whatever year is asked for.
    pub fn plan_years(&self) -> &std::ops::RangeInclusive<Year> {
        &self.plan_years
    }

    /// Whether every year of a period is one that the plan looks at.
    pub fn is_of_plan_years(&self, period: Period) -> bool {
        period.years().all(|year| self.plan_years.contains(&year))
    }

    fn note_registers(&mut self, plan: &Plan, pairs: &mut Vec<Joined>) {
        for register in plan.levels.iter().filter_map(|level| level.register) {
            self.note_sum(plan, register, pairs);
        }
    }

    fn note_measures(&mut self, plan: &Plan, pairs: &mut Vec<Joined>) {
        for (ix, indicator) in plan.indicators() {
            for request in indicator.measure.count_requests(ix) {
                match request {
                    CountRequest::Sum(variable) => self.note_sum(plan, variable, pairs),
                    CountRequest::Mean { mean, weight } => {
                        for variable in [mean, weight] {
                            let demand = self.demand_mut(variable);
                            demand.joint = true;
                            demand.over_years |= indicator.is_cumulative();
                        }
                        pairs.push(Joined::Mean(mean, weight));
                    }
                    CountRequest::Losses(checklist) => {
                        self.scorers[checklist.0 as usize].keep_losses();
                    }
                    CountRequest::Holds {
                        counted,
                        variable,
                        rule,
                    } => {
                        let holds = Aggregation::Holds { counted, rule };
                        self.demand_mut(variable).uses.push(holds);
                    }
                }
            }
        }
    }

    /// Notes a sum, and those of the variable of which this one is a part, and of which that is one.
    fn note_sum(&mut self, plan: &Plan, variable: VariableIx, pairs: &mut Vec<Joined>) {
        let wholes = std::iter::successors(Some(variable), |&part| plan[part].part_of);
        let wholes: Vec<VariableIx> = wholes.collect();
        pairs.extend(wholes.windows(2).map(|pair| Joined::Part(pair[0], pair[1])));
        for &variable in &wholes {
            let demand = self.demand_mut(variable);
            // In each unit a part is bounded by its whole, so that the cells of both are needed.
            demand.joint |= wholes.len() > 1;
            let known = (demand.uses.iter()).any(|known| matches!(known, Aggregation::Sum));
            if plan[variable].roll_up == RollUp::Sum && !known {
                demand.uses.push(Aggregation::Sum);
            }
        }
    }

    fn note_items(&mut self, plan: &Plan) {
        for (checklist, definition) in (0..).map(ChecklistIx).zip(&plan.checklists) {
            for (at, item) in definition.items.iter().enumerate() {
                let uses = &mut self.demand_mut(item.variable).uses;
                uses.push(Aggregation::Item { checklist, at });
            }
        }
    }

    /// Whether a variable's cells of a unit are kept one by one.
    pub fn keeps(&self, units: &Units, variable: VariableIx, unit: UnitIx) -> bool {
        self.demand(variable).joint || self.keeps_unit(units, unit)
    }

    /// Whether all cells of a unit are kept one by one.
    pub fn keeps_unit(&self, units: &Units, unit: UnitIx) -> bool {
        self.keeps_level(units.level(unit))
            || self.is_merged(unit)
            || self.asked.contain(units, unit)
    }

    /// Whether a unit became part of another, or others of it.
    pub fn is_merged(&self, unit: UnitIx) -> bool {
        !self.merged.is_empty() && self.merged.contains(&unit)
    }

    /// Whether all cells of a level are kept one by one.
    pub fn keeps_level(&self, level: LevelIx) -> bool {
        self.kept[level.0 as usize]
    }

    /// Whether the cells of all units of a level are kept where this is asked.
    pub fn keeps_cells_of(plan: &Plan, units: &Units, question: &Question, level: LevelIx) -> bool {
        kept_levels(plan, units, question)[level.0 as usize]
    }

    /// Whether a figure of a level is counted if all cells of its unit are not kept: the variable is collected at that level.
    pub fn counts(&self, demand: &Demand, level: LevelIx) -> bool {
        level == demand.level && !demand.joint
    }

    /// Whether a unit is judged: its level is, or it is asked for.
    pub fn judges(&self, units: &Units, unit: UnitIx) -> bool {
        self.keeps_level(units.level(unit)) || self.asked.contain(units, unit)
    }

    /// What a variable is read for.
    pub fn demand(&self, variable: VariableIx) -> &Demand {
        &self.demands[variable.0 as usize]
    }

    fn demand_mut(&mut self, variable: VariableIx) -> &mut Demand {
        &mut self.demands[variable.0 as usize]
    }

    /// What a variable's figures are aggregated into.
    pub fn uses(&self, variable: VariableIx) -> &[Aggregation] {
        &self.demand(variable).uses
    }

    /// The unit at which counts of `unit` are gathered: itself or the nearest above it that is judged; `None` where there is
    /// none.
    pub fn rollup_unit(&self, units: &Units, unit: UnitIx) -> Option<UnitIx> {
        let mut at = Some(unit);
        while let Some(unit) = at {
            if self.judges(units, unit) {
                return Some(unit);
            }
            at = units.above(unit);
        }
        None
    }
}

/// By level whether its cells are kept: those asked for, those that a traced indicator rests on, and those of few units.
fn kept_levels(plan: &Plan, units: &Units, question: &Question) -> Vec<bool> {
    let mut counts = vec![0usize; plan.levels.len()];
    for unit in units.all() {
        counts[units.level(unit).0 as usize] += 1;
    }
    let mut kept: Vec<bool> = counts
        .iter()
        .map(|&count| (1..=KEPT_UNITS).contains(&count))
        .collect();
    for level in &question.levels {
        kept[level.0 as usize] = true;
    }
    let all = question.units.is_empty() && question.words.is_empty();
    if let Some(indicator) = question.traced.filter(|_| all) {
        for level in plan[indicator].measure.levels(plan) {
            kept[level.0 as usize] = true;
        }
    }
    kept
}
