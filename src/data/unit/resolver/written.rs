//! Codes and names as they are written.

use crate::data::unit::names;
use crate::data::unit::new_units::LONGEST_WORD;
use crate::data::unit::units_file::blank;
use std::borrow::Cow;

/// A word without white space around it. Few words have any.
pub(super) fn trimmed(word: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    match plain(word.as_bytes().first()) && plain(word.as_bytes().last()) {
        true => word,
        false => word.trim_matches(blank),
    }
}

/// A code as it is compared; borrowed if it is written so.
pub(super) fn to_halfwidth(code: &str) -> Cow<'_, str> {
    match code.is_ascii() {
        true => Cow::Borrowed(code),
        false => Cow::Owned(names::to_halfwidth(code)),
    }
}

/// The part of a name that is kept.
pub(super) fn cut(name: &str) -> &str {
    let mut end = name.len().min(LONGEST_WORD);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}
