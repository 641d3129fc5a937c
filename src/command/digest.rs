//! SHA-256 of the files that were read, for documents that carry it.

use super::exit::Exit;
use super::failure::Failure;
use crate::observation::Figures;
use crate::plan::Plan;
use crate::report::Digests;
use crate::source::{Folder, SourceError};
use crate::text;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;

/// The digests of a plan and of the files of a data set.
pub fn of(plan: &Plan, figures: &Figures, data: &Folder) -> Result<Digests, Failure> {
    let files = (figures.data.files.iter())
        .map(|file| file_digest(data, &file.name))
        .collect::<Result<_, _>>()
        .map_err(|error| {
            let message = text!("无法读取：{error}", "can't read: {error}");
            Failure::new(Exit::DataRefused, message)
        })?;
    Ok(Digests {
        plan: plan_digest(plan),
        files,
    })
}

/// Computed from the name, the length and the bytes of each file, whatever folder they are in.
fn plan_digest(plan: &Plan) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in &plan.files {
        let name = path.rsplit('/').next().unwrap_or(path);
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hexadecimal(&hash.finalize())
}

fn file_digest(folder: &Folder, name: &str) -> Result<String, SourceError> {
    let mut file = folder.open(name)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece).map_err(|error| SourceError {
            path: folder.shown_path(name).to_string(),
            reason: error.to_string(),
        })?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&piece[..read]);
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
