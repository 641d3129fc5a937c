//! Arguments that several commands have: where the plan and the data are, and the year.

use crate::bilingual;
use crate::plan::Year;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

/// A year of four digits, as `--year` takes it.
pub fn year(text: &str) -> Result<Year, String> {
    let year = text
        .parse()
        .ok()
        .filter(|year| (1000..10_000).contains(year));
    year.ok_or_else(|| bilingual!("须为四位数的年份", "not a year of four digits").to_owned())
}

/// `--plan`.
#[derive(Clone, Debug, Default, Args)]
pub struct PlanSource {
    #[arg(long = "plan", value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("规划文件夹；默认为内置规划", "folder of the plan; the built-in plan by default"))]
    plan: Option<Utf8PathBuf>,
}

/// `--data`.
#[derive(Clone, Debug, Default, Args)]
pub struct DataSource {
    #[arg(long = "data", value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("数据文件夹；默认为内置数据", "folder of the data; the built-in data by default"))]
    data: Option<Utf8PathBuf>,
}

/// `--plan` and `--data`.
#[derive(Clone, Debug, Default, Args)]
pub struct Sources {
    /// Where the plan is.
    #[command(flatten)]
    pub plan: PlanSource,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataSource,
}

impl PlanSource {
    /// The folder given, if one was.
    pub fn path(&self) -> Option<&Utf8Path> {
        self.plan.as_deref()
    }
}

impl DataSource {
    /// The folder given, if one was.
    pub fn path(&self) -> Option<&Utf8Path> {
        self.data.as_deref()
    }
}

impl Sources {
    /// The folders given.
    pub fn paths(&self) -> Vec<&Utf8Path> {
        let both = [self.plan.path(), self.data.path()];
        both.into_iter().flatten().collect()
    }
}
