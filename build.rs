//! Packs the built-in plans, their tests and the data sets: each folder of `indicators/` and `data/` becomes one archive.

use flate2::write::GzEncoder;
use flate2::{Compression, Crc};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// As many bytes are worth compressing: smaller archives are unpacked in every run for a file that hardly shrinks the program.
const LARGE: usize = 1 << 19;

fn main() -> io::Result<()> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    let missing = || io::Error::other("not run by cargo");
    let root = variable("CARGO_MANIFEST_DIR").ok_or_else(missing)?;
    let out = variable("OUT_DIR").ok_or_else(missing)?;
    for kind in ["indicators", "data"] {
        println!("cargo::rerun-if-changed={kind}");
        for folder in entries(&root.join(kind))?
            .iter()
            .filter(|path| path.is_dir())
        {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            fs::write(out.join(format!("{kind}-{name}.archive")), pack(folder)?)?;
        }
    }
    println!("cargo::rustc-env=KAOPING_SOURCE={}", source_digest(&root)?);
    Ok(())
}

/// A checksum of the source of the program: a batch that another build wrote is not taken for one of this build.
fn source_digest(root: &Path) -> io::Result<String> {
    let mut checksum = Crc::new();
    for part in ["src", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        update(&mut checksum, &root.join(part))?;
    }
    Ok(format!("{:08x}", checksum.sum()))
}

/// Adds a file, or all files of a folder, to a checksum; nothing where there is none.
fn update(checksum: &mut Crc, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        let mut paths = entries(path)?.into_iter();
        return paths.try_for_each(|path| update(checksum, &path));
    }
    if path.is_file() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        checksum.update(name.as_bytes());
        checksum.update(&fs::read(path)?);
    }
    Ok(())
}

/// The folder of a plan that has its tests.
const TESTS: &str = "tests";

/// The files of a folder and its tests as an archive, compressed where it is large; other folders within are left out. The same
/// files give the same bytes.
fn pack(folder: &Path) -> io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let tests = folder.join(TESTS);
    let mut paths = entries(folder)?;
    if tests.is_dir() {
        paths.extend(entries(&tests)?);
    }
    for path in paths.iter().filter(|path| path.is_file()) {
        let bytes = fs::read(path)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        let name = path.strip_prefix(folder).map_err(io::Error::other)?;
        archive.append_data(&mut header, name, bytes.as_slice())?;
    }
    let archive = archive.into_inner()?;
    if archive.len() < LARGE {
        return Ok(archive);
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&archive)?;
    packed.finish()
}

/// What is in a folder, in order.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
