//! What a result rests on, as its row opens it.

use super::chart;
use super::room::Detail;
use super::row::Mark;
use super::words::{Both, Words};
use crate::i18n::Lang;
use crate::plan::Year;
use crate::render::evidence::{self, figures, members, pace};
use crate::render::number_format::ValueFormat;
use crate::render::{escape, style, trend};
use crate::report::Place;
use crate::report::explanation::{CellDetail, Content, Explanation, Figure};
use crate::report::number::value;
use crate::report::scorecard::IndicatorResult;
use crate::report::trend::TrendSeries;
use serde::Serialize;

/// As many items of a checklist are listed here; of longer ones the page has a section.
pub const FEW_ITEMS: usize = 12;

/// What a result rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    /// The clauses: number, words, place.
    clauses: Vec<(String, Words, String)>,
    /// When the target is due, and whether it is; empty if there is none.
    due: Words,
    /// Words beside the verdict.
    notes: Vec<Words>,
    /// The cells and counts.
    figures: Vec<FigureView>,
    /// How many more there are.
    more_figures: usize,
    /// The arithmetic.
    steps: Vec<Words>,
    /// The members of an index, and its score.
    members: Vec<Words>,
    /// Where the value should be by now.
    pace: Vec<Words>,
    /// What the years come to, and where they lead.
    trend: Vec<Words>,
    /// The years: year, value, sign of the verdict.
    years: Vec<(Year, Words, char)>,
    /// The years, drawn.
    chart: Option<String>,
    /// The id of the element that names the drawing.
    chart_id: String,
    /// What is assumed for this indicator.
    assumed: Vec<Words>,
    /// The numbers of the assumptions that the page lists.
    numbered: Vec<usize>,
    /// The smallest changes that lead to another verdict.
    changes: Vec<(Words, Mark)>,
    /// The indicator's id.
    indicator: String,
}

/// One thing that a value came from.
#[derive(Clone, Debug, Serialize)]
struct FigureView {
    name: Words,
    /// Of whom, where that is another unit than the page's, and of when.
    of: Words,
    value: Words,
    /// The text of the cell.
    raw: Option<String>,
    place: Option<String>,
    /// What the file adds.
    more: Vec<Words>,
    /// The items of a checklist with their counts.
    items: Vec<(Words, String)>,
}

/// Shortens the paths of places: those of plan and data are named once on the page.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// What paths of the plan and of the data begin with.
    pub prefixes: Vec<String>,
}

impl Paths {
    /// A place without the folder.
    pub fn short(&self, place: &str) -> String {
        let rest = self
            .prefixes
            .iter()
            .find_map(|prefix| place.strip_prefix(&**prefix));
        escape::terminal(rest.unwrap_or(place)).into_owned()
    }

    fn of(&self, place: &Place) -> String {
        self.short(&place.to_string())
    }
}

/// What the evidence of a page's results refers to.
pub struct PageContext {
    /// How paths are shortened.
    pub paths: Paths,
    /// The reasons of the assumptions that the page lists, in its order.
    pub listed: Vec<String>,
}

