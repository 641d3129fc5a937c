//! Findings about kept cells know the cell's text only; before they are shown the whole line is fetched from its file.

use crate::finding::{Findings, Place};
use crate::observation::InputFile;
use crate::source::{self, Folder, place_in_line};
use std::collections::{BTreeMap, BTreeSet};

/// Gives every place that holds a cell's text alone the line that it stands in.
pub fn complete(folder: &Folder, files: &[InputFile], findings: &mut Findings) {
    let mut wanted: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    findings.places_mut(|place| {
        if let Some(file) = file_of(files, place) {
            wanted.entry(file).or_default().insert(place.line);
        }
    });
    for (file, lines) in wanted {
        // A file that can't be read again leaves its places as they are.
        let Ok(texts) = source::lines(folder, &files[file].name, &lines) else {
            continue;
        };
        findings.places_mut(|place| {
            if file_of(files, place) == Some(file)
                && let Some(text) = texts.get(&place.line)
            {
                *place = whole(place, text);
            }
        });
    }
}

fn file_of(files: &[InputFile], place: &Place) -> Option<usize> {
    let before = place.text.get(..place.span.0).unwrap_or("");
    let is_whole = before.chars().count() + 1 == place.column as usize;
    if place.line == 0 || is_whole {
        return None;
    }
    files.iter().position(|file| file.path == place.file)
}

fn whole(place: &Place, text: &str) -> Place {
    let column = (place.column as usize).saturating_sub(1);
    let start = text
        .char_indices()
        .nth(column)
        .map_or(text.len(), |(at, _)| at);
    let cell = &place.text;
    let length = match text[start..].find(cell.as_str()) {
        // Right there, or behind the quote.
        Some(at) if at <= 1 => at + cell.len(),
        _ => text[start..].find(',').unwrap_or(text.len() - start),
    };
    place_in_line(place.file.clone(), place.line, text, start..start + length)
}
