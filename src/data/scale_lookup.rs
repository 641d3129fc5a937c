//! Answers of flags and items: a table look-up on bytes, no allocation a cell.

use super::cell_error::CellError;
use super::numeric::{BLANKS, DASHES};
use super::words::normalize;
use crate::observation::PackedAnswer;
use crate::plan::Scale;
use hashbrown::HashMap;

/// No answer yet: to be looked at slow.
pub const UNSEEN: PackedAnswer = PackedAnswer(252);

/// A scale's words, ready to be looked up.
pub struct ScaleLookup {
    /// Of one byte.
    short: [u8; 256],
    /// As written in the plan, and folded.
    words: HashMap<Box<[u8]>, u8>,
}

impl ScaleLookup {
    pub fn new(scale: &Scale) -> Self {
        let mut table = ScaleLookup {
            short: [UNSEEN.0; 256],
            words: HashMap::new(),
        };
        for (at, grade) in scale.grades.iter().enumerate().take(PackedAnswer::GRADES) {
            let code = PackedAnswer::grade(at).0;
            for word in grade.words.iter().chain([&grade.name.zh, &grade.name.en]) {
                table.learn(word, code);
                table.learn(&normalize(word), code);
            }
        }
        for blank in BLANKS {
            table.learn(blank, PackedAnswer::BLANK.0);
        }
        for dash in DASHES {
            table.learn(dash, PackedAnswer::NOT_APPLICABLE.0);
        }
        table
    }

    /// The first meaning of a word stands.
    fn learn(&mut self, word: &str, code: u8) {
        if word.is_empty() {
            return;
        }
        self.words.entry(word.as_bytes().into()).or_insert(code);
        if let [byte] = word.as_bytes() {
            for byte in [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()] {
                let known = &mut self.short[usize::from(byte)];
                if *known == UNSEEN.0 {
                    *known = code;
                }
            }
        }
    }

    /// The answer in a cell, if it is plainly one.
    #[inline]
    pub fn fast(&self, raw: &[u8], may_not_apply: bool) -> Option<PackedAnswer> {
        let code = match raw {
            [byte] => self.short[usize::from(*byte)],
            [] => PackedAnswer::BLANK.0,
            longer => self.word(longer)?,
        };
        let plain = code != UNSEEN.0 && (code != PackedAnswer::NOT_APPLICABLE.0 || may_not_apply);
        plain.then_some(PackedAnswer(code))
    }

    #[cold]
    fn word(&self, raw: &[u8]) -> Option<u8> {
        self.words.get(raw).copied()
    }

    /// The answer in a cell that is not plainly one.
    pub fn slow(&self, raw: &str, may_not_apply: bool) -> (PackedAnswer, Option<CellError>) {
        let text = normalize(raw);
        if let Some(code) = self.fast(text.as_bytes(), may_not_apply) {
            return (code, None);
        }
        match text.as_str() {
            _ if DASHES.contains(&text.as_str()) => {
                (PackedAnswer::BLANK, Some(CellError::DashAsBlank))
            }
            _ if text.starts_with('#') => {
                (PackedAnswer::REFUSED, Some(CellError::SpreadsheetError))
            }
            _ => (PackedAnswer::REFUSED, Some(CellError::UnknownWord)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fixtures::yes_no;

    #[test]
    fn words_of_a_scale() {
        let table = ScaleLookup::new(&yes_no());
        for (raw, code) in [
            ("是", PackedAnswer::grade(2)),
            ("√", PackedAnswer::grade(2)),
            ("1", PackedAnswer::grade(2)),
            ("１", PackedAnswer::grade(2)),
            (" Y ", PackedAnswer::grade(2)),
            ("YES", PackedAnswer::grade(2)),
            ("在建", PackedAnswer::grade(1)),
            ("否", PackedAnswer::grade(0)),
            ("", PackedAnswer::BLANK),
            ("  ", PackedAnswer::BLANK),
            ("未报", PackedAnswer::BLANK),
        ] {
            let read = table
                .fast(raw.as_bytes(), false)
                .map_or_else(|| table.slow(raw, false), |code| (code, None));
            assert_eq!(read, (code, None), "{raw}");
        }
        assert_eq!(table.slow("—", true), (PackedAnswer::NOT_APPLICABLE, None));
        assert_eq!(
            table.slow("—", false),
            (PackedAnswer::BLANK, Some(CellError::DashAsBlank))
        );
        assert_eq!(
            table.slow("maybe", false),
            (PackedAnswer::REFUSED, Some(CellError::UnknownWord))
        );
    }
}