/// The evidence of a result; `None` of one that is not explained.
pub fn of(
    explanation: Both<Explanation>,
    series: Option<Both<TrendSeries>>,
    page: &PageContext,
    room: Detail,
) -> Option<Evidence> {
    let paths = &page.paths;
    let result = explanation.maybe(|one| one.result.as_ref())?;
    let (any, about) = (result.any(), explanation.any());
    let (assumed, numbered) = match room.context {
        true => assumptions(result, &page.listed),
        false => Default::default(),
    };
    let chart_id = format!("c-{}", any.indicator);
    Some(Evidence {
        clauses: clauses(explanation, paths),
        due: Words::of(|lang| evidence::due(result.pick(lang), lang)),
        notes: Words::lines(|lang| {
            let notes = result.pick(lang).notes.iter();
            notes.map(|note| note.text.clone()).collect()
        }),
        figures: figure_views(explanation, &any.unit.name, paths, room),
        more_figures: about.figures.len().saturating_sub(room.figures),
        steps: Words::lines(|lang| steps(explanation.pick(lang), result.pick(lang), lang)),
        members: Words::lines(|lang| member_lines(explanation.pick(lang), result.pick(lang), lang)),
        pace: Words::lines(|lang| match room.pace {
            true => pace_lines(explanation.pick(lang), result.pick(lang), lang),
            false => Vec::new(),
        }),
        trend: series
            .filter(|_| room.pace)
            .map_or_else(Vec::new, |series| {
                Words::lines(|lang| trend::outlook_sentences(series.pick(lang), lang))
            }),
        years: (series.filter(|_| room.context)).map_or_else(Vec::new, years),
        chart: (series.filter(|_| room.chart)).and_then(|series| drawn(series, &chart_id)),
        chart_id,
        assumed,
        numbered,
        changes: changes(explanation, room.changes),
        indicator: any.indicator.clone(),
    })
}

fn clauses(explanation: Both<Explanation>, paths: &Paths) -> Vec<(String, Words, String)> {
    let pairs = explanation.map(|one| one.clauses.as_slice()).pairs();
    pairs
        .map(|placed| {
            let clause = &placed.any().clause;
            let number = format!("{}.{}", clause.chapter, clause.section);
            let phrase = Words::of(|lang| &placed.pick(lang).clause.phrase);
            (number, phrase, paths.of(&placed.any().place))
        })
        .collect()
}

fn figure_views(
    explanation: Both<Explanation>,
    unit: &str,
    paths: &Paths,
    room: Detail,
) -> Vec<FigureView> {
    let pairs = explanation.map(|one| one.figures.as_slice()).pairs();
    let views = pairs
        .take(room.figures)
        .map(|figure| figure_view(figure, unit, paths, room.items));
    views.collect()
}

fn figure_view(figure: Both<Figure>, unit: &str, paths: &Paths, with_items: bool) -> FigureView {
    let any = figure.any();
    let of = Words::of(|lang| match any.unit == unit {
        true => any.period.clone(),
        false => format!("{} {}", figure.pick(lang).unit, any.period),
    });
    let mut view = FigureView {
        name: Words::of(|lang| &figure.pick(lang).name),
        of,
        value: Words::default(),
        raw: None,
        place: None,
        more: Vec::new(),
        items: Vec::new(),
    };
    let cell = figure.maybe(|figure| match &figure.content {
        Content::Cell(cell) | Content::Planned(cell) => Some(cell),
        _ => None,
    });
    match (cell, &any.content) {
        (Some(cell), content) => {
            let planned = matches!(content, Content::Planned(_));
            let word = |lang: Lang| match planned {
                true => lang.pick("（计划数，不参与评估）", " (planned: shown, not used)"),
                false => "",
            };
            view.value = Words::of(|lang| {
                format!(
                    "{}{}",
                    figures::cell_value(cell.pick(lang), lang),
                    word(lang)
                )
            });
            view.raw = raw(cell.any(), &figures::cell_value(cell.any(), Lang::Zh));
            view.place = cell.any().place.as_ref().map(|place| paths.of(place));
            view.more = Words::lines(|lang| figures::cell_remarks(cell.pick(lang), lang));
        }
        (None, Content::Missing) => {
            view.value = Words::pair("数据缺失：没有文件报送", "missing: no file reports it");
        }
        _ => {
            let reported = |lang: Lang| figures::reported(figure.pick(lang), lang);
            view.value = Words::of(|lang| reported(lang).unwrap_or_default());
            if with_items {
                view.items = items(figure);
            }
        }
    }
    view
}

/// The text of a cell, where it is not just the digits of its value.
fn raw(cell: &CellDetail, value: &str) -> Option<String> {
    let shown = value.replace(',', "");
    let is_shown = !cell.raw.is_empty() && shown.starts_with(cell.raw.trim());
    (!is_shown).then(|| escape::terminal(&cell.raw).into_owned())
}

