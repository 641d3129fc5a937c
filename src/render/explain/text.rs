//! An explanation for people.

use super::inputs;
use crate::evaluate::Judgement;
use crate::finding::Place;
use crate::i18n::Lang;
use crate::number::{Bound, Value};
use crate::render::paint::{self, Paint};
use crate::render::shown::{self, Scale};
use crate::render::text::wrap;
use crate::render::{View, escape, sentences};
use std::io::{self, Write};

/// From the verdict to what would change it.
pub fn write(out: &mut dyn Write, view: &View<'_>, judged: &Judgement) -> io::Result<()> {
    let page = &mut Page { out, view };
    verdict(page, judged)?;
    clause(page, judged)?;
    rule(page, judged)?;
    pace(page, judged)?;
    assumed(page, judged)?;
    figures(page, judged)?;
    arithmetic(page, judged)?;
    flip(page, judged)
}

/// Headings and lines under them.
struct Page<'a, 'b> {
    out: &'a mut dyn Write,
    view: &'a View<'b>,
}

impl Page<'_, '_> {
    fn lang(&self) -> Lang {
        self.view.style.lang
    }

    fn line(&mut self, indent: usize, text: &str, paint: Paint) -> io::Result<()> {
        let width = self.view.style.width.saturating_sub(indent);
        for line in wrap(&escape::terminal(text), width) {
            let painted = paint.on(&line, self.view.style.color);
            writeln!(self.out, "{:indent$}{painted}", "")?;
        }
        Ok(())
    }

    /// A heading with its lines; nothing where there are none.
    fn section<S: AsRef<str>>(
        &mut self,
        heading: (&str, &str),
        lines: impl IntoIterator<Item = S>,
    ) -> io::Result<()> {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() {
            writeln!(self.out)?;
            self.line(0, self.lang().pick(heading.0, heading.1), Paint::Strong)?;
        }
        for line in lines {
            let text = line.as_ref();
            let inner = text.len() - text.trim_start().len();
            self.line(2 + inner, text.trim_start(), Paint::Plain)?;
        }
        Ok(())
    }
}

fn verdict(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let (view, lang) = (page.view, page.lang());
    let units = &view.figures.units;
    let name = view.plan[judged.indicator].name.get(lang);
    let year = sentences::year(judged.year, lang);
    let title = format!("{name}  {}  {year}", units.name(judged.unit, lang));
    page.line(0, &title, Paint::Strong)?;
    let scale = Scale::of(view.plan, judged, units.level(judged.unit), lang);
    let verdict = judged.verdict;
    let line = format!(
        "{} {}  {}  ({})",
        paint::sign(verdict),
        verdict.name(lang),
        scale.value(&judged.value),
        shown::target(view.plan, judged, lang)
    );
    page.line(0, &line, paint::of(verdict))?;
    for note in &judged.notes {
        page.line(2, note.text.get(lang), Paint::Plain)?;
    }
    Ok(())
}

fn clause(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let plan = page.view.plan;
    let mut lines = Vec::new();
    for &clause in &plan[judged.indicator].clauses {
        let clause = &plan[clause];
        let (chapter, section) = (clause.chapter, clause.section);
        lines.push(format!("{chapter}.{section}  “{}”", clause.phrase));
        lines.push(place(&clause.at));
    }
    page.section(("条款", "clause"), lines)
}

fn rule(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let (plan, lang) = (page.view.plan, page.lang());
    let indicator = &plan[judged.indicator];
    let words = shown::group(&judged.rule.words(&indicator.unit, lang));
    let due = if judged.due {
        lang.pick("已到期", "due")
    } else {
        lang.pick("未到期", "not due")
    };
    let when = shown::timing(judged.timing, lang);
    let lines = [
        format!("{words}  {when}  {due}"),
        format!("{} = …  {}", judged.rule.key(), place(&indicator.at)),
    ];
    page.section(("规则", "rule"), lines)
}

/// What is due this year, and how far the value is from it.
fn pace(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let (lang, view) = (page.lang(), page.view);
    let Some(pace) = &judged.pace else {
        return Ok(());
    };
    let method = match pace.method {
        "path" => lang.pick("按规划的分年进度", "the plan's own path"),
        "linear" => lang.pick("自基期匀速推进", "even steps from the baseline"),
        _ => lang.pick("按年均增长率", "compound yearly growth"),
    };
    let mut line = method.to_owned();
    if let Some(due) = &pace.due_value {
        let level = view.figures.units.level(judged.unit);
        let mut scale = Scale::of(view.plan, judged, level, lang);
        scale.thresholds.clear();
        let due_words = scale.value(&Value::point(due.clone()));
        line = match lang {
            Lang::Zh => format!("{line}：本年应达 {due_words}"),
            Lang::En => format!("{line}: {due_words} is due this year"),
        };
        if let Some(value) = judged.value.known() {
            let apart = &(value - due).fixed(scale.decimals);
            line = match lang {
                Lang::Zh => format!("{line}，相差 {apart}"),
                Lang::En => format!("{line}, {apart} from it"),
            };
        }
    }
    page.section(("进度", "pace"), [line])
}

/// The smallest change, and the verdict that it leads to.
fn flip(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let lang = page.lang();
    let line = (judged.sensitivity.iter()).map(|(flip, to)| {
        let flip = flip.get(lang);
        match to {
            Some(to) => format!("{flip} → {}", to.name(lang)),
            None => format!("{flip} → {}", lang.pick("不再达标", "no longer met")),
        }
    });
    page.section(("怎样会改变判定", "what would flip it"), line)
}

fn assumed(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let (plan, lang) = (page.view.plan, page.lang());
    let all = plan.assumed.iter().chain(&plan[judged.indicator].assumed);
    let lines: Vec<String> = all
        .map(|a| format!("{}: {}", a.key, a.reason.get(lang)))
        .collect();
    page.section(("评估假定", "assumptions"), lines)
}

fn figures(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let lines: Vec<String> = (judged.inputs.iter())
        .flat_map(|input| inputs::lines(page.view, input))
        .collect();
    page.section(("数据", "figures"), lines)
}

fn arithmetic(page: &mut Page<'_, '_>, judged: &Judgement) -> io::Result<()> {
    let lang = page.lang();
    let mut lines: Vec<String> = (judged.steps.iter())
        .map(|step| step.get(lang).to_owned())
        .collect();
    if let Some(interval) = judged.value.interval() {
        let unit = page.view.plan[judged.indicator].unit.get(lang);
        let line = match interval.known() {
            Some(n) => match n.exact() {
                Some(exact) => format!("= {exact} {unit}"),
                None => format!("= {}… {unit} ({})", n.shown(6), n.fraction()),
            },
            None => format!(
                "∈ {}, {} {unit}",
                lower(interval.lo()),
                upper(interval.hi())
            ),
        };
        lines.push(line.trim_end().to_owned());
    }
    page.section(("计算", "arithmetic"), lines)
}

fn lower(bound: &Bound) -> String {
    match bound {
        Bound::Unbounded => "(-∞".to_owned(),
        Bound::Closed(n) => format!("[{}", n.shown(6)),
        Bound::Open(n) => format!("({}", n.shown(6)),
    }
}

fn upper(bound: &Bound) -> String {
    match bound {
        Bound::Unbounded => "∞)".to_owned(),
        Bound::Closed(n) => format!("{}]", n.shown(6)),
        Bound::Open(n) => format!("{})", n.shown(6)),
    }
}

fn place(place: &Place) -> String {
    place.to_string()
}
