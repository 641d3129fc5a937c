//! How the figure of a year comes from figures of its parts, such as its quarters.

use crate::plan::Kind;
use crate::text;
use crate::toml_reader::Table;

/// How the figure of a year comes from figures of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithinYear {
    /// The parts add up: what happens in the course of the year.
    Sum,
    /// The figure of the part that ends with the year: what there is at a time.
    Last,
    /// The mean of the parts, each weighted by its months.
    Mean,
}

/// The key under which a variable or a checklist declares it.
pub const WITHIN_YEAR: &str = "within-year";

impl WithinYear {
    /// Every one with its keyword.
    pub const ALL: [(&'static str, WithinYear); 3] = [
        ("sum", WithinYear::Sum),
        ("last", WithinYear::Last),
        ("mean", WithinYear::Mean),
    ];

    /// Reads what a variable of a kind, or a checklist, declares; `None` if it declares nothing. Means do not add up, and of
    /// answers only the last can stand for the year; anything else is reported.
    pub fn read(table: &Table, kind: Option<Kind>) -> Option<WithinYear> {
        let node = table.get(WITHIN_YEAR)?;
        let declared = node.word(&Self::ALL)?;
        let kind = kind?;
        let fits = match kind {
            Kind::Count | Kind::Amount => true,
            Kind::Mean => declared != WithinYear::Sum,
            Kind::Flag | Kind::Rating => declared == WithinYear::Last,
        };
        if !fits {
            node.bad(
                text!(
                    "均值和比率不能相加；是否项、评级项和清单只以期末为准",
                    "means and ratios do not add up, and of answers only the last of a year stands for it"
                ),
                match kind {
                    Kind::Mean => text!("写 `last` 或 `mean`", "write `last` or `mean`"),
                    _ => text!("写 `last`", "write `last`"),
                },
            );
        }
        fits.then_some(declared)
    }
}
