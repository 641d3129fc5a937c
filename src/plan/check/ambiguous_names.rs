//! Words by which several variables go: a column or cell that says one of them may mean any.

use super::draft::VariableDraft;
use super::symbol_table::SymbolTable;
use crate::finding::{Finding, codes};
use crate::i18n::normalize;
use crate::text;
use std::collections::BTreeMap;

/// Where a word is understood: in any file, or in those that data.toml says to hold one checklist.
type Within<'a> = Option<&'a str>;

/// By place and word, the variables that answer to it.
type Answers<'a> = BTreeMap<(Within<'a>, String), Vec<usize>>;

/// Reports variables that share a word.
pub fn check(scope: &SymbolTable) {
    let drafts = &scope.drafts;
    let mut shared: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for ((within, word), variables) in answers(drafts) {
        for (at, &later) in variables.iter().enumerate() {
            let mixed_up = |&&first: &&usize| {
                let (first, later) = (&drafts[first], &drafts[later]);
                first.id != later.id && (within.is_some() || may_be_mixed_up(first, later, &word))
            };
            if let Some(&first) = variables[..at].iter().find(mixed_up) {
                let words = shared.entry((later, first)).or_default();
                words.extend((!words.contains(&word)).then(|| word.clone()));
            }
        }
    }
    for ((later, first), words) in shared {
        report(scope, &drafts[later], &drafts[first], &words);
    }
}

fn answers(drafts: &[VariableDraft]) -> Answers<'_> {
    let mut answers = Answers::new();
    let mut learn = |within, word: &str, at| {
        let known = answers.entry((within, normalize(word))).or_default();
        if !word.trim().is_empty() && !known.contains(&at) {
            known.push(at);
        }
    };
    for (at, draft) in drafts.iter().enumerate() {
        let names = draft.name.iter().flat_map(|name| [&name.zh, &name.en]);
        let names = names.chain(&draft.aliases);
        learn(None, &draft.id, at);
        names.clone().for_each(|word| learn(None, word, at));
        if let Some((checklist, item)) = item_of(draft) {
            learn(Some(checklist), item, at);
            names.for_each(|word| learn(Some(checklist), word, at));
        }
    }
    answers
}

/// The checklist that a variable is an item of, and the item's own id.
fn item_of(draft: &VariableDraft) -> Option<(&str, &str)> {
    draft.id.split_once('/')
}

/// Whether nothing tells two variables of one word apart: neither that only one has it as its id, which comes before
/// names, nor the checklist that a file is said to hold.
fn may_be_mixed_up(a: &VariableDraft, b: &VariableDraft, word: &str) -> bool {
    let is_id = |draft: &VariableDraft| normalize(&draft.id) == word;
    let both_items = item_of(a).is_some() && item_of(b).is_some();
    is_id(a) == is_id(b) && !both_items
}

fn report(scope: &SymbolTable, later: &VariableDraft, first: &VariableDraft, words: &[String]) {
    let (a, b) = (&later.id, &first.id);
    let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let (zh, en) = (listed.join("、"), listed.join(", "));
    scope.log.add(
        Finding::new(
            codes::SHARED_WORD,
            text!(
                "数据文件里的 {zh} 既可指 `{a}`，也可指 `{b}`",
                "in a data file {en} may mean `{a}` or `{b}`"
            ),
        )
        .at(later.at.clone())
        .beside(first.at.clone(), text!("另一个数据项", "the other variable"))
        .help(text!(
            "改其中一个的名称、别名或编号；在那之前，数据文件请用编号，或用 `columns` 指明",
            "give one of them another name, alias or id; until then use ids in data files, or map the column with `columns`"
        )),
    );
}
