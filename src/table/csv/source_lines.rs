//! Findings about cells in memory know the cell's text only; before they are shown, the whole line is read again.

use super::lines::lines;
use crate::finding::{Findings, LinePosition, Place};
use crate::observation::InputFile;
use crate::source::{Folder, place_in_line};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Gives every place in a text file that holds only a cell's text the whole line of the cell.
pub fn complete_places(folder: &Folder, files: &[InputFile], findings: &mut Findings) {
    let mut wanted: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    findings.places_mut(|place| {
        if let Some(file) = file_of(files, place) {
            wanted.entry(file).or_default().insert(place.line());
        }
    });
    for (file, numbers) in wanted {
        // Where a file can't be read again, its places stay as they are.
        let InputFile { name, encoding, .. } = &files[file];
        let Ok(texts) = lines(folder, name, encoding, &numbers) else {
            continue;
        };
        findings.places_mut(|place| {
            if file_of(files, place) == Some(file)
                && let Some(line) = place.in_text()
                && let Some(text) = texts.get(&line.line)
            {
                *place = whole(&place.file, line, text);
            }
        });
    }
}

/// Index of the file of a place that is to be completed; `None` for all other places.
fn file_of(files: &[InputFile], place: &Place) -> Option<usize> {
    let is_partial = |line: &&LinePosition| !line.text.is_empty() && !line.starts_line();
    place.in_text().filter(is_partial)?;
    files.iter().position(|file| file.path == place.file)
}

/// The place of a cell in its line, given the line's text.
fn whole(file: &Arc<str>, place: &LinePosition, text: &str) -> Place {
    let column = (place.column as usize).saturating_sub(1);
    let start = text
        .char_indices()
        .nth(column)
        .map_or(text.len(), |(at, _)| at);
    let cell = &place.text;
    let length = match text[start..].find(cell.as_str()) {
        // In this place, or behind a quote.
        Some(at) if at <= 1 => at + cell.len(),
        _ => text[start..].find(',').unwrap_or(text.len() - start),
    };
    place_in_line(file.clone(), place.line, text, start..start + length)
}
