//! The `columns` of a `[[file]]`.

use super::Placed;
use super::values::{number, period, year};
use crate::data::column_role::ColumnRole;
use crate::finding::{Place, codes};
use crate::i18n::normalize;
use crate::number::Number;
use crate::observation::Period;
use crate::plan::{Plan, Year};
use crate::table::parquet::MOST_DECIMALS;
use crate::text;
use crate::toml_reader::{Collector, Table, list_of};
use std::collections::BTreeMap;

pub const KEYS: [&str; 6] = ["variable", "year", "period", "factor", "is", "rounded"];

/// A column as it is written in `data.toml`.
pub struct ColumnForm {
    pub variable: Option<String>,
    pub year: Option<Placed<Year>>,
    pub period: Option<Placed<Period>>,
    /// More than 0.
    pub factor: Option<Number>,
    pub is: Option<Placed<ColumnRole>>,
    /// To how many decimals floating-point numbers are rounded.
    pub rounded: Option<u8>,
}

/// What a column holds.
#[derive(Clone, Debug)]
pub enum ColumnEntry {
    /// No variable's values, but something else about the row.
    Role(ColumnRole),
    /// A variable's values.
    Variable {
        /// The variable's id or any of its names; `None` if the header itself names it.
        word: Option<String>,
        /// `None` if the header or the row gives it.
        period: Option<Period>,
        /// What figures are multiplied by; `None` if the header's unit decides.
        factor: Option<Number>,
    },
}

/// A column that `data.toml` declares.
#[derive(Clone, Debug)]
pub struct DeclaredColumn {
    /// What it holds.
    pub entry: ColumnEntry,
    /// To how many decimals its floating-point numbers are rounded; `None` where it has none, or they are not used.
    pub rounded: Option<u8>,
    /// Where its header is written in `data.toml`.
    pub place: Place,
}

impl ColumnForm {
    /// All columns of a `columns` table, by their headers.
    pub fn all(table: Table) -> Vec<(Placed<String>, ColumnForm)> {
        let read = |(key, node): (crate::toml_reader::Key, crate::toml_reader::Node)| {
            let header = Placed {
                value: key.name().to_owned(),
                place: key.place(),
            };
            let form = match node.raw().as_str() {
                Some(_) => ColumnForm::of_variable(node.filled()?),
                None => ColumnForm::read(node.table()?),
            };
            Some((header, form))
        };
        table.entries().into_iter().filter_map(read).collect()
    }

    /// A column of which the variable alone is written.
    fn of_variable(word: &str) -> ColumnForm {
        ColumnForm {
            variable: Some(word.to_owned()),
            year: None,
            period: None,
            factor: None,
            rounded: None,
            is: None,
        }
    }

    fn read(table: Table) -> ColumnForm {
        table.only(&KEYS);
        let variable = table.get("variable").and_then(|node| node.filled());
        ColumnForm {
            variable: variable.map(str::to_owned),
            year: table.get("year").and_then(year),
            period: table.get("period").and_then(period),
            factor: table.get("factor").and_then(|node| {
                let asked = text!("应大于 0", "write a number greater than 0");
                number(node, |factor| *factor > Number::zero(), asked)
            }),
            is: table.get("is").and_then(role),
            rounded: table.get("rounded").and_then(|node| {
                let decimals = node.whole(0, i64::from(MOST_DECIMALS))?;
                u8::try_from(decimals).ok()
            }),
        }
    }

    /// Whether nothing is said about what it holds.
    fn says_nothing(&self) -> bool {
        self.variable.is_none()
            && self.year.is_none()
            && self.period.is_none()
            && self.factor.is_none()
            && self.is.is_none()
    }

