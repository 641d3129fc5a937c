//! The packed parts of a workbook: how large they are, and one of them as text.

use super::{LARGEST_UNPACKED, WorkbookError, damaged};
use std::io::{Cursor, Read, sink};
use zip::ZipArchive;

/// Fails where the parts of an archive have together more than [`LARGEST_UNPACKED`] bytes. They are unpacked and counted:
/// what an archive says of itself can't be trusted.
pub fn check_size(bytes: &[u8]) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        if part.size() > left {
            return Err(WorkbookError::TooLarge);
        }
        let copied = std::io::copy(&mut part.take(left + 1), &mut sink()).map_err(damaged)?;
        left = left.checked_sub(copied).ok_or(WorkbookError::TooLarge)?;
    }
    Ok(())
}
