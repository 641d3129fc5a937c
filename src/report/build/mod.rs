//! Documents from a plan, figures and judgements.

mod baseline;
mod batch;
mod change;
mod command_line;
mod comparison;
mod difference;
mod evidence;
mod figures;
mod head;
mod listing;
mod members;
mod rank;
mod result;
mod tests;
mod trend;
mod units;
mod verification;

pub use command_line::SourceNames;
pub use difference::changed_cells;
pub use listing::plan_document;
pub use rank::Ranking;
pub use units::UnitSelection;

use listing::timing;
use units::judged_year;

use super::check::{self, CheckDocument, Checked, MissingFigure};
use super::common::*;
use super::explanation::{self, Explanation, PlacedClause};
use super::head::Sources;
use super::number::{Decimal, Fraction};
use super::scorecard::Card;
use super::scorecard::{ScorecardTail, UnitSummary};
use crate::evaluate::{self, Judgement, Verdict};
use crate::finding;
use crate::i18n::Lang;
use crate::observation::{AsOf, Figures, UnitIx};
use crate::plan::{self, IndicatorIx, LevelIx, Plan, Year};
use crate::scorecard::{self, Scorecard, Totals};
use rayon::prelude::*;

/// SHA-256 of what was read, in hexadecimal.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    /// Of the plan's files.
    pub plan: String,
    /// Of each of the data set's files.
    pub files: Vec<String>,
    /// Where plan and figures were read from, with the digests of the other files; `None` where none are computed.
    pub sources: Option<Sources>,
}

/// How much of a card a format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The counts of its verdicts only.
    Counts,
    /// Its results, without what their values came from.
    Results,
    /// Everything.
    Evidence,
}

/// Whose results are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// The year.
    pub year: Year,
    /// The unit assessed, or the one whose units of `level` are.
    pub unit: UnitIx,
    /// Where every unit of a level is assessed: that level.
    pub level: Option<LevelIx>,
    /// The level of the units listed below the one assessed.
    pub members: Option<LevelIx>,
}

/// Builds documents about one plan and one data set in one language.
#[derive(Clone, Copy, Debug)]
pub struct Builder<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The figures.
    pub figures: &'a Figures,
    /// The digests that the document is to carry; empty where it carries none.
    pub digests: &'a Digests,
    /// What the command line calls plan and data.
    pub sources: &'a SourceNames,
    /// The language of the texts.
    pub lang: Lang,
}

