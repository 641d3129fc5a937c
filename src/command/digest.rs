//! SHA-256 of the files that were read, for documents that carry it.

use super::exit::Exit;
use super::failure::Failure;
use crate::data::{self, Results};
use crate::observation::{Figures, InputFile};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::report::Digests;
use crate::report::head::{HashedFile, Sources};
use crate::source::{Folder, SourceError};
use crate::text;
use camino::Utf8Path;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;

/// The digests of a plan and of the files of a data set.
pub fn of(
    plan: &Plan,
    figures: &Figures,
    data: &Folder,
    progress: &Progress,
) -> Result<Digests, Failure> {
    let unreadable = |error: SourceError| {
        let message = text!("无法读取：{error}", "can't read: {error}");
        Failure::new(Exit::DataRefused, message)
    };
    let bytes = |file: &InputFile| data.counted_bytes(&file.name, progress);
    let all = figures.data.files.iter();
    progress.begin(
        text!("计算数据文件的摘要", "hashing the data files"),
        all.clone().map(bytes).sum(),
    );
    let files = all.map(|file| {
        let digest = of_file(data, &file.name)?;
        progress.add(bytes(file));
        Ok(digest)
    });
    let declarations = data::declaration_files(data).into_iter().map(|name| {
        Ok(HashedFile {
            path: data.shown_path(name).to_string(),
            sha256: of_file(data, name)?,
        })
    });
    Ok(Digests {
        plan: of_plan(plan),
        files: files.collect::<Result<_, _>>().map_err(unreadable)?,
        sources: Some(Sources {
            plan: plan_folder(plan).to_owned(),
            data: data.shown(),
            waivers: data.elsewhere(data::WAIVERS).map(Utf8Path::to_string),
            tally: tally_folder(data).map(Utf8Path::to_string),
            plan_files: plan.files.iter().map(of_plan_file).collect(),
            declarations: (declarations.collect::<Result<_, _>>()).map_err(unreadable)?,
        }),
    })
}

/// The folder of what an engine counted; `None` if there is none.
fn tally_folder(data: &Folder) -> Option<&Utf8Path> {
    let names = data.joined_names();
    let tally = names.iter().find(|name| name.ends_with(Results::TALLY))?;
    data.elsewhere(tally)?.parent()
}

/// The folder that a plan was read from, as it is shown.
fn plan_folder(plan: &Plan) -> &str {
    let first = plan.files.first().map(|(path, _)| path);
    let folder = first.and_then(|path| path.rsplit_once('/'));
    folder.map_or("", |(folder, _)| folder)
}

fn of_plan_file((path, bytes): &(String, Vec<u8>)) -> HashedFile {
    HashedFile {
        path: path.clone(),
        sha256: of_bytes(bytes),
    }
}

/// The digest of some bytes.
pub fn of_bytes(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The digest of a plan: computed from the name, the length and the bytes of each file, whatever folder they are in.
pub fn of_plan(plan: &Plan) -> String {
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

/// The digest of a file.
pub fn of_file(folder: &Folder, name: &str) -> Result<String, SourceError> {
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
