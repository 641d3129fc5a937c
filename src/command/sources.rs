//! Where the plan and the data are: arguments that several commands have.

use crate::bilingual;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

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
