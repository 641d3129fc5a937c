//! Checklists that stand whole in a row of a wide file.

use crate::data::FileSchema;
use crate::plan::{ChecklistIx, Plan};

/// A checklist of which a wide file holds all the columns there are.
pub struct CompleteChecklist {
    pub checklist: ChecklistIx,
    /// By item: the place among the file's coded columns.
    pub columns: Vec<Option<usize>>,
    /// Where the items stand side by side in order.
    pub run: Option<std::ops::Range<usize>>,
}

impl CompleteChecklist {
    /// The columns of a checklist in a wide file; none where one speaks of another year than its row.
    pub fn of(
        plan: &Plan,
        layout: &FileSchema,
        checklist: ChecklistIx,
    ) -> Option<CompleteChecklist> {
        let columns: Vec<Option<usize>> = plan[checklist]
            .items
            .iter()
            .map(|item| {
                layout
                    .coded
                    .iter()
                    .position(|c| c.variable == item.variable)
            })
            .collect();
        let mut found = columns.iter().flatten();
        if found.clone().any(|&at| layout.coded[at].period.is_some()) {
            return None;
        }
        let first = *found.next()?;
        let in_order = columns
            .iter()
            .enumerate()
            .all(|(at, column)| *column == Some(first + at));
        Some(CompleteChecklist {
            checklist,
            run: in_order.then(|| first..first + columns.len()),
            columns,
        })
    }

    /// How many of the items have a column.
    pub fn breadth(&self) -> usize {
        self.columns.iter().flatten().count()
    }
}
