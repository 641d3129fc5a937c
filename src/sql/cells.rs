//! The rows of a table as an engine understands them: the texts of their cells, what these say where they are clean, and whether all of
//! a row is.

use super::Request;
use super::checklist::{BLANK, NOT_APPLICABLE};
use super::known::KNOWN;
use super::table::{CleanCell, CountedTable};
use super::text::{Cte, all_of};
use crate::observation::PackedAnswer;
use crate::plan::VariableIx;
use std::collections::BTreeMap;

/// The number of a cell that is no clean answer.
const NO_ANSWER: i32 = -9;

/// The text of a table's column.
pub fn cell(at: usize) -> String {
    format!("c{at}")
}

/// What a counted column says.
pub fn value(column: usize) -> String {
    format!("v{column}")
}

/// The texts of all cells of a table; NULL is the empty text.
pub fn texts(request: &Request<'_>, table: &crate::data::EngineTable) -> String {
    let dialect = request.dialect;
    let columns = table.titles.iter().enumerate().map(|(at, title)| {
        let text = dialect.text(&dialect.quote(title));
        format!("  COALESCE({text}, '') AS {}", cell(at))
    });
    let columns: Vec<String> = columns.collect();
    format!(
        "SELECT\n{}\nFROM {}",
        columns.join(",\n"),
        dialect.table(&table.name)
    )
}

/// `read_N`: the rows of a table with their units, years and values.
pub fn read(request: &Request<'_>, at: usize, table: &CountedTable<'_>) -> Cte {
    let dialect = request.dialect;
    let rows = &table.rows;
    let declared = rows
        .declared_year
        .map(|year| dialect.literal(&year.to_string()));
    let year = match (rows.year.map(cell), declared) {
        (Some(year), Some(declared)) => {
            format!("CASE WHEN {year} = '' THEN {declared} ELSE {year} END")
        }
        (Some(year), None) => year,
        (None, declared) => declared.unwrap_or_else(|| dialect.literal("")),
    };
    let is_year = dialect.matches(&year, "[12][0-9][0-9][0-9]");
    // What is neither a year nor empty may be several years together.
    let one_year = dialect.matches(&year, "[ ]*([12][0-9][0-9][0-9](年|年度)?)?[ ]*");
    let mut columns = vec![
        format!("TRIM({}) AS unit", cell(rows.code)),
        format!(
            "{} AS name",
            rows.name.map_or_else(
                || dialect.literal(""),
                |name| format!("TRIM({})", cell(name))
            )
        ),
        format!("CASE WHEN {is_year} THEN {year} ELSE '' END AS year"),
        format!("CASE WHEN {is_year} THEN CAST({year} AS INTEGER) ELSE 0 END AS year_number"),
        format!("CASE WHEN {one_year} THEN 0 ELSE 1 END AS of_years"),
    ];
    for (index, column) in table.columns.iter().enumerate() {
        let text = cell(column.at);
        let value = match &column.cell {
            CleanCell::Answer(words) => answer(request, &text, words),
            CleanCell::Figure { digits, zeros, .. } => {
                figure(request, &text, column.variable, *digits, *zeros)
            }
        };
        columns.push(format!("{value} AS {}", self::value(index)));
    }
    let query = format!(
        "SELECT texts.*,\n  {}\nFROM (\n{}\n) AS texts",
        columns.join(",\n  "),
        texts(request, table.table)
    );
    Cte::new(
        format!("read_{at}"),
        &format!(
            "the rows of {}, and what their cells say where they are clean",
            table.table.name
        ),
        query,
    )
}

/// The number of an answer: its grade, or what stands for none.
fn answer(request: &Request<'_>, text: &str, words: &[(String, PackedAnswer)]) -> String {
    let mut by_number: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for (word, answer) in words {
        let number = match *answer {
            PackedAnswer::BLANK => BLANK,
            PackedAnswer::NOT_APPLICABLE => NOT_APPLICABLE,
            answer => match answer.grades() {
                Some((one, other)) if one == other => one as i32,
                _ => continue,
            },
        };
        by_number.entry(number).or_default().push(word);
    }
    let mut cases = format!("CASE WHEN {text} = '' THEN {BLANK}");
    // Grades first: most cells hold one.
    let (signs, grades): (Vec<_>, Vec<_>) = by_number.iter().partition(|(number, _)| **number < 0);
    for (number, words) in grades.into_iter().chain(signs) {
        let words: Vec<String> = words
            .iter()
            .map(|word| request.dialect.literal(word))
            .collect();
        cases.push_str(&format!(
            " WHEN {text} IN ({}) THEN {number}",
            words.join(", ")
        ));
    }
    format!("{cases} ELSE {NO_ANSWER} END")
}

