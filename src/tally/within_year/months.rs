//! What figures of some months of a year say of others, exactly.
//!
//! With S(i) for the total of the months up to the i-th, a figure of the months i + 1 to j says that S(j) − S(i) is in an
//! interval. Such differences form a simple temporal problem (Dechter, Meiri and Pearl, "Temporal constraint networks",
//! Artificial Intelligence 49, 1991): after every path between two boundaries has been taken into account, each interval holds
//! just what some choice of all others allows, and an empty one shows that the figures contradict each other.

use crate::number::{Interval, Number};

/// The figure of the months `first` to `last` of a year, as a total over them.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its first month, from 1.
    pub first: u8,
    /// Its last month.
    pub last: u8,
    /// All that their total may be.
    pub total: Interval,
}

impl Piece {
    /// Whether it has a month in common with another.
    pub fn overlaps(&self, other: &Piece) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What is known of the totals between some boundaries of months.
#[derive(Clone)]
pub struct Totals {
    boundaries: Vec<u8>,
    /// By boundaries: what the months between them come to, the negative of it from the later to the earlier.
    between: Vec<Interval>,
}

impl Totals {
    /// What is known before any figure: `limits` says what so many months can come to. Boundaries are those of the pieces and of
    /// the months up to `end`.
    pub fn new<'p>(
        pieces: impl IntoIterator<Item = &'p Piece>,
        end: u8,
        limits: impl Fn(u8) -> Interval,
    ) -> Totals {
        let ends = pieces
            .into_iter()
            .flat_map(|piece| [piece.first - 1, piece.last]);
        let mut boundaries: Vec<u8> = ends.chain([0, end]).collect();
        boundaries.sort_unstable();
        boundaries.dedup();
        let pairs = boundaries
            .iter()
            .flat_map(|&from| boundaries.iter().map(move |&to| (from, to)));
        let between = pairs.map(|(from, to)| match from.cmp(&to) {
            std::cmp::Ordering::Less => limits(to - from),
            std::cmp::Ordering::Equal => Interval::point(Number::zero()),
            std::cmp::Ordering::Greater => limits(from - to).negated(),
        });
        Totals {
            between: between.collect(),
            boundaries,
        }
    }

    fn at(&self, boundary: u8) -> Option<usize> {
        self.boundaries.binary_search(&boundary).ok()
    }

    /// What the months after one boundary up to another come to; `None` if one of them is no boundary.
    pub fn between(&self, from: u8, to: u8) -> Option<&Interval> {
        let (from, to) = (self.at(from)?, self.at(to)?);
        self.between.get(from * self.boundaries.len() + to)
    }

    /// Takes a piece into account; false, and nothing changed, if it contradicts what is known.
    pub fn hold(&mut self, piece: &Piece) -> bool {
        let (Some(from), Some(to)) = (self.at(piece.first - 1), self.at(piece.last)) else {
            return false;
        };
        match self.with(from, to, &piece.total) {
            Some(between) => {
                self.between = between;
                true
            }
            None => false,
        }
    }

    /// All that is known with a total between two boundaries: each pair also by way of these, in either direction.
    fn with(&self, from: usize, to: usize, total: &Interval) -> Option<Vec<Interval>> {
        let count = self.boundaries.len();
        let known = |a: usize, b: usize| &self.between[a * count + b];
        let back = total.negated();
        let mut between = Vec::with_capacity(self.between.len());
        for a in 0..count {
            for b in 0..count {
                let there = known(a, from).plus(total).plus(known(to, b));
                let here = known(a, to).plus(&back).plus(known(from, b));
                between.push(known(a, b).meet(&there)?.meet(&here)?);
            }
        }
        Some(between)
    }
}
