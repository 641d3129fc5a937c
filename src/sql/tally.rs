//! The counts of the clean rows, as rows of the tally table.

use super::Request;
use super::about::about;
use super::cells::{cell, value};
use super::checklist::{self, Answers, BLANK, Counter, NOT_APPLICABLE};
use super::table::{CleanCell, CountedTable, Counting};
use super::text::Cte;
use crate::i18n::Text;
use crate::number::Value;
use crate::observation::{Aggregate, CellState};
use crate::plan::{ChecklistIx, VariableIx};
use crate::tally::{COLUMNS, RowKind, as_sum};

/// The columns of the tally table behind the year.
type Cells = [String; COLUMNS.len() - 3];

/// The rows of a tally table: a query each, and what they are counted from.
#[derive(Default)]
pub struct TallyRows {
    pub ctes: Vec<Cte>,
    pub queries: Vec<String>,
}

/// The query that counts a checklist of the rows of a table; why there is none is the error.
pub fn passes(
    request: &Request<'_>,
    checklist: ChecklistIx,
    columns: &[Option<usize>],
    from: &str,
) -> Result<String, Text> {
    let items = columns.iter();
    let items: Vec<String> = items
        .map(|column| column.map_or(BLANK.to_string(), value))
        .collect();
    let counter = Counter {
        plan: request.plan,
        checklist,
        scorer: &request.count_plan.scorers[checklist.0 as usize],
        dialect: request.dialect,
        lang: request.lang,
    };
    counter.query(Answers {
        unit: "gathered",
        year: "year",
        items: &items,
        from,
    })
}

/// No value in any column.
fn nothing() -> Cells {
    std::array::from_fn(|_| "''".to_owned())
}

/// A number in the column `reported`.
fn reported(number: String) -> Cells {
    let mut cells = nothing();
    cells[0] = number;
    cells
}

impl TallyRows {
    /// Adds rows: what they are about, of which unit and year, and from what they come.
    fn add(
        &mut self,
        request: &Request<'_>,
        kind: &RowKind,
        (unit, year): (&str, &str),
        cells: Cells,
        from: &str,
    ) {
        let word = request.dialect.literal(&kind.word(request.plan));
        let rank = self.queries.len();
        let columns = [word, unit.to_owned(), year.to_owned()]
            .into_iter()
            .chain(cells);
        let columns: Vec<String> = columns.collect();
        let columns: Vec<String> = match rank {
            0 => columns
                .iter()
                .zip(COLUMNS)
                .map(|(column, title)| format!("{column} AS {title}"))
                .collect(),
            _ => columns,
        };
        let rank = if rank == 0 {
            "0 AS place".to_owned()
        } else {
            rank.to_string()
        };
        let from = if from.is_empty() {
            String::new()
        } else {
            format!("\nFROM {from}")
        };
        let about = match kind {
            RowKind::Counted(aggregate) => about(request, *aggregate),
            _ => String::new(),
        };
        self.queries.push(format!(
            "{about}SELECT {rank}, {}{from}",
            columns.join(", ")
        ));
    }

    /// The plan and the question.
    pub fn head(&mut self, request: &Request<'_>) {
        let nowhere = ("''", "''");
        self.add(
            request,
            &RowKind::Plan(request.digest.to_owned()),
            nowhere,
            nothing(),
            "",
        );
        self.add(
            request,
            &RowKind::Question(request.gathered.clone()),
            nowhere,
            nothing(),
            "",
        );
    }

    /// A table of which every row is handed over.
    pub fn uncounted(&mut self, request: &Request<'_>, name: &str) {
        let dialect = request.dialect;
        let nowhere = ("''", "''");
        let table = dialect.table(name);
        self.add(
            request,
            &RowKind::Rows(name.to_owned()),
            nowhere,
            reported("'0'".to_owned()),
            "",
        );
        let rows = reported(dialect.text("COUNT(*)"));
        self.add(
            request,
            &RowKind::Rest(name.to_owned()),
            nowhere,
            rows,
            &table,
        );
    }

