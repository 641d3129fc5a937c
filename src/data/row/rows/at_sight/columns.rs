//! The columns of files of which rows are understood at sight.

use crate::data::column_role::ColumnRole;
use crate::data::header::FileSchema;

/// The roles of a file's first columns, if all columns behind them hold values.
pub(super) fn key_roles(schema: &FileSchema) -> Option<Vec<ColumnRole>> {
    let header = &schema.header;
    let values = match schema.long {
        true => 2,
        false => schema.answer_columns.len() + schema.figure_columns.len(),
    };
    let count = header.len.checked_sub(values).filter(|count| *count > 0)?;
    let role_at = |at: usize| {
        KEY.into_iter()
            .find(|role| header.roles.get(*role) == Some(at))
    };
    let long = [ColumnRole::Variable, ColumnRole::Value].map(|role| header.roles.get(role));
    let in_place = !schema.long || long == [Some(count), Some(count + 1)];
    let roles: Option<Vec<ColumnRole>> = (0..count).map(role_at).collect();
    roles.filter(|_| in_place)
}

/// The columns that the key may have.
const KEY: [ColumnRole; 7] = [
    ColumnRole::Code,
    ColumnRole::Name,
    ColumnRole::Level,
    ColumnRole::Parent,
    ColumnRole::Period,
    ColumnRole::Kind,
    ColumnRole::AsOf,
];
