//! A page to sign: what was decided where the plan leaves open, and why. Decisions of one reason stand together.

use crate::i18n::{Lang, Text};
use crate::plan::{Assumption, Plan};
use crate::render::{Style, escape, text};
use std::io::{self, Write};

/// One decision, and what rests on it.
struct Decision<'a> {
    reason: &'a Text,
    /// Clause, indicator and key; none for the plan as a whole.
    about: Vec<String>,
}

pub fn write(out: &mut dyn Write, style: Style, plan: &Plan) -> io::Result<()> {
    let lang = style.lang;
    let intro = lang.pick(
        "以下为规划未明确、由评估者决定的事项。每条判定都以此为前提。",
        "What the plan leaves open and its user decided. Every verdict rests on it.",
    );
    writeln!(out, "\n{intro}")?;
    for (number, decision) in (1..).zip(decisions(plan, lang)) {
        let head = format!("{number}. {}", decision.reason.get(lang));
        let about = decision.about.join(lang.pick("；", "; "));
        writeln!(out)?;
        lines(out, style, 0, &head)?;
        lines(out, style, 3, &about)?;
    }
    let sign = lang.pick(
        "评估人：________________    日期：____________",
        "Assessed by: ________________    Date: ____________",
    );
    writeln!(out, "\n{sign}")
}

/// By reason, in the order in which each is first given.
fn decisions(plan: &Plan, lang: Lang) -> Vec<Decision<'_>> {
    let mut decisions: Vec<Decision<'_>> = Vec::new();
    for assumption in &plan.assumed {
        let whole = lang.pick("整个规划", "the plan as a whole");
        add(
            &mut decisions,
            assumption,
            format!("{whole} ({})", assumption.key),
        );
    }
    for indicator in &plan.indicators {
        for assumption in &indicator.assumed {
            let clause = &plan[indicator.clauses[0]];
            let (chapter, section) = (clause.chapter, clause.section);
            let name = indicator.name.get(lang);
            let about = format!("{chapter}.{section} {name} ({})", assumption.key);
            add(&mut decisions, assumption, about);
        }
    }
    decisions
}

fn add<'a>(decisions: &mut Vec<Decision<'a>>, assumption: &'a Assumption, about: String) {
    let reason = &assumption.reason;
    match decisions.iter_mut().find(|known| known.reason == reason) {
        Some(known) => known.about.push(about),
        None => decisions.push(Decision {
            reason,
            about: vec![about],
        }),
    }
}

fn lines(out: &mut dyn Write, style: Style, indent: usize, words: &str) -> io::Result<()> {
    let words = escape::terminal(words);
    for part in text::wrap(&words, style.width.saturating_sub(indent)) {
        writeln!(out, "{:indent$}{part}", "")?;
    }
    Ok(())
}
