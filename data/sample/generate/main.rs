//! Writes the synthetic data set: `cargo run --example generate-sample [FOLDER]`. The same plan gives the same bytes.

mod sample;

use kaoping::internals::source::Folder;
use std::path::PathBuf;
use std::{env, fs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn main() -> std::io::Result<()> {
    let named = env::args_os().nth(1).map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from(ROOT).join("data/sample"));
    fs::create_dir_all(&folder)?;
    let plan = format!("{ROOT}/indicators/beijing-2011-2015");
    let variables = sample::variables(&Folder::Disk(plan.into()));
    for file in sample::files(&variables) {
        fs::write(folder.join(&file.name), &file.bytes)?;
        println!("{:>9}  {}", file.bytes.len(), file.name);
    }
    Ok(())
}
