//! The members of indices, once all indicators are known: that each can be scored wherever the index is judged, and that no
//! index contains itself.

use super::OrderedIndicator;
use super::symbol_table::SymbolTable;
use crate::finding::{Finding, codes};
use crate::plan::Indicator;
use crate::plan::measure::IndexMember;
use crate::text;
use std::collections::BTreeMap;

/// Checks all indices. A member with a mistake of its own is passed over.
pub fn check(indicators: &[OrderedIndicator], symbols: &SymbolTable) {
    let known = indicators
        .iter()
        .filter_map(|ordered| ordered.indicator.as_ref());
    let by_id: BTreeMap<&str, &Indicator> = known.map(|one| (one.id.as_str(), one)).collect();
    let mut reported: Vec<&str> = Vec::new();
    for ordered in indicators {
        let Some(index) = &ordered.indicator else {
            continue;
        };
        for member in index.measure.members() {
            if let Some(indicator) = by_id.get(member.id.as_str()) {
                fits(index, member, indicator, symbols);
            }
        }
        if let Some(cycle) = cycle(index, &by_id)
            && !cycle.iter().any(|(id, _)| reported.contains(id))
        {
            report_cycle(&cycle, symbols);
            reported.extend(cycle.iter().map(|(id, _)| *id));
        }
    }
}

/// Reports a member that has no score, or is not judged at a level of the index.
fn fits(index: &Indicator, member: &IndexMember, indicator: &Indicator, symbols: &SymbolTable) {
    let id = &member.id;
    let report = |message, help| {
        let finding = Finding::new(codes::BAD_VALUE, message)
            .at(member.at.clone())
            .beside(
                indicator.at.clone(),
                text!("`{id}` 声明在这里", "`{id}` is declared here"),
            )
            .help(help);
        symbols.log.add(finding);
    };
    if !indicator.has_score() {
        report(
            text!("`{id}` 没有得分", "`{id}` has no score"),
            text!(
                "为 `{id}` 写明 `score`，如 `{{ goalposts = [最差值, 最好值] }}`",
                "declare a `score` of `{id}`, such as `{{ goalposts = [worst, best] }}`"
            ),
        );
    }
    let judged = |level| indicator.levels.contains(level);
    if let Some(level) = index.levels.iter().find(|level| !judged(level))
        && let Some(level) = symbols.levels.id(level.0)
    {
        report(
            text!(
                "指数评估层级 `{level}`，`{id}` 不评估这一层级",
                "the index is judged at the level `{level}`, and `{id}` is not"
            ),
            text!(
                "在 `{id}` 的 `levels` 中补上 `{level}`",
                "add `{level}` to the `levels` of `{id}`"
            ),
        );
    }
}

/// The members on the way from an index back to itself, each with the index that names it; `None` if there is no such way.
fn cycle<'i>(
    index: &'i Indicator,
    by_id: &BTreeMap<&str, &'i Indicator>,
) -> Option<Vec<(&'i str, &'i IndexMember)>> {
    // Each entry is the way to an indicator that is still to be looked into.
    let mut ways: Vec<Vec<(&str, &IndexMember)>> = vec![Vec::new()];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(way) = ways.pop() {
        let at = match way.last() {
            None => index,
            Some((_, member)) => match by_id.get(member.id.as_str()) {
                Some(next) => next,
                None => continue,
            },
        };
        for member in at.measure.members() {
            let mut longer = way.clone();
            longer.push((&at.id, member));
            if member.id == index.id {
                return Some(longer);
            }
            if !seen.contains(&member.id.as_str()) {
                seen.push(&member.id);
                ways.push(longer);
            }
        }
    }
    None
}

fn report_cycle(cycle: &[(&str, &IndexMember)], symbols: &SymbolTable) {
    let names: Vec<String> = cycle.iter().map(|(id, _)| format!("`{id}`")).collect();
    let chain = format!("{} → {}", names.join(" → "), names[0]);
    let mut places = cycle.iter().map(|(_, member)| member.at.clone());
    let message = text!(
        "指数循环包含：{chain}",
        "indices contain each other: {chain}"
    );
    let mut finding = Finding::new(codes::CIRCULAR, message)
        .help(text!("删去其中一项", "remove one of these members"));
    if let Some(first) = places.next() {
        finding = finding.at(first);
    }
    for place in places {
        finding = finding.beside(place, text!("也在循环中", "part of the cycle"));
    }
    symbols.log.add(finding);
}
