//! `test`: tries the tests of a plan.

use super::pipeline::{self, LoadedPlan};
use super::sources::PlanSource;
use super::{
    Command, Destinations, Exit, Failure, Outcome, Registration, RunError, builtin, document,
    status,
};
use crate::bilingual;
use crate::i18n::{Text, normalize};
use crate::plan::Plan;
use crate::plan_tests::coverage::{self, Coverage};
use crate::plan_tests::mutate::mutate;
use crate::plan_tests::{self, Case, Ran, compare, evaluate};
use crate::render;
use crate::report::test_run::{Mutation, TestCoverage, TestDocument, TestSummary};
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
    #[arg(long, help = bilingual!("列出没有测试的指标与界限；有则退出码为1", "list indicators and edges without a test; exit code 1 if there are any"))]
    coverage: bool,
    #[arg(long, help = bilingual!("逐一改动规划中的目标值、方向、时限、容差、权重和项目，列出测试未发现的改动；有则退出码为1", "change thresholds, directions, dates, tolerances, weights and items of the plan one by one, and list the changes that no test notices; exit code 1 if there are any"))]
    mutate: bool,
}

impl Command for TestArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        let loaded = pipeline::load_plan(&self.plan)?;
        let (LoadedPlan { plan, findings }, read) = loaded.asked(|plan| self.cases(plan))?;
        let Read { cases, files } = read;
        let (ran, reached): (Vec<Ran>, Vec<_>) = (cases.par_iter())
            .map(|case| {
                let evaluated = evaluate(&plan, case);
                let ran = compare(&plan, case, &evaluated);
                (ran, coverage::reached(&plan, case, &evaluated))
            })
            .unzip();
        let failed = ran.iter().filter(|ran| !ran.passed()).count() as u64;
        let coverage = self.coverage.then(|| {
            let reached = reached.into_iter().flatten();
            plan_tests::coverage_of(&plan, &Coverage::new(&plan, reached), lang)
        });
        // A test that fails anyway notices every change.
        let mutation = (self.mutate && failed == 0).then(|| {
            let trials = mutate(&plan, &plan_files(&plan), &cases, to.progress());
            plan_tests::mutation_of(&trials, lang)
        });
        let end = ended(failed, coverage.as_ref(), mutation.as_ref());
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
            coverage,
            mutation,
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

/// The files of a plan that was loaded.
fn plan_files(plan: &Plan) -> Vec<TextFile> {
    let files = plan.files.iter().map(|(path, bytes)| TextFile {
        path: path.as_str().into(),
        text: String::from_utf8_lossy(bytes).into_owned(),
    });
    files.collect()
}

/// How a run ends: a failed test first, then a change that no test noticed, then an edge without a test.
fn ended(
    failed: u64,
    coverage: Option<&TestCoverage>,
    mutation: Option<&Mutation>,
) -> (Exit, Text) {
    let survived = mutation.map_or(0, |mutation| mutation.survived.len());
    let missing = coverage.map_or(0, |coverage| coverage.missing.len());
    let message = match (failed, survived, missing) {
        (0, 0, 0) => return (Exit::Done, text!("完成", "done")),
        (0, 0, n) => text!("{n}处没有测试", "places without a test: {n}"),
        (0, n, _) => text!("{n}处改动未被测试发现", "mutants that survived: {n}"),
        (1, ..) => text!("1项测试未通过", "1 test failed"),
        (n, ..) => text!("{n}项测试未通过", "{n} tests failed"),
    };
    (Exit::GateFailed, message)
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
    let message = text!("测试文件无法读取", "the tests can't be read");
    Failure::usage(message).after(pipeline::unreadable(&error))
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(failure, to, |format| format.tests, TestDocument::failed)
}
