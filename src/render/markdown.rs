//! `markdown`: a page to hand on.

use super::escape::markdown as safe;
use super::shown::{self, NOTHING, Scale};
use super::{Ending, Format, Member, Renderer, Totals, View, paint, sentences};
use crate::evaluate::{Judgement, Verdict};
use crate::i18n::Lang;
use crate::scorecard::Scorecard;
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    id: "markdown",
    digests: false,
    new: || Box::new(Markdown),
};

struct Markdown;

impl Renderer for Markdown {
    fn begin(&mut self, out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
        let lang = view.style.lang;
        let (plan, data) = (view.plan, &view.figures.data);
        let title = safe(plan.title.get(lang));
        writeln!(out, "# {title} {}–{}", plan.first, plan.last)?;
        if data.synthetic {
            writeln!(out, "\n> **{}**", sentences::synthetic(lang))?;
        }
        if !data.title.is_empty() {
            let label = lang.pick("数据：", "Data: ");
            writeln!(out, "\n{label}{}", safe(data.title.get(lang)))?;
        }
        Ok(())
    }

    fn card(&mut self, out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()> {
        let lang = view.style.lang;
        let units = &view.figures.units;
        let (name, code) = (units.name(card.unit, lang), units.code(card.unit));
        let year = sentences::year(card.year, lang);
        writeln!(out, "\n## {} ({}) {year}\n", safe(name), safe(code))?;
        writeln!(out, "{}\n", sentences::headline(&card.summary, lang))?;
        writeln!(out, "{}", sentences::reported(card.coverage, lang))?;
        for (number, results) in card.groups(view.plan) {
            let title = sentences::chapter(view.plan, number, lang);
            writeln!(out, "\n### {}\n", safe(&title))?;
            head(out, lang, view.year - 1)?;
            for result in results {
                row(out, view, result)?;
            }
        }
        Ok(())
    }

    fn members(
        &mut self,
        out: &mut dyn Write,
        view: &View<'_>,
        members: &[Member],
    ) -> io::Result<()> {
        let Some(first) = members.first() else {
            return Ok(());
        };
        let lang = view.style.lang;
        let level = &view.plan[view.figures.units.level(first.unit)];
        writeln!(out, "\n## {}\n", safe(level.name.get(lang)))?;
        let names = [Verdict::Met, Verdict::Missed, Verdict::NoData].map(|v| v.name(lang));
        let headline = lang.pick("达标率", "headline");
        writeln!(out, "| | {} | {headline} |", names.join(" | "))?;
        writeln!(out, "| --- | ---: | ---: | ---: | ---: |")?;
        for member in members {
            let name = view.figures.units.name(member.unit, lang);
            let summary = &member.summary;
            let share = summary.headline().map(|share| shown::per_cent(&share));
            writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                safe(name),
                summary.of(Verdict::Met),
                summary.of(Verdict::Missed),
                summary.of(Verdict::NoData),
                share.as_deref().unwrap_or(NOTHING),
            )?;
        }
        Ok(())
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        view: &View<'_>,
        totals: &Totals,
        ending: &Ending,
    ) -> io::Result<()> {
        let lang = view.style.lang;
        writeln!(out, "\n---\n")?;
        if totals.is_empty() {
            return writeln!(out, "**{}**", safe(ending.message.get(lang)));
        }
        writeln!(out, "**{}**\n", sentences::headline(&totals.summary, lang))?;
        let counts = Verdict::ALL.map(|v| format!("{} {}", v.name(lang), totals.summary.of(v)));
        writeln!(out, "{}", counts.join(lang.pick("，", ", ")))
    }
}

fn head(out: &mut dyn Write, lang: Lang, before: i32) -> io::Result<()> {
    match lang {
        Lang::Zh => writeln!(
            out,
            "| 判定 | 指标 | 实现程度 | 数值 | 目标 | 差距 | {before} | 条款 |"
        )?,
        Lang::En => writeln!(
            out,
            "| verdict | indicator | attainment | value | target | gap | {before} | clause |"
        )?,
    }
    writeln!(out, "| --- | --- | ---: | ---: | --- | ---: | ---: | --- |")
}

fn row(out: &mut dyn Write, view: &View<'_>, result: &Judgement) -> io::Result<()> {
    let (plan, lang) = (view.plan, view.style.lang);
    let scale = Scale::of(plan, result, view.figures.units.level(result.unit), lang);
    let clause = &plan[plan[result.indicator].clauses[0]];
    let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
    let before = (result.previous.as_ref())
        .map(|(value, verdict)| format!("{} {}", scale.value(value), verdict.name(lang)));
    let cells = [
        format!(
            "{} {}",
            paint::sign(result.verdict),
            result.verdict.name(lang)
        ),
        plan[result.indicator].name.get(lang).to_owned(),
        or_nothing(shown::attainment(result).map(|n| format!("{n} %"))),
        scale.value(&result.value),
        shown::target(plan, result, lang),
        or_nothing(scale.gap(result)),
        or_nothing(before),
        format!("{}.{} {}", clause.chapter, clause.section, clause.phrase),
    ];
    writeln!(out, "| {} |", cells.map(|cell| safe(&cell)).join(" | "))
}
