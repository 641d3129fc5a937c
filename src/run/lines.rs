//! A finding about a figure that is kept knows the cell's text only: the line that it stands in is fetched from its file.

use crate::diagnostic::{Findings, Place};
use crate::figures::InputFile;
use crate::source::{Folder, place_in_line};
use std::collections::{BTreeMap, BTreeSet};

/// Gives every place of these findings its whole line. A file that can't be read again leaves them as they are.
pub fn fetch(folder: &Folder, files: &[InputFile], findings: &mut Findings) {
    let mut wanted: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    let file_of = |place: &Place| files.iter().position(|file| file.path == place.file);
    findings.places_mut(|place| {
        if let Some(file) = file_of(place) {
            wanted.entry(file).or_default().insert(place.line);
        }
    });
    for (file, lines) in wanted {
        let Ok(texts) = folder.lines(&files[file].name, &lines) else {
            continue;
        };
        findings.places_mut(|place| {
            if let (true, Some(text)) = (file_of(place) == Some(file), texts.get(&place.line)) {
                *place = within(place, text);
            }
        });
    }
}

/// The cell of a place in its line, behind its quote where it has one.
fn within(place: &Place, text: &str) -> Place {
    let before = (place.column as usize).saturating_sub(1);
    let start = text.char_indices().nth(before).map_or(text.len(), |c| c.0);
    let cell = match text[start..].find(place.text.as_str()) {
        Some(at) if at <= 1 => start..start + at + place.text.len(),
        _ => start..start,
    };
    place_in_line(place.file.clone(), place.line, text, cell)
}
