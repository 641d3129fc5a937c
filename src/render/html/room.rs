//! How much evidence a page has room for. What it leaves out, the explain command prints.

use crate::evaluate::Verdict;

/// How much of the evidence of a result is on the page.
#[derive(Clone, Copy, Debug)]
pub struct Detail {
    /// How many figures are listed.
    pub figures: usize,
    /// How many changes to another verdict.
    pub changes: usize,
    /// Whether the items of short checklists are.
    pub items: bool,
    /// Whether the years are drawn.
    pub chart: bool,
    /// Whether pace and trend are put into words.
    pub pace: bool,
    /// Whether the values of other years and the assumptions are listed.
    pub context: bool,
}

const FULL: Detail = Detail {
    figures: 20,
    changes: 2,
    items: true,
    chart: true,
    pace: true,
    context: true,
};

const MEDIUM: Detail = Detail {
    figures: 6,
    changes: 0,
    items: true,
    chart: true,
    pace: true,
    context: true,
};

const SHORT: Detail = Detail {
    figures: 3,
    changes: 0,
    items: false,
    chart: false,
    pace: false,
    context: true,
};

const LEAST: Detail = Detail {
    figures: 1,
    context: false,
    ..SHORT
};

/// How much there is of results that call for attention, and of the others.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    attention: Detail,
    others: Detail,
}

impl Room {
    /// Ever less, the whole first.
    pub const STEPS: [Room; 7] = [
        Room {
            attention: FULL,
            others: FULL,
        },
        Room {
            attention: FULL,
            others: MEDIUM,
        },
        Room {
            attention: FULL,
            others: SHORT,
        },
        Room {
            attention: MEDIUM,
            others: LEAST,
        },
        Room {
            attention: SHORT,
            others: LEAST,
        },
        Room {
            attention: LEAST,
            others: LEAST,
        },
        Room {
            attention: LEAST,
            others: Detail {
                figures: 0,
                ..LEAST
            },
        },
    ];

    /// The detail of a result with a verdict.
    pub fn of(self, verdict: Verdict) -> Detail {
        match verdict {
            Verdict::Missed | Verdict::Behind | Verdict::NoData => self.attention,
            _ => self.others,
        }
    }
}
