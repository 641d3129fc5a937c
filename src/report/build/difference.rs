//! The document of the differences between two scorecards.

use super::super::common::{Place, Tool};
use super::super::difference::*;
use super::super::number::{Bounds, Decimal, Fraction, value};
use super::super::scorecard::{IndicatorResult, ScorecardDocument};
use super::{ExitStatus, findings_of};
use crate::attribution::{Attribution, Cause, Exchange, Outcome};
use crate::evaluate::Verdict;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::number::Number;
use crate::observation::InputFile;
use crate::plan::{Plan, VariableIx};
use crate::tally::{KeptCell, Readings};

/// The most changed figures that are listed of a result.
const CELLS: usize = 100;

impl DiffSide {
    /// A scorecard as one of two sides.
    pub fn of(document: &ScorecardDocument, name: String) -> Self {
        let head = &document.head.document;
        let scope = document.head.scope.as_ref();
        let years = scope.map(|scope| match &scope.years[..] {
            [] => vec![scope.year],
            years => years.to_vec(),
        });
        DiffSide {
            name,
            plan: head.plan.as_ref().map(|plan| plan.title.clone()),
            data_title: head.data_title.clone(),
            synthetic: head.synthetic,
            years: years.unwrap_or_default(),
            as_of: head.as_of.clone(),
        }
    }
}

impl DiffRow {
    /// A result on both sides; `None` where verdict and value are the same, or neither side has it.
    pub fn of(old: Option<&IndicatorResult>, new: Option<&IndicatorResult>) -> Option<DiffRow> {
        let any = new.or(old)?;
        let stands = |result: Option<&IndicatorResult>| result.map(Outcome::of);
        let (before, after) = (stands(old), stands(new));
        if before == after {
            return None;
        }
        let number = |stand: &Option<Outcome>| stand.as_ref()?.value.settled();
        let change = number(&before).zip(number(&after));
        let change = change.map(|(before, after)| &after - &before);
        let without_evidence = |result: &IndicatorResult| IndicatorResult {
            evidence: Vec::new(),
            assumed: Vec::new(),
            gate: None,
            ..result.clone()
        };
        Some(DiffRow {
            id: any.id.clone(),
            indicator: any.indicator.clone(),
            name: any.name.clone(),
            unit: any.unit.clone(),
            direction: direction(before.as_ref(), after.as_ref()),
            gate: None,
            old: old.map(without_evidence),
            new: new.map(without_evidence),
            change: change.as_ref().map(Decimal::of),
            change_exact: change.as_ref().and_then(Fraction::of),
            causes: Vec::new(),
            interaction: None,
            cells: Vec::new(),
            changed_cells: 0,
        })
    }

    /// How bad it is: the greatest first. What got worse by how much, then what got better, then values only.
    pub fn rank(&self) -> (u8, u8, u8) {
        let severity = |result: &Option<IndicatorResult>| {
            let verdict = result
                .as_ref()
                .map_or(Verdict::NotDue, |result| result.verdict);
            verdict.severity()
        };
        let (old, new) = (severity(&self.old), severity(&self.new));
        match self.direction {
            Direction::Worse => (3, new.saturating_sub(old), new),
            Direction::Better => (2, old.saturating_sub(new), old),
            Direction::Other => (1, new, old),
            Direction::Value => (0, new, old),
        }
    }

    /// Takes over why it differs.
    pub fn explain(&mut self, attribution: &Attribution) {
        self.causes = (attribution.exchanges.iter())
            .map(|exchange| RowCause::of(attribution, exchange))
            .collect();
        let rest = attribution.remainder().filter(|rest| !rest.is_zero());
        let together = attribution.together();
        let interacts = !together.is_empty();
        self.interaction = (interacts || rest.is_some()).then(|| Interaction {
            verdict: interacts && attribution.verdict_differs(),
            causes: together.iter().map(|cause| cause.id().to_owned()).collect(),
            change: rest.as_ref().map(Decimal::of),
            change_exact: rest.as_ref().and_then(Fraction::of),
        });
    }

    /// Takes over the changed figures behind it.
    pub fn list_cells(&mut self, cells: Vec<ChangedCell>) {
        self.changed_cells = cells.len() as u64;
        self.cells = cells;
        self.cells.truncate(CELLS);
    }
}

/// How a result differs.
fn direction(old: Option<&Outcome>, new: Option<&Outcome>) -> Direction {
    let verdict = |outcome: Option<&Outcome>| outcome.map(|outcome| outcome.verdict);
    let (old, new) = (verdict(old), verdict(new));
    if old == new {
        return Direction::Value;
    }
    // One that is new is held against a target that is not due; one that is gone is neither better nor worse.
    let Some(new) = new else {
        return Direction::Other;
    };
    let old = old.unwrap_or(Verdict::NotDue);
    match new.severity().cmp(&old.severity()) {
        std::cmp::Ordering::Greater => Direction::Worse,
        std::cmp::Ordering::Less => Direction::Better,
        std::cmp::Ordering::Equal => Direction::Other,
    }
}

