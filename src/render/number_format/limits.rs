//! All that a value can be, in words.

use super::{group, join};
use crate::i18n::Lang;
use crate::number::{Bound, Interval, Number, ROUNDED};

/// Decimals that are shown of an end whose digits do not stop.
const DECIMALS: u32 = 6;

/// `64.58–75.59`: two ends that are possible themselves, with so many decimals, rounded outward and marked if either is;
/// [`limits`] of others.
pub fn between(interval: &Interval, decimals: u32, unit: &str, lang: Lang) -> String {
    let (Bound::Closed(lo), Bound::Closed(hi)) = (interval.lo(), interval.hi()) else {
        return limits(interval, unit, lang);
    };
    let (low, high) = (lo.floor(decimals), hi.ceil(decimals));
    let mark = match low == *lo && high == *hi {
        true => String::new(),
        false => ROUNDED.to_string(),
    };
    let (low, high) = (low.fixed(decimals), high.fixed(decimals));
    let to = lang.pick("—", "–");
    let text = format!("{mark}{}{to}{}", group(&low), group(&high));
    join(&text, unit, lang)
}

/// `at least 450 persons, below 1,040 persons`; an end without a limit is not named. A lower end is
/// rounded down and an upper one up; what is rounded is marked.
pub fn limits(interval: &Interval, unit: &str, lang: Lang) -> String {
    let amount = |n: &Number, rounded: Number| {
        let shown = n.exact();
        let shown = shown.unwrap_or_else(|| format!("{ROUNDED}{}", rounded.fixed(DECIMALS)));
        join(&group(&shown), unit, lang)
    };
    if let Some(n) = interval.known() {
        return amount(n, n.round(DECIMALS));
    }
    let least = match interval.lo() {
        Bound::Unbounded => None,
        Bound::Closed(n) => Some((lang.pick("不低于", "at least "), n)),
        Bound::Open(n) => Some((lang.pick("高于", "above "), n)),
    };
    let most = match interval.hi() {
        Bound::Unbounded => None,
        Bound::Closed(n) => Some((lang.pick("不高于", "at most "), n)),
        Bound::Open(n) => Some((lang.pick("低于", "below "), n)),
    };
    let least = least.map(|(word, n)| format!("{word}{}", amount(n, n.floor(DECIMALS))));
    let most = most.map(|(word, n)| format!("{word}{}", amount(n, n.ceil(DECIMALS))));
    let ends: Vec<String> = least.into_iter().chain(most).collect();
    match ends.is_empty() {
        true => lang
            .pick("任何数值都有可能", "any value is possible")
            .to_owned(),
        false => ends.join(lang.pick("，", ", ")),
    }
}
