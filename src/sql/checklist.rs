//! A checklist counted in SQL: each row's answers are judged as [`ChecklistScorer`] judges them, by its own whole numbers, and the outcomes
//! are counted by unit and year.
//!
//! Nothing is divided or rounded: a percentage is reached if points × one number ≥ points that apply × another. The statement
//! grows with the number of items and of objectives, not with their product.

mod judge;
mod parts;
mod text;

use super::Dialect;
use crate::checklist::{Answer, ChecklistScorer};
use crate::i18n::{Lang, Text};
use crate::observation::PackedAnswer;
use crate::plan::{ChecklistIx, Plan};
use crate::text;
use parts::{Group, groups};
use text::{Lines, count_if, table};

/// The number of an answer that is not given.
pub const BLANK: i32 = -1;
/// The number of an answer that says that its item does not apply.
pub const NOT_APPLICABLE: i32 = -2;

/// The rows that answer a checklist.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a> {
    /// The unit at which a row is counted.
    pub unit: &'a str,
    /// Its year.
    pub year: &'a str,
    /// By item, the answer as a whole number: the index of a grade, [`BLANK`] or, where its variable may not apply, [`NOT_APPLICABLE`];
    /// never NULL.
    pub items: &'a [String],
    /// What stands behind FROM: a table, and a condition where not all of its rows are counted.
    pub from: &'a str,
}

/// What a checklist is counted with.
#[derive(Clone, Copy)]
pub struct Counter<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The checklist.
    pub checklist: ChecklistIx,
    /// It made ready.
    pub scorer: &'a ChecklistScorer,
    /// The dialect.
    pub dialect: &'a dyn Dialect,
    /// The language of the remarks.
    pub lang: Lang,
}

/// The columns of the statement behind `unit` and `year`, all of them texts as the tally table has them.
pub const COLUMNS: [&str; 6] = [
    "holds",
    "fails",
    "undecided",
    "not_applicable",
    "items",
    "bands",
];

