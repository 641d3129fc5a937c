//! Writes the synthetic data set beside this folder: `cargo run --example generate-sample [FOLDER]`. The same plan gives the same bytes.

mod sample;

use std::path::PathBuf;
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = env::args_os()
        .nth(1)
        .map_or_else(|| root.join("data/sample"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let variables = sample::variables(&root.join("indicators/beijing-2011-2015"))?;
    for file in sample::files(&variables) {
        fs::write(folder.join(&file.name), &file.bytes)?;
        println!("{:>9}  {}", file.bytes.len(), file.name);
    }
    Ok(())
}
