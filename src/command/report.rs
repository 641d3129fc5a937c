//! `report`: the scorecards of all units in all years, with rankings, trends, findings and sources, as files in a folder.

mod content;
mod counts;
mod files;
mod key;
mod manifest;
mod tree;
mod units;

use super::as_of::AsOfArgument;
use super::document;
use super::output_folder::OutputFolder;
use super::pipeline::{self, LoadedData, LoadedPlan, Query};
use super::sources::Sources;
use super::{
    Command, Destinations, Exit, Failure, Outcome, Registration, RunError, digest, status,
};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use crate::lookup;
use crate::observation::AsOf;
use crate::plan::{LevelIx, Plan, Year};
use crate::progress::Progress;
use crate::render;
use crate::render::batch::{BATCH_FORMATS, BatchFormat, batch_format};
use crate::report::Tool;
use crate::report::batch::BatchReport;
use crate::report::manifest::{BatchDocument, BatchEntry, Change, Changes, SCHEMA};
use crate::source::Folder;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use content::Content;
use files::Files;
use manifest::Earlier;
use std::io;
use tree::Tree;
use units::{Asked, BatchUnits};

/// `report` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "report",
    about: bilingual!(
        "将所有评估对象各年的结果写成一套文件",
        "write the results of all units in all years as a folder of files"
    ),
    examples: "kaoping report --out reports
kaoping report --out reports --years 2013-2015 --units 朝阳区,海淀区 --formats json
kaoping report --out reports --dry-run",
    formats: || render::formats_with(|format| format.batch.is_some()),
    arguments: Report::augment_args,
    parse: super::parse::<Report>,
    write_failure,
};

#[derive(Debug, Args)]
struct Report {
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("写入的文件夹；不存在时新建", "the folder to write to; it is made if there is none"))]
    out: Utf8PathBuf,
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("年份", "YEARS"), value_parser = years, value_delimiter = ',')]
    #[arg(help = bilingual!("评估年份，如 2011-2015 或 2011,2013；默认为规划期内至最近有数据的各年", "the years, such as 2011-2015 or 2011,2013; by default those of the plan up to the latest with data"))]
    years: Vec<Years>,
    #[arg(long, value_name = bilingual!("评估对象", "UNITS"), value_delimiter = ',')]
    #[arg(help = bilingual!("评估对象的代码或名称，或一个层级；默认为最高一级及其下首个评估的层级", "codes or names of units, or a level; by default the top unit and the first level below it that is judged"))]
    units: Vec<String>,
    #[arg(long, value_name = bilingual!("格式", "FORMATS"), value_parser = format, value_delimiter = ',')]
    #[arg(help = bilingual!("写入的格式，可列多个；默认为全部", "the formats to write; all by default"))]
    formats: Vec<&'static str>,
    #[command(flatten)]
    as_of: AsOfArgument,
    #[arg(long, value_name = bilingual!("数量", "N"), default_value_t = 0, hide_default_value = true)]
    #[arg(help = bilingual!("同时处理的任务数；默认为处理器数", "how many parts are made at the same time; as many as there are processors by default"))]
    jobs: usize,
    #[arg(long, help = bilingual!("只列出将写入哪些文件，不写入", "list what would be written, and write nothing"))]
    dry_run: bool,
}

/// Some years in a row.
#[derive(Clone, Copy, Debug)]
struct Years(Year, Year);

/// `2013` or `2011-2015`.
fn years(word: &str) -> Result<Years, String> {
    let (first, last) = word.split_once(['-', '–', '—']).unwrap_or((word, word));
    let (first, last) = (super::sources::year(first)?, super::sources::year(last)?);
    match first <= last {
        true => Ok(Years(first, last)),
        false => {
            Err(bilingual!("起始年份晚于终止年份", "the first year is after the last").to_owned())
        }
    }
}

/// The id of a format of a batch.
fn format(word: &str) -> Result<&'static str, String> {
    let ids = || BATCH_FORMATS.iter().map(|format| format.id);
    let found = batch_format(word).map(|format| format.id);
    found.ok_or_else(|| ids().collect::<Vec<_>>().join(", "))
}

/// What is asked, in the terms of the plan.
struct BatchQuery {
    folder: Folder,
    years: Vec<Year>,
    level: Option<LevelIx>,
    as_of: Option<AsOf>,
}

