//! Checklists of which each row of a wide file has all items, so that a row is scored by itself.

use crate::data::{DataSet, FileSchema};
use crate::plan::{ChecklistIx, Item, Plan};

/// A checklist of which one wide file has every column that any file has.
pub struct CompleteChecklist {
    /// Which checklist.
    pub checklist: ChecklistIx,
    /// By item: index into the file's coded columns; `None` where no file has the item.
    pub columns: Vec<Option<usize>>,
    /// The coded columns of the items, where they are consecutive and in the items' order.
    pub consecutive: Option<std::ops::Range<usize>>,
}

/// The checklists that can be scored row by row in a wide file: no other file has a column of theirs that it lacks.
pub fn complete_checklists(
    plan: &Plan,
    data: &DataSet,
    schema: &FileSchema,
) -> Vec<CompleteChecklist> {
    let any_long = data.schemas.iter().any(|schema| schema.long);
    (0..plan.checklists.len() as u32)
        .map(ChecklistIx)
        .filter_map(|checklist| {
            let found = CompleteChecklist::find(plan, schema, checklist)?;
            let items = &plan[checklist].items;
            let in_any_file = |item: &Item| {
                let mut columns = data.schemas.iter().flat_map(|other| &other.answer_columns);
                columns.any(|column| column.variable == item.variable)
            };
            let all = items.iter().filter(|item| in_any_file(item)).count();
            let has_all = !any_long && found.items() == all || found.items() == items.len();
            has_all.then_some(found)
        })
        .collect()
}

impl CompleteChecklist {
    /// The columns of a checklist in a wide file; `None` where there is none, or one is of another year than its row, and where
    /// answers may be of parts of a year.
    fn find(plan: &Plan, schema: &FileSchema, checklist: ChecklistIx) -> Option<CompleteChecklist> {
        let mut items = plan[checklist].items.iter();
        if items.any(|item| plan[item.variable].within_year.is_some()) {
            return None;
        }
        let column_of = |item: &Item| {
            let mut columns = schema.answer_columns.iter();
            columns.position(|column| column.variable == item.variable)
        };
        let columns: Vec<Option<usize>> = plan[checklist].items.iter().map(column_of).collect();
        let mut found = columns.iter().flatten();
        if found
            .clone()
            .any(|&at| schema.answer_columns[at].period.is_some())
        {
            return None;
        }
        let first = *found.next()?;
        let in_order = columns
            .iter()
            .enumerate()
            .all(|(at, column)| *column == Some(first + at));
        Some(CompleteChecklist {
            checklist,
            consecutive: in_order.then(|| first..first + columns.len()),
            columns,
        })
    }

    /// How many of the items have a column.
    fn items(&self) -> usize {
        self.columns.iter().flatten().count()
    }
}
