//! Answers of flags and items: a table look-up on bytes, no allocation a cell.

use super::numeric::{BLANKS, DASHES};
use super::trouble::Trouble;
use super::words::fold;
use crate::figures::Code;
use crate::plan::Scale;
use hashbrown::HashMap;

/// No answer yet: to be looked at closely.
pub const UNSEEN: Code = Code(252);

/// A scale's words, ready to be looked up.
pub struct CodedScale {
    /// Of one byte.
    short: [u8; 256],
    /// As written in the plan, and folded.
    words: HashMap<Box<[u8]>, u8>,
}

impl CodedScale {
    pub fn new(scale: &Scale) -> Self {
        let mut table = CodedScale {
            short: [UNSEEN.0; 256],
            words: HashMap::new(),
        };
        for (at, grade) in scale.grades.iter().enumerate().take(Code::GRADES) {
            let code = Code::grade(at).0;
            for word in grade.words.iter().chain([&grade.name.zh, &grade.name.en]) {
                table.learn(word, code);
                table.learn(&fold(word), code);
            }
        }
        for blank in BLANKS {
            table.learn(blank, Code::BLANK.0);
        }
        for dash in DASHES {
            table.learn(dash, Code::NOT_APPLICABLE.0);
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
    pub fn quick(&self, raw: &[u8], may_not_apply: bool) -> Option<Code> {
        let code = match raw {
            [byte] => self.short[usize::from(*byte)],
            [] => Code::BLANK.0,
            longer => self.word(longer)?,
        };
        let plain = code != UNSEEN.0 && (code != Code::NOT_APPLICABLE.0 || may_not_apply);
        plain.then_some(Code(code))
    }

    #[cold]
    fn word(&self, raw: &[u8]) -> Option<u8> {
        self.words.get(raw).copied()
    }

    /// The answer in a cell that is not plainly one.
    pub fn closely(&self, raw: &str, may_not_apply: bool) -> (Code, Option<Trouble>) {
        let text = fold(raw);
        if let Some(code) = self.quick(text.as_bytes(), may_not_apply) {
            return (code, None);
        }
        match text.as_str() {
            _ if DASHES.contains(&text.as_str()) => (Code::BLANK, Some(Trouble::DashAsBlank)),
            _ if text.starts_with('#') => (Code::REFUSED, Some(Trouble::SpreadsheetError)),
            _ => (Code::REFUSED, Some(Trouble::UnknownWord)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fixtures::yes_no;

    #[test]
    fn words_of_a_scale() {
        let table = CodedScale::new(&yes_no());
        for (raw, code) in [
            ("是", Code::grade(2)),
            ("√", Code::grade(2)),
            ("1", Code::grade(2)),
            ("１", Code::grade(2)),
            (" Y ", Code::grade(2)),
            ("YES", Code::grade(2)),
            ("在建", Code::grade(1)),
            ("否", Code::grade(0)),
            ("", Code::BLANK),
            ("  ", Code::BLANK),
            ("未报", Code::BLANK),
        ] {
            let read = table
                .quick(raw.as_bytes(), false)
                .map_or_else(|| table.closely(raw, false), |code| (code, None));
            assert_eq!(read, (code, None), "{raw}");
        }
        assert_eq!(table.closely("—", true), (Code::NOT_APPLICABLE, None));
        assert_eq!(
            table.closely("—", false),
            (Code::BLANK, Some(Trouble::DashAsBlank))
        );
        assert_eq!(
            table.closely("maybe", false),
            (Code::REFUSED, Some(Trouble::UnknownWord))
        );
    }
}
