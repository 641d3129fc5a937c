//! Units that a table of the engine names, as a table in a statement. Those that are plain are known to the other statements; all are read
//! by the usual reader.

use super::Request;
use super::cells::{cell, texts};
use super::known::{KNOWN, gathered_at};
use super::text::{Cte, all_of, statement, values};
use crate::data::{EngineTable, FileSchema, PlainUnits};
use crate::plan::LevelIx;
use crate::tally::KEPT_UNITS;

/// A table of the units of a level.
pub struct Roster<'a> {
    table: &'a EngineTable,
    units: PlainUnits,
}

impl<'a> Roster<'a> {
    /// The only table that names the units of a level, of which no file names any; `None` where there is none that is plain.
    pub fn of_level(request: &Request<'a>, level: LevelIx) -> Option<Roster<'a>> {
        let data = request.data;
        let of_level = |schema: &&FileSchema| schema.declared_level() == Some(level);
        let mut tables = data.rosters.iter().filter(of_level);
        let (schema, others) = (tables.next()?, tables.next());
        let registered = request.plan[level].register.is_some() && !schema.names_all_units();
        let by_files = !data.units.at_level(level).is_empty();
        if others.is_some() || registered || by_files {
            return None;
        }
        Some(Roster {
            table: schema.table()?,
            units: schema.plain_units()?,
        })
    }

    /// The units as [`super::known::known_units`] gives those of files: only such as have always existed, below a unit that a file names.
    /// Of few units the rows are judged one by one: none is known then.
    pub fn known(&self, request: &Request<'_>, level: LevelIx) -> Vec<Cte> {
        let dialect = request.dialect;
        let text = |at: Option<usize>| {
            at.map_or_else(|| "''".to_owned(), |at| format!("rows.{}", cell(at)))
        };
        let code = format!("rows.{}", cell(self.units.code));
        let mut conditions = vec![dialect.matches(&code, "[0-9A-Za-z_-]{1,64}")];
        let nothing = |at: &usize| format!("rows.{} = ''", cell(*at));
        conditions.extend(self.units.blank.iter().map(nothing));
        if let Some(at) = self.units.level {
            let level = dialect.literal(&request.plan[level].id);
            conditions.push(format!("rows.{} IN ('', {level})", cell(at)));
        }
        let own = cell(self.units.code);
        conditions.push(format!(
            "{code} IN (SELECT {own} FROM roster GROUP BY {own} HAVING COUNT(*) = 1)"
        ));
        conditions.push(format!("(SELECT COUNT(*) FROM roster) > {KEPT_UNITS}"));
        let (name, parent) = (text(self.units.name), text(self.units.parent));
        let query = format!(
            "SELECT {code} AS unit, {name} AS name, {parent} AS parent, above.gathered, 0 AS first_year, 9999 AS last_year\n\
            FROM roster AS rows\nJOIN above ON above.unit = {parent}\nWHERE {}",
            all_of(&conditions)
        );
        vec![
            above(request, level),
            Cte::new(
                "roster",
                "the units of the level",
                texts(request, self.table),
            ),
            Cte::new(KNOWN, "those that are plain, each once", query),
        ]
    }
}

/// The units of files above a level: their codes, and where rows below them are counted.
fn above(request: &Request<'_>, level: LevelIx) -> Cte {
    let (units, dialect) = (&request.data.units, request.dialect);
    let above = units.all().filter(|&unit| units.level(unit) < level);
    let rows = above.filter_map(|unit| {
        let to = gathered_at(request, unit)?;
        let code = units.code(unit);
        Some(vec![dialect.literal(code), dialect.literal(units.code(to))])
    });
    values(dialect, ("above", &["unit", "gathered"]), rows.collect())
}

/// The statement that hands over all rows of a table of units.
pub fn roster_statement(request: &Request<'_>, table: &EngineTable) -> String {
    let query = super::statements::rest_query(
        request,
        table,
        &format!("(\n{}\n) AS texts", texts(request, table)),
    );
    statement(request.dialect, &[], &[], &query)
}
