//! `junit`: results as test cases of the XML format that continuous integration reads. What the gate refuses fails; what is
//! not assessed is skipped.

use super::notices::Notice;
use super::outstanding;
use super::result_lines::{details, place, sentence};
use super::{DocumentFormat, ScorecardRenderer, Style, phrases, test_lines};
use super::{difference as differences, verification as verifications};
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::report::check::CheckDocument;
use crate::report::difference::DiffDocument;
use crate::report::gate::GateMark;
use crate::report::scorecard::{Card, IndicatorResult, ScorecardHead, ScorecardTail, Waiver};
use crate::report::test_run::{TestDocument, TestResult};
use crate::report::verification::VerifyDocument;
use crate::report::{Exit, Finding, Place, Severity};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["xml"],
    on_failure: true,
    scorecard: Some(|style| Box::new(Junit::new(style.lang))),
    check: Some(check),
    tests: Some(tests),
    difference: Some(difference),
    verification: Some(verification),
    ..DocumentFormat::without_forms("junit")
};

/// What became of a test case.
enum Ending<'a> {
    Passed,
    Skipped(String),
    Failed(&'a str, String),
    /// It could not be tried.
    Error(&'a str, String),
}

struct Case<'a> {
    class: String,
    name: String,
    place: Option<(&'a str, u64)>,
    ending: Ending<'a>,
    lines: Vec<String>,
}

struct Junit {
    lang: Lang,
    head: Option<ScorecardHead>,
}

impl Junit {
    fn new(lang: Lang) -> Self {
        Junit { lang, head: None }
    }

    fn case<'a>(&self, result: &'a IndicatorResult) -> Case<'a> {
        let (lang, head) = (self.lang, self.head.as_ref());
        let plan = head.and_then(|head| head.document.plan.as_ref());
        let last = plan.map_or(result.year, |plan| plan.last);
        let chapters = plan.map_or(&[][..], |plan| &plan.chapters);
        let sentence = sentence(result, last, lang);
        let waived =
            |waiver: &Waiver| format!("{sentence}{}{}", lang.pick("；", "; "), waiver.words);
        let fails = head.and_then(|head| head.mark(result)) == Some(GateMark::Fail);
        let ending = match result.verdict {
            verdict if fails => Ending::Failed(verdict.id(), sentence),
            Verdict::Met | Verdict::OnTrack | Verdict::Behind | Verdict::Missed => Ending::Passed,
            _ => Ending::Skipped(result.waiver.as_ref().map_or(sentence.clone(), waived)),
        };
        let place = place(result);
        Case {
            class: phrases::chapter(chapters, result.clause.chapter, lang),
            name: format!("{} [{}]", result.name, result.indicator),
            place: place.map(|place| (place.file.as_str(), place.line)),
            lines: match ending {
                Ending::Failed(..) => details(result, lang),
                _ => Vec::new(),
            },
            ending,
        }
    }
}

impl ScorecardRenderer for Junit {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        self.head = Some(head.clone());
        let title = phrases::plan_title(&head.document, self.lang);
        let title = title.unwrap_or_else(|| "kaoping".to_owned());
        let mark = synthetic_mark(head.document.synthetic, self.lang);
        begin(out, &format!("{title}{mark}"))
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let cases: Vec<Case> = card
            .results
            .iter()
            .map(|result| self.case(result))
            .collect();
        let year = phrases::year(card.year, self.lang);
        suite(out, &format!("{} {year}", card.unit.name), &cases)
    }

    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()> {
        end(out, &tail.findings, &tail.exit)
    }
}

/// Findings as test cases: errors fail.
fn check(out: &mut dyn Write, style: Style, document: &CheckDocument) -> io::Result<()> {
    begin(out, "kaoping check")?;
    let notices = outstanding::notices(document, style.lang);
    if !notices.is_empty() {
        let cases: Vec<Case> = notices.iter().map(notice_case).collect();
        suite(out, "kaoping check --missing", &cases)?;
    }
    end(out, &document.findings, &document.exit)
}

