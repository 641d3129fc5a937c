//! How far a figure has to go to cross a line, and the words for it.

use super::Crossing;
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::rule::Direction;

impl Crossing<'_> {
    /// From `value` to just on the other side of `line`, in steps of `10^-decimals`; `None` where that is no distance.
    pub fn distance(&self, value: &Number, line: &Number, decimals: u32) -> Option<Number> {
        let smallest = Number::power_of_ten(-(decimals as i32));
        let target = match self.direction {
            Direction::More if value < line => line.ceil(decimals),
            Direction::More => &line.ceil(decimals) - &smallest,
            Direction::Less if value > line => line.floor(decimals),
            Direction::Less => &line.floor(decimals) + &smallest,
        };
        let distance = &target - value;
        (!distance.is_zero()).then_some(distance)
    }
}

/// A change of a figure in words: `trees 120 more`.
pub fn words(distance: &Number, unit: &Text, name: &Text) -> Text {
    let amount = in_full(&distance.abs());
    let (zh, en) = if distance.is_negative() {
        ("减少", "less")
    } else {
        ("增加", "more")
    };
    Text::new(
        format!("{}{zh} {amount} {}", name.zh, unit.zh)
            .trim()
            .to_owned(),
        format!("{} {amount} {} {en}", name.en, unit.en)
            .trim()
            .to_owned(),
    )
}

/// A number in full, or to six decimals where its digits do not end.
pub fn in_full(n: &Number) -> String {
    n.exact().unwrap_or_else(|| n.shown(6))
}
