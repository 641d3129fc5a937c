//! The key of a batch: a digest of everything that its files depend on.

use crate::command::{Failure, digest};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::source::Folder;
use crate::text;

/// The version of the program, and the digest of its source, so that another build is another program.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("KAOPING_SOURCE"));

/// The key of a batch of a plan, a data set and options, for which the data set is read byte by byte and not understood.
pub fn key(
    plan: &Plan,
    data: &Folder,
    options: &str,
    progress: &Progress,
) -> Result<String, Failure> {
    let plan_files = plan.files.iter().map(|(path, _)| path.as_str());
    let mut parts: Vec<String> = vec![PROGRAM.to_owned(), options.to_owned(), data.shown()];
    parts.push(digest::of_plan(plan));
    parts.extend(plan_files.map(str::to_owned));
    // What can't be read is found out and said where it is read.
    let entries = data.entries().unwrap_or_default();
    progress.begin(text!("检查文件", "comparing files"), entries.len() as u64);
    for entry in entries {
        let digest = digest::of_file(data, &entry.name);
        parts.push(format!("{:?}", entry.kind));
        parts.push(digest.unwrap_or_else(|error| error.to_string()));
        parts.push(entry.name);
        progress.add(1);
    }
    Ok(digest::of_bytes(&joined(&parts)))
}

/// The parts one after another, each with its length, so that no two lists give the same bytes.
fn joined(parts: &[String]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    bytes
}
