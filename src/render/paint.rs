//! Colour for terminals, and the sign of each verdict.

use crate::evaluate::Verdict;

/// What a stretch of text is painted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Plain,
    Strong,
    Dim,
    Good,
    Bad,
    Warn,
    Calm,
}

impl Paint {
    fn code(self) -> &'static str {
        match self {
            Paint::Plain => "",
            Paint::Strong => "1",
            Paint::Dim => "2",
            Paint::Good => "32",
            Paint::Bad => "1;31",
            Paint::Warn => "33",
            Paint::Calm => "36",
        }
    }

    /// The text, between the codes for this paint where there is colour.
    pub fn on(self, text: &str, color: bool) -> String {
        if color && self != Paint::Plain && !text.trim().is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", self.code())
        } else {
            text.to_owned()
        }
    }
}

/// The paint of a verdict.
pub fn of(verdict: Verdict) -> Paint {
    match verdict {
        Verdict::Met | Verdict::OnTrack => Paint::Good,
        Verdict::Missed => Paint::Bad,
        Verdict::Behind => Paint::Warn,
        Verdict::Monitored => Paint::Calm,
        Verdict::NotDue => Paint::Plain,
        Verdict::NoData | Verdict::NotApplicable | Verdict::Waived => Paint::Dim,
    }
}

/// One column wide in every terminal.
pub fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Met => '✓',
        Verdict::OnTrack => '>',
        Verdict::Behind => '<',
        Verdict::Missed => '✗',
        Verdict::NotDue => '.',
        Verdict::Monitored => ':',
        Verdict::NoData => '░',
        Verdict::NotApplicable => '-',
        Verdict::Waived => '~',
    }
}

/// How much of something is done, drawn. Shares outside 0 to 1 are cut.
pub fn bar(share: f64, width: usize) -> String {
    let share = share.clamp(0.0, 1.0);
    let mut full = (share * width as f64).floor() as usize;
    if full == 0 && share > 0.0 {
        full = 1;
    }
    "▮".repeat(full) + &"░".repeat(width - full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn signs_are_one_column_everywhere() {
        let drawn = bar(0.5, 4);
        let signs = Verdict::ALL.into_iter().map(sign).chain(drawn.chars());
        for c in signs {
            assert_eq!((c.width(), c.width_cjk()), (Some(1), Some(1)), "{c}");
        }
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(bar(0.9999, 4), "▮▮▮░");
        assert_eq!(bar(1.2, 4), "▮▮▮▮");
        assert_eq!(bar(0.01, 4), "▮░░░");
        assert_eq!(bar(0.0, 4), "░░░░");
    }
}