impl Outcome {
    /// What a document states of a result.
    pub fn of(result: &IndicatorResult) -> Outcome {
        Outcome {
            verdict: result.verdict,
            value: value(result.bounds.as_ref()),
        }
    }
}

impl Stand {
    fn of(outcome: &Outcome) -> Stand {
        let settled = outcome.value.settled();
        Stand {
            verdict: outcome.verdict,
            value: settled.as_ref().map(Decimal::of),
            exact: settled.as_ref().and_then(Fraction::of),
            bounds: Bounds::of(&outcome.value),
        }
    }
}

impl RowCause {
    fn of(attribution: &Attribution, exchange: &Exchange) -> RowCause {
        let step: Option<Number> = attribution.step(exchange);
        RowCause {
            cause: exchange.cause.id().to_owned(),
            acts: attribution.acts_alone(exchange),
            alone: exchange.alone.as_ref().map(Stand::of),
            back: exchange.back.as_ref().map(Stand::of),
            change: step.as_ref().map(Decimal::of),
            change_exact: step.as_ref().and_then(Fraction::of),
        }
    }
}

/// The figures that were restated, added or withdrawn, those of which `concerns` says so.
pub fn changed_cells(
    plan: &Plan,
    readings: &Readings,
    concerns: impl Fn(VariableIx, &str, &str) -> bool,
) -> Vec<ChangedCell> {
    let units = readings.units();
    let changes = readings.changes();
    let concerned = changes.filter_map(|((variable, unit, period), change, [old, new])| {
        let (unit, period) = (units.code(unit), period.to_string());
        let read = |cells: &[KeptCell]| -> Vec<ReadCell> {
            cells
                .iter()
                .map(|cell| read_cell(cell, readings.files()))
                .collect()
        };
        concerns(variable, unit, &period).then(|| ChangedCell {
            cause: Cause::of(change).id().to_owned(),
            variable: plan[variable].id.clone(),
            unit: unit.to_owned(),
            period,
            old: read(old),
            new: read(new),
        })
    });
    concerned.collect()
}

fn read_cell(kept: &KeptCell, files: &[InputFile]) -> ReadCell {
    let file = files.get(kept.cell.file as usize);
    ReadCell {
        written: kept.cell.raw.to_string(),
        planned: kept.planned,
        place: file.map(|file| Place::of_cell(file, &kept.cell)),
    }
}

impl DiffSummary {
    /// Counts rows; `results` were compared.
    pub fn of(rows: &[DiffRow], results: u64) -> Self {
        let count =
            |is: &dyn Fn(&DiffRow) -> bool| rows.iter().filter(|row| is(row)).count() as u64;
        let values = count(&|row| row.direction == Direction::Value);
        DiffSummary {
            results,
            verdicts: rows.len() as u64 - values,
            worse: count(&|row| row.direction == Direction::Worse),
            better: count(&|row| row.direction == Direction::Better),
            appeared: count(&|row| row.old.is_none()),
            disappeared: count(&|row| row.new.is_none()),
            values,
        }
    }
}

impl CauseSummary {
    /// Every cause and how many rows it acts on; `causes` are those in which the two differ, `None` if that is not known.
    pub fn all(rows: &[DiffRow], causes: Option<&[Cause]>, lang: Lang) -> Vec<CauseSummary> {
        let count = |value: bool, acts: &dyn Fn(&DiffRow) -> bool| {
            let rows = rows
                .iter()
                .filter(|row| (row.direction == Direction::Value) == value);
            rows.filter(|row| acts(row)).count() as u64
        };
        let mut all: Vec<CauseSummary> = (Cause::ALL.into_iter())
            .map(|cause| {
                let acts = |row: &DiffRow| {
                    let mut causes = row.causes.iter();
                    causes.any(|one| one.acts && one.cause == cause.id())
                };
                CauseSummary {
                    cause: cause.id().to_owned(),
                    name: cause.name().get(lang).to_owned(),
                    differs: causes.map(|causes| causes.contains(&cause)),
                    verdicts: count(false, &acts),
                    values: count(true, &acts),
                }
            })
            .collect();
        let interacts = |row: &DiffRow| {
            let interaction = row.interaction.as_ref();
            interaction.is_some_and(|one| one.verdict || row.direction == Direction::Value)
        };
        all.push(CauseSummary {
            cause: "interaction".to_owned(),
            name: lang.pick("多项因素共同作用", "interaction").to_owned(),
            differs: None,
            verdicts: count(false, &interacts),
            values: count(true, &interacts),
        });
        all
    }
}

impl DiffDocument {
    /// The document of a run that could compare nothing.
    pub fn failed(findings: &Findings, status: &ExitStatus, lang: Lang) -> Self {
        DiffDocument {
            schema: SCHEMA.to_owned(),
            tool: Tool::this(),
            language: lang.into(),
            old: None,
            new: None,
            summary: DiffSummary::default(),
            attributed: false,
            causes: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            gate_end: None,
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
