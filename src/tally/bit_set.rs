//! A set of numbers as one bit each.

/// A growing set of numbers, small where they are near each other.
#[derive(Clone, Debug, Default)]
pub struct BitSet {
    /// How many words of 64 numbers, counted from 0, are left out before the first of `words`.
    first: usize,
    words: Vec<u64>,
}

impl BitSet {
    /// Adds a number; false where it was there already.
    #[inline]
    pub fn insert(&mut self, at: u32) -> bool {
        let (word, bit) = (at as usize / 64, 1u64 << (at % 64));
        let words = self.words.len();
        let word = match word.checked_sub(self.first) {
            Some(word) if word < words => word,
            _ => self.grow(word),
        };
        let fresh = self.words[word] & bit == 0;
        self.words[word] |= bit;
        fresh
    }

    /// Makes room for a word, counted from number 0; returns its index into `words`.
    #[cold]
    fn grow(&mut self, word: usize) -> usize {
        if self.words.is_empty() {
            self.first = word;
        }
        if word < self.first {
            let room = (self.first - word).max(self.words.len()).min(self.first);
            self.words.splice(0..0, std::iter::repeat_n(0, room));
            self.first -= room;
        }
        let end = word - self.first + 1;
        self.words.resize(self.words.len().max(end), 0);
        word - self.first
    }

    /// Whether a number is in the set.
    pub fn contains(&self, at: u32) -> bool {
        let word = (at as usize / 64).checked_sub(self.first);
        let word = word.and_then(|word| self.words.get(word));
        word.is_some_and(|word| word & (1u64 << (at % 64)) != 0)
    }

    /// Adds every number of another set; `again` is called with those that were there already.
    pub fn join(&mut self, other: &BitSet, mut again: impl FnMut(u32)) {
        for (word, &bits) in (other.first..)
            .zip(&other.words)
            .filter(|(_, bits)| **bits != 0)
        {
            let at = match word.checked_sub(self.first) {
                Some(at) if at < self.words.len() => at,
                _ => self.grow(word),
            };
            let mine = &mut self.words[at];
            ones(word, *mine & bits).for_each(&mut again);
            *mine |= bits;
        }
    }

    /// The numbers in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let words = (self.first..).zip(&self.words);
        words.flat_map(|(word, &bits)| ones(word, bits))
    }
}

/// The numbers of the bits set in a word.
fn ones(word: usize, bits: u64) -> impl Iterator<Item = u32> {
    let rest = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
    rest.take_while(|&bits| bits != 0)
        .map(move |bits| word as u32 * 64 + bits.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_grows_both_ways() {
        let mut set = BitSet::default();
        let numbers = [1000, 70, 3, 5000, 71, 640, 0];
        assert!(numbers.iter().all(|&at| set.insert(at)));
        assert!(
            numbers
                .iter()
                .all(|&at| set.contains(at) && !set.insert(at))
        );
        assert!(!set.contains(1) && !set.contains(100_000));
        let sorted: Vec<u32> = set.iter().collect();
        assert_eq!(sorted, [0, 3, 70, 71, 640, 1000, 5000]);
        let (mut other, mut again) = (BitSet::default(), Vec::new());
        assert!([641, 640, 9000].iter().all(|&at| other.insert(at)));
        other.join(&set, |at| again.push(at));
        assert_eq!(again, [640]);
        assert_eq!(other.iter().count(), 9);
    }
}
