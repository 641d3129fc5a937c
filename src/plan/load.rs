//! Loading a plan: parse the files, collect the entries, check them, assemble the model.

use super::check::{CheckedEntries, Entries, TOP_KEYS, check_all};
use super::{Indicator, IndicatorIx, Plan, Variable, VariableIx};
use crate::finding::{Finding, Findings, Place, codes};
use crate::source::TextFile;
use crate::toml_reader::{Collector, DamagedEntry, Texts, documents};
use std::sync::Arc;

/// A valid plan and the warnings about it.
#[derive(Debug)]
pub struct Loaded {
    /// The plan.
    pub plan: Plan,
    /// Warnings and notes; no errors.
    pub findings: Findings,
}

/// Loads a plan from the files of its folder. If there are errors, returns the findings about all of them.
pub fn load(files: &[TextFile]) -> Result<Loaded, Findings> {
    load_with(files, |_| true)
}

/// Loads a plan that was changed in order to see whether its tests notice: that an assumption is about a key which the change
/// removed is no mistake.
pub fn load_changed(files: &[TextFile]) -> Result<Loaded, Findings> {
    load_with(files, |finding| finding.code != codes::IDLE_ASSUMPTION)
}

/// Loads a plan; only the findings count for which `counts` is true.
fn load_with(files: &[TextFile], counts: impl Fn(&Finding) -> bool) -> Result<Loaded, Findings> {
    let mut files: Vec<&TextFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let log = Collector::default();
    let texts = Texts::of(&files, &TOP_KEYS);
    let (tables, damaged) = texts.entries(&files, &log);
    let mut entries = Entries::default();
    for (at, top) in documents(&texts, &tables, &files, &log) {
        entries.take(at, top);
    }
    let checked = check_all(&entries, &log, &main_file(&files));
    if !log.any_error() {
        texts.report_refused(&files, &log);
    }
    let findings = log.finish(|finding| counts(finding) && !follows(finding, &damaged));
    if findings.any_error() {
        return Err(findings);
    }
    match assemble(checked, &files) {
        Some(plan) => Ok(Loaded { plan, findings }),
        None => Err(findings),
    }
}

/// The plan's main file as a whole: the place of findings that concern no entry.
fn main_file(files: &[&TextFile]) -> Place {
    let named = files.iter().find(|file| file.path.ends_with("plan.toml"));
    let path = named.or(files.first()).map(|file| file.path.clone());
    Place::file(path.unwrap_or_else(|| Arc::from("plan.toml")))
}

/// Whether a finding may be a mere consequence of a syntax error.
fn follows(finding: &Finding, damaged: &[DamagedEntry]) -> bool {
    let unnamed = damaged.iter().any(|entry| !entry.named);
    (finding.code == codes::UNANSWERED_CLAUSE && !damaged.is_empty())
        || (finding.code == codes::UNKNOWN_REFERENCE && unnamed)
        || damaged.iter().any(|entry| entry.explains(finding))
}

/// Assembles the model; `None` if an entry has a mistake, which has been reported.
fn assemble(checked: CheckedEntries, files: &[&TextFile]) -> Option<Plan> {
    let head = checked.head?;
    let drafts = checked.symbols.drafts.into_iter();
    let checklists = checked.checklists.into_iter();
    let mut indicators: Vec<((usize, usize), Indicator)> = checked
        .indicators
        .into_iter()
        .map(|placed| Some((placed.rank, placed.indicator?)))
        .collect::<Option<_>>()?;
    let clauses: Vec<_> = checked
        .symbols
        .clause_list
        .into_iter()
        .collect::<Option<_>>()?;
    let first_clause = |indicator: &Indicator| {
        let clause: Option<&super::Clause> =
            indicator.clauses.first().map(|at| &clauses[at.0 as usize]);
        clause.map(|clause| (clause.chapter, clause.section))
    };
    indicators.sort_by_key(|(rank, indicator)| (first_clause(indicator), *rank));
    resolve_members(&mut indicators);
    Some(Plan {
        id: head.id,
        title: head.title,
        first: head.first,
        last: head.last,
        year_starts: head.year_starts,
        baseline: head.baseline,
        chapters: checked.chapters.into_iter().collect::<Option<_>>()?,
        levels: checked.levels.into_iter().collect::<Option<_>>()?,
        variables: with_parts(drafts.map(|draft| draft.finish()).collect::<Option<_>>()?),
        scales: checked.scales.into_iter().collect::<Option<_>>()?,
        checklists: checklists.map(|one| one.checklist).collect::<Option<_>>()?,
        indicators: indicators.into_iter().map(|(_, one)| one).collect(),
        bands: checked.bands.into_iter().collect::<Option<_>>()?,
        assumed: head.assumed,
        files: files
            .iter()
            .map(|file| (file.path.to_string(), file.text.clone().into_bytes()))
            .collect(),
        clauses,
    })
}

/// Turns references between indicators, which count in the order of declaration, into indices of the plan.
fn resolve_members(indicators: &mut [((usize, usize), Indicator)]) {
    let mut declared: Vec<usize> = (0..indicators.len()).collect();
    declared.sort_by_key(|&at| indicators[at].0);
    let resolve = |at: IndicatorIx| IndicatorIx(declared[at.0 as usize] as u32);
    for (_, indicator) in indicators {
        indicator.measure.resolve_members(&resolve);
    }
}

/// Fills in `parts` of each variable: the variables that are `part-of` it.
fn with_parts(mut variables: Vec<Variable>) -> Vec<Variable> {
    for part in 0..variables.len() {
        if let Some(whole) = variables[part].part_of {
            let parts = &mut variables[whole.0 as usize].parts;
            parts.push(VariableIx(part as u32));
        }
    }
    variables
}