impl Counter<'_> {
    /// A SELECT of `unit`, `year` and [`COLUMNS`] with a row for each unit and year that has answers, in no order. Rows in which no item is
    /// answered are not counted. Why it can't be counted is the error.
    pub fn query(&self, answers: Answers<'_>) -> Result<String, Text> {
        let checklist = &self.plan[self.checklist];
        let id = &checklist.id;
        if self.scorer.keeps_losses() {
            return Err(text!(
                "须统计清单 `{id}` 所失的分，SQL 不统计",
                "what units lose by the checklist `{id}` is counted, which SQL does not do"
            ));
        }
        let too_fine = || {
            text!(
                "清单 `{id}` 的分值过细，SQL 无法统计",
                "the points of the checklist `{id}` are too fine to be counted in SQL"
            )
        };
        let grades = self.plan[checklist.scale].grades.len();
        let groups = groups(self.scorer, grades).ok_or_else(too_fine)?;
        let outcome = judge::outcome(self.scorer, &groups).ok_or_else(too_fine)?;
        let once = self.dialect.columns_once();
        let rows = self.packed(&self.given(answers), &groups);
        let mut rows = table(&rows, "packed", once);
        rows = table(&self.parts(&rows, &groups), "parts", once);
        if groups.len() > 1 {
            rows = table(&judge::totals(self.scorer, &groups, &rows), "totals", once);
        }
        rows = table(
            &format!("SELECT\n  *,\n  {outcome}\nFROM {rows}"),
            "judged",
            once,
        );
        if !checklist.bands.is_empty() {
            let band = judge::band(self.scorer, &groups).ok_or_else(too_fine)?;
            rows = table(
                &format!("SELECT\n  *,\n  {band}\nFROM {rows}"),
                "placed",
                once,
            );
        }
        let counts = self.counts(&rows);
        Ok(format!(
            "{}{}",
            self.heading(),
            self.texts(&table(&counts, "counts", ""))
        ))
    }

    /// The answers that an item can have, as their numbers and packed.
    fn possible(&self, item: usize) -> impl Iterator<Item = (i32, PackedAnswer)> {
        let grades = self.plan[self.plan[self.checklist].scale].grades.len();
        let may_not_apply = self.may_not_apply(item);
        parts::answers(grades).filter(move |(number, _)| may_not_apply || *number != NOT_APPLICABLE)
    }

    fn may_not_apply(&self, item: usize) -> bool {
        let items = &self.plan[self.checklist].items;
        items
            .get(item)
            .is_some_and(|item| self.plan[item.variable].may_not_apply)
    }

    /// The rows with their answers, each beside the name of its item. Those without any answer are left out.
    fn given(&self, answers: Answers<'_>) -> String {
        let mut lines = Lines::default();
        lines.add(&format!("{} AS unit", answers.unit), None);
        lines.add(&format!("{} AS year", answers.year), None);
        for (at, (item, column)) in (self.plan[self.checklist].items.iter())
            .zip(answers.items)
            .enumerate()
        {
            let must = match (item.must, self.lang) {
                (false, _) => "",
                (true, Lang::Zh) => "，须达标",
                (true, Lang::En) => ", must be met",
            };
            let remark = format!("{} {}{must}", item.id, item.name.get(self.lang));
            lines.add(&format!("{column} AS i{at}"), Some(&remark));
        }
        let given = format!("SELECT\n{lines}FROM {}", answers.from);
        table(&given, "given", "")
    }

    /// Several sums over a row's answers in the digits of each number.
    fn packed(&self, rows: &str, groups: &[Group]) -> String {
        let mut lines = Lines::default();
        lines.add("*", None);
        let words = groups
            .iter()
            .flat_map(|group| group.words.iter().map(move |word| (group, word)));
        for (at, (group, word)) in words.enumerate() {
            // The first number makes all of them as long as is needed.
            let mut sum = "CAST(0 AS BIGINT)".to_owned();
            for &item in &group.items {
                let worth = |(number, code)| (number, word.of(self.scorer, item, code));
                let cases = self.possible(item).map(worth);
                let cases: String = cases
                    .filter(|(_, worth)| *worth != 0)
                    .map(|(number, worth)| format!(" WHEN {number} THEN {worth}"))
                    .collect();
                if !cases.is_empty() {
                    sum.push_str(&format!("\n    + CASE i{item}{cases} ELSE 0 END"));
                }
            }
            lines.add(&format!("{sum} AS packed_{at}"), None);
        }
        let given: Vec<String> = (0..self.scorer.len())
            .map(|at| format!("i{at} <> {BLANK}"))
            .collect();
        format!(
            "SELECT\n{lines}FROM {rows}\nWHERE {}",
            given.join("\n  OR ")
        )
    }

    /// The sums that are packed, by group.
    fn parts(&self, rows: &str, groups: &[Group]) -> String {
        let mut lines = Lines::default();
        lines.add("*", None);
        let words = groups.iter().enumerate();
        let words = words.flat_map(|(group, of)| of.words.iter().map(move |word| (group, word)));
        for (at, (group, word)) in words.enumerate() {
            for (nth, &(part, place, digits)) in word.parts.iter().enumerate() {
                let mut sum = format!("packed_{at}");
                if place > 0 {
                    sum = self.dialect.quotient(&sum, &10i64.pow(place).to_string());
                }
                if nth + 1 < word.parts.len() {
                    sum = match place {
                        0 => format!("{sum} % {}", 10i64.pow(digits)),
                        _ => format!("({sum}) % {}", 10i64.pow(digits)),
                    };
                }
                lines.add(
                    &format!("{sum} AS {}", judge::column(groups, group, part)),
                    None,
                );
            }
        }
        format!("SELECT\n{lines}FROM {rows}")
    }

    /// How many rows have each outcome and each answer.
    fn counts(&self, rows: &str) -> String {
        let mut lines = Lines::default();
        lines.add("unit", None);
        lines.add("year", None);
        lines.add("COUNT(*) AS units", None);
        for (number, name) in judge::OUTCOMES.into_iter().zip(COLUMNS) {
            lines.add(
                &format!("{} AS {name}", count_if(&format!("outcome = {number}"))),
                None,
            );
        }
        for band in 0..self.scorer.bands().count() {
            lines.add(
                &format!("{} AS band_{band}", count_if(&format!("band = {band}"))),
                None,
            );
        }
        for at in 0..self.scorer.len() {
            let item = format!("i{at}");
            let of = |answer: Answer| {
                let possible = self.possible(at);
                let numbers = possible.filter(|(_, code)| self.scorer.answer(*code) == answer);
                let numbers: Vec<i32> = numbers.map(|(number, _)| number).collect();
                count_if(&text::is_one_of(&item, &numbers))
            };
            lines.add(&format!("{} AS met_{at}", of(Answer::Met)), None);
            lines.add(&format!("{} AS open_{at}", of(Answer::Open)), None);
            if self.may_not_apply(at) {
                let without = of(Answer::NotApplicable);
                lines.add(&format!("{without} AS without_{at}"), None);
            }
        }
        format!("SELECT\n{lines}FROM {rows}\nGROUP BY unit, year")
    }

    /// The counts as the tally table has them.
    fn texts(&self, rows: &str) -> String {
        let dialect = self.dialect;
        let mut lines = Lines::default();
        lines.add("unit", None);
        lines.add("year", None);
        for name in &COLUMNS[..4] {
            lines.add(&format!("{} AS {name}", dialect.text(name)), None);
        }
        let items = (0..self.scorer.len()).map(|at| {
            let (met, open) = (format!("met_{at}"), format!("open_{at}"));
            let mut unmet = format!("units - {met} - {open}");
            let mut without = dialect.literal("0");
            if self.may_not_apply(at) {
                unmet.push_str(&format!(" - without_{at}"));
                without = dialect.text(&format!("without_{at}"));
            }
            let counts = [met, unmet, open].map(|count| dialect.text(&count));
            text::joined(dialect, counts.into_iter().chain([without]), "/")
        });
        let items: Vec<String> = items.collect();
        lines.add(
            &format!("{} AS items", text::joined(dialect, items, " ")),
            None,
        );
        let bands =
            (0..self.scorer.bands().count()).map(|band| dialect.text(&format!("band_{band}")));
        let bands: Vec<String> = bands.collect();
        lines.add(
            &format!("{} AS bands", text::joined(dialect, bands, "/")),
            None,
        );
        format!("SELECT\n{lines}FROM {rows}")
    }

    /// What is counted and what for, as remarks.
    fn heading(&self) -> String {
        let (plan, lang) = (self.plan, self.lang);
        let checklist = &plan[self.checklist];
        let name = checklist.name.get(lang);
        let list = match lang {
            Lang::Zh => format!("清单 {}（{name}）", checklist.id),
            Lang::En => format!("checklist {} ({name})", checklist.id),
        };
        let mut heading = text::remark(&list);
        for (_, indicator) in plan.indicators() {
            let rests_on = |level| {
                let condition = indicator.measure.condition(plan, level);
                matches!(condition, Some((_, crate::plan::measure::Condition::Passes(of))) if of == self.checklist)
            };
            if plan.levels().any(rests_on) {
                let clauses: Vec<&str> = indicator
                    .clauses
                    .iter()
                    .map(|&clause| &*plan[clause].id)
                    .collect();
                let clauses = clauses.join(", ");
                let name = indicator.name.get(lang);
                heading.push_str(&text::remark(&match lang {
                    Lang::Zh => format!("  指标 {}（{name}），条款 {clauses}", indicator.id),
                    Lang::En => format!("  indicator {} ({name}), clause {clauses}", indicator.id),
                }));
            }
        }
        heading
    }
}
