//! Arguments that several commands have: where the plan and the data are, and the year.

use super::builtin::{self, default_data, default_plan, is_builtin, is_standard_input};
use super::exit::Exit;
use super::failure::Failure;
use crate::bilingual;
use crate::data::{Results, WAIVERS};
use crate::plan::Year;
use crate::report::SourceNames;
use crate::source::{Elsewhere, Folder, SourceError};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use std::collections::BTreeMap;

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
    #[arg(help = bilingual!("规划文件夹，或内置规划 builtin:beijing-2011-2015（默认）、builtin:xiaokang-2008（自带数据）", "folder of the plan, or a built-in one: builtin:beijing-2011-2015 (the default), builtin:xiaokang-2008 (brings its own data)"))]
    plan: Option<Utf8PathBuf>,
}

/// `--data`.
#[derive(Clone, Debug, Default, Args)]
pub struct DataSource {
    #[arg(long = "data", value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("数据文件夹或单个文件，`-` 为标准输入，或内置数据 builtin:beijing（公开数据，默认）、builtin:sample（合成数据）", "folder of the data or a single file, `-` for standard input, or builtin:beijing (published figures, the default), builtin:sample (synthetic)"))]
    data: Option<Utf8PathBuf>,
}

/// `--plan`, `--data` and `--waivers`.
#[derive(Clone, Debug, Default, Args)]
pub struct Sources {
    /// Where the plan is.
    #[command(flatten)]
    pub plan: PlanSource,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataSource,
    /// Where the waivers are; `None` if they are in the data folder.
    #[arg(long, value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("豁免文件，代替数据文件夹中的 waivers.toml", "file of waivers, in the place of the data folder's waivers.toml"))]
    waivers: Option<Utf8PathBuf>,
    /// Where the counts of an engine are; `None` if there are none.
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("数据库按 `kaoping sql` 的语句得出的计数与其余行所在的文件夹", "folder of what an engine counted, and of the rows that it did not, by the statements of `kaoping sql`"))]
    tally: Option<Utf8PathBuf>,
}

impl PlanSource {
    /// What was given: a folder, or the name of something built in.
    pub fn path(&self) -> Option<&Utf8Path> {
        self.plan.as_deref()
    }

    /// The folder given, if it is on the disk.
    pub fn on_disk(&self) -> Option<&Utf8Path> {
        self.path().filter(|path| !is_builtin(path))
    }
}

impl DataSource {
    /// What was given: a folder, or the name of something built in.
    pub fn path(&self) -> Option<&Utf8Path> {
        self.data.as_deref()
    }

    /// The folder or file given, if it is on the disk.
    pub fn on_disk(&self) -> Option<&Utf8Path> {
        let elsewhere = |path: &Utf8Path| is_builtin(path) || is_standard_input(path);
        self.path().filter(|path| !elsewhere(path))
    }
}

impl Sources {
    /// Where a plan and data are, by folder or built-in name, and the waivers where they are apart.
    pub fn at(plan: Utf8PathBuf, data: Utf8PathBuf, waivers: Option<Utf8PathBuf>) -> Self {
        Sources {
            plan: PlanSource { plan: Some(plan) },
            data: DataSource { data: Some(data) },
            waivers,
            tally: None,
        }
    }

    /// The plan and the data as a command has to name them: not at all where they are taken by default.
    pub fn names(&self) -> SourceNames {
        let given = |path: Option<&Utf8Path>, default: &str| {
            let path = path.filter(|&path| path != default)?;
            Some(match path.as_str().trim_end_matches('/') {
                "" => path.to_string(),
                name => name.to_owned(),
            })
        };
        SourceNames {
            plan: given(self.plan.path(), default_plan()),
            data: given(self.data.path(), default_data(self.plan.path())),
            waivers: self.waivers.as_ref().map(Utf8PathBuf::to_string),
            tally: self.tally.as_ref().map(Utf8PathBuf::to_string),
        }
    }

    /// The folders and files given that are on the disk.
    pub fn on_disk(&self) -> Vec<&Utf8Path> {
        let all = [
            self.plan.on_disk(),
            self.data.on_disk(),
            self.waivers.as_deref(),
            self.tally.as_deref(),
        ];
        all.into_iter().flatten().collect()
    }

    /// The same with the waivers of a file.
    pub fn with_waivers(self, file: Utf8PathBuf) -> Self {
        Sources {
            waivers: Some(file),
            ..self
        }
    }

    /// The file of waivers that was given.
    pub fn waivers(&self) -> Option<&Utf8Path> {
        self.waivers.as_deref()
    }

    /// The same with the counts in a folder.
    pub fn with_tally(self, tally: Option<Utf8PathBuf>) -> Self {
        Sources { tally, ..self }
    }

    /// The data set, with the waivers and the results of an engine in it; a failure if a built-in one of that name is unknown, or
    /// if there are no such results. A built-in plan brings its own.
    pub fn data_folder(&self) -> Result<Folder, Failure> {
        let folder = builtin::data(self.data.path(), self.plan.path())?;
        let mut files = BTreeMap::new();
        if let Some(path) = &self.waivers {
            files.insert(WAIVERS.to_owned(), Elsewhere::Path(path.clone()));
        }
        if let Some(path) = &self.tally {
            files.extend(results(path)?);
        }
        Ok(folder.joined_with(files))
    }

    /// The data set for a command that needs its single cells; a failure where counts are given.
    pub fn cells_folder(&self) -> Result<Folder, Failure> {
        match &self.tally {
            None => self.data_folder(),
            Some(_) => Err(Failure::usage(text!(
                "此命令需要逐个数值，不能用 `--tally`",
                "the command needs single figures: it can't be given `--tally`"
            ))),
        }
    }
}

/// The files of a folder with the results of an engine.
fn results(path: &Utf8Path) -> Result<Vec<(String, Elsewhere)>, Failure> {
    let folder = Folder::Disk(path.to_owned());
    let unreadable = |error: SourceError| {
        let message = text!("无法读取：{error}", "can't read: {error}");
        Failure::new(Exit::DataRefused, message)
    };
    let mut names = folder.names().map_err(unreadable)?;
    names.retain(|name| Results::is_read(name));
    if !names.iter().any(|name| name.ends_with(Results::TALLY)) {
        let end = Results::TALLY;
        return Err(Failure::usage(text!(
            "`{path}` 中没有计数结果（`*{end}`）",
            "there are no counts (`*{end}`) in `{path}`"
        )));
    }
    let file = |name: String| {
        let path = path.join(&name);
        (name, Elsewhere::Path(path))
    };
    Ok(names.into_iter().map(file).collect())
}