    /// The rows of a table that are counted and handed over, and all counts.
    pub fn counted(&mut self, request: &Request<'_>, at: usize, table: &CountedTable<'_>) {
        let dialect = request.dialect;
        let last = request.count_plan.years.end();
        let name = table.table.name.clone();
        let rows = || reported(dialect.text("COUNT(*)"));
        let from = format!("marked_{at} WHERE counted = 0");
        self.add(
            request,
            &RowKind::Rest(name.clone()),
            ("''", "''"),
            rows(),
            &from,
        );
        let later = format!("marked_{at} WHERE counted = 1 AND year_number > {last}");
        self.add(
            request,
            &RowKind::Rows(name.clone()),
            ("''", "''"),
            rows(),
            &later,
        );
        let by_year =
            format!("marked_{at} WHERE counted = 1 AND year_number <= {last} GROUP BY year");
        self.add(
            request,
            &RowKind::Rows(name),
            ("''", "year"),
            rows(),
            &by_year,
        );
        self.sums(request, at, table);
        for counting in &table.counts {
            self.counting(request, at, table, counting);
        }
    }

    /// `sums_N`: everything that is added up, by the unit at which it is gathered and year.
    fn sums(&mut self, request: &Request<'_>, at: usize, table: &CountedTable<'_>) {
        let mut columns = vec!["gathered".to_owned(), "year".to_owned()];
        let count = |condition: String| format!("SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)");
        for (index, counting) in table.counts.iter().enumerate() {
            let text = |column: usize| cell(table.columns[column].at);
            match counting {
                Counting::Sum(_, column) => {
                    columns.push(format!(
                        "{} AS reported_{index}",
                        count(format!("{} <> ''", text(*column)))
                    ));
                    columns.push(format!(
                        "{} AS blank_{index}",
                        count(format!("{} = ''", text(*column)))
                    ));
                    columns.push(format!(
                        "COALESCE(SUM({}), 0) AS sum_{index}",
                        value(*column)
                    ));
                }
                Counting::Weighted(_, mean, weight) => {
                    columns.push(format!("COUNT(*) AS reported_{index}"));
                    columns.push(format!(
                        "SUM({} * {}) AS sum_{index}",
                        value(*mean),
                        value(*weight)
                    ));
                }
                Counting::Holds(_, column, accepted) => {
                    let test = accepted.test(&value(*column));
                    let given = format!("{} IS NOT NULL", value(*column));
                    columns.push(format!(
                        "{} AS holds_{index}",
                        count(format!("{given} AND {test}"))
                    ));
                    columns.push(format!(
                        "{} AS fails_{index}",
                        count(format!("{given} AND NOT ({test})"))
                    ));
                }
                Counting::Grades(_, column, holds, fails) => {
                    let is_one_of = |grades: &[usize]| match grades {
                        [] => "1 = 0".to_owned(),
                        grades => {
                            let grades: Vec<String> = grades.iter().map(usize::to_string).collect();
                            format!("{} IN ({})", value(*column), grades.join(", "))
                        }
                    };
                    columns.push(format!("{} AS holds_{index}", count(is_one_of(holds))));
                    columns.push(format!("{} AS fails_{index}", count(is_one_of(fails))));
                    let not_applicable = format!("{} = {NOT_APPLICABLE}", value(*column));
                    columns.push(format!("{} AS without_{index}", count(not_applicable)));
                }
                Counting::Checklist(..) => {}
            }
        }
        if columns.len() == 2 {
            return;
        }
        let last = request.count_plan.years.end();
        self.ctes.push(Cte::new(
            format!("sums_{at}"),
            &format!("what is added up of {}", table.table.name),
            format!(
                "SELECT {}\nFROM marked_{at} WHERE counted = 1 AND year_number <= {last}\nGROUP BY gathered, year",
                columns.join(",\n  ")
            ),
        ));
    }

