//! What an answer to an item says.

use crate::number::Ternary;
use crate::observation::ItemCount;

/// What an answer says of "met".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Met, whichever grade it is.
    Met,
    /// Not met, whichever grade it is.
    Unmet,
    /// Not answered, or met by some of the grades that are possible only.
    Open,
    /// The item does not apply.
    NotApplicable,
}

impl Answer {
    /// All that an answer can say.
    pub const ALL: [Answer; 4] = [
        Answer::Met,
        Answer::Unmet,
        Answer::Open,
        Answer::NotApplicable,
    ];

    /// The count of this answer among those of an item.
    pub fn count(self, of: &mut ItemCount) -> &mut u32 {
        match self {
            Answer::Met => &mut of.met,
            Answer::Unmet => &mut of.unmet,
            Answer::Open => &mut of.open,
            Answer::NotApplicable => &mut of.not_applicable,
        }
    }

    /// Whether an item that must be met is met; one that does not apply is no hindrance.
    pub fn is_met(self) -> Ternary {
        match self {
            Answer::Met | Answer::NotApplicable => Ternary::Yes,
            Answer::Unmet => Ternary::No,
            Answer::Open => Ternary::Unknown,
        }
    }
}
