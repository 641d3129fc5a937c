//! Scores answers given as bits: items of equal worth are counted at once.

use super::{Answer, ChecklistScorer, Points, Run, Scratch};
use crate::number::Ternary;
use crate::observation::{AnswerMasks, ItemCount};

/// The items of a checklist as bits, by what they are worth.
#[derive(Debug)]
pub(super) struct ItemMasks {
    /// The points of an item, and the items that have as many.
    total: Vec<(i64, u64)>,
    /// The same for the objectives that have a floor, each with its index.
    floors: Vec<(usize, i64, u64)>,
    /// Items that must be met.
    musts: u64,
}

impl ItemMasks {
    /// `None` where there are more items than bits.
    pub(super) fn new(scorer: &ChecklistScorer) -> Option<ItemMasks> {
        if scorer.items > AnswerMasks::ITEMS {
            return None;
        }
        let mut masks = ItemMasks {
            total: Vec::new(),
            floors: Vec::new(),
            musts: scorer.musts.iter().fold(0, |all, &at| all | 1 << at),
        };
        for run in &scorer.runs {
            masks.add(run, scorer.floors[run.objective].is_some());
        }
        Some(masks)
    }

    fn add(&mut self, run: &Run, has_floor: bool) {
        let items = run.items.clone().fold(0, |all, at| all | 1 << at);
        match self
            .total
            .iter_mut()
            .find(|(points, _)| *points == run.points)
        {
            Some((_, mask)) => *mask |= items,
            None => self.total.push((run.points, items)),
        }
        if has_floor {
            self.floors.push((run.objective, run.points, items));
        }
    }
}

impl ChecklistScorer {
    /// The same as [`ChecklistScorer::passes`] for answers given as bits; `None` inside where no item applies. `None` where
    /// there are more items than bits.
    pub fn passes_masks(
        &self,
        answers: &AnswerMasks,
        scratch: &mut Scratch,
    ) -> Option<Option<Ternary>> {
        let items = self.masks.as_ref()?;
        scratch.objectives.clear();
        let objectives = self.floors.len();
        scratch.objectives.resize(objectives, Points::default());
        scratch.counts = ItemCount::default();
        scratch.total = Points::default();
        let mut must = Ternary::Yes;
        for (code, mask) in answers.iter().filter(|(_, mask)| *mask != 0) {
            let answer = self.answer(code);
            let credits = self.table.credits[usize::from(code.0)];
            let worth = |points: i64, items: u32| {
                let points = points * i64::from(items);
                let applicable = i64::from(answer != Answer::NotApplicable);
                Points {
                    lo: points * (credits >> 32) as i64,
                    hi: points * (credits & u64::from(u32::MAX)) as i64,
                    whole: points * applicable,
                }
            };
            let all = mask.count_ones();
            match items.total[..] {
                [(points, _)] => scratch.total.add(worth(points, all)),
                ref several => several.iter().for_each(|&(points, of_points)| {
                    scratch
                        .total
                        .add(worth(points, (mask & of_points).count_ones()));
                }),
            }
            for &(objective, points, of_floor) in &items.floors {
                let items = (mask & of_floor).count_ones();
                scratch.objectives[objective].add(worth(points, items));
            }
            *answer.count(&mut scratch.counts) += all;
            if mask & items.musts != 0 {
                must = must.and(answer.is_met());
            }
        }
        scratch.must = Some(must);
        Some(self.verdict(scratch))
    }
}

/// Counts the answers to each of at most 64 items over many units: the bits of one place of all counts stand in one word.
#[derive(Clone, Debug, Default)]
pub struct ItemPlanes {
    /// By answer, and by place of the count, the lowest first.
    planes: [[u64; ItemPlanes::PLACES]; Answer::ALL.len()],
    rows: u32,
}

impl ItemPlanes {
    const PLACES: usize = 8;
    /// As many units as it can count.
    const MOST: u32 = (1 << ItemPlanes::PLACES) - 1;

    /// Adds the answers of one unit; false where there is no room for more, so that it has to be emptied before the next.
    #[inline]
    pub fn add(&mut self, scorer: &ChecklistScorer, answers: &AnswerMasks) -> bool {
        for (code, mask) in answers.iter() {
            let mut carried = mask;
            for plane in &mut self.planes[scorer.answer(code) as usize] {
                (*plane, carried) = (*plane ^ carried, *plane & carried);
                if carried == 0 {
                    break;
                }
            }
        }
        self.rows += 1;
        self.rows < ItemPlanes::MOST
    }

    /// Moves all counts to those of each item.
    pub fn empty_into(&mut self, items: &mut [ItemCount]) {
        let ItemPlanes { planes, .. } = std::mem::take(self);
        for (at, item) in items.iter_mut().enumerate() {
            for (answer, planes) in Answer::ALL.into_iter().zip(&planes) {
                let bits = planes.iter().rev();
                let count = bits.fold(0, |count, plane| count << 1 | (plane >> at & 1) as u32);
                *answer.count(item) += count;
            }
        }
    }
}
