//! Looks up the answers of flags and ratings by the bytes of a cell, without allocating.

use super::CellError;
use super::notation::{Notation, Symbol};
use super::number::{BLANKS, DASHES};
use crate::i18n::normalize;
use crate::observation::PackedAnswer;
use crate::plan::Scale;
use hashbrown::HashMap;

/// Not an answer, but the mark of a cell for which [`ScaleLookup::fast`] found none.
pub const UNRESOLVED: PackedAnswer = PackedAnswer(252);

/// The answers of a scale by the words for them.
pub struct ScaleLookup {
    /// By single bytes; [`UNRESOLVED`] where there is no answer.
    short: [u8; 256],
    /// By words, as written in the plan and normalized.
    words: HashMap<Box<[u8]>, u8>,
}

impl ScaleLookup {
    /// All words of a scale, and those for blank and not applicable. What signs mean in the file comes first.
    pub fn new(scale: &Scale, notation: &Notation) -> Self {
        let mut table = ScaleLookup {
            short: [UNRESOLVED.0; 256],
            words: HashMap::new(),
        };
        for (word, symbol) in &notation.symbols {
            match symbol {
                Symbol::Missing => table.add(word, PackedAnswer::BLANK.0),
                Symbol::NotApplicable => table.add(word, PackedAnswer::NOT_APPLICABLE.0),
                Symbol::Zero | Symbol::Negligible => {}
            }
        }
        for (at, grade) in scale.grades.iter().enumerate().take(PackedAnswer::GRADES) {
            let answer = PackedAnswer::grade(at).0;
            for word in grade.words.iter().chain([&grade.name.zh, &grade.name.en]) {
                table.add(word, answer);
                table.add(&normalize(word), answer);
            }
        }
        for blank in BLANKS {
            table.add(blank, PackedAnswer::BLANK.0);
        }
        for dash in DASHES {
            table.add(dash, PackedAnswer::NOT_APPLICABLE.0);
        }
        table
    }

    /// Adds a word; one that is known keeps its first answer.
    fn add(&mut self, word: &str, answer: u8) {
        if word.is_empty() {
            return;
        }
        self.words.entry(word.as_bytes().into()).or_insert(answer);
        if let [byte] = word.as_bytes() {
            for byte in [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()] {
                let known = &mut self.short[usize::from(byte)];
                if *known == UNRESOLVED.0 {
                    *known = answer;
                }
            }
        }
    }

    /// The words that are known as they are written, in order.
    pub fn words(&self) -> Vec<String> {
        let ascii = (b'!'..=b'~').filter(|byte| self.short[usize::from(*byte)] != UNRESOLVED.0);
        let mut words: Vec<String> = ascii.map(|byte| char::from(byte).into()).collect();
        let longer = self.words.keys().filter(|word| word.len() > 1);
        words.extend(longer.filter_map(|word| String::from_utf8(word.to_vec()).ok()));
        words.sort();
        words
    }

    /// The answer in a cell whose bytes are one of the known words; `None` for all else.
    #[inline]
    pub fn fast(&self, raw: &[u8], may_not_apply: bool) -> Option<PackedAnswer> {
        let answer = match raw {
            [byte] => self.short[usize::from(*byte)],
            [] => PackedAnswer::BLANK.0,
            longer => self.word(longer)?,
        };
        let plain =
            answer != UNRESOLVED.0 && (answer != PackedAnswer::NOT_APPLICABLE.0 || may_not_apply);
        plain.then_some(PackedAnswer(answer))
    }

    #[cold]
    fn word(&self, raw: &[u8]) -> Option<u8> {
        self.words.get(raw).copied()
    }

    /// The answer in a cell after normalizing it, and why it is refused or what was assumed.
    pub fn slow(
        &self,
        raw: &str,
        may_not_apply: bool,
        notation: &Notation,
    ) -> (PackedAnswer, Option<CellError>) {
        let text = normalize(notation.unmarked(raw));
        match notation.symbols.get(&text) {
            Some(Symbol::Missing) => return (PackedAnswer::BLANK, None),
            Some(Symbol::NotApplicable) if may_not_apply => {
                return (PackedAnswer::NOT_APPLICABLE, None);
            }
            Some(Symbol::NotApplicable) => {
                return (PackedAnswer::BLANK, Some(CellError::DashAsBlank));
            }
            Some(Symbol::Zero | Symbol::Negligible) | None => {}
        }
        if let Some(answer) = self.fast(text.as_bytes(), may_not_apply) {
            return (answer, None);
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
        let table = ScaleLookup::new(&yes_no(), &Notation::default());
        for (raw, answer) in [
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
            let read = table.fast(raw.as_bytes(), false).map_or_else(
                || table.slow(raw, false, &Notation::default()),
                |answer| (answer, None),
            );
            assert_eq!(read, (answer, None), "{raw}");
        }
        assert_eq!(
            table.slow("—", true, &Notation::default()),
            (PackedAnswer::NOT_APPLICABLE, None)
        );
        assert_eq!(
            table.slow("—", false, &Notation::default()),
            (PackedAnswer::BLANK, Some(CellError::DashAsBlank))
        );
        assert_eq!(
            table.slow("maybe", false, &Notation::default()),
            (PackedAnswer::REFUSED, Some(CellError::UnknownWord))
        );
        let mut declared = Notation::default();
        declared.symbols.insert("n".to_owned(), Symbol::Missing);
        let table = ScaleLookup::new(&yes_no(), &declared);
        assert_eq!(table.fast(b"N", false), Some(PackedAnswer::BLANK));
    }
}
