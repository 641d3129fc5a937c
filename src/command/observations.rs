//! `observations`: every observation of a data set as a tidy table.

use super::pipeline::{self, AllCells};
use super::sources::Sources;
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::render;
use camino::Utf8Path;
use clap::Args;

/// `observations` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "observations",
    about: bilingual!(
        "逐条输出观测值，供其他程序使用",
        "print every observation, for other programs"
    ),
    examples: "kaoping observations --data figures/ --output observations.csv
kaoping observations --data figures/ --format ndjson",
    formats: || render::formats_with(|format| format.observations.is_some()),
    arguments: Observations::augment_args,
    parse: super::parse::<Observations>,
    write_failure: |_: &Failure, _: &mut Destinations<'_>| Ok(()),
};

/// Files with fewer bytes are read once.
pub const FEW_BYTES: u64 = 16 << 20;

/// As many cells of larger ones are held at once.
pub const MOST_CELLS: u64 = 500_000;

#[derive(Debug, Args)]
struct Observations {
    #[command(flatten)]
    sources: Sources,
}

impl Command for Observations {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let folder = self.sources.cells_folder()?;
        let (cells, found) = AllCells::of(&plan, &folder, to.progress(), (FEW_BYTES, MOST_CELLS));
        findings.merge(found);
        let lang = to.lang();
        for one in to.iter_mut() {
            if let Some(write) = one.format.observations {
                write(one.out, &mut cells.observations(lang))?;
            }
        }
        let end = Exit::of_reading(findings.any_error());
        Ok(Outcome::new(end, findings))
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}
