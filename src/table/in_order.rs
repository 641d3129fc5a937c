//! Work on many items at once, its results taken in the items' order.

use rayon::iter::{ParallelBridge, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Results that wait for those of earlier items.
struct InOrder<R, F> {
    waiting: BTreeMap<usize, R>,
    next: usize,
    take: F,
}

impl<R, F: FnMut(usize, R)> InOrder<R, F> {
    fn finished(&mut self, at: usize, result: R) {
        self.waiting.insert(at, result);
        while let Some(result) = self.waiting.remove(&self.next) {
            (self.take)(self.next, result);
            self.next += 1;
        }
    }
}

/// Does `work` on items, as many at once as there are processors. `take` is given the place and the result of each, in
/// order and as soon as all before it are done: items are begun in order too, so that few results ever wait.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(usize, R) + Send,
) {
    if let [item] = items {
        return take(0, work(item));
    }
    let results = Mutex::new(InOrder {
        waiting: BTreeMap::new(),
        next: 0,
        take,
    });
    let items = items.iter().enumerate();
    items.par_bridge().for_each(|(at, item)| {
        let result = work(item);
        // Poisoned only where `take` panicked on another thread, and that panic is passed on.
        if let Ok(mut results) = results.lock() {
            results.finished(at, result);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        for count in [0, 1, 2, 50] {
            let items: Vec<u64> = (0..count).collect();
            let mut taken = Vec::new();
            let work = |item: &u64| {
                std::thread::sleep(std::time::Duration::from_millis((count - item) % 7));
                item * 2
            };
            in_order(&items, work, |at, result| taken.push((at as u64, result)));
            let expected: Vec<(u64, u64)> = (0..count).map(|at| (at, at * 2)).collect();
            assert_eq!(taken, expected);
        }
    }
}
