//! `github`: annotations for GitHub Actions, the most severe first. GitHub shows ten errors, ten warnings and ten notices of a
//! step; what is left out is counted in the last line.

use super::notices::Notice;
use super::outstanding;
use super::result_lines::{place, sentence, title};
use super::{DocumentFormat, ScorecardRenderer, Style, escape, test_lines};
use super::{difference as differences, verification as verifications};
use crate::i18n::Lang;
use crate::report::check::CheckDocument;
use crate::report::difference::DiffDocument;
use crate::report::scorecard::{Card, ScorecardHead, ScorecardTail};
use crate::report::test_run::TestDocument;
use crate::report::verification::VerifyDocument;
use crate::report::{Exit, Finding, Place, Severity};
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &[],
    on_failure: true,
    scorecard: Some(|style| Box::new(Github::new(style.lang))),
    check: Some(check),
    tests: Some(tests),
    difference: Some(difference),
    verification: Some(verification),
    ..DocumentFormat::without_forms("github")
};

/// Annotations of a kind that GitHub shows for a step.
const SHOWN: usize = 10;

/// An annotation, the last line apart.
struct Annotation {
    severity: Severity,
    place: Option<Place>,
    title: String,
    message: String,
}

struct Github {
    lang: Lang,
    head: Option<ScorecardHead>,
    annotations: Annotations,
}

/// The annotations that are shown, and how many more there are.
#[derive(Default)]
struct Annotations {
    shown: Vec<Annotation>,
    more: u64,
}

impl Annotations {
    fn add(&mut self, one: Annotation) {
        let alike = self
            .shown
            .iter()
            .filter(|other| other.severity == one.severity);
        match alike.count() < SHOWN {
            true => self.shown.push(one),
            false => self.more += 1,
        }
    }

    fn add_findings(&mut self, findings: &[Finding]) {
        for finding in findings {
            let help = finding
                .help
                .as_ref()
                .map_or_else(String::new, |help| format!("\n{help}"));
            self.add(Annotation {
                severity: finding.severity,
                place: finding.place.clone(),
                title: finding.code.clone(),
                message: format!("{}{help}", finding.message),
            });
        }
    }

    fn add_notices(&mut self, notices: &[Notice<'_>]) {
        for notice in notices {
            let lines = std::iter::once(&notice.message).chain(&notice.lines);
            let lines: Vec<&str> = lines.map(String::as_str).collect();
            self.add(Annotation {
                severity: notice.severity,
                place: notice.place.cloned(),
                title: notice.title.clone(),
                message: lines.join("\n"),
            });
        }
    }

    fn write(&mut self, out: &mut dyn Write, exit: &Exit, lang: Lang) -> io::Result<()> {
        self.shown.sort_by_key(|one| one.severity as u8);
        for one in &self.shown {
            annotate(out, one)?;
        }
        let more = match (self.more, lang) {
            (0, _) => String::new(),
            (n, Lang::Zh) => format!("；另有 {n} 条未列出"),
            (n, Lang::En) => format!("; {n} more are not listed"),
        };
        annotate(
            out,
            &Annotation {
                severity: match exit.code {
                    0 => Severity::Note,
                    _ => Severity::Error,
                },
                place: None,
                title: lang.pick("考评", "kaoping").to_owned(),
                message: format!("{}{more}", exit.message),
            },
        )
    }
}

impl Github {
    fn new(lang: Lang) -> Self {
        Github {
            lang,
            head: None,
            annotations: Annotations::default(),
        }
    }
}

impl ScorecardRenderer for Github {
    fn begin(&mut self, _: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        self.head = Some(head.clone());
        Ok(())
    }

