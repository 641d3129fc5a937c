//! What pages share: titles, links and names of the files of a batch.

use super::page::Shell;
use super::words::{Both, Words};
use crate::plan::Year;
use crate::render::phrases;
use crate::report::Tool;
use crate::report::batch::{BatchReport, InBoth};
use crate::report::head::DocumentHead;

/// The two languages of a document.
pub fn both<T>(document: &InBoth<T>) -> Both<'_, T> {
    Both::new(&document.zh, &document.en)
}

/// What a page about figures states.
pub fn of(
    batch: &BatchReport,
    title: Words,
    root: &'static str,
    links: Vec<(String, Words)>,
) -> Shell {
    let Tool { name, version } = Tool::this();
    let head = both(&batch.head);
    Shell {
        title,
        plan: Words::of(|lang| phrases::plan_title(head.pick(lang), lang).unwrap_or_default()),
        data: Words::of(|lang| &head.pick(lang).data_title),
        synthetic: batch.synthetic,
        root,
        tool: format!("{name} {version}"),
        links,
    }
}

/// A year in words.
pub fn year_words(year: Year) -> Words {
    Words::of(|lang| phrases::year(year, lang))
}

/// A chapter's number and title.
pub fn chapter(head: Both<DocumentHead>, number: u32) -> Words {
    Words::of(|lang| {
        let plan = head.pick(lang).plan.as_ref();
        let chapters = plan.map_or(&[][..], |plan| &plan.chapters);
        phrases::chapter(chapters, number, lang)
    })
}

/// The way from the folder of a year to the page of a unit in it; empty if the unit is not in the batch.
pub fn link(batch: &BatchReport, code: &str) -> String {
    let unit = batch.unit(code);
    unit.map_or_else(String::new, |unit| format!("{}.html", unit.stem))
}