impl Builder<'_> {
    /// The card of one unit; what `detail` leaves out is empty.
    pub fn card(&self, card: &Scorecard, detail: Detail) -> Card {
        let results = match detail {
            Detail::Counts => &[][..],
            Detail::Results | Detail::Evidence => &card.results,
        };
        Card {
            unit: self.unit(card.unit),
            year: card.year,
            coverage: coverage(card.coverage),
            summary: summary(&card.summary),
            results: (results.iter())
                .map(|result| self.result(result, detail))
                .collect(),
        }
    }

    /// The cards of several units, in their order, built on all processors.
    pub fn cards(&self, cards: &[Scorecard], detail: Detail) -> Vec<Card> {
        match cards {
            [card] => vec![self.card(card, detail)],
            cards => (cards.par_iter())
                .map(|card| self.card(card, detail))
                .collect(),
        }
    }

    /// The command that explains the result of an indicator as it is judged here; `None` if no shell can be given it.
    fn explain(&self, indicator: IndicatorIx, unit: UnitIx, year: Year) -> Option<String> {
        let as_of = self.figures.as_of.as_ref().map(AsOf::written);
        let (id, code) = (&self.plan[indicator].id, self.figures.units.code(unit));
        self.sources.explain(id, code, year, as_of)
    }

    /// The counts of one unit.
    pub fn unit_summary(&self, card: &Scorecard) -> UnitSummary {
        UnitSummary {
            unit: self.unit(card.unit),
            summary: summary(&card.summary),
            coverage: coverage(card.coverage),
        }
    }

    /// A judgement with all that it rests on; the units that it counts are listed one by one where some are selected, which
    /// needs their cells.
    pub fn explanation(
        &self,
        judged: &Judgement,
        selection: Option<UnitSelection>,
        findings: &finding::Findings,
        status: &ExitStatus,
    ) -> Explanation {
        let lang = self.lang;
        let indicator = &self.plan[judged.indicator];
        let clauses = indicator.clauses.iter().map(|&clause| PlacedClause {
            clause: clause_of(&self.plan[clause]),
            place: place(&self.plan[clause].at),
        });
        Explanation {
            synthetic: self.figures.data.synthetic,
            inputs: self.inputs(),
            result: Some(self.result(judged, Detail::Evidence)),
            steps: (judged.steps.iter())
                .map(|step| step.get(lang).to_owned())
                .collect(),
            flip: (judged.offers.first()).map(|offer| offer.words.get(lang).to_owned()),
            flip_to: judged.offers.first().map(|offer| offer.verdict),
            changes: judged
                .offers
                .iter()
                .map(|offer| self.change(offer))
                .collect(),
            clauses: clauses.collect(),
            declared: Some(place(&indicator.at)),
            members: self.members(judged),
            figures: self.explained_figures(judged),
            baseline: self.baseline(judged),
            units: selection
                .and_then(|selection| self.counted_units(judged, judged_year(judged), selection)),
            earlier_units: selection.map_or(Vec::new(), |selection| {
                (self.earlier_years(judged).into_iter())
                    .filter_map(|year| self.counted_units(judged, year, selection))
                    .collect()
            }),
            ..Explanation::failed(findings, status, lang)
        }
    }

    /// A unit as documents name it.
    pub fn unit(&self, ix: UnitIx) -> Unit {
        let units = &self.figures.units;
        Unit {
            code: units.code(ix).to_owned(),
            name: units.name(ix, self.lang).to_owned(),
            level: self.plan[units.level(ix)].id.clone(),
        }
    }
}

