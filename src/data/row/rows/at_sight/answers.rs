//! Answers read many at once: of a row of cells of one byte each, or none.

use crate::data::cell::UNRESOLVED;
use crate::observation::{AnswerMasks, PackedAnswer};

/// Reads the answers of cells of one byte or none each; how many bytes they have together. `None` where a cell is longer or says
/// nothing known.
pub(super) fn read_answers(
    text: &[u8],
    separator: u8,
    by_byte: &[PackedAnswer; 256],
    answers: &mut AnswerMasks,
) -> Option<usize> {
    let count = answers.len();
    let all = u64::MAX >> (AnswerMasks::ITEMS - count);
    let (cells, blank, len) = match one_byte_each(text, separator, all) {
        Some(cells) => (cells, 0, 2 * count - 1),
        None => one_byte_or_none(text, separator, count)?,
    };
    answers.clear();
    answers.add(PackedAnswer::BLANK, blank);
    let mut left = all & !blank;
    while left != 0 {
        let byte = cells[left.trailing_zeros() as usize];
        let answer = by_byte[usize::from(byte)];
        let equal = equal(&cells, byte) & left;
        if answer == UNRESOLVED || !answers.add(answer, equal) {
            return None;
        }
        left ^= equal;
    }
    Some(len)
}

type Cells = [u8; AnswerMasks::ITEMS];

/// The cells of the items `all` at the beginning of a text if each is one byte long.
fn one_byte_each(text: &[u8], separator: u8, all: u64) -> Option<Cells> {
    let (pairs, _) = text.as_chunks::<2>();
    let pairs: &[[u8; 2]; AnswerMasks::ITEMS] = pairs.first_chunk()?;
    let (mut cells, mut others) = ([0; AnswerMasks::ITEMS], [0; AnswerMasks::ITEMS]);
    for ((cell, other), pair) in cells.iter_mut().zip(&mut others).zip(pairs) {
        (*cell, *other) = (pair[0], pair[1]);
    }
    let behind = equal(&others, separator);
    let last = cells[(u64::BITS - 1 - all.leading_zeros()) as usize];
    let separated = !matches!(last, b'\n' | b'\r')
        && behind | !(all >> 1) == u64::MAX
        && equal(&cells, separator) & all == 0;
    separated.then_some(cells)
}

/// The cells at the beginning of a text if each is one byte long or blank; which are blank, as bits; how many bytes they have.
fn one_byte_or_none(text: &[u8], separator: u8, count: usize) -> Option<(Cells, u64, usize)> {
    let (mut cells, mut blank, mut at) = ([0; AnswerMasks::ITEMS], 0, 0);
    for (item, cell) in cells[..count].iter_mut().enumerate() {
        if item > 0 {
            at = end_of_separator(text, separator, at)?;
        }
        let byte = *text.get(at)?;
        if byte == separator || matches!(byte, b'\n' | b'\r') {
            blank |= 1 << item;
        } else {
            *cell = byte;
            at += 1;
        }
    }
    Some((cells, blank, at))
}

/// Which cells are equal to a byte, as bits.
fn equal(cells: &Cells, byte: u8) -> u64 {
    /// Moves the lowest bit of each byte of a word into its highest byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    // A loop becomes instructions for many bytes at once, `map` does not.
    let mut equal = [0; AnswerMasks::ITEMS];
    for (equal, cell) in equal.iter_mut().zip(cells) {
        *equal = u8::from(*cell == byte);
    }
    let (words, _) = equal.as_chunks::<8>();
    words.iter().rev().fold(0, |all, word| {
        all << 8 | u64::from_le_bytes(*word).wrapping_mul(GATHER) >> 56
    })
}

/// The place behind the separator at `at`; `None` where there is none.
pub(super) fn end_of_separator(text: &[u8], separator: u8, at: usize) -> Option<usize> {
    (*text.get(at)? == separator).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_one_byte_or_none() {
        let mut by_byte = [UNRESOLVED; 256];
        by_byte[usize::from(b'0')] = PackedAnswer::grade(0);
        by_byte[usize::from(b'1')] = PackedAnswer::grade(1);
        by_byte[usize::from(b'y')] = PackedAnswer::grade(1);
        // What stands behind the row may be anything, and as long as the row is short.
        for rest in ["\n", "\n1,1,1,1,1", &format!("\r\n{}", "1,".repeat(90))] {
            for (row, expected) in [
                ("1", Some("1")),
                ("", Some("-")),
                ("1,0,1", Some("101")),
                (",,", Some("---")),
                ("1,0,", Some("10-")),
                (",y,0", Some("-10")),
                ("1,,,0", Some("1--0")),
                ("1,2,1", None),
                ("1,10,1", None),
            ] {
                let text = format!("{row}{rest}");
                let items = row.split(',').count();
                let mut answers = AnswerMasks::new(items);
                let len = read_answers(text.as_bytes(), b',', &by_byte, &mut answers);
                let shown = answers.answers().map(|answer| match answer.0 {
                    0 => '0',
                    1 => '1',
                    _ => '-',
                });
                let found = len.map(|len| (len, shown[..items].iter().collect::<String>()));
                let expected = expected.map(|answers| (row.len(), answers.to_owned()));
                assert_eq!(found, expected, "{text:?}");
            }
        }
    }
}
