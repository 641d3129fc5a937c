//! Where findings are collected while a plan is read.

use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::i18n::{Text, nearest};
use crate::text;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The findings of one run. Readers share it, so it is filled through a shared reference.
#[derive(Default)]
pub struct Collector {
    findings: RefCell<Vec<Finding>>,
    /// Keys that are missing.
    missing: RefCell<Vec<(MissingKey, Finding)>>,
    /// Keys that were probably meant by one that is unknown.
    meant: RefCell<BTreeSet<MissingKey>>,
}

/// A key that a table lacks: the table's file and offset, the key.
pub type MissingKey = (Arc<str>, usize, String);

impl Collector {
    /// Keeps a finding.
    pub fn add(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// Keeps a finding that a key is missing, unless a misspelt one turns out to stand for it.
    pub fn lack(&self, lack: MissingKey, finding: Finding) {
        self.missing.borrow_mut().push((lack, finding));
    }

    /// Notes that an unknown key probably stands for one that the table may lack.
    pub fn meant(&self, lack: MissingKey) {
        self.meant.borrow_mut().insert(lack);
    }

    /// Keeps a finding at one place, with what to do about it.
    pub fn report(&self, code: &'static Code, place: Place, message: Text, help: Text) {
        self.add(Finding::new(code, message).at(place).help(help));
    }

    /// Whether anything wrong was found.
    pub fn any_error(&self) -> bool {
        let is_error = |finding: &Finding| finding.code.severity == Severity::Error;
        self.findings.borrow().iter().any(is_error) || !self.missing.borrow().is_empty()
    }

    /// All findings that `keep` wants, in the order of their places.
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

/// What findings are ordered by.
fn key(finding: &Finding) -> Option<(&str, &str, u64, u32)> {
    finding.places.first().map(Place::order)
}

/// "Did you mean", or else the list of what can stand here.
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
        (true, _) => text!("这里还没有声明任何编号", "nothing of the kind is declared"),
        (_, true) => {
            let some = shown.join(", ");
            text!("可用的有：{some}……", "there are: {some}, …")
        }
        (_, false) => {
            let all = shown.join(", ");
            text!("可用的有：{all}", "there are: {all}")
        }
    }
}
