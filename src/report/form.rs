//! A form: a blank table to be filled in. It is no versioned document, since it is read back as data.

use crate::data;
use crate::i18n::Lang;
use crate::observation::{UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};

pub use crate::data::FormEntry;

/// A blank table: units as rows, variables as columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The plan's title.
    pub plan: String,
    /// Whether the data set that it is a form of is made up.
    pub synthetic: bool,
    /// The name of the level that reports.
    pub level: String,
    /// The year of the figures.
    pub year: Year,
    /// Whether the level may have other units, for which rows are added.
    pub open: bool,
    /// The columns: those that say whose and of when a row is, then those to be filled in.
    pub columns: Vec<FormColumn>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    /// The title, which names the column where the form is read back.
    pub title: String,
    /// The variable's name, without its unit.
    pub name: String,
    /// The unit of measurement; empty if there is none.
    pub unit: String,
    /// What may be filled in; `None` in a column that says whose and of when a row is.
    pub entry: Option<FormEntry>,
}

/// Whose figures a form asks for.
#[derive(Clone, Copy, Debug)]
pub struct FormQuery {
    /// The level that reports.
    pub level: LevelIx,
    /// The unit at or above that level.
    pub unit: UnitIx,
    /// The year of the figures.
    pub year: Year,
    /// Whether the data set is made up.
    pub synthetic: bool,
}

impl Form {
    /// The form for the units of a level at or below a unit. Of a level that no roster names completely, rows may be added,
    /// which have to say what they belong to.
    pub fn of(plan: &Plan, units: &Units, query: FormQuery, lang: Lang) -> Form {
        let level = query.level;
        let listed = match units.level(query.unit) == level {
            true => vec![query.unit],
            false => units.members(query.unit, level, query.year),
        };
        let open = !units.is_complete(level);
        let key = data::form_key(lang, open)
            .into_iter()
            .map(|title| FormColumn {
                name: title.clone(),
                title,
                unit: String::new(),
                entry: None,
            });
        let to_fill = data::form_columns(plan, level, lang)
            .into_iter()
            .map(|column| FormColumn {
                title: column.title,
                name: plan[column.variable].name.get(lang).to_owned(),
                unit: plan[column.variable].unit.get(lang).to_owned(),
                entry: Some(column.entry),
            });
        let columns: Vec<FormColumn> = key.chain(to_fill).collect();
        let row = |ix: UnitIx| {
            let mut cells = vec![units.code(ix).to_owned(), units.name(ix, lang).to_owned()];
            if open {
                let parent = units.parent(ix).map_or("", |parent| units.code(parent));
                cells.extend([plan[level].name.get(lang).to_owned(), parent.to_owned()]);
            }
            cells.push(query.year.to_string());
            cells.resize(columns.len(), String::new());
            cells
        };
        Form {
            plan: plan.title.get(lang).to_owned(),
            synthetic: query.synthetic,
            level: plan[level].name.get(lang).to_owned(),
            year: query.year,
            open,
            rows: listed.into_iter().map(row).collect(),
            columns,
        }
    }

    /// The columns that are to be filled in.
    pub fn to_fill(&self) -> impl Iterator<Item = (&FormColumn, &FormEntry)> {
        let columns = self.columns.iter();
        columns.filter_map(|column| Some((column, column.entry.as_ref()?)))
    }

    /// How many of the first columns say whose and of when a row is.
    pub fn key(&self) -> usize {
        self.columns.len() - self.to_fill().count()
    }
}
