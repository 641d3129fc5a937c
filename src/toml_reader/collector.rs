//! Collects the findings about TOML files while they are read.

use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::i18n::{Text, nearest};
use crate::text;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The findings of one run. All readers share it, so it is filled through a shared reference.
#[derive(Default)]
pub struct Collector {
    findings: RefCell<Vec<Finding>>,
    /// Keys that are missing.
    missing: RefCell<Vec<(MissingKey, Finding)>>,
    /// Keys for which an unknown key is probably a typo.
    meant: RefCell<BTreeSet<MissingKey>>,
}

/// A key that a table lacks: the table's file and byte offset, and the key.
pub type MissingKey = (Arc<str>, usize, String);

impl Collector {
    /// Keeps a finding.
    pub fn add(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// Keeps a finding that a key is missing, unless an unknown key of the table turns out to be a typo for it.
    pub fn lack(&self, lack: MissingKey, finding: Finding) {
        self.missing.borrow_mut().push((lack, finding));
    }

    /// Notes that an unknown key is probably a typo for one that the table may lack.
    pub fn meant(&self, lack: MissingKey) {
        self.meant.borrow_mut().insert(lack);
    }

    /// Keeps a finding at one place, with how to fix it.
    pub fn report(&self, code: &'static Code, place: Place, message: Text, help: Text) {
        self.add(Finding::new(code, message).at(place).help(help));
    }

    /// Whether any error was found.
    pub fn any_error(&self) -> bool {
        let is_error = |finding: &Finding| finding.code.severity == Severity::Error;
        self.findings.borrow().iter().any(is_error) || !self.missing.borrow().is_empty()
    }

    /// All findings for which `keep` is true, in the order of their places. The collector is empty afterwards.
    pub fn finish(&self, keep: impl Fn(&Finding) -> bool) -> Findings {
        let mut list = self.findings.take();
        let meant = self.meant.take();
        let missing = self.missing.take().into_iter();
        list.extend(
            missing
                .filter(|(lack, _)| !meant.contains(lack))
                .map(|(_, f)| f),
        );
        list.retain(keep);
        list.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut findings = Findings::default();
        list.into_iter().for_each(|finding| findings.add(finding));
        findings
    }
}

/// What findings are sorted by; `None`, which comes first, for one without a place.
fn key(finding: &Finding) -> Option<(&str, &str, u64, u32)> {
    finding.places.first().map(Place::order)
}

/// "Did you mean …" if `word` is probably a typo for a candidate, else the list of all candidates, at most twenty.
pub fn list_of<'a>(word: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Text {
    if let Some(near) = nearest(word, candidates.clone()) {
        return text!("是否想写 `{near}`？", "did you mean `{near}`?");
    }
    let shown: Vec<String> = candidates
        .clone()
        .take(20)
        .map(|known| format!("`{known}`"))
        .collect();
    match (shown.is_empty(), candidates.count() > shown.len()) {
        (true, _) => text!("尚未声明任何编号", "none is declared"),
        (_, true) => {
            let some = shown.join(", ");
            text!("可用：{some}等", "valid here: {some}, …")
        }
        (_, false) => {
            let all = shown.join(", ");
            text!("可用：{all}", "valid here: {all}")
        }
    }
}
