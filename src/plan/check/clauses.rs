//! `[[clause]]`, and clauses written inside an indicator or checklist.

use super::symbol_table::{Entries, SymbolTable, id_of};
use crate::finding::{Finding, codes};
use crate::plan::{Clause, ClauseIx};
use crate::text;
use crate::toml_reader::{Node, Table, list_of};
use toml::de::DeValue;

pub const KEYS: [&str; 5] = ["id", "chapter", "section", "box", "phrase"];

/// Checks and registers all clauses, including those written inside indicators and checklists.
pub fn register(entries: &Entries, symbols: &mut SymbolTable) {
    for table in &entries.clause {
        register_one(table, symbols);
    }
    let mut judged: Vec<_> = entries.indicator.iter().chain(&entries.checklist).collect();
    judged.sort_by_key(|entry| entry.rank);
    for entry in judged {
        for node in written(&entry.table) {
            if let DeValue::Table(_) = node.raw()
                && let Some(table) = node.table()
            {
                register_one(&table, symbols);
            }
        }
    }
}

/// The values of `clause` and `clauses`; a `clauses` that is not a list is reported by [`refer`].
fn written<'a>(entry: &Table<'a>) -> Vec<Node<'a>> {
    let mut nodes: Vec<_> = entry.get("clause").into_iter().collect();
    if let Some(list) = entry.get("clauses")
        && list.raw().is_array()
    {
        nodes.extend(list.list().unwrap_or_default());
    }
    nodes
}

fn register_one(table: &Table, symbols: &mut SymbolTable) {
    table.only(&KEYS);
    let (id, place) = id_of(table);
    if let Some(id) = id {
        let at = symbols.clause_list.len() as u32;
        symbols.clauses.register(id, at, place.clone(), symbols.log);
    }
    let chapter = table.need("chapter").and_then(|node| {
        let number = node.whole(1, 9999)?;
        if symbols.chapters.ids().next().is_some() && !symbols.chapters.has(&number.to_string()) {
            node.doc.log.report(
                codes::UNKNOWN_REFERENCE,
                node.place(),
                text!("没有声明第 {number} 章", "chapter {number} is not declared"),
                list_of("", symbols.chapters.ids()),
            );
        }
        Some(number as u32)
    });
    let number = |node: Node| node.whole(0, 9999).map(|n| n as u32);
    let section = table.need("section").and_then(number);
    let see_box = table.get("box").and_then(number);
    let phrase = phrase(table);
    let clause = || {
        Some(Clause {
            id: id?.to_owned(),
            chapter: chapter?,
            section: section?,
            see_box,
            phrase: phrase?,
            at: place,
        })
    };
    symbols.clause_list.push(clause());
}

fn phrase(table: &Table) -> Option<String> {
    let node = table.get("phrase");
    if let Some(node) = &node {
        let found = node.string()?;
        if !found.trim().is_empty() {
            return Some(found.to_owned());
        }
    }
    table.doc.log.report(
        codes::PHRASE_MISSING,
        node.map_or_else(|| table.place(), |node| node.place()),
        text!("条款缺少原文", "the clause has no phrase"),
        text!(
            "在 `phrase` 中照抄规划的原话",
            "copy the plan's own words into `phrase`, verbatim"
        ),
    );
    None
}

/// The clauses that an entry refers to; empty if there are none.
pub fn refer(entry: &Table, symbols: &SymbolTable) -> Vec<ClauseIx> {
    if let (Some(_), Some(second)) = (entry.key("clause"), entry.key("clauses")) {
        second.bad(
            text!(
                "`clause` 和 `clauses` 只能写一个",
                "`clause` and `clauses` can't be used together"
            ),
            text!("把全部条款写进 `clauses`", "list all of them in `clauses`"),
        );
    }
    if let Some(list) = entry.get("clauses") {
        let _ = list.filled_list();
    }
    let mut found = Vec::new();
    for node in written(entry) {
        let at = match node.raw() {
            DeValue::Table(_) => node
                .table()
                .and_then(|table| symbols.clauses.index(table.get("id")?.raw().as_str()?)),
            _ => symbols.clauses.refer(&node),
        };
        found.extend(at.map(ClauseIx));
    }
    symbols
        .answered
        .borrow_mut()
        .extend(found.iter().map(|clause| clause.0));
    found
}

/// Warns of clauses that no indicator or checklist refers to.
pub fn unanswered(symbols: &SymbolTable) {
    let answered = symbols.answered.borrow();
    for (at, clause) in symbols.clause_list.iter().enumerate() {
        let Some(clause) = clause else { continue };
        if answered.contains(&(at as u32)) || symbols.clauses.index(&clause.id) != Some(at as u32) {
            continue;
        }
        let id = &clause.id;
        symbols.log.add(
            Finding::new(
                codes::UNANSWERED_CLAUSE,
                text!("条款 `{id}` 没有指标", "clause `{id}` has no indicator"),
            )
            .at(clause.at.clone())
            .help(text!(
                "添加 `clause = \"{id}\"` 的指标；规划未设目标值的，写 `target = {{ none = true }}`",
                "add an indicator with `clause = \"{id}\"`; if the plan sets no threshold, `target = {{ none = true }}`"
            )),
        );
    }
}
