//! From what was judged to what the document says of it.

use super::evidence;
use super::model::*;
use super::number::{Bounds, decimal, exact};
use crate::evaluate::{Judgement, PaceJudgement, Verdict};
use crate::finding::{self, CellPosition, Severity};
use crate::i18n::Lang;
use crate::number::{Number, Ternary, Value};
use crate::observation::{Figures, UnitIx};
use crate::plan::rule::Goal;
use crate::plan::{self, Assumption, Timing};
use crate::render::{Ending, View, shown};
use crate::scorecard;

pub fn result<'a>(view: &View<'a>, judged: &'a Judgement) -> Result<'a> {
    let (plan, lang) = (view.plan, view.style.lang);
    let indicator = &plan[judged.indicator];
    let clause = &plan[indicator.clauses[0]];
    let unit = unit(plan, view.figures, judged.unit, lang);
    Result {
        id: format!("{}/{}/{}", indicator.id, unit.code, judged.year),
        indicator: &indicator.id,
        name: indicator.name.get(lang),
        unit,
        year: judged.year,
        verdict: judged.verdict.id(),
        due: judged.due,
        value: judged.value.known().map(decimal),
        exact: judged.value.known().and_then(exact),
        bounds: Bounds::of(&judged.value),
        unit_of_measure: indicator.unit.get(lang),
        target: target(view, judged),
        gap: judged.gap.as_ref().map(decimal),
        gap_exact: judged.gap.as_ref().and_then(exact),
        attainment: judged.attainment.as_ref().map(decimal),
        attainment_exact: judged.attainment.as_ref().and_then(exact),
        pace: judged.pace.as_ref().map(pace),
        previous: judged.previous.as_ref().map(previous),
        band: shown::band(plan, judged).map(|band| band.id.as_str()),
        notes: notes(judged, lang),
        assumed: assumed(&plan.id, &plan.assumed, lang)
            .chain(assumed(&indicator.id, &indicator.assumed, lang))
            .collect(),
        clause: Clause {
            id: &clause.id,
            chapter: clause.chapter,
            section: clause.section,
            phrase: &clause.phrase,
        },
        evidence: evidence::of(view.plan, view.figures, judged),
    }
}

pub fn unit<'a>(plan: &'a plan::Plan, figures: &'a Figures, ix: UnitIx, lang: Lang) -> Unit<'a> {
    let units = &figures.units;
    Unit {
        code: units.code(ix),
        name: units.name(ix, lang),
        level: &plan[units.level(ix)].id,
    }
}

fn target(view: &View<'_>, judged: &Judgement) -> Target {
    let (value, lower, upper) = match judged.rule.goal() {
        Goal::Threshold { value, .. } => (Some(decimal(&value)), None, None),
        Goal::Band { lo, hi } => (None, Some(decimal(&lo)), Some(decimal(&hi))),
        Goal::Milestone | Goal::Change(_) | Goal::Nothing => (None, None, None),
    };
    let unit = &view.plan[judged.indicator].unit;
    Target {
        rule: judged.rule.key(),
        value,
        lower,
        upper,
        timing: match judged.timing {
            Timing::By(_) => "by",
            Timing::EachYear => "each-year",
            Timing::Cumulative(_) => "cumulative",
        },
        by: shown::due_year(judged),
        words: judged.rule.words(unit, view.style.lang),
    }
}

fn pace(pace: &PaceJudgement) -> Pace {
    Pace {
        method: pace.method,
        due_value: pace.due_value.as_ref().map(decimal),
        holds: match pace.holds {
            Ternary::Yes => "yes",
            Ternary::No => "no",
            Ternary::Unknown => "unknown",
        },
        band: pace.band,
    }
}

fn previous((value, verdict): &(Value, Verdict)) -> Previous {
    Previous {
        value: value.known().map(decimal),
        exact: value.known().and_then(exact),
        bounds: Bounds::of(value),
        verdict: verdict.id(),
    }
}

fn notes(judged: &Judgement, lang: Lang) -> Vec<Note<'_>> {
    (judged.notes.iter())
        .map(|note| Note {
            code: note.code,
            text: note.text.get(lang),
        })
        .collect()
}

fn assumed<'a>(
    of: &'a str,
    list: &'a [Assumption],
    lang: Lang,
) -> impl Iterator<Item = Assumed<'a>> {
    list.iter().map(move |assumption| Assumed {
        of,
        key: &assumption.key,
        reason: assumption.reason.get(lang),
    })
}

pub fn summary(summary: &scorecard::Summary) -> Summary {
    let headline: Option<Number> = summary.headline();
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
        due_without_data: summary.due_without_data,
        headline: headline.as_ref().map(decimal),
        exact: headline.as_ref().and_then(exact),
        denominator: summary.denominator(),
    }
}

pub fn coverage(coverage: scorecard::Coverage) -> Coverage {
    Coverage {
        expected: coverage.expected,
        reported: coverage.reported,
    }
}

pub fn inputs<'a>(view: &View<'a>) -> Vec<Input<'a>> {
    let digests = &view.digests.files;
    (view.figures.data.files.iter().enumerate())
        .map(|(at, file)| Input {
            path: &file.path,
            sha256: digests.get(at).map(String::as_str),
            encoding: file.encoding,
            rows: file.rows,
            refused: file.refused,
        })
        .collect()
}

pub fn findings(findings: &finding::Findings, lang: Lang) -> Vec<Finding<'_>> {
    (findings.iter())
        .map(|finding| Finding {
            code: finding.code.id,
            severity: match finding.code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: finding.message.get(lang),
            place: finding.places.first().map(place),
            places: finding.places.iter().map(place).collect(),
            help: finding.help.as_ref().map(|help| help.get(lang)),
            count: finding.count,
        })
        .collect()
}

fn place(place: &finding::Place) -> Place<'_> {
    let cell = place.in_workbook();
    Place {
        file: &place.file,
        sheet: cell.map(|cell| &*cell.sheet),
        cell: cell.and_then(CellPosition::reference),
        line: place.line(),
        column: place.column(),
    }
}

pub fn exit(ending: &Ending, lang: Lang) -> Exit<'_> {
    Exit {
        code: ending.code,
        reason: ending.reason,
        message: ending.message.get(lang),
    }
}