impl Command for Report {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let folder = to.open_folder(&self.out)?;
        self.check_apart(&*folder)?;
        let earlier = Earlier::read(&*folder, !self.dry_run)?;
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (LoadedPlan { plan, findings }, asked) = loaded.asked(|plan| self.asked(plan))?;
        let key = key::key(
            &plan,
            &asked.folder,
            &self.options(&asked, to.lang()),
            to.progress(),
        )?;
        let warning = earlier.interrupted(&*folder).map(|(missing, all)| {
            text!(
                "上次运行曾中断，{all} 个文件中缺 {missing} 个",
                "an earlier run was interrupted; {missing} of {all} files were missing"
            )
        });
        if let Some(document) = earlier.of_key(&key, &*folder) {
            return self.nothing_changed(document, to);
        }
        let progress = to.progress().clone();
        let data = self.load(&plan, &asked, findings, &progress)?;
        let batch = Batch {
            plan: &plan,
            asked: &asked,
            data: &data,
            key,
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs)
            .build();
        let pool = pool.map_err(io::Error::other)?;
        let done = self.write(&batch, &*folder, earlier, &pool, to)?;
        to.write(|format| format.batch, &done.document)?;
        Ok(Outcome {
            warning,
            ..Outcome::new(done.end, data.findings)
        })
    }

    fn outputs(&self) -> Vec<&Utf8Path> {
        vec![&self.out]
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// What a batch is made of.
struct Batch<'a> {
    plan: &'a Plan,
    asked: &'a BatchQuery,
    data: &'a LoadedData,
    key: String,
}

/// A batch that is written.
struct Done {
    document: BatchDocument,
    end: (Exit, Text),
}

impl Report {
    /// A failure if the folder is in one that is read: its files would be read by the next run.
    fn check_apart(&self, folder: &dyn OutputFolder) -> Result<(), Failure> {
        let inputs = self.sources.on_disk();
        match inputs.into_iter().find(|input| folder.is_within(input)) {
            None => Ok(()),
            Some(input) => Err(Failure::usage(text!(
                "`{}` 在正在读取的 `{input}` 之中；请另选文件夹",
                "`{}` is in `{input}`, which is being read; choose another folder",
                self.out
            ))),
        }
    }

    fn asked(&self, plan: &Plan) -> Result<BatchQuery, Failure> {
        let mut years: Vec<Year> = (self.years.iter())
            .flat_map(|years| years.0..=years.1)
            .collect();
        years.sort_unstable();
        years.dedup();
        for &year in &years {
            lookup::year(plan, Some(year))?;
        }
        let level = match &self.units[..] {
            [one] => lookup::level(plan, one).ok(),
            _ => None,
        };
        Ok(BatchQuery {
            folder: self.sources.data_folder()?,
            level,
            as_of: self.as_of.date(plan, &years)?,
            years,
        })
    }

