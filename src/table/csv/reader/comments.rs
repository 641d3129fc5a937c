//! Comments, which begin with `#`, and blank lines.

use super::{LONGEST_LINE, Next, Reader};
use crate::source::SourceError;

impl Reader {
    /// Takes the comment that comes next, whatever quotes it has.
    pub(super) fn find_comment(&mut self) -> Result<Next, SourceError> {
        loop {
            let rest = &self.buffer[self.start..self.end];
            let found = memchr::memchr2(b'\n', b'\r', rest);
            let len = match found {
                None if !self.eof && rest.len() <= LONGEST_LINE => {
                    self.fill()?;
                    continue;
                }
                found => found.unwrap_or(rest.len()),
            };
            if len > LONGEST_LINE {
                return Ok(Next::LineTooLong);
            }
            self.ends.clear();
            let separators = memchr::memchr_iter(self.separator, &rest[..len]);
            self.ends.extend(separators);
            self.unquoted(len, false);
            return Ok(Next::Comment);
        }
    }

    /// Skips blank lines; whether anything is left.
    pub(super) fn skip_blank_lines(&mut self) -> Result<bool, SourceError> {
        loop {
            if self.start == self.end && !self.fill()? {
                return Ok(false);
            }
            match self.buffer[self.start] {
                b'\n' => {
                    self.line += u64::from(!self.after_cr);
                    self.after_cr = false;
                    self.start += 1;
                }
                b'\r' => {
                    self.line += 1;
                    self.after_cr = true;
                    self.start += 1;
                }
                _ => {
                    self.after_cr = false;
                    return Ok(true);
                }
            }
        }
    }
}