/// The items of a short checklist with their counts: met, not met, unanswered, not applicable.
fn items(figure: Both<Figure>) -> Vec<(Words, String)> {
    let count = figure.maybe(|figure| match &figure.content {
        Content::Count(count) if count.items.len() <= FEW_ITEMS => Some(count),
        _ => None,
    });
    let items = count.map(|count| count.map(|count| count.items.as_slice()).pairs());
    let items = items.into_iter().flatten();
    items
        .map(|item| {
            let count = &item.any().count;
            let (met, unmet, open) = (count.met, count.unmet, count.open);
            let counts = format!("{met}/{unmet}/{open}/{}", count.not_applicable);
            (Words::of(|lang| &item.pick(lang).name), counts)
        })
        .collect()
}

/// The arithmetic. Steps that only name a figure of the unit are left out: the figures stand above them.
fn steps(explanation: &Explanation, result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let code = format!(" {}", result.unit.code);
    let mut lines = explanation.steps.clone();
    lines.retain(|line| !line.contains(&code));
    if let Some(interval) = value(result.bounds.as_ref()).interval() {
        lines.push(evidence::outcome(interval, &result.unit_of_measure, lang));
    }
    lines
}

fn member_lines(explanation: &Explanation, result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let mut lines = members::score(result, lang);
    let of_members = explanation.members.iter();
    lines.extend(of_members.flat_map(|member| members::lines(member, lang)));
    lines
}

/// The pace without the cells of its baseline, which the explain command lists; that it is linear is an assumption.
fn pace_lines(explanation: &Explanation, result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let linear = (result.pace.as_ref()).is_some_and(|pace| pace.method == "linear");
    let lines = pace::lines(explanation, result, lang).into_iter();
    lines
        .skip(usize::from(linear))
        .filter(|line| !line.starts_with(' '))
        .collect()
}

fn years(series: Both<TrendSeries>) -> Vec<(Year, Words, char)> {
    let pairs = series.map(|one| one.years.as_slice()).pairs();
    pairs
        .map(|year| {
            let words = Words::of(|lang| {
                let result = &year.pick(lang).result;
                ValueFormat::of(result, lang).bare_value()
            });
            let result = &year.any().result;
            (result.year, words, style::sign(result.verdict))
        })
        .collect()
}

fn drawn(series: Both<TrendSeries>, id: &str) -> Option<String> {
    let any = series.any();
    let last = any.years.last()?;
    let is_number = last.result.display == crate::report::scorecard::Display::Number;
    let label = |result: &IndicatorResult, n: &crate::number::Number| {
        let format = ValueFormat::of(result, Lang::Zh);
        let text = format.rounded(n);
        match &*result.unit_of_measure {
            "%" | "" => text,
            unit => text.strip_suffix(unit).unwrap_or(&text).to_owned(),
        }
    };
    is_number.then(|| chart::chart(any, label, id)).flatten()
}

/// The assumptions in words, and the numbers of those that the page lists.
fn assumptions(result: Both<IndicatorResult>, listed: &[String]) -> (Vec<Words>, Vec<usize>) {
    let pairs = result.map(|one| one.assumed.as_slice()).pairs();
    let (mut words, mut numbers) = (Vec::new(), Vec::new());
    for assumed in pairs {
        let reason = &assumed.any().assumption.reason;
        match listed.iter().position(|known| known == reason) {
            Some(at) => numbers.push(at + 1),
            None => words.push(Words::of(|lang| &assumed.pick(lang).assumption.reason)),
        }
    }
    (words, numbers)
}

fn changes(explanation: Both<Explanation>, most: usize) -> Vec<(Words, Mark)> {
    let pairs = explanation.map(|one| one.changes.as_slice()).pairs();
    pairs
        .take(most)
        .map(|change| {
            let words = Words::of(|lang| &change.pick(lang).words);
            (words, Mark::of(change.any().verdict))
        })
        .collect()
}
