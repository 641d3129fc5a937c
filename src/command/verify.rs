//! `verify`: makes a scorecard again from the inputs that it names, and says whether it still stands.

mod differences;
mod inputs;

use super::builtin;
use super::document;
use super::pipeline;
use super::score::Again;
use super::scorecard_file;
use super::sources::Sources;
use super::{
    Command, Destinations, Exit, Failure, Outcome, Registration, RunError, digest, status,
};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use crate::render;
use crate::report::scorecard::ScorecardDocument;
use crate::report::verification::{InputCheck, InputStatus, ScorecardRead, VerifyDocument};
use crate::source::Folder;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use differences::{Comparison, compare};
pub use inputs::{Moved, check_inputs};
use std::io;

/// `verify` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "verify",
    about: bilingual!(
        "复核：按评分结果所列的输入重新评分，看结果是否仍成立",
        "make a scorecard again from its inputs, and say whether it still stands"
    ),
    examples: "kaoping score --format json --output card.json
kaoping verify card.json
kaoping verify card.json --data figures-of-today/ --report json=verify.json",
    formats: || render::formats_with(|format| format.verification.is_some()),
    arguments: Verify::augment_args,
    parse: super::parse::<Verify>,
    write_failure,
};

#[derive(Debug, Args)]
struct Verify {
    #[arg(value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("JSON 格式的评分结果", "a scorecard that was written as JSON"))]
    scorecard: Utf8PathBuf,
    /// Where the inputs are now. The settings of a project say nothing of it: these arguments are not theirs.
    #[arg(id = "moved_plan", long = "plan", value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("规划现在何处", "where the plan is now"))]
    plan: Option<Utf8PathBuf>,
    #[arg(id = "moved_data", long = "data", value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("数据现在何处", "where the data is now"))]
    data: Option<Utf8PathBuf>,
    #[arg(id = "moved_waivers", long = "waivers", value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("豁免文件现在何处", "where the file of waivers is now"))]
    waivers: Option<Utf8PathBuf>,
    #[arg(id = "moved_tally", long = "tally", value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("数据库的计数现在何处", "where the counts of the engine are now"))]
    tally: Option<Utf8PathBuf>,
}

impl Command for Verify {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let (earlier, read) = self.read()?;
        let Some(sources) = &earlier.head.document.sources else {
            return Err(Failure::new(
                Exit::DataRefused,
                text!(
                    "`{}` 没有写明规划和数据在哪里，无法重新评分",
                    "`{}` does not say where its plan and data are: it can't be made again",
                    self.scorecard
                ),
            )
            .into());
        };
        let now = self.given().map(|path| path.as_deref());
        let moved = Moved::new(sources, now);
        let again = Sources::at(moved.plan(), moved.data(), moved.waivers());
        let again = again.with_tally(moved.tally());
        let folders = (builtin::plan(again.plan.path())?, again.data_folder()?);
        let plan = pipeline::load_plan(&again.plan).err();
        let again = match plan {
            Some(invalid) => Err(invalid),
            None => Again::run(&earlier, again).map_err(|failure| Failure {
                // What the scorecard asks for is no usage of `verify`: the data does not have it any more.
                exit: Exit::DataRefused,
                ..failure
            }),
        };
        let made = again.as_ref().ok().map(|again| &again.document);
        let inputs = check_inputs(&earlier, (&folders.0, &folders.1), made, &moved);
        let (end, notes, compared, findings) = match again {
            Ok(again) => {
                let compared = compare(&earlier, &again, &inputs, &moved);
                let notes = notes(&earlier, &again, to.lang());
                let end = end(&compared, &inputs, earlier.results.len());
                (end, notes, Some(compared), Findings::default())
            }
            Err(failure) => {
                let Text { zh, en } = failure.message;
                let message = text!("无法重新评分：{zh}", "it can't be made again: {en}");
                ((failure.exit, message), Vec::new(), None, failure.findings)
            }
        };
        let stands = compared.as_ref().map(|compared| compared.stands);
        let compared = compared.unwrap_or_default();
        let document = VerifyDocument {
            scorecard: Some(read),
            stands,
            inputs,
            results: earlier.results.len() as u64,
            affected: compared.differences.len() as u64,
            moved: compared.moved,
            differences: compared.differences,
            others: compared.others,
            notes,
            ..VerifyDocument::failed(&findings, &status(end.0, end.1.clone()), to.lang())
        };
        to.write(|format| format.verification, &document)?;
        Ok(Outcome {
            says_success: true,
            ..Outcome::new(end, findings)
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        let moved = self.given().into_iter().filter_map(|path| path.as_deref());
        moved.chain([self.scorecard.as_path()]).collect()
    }
}

impl Verify {
    /// Where the inputs are said to be now.
    fn given(&self) -> [&Option<Utf8PathBuf>; 4] {
        [&self.plan, &self.data, &self.waivers, &self.tally]
    }

