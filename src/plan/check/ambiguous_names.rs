//! Names that several variables share: a column or cell with such a name could mean any of them.

use super::draft::VariableDraft;
use super::symbol_table::SymbolTable;
use crate::finding::{Finding, codes};
use crate::i18n::normalized;
use crate::text;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a name is looked up: in any file (`None`), or in files that data.toml assigns to this checklist.
type Scope<'a> = Option<&'a str>;

/// The variables of each name, by scope and normalised name: the first, and the others.
type Named<'a> = HashMap<(Scope<'a>, Cow<'a, str>), (usize, Vec<usize>)>;

/// Reports variables that share a name.
pub fn check(symbols: &SymbolTable) {
    let drafts = &symbols.drafts;
    let mut shared: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let named = named(drafts).into_iter();
    let mut several: Vec<_> = named
        .filter(|(_, (_, others))| !others.is_empty())
        .map(|(name, (first, others))| (name, [&[first], &others[..]].concat()))
        .collect();
    several.sort();
    for ((checklist, word), variables) in several {
        let word = word.into_owned();
        for (at, &later) in variables.iter().enumerate() {
            let ambiguous = |&&first: &&usize| {
                let (first, later) = (&drafts[first], &drafts[later]);
                first.id != later.id && (checklist.is_some() || is_ambiguous(first, later, &word))
            };
            if let Some(&first) = variables[..at].iter().find(ambiguous) {
                let words = shared.entry((later, first)).or_default();
                words.extend((!words.contains(&word)).then(|| word.clone()));
            }
        }
    }
    for ((later, first), words) in shared {
        report(symbols, &drafts[later], &drafts[first], &words);
    }
}

fn named<'d>(drafts: &'d [VariableDraft]) -> Named<'d> {
    let mut named = Named::with_capacity(8 * drafts.len());
    let mut add = |checklist, word: &'d str, at| {
        if word.trim().is_empty() {
            return;
        }
        let name = (checklist, normalized(word));
        let (first, others) = named.entry(name).or_insert((at, Vec::new()));
        if *first != at && !others.contains(&at) {
            others.push(at);
        }
    };
    for (at, draft) in drafts.iter().enumerate() {
        let names = draft.name.iter().flat_map(|name| [&name.zh, &name.en]);
        let names = names.chain(&draft.aliases);
        add(None, &draft.id, at);
        names.clone().for_each(|word| add(None, word, at));
        if let Some((checklist, item)) = item_of(draft) {
            add(Some(checklist), item, at);
            names.for_each(|word| add(Some(checklist), word, at));
        }
    }
    named
}

/// The ids of checklist and item of an item's variable; `None` for other variables.
fn item_of(draft: &VariableDraft) -> Option<(&str, &str)> {
    draft.id.split_once('/')
}

/// Whether a shared name is ambiguous: not if it is the id of only one of them, since ids take precedence, nor if both are
/// items, since data.toml assigns a file to a checklist.
fn is_ambiguous(a: &VariableDraft, b: &VariableDraft, word: &str) -> bool {
    let is_id = |draft: &VariableDraft| normalized(&draft.id) == word;
    let both_items = item_of(a).is_some() && item_of(b).is_some();
    is_id(a) == is_id(b) && !both_items
}

fn report(symbols: &SymbolTable, later: &VariableDraft, first: &VariableDraft, words: &[String]) {
    let (a, b) = (&later.id, &first.id);
    let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let (zh, en) = (listed.join("、"), listed.join(", "));
    symbols.log.add(
        Finding::new(
            codes::SHARED_WORD,
            text!(
                "数据文件中的 {zh} 既可指 `{a}`，也可指 `{b}`",
                "in a data file {en} may mean `{a}` or `{b}`"
            ),
        )
        .at(later.at.clone())
        .beside(first.at.clone(), text!("另一个数据项", "the other variable"))
        .help(text!(
            "修改其中一个的名称、别名或编号；此前数据文件请用编号，或在 `columns` 中指明",
            "change the name, alias or id of one of them; until then use ids in data files, or map the column with `columns`"
        )),
    );
}
