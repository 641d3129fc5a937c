//! A map that finds a key without hashing where keys are asked for in the same order as before, as those of rows are.

use hashbrown::HashMap;
use std::hash::Hash;

#[derive(Clone, Debug)]
struct Slot<K, V> {
    key: K,
    value: V,
    /// The slot asked for after this one the last time.
    next: usize,
}

/// A growing map, in the order in which its keys came first.
#[derive(Clone, Debug)]
pub struct PredictedMap<K, V> {
    slots: Vec<Slot<K, V>>,
    /// Index of each key's slot.
    indices: HashMap<K, usize>,
    last: usize,
}

impl<K, V> Default for PredictedMap<K, V> {
    fn default() -> Self {
        PredictedMap {
            slots: Vec::new(),
            indices: HashMap::new(),
            last: 0,
        }
    }
}

impl<K: Copy + Eq + Hash, V> PredictedMap<K, V> {
    /// The value of a key; `new` is inserted where there is none.
    #[inline]
    pub fn get_or_insert(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        let guess = self.slots.get(self.last).map_or(0, |slot| slot.next);
        let at = match self.slots.get(guess) {
            Some(slot) if slot.key == key => guess,
            _ => self.look_up(key, new),
        };
        self.last = at;
        &mut self.slots[at].value
    }

    #[cold]
    fn look_up(&mut self, key: K, new: impl FnOnce() -> V) -> usize {
        let end = self.slots.len();
        let at = *self.indices.entry(key).or_insert(end);
        if at == end {
            self.slots.push(Slot {
                key,
                value: new(),
                next: at,
            });
        }
        self.slots[self.last].next = at;
        at
    }

    /// The value of a key; `None` where there is none.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.indices.get(key).map(|&at| &self.slots[at].value)
    }

    /// All keys with their values.
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.slots.iter().map(|slot| (slot.key, &slot.value))
    }

    /// All keys with their values, handed over.
    pub fn into_iter(self) -> impl Iterator<Item = (K, V)> {
        self.slots.into_iter().map(|slot| (slot.key, slot.value))
    }
}