    /// The scorecard, and what is said of it.
    fn read(&self) -> Result<(ScorecardDocument, ScorecardRead), Failure> {
        let earlier = scorecard_file::read(&self.scorecard)?;
        let folder = Folder::at(&self.scorecard);
        let name = self.scorecard.file_name().unwrap_or_default();
        let sha256 = digest::of_file(&folder, name).map_err(|error| {
            let message = text!("无法读取：{error}", "can't read: {error}");
            Failure::new(Exit::DataRefused, message)
        })?;
        let head = &earlier.head.document;
        let read = ScorecardRead {
            path: self.scorecard.to_string(),
            sha256,
            tool: head.tool.clone(),
            plan: head.plan.as_ref().map(|plan| plan.title.clone()),
            data_title: head.data_title.clone(),
            synthetic: head.synthetic,
        };
        Ok((earlier, read))
    }
}

/// How the run ends.
fn end(compared: &Comparison, inputs: &[InputCheck], all: usize) -> (Exit, Text) {
    let others = inputs
        .iter()
        .filter(|input| input.status != InputStatus::Unchanged);
    let (changed, affected) = (others.count(), compared.differences.len());
    match (compared.stands, affected) {
        (true, _) if changed == 0 => (
            Exit::Done,
            text!(
                "评分结果仍成立：{all} 项结果全部相同",
                "the scorecard stands: all {all} results are the same"
            ),
        ),
        (true, _) => (
            Exit::Done,
            text!(
                "评分结果仍成立：{all} 项结果全部相同，{changed} 个输入文件有变化",
                "the scorecard stands: all {all} results are the same; inputs that are not: {changed}"
            ),
        ),
        (false, 0) => (
            Exit::GateFailed,
            text!(
                "评分结果不再成立：各项结果相同，其余内容不同",
                "the scorecard does not stand: its results are the same, what else it states is not"
            ),
        ),
        (false, _) => (
            Exit::GateFailed,
            text!(
                "评分结果不再成立：{all} 项结果中 {affected} 项不同",
                "the scorecard does not stand: results that are not the same: {affected} of {all}"
            ),
        ),
    }
}

/// What limits the comparison.
fn notes(earlier: &ScorecardDocument, again: &Again, lang: Lang) -> Vec<String> {
    let (then, now) = (
        &earlier.head.document.tool.version,
        &again.document.head.document.tool.version,
    );
    let version = (then != now).then(|| {
        text!(
            "评分结果由版本 {then} 生成，复核所用版本为 {now}",
            "the scorecard was made by version {then}, and again by version {now}"
        )
    });
    let gate = (!again.gated).then(|| {
        text!(
            "门槛所用的先前评分结果无法读取，未复核门槛",
            "the earlier scorecard of the gate can't be read: the gate is not verified"
        )
    });
    let notes = version.into_iter().chain(gate);
    notes.map(|note| note.get(lang).to_owned()).collect()
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(
        failure,
        to,
        |format| format.verification,
        VerifyDocument::failed,
    )
}
