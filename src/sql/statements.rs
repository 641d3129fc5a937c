//! The statements of a data set: one for the counts of tables that may say the same, one for the rows of each that are handed over.

use super::Request;
use super::cells::{cell, clean, read, texts};
use super::doubts::doubts;
use super::known::{KNOWN, known_units};
use super::roster::roster_statement;
use super::table::{CountedTable, Subject, subjects};
use super::tally::TallyRows;
use super::text::{Cte, statement};
use crate::data::{EngineTable, FileSchema};
use crate::i18n::Text;
use crate::plan::{LevelIx, Year};
use crate::text;
use std::collections::BTreeSet;

/// A statement.
pub struct Statement {
    /// The name of the file that its result belongs into, without `.csv`: `dw.harmonious.tally`.
    pub name: String,
    /// The statement.
    pub text: String,
}

/// All statements, and what is not counted.
pub struct Written {
    /// The statements, in their order.
    pub statements: Vec<Statement>,
    /// Tables of which every row is handed over, and why.
    pub uncounted: Vec<(String, Text)>,
}

/// Tables that may say the same of a unit and year.
struct Cluster<'a> {
    schemas: Vec<(&'a FileSchema, &'a EngineTable)>,
    subjects: BTreeSet<Subject>,
    /// The years of the rows, where each table declares its own; `None` where rows may be of any.
    years: Option<BTreeSet<Year>>,
}

impl Cluster<'_> {
    /// Whether no row of one says the same of a unit and year as a row of the other.
    fn is_apart(&self, other: &Cluster<'_>) -> bool {
        let is_long = |cluster: &Cluster<'_>| cluster.schemas.iter().any(|(schema, _)| schema.long);
        let of_other_years = match (&self.years, &other.years) {
            (Some(own), Some(others)) => own.is_disjoint(others),
            _ => false,
        };
        let of_others = self.subjects.is_disjoint(&other.subjects);
        !is_long(self) && !is_long(other) && (of_others || of_other_years)
    }
}

/// The year of all rows of a table; `None` where its rows give theirs.
fn only_year(schema: &FileSchema) -> Option<Year> {
    let rows = schema.plain_rows().ok()?;
    rows.declared_year.filter(|_| rows.year.is_none())
}

/// The statements for the tables of a data set.
pub fn write(request: &Request<'_>) -> Written {
    let mut written = Written {
        statements: Vec::new(),
        uncounted: Vec::new(),
    };
    for cluster in clusters(request) {
        write_cluster(request, &cluster, &mut written);
    }
    for table in request.data.rosters.iter().filter_map(FileSchema::table) {
        written.statements.push(Statement {
            name: format!("{}.roster", table.name),
            text: roster_statement(request, table),
        });
    }
    written.statements.sort_by(|a, b| a.name.cmp(&b.name));
    written.uncounted.sort_by(|a, b| a.0.cmp(&b.0));
    written
}

/// The tables, those together that may say the same: they have a variable or checklist in common, or rows may be of any, and they are
/// not each of years of their own.
fn clusters<'a>(request: &Request<'a>) -> Vec<Cluster<'a>> {
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    for schema in &request.data.schemas {
        let Some(table) = schema.table() else {
            continue;
        };
        let mut one = Cluster {
            schemas: vec![(schema, table)],
            subjects: subjects(request, schema),
            years: only_year(schema).map(|year| BTreeSet::from([year])),
        };
        let (others, joined): (Vec<_>, Vec<_>) =
            clusters.into_iter().partition(|other| other.is_apart(&one));
        clusters = others;
        for mut other in joined {
            other.schemas.append(&mut one.schemas);
            one.schemas = other.schemas;
            one.subjects.append(&mut other.subjects);
            one.years = one
                .years
                .zip(other.years)
                .map(|(own, others)| &own | &others);
        }
        one.schemas.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        clusters.push(one);
    }
    clusters.sort_by(|a, b| a.schemas[0].1.name.cmp(&b.schemas[0].1.name));
    clusters
}

fn write_cluster(request: &Request<'_>, cluster: &Cluster<'_>, written: &mut Written) {
    match counted_tables(request, cluster) {
        Ok((level, tables)) => write_counted(request, level, &tables, written),
        Err(reasons) => {
            let mut tally = TallyRows::default();
            tally.head(request);
            let tables = cluster.schemas.iter().map(|(_, table)| *table);
            for (table, reason) in tables.zip(reasons) {
                tally.uncounted(request, &table.name);
                let rest = rest_query(
                    request,
                    table,
                    &format!("(\n{}\n) AS texts", texts(request, table)),
                );
                let head = head(request, &reason);
                written.statements.push(Statement {
                    name: format!("{}.rest", table.name),
                    text: statement(request.dialect, &head, &[], &rest),
                });
                written.uncounted.push((table.name.clone(), reason));
            }
            let first = &cluster.schemas[0].1.name;
            written.statements.push(Statement {
                name: format!("{first}.tally"),
                text: statement(request.dialect, &[], &[], &tally.query(request)),
            });
        }
    }
}