    /// The formats asked for, in the order of their registry.
    fn formats(&self) -> Vec<&'static BatchFormat> {
        let all = self.formats.is_empty();
        let asked = |format: &&BatchFormat| all || self.formats.contains(&format.id);
        BATCH_FORMATS.iter().filter(asked).collect()
    }

    /// Every option that the files depend on, in one text.
    fn options(&self, asked: &BatchQuery, lang: Lang) -> String {
        let formats: Vec<&str> = self.formats().iter().map(|format| format.id).collect();
        let as_of = asked.as_of.as_ref().map(AsOf::written);
        let (years, units, names) = (&asked.years, &self.units, self.sources.names());
        format!("{years:?} {units:?} {formats:?} {as_of:?} {lang:?} {names:?}")
    }

    fn load(
        &self,
        plan: &Plan,
        asked: &BatchQuery,
        found: Findings,
        progress: &Progress,
    ) -> Result<LoadedData, Failure> {
        let named = asked.level.is_none();
        let others: Vec<&str> = self.units.iter().skip(1).map(String::as_str).collect();
        let listed: Vec<Year> = match asked.years.is_empty() {
            true => plan.years().collect(),
            false => asked.years.clone(),
        };
        let query = Query {
            unit: self.units.first().filter(|_| named).map(String::as_str),
            others: &others,
            level: asked.level,
            listed: &listed,
            year: (asked.years.last().copied()).or(AsOfArgument::year(asked.as_of.as_ref(), plan)),
            as_of: asked.as_of.as_ref(),
            progress: Some(progress),
            ..Query::default()
        };
        pipeline::load_data(plan, &asked.folder, query, found)
    }

    /// The units and years that were asked for.
    fn batch_units(&self, batch: &Batch<'_>) -> BatchUnits {
        let (plan, data, asked) = (batch.plan, batch.data, batch.asked);
        let units = match (asked.level, self.units.is_empty()) {
            (Some(level), _) => Asked::Level(level),
            (None, true) => Asked::Everything,
            (None, false) => Asked::Units(data.asked_units()),
        };
        let years = match asked.years.is_empty() {
            false => asked.years.clone(),
            true => {
                let last = AsOfArgument::year(asked.as_of.as_ref(), plan);
                (plan.first..=pipeline::year(plan, &data.figures, last)).collect()
            }
        };
        BatchUnits::new(plan, &data.figures, &units, years)
    }

    fn write(
        &self,
        batch: &Batch<'_>,
        folder: &dyn OutputFolder,
        earlier: Earlier,
        pool: &rayon::ThreadPool,
        to: &Destinations<'_>,
    ) -> Result<Done, RunError> {
        let (plan, data) = (batch.plan, batch.data);
        let digests = digest::of(plan, &data.figures, &batch.asked.folder, to.progress())?;
        let refused = data.findings.any_error();
        let end = match refused {
            true => (
                Exit::DataRefused,
                text!(
                    "部分数据有误，判定不可采信；各文件已注明",
                    "data was refused: the verdicts can't be trusted; the files say so"
                ),
            ),
            false => Exit::of_judging(false, None),
        };
        let formats = self.formats();
        let content = Content {
            plan,
            figures: &data.figures,
            findings: &data.findings,
            digests: &digests,
            sources: &self.sources.names(),
            status: status(end.0, end.1.clone()),
            units: self.batch_units(batch),
            formats: &formats,
            lang: to.lang(),
        };
        to.progress().begin(text!("评估", "judging"), 0);
        let whole = pool.install(|| content.whole());
        if whole.report.summaries.is_empty() {
            let nothing = text!("没有可评估的内容", "nothing was evaluated");
            return Err(Failure::nothing(nothing)
                .after_data(data.findings.clone())
                .into());
        }
        let document = self.document(&whole.report, batch, &content);
        let paths = formats
            .iter()
            .flat_map(|format| (format.paths)(&whole.report));
        let tree = Tree::begin(folder, earlier, paths.collect(), &document)?;
        let files = Files {
            content: &content,
            whole: &whole,
            formats: &formats,
            tree: &tree,
            progress: to.progress(),
            lines: to.lines(),
        };
        pool.install(|| files.write())?;
        let document = tree.finish(document)?;
        Ok(Done { document, end })
    }

    /// What the manifest says beside the files.
    fn document(
        &self,
        report: &BatchReport,
        batch: &Batch<'_>,
        content: &Content<'_>,
    ) -> BatchDocument {
        let check = report.check.pick(content.lang);
        let head = report.head.pick(content.lang);
        BatchDocument {
            schema: SCHEMA.to_owned(),
            tool: Tool::this(),
            complete: false,
            key: batch.key.clone(),
            plan: batch.plan.title.get(content.lang).to_owned(),
            plan_sha256: content.digests.plan.clone(),
            data_title: head.data_title.clone(),
            synthetic: report.synthetic,
            language: content.lang.into(),
            years: report.years.clone(),
            units: (report.units.iter())
                .map(|unit| unit.unit.zh.code.clone())
                .collect(),
            formats: (report.formats.iter()).map(|&id| id.to_owned()).collect(),
            as_of: head.as_of.clone(),
            dry_run: self.dry_run,
            changes: None,
            files: Vec::new(),
            outdated: Vec::new(),
            findings: check.findings.clone(),
            exit: check.exit.clone(),
        }
    }

    /// Says that nothing has changed since an earlier run, and ends as that did.
    fn nothing_changed(
        &self,
        earlier: &BatchDocument,
        to: &mut Destinations<'_>,
    ) -> Result<Outcome, RunError> {
        let unchanged = |file: &BatchEntry| BatchEntry {
            change: Some(Change::Unchanged),
            ..file.clone()
        };
        let mut document = BatchDocument {
            dry_run: self.dry_run,
            files: earlier.files.iter().map(unchanged).collect(),
            ..earlier.clone()
        };
        document.changes = Some(Changes::of(&document));
        to.write(|format| format.batch, &document)?;
        let exit = Exit::of_code(document.exit.code);
        let message = Text::same(document.exit.message);
        Ok(Outcome::new((exit, message), Findings::default()))
    }
}

/// The document in the place of a batch.
fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(failure, to, |format| format.batch, BatchDocument::failed)
}
