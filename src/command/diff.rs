//! `diff`: the results that differ between two scorecards, data sets or years, and why.

mod cells;
mod rows;
mod sides;

use super::document;
use super::pipeline;
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, status};
use crate::attribution::{Cause, Side, State, Worlds, attribute};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::plan::Year;
use crate::render;
use crate::report::Severity;
use crate::report::difference::{
    CauseSummary, DiffDocument, DiffRow, DiffSide, DiffSummary, Direction,
};
use crate::report::gate::{GateEnd, GateMark};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};
use rows::{Compared, pair};
use sides::{DiffInput, inputs};
use std::io;

/// `diff` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "diff",
    about: bilingual!(
        "列出两次评分之间判定和数值的变化及其原因",
        "show what differs between two scorecards, data sets or years, and why"
    ),
    examples: "kaoping diff last-month.json today.json --old-data archive/figures/
kaoping diff figures-of-june/ figures-of-july/ --plan plan/ --fail-on regression
kaoping diff card.json figures/
kaoping diff --year 2012 --year 2013",
    formats: || render::formats_with(|format| format.difference.is_some()),
    arguments: Diff::augment_args,
    parse,
    write_failure,
};

/// What makes the run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A verdict got worse.
    Regression,
    /// Anything differs.
    Change,
}

#[derive(Debug, Args)]
struct Diff {
    #[arg(value_name = bilingual!("先前", "OLD"))]
    #[arg(help = bilingual!("先前的评分结果（JSON），或数据文件夹；不写则为 --data", "the earlier scorecard in JSON, or data to be scored; without it that of --data"))]
    old: Option<Utf8PathBuf>,
    #[arg(value_name = bilingual!("现在", "NEW"), requires = "old")]
    #[arg(help = bilingual!("现在的评分结果（JSON），或数据文件夹；不写则为 --data", "the later scorecard in JSON, or data to be scored; without it that of --data"))]
    new: Option<Utf8PathBuf>,
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("先前的规划现在何处", "where the plan of the earlier scorecard is now"))]
    old_plan: Option<Utf8PathBuf>,
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("先前的数据现在何处", "where the data of the earlier scorecard is now"))]
    old_data: Option<Utf8PathBuf>,
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("现在的规划在何处", "where the plan of the later scorecard is"))]
    new_plan: Option<Utf8PathBuf>,
    #[arg(long, value_name = bilingual!("文件夹", "FOLDER"))]
    #[arg(help = bilingual!("现在的数据在何处", "where the data of the later scorecard is"))]
    new_data: Option<Utf8PathBuf>,
    #[arg(long = "year", value_name = bilingual!("年份", "YEAR"), value_parser = year, value_delimiter = ',')]
    #[arg(help = bilingual!("数据的评估年份；写两个则先前、现在各一个", "the year in which data is judged; two for the earlier and the later one"))]
    years: Vec<Year>,
    #[arg(long = "unit", value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("评估对象的代码或名称，可重复", "code or name of a unit; may be repeated"))]
    units: Vec<String>,
    #[arg(long, value_name = bilingual!("层级", "LEVEL"))]
    #[arg(help = bilingual!("逐一评估某一层级的评估对象", "judge every unit of a level"))]
    level: Option<String>,
    #[arg(long, value_name = bilingual!("章", "CHAPTER"))]
    #[arg(help = bilingual!("只评估一章：章号或标题", "judge one chapter, by number or title"))]
    group: Option<String>,
    #[arg(long = "as-of", value_name = bilingual!("日期", "DATE"), value_parser = super::as_of::date)]
    #[arg(help = bilingual!("只用该日期已知的数据；写两个则先前、现在各一个", "use what was known on a date only; two for the earlier and the later one"))]
    as_of: Vec<String>,
    #[arg(long, value_enum, value_name = bilingual!("情形", "WHAT"))]
    #[arg(help = bilingual!("regression：有判定变差即不通过；change：有任何变化即不通过", "regression: fail if a verdict got worse; change: if anything differs"))]
    fail_on: Option<FailOn>,
    #[arg(long, help = bilingual!("部分数据有误时仍接受比较", "accept the comparison although data was refused"))]
    allow_refused: bool,
    /// Whether `--plan` was given on the command line, and does not come from the settings of the project.
    #[arg(skip)]
    given_plan: bool,
    /// The same of `--waivers`.
    #[arg(skip)]
    given_waivers: bool,
}

fn parse(matches: &ArgMatches) -> Result<Box<dyn Command>, clap::Error> {
    let given = |id| matches.value_source(id) == Some(ValueSource::CommandLine);
    let diff = Diff::from_arg_matches(matches)?;
    Ok(Box::new(Diff {
        given_plan: given("plan"),
        given_waivers: given("waivers"),
        ..diff
    }))
}

