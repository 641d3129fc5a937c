//! The units that a data set names, as a table in a statement: what a row may be of, and where its counts are gathered.

use super::Request;
use super::roster::Roster;
use super::text::{Cte, values};
use crate::i18n::Lang;
use crate::observation::UnitIx;
use crate::plan::{LevelIx, Year};

/// The name of the table of units.
pub const KNOWN: &str = "known";

/// The years of a unit that always existed.
const ALWAYS: (i32, i32) = (0, 9999);

/// One row a unit of a level: its code, its name as the roster has it, the code of the unit above, the code of the unit at which its rows are
/// counted, `''` where they are not, and the first and last year in which it existed.
pub fn known_units(request: &Request<'_>, level: LevelIx) -> Vec<Cte> {
    match Roster::of_level(request, level) {
        Some(roster) => roster.known(request, level),
        None => vec![units_of_files(request, level)],
    }
}

fn units_of_files(request: &Request<'_>, level: LevelIx) -> Cte {
    let dialect = request.dialect;
    let units = &request.data.units;
    let rows = units
        .at_level(level)
        .iter()
        .map(|&ix| unit_row(request, ix));
    values(
        dialect,
        (
            KNOWN,
            &[
                "unit",
                "name",
                "parent",
                "gathered",
                "first_year",
                "last_year",
            ],
        ),
        rows.collect(),
    )
}

fn unit_row(request: &Request<'_>, ix: UnitIx) -> Vec<String> {
    let (units, dialect) = (&request.data.units, request.dialect);
    let code = units.code(ix);
    let name = Some(units.name(ix, Lang::Zh)).filter(|&name| name != code);
    let parent = units.parent(ix).map(|parent| (parent, units.code(parent)));
    let parent = parent.filter(|&(parent, code)| units.find(code) == [parent]);
    let gathered = counted_at(request, ix).map(|at| units.code(at));
    let year = |year: Option<_>, always: i32| {
        year.map_or(always.to_string(), |year: Year| year.to_string())
    };
    vec![
        dialect.literal(code),
        dialect.literal(name.unwrap_or("")),
        dialect.literal(parent.map_or("", |(_, code)| code)),
        dialect.literal(gathered.unwrap_or("")),
        year(units.begins(ix), ALWAYS.0),
        year(units.ends(ix), ALWAYS.1),
    ]
}

/// The unit at which rows of a unit are counted; `None` where they are not: it is judged itself, or a register counts the units of its
/// level.
fn counted_at(request: &Request<'_>, ix: UnitIx) -> Option<UnitIx> {
    let Request {
        plan, count_plan, ..
    } = request;
    let units = &request.data.units;
    let level = units.level(ix);
    let registered = plan[level].register.is_some() && !units.is_complete(level);
    let counted = !registered && !count_plan.keeps_unit(units, ix);
    counted.then(|| gathered_at(request, ix)).flatten()
}

/// The unit that is judged at or above a unit; `None` where there is none, or the unit was merged or split.
pub fn gathered_at(request: &Request<'_>, ix: UnitIx) -> Option<UnitIx> {
    let units = &request.data.units;
    let changed = !units.successors(ix).is_empty() || units.split_from(ix).is_some();
    let always = units.begins(ix).is_none() && units.ends(ix).is_none();
    let stays = !changed && (always || !request.count_plan.keeps_unit(units, ix));
    stays
        .then(|| request.count_plan.rollup_unit(units, ix))
        .flatten()
}