    fn card(&mut self, _: &mut dyn Write, card: &Card) -> io::Result<()> {
        let Some(head) = &self.head else {
            return Ok(());
        };
        let last = head.last_year(card);
        for (severity, result) in head.marked(card) {
            self.annotations.add(Annotation {
                severity,
                place: place(result).cloned(),
                title: title(result),
                message: match &result.waiver {
                    Some(waiver) => {
                        format!("{}\n{}", sentence(result, last, self.lang), waiver.words)
                    }
                    None => sentence(result, last, self.lang),
                },
            });
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()> {
        self.annotations.add_findings(&tail.findings);
        self.annotations.write(out, &tail.exit, self.lang)
    }
}

fn check(out: &mut dyn Write, style: Style, document: &CheckDocument) -> io::Result<()> {
    let mut annotations = Annotations::default();
    annotations.add_notices(&outstanding::notices(document, style.lang));
    annotations.add_findings(&document.findings);
    annotations.write(out, &document.exit, style.lang)
}

/// What failed, what was not noticed, and what has no test.
fn tests(out: &mut dyn Write, style: Style, document: &TestDocument) -> io::Result<()> {
    let mut annotations = Annotations::default();
    let mut add = |severity, place: &Place, title: &str, message: String| {
        annotations.add(Annotation {
            severity,
            place: Some(place.clone()),
            title: title.to_owned(),
            message,
        });
    };
    for test in document.tests.iter().filter(|test| !test.passed) {
        let lines = test_lines::failures(test, style.lang).join("\n");
        add(Severity::Error, &test.place, &test.name, lines);
    }
    for mutant in document.mutation.iter().flat_map(|m| &m.survived) {
        let line = test_lines::mutant(mutant, style.lang);
        add(Severity::Error, &mutant.place, &mutant.entry, line);
    }
    for edge in document.coverage.iter().flat_map(|c| &c.missing) {
        let title = &edge.indicator;
        add(Severity::Warning, &edge.place, title, edge.edge.clone());
    }
    annotations.add_findings(&document.findings);
    annotations.write(out, &document.exit, style.lang)
}

fn difference(out: &mut dyn Write, style: Style, document: &DiffDocument) -> io::Result<()> {
    let mut annotations = Annotations::default();
    annotations.add_notices(&differences::notices(document, style.lang));
    annotations.add_findings(&document.findings);
    annotations.write(out, &document.exit, style.lang)
}

fn verification(out: &mut dyn Write, style: Style, document: &VerifyDocument) -> io::Result<()> {
    let mut annotations = Annotations::default();
    annotations.add_notices(&verifications::notices(document, style.lang));
    annotations.add_findings(&document.findings);
    annotations.write(out, &document.exit, style.lang)
}

/// `::error file=a.csv,line=3,col=2,title=…::message`.
fn annotate(out: &mut dyn Write, one: &Annotation) -> io::Result<()> {
    let word = match one.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &one.place {
        properties.push(format!("file={}", property(&place.file)));
        // Lines of a workbook are no lines of its file.
        let in_text = place.sheet.is_none();
        let numbers = [("line", place.line), ("col", place.column.into())];
        let numbers = numbers.into_iter().filter(|&(_, n)| in_text && n > 0);
        properties.extend(numbers.map(|(name, n)| format!("{name}={n}")));
    }
    properties.push(format!("title={}", property(&one.title)));
    let cell = one.place.as_ref().filter(|place| place.sheet.is_some());
    let cell = cell.map_or_else(String::new, |place| format!("{place}: "));
    let message = data(&format!("{cell}{}", one.message));
    writeln!(out, "::{word} {}::{message}", properties.join(","))
}

/// A message as GitHub wants it escaped; the log that it stands in is shown on terminals too.
fn data(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| escape::terminal(line).replace('%', "%25"));
    lines.collect::<Vec<_>>().join("%0A")
}

/// A property as GitHub wants it escaped.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(annotation: Annotation) -> String {
        let mut out = Vec::new();
        annotate(&mut out, &annotation).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn at(sheet: Option<&str>, title: &str, message: &str) -> Annotation {
        Annotation {
            severity: Severity::Warning,
            place: Some(Place {
                file: "a,b.csv".to_owned(),
                sheet: sheet.map(str::to_owned),
                cell: sheet.map(|_| "B7".to_owned()),
                line: 7,
                column: 2,
            }),
            title: title.to_owned(),
            message: message.to_owned(),
        }
    }

    #[test]
    fn a_message_cannot_begin_another_command() {
        assert_eq!(
            written(at(None, "50%: x", "one\n::error::two")),
            "::warning file=a%2Cb.csv,line=7,col=2,title=50%25%3A x::one%0A::error::two\n"
        );
    }

    #[test]
    fn a_cell_of_a_workbook_is_named_in_the_message() {
        assert_eq!(
            written(at(Some("2014年"), "x", "bad")),
            "::warning file=a%2Cb.csv,title=x::a,b.csv!2014年!B7: bad\n"
        );
    }

    #[test]
    fn what_github_does_not_show_is_counted() {
        let mut all = Annotations::default();
        (0..13).for_each(|_| all.add(at(None, "x", "bad")));
        assert_eq!((all.shown.len(), all.more), (10, 3));
    }
}