impl Explanation {
    /// The document of a run that could explain nothing.
    pub fn failed(findings: &finding::Findings, status: &ExitStatus, lang: Lang) -> Self {
        Explanation {
            schema: explanation::SCHEMA.to_owned(),
            tool: Tool::this(),
            synthetic: false,
            inputs: Vec::new(),
            result: None,
            steps: Vec::new(),
            flip: None,
            flip_to: None,
            changes: Vec::new(),
            language: lang.into(),
            clauses: Vec::new(),
            declared: None,
            members: Vec::new(),
            figures: Vec::new(),
            baseline: None,
            units: None,
            earlier_units: Vec::new(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}

/// The tail of a scorecard document.
pub fn scorecard_tail(
    totals: &Totals,
    findings: &finding::Findings,
    status: &ExitStatus,
    lang: Lang,
) -> ScorecardTail {
    ScorecardTail {
        gate_end: None,
        coverage: coverage(totals.coverage),
        summary: summary(&totals.summary),
        findings: findings_of(findings, lang),
        exit: status.document(lang),
    }
}

impl MissingFigure {
    /// As a document states it.
    pub(crate) fn of(
        figure: &evaluate::MissingFigure,
        decisive: evaluate::Decisive,
        (plan, figures): (&Plan, &Figures),
        lang: Lang,
    ) -> Self {
        let units = &figures.units;
        MissingFigure {
            place: expected_at(figure, plan, figures),
            gate: None,
            unit: units.code(figure.unit).to_owned(),
            unit_name: units.name(figure.unit, lang).to_owned(),
            variable: figure.id.clone(),
            variable_name: figure.name.get(lang).to_owned(),
            period: figure.period.to_string(),
            missing: figure.missing,
            unit_decides: decisive.alone,
            unit_concerns: decisive.together,
        }
    }
}

/// Where a figure is expected: its blank cell, else where the plan declares the variable, checklist or indicator.
fn expected_at(figure: &evaluate::MissingFigure, plan: &Plan, figures: &Figures) -> Option<Place> {
    let id = &figure.id;
    let variable = plan.variable(id);
    let blank = variable.and_then(|variable| figures.cell(variable, figure.unit, figure.period));
    let blank = blank.map(|cell| cell.place(&figures.data.files));
    let checklist = || plan.checklists.iter().find(|one| one.id == *id);
    let declared = || match (variable, plan.indicator(id)) {
        (Some(variable), _) => Some(&plan[variable].at),
        (None, Some(indicator)) => Some(&plan[indicator].at),
        (None, None) => checklist().map(|one| &one.at),
    };
    blank.as_ref().or_else(declared).map(place)
}

/// What `check` found.
pub fn check_document(
    checked: Checked,
    missing: Option<Vec<MissingFigure>>,
    findings: &finding::Findings,
    status: &ExitStatus,
    lang: Lang,
) -> CheckDocument {
    CheckDocument {
        schema: check::SCHEMA.to_owned(),
        tool: Tool::this(),
        checked,
        missing,
        language: lang.into(),
        findings: findings_of(findings, lang),
        exit: status.document(lang),
    }
}

fn clause_of(clause: &plan::Clause) -> Clause {
    Clause {
        id: clause.id.clone(),
        chapter: clause.chapter,
        section: clause.section,
        phrase: clause.phrase.clone(),
    }
}

fn coverage(coverage: scorecard::Coverage) -> Coverage {
    Coverage {
        expected: coverage.expected,
        reported: coverage.reported,
    }
}

pub(super) fn summary(summary: &scorecard::Summary) -> Summary {
    let (met, on_schedule) = (summary.headline(), summary.on_schedule());
    let waived = summary.waived_share();
    Summary {
        met: summary.of(Verdict::Met),
        on_track: summary.of(Verdict::OnTrack),
        behind: summary.of(Verdict::Behind),
        missed: summary.of(Verdict::Missed),
        not_due: summary.of(Verdict::NotDue),
        monitored: summary.of(Verdict::Monitored),
        no_data: summary.of(Verdict::NoData),
        not_applicable: summary.of(Verdict::NotApplicable),
        waived: summary.of(Verdict::Waived),
        waived_share: waived.as_ref().map(Decimal::of),
        waived_share_exact: waived.as_ref().and_then(Fraction::of),
        due_without_data: summary.due_without_data,
        headline: met.as_ref().map(Decimal::of),
        exact: met.as_ref().and_then(Fraction::of),
        denominator: summary.denominator(),
        headline_upper: summary.headline_upper().as_ref().map(Decimal::of),
        on_schedule: on_schedule.as_ref().map(Decimal::of),
        on_schedule_exact: on_schedule.as_ref().and_then(Fraction::of),
        on_schedule_denominator: summary.on_schedule_denominator(),
        on_schedule_upper: summary.on_schedule_upper().as_ref().map(Decimal::of),
    }
}

/// Findings as documents have them.
pub fn findings_of(findings: &finding::Findings, lang: Lang) -> Vec<Finding> {
    (findings.iter())
        .map(|finding| Finding {
            code: finding.code.id.to_owned(),
            severity: finding.code.severity.into(),
            message: finding.message.get(lang).to_owned(),
            place: finding.places.first().map(place),
            places: finding.places.iter().map(place).collect(),
            help: (finding.help.as_ref()).map(|help| help.get(lang).to_owned()),
            count: finding.count,
        })
        .collect()
}

/// A place as a document states it.
pub fn place(place: &finding::Place) -> Place {
    let cell = place.in_workbook();
    Place {
        file: place.file.to_string(),
        sheet: cell.map(|cell| cell.sheet.to_string()),
        cell: cell.and_then(finding::CellPosition::reference),
        line: place.line(),
        column: place.column(),
    }
}
