//! `tally`: counts the files of a data set and writes the counts as a table, as an engine does.

use super::as_of::AsOfArgument;
use super::sources::{Sources, year};
use super::{
    Command, Destinations, Exit, Failure, Outcome, Registration, RunError, digest, pipeline,
};
use crate::bilingual;
use crate::data::{self, Results};
use crate::finding::Kept;
use crate::lookup::{self, LookupError};
use crate::plan::{LevelIx, Plan, Year};
use crate::table;
use crate::tally::{Question, Tallied};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

/// `tally` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "tally",
    about: bilingual!(
        "计数：读取数据，输出可合并的计数表，供 --tally 使用",
        "count the data and print a table of counts that add up, for --tally"
    ),
    examples:
        "kaoping tally --data chaoyang/ --level district --output counts/chaoyang.tally.csv \\
    --rest counts/chaoyang.rest.csv
kaoping score --data city/ --level district --tally counts/",
    formats: || vec!["csv"],
    arguments: TallyArgs::augment_args,
    parse: super::parse::<TallyArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct TallyArgs {
    #[command(flatten)]
    sources: Sources,
    #[arg(long = "level", value_name = bilingual!("层级", "LEVEL"), value_delimiter = ',', required = true)]
    #[arg(help = bilingual!("逐一评估的层级，可列多个；其余层级汇总到这些层级的评估对象", "the levels whose units are judged one by one; units below them are counted"))]
    levels: Vec<String>,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("最后一个年度；默认为规划的最后一年", "the last year; the plan's last by default"))]
    year: Option<Year>,
    #[command(flatten)]
    as_of: AsOfArgument,
    #[arg(long, value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("将逐一评估的数值写入文件，与计数一并读取", "write the figures that are judged one by one to a file, which is read beside the counts"))]
    rest: Option<Utf8PathBuf>,
}

impl Command for TallyArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (loaded, question) = loaded.asked(|plan| self.question(plan))?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let folder = self.sources.cells_folder()?;
        let progress = to.progress().clone();
        let (data, found) = data::open_keeping(&folder, &plan, Kept::default(), &progress);
        findings.merge(found);
        let mut tallied = Tallied::new(&plan, &data, &question);
        findings.merge(tallied.findings());
        progress.end();
        table::csv::complete_places(&folder, &data.files, &mut findings);
        findings.join_alike();
        let files = match self.rest(&tallied) {
            Ok(files) => files,
            Err(failure) => return Err(failure.after(findings).into()),
        };
        tallied.write(&mut to.bytes(), &digest::of_plan(&plan))?;
        let end = Exit::of_reading(findings.any_error());
        Ok(Outcome {
            files,
            ..Outcome::new(end, findings)
        })
    }

    fn outputs(&self) -> Vec<&Utf8Path> {
        self.rest.as_deref().into_iter().collect()
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

impl TallyArgs {
    fn question(&self, plan: &Plan) -> Result<Question, Failure> {
        lookup::year(plan, self.year)?;
        let levels = self.levels.iter().map(|asked| lookup::level(plan, asked));
        let mut levels: Vec<LevelIx> = levels.collect::<Result<_, LookupError>>()?;
        levels.sort();
        levels.dedup();
        let years: Vec<Year> = self.year.into_iter().collect();
        Ok(Question {
            levels,
            year: self.year,
            as_of: self.as_of.date(plan, &years)?,
            ..Question::default()
        })
    }

    /// The file of the figures that are not counted. A failure where there are any and no file for them, or where they would be read
    /// otherwise.
    fn rest(&self, tallied: &Tallied<'_>) -> Result<Vec<(Utf8PathBuf, Vec<u8>)>, Failure> {
        let Some(path) = &self.rest else {
            return match tallied.kept() {
                0 => Ok(Vec::new()),
                kept => Err(Failure::usage(text!(
                    "{kept} 个数值须逐一评估，不能只计数：请以 `--rest 文件` 写出",
                    "figures that are judged one by one, not counted: {kept}; write them with `--rest FILE`"
                ))),
            };
        };
        let Some(stem) = path.as_str().strip_suffix(Results::REST) else {
            let end = Results::REST;
            return Err(Failure::usage(text!(
                "`--rest` 的文件名应以 `{end}` 结尾",
                "the name of the file of `--rest` has to end with `{end}`"
            )));
        };
        let rest = tallied.rest().map_err(|place| {
            Failure::new(
                Exit::DataRefused,
                text!(
                    "{place} 不能原样写出，须读取该文件本身",
                    "{place} can't be written so that it is read the same: its file has to be read itself"
                ),
            )
        })?;
        let paths = [
            path.clone(),
            format!("{stem}{}", Results::MERGED_REST).into(),
        ];
        let files = paths.into_iter().zip(rest);
        Ok(files.filter(|(_, bytes)| !bytes.is_empty()).collect())
    }
}
