//! Changes of a plan, one at a time, and whether its tests notice them. A change that no test notices could have been a mistake.
//!
//! To add a kind of change: copy the file nearest to it, and add its line to [`OPERATORS`].

mod site;
mod trial;

pub use site::{Change, Operator, Site};
pub use trial::{Survivor, Trials, mutate};

use crate::registry;

registry! {
    /// Every kind of change. One more is one file and one line here.
    pub const OPERATORS: [Operator] = OPERATOR of {
        number,
        year,
        timing,
        direction,
        word,
        flag,
        removed_key,
        removed_item,
        no_target,
    }
}
