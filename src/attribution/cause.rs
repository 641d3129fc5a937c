//! Why a result can differ from an earlier one.

use crate::i18n::Text;
use crate::tally::Change;
use crate::text;

/// Why a result can differ from an earlier one: what is exchanged, and all else left as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The year that is judged, or the date up to which figures are used.
    Time,
    /// The plan: its targets, measures, variables and levels.
    Plan,
    /// The units: rosters, names, parents, mergers and splits.
    Units,
    /// What data.toml decides: waivers, contradictions that are reconciled or acknowledged.
    Decisions,
    /// Figures that have another value, kind, date or source.
    Restated,
    /// Figures that were not there.
    Added,
    /// Figures that are not there any more.
    Withdrawn,
}

impl Cause {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Cause; 7] = [
        Cause::Time,
        Cause::Plan,
        Cause::Units,
        Cause::Decisions,
        Cause::Restated,
        Cause::Added,
        Cause::Withdrawn,
    ];

    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Cause::Time => "time",
            Cause::Plan => "plan",
            Cause::Units => "units",
            Cause::Decisions => "decisions",
            Cause::Restated => "restated-data",
            Cause::Added => "new-data",
            Cause::Withdrawn => "withdrawn-data",
        }
    }

    /// The words for people.
    pub fn name(self) -> Text {
        match self {
            Cause::Time => text!("时间", "time"),
            Cause::Plan => text!("规划修改", "changed plan"),
            Cause::Units => text!("评估对象变动", "changed units"),
            Cause::Decisions => text!("豁免等声明变动", "changed decisions"),
            Cause::Restated => text!("数据修订", "restated data"),
            Cause::Added => text!("新增数据", "new data"),
            Cause::Withdrawn => text!("数据撤回", "withdrawn data"),
        }
    }

    /// The cause that a changed observation belongs to.
    pub fn of(change: Change) -> Cause {
        match change {
            Change::Restated => Cause::Restated,
            Change::Added => Cause::Added,
            Change::Withdrawn => Cause::Withdrawn,
        }
    }
}

/// Which of the two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The earlier one.
    Old,
    /// The later one.
    New,
}

/// From which of the two states each cause is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct World([Side; Cause::ALL.len()]);

impl World {
    /// All of one side.
    pub fn of(side: Side) -> World {
        World([side; Cause::ALL.len()])
    }

    /// The same with one cause of another side.
    pub fn with(mut self, cause: Cause, side: Side) -> World {
        self.0[cause as usize] = side;
        self
    }

    /// The side that a cause is taken from.
    pub fn side(self, cause: Cause) -> Side {
        self.0[cause as usize]
    }
}
