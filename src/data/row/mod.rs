//! Rows of figures, read one by one: whose, of when, and what each cell says.

mod balance;
mod ignored_column;
mod reader;
mod row_head;
mod rows;
mod running;

pub use balance::Balance;
pub use ignored_column::IgnoredColumn;
pub use reader::Report;
pub(in crate::internals::data) use reader::all_refused;
pub use row_head::{Fields, RowHead};

use super::DataSet;
use super::cell::{CellValue, NumericCell};
use super::header::NameIndex;
use crate::observation::{AnswerMasks, PackedAnswer};
use crate::plan::{LevelIx, Plan, VariableIx};
use hashbrown::HashMap;

/// Reads the rows of a data set's files.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The data set.
    pub data: &'a DataSet,
    /// The plan.
    pub plan: &'a Plan,
    /// The names of the plan's variables, for long files.
    pub name_index: &'a NameIndex<'a>,
    /// The levels of which the names of new units are kept.
    pub names_of: &'a [LevelIx],
    /// Codes or names of new units of which the names are kept too.
    pub words: &'a [String],
    /// What of each file is not to be used, by index of the data set's schemas' files; files that are not there are used.
    pub doubts: &'a HashMap<u32, Doubts>,
    /// Whether rows are understood at sight where they can be. Without it everything is the same but the time it takes.
    pub at_sight: bool,
}

/// What of a file is not used, since all of it read together leaves in doubt what it means.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// Whether that is every figure.
    pub all: bool,
    /// The variables of which no figure is used.
    pub variables: Vec<VariableIx>,
}

impl Doubts {
    /// Whether the figures of a variable are not used.
    pub fn about(&self, variable: VariableIx) -> bool {
        self.all || self.variables.contains(&variable)
    }
}

/// Receives the rows of one file as they are read.
pub trait Sink {
    /// A row of a wide file: one answer for each of the schema's `answer_columns`, one figure for each of its
    /// `figure_columns`.
    fn wide(&mut self, row: &RowHead<'_>, answers: &[PackedAnswer], figures: &[NumericCell]);

    /// The same for a row that has answers only, and not more than there is room for.
    fn sheet(&mut self, row: &RowHead<'_>, answers: &AnswerMasks) {
        self.wide(row, &answers.answers()[..answers.len()], &[]);
    }

    /// A row of a long file; `at` is the position of the value's cell.
    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, value: CellValue<'_>, at: usize);
}