/// The tables as they are counted; a reason for each where one of them is not.
fn counted_tables<'a>(
    request: &Request<'a>,
    cluster: &Cluster<'a>,
) -> Result<(LevelIx, Vec<CountedTable<'a>>), Vec<Text>> {
    let tables: Vec<_> = (cluster.schemas.iter())
        .map(|(schema, table)| CountedTable::new(request, schema, table))
        .collect();
    let refused = tables.iter().any(Result::is_err);
    let mut levels: Vec<LevelIx> = tables.iter().flatten().map(|table| table.level).collect();
    levels.dedup();
    let names: Vec<&str> = cluster
        .schemas
        .iter()
        .map(|(_, table)| table.name.as_str())
        .collect();
    let with = |name: &str| {
        text!(
            "与 `{name}` 的数据项相同，须一并读取",
            "it has variables in common with `{name}`, which needs the reader"
        )
    };
    match levels[..] {
        [level] if !refused => Ok((level, tables.into_iter().flatten().collect())),
        _ => {
            let bad = tables.iter().position(Result::is_err).unwrap_or(0);
            let reasons = tables
                .into_iter()
                .map(|table| table.err().unwrap_or_else(|| with(names[bad])));
            Err(reasons.collect())
        }
    }
}

fn write_counted(
    request: &Request<'_>,
    level: LevelIx,
    tables: &[CountedTable<'_>],
    written: &mut Written,
) {
    let known = &known_units(request, level);
    let mut ctes: Vec<Cte> = known.clone();
    for (at, table) in (1..).zip(tables) {
        ctes.push(read(request, at, table));
        ctes.push(clean(request, at, table));
    }
    let codes: Vec<(usize, String)> = (1..)
        .zip(tables)
        .map(|(at, table)| (at, cell(table.rows.code)))
        .collect();
    ctes.extend(doubts(
        &codes,
        tables.iter().any(|table| !table.joint.is_empty()),
    ));
    let mut tally = TallyRows::default();
    tally.head(request);
    for (at, table) in (1..).zip(tables) {
        tally.counted(request, at, table);
        let rest = rest_query(
            request,
            table.table,
            &format!("marked_{at} WHERE counted = 0"),
        );
        written.statements.push(Statement {
            name: format!("{}.rest", table.table.name),
            text: statement(request.dialect, &[], &ctes, &rest),
        });
        written.statements.push(Statement {
            name: format!("{}.missing", table.table.name),
            text: missing(request, at, table, known),
        });
    }
    let query = tally.query(request);
    ctes.append(&mut tally.ctes);
    written.statements.push(Statement {
        name: format!("{}.tally", tables[0].table.name),
        text: statement(request.dialect, &[], &ctes, &query),
    });
}

/// The statement that lists the units without a row of a table, for people: by year, of the years of which there are rows.
fn missing(request: &Request<'_>, at: usize, table: &CountedTable<'_>, known: &[Cte]) -> String {
    let dialect = request.dialect;
    let mut ctes = known.to_vec();
    ctes.push(read(request, at, table));
    let order = ["years.year", "known.unit"].map(|column| dialect.by_bytes(column));
    let query = format!(
        "SELECT years.year, known.unit, known.name, known.parent\n\
        FROM {KNOWN} AS known\n\
        CROSS JOIN (SELECT DISTINCT year, year_number FROM read_{at} WHERE year <> '') AS years\n\
        LEFT JOIN read_{at} AS rows ON rows.unit = known.unit AND rows.year = years.year\n\
        WHERE rows.unit IS NULL AND years.year_number >= known.first_year AND years.year_number <= known.last_year\n\
        ORDER BY {}",
        order.join(", ")
    );
    let remark = text!(
        "没有数据行的评估对象，按年度",
        "units without a row, by year"
    );
    statement(dialect, &head(request, &remark), &ctes, &query)
}

fn head(request: &Request<'_>, reason: &Text) -> Vec<String> {
    vec![reason.get(request.lang).to_owned()]
}

/// The rows that are handed over, with the titles that are declared.
pub fn rest_query(request: &Request<'_>, table: &EngineTable, from: &str) -> String {
    let dialect = request.dialect;
    let columns = (0..)
        .zip(&table.titles)
        .map(|(at, title)| format!("  {} AS {}", cell(at), dialect.quote(title)));
    let columns: Vec<String> = columns.collect();
    let order: Vec<String> = (0..table.titles.len())
        .map(|at| dialect.by_bytes(&cell(at)))
        .collect();
    format!(
        "SELECT\n{}\nFROM {from}\nORDER BY {}",
        columns.join(",\n"),
        order.join(", ")
    )
}
