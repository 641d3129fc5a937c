//! The answers to a checklist as bits, so that many items are counted at once.

use super::PackedAnswer;

/// The answers to at most 64 items: for each different answer a mask with a bit for each item that has it.
#[derive(Clone, Copy, Debug)]
pub struct AnswerMasks {
    items: u32,
    /// How many of `masks` are used.
    different: usize,
    masks: [(PackedAnswer, u64); AnswerMasks::DIFFERENT],
}

impl AnswerMasks {
    /// As many items as it has room for.
    pub const ITEMS: usize = 64;
    /// As many different answers as it has room for.
    pub const DIFFERENT: usize = 8;

    /// So many items, at most [`AnswerMasks::ITEMS`], of which nothing is known yet.
    pub fn new(items: usize) -> AnswerMasks {
        debug_assert!(items <= AnswerMasks::ITEMS);
        AnswerMasks {
            items: items as u32,
            different: 0,
            masks: [(PackedAnswer::BLANK, 0); AnswerMasks::DIFFERENT],
        }
    }

    /// Forgets all answers.
    pub fn clear(&mut self) {
        self.different = 0;
    }

    /// Gives an answer to the items of a mask, which had none before; false where there is no room.
    #[inline]
    pub fn add(&mut self, answer: PackedAnswer, items: u64) -> bool {
        let free = self.masks.get_mut(self.different);
        self.different += usize::from(free.is_some());
        free.map(|free| *free = (answer, items)).is_some()
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items == 0
    }

    /// The different answers, each with its items; an answer may come more than once, with other items.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (PackedAnswer, u64)> + '_ {
        self.masks[..self.different].iter().copied()
    }

    /// Whether no item is answered.
    pub fn is_blank(&self) -> bool {
        self.iter().all(|(answer, _)| answer == PackedAnswer::BLANK)
    }

    /// The answers one by one.
    pub fn answers(&self) -> [PackedAnswer; AnswerMasks::ITEMS] {
        let mut answers = [PackedAnswer::BLANK; AnswerMasks::ITEMS];
        for (answer, items) in self.iter() {
            let has = |at: &usize| items & 1 << at != 0;
            for at in (0..self.len()).filter(has) {
                answers[at] = answer;
            }
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_one_by_one() {
        let mut masks = AnswerMasks::new(5);
        assert!(masks.is_blank());
        for (answer, items) in [(0, 0b00101), (1, 0b01000), (255, 0b10010)] {
            assert!(masks.add(PackedAnswer(answer), items));
        }
        let answers = masks.answers().map(|answer| answer.0);
        assert_eq!(answers[..masks.len()], [0, 255, 0, 1, 255]);
        assert!(!masks.is_blank());
        for _ in 3..AnswerMasks::DIFFERENT {
            assert!(masks.add(PackedAnswer::BLANK, 0));
        }
        assert!(!masks.add(PackedAnswer::grade(0), 1));
    }
}
