//! A series of values, drawn. For the eye only: the numbers stand beside it.

use crate::number::Number;

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A sign a value, as high as the value stands between the least and the greatest; a dot where it is not known.
pub fn of(values: &[Option<Number>]) -> String {
    let known = || values.iter().flatten();
    let (least, most) = (known().min(), known().max());
    let height = |value: &Number| {
        let (least, most) = (least?, most?);
        let share = (value - least).divided_by(&(most - least))?;
        let steps = &share * &Number::from(STEPS.len() as i64 - 1);
        usize::try_from(steps.round(0).to_scaled(0)?).ok()
    };
    (values.iter())
        .map(|value| match value {
            None => '·',
            Some(value) => {
                STEPS[height(value)
                    .unwrap_or(STEPS.len() / 2)
                    .min(STEPS.len() - 1)]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_is_lowest_and_the_greatest_highest() {
        let values = |values: &[Option<i64>]| -> Vec<Option<Number>> {
            values.iter().map(|n| n.map(Number::from)).collect()
        };
        assert_eq!(of(&values(&[Some(-7), Some(0), Some(7)])), "▁▅█");
        assert_eq!(of(&values(&[Some(3), None, Some(2)])), "█·▁");
        assert_eq!(of(&values(&[Some(3), Some(3)])), "▅▅");
        assert_eq!(of(&values(&[None])), "·");
    }
}
