//! Values by key, found without hashing where keys come in the order in which they came before, as those of rows do.

use hashbrown::HashMap;
use std::hash::Hash;

#[derive(Clone, Debug)]
struct Slot<K, V> {
    key: K,
    value: V,
    /// The slot that was asked for after this one.
    next: usize,
}

/// A growing map; its order is that in which keys were first met.
#[derive(Clone, Debug)]
pub struct PredictedMap<K, V> {
    slots: Vec<Slot<K, V>>,
    places: HashMap<K, usize>,
    last: usize,
}

impl<K, V> Default for PredictedMap<K, V> {
    fn default() -> Self {
        PredictedMap {
            slots: Vec::new(),
            places: HashMap::new(),
            last: 0,
        }
    }
}

impl<K: Copy + Eq + Hash, V> PredictedMap<K, V> {
    /// The value of a key; a new one where there is none.
    #[inline]
    pub fn of(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
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
        let at = *self.places.entry(key).or_insert(end);
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

    pub fn get(&self, key: &K) -> Option<&V> {
        self.places.get(key).map(|&at| &self.slots[at].value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.slots.iter().map(|slot| (slot.key, &slot.value))
    }

    pub fn into_iter(self) -> impl Iterator<Item = (K, V)> {
        self.slots.into_iter().map(|slot| (slot.key, slot.value))
    }
}