    /// What the column of a title holds; contradictory keys are reported.
    fn check(self, title: &str, plan: &Plan, log: &Collector) -> Option<ColumnEntry> {
        if let Some(role) = ColumnRole::of(title).filter(|_| self.says_nothing()) {
            return Some(ColumnEntry::Role(role));
        }
        if let Some(is) = self.is {
            let alone = self.variable.is_none()
                && self.year.is_none()
                && self.period.is_none()
                && self.factor.is_none();
            if !alone {
                log.add(is.finding(
                    codes::BAD_MANIFEST,
                    text!(
                        "`is` 不能与其他键同时写",
                        "`is` can't be combined with other keys"
                    ),
                    text!(
                        "若该列是数据项，请删去 `is`；否则删去其他键",
                        "remove `is` if the column holds a variable, else the other keys"
                    ),
                ));
            }
            return Some(ColumnEntry::Role(is.value));
        }
        Some(ColumnEntry::Variable {
            word: self.variable,
            period: one_period(self.year, self.period, plan, log),
            factor: self.factor,
        })
    }
}

/// What a column is, by any of its header words.
fn role(node: crate::toml_reader::Node) -> Option<Placed<ColumnRole>> {
    let written = node.filled()?;
    let role = ColumnRole::of(&normalize(written));
    if role.is_none() {
        node.bad(
            text!(
                "`{written}` 不是列的类别",
                "`{written}` is not something that a column can be"
            ),
            list_of(written, ColumnRole::all().map(ColumnRole::word)),
        );
    }
    role.map(|role| Placed::new(role, &node))
}

/// The period that `year` or `period` gives; both together are reported, and one that is of none of the plan's years.
pub fn one_period(
    year: Option<Placed<Year>>,
    period: Option<Placed<Period>>,
    plan: &Plan,
    log: &Collector,
) -> Option<Period> {
    if let (Some(year), Some(period)) = (&year, &period) {
        let message = text!(
            "`year` 与 `period` 只能写一个",
            "`year` and `period` can't be combined"
        );
        let help = text!("请删去其中一个", "remove one of them");
        let finding = period.finding(codes::BAD_MANIFEST, message, help);
        log.add(finding.beside(
            year.place.clone(),
            text!("`year` 写在这里", "`year` is given here"),
        ));
    }
    match period {
        Some(period) => in_years_of(&period, plan, log),
        None => year.map(|year| Period::Year(year.value)),
    }
}

/// A period in the plan's years; `None`, reported, if it is of none of them or of two.
pub fn in_years_of(period: &Placed<Period>, plan: &Plan, log: &Collector) -> Option<Period> {
    let within = period.value.within(plan.year_starts);
    if within.is_none() {
        let message = text!(
            "这一期间不属于规划的任何一个年度",
            "this period is not one of the plan's years, nor a part of one"
        );
        let help = text!(
            "规划的年度从 {} 月开始（plan.toml 的 `year-starts`）",
            "the plan's years begin in month {} (`year-starts` in plan.toml)",
            plan.year_starts
        );
        log.add(period.finding(codes::BAD_MANIFEST, message, help));
    }
    within
}

/// The declared columns by normalized header; one that is declared twice or also ignored is reported.
pub fn check_all(
    columns: Vec<(Placed<String>, ColumnForm)>,
    ignore: &[Placed<String>],
    plan: &Plan,
    log: &Collector,
) -> BTreeMap<String, DeclaredColumn> {
    let mut checked: BTreeMap<String, DeclaredColumn> = BTreeMap::new();
    for (header, form) in columns {
        let key = normalize(&header.value);
        let ignored = ignore.iter().find(|word| word.value == key);
        let earlier = checked.get(&key).map(|column| &column.place);
        if let Some(other) = earlier.or(ignored.map(|word| &word.place)) {
            let word = &header.value;
            let finding = header.finding(
                codes::BAD_MANIFEST,
                text!(
                    "`{word}` 列已有声明",
                    "the column `{word}` is declared twice"
                ),
                text!("请删去其中一处", "remove one of the two"),
            );
            log.add(finding.beside(
                other.clone(),
                text!("另一处在这里", "the other declaration is here"),
            ));
            continue;
        }
        let rounded = form.rounded;
        if let Some(entry) = form.check(&key, plan, log) {
            let place = header.place;
            let column = DeclaredColumn {
                entry,
                rounded,
                place,
            };
            checked.insert(key, column);
        }
    }
    checked
}
