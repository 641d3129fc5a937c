//! What `check` found, and who still owes what.

use super::json::Document;
use super::{Ending, Style, list};
use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "kaoping/check/1";

/// A figure that a unit has not reported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    /// The unit's code and name.
    pub unit: (String, String),
    /// The variable's id and name.
    pub variable: (String, Text),
    /// A year, or a run of them.
    pub period: String,
    /// How many cells or units; 1 for a single cell.
    pub missing: u64,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checked {
    pub indicators: usize,
    pub units: usize,
    pub files: usize,
    pub rows: u64,
}

/// What was read and that nothing is wrong, or who owes what.
pub fn text(
    out: &mut dyn Write,
    style: Style,
    checked: &Checked,
    owed: Option<&[Owed]>,
) -> io::Result<()> {
    match owed {
        Some(owed) => missing(out, style, owed),
        None => writeln!(out, "{}", read(checked, style.lang)),
    }
}

fn read(checked: &Checked, lang: Lang) -> String {
    let Checked {
        indicators,
        units,
        files,
        rows,
    } = *checked;
    match lang {
        Lang::Zh => {
            format!("已检查：{indicators} 个指标，{units} 个评估对象，{files} 个文件，{rows} 行")
        }
        Lang::En => {
            format!("checked: {indicators} indicators, {units} units, {files} files, {rows} rows")
        }
    }
}

fn missing(out: &mut dyn Write, style: Style, owed: &[Owed]) -> io::Result<()> {
    let lang = style.lang;
    let head = match lang {
        Lang::Zh => ["代码", "评估对象", "数据项", "时期", "缺"],
        Lang::En => ["code", "unit", "variable", "period", "missing"],
    };
    let rows: Vec<Vec<String>> = (owed.iter())
        .map(|owed| {
            vec![
                owed.unit.0.clone(),
                owed.unit.1.clone(),
                format!("{} ({})", owed.variable.1.get(lang), owed.variable.0),
                owed.period.clone(),
                owed.missing.to_string(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        list::write(out, style, &head, &rows)?;
    }
    let total: u64 = owed.iter().map(|owed| owed.missing).sum();
    match lang {
        Lang::Zh => writeln!(out, "共缺 {total} 项"),
        Lang::En if total == 1 => writeln!(out, "1 figure missing"),
        Lang::En => writeln!(out, "{total} figures missing"),
    }
}

#[derive(Serialize)]
struct Counts {
    indicators: usize,
    units: usize,
    files: usize,
    rows: u64,
}

#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    unit_name: &'a str,
    variable: &'a str,
    variable_name: &'a str,
    period: &'a str,
    missing: u64,
}

/// The same as a document.
pub fn json(
    out: &mut dyn Write,
    lang: Lang,
    checked: &Checked,
    owed: Option<&[Owed]>,
    findings: &Findings,
    ending: &Ending,
) -> io::Result<()> {
    let counts = Counts {
        indicators: checked.indicators,
        units: checked.units,
        files: checked.files,
        rows: checked.rows,
    };
    let lines = owed.map(|owed| {
        owed.iter()
            .map(|owed| Line {
                unit: &owed.unit.0,
                unit_name: &owed.unit.1,
                variable: &owed.variable.0,
                variable_name: owed.variable.1.get(lang),
                period: &owed.period,
                missing: owed.missing,
            })
            .collect::<Vec<_>>()
    });
    Document::begin(out, SCHEMA)?
        .member("checked", &counts)?
        .member("missing", &lines)?
        .end(findings, ending, lang)
}
