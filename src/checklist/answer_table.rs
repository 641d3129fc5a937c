//! What answers are worth, packed so that a run of items is added up without looking at each part.

use super::Answer;
use crate::observation::{ItemCount, PackedAnswer};

/// What each answer is worth.
#[derive(Debug)]
pub struct AnswerTable {
    pub answers: [Answer; 256],
    /// The credit's two ends, each in 32 bits, the lower one above.
    pub credits: [u64; 256],
    /// One in the 16 bits of its answer.
    pub counts: [u64; 256],
    /// One in its place.
    pub items: [ItemCount; 256],
}

impl AnswerTable {
    /// Answers of which nothing is known.
    pub fn open(credit_one: i64) -> AnswerTable {
        let open = counted(Answer::Open);
        AnswerTable {
            answers: [Answer::Open; 256],
            credits: [credit_one as u64; 256],
            counts: [packed(open); 256],
            items: [open; 256],
        }
    }

    /// `ends` of the credit, each of 32 bits.
    pub fn set(&mut self, code: PackedAnswer, answer: Answer, ends: (i64, i64)) {
        let (at, count) = (usize::from(code.0), counted(answer));
        self.answers[at] = answer;
        self.credits[at] = (ends.0 as u64) << 32 | ends.1 as u64;
        self.counts[at] = packed(count);
        self.items[at] = count;
    }
}

/// One answer as a count.
fn counted(answer: Answer) -> ItemCount {
    let one = |of: Answer| u32::from(answer == of);
    ItemCount {
        met: one(Answer::Met),
        unmet: one(Answer::Unmet),
        open: one(Answer::Open),
        not_applicable: one(Answer::NotApplicable),
    }
}

/// Counts in 16 bits each.
fn packed(count: ItemCount) -> u64 {
    let parts = [count.met, count.unmet, count.open, count.not_applicable];
    parts
        .iter()
        .fold(0, |all, &part| all << 16 | u64::from(part))
}

pub fn unpacked(counts: u64) -> ItemCount {
    let part = |place: u32| (counts >> (16 * place)) as u32 & 0xffff;
    ItemCount {
        met: part(3),
        unmet: part(2),
        open: part(1),
        not_applicable: part(0),
    }
}

/// Whether all items together stay within what is packed.
pub fn fits(items: usize, credits: &[i64]) -> Option<()> {
    let most = credits.iter().copied().max().unwrap_or(0).max(1);
    let least = credits.iter().copied().min().unwrap_or(0);
    let room = u64::from(u16::MAX).min(u64::from(u32::MAX) / most as u64);
    (least >= 0 && items as u64 <= room).then_some(())
}