/// The figure of a cell in units of its variable's last decimal; NULL where it is none.
fn figure(
    request: &Request<'_>,
    text: &str,
    variable: VariableIx,
    (before, behind): (u32, u32),
    zeros: bool,
) -> String {
    let dialect = request.dialect;
    let decimals = request.plan[variable].decimals;
    // A point and three digits may be a group, so that zeros are written up to two decimals only.
    let behind = if zeros && decimals < 3 { 2 } else { behind };
    let fraction = match (behind, decimals) {
        (0, _) => String::new(),
        (2, 0) => "([.]0{1,2})?".to_owned(),
        (2, 1) => "([.][0-9]0?)?".to_owned(),
        (behind, _) => format!("([.][0-9]{{1,{behind}}})?"),
    };
    let pattern = format!("-?(0|[1-9][0-9]{{0,{}}}){fraction}", before - 1);
    let number = match decimals {
        0 => format!("CAST({text} AS DECIMAL(20, 2))"),
        decimals => format!(
            "CAST({text} AS DECIMAL(20, {decimals})) * {}",
            10_i64.pow(decimals)
        ),
    };
    format!(
        "CASE WHEN {} THEN {} END",
        dialect.matches(text, &pattern),
        dialect.whole(&number)
    )
}

/// `clean_N`: whether all of a row is clean.
pub fn clean(request: &Request<'_>, at: usize, table: &CountedTable<'_>) -> Cte {
    let mut conditions = head_conditions(request, table);
    for (index, column) in table.columns.iter().enumerate() {
        let (text, value) = (
            format!("rows.{}", cell(column.at)),
            format!("rows.{}", value(index)),
        );
        conditions.push(match &column.cell {
            CleanCell::Answer(_) => format!("{value} <> {NO_ANSWER}"),
            CleanCell::Figure { limits, needed, .. } => {
                let (least, most) = limits;
                let ends = [(*least, ">="), (*most, "<=")];
                let ends = ends
                    .into_iter()
                    .filter(|&(end, _)| end != i128::MIN && end != i128::MAX);
                let tests = ends
                    .filter(|(end, _)| end.unsigned_abs() < 10_u128.pow(30))
                    .map(|(end, sign)| format!(" AND {value} {sign} {end}"));
                let is_figure = format!("{value} IS NOT NULL{}", tests.collect::<String>());
                match needed {
                    true => format!("({is_figure})"),
                    false => format!("({text} = '' OR {is_figure})"),
                }
            }
        });
    }
    conditions.extend(joint_conditions(request, table));
    let query = format!(
        "SELECT rows.*, known.gathered,\n  CASE WHEN {}\n    THEN 1 ELSE 0 END AS clean\nFROM read_{at} AS rows\nLEFT JOIN {KNOWN} AS known ON known.unit = rows.{}",
        all_of(&conditions),
        cell(table.rows.code)
    );
    Cte {
        name: format!("clean_{at}"),
        remark: None,
        query,
    }
}

fn head_conditions(request: &Request<'_>, table: &CountedTable<'_>) -> Vec<String> {
    let dialect = request.dialect;
    let rows = &table.rows;
    let years = request.count_plan.plan_years();
    let mut conditions = vec![
        "known.gathered <> ''".to_owned(),
        format!(
            "rows.year_number >= {} AND rows.year_number <= {}",
            years.start(),
            years.end()
        ),
        "rows.year_number >= known.first_year AND rows.year_number <= known.last_year".to_owned(),
    ];
    let one_of =
        |at: usize, texts: &[String]| format!("rows.{} IN ({})", cell(at), texts.join(", "));
    let nothing = dialect.literal("");
    if let Some(at) = rows.name {
        conditions.push(one_of(at, &[nothing.clone(), "known.name".to_owned()]));
    }
    if let Some(at) = rows.level {
        let level = dialect.literal(&request.plan[table.level].id);
        conditions.push(one_of(at, &[nothing.clone(), level]));
    }
    if let Some(at) = rows.parent {
        conditions.push(one_of(at, &[nothing.clone(), "known.parent".to_owned()]));
    }
    if let Some(at) = rows.kind {
        let words = ["", "actual", "实际"].map(|word| dialect.literal(word));
        conditions.push(one_of(at, &words));
    }
    conditions.extend(
        rows.blank
            .iter()
            .map(|&at| one_of(at, std::slice::from_ref(&nothing))),
    );
    conditions
}

/// That the figures of variables that are counted together agree: no part is more than its whole, no weight is negative.
fn joint_conditions(request: &Request<'_>, table: &CountedTable<'_>) -> Vec<String> {
    let mut conditions = Vec::new();
    for (joint, columns) in &table.joint {
        let decimals = |at: usize| request.plan[joint.variables[at]].decimals;
        for &(part, whole) in joint.parts() {
            let common = decimals(part).max(decimals(whole));
            let scaled = |at: usize| match common - decimals(at) {
                0 => format!("rows.{}", value(columns[at])),
                less => format!("rows.{} * {}", value(columns[at]), 10_i64.pow(less)),
            };
            conditions.push(format!("{} <= {}", scaled(part), scaled(whole)));
        }
        let weights = joint
            .means()
            .iter()
            .map(|&(_, weight)| format!("rows.{} >= 0", value(columns[weight])));
        conditions.extend(weights);
    }
    conditions
}
