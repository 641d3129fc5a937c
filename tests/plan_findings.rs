//! Every mistake that a plan can hold, each in a file of `tests/cases/plan` that says at its top what is to be found:
//! `# expect: <code> <line>:<column>`.

use kaoping::internals::finding::{Finding, Findings, Place, Severity, codes};
use kaoping::internals::plan::load;
use kaoping::internals::source::{Folder, TextFile};
use std::collections::BTreeSet;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/plan");

fn cases() -> Vec<TextFile> {
    let folder = Folder::Disk(CASES.into());
    let names = folder.list("toml").expect("the folder of cases is there");
    let read = |name: &String| folder.read_text(name).expect("a case can be read");
    names.iter().map(read).collect()
}

fn expected(case: &TextFile) -> Vec<String> {
    let lines = case.text.lines();
    lines
        .filter_map(|line| line.strip_prefix("# expect: "))
        .map(str::to_owned)
        .collect()
}

fn all_findings(case: &TextFile) -> Findings {
    match load(std::slice::from_ref(case)) {
        Ok(loaded) => loaded.findings,
        Err(findings) => findings,
    }
}

fn shown(finding: &Finding) -> String {
    let place = &finding.places[0];
    format!("{} {}:{}", finding.code.id, place.line(), place.column())
}

#[test]
fn each_case_has_exactly_the_findings_it_names() {
    let mut wrong = String::new();
    for case in cases() {
        let findings = all_findings(&case);
        let found: Vec<String> = findings.iter().map(shown).collect();
        if found != expected(&case) {
            wrong += &format!("{}\n", case.path);
            for finding in findings.iter() {
                wrong += &format!("# expect: {} | {}\n", shown(finding), in_full(finding));
            }
        }
    }
    assert!(wrong.is_empty(), "found otherwise than expected:\n{wrong}");
}

fn in_full(finding: &Finding) -> String {
    let help = finding.help.as_ref().map_or("", |help| &help.en);
    let beside: Vec<_> = finding
        .related
        .iter()
        .map(|(p, w)| (p.line(), &w.en))
        .collect();
    let meant = underlined(&finding.places[0]);
    format!("{meant} | {} | {help} | {beside:?}", finding.message.en)
}

fn underlined(place: &Place) -> &str {
    let line = place.in_text().expect("in a line");
    &line.text[line.span.0..line.span.1]
}

#[test]
fn every_finding_has_a_place_a_help_line_and_both_languages() {
    for case in cases() {
        for finding in all_findings(&case).iter() {
            let at = format!("{} {}", case.path, shown(finding));
            assert!(
                !finding.message.zh.is_empty() && !finding.message.en.is_empty(),
                "{at}"
            );
            assert!(
                finding.help.as_ref().is_some_and(|help| !help.is_empty()),
                "{at}"
            );
            let place = &finding.places[0];
            assert!(
                place.in_text().is_none_or(|line| !line.text.is_empty()),
                "{at}"
            );
        }
    }
}

/// Codes of the plan are listed first; the last of them is `unanswered-clause`.
#[test]
fn every_code_of_the_plan_has_a_case() {
    let covered: BTreeSet<String> = cases()
        .iter()
        .flat_map(expected)
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    let last = codes::ALL
        .iter()
        .position(|code| *code == codes::UNANSWERED_CLAUSE);
    for code in &codes::ALL[..=last.expect("it is listed")] {
        // Files are read before a plan is loaded from them.
        assert!(
            *code == codes::UNREADABLE || covered.contains(code.id),
            "{} has no case",
            code.id
        );
    }
}

#[test]
fn ten_mistakes_and_more_are_found_in_one_run() {
    let cases = cases();
    let many = cases
        .iter()
        .find(|case| case.path.ends_with("everything-in-one-run.toml"));
    let findings = all_findings(many.expect("the case is there"));
    assert!(
        findings
            .iter()
            .filter(|f| f.code.severity == Severity::Error)
            .count()
            >= 10
    );
}

#[test]
fn two_rules_are_both_underlined() {
    let cases = cases();
    let case = cases
        .iter()
        .find(|case| case.path.ends_with("/two-rules.toml"));
    let findings = all_findings(case.expect("the case is there"));
    let finding = findings.iter().next().expect("there is one");
    assert_eq!(underlined(&finding.places[0]), "at-most");
    assert_eq!(underlined(&finding.related[0].0), "at-least");
}

#[test]
fn a_likely_slip_is_answered_with_the_word_that_was_meant() {
    let cases = cases();
    let case = cases
        .iter()
        .find(|case| case.path.ends_with("/unknown-reference.toml"));
    let findings = all_findings(case.expect("the case is there"));
    let helps: Vec<&str> = findings
        .iter()
        .filter_map(|f| Some(f.help.as_ref()?.en.as_str()))
        .collect();
    for meant in ["residents", "active", "city", "haves"] {
        let line = format!("did you mean `{meant}`?");
        assert!(
            helps.contains(&line.as_str()),
            "{line} is not among {helps:#?}"
        );
    }
}