    fn counting(
        &mut self,
        request: &Request<'_>,
        at: usize,
        table: &CountedTable<'_>,
        counting: &Counting,
    ) {
        let dialect = request.dialect;
        let index = table
            .counts
            .iter()
            .position(|one| std::ptr::eq(one, counting))
            .unwrap_or(0);
        let place = ("gathered", "year");
        let mut cells = nothing();
        let text = |column: &str| dialect.text(&format!("{column}_{index}"));
        match counting {
            Counting::Sum(counted, column) => {
                cells[0] = text("reported");
                cells[1] = text("blank");
                let needed = matches!(
                    table.columns[*column].cell,
                    CleanCell::Figure { needed: true, .. }
                );
                [cells[6], cells[7]] = match needed {
                    true => [text("sum"), text("sum")],
                    false => self.ends(request, table.columns[*column].variable, index),
                };
                self.add(
                    request,
                    &RowKind::Counted(*counted),
                    place,
                    cells,
                    &format!("sums_{at}"),
                );
            }
            Counting::Weighted(counted, ..) => {
                cells[0] = text("reported");
                [cells[6], cells[7]] = [text("sum"), text("sum")];
                self.add(
                    request,
                    &RowKind::Counted(*counted),
                    place,
                    cells,
                    &format!("sums_{at}"),
                );
            }
            Counting::Holds(counted, ..) | Counting::Grades(counted, ..) => {
                cells[2] = text("holds");
                cells[3] = text("fails");
                let mut any = format!("holds_{index} + fails_{index}");
                if matches!(counting, Counting::Grades(..)) {
                    cells[5] = text("without");
                    any.push_str(&format!(" + without_{index}"));
                }
                self.add(
                    request,
                    &RowKind::Counted(*counted),
                    place,
                    cells,
                    &format!("sums_{at} WHERE {any} > 0"),
                );
            }
            Counting::Checklist(checklist, columns) => {
                let last = request.count_plan.years.end();
                let from = format!("marked_{at} WHERE counted = 1 AND year_number <= {last}");
                // A table with a checklist that can't be counted is not counted at all.
                let query = passes(request, *checklist, columns, &from).unwrap_or_default();
                for (column, title) in cells.iter_mut().zip(&COLUMNS[3..]) {
                    if checklist::COLUMNS.contains(title) {
                        *column = (*title).to_owned();
                    }
                }
                let kind = RowKind::Counted(Aggregate::Passes(*checklist));
                let from = format!("(\n{query}\n) AS passes_{at}_{index}");
                self.add(request, &kind, ("unit", "year"), cells, &from);
            }
        }
    }

    /// The ends of a sum: that of the figures, with the ends of what blanks may be.
    fn ends(&self, request: &Request<'_>, variable: VariableIx, index: usize) -> [String; 2] {
        let (plan, dialect) = (request.plan, request.dialect);
        let anything = Value::Between(plan[variable].range.clone());
        let blank = as_sum(plan, variable, &anything, CellState::Blank);
        let sum = dialect.text(&format!("sum_{index}"));
        let end = |end: Option<i128>, open: bool, sign: &str| {
            let all = match end {
                None => "''".to_owned(),
                Some(0) => sum.clone(),
                Some(end) => dialect.text(&format!(
                    "sum_{index} + {} * {end}",
                    dialect.whole(&format!("blank_{index}"))
                )),
            };
            let all = match open {
                true => dialect.joined(&[dialect.literal(sign), all]),
                false => all,
            };
            match all == sum {
                true => all,
                false => format!("CASE WHEN blank_{index} = 0 THEN {sum} ELSE {all} END"),
            }
        };
        [
            end(blank.lo, blank.lo_open, ">"),
            end(blank.hi, blank.hi_open, "<"),
        ]
    }

    /// The query of all rows, in their order.
    pub fn query(&self, request: &Request<'_>) -> String {
        let rows = self.queries.join("\nUNION ALL\n");
        let columns = COLUMNS.join(", ");
        let order = ["what", "unit", "year"].map(|column| request.dialect.by_bytes(column));
        format!(
            "SELECT {columns} FROM (\n{rows}\n) AS tally\nORDER BY place, {}",
            order.join(", ")
        )
    }
}
