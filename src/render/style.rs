//! Colours for terminals, and the sign of each verdict.

use super::number_format::NOTHING;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use anstyle::{AnsiColor, Style};

/// Headings.
pub const STRONG: Style = Style::new().bold();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();
/// Everything else.
pub const PLAIN: Style = Style::new();
/// What needs attention.
pub const WARNING: Style = AnsiColor::Yellow.on_default();

/// The text between the codes of a style, where colour is wanted.
pub fn styled(text: &str, style: Style, color: bool) -> String {
    if color && !text.trim().is_empty() {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

/// The style of a verdict.
pub fn of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Met | Verdict::OnTrack => AnsiColor::Green.on_default(),
        Verdict::Missed => AnsiColor::Red.on_default().bold(),
        Verdict::Behind => WARNING,
        Verdict::Monitored => AnsiColor::Cyan.on_default(),
        Verdict::NotDue => PLAIN,
        Verdict::NoData | Verdict::NotApplicable | Verdict::Waived => DIM,
    }
}

/// A verdict with its sign: `✓ met`; a dash where there is none.
pub fn verdict(verdict: Option<Verdict>, lang: Lang) -> String {
    match verdict {
        Some(verdict) => format!("{} {}", sign(verdict), verdict.name(lang)),
        None => NOTHING.to_owned(),
    }
}

/// One column wide in every terminal, and none that could be read as a comparison or as a part of a number.
pub fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Met => '✓',
        Verdict::OnTrack => '➚',
        Verdict::Behind => '➘',
        Verdict::Missed => '✗',
        Verdict::NotDue => '◌',
        Verdict::Monitored => '◦',
        Verdict::NoData => '?',
        Verdict::NotApplicable => '/',
        Verdict::Waived => '⊘',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn signs_are_one_column_everywhere_and_no_comparisons() {
        for c in Verdict::ALL.into_iter().map(sign) {
            assert_eq!((c.width(), c.width_cjk()), (Some(1), Some(1)), "{c}");
            assert!(!"<>=~≈+-.:".contains(c), "{c}");
        }
    }
}