impl Command for Diff {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        let inputs = inputs(self, lang)?;
        let [old, new] = &inputs;
        let Compared {
            mut rows,
            results,
            mut notes,
        } = pair(&old.document, &new.document);
        rows.sort_by_key(|row| std::cmp::Reverse(row.rank()));
        let lacking: Vec<Text> = inputs.iter().filter_map(DiffInput::lacks).collect();
        let causes = match lacking.is_empty() {
            true => Some(explain(&inputs, &mut rows, &mut notes)?),
            false => {
                notes.extend(lacking);
                None
            }
        };
        let summary = DiffSummary::of(&rows, results);
        rows.iter_mut().for_each(|row| row.gate = self.mark(row));
        let gate = self.fail_on.map(|fail_on| failures(fail_on, &rows));
        let end = self.end(&inputs, &summary, gate.as_deref());
        let found = inputs
            .iter()
            .flat_map(|input| &input.document.tail.findings);
        let document = DiffDocument {
            old: Some(DiffSide::of(&old.document, old.name.clone())),
            new: Some(DiffSide::of(&new.document, new.name.clone())),
            summary,
            attributed: causes.is_some(),
            causes: CauseSummary::all(&rows, causes.as_deref(), lang),
            rows,
            notes: notes.iter().map(|note| note.get(lang).to_owned()).collect(),
            gate_end: gate.map(|failed| GateEnd {
                passed: failed.is_empty(),
                failed: failed
                    .iter()
                    .map(|text| text.get(lang).to_owned())
                    .collect(),
                warned: Vec::new(),
            }),
            findings: found
                .filter(|one| one.severity == Severity::Error)
                .cloned()
                .collect(),
            ..DiffDocument::failed(&Findings::default(), &status(end.0, end.1.clone()), lang)
        };
        to.write(|format| format.difference, &document)?;
        Ok(Outcome {
            says_success: true,
            ..Outcome::new(end, Findings::default())
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        let given = [
            &self.old_plan,
            &self.old_data,
            &self.new_plan,
            &self.new_data,
        ];
        let given = given.into_iter().chain([&self.old, &self.new]).flatten();
        let given = given.map(Utf8PathBuf::as_path);
        given.chain(self.sources.on_disk()).collect()
    }
}

/// Why the rows differ; returns the causes in which the two states differ.
fn explain(
    inputs: &[DiffInput; 2],
    rows: &mut [DiffRow],
    notes: &mut Vec<Text>,
) -> Result<Vec<Cause>, Failure> {
    let load = |input: &DiffInput| {
        let plan = pipeline::load_plan(&input.sources.plan)?.plan;
        Ok::<_, Failure>((plan, input.sources.data_folder()?))
    };
    let ((old_plan, old_data), (new_plan, new_data)) = (load(&inputs[0])?, load(&inputs[1])?);
    let levels = inputs.each_ref().map(DiffInput::levels);
    let state = |plan, folder, side: usize| State {
        plan,
        folder,
        year: inputs[side].year(),
        as_of: inputs[side].document.head.document.as_of.as_deref(),
        levels: &levels[side],
    };
    let mut worlds = Worlds::new(
        state(&old_plan, &old_data, 0),
        state(&new_plan, &new_data, 1),
    );
    let asked = rows.iter().map(rows::asked).collect::<Vec<_>>();
    let attributions = attribute(&mut worlds, &asked);
    let mut others = 0;
    for (row, attribution) in rows.iter_mut().zip(&attributions) {
        match rows::is_reproduced(row, attribution) {
            true => row.explain(attribution),
            false => others += 1,
        }
    }
    if others > 0 {
        notes.push(text!(
            "{others} 项结果与其输入重新评分所得不同，无法说明原因；请用 `kaoping verify` 复核",
            "results that are not what their inputs give, so that it can't be said why they differ: {others}; see `kaoping verify`"
        ));
    }
    let results = inputs.each_ref().map(rows::by_id);
    for row in rows.iter_mut() {
        let evidence = rows::evidence(row, &results);
        let sides = [(Side::New, &new_plan), (Side::Old, &old_plan)];
        row.list_cells(cells::of(&worlds, sides, &evidence));
    }
    Ok(worlds.causes())
}

/// Why the gate fails.
fn failures(fail_on: FailOn, rows: &[DiffRow]) -> Vec<Text> {
    let failed = rows.iter().filter(|row| row.gate == Some(GateMark::Fail));
    let failed = failed.count();
    match fail_on {
        _ if failed == 0 => Vec::new(),
        FailOn::Regression => vec![text!(
            "{failed} 项判定变差",
            "verdicts that got worse: {failed}"
        )],
        FailOn::Change => vec![text!(
            "{failed} 项结果有变化",
            "results that differ: {failed}"
        )],
    }
}

impl Diff {
    /// What the gate says of a row; what got worse is warned of where nothing else is asked for.
    fn mark(&self, row: &DiffRow) -> Option<GateMark> {
        let worse = row.direction == Direction::Worse;
        match self.fail_on {
            Some(FailOn::Change) => Some(GateMark::Fail),
            Some(FailOn::Regression) => worse.then_some(GateMark::Fail),
            None => worse.then_some(GateMark::Warn),
        }
    }

    /// How the run ends: the most severe that applies.
    fn end(
        &self,
        inputs: &[DiffInput; 2],
        summary: &DiffSummary,
        gate: Option<&[Text]>,
    ) -> (Exit, Text) {
        let refused = |input: &DiffInput| input.document.tail.exit.code == Exit::DataRefused.code();
        if inputs.iter().any(refused) && !self.allow_refused {
            let message = text!(
                "部分数据有误，比较结果不可采信（--allow-refused 可接受）",
                "data was refused: the comparison can't be trusted (--allow-refused accepts it)"
            );
            return (Exit::DataRefused, message);
        }
        if summary.results == 0 {
            let message = text!("没有可比较的结果", "there are no results to compare");
            return (Exit::NothingEvaluated, message);
        }
        if let Some(Text { zh, en }) = gate.and_then(|failed| failed.first()) {
            let message = text!("未通过门槛（{zh}）", "gate failed: {en}");
            return (Exit::GateFailed, message);
        }
        let DiffSummary {
            results,
            verdicts,
            worse,
            better,
            values,
            ..
        } = *summary;
        let message = text!(
            "{results} 项结果中 {verdicts} 项判定有变（{worse} 项变差，{better} 项变好），另有 {values} 项只是数值有变",
            "of {results} results, verdicts that differ: {verdicts} ({worse} worse, {better} better); values only: {values}"
        );
        (Exit::Done, message)
    }
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(
        failure,
        to,
        |format| format.difference,
        DiffDocument::failed,
    )
}
