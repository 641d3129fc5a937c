//! Colour for terminals, and the sign of each verdict.

use crate::evaluate::Verdict;

/// What a range of text is painted for.
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

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn signs_are_one_column_everywhere() {
        for c in Verdict::ALL.into_iter().map(sign) {
            assert_eq!((c.width(), c.width_cjk()), (Some(1), Some(1)), "{c}");
        }
    }
}
