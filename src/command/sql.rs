//! `sql`: writes the statements by which an engine counts its tables, and has a client run them.

mod client;

use super::as_of::AsOfArgument;
use super::output_folder::{OutputFolder, unwritable};
use super::pipeline::{self, LoadedPlan};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, digest};
use crate::bilingual;
use crate::data::{self, DataSet, Results};
use crate::finding::{Finding, Findings, codes};
use crate::i18n::Text;
use crate::lookup::{self, LookupError};
use crate::plan::{LevelIx, Plan, Year};
use crate::sql::{self, DIALECTS, Dialect, Request, Statement, Written};
use crate::tally::{CountPlan, Gathered, Question};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use std::io::Write;

/// `sql` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "sql",
    about: bilingual!(
        "生成由数据库计数的 SQL 语句，并可执行",
        "write the SQL statements by which an engine counts its tables, and run them"
    ),
    examples: "kaoping sql --data data/ --dialect spark --level district --out sql/
kaoping sql --data data/ --dialect duckdb --level district --year 2015 --out counts/ \\
    --run \"duckdb -csv warehouse.db\"
kaoping score --data data/ --level district --year 2015 --tally counts/",
    formats: || vec!["table"],
    arguments: SqlArgs::augment_args,
    parse: super::parse::<SqlArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct SqlArgs {
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("方言", "DIALECT"), value_parser = dialect)]
    #[arg(help = bilingual!("SQL 方言：duckdb、spark、postgres、trino", "dialect of SQL: duckdb, spark, postgres or trino"))]
    dialect: &'static str,
    #[arg(long = "level", value_name = bilingual!("层级", "LEVEL"), value_delimiter = ',', required = true)]
    #[arg(help = bilingual!("逐一评估的层级，可列多个；其余层级汇总到这些层级的评估对象", "the levels whose units are judged one by one; units below them are counted"))]
    levels: Vec<String>,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("最后一个年度；默认为规划的最后一年", "the last year; the plan's last by default"))]
    year: Option<Year>,
    #[command(flatten)]
    as_of: AsOfArgument,
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("写入的文件夹；不存在时新建", "the folder to write to; it is made if there is none"))]
    out: Utf8PathBuf,
    #[arg(long, value_name = bilingual!("命令", "COMMAND"))]
    #[arg(help = bilingual!("执行语句的客户端命令：从标准输入读取语句，向标准输出写带表头的 CSV，如 \"psql --csv -d 库名\"", "the client that runs the statements: it reads one from standard input and writes CSV with a header to standard output, such as \"psql --csv -d NAME\""))]
    run: Option<String>,
}

/// The id of a dialect.
fn dialect(word: &str) -> Result<&'static str, String> {
    let ids = || DIALECTS.iter().map(|dialect| dialect.id());
    ids()
        .find(|&id| id == word)
        .ok_or_else(|| ids().collect::<Vec<_>>().join(", "))
}

impl Command for SqlArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let folder = to.open_folder(&self.out)?;
        self.check_apart(&*folder)?;
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (LoadedPlan { plan, mut findings }, question) =
            loaded.asked(|plan| self.question(plan))?;
        let (data, found) = data::open_tables(&self.sources.cells_folder()?, &plan);
        findings.merge(found);
        if data.schemas.iter().all(|schema| schema.table().is_none()) {
            return Err(no_tables().after(findings).into());
        }
        let written = self.statements(&plan, &data, &question, to);
        note_uncounted(&written, &mut findings);
        for Statement { name, text } in &written.statements {
            put(&*folder, &format!("{name}.sql"), text.as_bytes())?;
        }
        if let Some(client) = &self.run {
            client::run_all(client, &written.statements, &*folder, to)?;
        }
        let mut out = to.bytes();
        for Statement { name, .. } in &written.statements {
            let end = if self.run.is_some() { "csv" } else { "sql" };
            writeln!(out, "{}", self.out.join(format!("{name}.{end}")))?;
        }
        let end = Exit::of_reading(findings.any_error());
        Ok(Outcome {
            list_warnings: true,
            ..Outcome::new(end, findings)
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

impl SqlArgs {
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

    fn statements(
        &self,
        plan: &Plan,
        data: &DataSet,
        question: &Question,
        to: &Destinations<'_>,
    ) -> Written {
        let count_plan = CountPlan::new(plan, &data.units, question);
        let gathered = Gathered {
            levels: question.levels.clone(),
            year: *count_plan.years.end(),
            as_of: question
                .as_of
                .as_ref()
                .map(|date| date.written().to_owned()),
        };
        let mut dialects = DIALECTS.iter().copied();
        let dialect: &dyn Dialect = dialects
            .find(|dialect| dialect.id() == self.dialect)
            .unwrap_or(DIALECTS[0]);
        sql::write(&Request {
            plan,
            digest: &digest::of_plan(plan),
            data,
            gathered: &gathered,
            count_plan: &count_plan,
            dialect,
            lang: to.lang(),
        })
    }

    /// A failure where statements would be written into a folder that is read.
    fn check_apart(&self, folder: &dyn OutputFolder) -> Result<(), Failure> {
        let mut read = self.sources.on_disk().into_iter();
        match read.find(|path| folder.is_within(path)) {
            None => Ok(()),
            Some(path) => Err(Failure::usage(text!(
                "不能写入正在读取的文件夹 `{path}`",
                "can't write into `{path}`, which is read"
            ))),
        }
    }
}

fn put(folder: &dyn OutputFolder, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    folder
        .put(name, bytes)
        .map_err(|error| unwritable(folder, name, &error))
}

fn no_tables() -> Failure {
    Failure::usage(text!(
        "data.toml 没有声明数据库表（`[[table]]`）",
        "data.toml declares no table of an engine (`[[table]]`)"
    ))
}

/// Says of which tables every row is handed over.
fn note_uncounted(written: &Written, findings: &mut Findings) {
    for (name, reason) in &written.uncounted {
        let Text { zh, en } = reason;
        findings.add(
            Finding::new(
                codes::TABLE_NOT_COUNTED,
                text!(
                    zh: ("`{name}` 的各行全部交出：{zh}"),
                    en: ("every row of `{name}` is handed over: {en}")
                ),
            )
            .help(text!(
                "判定不受影响，但全部行都要读取（`{}`）",
                "the verdicts are right all the same, but all rows have to be read (`{}`)",
                format!("{name}{}", Results::REST)
            )),
        );
    }
}
