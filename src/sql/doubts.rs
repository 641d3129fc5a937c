//! Which units and years are left to the reader: those of a row that is not clean, and those of several rows.

use super::known::KNOWN;
use super::text::Cte;

/// `doubts`: the units and years of which no row is counted, over the tables that may say the same of them; the year `''` stands for all.
/// A row that is not clean may name its unit by its name. `always`: the units of which no year is counted. `marked_N`: the rows of a table
/// with whether they are counted. Where variables are counted together, `joint`, one figure for several years leaves all of them to the
/// reader: `of_years` says whether there may be one.
pub fn doubts(tables: &[(usize, String)], joint: bool) -> Vec<Cte> {
    let each = |query: &dyn Fn(usize, &str) -> String, between: &str| {
        let queries = tables.iter().map(|(at, code)| query(*at, code));
        queries.collect::<Vec<_>>().join(between)
    };
    let all = "\nUNION ALL ";
    let suspects = each(
        &|at, _| format!("SELECT unit, name, year FROM clean_{at} WHERE clean = 0"),
        all,
    );
    let clean = each(
        &|at, code| format!("SELECT {code} AS unit, year FROM clean_{at} WHERE clean = 1"),
        all,
    );
    let mut ctes = vec![
        Cte::new(
            "suspects",
            "rows that are not clean: whose they may be",
            suspects,
        ),
        Cte::new("counted_once", "clean rows by unit and year", clean),
        Cte::new(
            "doubts",
            "units and years of which no row is counted; the year '' stands for all",
            format!(
                "SELECT unit, year FROM suspects WHERE unit <> ''\n\
                UNION SELECT known.unit, suspects.year FROM suspects JOIN {KNOWN} AS known ON known.name = suspects.name\n\
                WHERE suspects.unit = '' AND suspects.name <> ''\n\
                UNION SELECT unit, year FROM counted_once GROUP BY unit, year HAVING COUNT(*) > 1"
            ),
        ),
        Cte {
            name: "always".to_owned(),
            remark: None,
            query: "SELECT unit FROM doubts WHERE year = ''".to_owned(),
        },
    ];
    let (mut alone, mut with) = ("", "");
    if joint {
        let of_years = each(
            &|at, _| format!("SELECT of_years FROM clean_{at} WHERE of_years = 1"),
            all,
        );
        ctes.push(Cte::new(
            "of_years",
            "rows that may be of several years together",
            format!("SELECT COUNT(*) AS found FROM (\n{of_years}\n) AS rows_of_years"),
        ));
        (alone, with) = (" AND of_years.found = 0", "\nCROSS JOIN of_years");
    }
    for (at, code) in tables {
        ctes.push(Cte {
            name: format!("marked_{at}"),
            remark: None,
            query: format!(
                "SELECT rows.*, CASE WHEN rows.clean = 1 AND doubts.unit IS NULL AND always.unit IS NULL{alone}\n    \
                THEN 1 ELSE 0 END AS counted\n\
                FROM clean_{at} AS rows\n\
                LEFT JOIN doubts ON doubts.unit = rows.{code} AND doubts.year = rows.year\n\
                LEFT JOIN always ON always.unit = rows.{code}{with}"
            ),
        });
    }
    ctes
}