/// The tests of a plan, a suite for each file; an edge without a test and a change that none noticed are failures.
fn tests(out: &mut dyn Write, style: Style, document: &TestDocument) -> io::Result<()> {
    let lang = style.lang;
    begin(out, "kaoping test")?;
    for tests in document.tests.chunk_by(|a, b| a.place.file == b.place.file) {
        let cases: Vec<Case> = tests.iter().map(|test| test_case(test, lang)).collect();
        suite(out, &tests[0].place.file, &cases)?;
    }
    let mutants = document.mutation.iter().flat_map(|m| &m.survived);
    let edges = document.coverage.iter().flat_map(|c| &c.missing);
    let survived: Vec<Case> =
        mutants
            .map(|mutant| {
                let line = test_lines::mutant(mutant, lang);
                not_tested(&mutant.entry, &mutant.kind, &mutant.place, line)
            })
            .chain(edges.map(|edge| {
                not_tested(&edge.indicator, &edge.kind, &edge.place, edge.edge.clone())
            }))
            .collect();
    if !survived.is_empty() {
        suite(out, "kaoping test --coverage --mutate", &survived)?;
    }
    end(out, &document.findings, &document.exit)
}

fn test_case(test: &TestResult, lang: Lang) -> Case<'_> {
    let lines = test_lines::failures(test, lang);
    Case {
        class: test.indicators.join(" "),
        name: test.name.clone(),
        place: Some((test.place.file.as_str(), test.place.line)),
        ending: match lines.first() {
            Some(first) => Ending::Failed("difference", first.clone()),
            None => Ending::Passed,
        },
        lines,
    }
}

fn not_tested<'a>(class: &str, kind: &'a str, place: &'a Place, line: String) -> Case<'a> {
    Case {
        class: class.to_owned(),
        name: line.clone(),
        place: Some((place.file.as_str(), place.line)),
        ending: Ending::Failed(kind, line),
        lines: Vec::new(),
    }
}

/// What follows the name of the run where its figures are made up.
fn synthetic_mark(is_synthetic: bool, lang: Lang) -> String {
    match is_synthetic {
        true => format!(" {}", phrases::synthetic(lang)),
        false => String::new(),
    }
}

/// Each result that is not the same as a failure.
fn verification(out: &mut dyn Write, style: Style, document: &VerifyDocument) -> io::Result<()> {
    let path = document.scorecard.as_ref().map_or("", |card| &card.path);
    let mark = synthetic_mark(document.is_synthetic(), style.lang);
    begin(out, &format!("kaoping verify {path}{mark}"))?;
    let notices = verifications::notices(document, style.lang);
    let cases: Vec<Case> = notices.iter().map(notice_case).collect();
    suite(out, path, &cases)?;
    end(out, &document.findings, &document.exit)
}

/// Each result that differs: what the gate refuses as a failure.
fn difference(out: &mut dyn Write, style: Style, document: &DiffDocument) -> io::Result<()> {
    let mark = synthetic_mark(document.is_synthetic(), style.lang);
    begin(out, &format!("kaoping diff{mark}"))?;
    let notices = differences::notices(document, style.lang);
    let cases: Vec<Case> = notices.iter().map(notice_case).collect();
    suite(out, "kaoping diff", &cases)?;
    end(out, &document.findings, &document.exit)
}

fn notice_case<'a>(notice: &'a Notice<'_>) -> Case<'a> {
    Case {
        class: notice.rule.to_owned(),
        name: format!("{} [{}]", notice.title, notice.id),
        place: notice.place.map(|place| (place.file.as_str(), place.line)),
        ending: match notice.severity {
            Severity::Error => Ending::Failed(notice.rule, notice.message.clone()),
            Severity::Warning | Severity::Note => Ending::Passed,
        },
        lines: notice.lines.clone(),
    }
}

