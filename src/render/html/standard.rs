//! The items of long checklists, by objective, with how many units met each.

use super::chart;
use super::evidence::FEW_ITEMS;
use super::shell;
use super::words::{Both, Words};
use crate::render::evidence::figures;
use crate::report::batch::UnitReport;
use crate::report::explanation::{Content, CountDetail, Figure, NamedItemCount};
use serde::Serialize;

/// A checklist whose items many units answer.
#[derive(Serialize)]
pub struct List {
    name: Words,
    /// How many reported.
    reported: Words,
    /// How many pass.
    outcome: Words,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    name: Words,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    name: Words,
    met: u32,
    unmet: u32,
    open: u32,
    not_applicable: u32,
    bar: String,
}

/// The long checklists among the figures of a unit.
pub fn lists(report: &UnitReport) -> Vec<List> {
    let explanations = shell::both(&report.explanations).map(Vec::as_slice);
    let figures = explanations.pairs().flat_map(|one| {
        let figures = one.map(|explanation| explanation.figures.as_slice());
        figures.pairs()
    });
    let mut lists: Vec<List> = Vec::new();
    for list in figures.filter_map(list) {
        if !lists.iter().any(|known| known.name == list.name) {
            lists.push(list);
        }
    }
    lists
}

fn list(figure: Both<Figure>) -> Option<List> {
    let count = figure.maybe(|figure| match &figure.content {
        Content::Count(count) if count.items.len() > FEW_ITEMS => Some(count),
        _ => None,
    })?;
    Some(List {
        name: Words::of(|lang| &figure.pick(lang).name),
        reported: Words::of(|lang| figures::reported(figure.pick(lang), lang).unwrap_or_default()),
        outcome: Words::of(|lang| figures::outcomes(figure.pick(lang), lang).unwrap_or_default()),
        groups: groups(count),
    })
}

fn groups(count: Both<CountDetail>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for item in count.map(|count| count.items.as_slice()).pairs() {
        let objective = item.maybe(|item| item.objective.as_ref());
        let name = objective.map_or_else(
            || Words::pair("条目", "items"),
            |objective| Words::of(|lang| objective.pick(lang)),
        );
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.items.push(view(item)),
            None => groups.push(Group {
                name,
                items: vec![view(item)],
            }),
        }
    }
    groups
}

fn view(item: Both<NamedItemCount>) -> Item {
    let count = &item.any().count;
    let other = count.open + count.not_applicable;
    let bar = chart::stack(&[
        ("b1", count.met.into()),
        ("b3", count.unmet.into()),
        ("b4", other.into()),
    ]);
    Item {
        id: count.id.clone(),
        name: Words::of(|lang| &item.pick(lang).name),
        met: count.met,
        unmet: count.unmet,
        open: count.open,
        not_applicable: count.not_applicable,
        bar,
    }
}
