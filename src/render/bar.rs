//! A share, drawn. For the eye only: the number stands beside it.

use crate::number::Number;

/// A bar of so many columns, full from 100 per cent on.
pub fn of(per_cent: &Number, width: usize) -> String {
    let share = (per_cent.to_f64() / 100.0).clamp(0.0, 1.0);
    let full = (share * width as f64).floor() as usize;
    let full = if per_cent.is_positive() {
        full.max(1)
    } else {
        full
    };
    "▮".repeat(full) + &"░".repeat(width - full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    fn drawn(tenths: i64) -> String {
        of(&Number::scaled(tenths.into(), 1), 4)
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(drawn(999), "▮▮▮░");
        assert_eq!(drawn(1200), "▮▮▮▮");
        assert_eq!(drawn(1), "▮░░░");
        assert_eq!(drawn(0), "░░░░");
        assert_eq!(drawn(-5), "░░░░");
    }

    #[test]
    fn its_characters_are_one_column_everywhere() {
        for c in drawn(500).chars() {
            assert_eq!((c.width(), c.width_cjk()), (Some(1), Some(1)), "{c}");
        }
    }
}