/// The last suite: the errors that were found, and how the run ended.
fn end(out: &mut dyn Write, findings: &[Finding], exit: &Exit) -> io::Result<()> {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let mut cases: Vec<Case> = errors.map(finding_case).collect();
    cases.push(Case {
        class: "kaoping".to_owned(),
        name: format!("exit code {}", exit.code),
        place: None,
        ending: match exit.code {
            0 => Ending::Passed,
            1 => Ending::Failed(&exit.reason, exit.message.clone()),
            _ => Ending::Error(&exit.reason, exit.message.clone()),
        },
        lines: Vec::new(),
    });
    suite(out, "kaoping", &cases)?;
    out.write_all(b"</testsuites>\n")
}

fn finding_case(finding: &Finding) -> Case<'_> {
    let place = finding.place.as_ref();
    let at = place.map_or_else(String::new, |place| format!(" {place}"));
    Case {
        class: "kaoping".to_owned(),
        name: format!("{}{at}", finding.code),
        place: place.map(|place| (place.file.as_str(), place.line)),
        ending: Ending::Error(&finding.code, finding.message.clone()),
        lines: (finding.places.iter().map(ToString::to_string))
            .chain(finding.help.clone())
            .collect(),
    }
}

fn begin(out: &mut dyn Write, name: &str) -> io::Result<()> {
    let mut xml = Writer::new(&mut *out);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    // The element is closed by `end`: what is between comes card by card.
    let name = quick_xml::escape::escape(clean(name));
    writeln!(out, "\n<testsuites name=\"{name}\">")
}

fn suite(out: &mut dyn Write, name: &str, cases: &[Case]) -> io::Result<()> {
    let count = |is: fn(&Ending) -> bool| {
        let some = cases.iter().filter(|case| is(&case.ending));
        some.count().to_string()
    };
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.create_element("testsuite")
        .with_attribute(("name", clean(name).as_str()))
        .with_attribute(("tests", cases.len().to_string().as_str()))
        .with_attribute((
            "failures",
            count(|e| matches!(e, Ending::Failed(..))).as_str(),
        ))
        .with_attribute(("errors", count(|e| matches!(e, Ending::Error(..))).as_str()))
        .with_attribute((
            "skipped",
            count(|e| matches!(e, Ending::Skipped(_))).as_str(),
        ))
        .write_inner_content(|xml| cases.iter().try_for_each(|case| write_case(xml, case)))?;
    out.write_all(b"\n")
}

fn write_case<W: Write>(xml: &mut Writer<W>, case: &Case) -> io::Result<()> {
    let line = case.place.map(|(_, line)| line.to_string());
    let mut element = xml
        .create_element("testcase")
        .with_attribute(("classname", clean(&case.class).as_str()))
        .with_attribute(("name", clean(&case.name).as_str()));
    if let (Some((file, _)), Some(line)) = (case.place, &line) {
        element = element
            .with_attribute(("file", clean(file).as_str()))
            .with_attribute(("line", line.as_str()));
    }
    let (tag, kind, message) = match &case.ending {
        Ending::Passed => return element.write_empty().map(|_| ()),
        Ending::Skipped(message) => ("skipped", None, message),
        Ending::Failed(kind, message) => ("failure", Some(*kind), message),
        Ending::Error(kind, message) => ("error", Some(*kind), message),
    };
    let text = case.lines.join("\n");
    element.write_inner_content(|xml| {
        let mut inner = xml.create_element(tag);
        if let Some(kind) = kind {
            inner = inner.with_attribute(("type", kind));
        }
        inner = inner.with_attribute(("message", clean(message).as_str()));
        match text.is_empty() {
            true => inner.write_empty(),
            false => inner.write_text_content(BytesText::new(&clean(&text))),
        }?;
        Ok(())
    })?;
    Ok(())
}

/// The text with a replacement for each character that XML 1.0 does not have.
fn clean(text: &str) -> String {
    let known = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let replaced = text.chars().map(|c| match known(c) {
        true => c,
        false => '\u{fffd}',
    });
    replaced.collect()
}
