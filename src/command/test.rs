//! `test`: tries the tests of a plan.

use super::pipeline::{self, LoadedPlan};
use super::sources::PlanSource;
use super::{
    Command, Destinations, Exit, Failure, Outcome, Registration, RunError, builtin, status,
};
use crate::bilingual;
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::{Lang, Text, normalize};
use crate::plan::Plan;
use crate::plan_tests::{self, Case, Ran, compare, evaluate};
use crate::render;
use crate::report::test_run::{TestDocument, TestSummary};
use crate::source::{Folder, SourceError, TextFile};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use rayon::prelude::*;
use std::io;

/// `test` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "test",
    about: bilingual!("运行规划自带的测试", "try the tests of a plan"),
    examples: "kaoping test
kaoping test --plan my-plan/ --coverage --mutate
kaoping test draft-tests.toml --filter volunteers --report junit=tests.xml",
    formats: || render::formats_with(|format| format.tests.is_some()),
    arguments: TestArgs::augment_args,
    parse: super::parse::<TestArgs>,
    write_failure,
};

/// The folder of a plan that has its tests.
const TESTS: &str = "tests";

#[derive(Debug, Args)]
struct TestArgs {
    #[arg(value_name = bilingual!("路径", "PATH"))]
    #[arg(help = bilingual!("测试文件，或存放测试的文件夹；默认为规划文件夹下的 tests", "files of tests, or folders of them; by default the folder `tests` of the plan"))]
    paths: Vec<Utf8PathBuf>,
    #[command(flatten)]
    plan: PlanSource,
    #[arg(long, value_name = bilingual!("文字", "TEXT"))]
    #[arg(help = bilingual!("只运行名称或指标含有该文字的测试", "try only the tests whose name or indicator contains the text"))]
    filter: Option<String>,
}

impl Command for TestArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        let LoadedPlan { plan, findings } = pipeline::load_plan(&self.plan)?;
        let (cases, files, findings) = match self.cases(&plan) {
            Ok(read) => (read.cases, read.files, findings),
            Err(failure) => return Err(failure.after(findings).into()),
        };
        let ran: Vec<Ran> = (cases.par_iter())
            .map(|case| compare(&plan, case, &evaluate(&plan, case)))
            .collect();
        let failed = ran.iter().filter(|ran| !ran.passed()).count() as u64;
        let end = ended(failed);
        let summary = TestSummary {
            files,
            cases: cases.len() as u64,
            passed: cases.len() as u64 - failed,
            failed,
        };
        let tests = cases.iter().zip(&ran);
        let document = TestDocument {
            plan: Some(plan.id.clone()),
            tests: (tests.map(|(case, ran)| plan_tests::result(case, ran, lang))).collect(),
            summary,
            ..TestDocument::failed(&findings, &status(end.0, end.1.clone()), lang)
        };
        to.write(|format| format.tests, &document)?;
        Ok(Outcome::new(end, findings))
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        let paths = self.paths.iter().map(|path| path.as_path());
        paths.chain(self.plan.on_disk()).collect()
    }
}

/// How a run ends of which so many cases failed.
fn ended(failed: u64) -> (Exit, Text) {
    match failed {
        0 => (Exit::Done, text!("完成", "done")),
        1 => (Exit::GateFailed, text!("1项测试未通过", "1 test failed")),
        n => (
            Exit::GateFailed,
            text!("{n}项测试未通过", "{n} tests failed"),
        ),
    }
}

/// The tests that are tried.
struct Read {
    cases: Vec<Case>,
    files: u64,
}

impl TestArgs {
    /// The cases that are asked for. Test files with a mistake are wrong usage; no test at all is a failure too.
    fn cases(&self, plan: &Plan) -> Result<Read, Failure> {
        let files = self.files().map_err(unreadable)?;
        let (mut cases, findings) = plan_tests::read(plan, &files);
        if findings.any_error() {
            let message = text!("测试文件有误", "the tests are invalid");
            return Err(Failure::usage(message).after(findings));
        }
        if let Some(filter) = &self.filter {
            let filter = normalize(filter);
            cases.retain(|case| {
                let ids = case.expects.iter().map(|expected| &expected.indicator);
                let mut words = ids.chain([&case.name]);
                words.any(|word| normalize(word).contains(&filter))
            });
        }
        if cases.is_empty() {
            return Err(Failure::nothing(match (&self.filter, files.is_empty()) {
                (Some(filter), false) => {
                    let filter = filter.escape_debug();
                    text!(
                        "没有名称或指标含有“{filter}”的测试",
                        "no test has “{filter}” in its name or indicator"
                    )
                }
                _ => text!("没有测试", "there are no tests"),
            }));
        }
        let mut names: Vec<&str> = cases.iter().map(|case| &*case.file).collect();
        names.dedup();
        let files = names.len() as u64;
        Ok(Read { cases, files })
    }

    /// The files of tests, in the order of their paths.
    fn files(&self) -> Result<Vec<TextFile>, SourceError> {
        if self.paths.is_empty() {
            let folder = match builtin::plan(self.plan.path()) {
                Ok(folder) => folder,
                // Whether there is such a plan is known by now.
                Err(_) => return Ok(Vec::new()),
            };
            return read_all(&folder, folder.names_in(TESTS)?);
        }
        let mut files = Vec::new();
        for path in &self.paths {
            let folder = Folder::at(path);
            let names = folder.names()?;
            files.extend(read_all(&folder, names)?);
        }
        Ok(files)
    }
}

fn read_all(folder: &Folder, names: Vec<String>) -> Result<Vec<TextFile>, SourceError> {
    let toml = |name: &String| {
        let extension = Utf8Path::new(name).extension();
        folder.is_single_file() || extension.is_some_and(|own| own.eq_ignore_ascii_case("toml"))
    };
    let names = names.into_iter().filter(toml);
    names.map(|name| folder.read_text(&name)).collect()
}

fn unreadable(error: SourceError) -> Failure {
    let mut findings = Findings::default();
    let reason = error.reason;
    let message = text!("无法读取：{reason}", "can't read: {reason}");
    findings.add(Finding::new(codes::UNREADABLE, message).at(Place::file(error.path)));
    let message = text!("测试文件无法读取", "the tests can't be read");
    Failure::usage(message).after(findings)
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    let (found, lang): (&Findings, Lang) = (&failure.findings, to.lang());
    let document = TestDocument::failed(found, &failure.status(), lang);
    to.write(|format| format.tests, &document)
}
