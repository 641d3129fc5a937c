//! Tries a case on a plan: reads and judges its figures, and compares what comes of them with what is expected.

use super::case::{Case, Expectation};
use super::figures::data;
use crate::crosscheck::crosscheck;
use crate::data::open;
use crate::evaluate::{Judgement, Stage, judge, stage};
use crate::finding::{Finding, Findings, Place, Severity};
use crate::i18n::{Lang, Text};
use crate::lookup;
use crate::number::parse_plain;
use crate::observation::{Figures, UnitIx};
use crate::plan::Plan;
use crate::report::place_of;
use crate::report::test_run::FieldDifference;
use crate::report::{Builder, Detail, Digests, SourceNames, fields};
use crate::scorecard::Scorecard;
use crate::source::Folder;
use crate::tally::{self, Question};
use crate::text;

/// What came of a case.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Fields that are otherwise than expected.
    pub differences: Vec<FieldDifference>,
    /// Why nothing could be compared, or what was found in the figures that the case does not expect.
    pub wrong: Vec<Wrong>,
}

impl Ran {
    /// Whether everything came as expected.
    pub fn passed(&self) -> bool {
        self.differences.is_empty() && self.wrong.is_empty()
    }
}

/// Something about a case that has nothing to do with the fields that it expects.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// What.
    pub message: Text,
    /// Where.
    pub place: Place,
}

/// A case whose figures are read and judged.
pub struct Evaluated {
    /// The figures.
    pub figures: Figures,
    /// What was found in them, at places of the test.
    pub findings: Findings,
    /// By expectation: the judgement, or why there is none.
    pub judged: Vec<Result<Judgement, Text>>,
}

/// Reads and judges the figures of a case.
pub fn evaluate(plan: &Plan, case: &Case) -> Evaluated {
    let data = data(plan, case);
    let (opened, mut findings) = open(&Folder::Memory(data.memory.clone()), plan);
    let question = Question {
        as_of: case.as_of.clone(),
        ..Question::of_everything(plan)
    };
    let (mut figures, counted) = tally::count(opened, plan, &question);
    findings.merge(counted);
    findings.merge(crosscheck(plan, &mut figures));
    data.place(&mut findings);
    let expects = case.expects.iter();
    let judged = expects
        .map(|expected| judgement(plan, &figures, expected))
        .collect();
    Evaluated {
        figures,
        findings,
        judged,
    }
}

fn judgement(plan: &Plan, figures: &Figures, expected: &Expectation) -> Result<Judgement, Text> {
    let id = &expected.indicator;
    let indicator = plan.indicator(id);
    let indicator = indicator.ok_or_else(|| text!("没有指标 `{id}`", "no indicator `{id}`"))?;
    let unit = lookup::unit(&figures.units, expected.unit.as_deref());
    let unit: UnitIx = unit.map_err(|error| error.message())?;
    let level = figures.units.level(unit);
    if !plan[indicator].levels.contains(&level) {
        let name = &plan[level].name;
        let (zh, en) = (&name.zh, &name.en);
        return Err(text!(
            "指标 `{id}` 不评估{zh}",
            "`{id}` is not judged at the level “{en}”"
        ));
    }
    let year = expected.year;
    let mut judged = judge(plan, figures, indicator, unit, year, false);
    judged.stage = stage(plan, figures, &judged, Stage::of(plan, year));
    Ok(judged)
}

/// Tries a case on a plan.
pub fn run(plan: &Plan, case: &Case) -> Ran {
    compare(plan, case, &evaluate(plan, case))
}

/// Compares what came of a case with what it expects.
pub fn compare(plan: &Plan, case: &Case, evaluated: &Evaluated) -> Ran {
    let mut ran = Ran {
        differences: Vec::new(),
        wrong: unexpected(case, &evaluated.findings),
    };
    let (digests, sources) = (Digests::default(), SourceNames::default());
    let builder = Builder {
        plan,
        figures: &evaluated.figures,
        digests: &digests,
        sources: &sources,
        lang: Lang::En,
    };
    for (expected, judged) in case.expects.iter().zip(&evaluated.judged) {
        match judged {
            Ok(judged) => differences(&builder, expected, judged, &mut ran),
            Err(message) => ran.wrong.push(Wrong {
                message: message.clone(),
                place: expected.place.clone(),
            }),
        }
    }
    ran
}

fn differences(builder: &Builder, expected: &Expectation, judged: &Judgement, ran: &mut Ran) {
    let card = Scorecard::new(judged.unit, judged.year, vec![judged.clone()]);
    let card = builder.card(&card, Detail::Evidence);
    // A document of texts, numbers and lists can always be written.
    let result = serde_json::to_value(card.results.first()).unwrap_or_default();
    for field in &expected.fields {
        let got = fields::text(&result, &field.name).unwrap_or_default();
        if !same(&field.text, &got) {
            ran.differences.push(FieldDifference {
                indicator: expected.indicator.clone(),
                unit: expected.unit.clone(),
                year: expected.year,
                field: field.name.clone(),
                expected: field.text.clone(),
                got,
                place: place_of(&field.place),
            });
        }
    }
}

/// Whether two texts are the same, as texts or as numbers; 是 and 否 are what `true` and `false` are read as.
fn same(expected: &str, got: &str) -> bool {
    let number = |text: &str| parse_plain(text).ok();
    let plain = match expected {
        "是" => "true",
        "否" => "false",
        other => other,
    };
    plain == got || number(plain).is_some_and(|one| Some(one) == number(got))
}

/// Errors that the case does not expect, and those it expects that did not come.
fn unexpected(case: &Case, findings: &Findings) -> Vec<Wrong> {
    let listed = |finding: &&Finding| case.findings.iter().any(|code| code == finding.code.id);
    let errors = findings.iter();
    let errors = errors.filter(|finding| finding.code.severity == Severity::Error);
    let mut wrong: Vec<Wrong> = errors
        .filter(|finding| !listed(finding))
        .map(|finding| Wrong {
            message: finding.message.clone(),
            place: finding.places.first().unwrap_or(&case.place).clone(),
        })
        .collect();
    for code in &case.findings {
        if findings.iter().all(|finding| finding.code.id != code) {
            wrong.push(Wrong {
                message: text!(
                    "应有发现 `{code}`，实际没有",
                    "the finding `{code}` was expected and did not come"
                ),
                place: case.place.clone(),
            });
        }
    }
    wrong
}
