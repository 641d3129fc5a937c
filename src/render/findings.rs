//! Findings for people: each with its place, the line underlined, what to do; and a line that counts them.

use super::{Style, escape};
use crate::finding::{Finding, Findings, LinePosition, Place, Position, Severity};
use crate::i18n::Lang;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::io::{self, Write};

/// Places of one cause that are shown with their lines.
const PLACES_SHOWN: usize = 3;

/// Writes every finding, and how many there are.
pub fn write(out: &mut dyn Write, findings: &Findings, style: Style) -> io::Result<()> {
    for finding in findings.iter() {
        one(out, finding, style)?;
    }
    match count(findings, style.lang) {
        Some(line) => writeln!(out, "{line}"),
        None => Ok(()),
    }
}

fn one(out: &mut dyn Write, finding: &Finding, style: Style) -> io::Result<()> {
    let lang = style.lang;
    let message = escape::terminal(finding.message.get(lang));
    let title = level(finding.code.severity, lang)
        .primary_title(message)
        .id(finding.code.id);
    let mut group = Group::with_title(title);
    let files: Vec<String> = (finding.places.iter()).map(path_of).collect();
    for (place, file) in finding.places.iter().zip(&files).take(PLACES_SHOWN) {
        group = match &place.position {
            Position::Cell(cell) => {
                in_cell(group, place, file, &cell.text, lang.pick("内容", "cell"))
            }
            _ => point(group, place, file, AnnotationKind::Primary, ""),
        };
    }
    let related: Vec<(String, &Place, &str)> = (finding.related.iter())
        .map(|(place, word)| (path_of(place), place, word.get(lang)))
        .collect();
    for (file, place, word) in &related {
        group = match &place.position {
            Position::Cell(cell) => in_cell(group, place, file, &cell.text, word),
            _ => point(group, place, file, AnnotationKind::Context, word),
        };
    }
    if let Some(line) = more(finding, lang) {
        group = group.element(Level::NOTE.no_name().message(line));
    }
    if let Some(help) = &finding.help {
        let name = lang.pick("建议", "help");
        let help = escape::terminal(help.get(lang));
        group = group.element(Level::HELP.with_name(name).message(help));
    }
    writeln!(out, "{}\n", renderer(style).render(&[group]))
}

/// Adds a cell of a workbook, which has no line around it: what it says, behind a word for what it is.
fn in_cell<'a>(
    group: Group<'a>,
    place: &'a Place,
    file: &'a str,
    text: &'a str,
    word: &'a str,
) -> Group<'a> {
    let group = group.element(origin(place, file));
    match text {
        "" => group,
        text => group.element(Level::NOTE.with_name(word).message(escape::terminal(text))),
    }
}

/// Adds a place: one line with its number, what is meant underlined.
fn point<'a>(
    group: Group<'a>,
    place: &'a Place,
    file: &'a str,
    kind: AnnotationKind,
    word: &'a str,
) -> Group<'a> {
    let (text, (start, end)) = match &place.position {
        Position::File | Position::Cell(_) => ("", (0, 0)),
        Position::Line(line) | Position::Key { line, .. } => (line.text.as_str(), line.span),
    };
    if text.is_empty() {
        return group.element(origin(place, file));
    }
    let annotation = match word {
        "" => kind.span(start..end),
        word => kind.span(start..end).label(word),
    };
    let line = usize::try_from(place.line().max(1)).unwrap_or(usize::MAX);
    let snippet = Snippet::source(text)
        .line_start(line)
        .annotation(annotation);
    if place.in_text().is_some_and(LinePosition::starts_line) {
        group.element(snippet.path(file))
    } else {
        group.element(origin(place, file)).element(snippet)
    }
}

fn origin<'a>(place: &Place, file: &'a str) -> Origin<'a> {
    let origin = Origin::path(file);
    let Some(line) = place.in_text() else {
        return origin;
    };
    origin
        .line(usize::try_from(line.line).unwrap_or(usize::MAX))
        .char_column(line.column.max(1) as usize)
}

/// What an origin names: the file, or the cell of a workbook.
fn path_of(place: &Place) -> String {
    let path = match &place.position {
        Position::Cell(_) => place.to_string(),
        _ => place.file.to_string(),
    };
    escape::terminal(&path).into_owned()
}

/// `and 37 more places`.
fn more(finding: &Finding, lang: Lang) -> Option<String> {
    let shown = finding.places.len().min(PLACES_SHOWN) as u64;
    let more = match shown {
        // What has no place is counted in its message.
        0 => 0,
        shown => finding.count.saturating_sub(shown),
    };
    match (more, lang) {
        (0, _) => None,
        (n, Lang::Zh) => Some(format!("另有 {n} 处")),
        (1, Lang::En) => Some("and 1 more place".to_owned()),
        (n, Lang::En) => Some(format!("and {n} more places")),
    }
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    let (level, zh, en) = match severity {
        Severity::Error => (Level::ERROR, "错误", "error"),
        Severity::Warning => (Level::WARNING, "警告", "warning"),
        Severity::Note => (Level::NOTE, "提示", "note"),
    };
    level.with_name(lang.pick(zh, en))
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(style.width)
}

/// `2 errors, 1 warning`; none where there is nothing.
pub fn count(findings: &Findings, lang: Lang) -> Option<String> {
    let names = [
        (Severity::Error, "个错误", "error"),
        (Severity::Warning, "个警告", "warning"),
        (Severity::Note, "个提示", "note"),
    ];
    let parts: Vec<String> = names
        .into_iter()
        .filter_map(|(severity, zh, en)| {
            let some = |f: &&Finding| f.code.severity == severity;
            let n = findings.iter().filter(some).count();
            let s = if n == 1 { "" } else { "s" };
            (n > 0).then(|| match lang {
                Lang::Zh => format!("{n} {zh}"),
                Lang::En => format!("{n} {en}{s}"),
            })
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(lang.pick("，", ", ")))
}
