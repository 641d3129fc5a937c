//! Arguments, and nothing else.

use crate::evaluate::Verdict;
use crate::number::{Number, parse_plain};
use crate::plan::Year;
use crate::render::FORMATS;
use camino::Utf8PathBuf;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// 考评：规划目标达成情况评估 / whether a plan's targets are being met
#[derive(Debug, Parser)]
#[command(name = "kaoping", version, about, propagate_version = true)]
#[command(after_help = "Examples:
  kaoping score                                   the shipped plan and data, latest year
  kaoping score --year 2013 --unit 朝阳区          one district
  kaoping score --data figures/ --format json --fail-on missed
  kaoping explain volunteering-rate --unit 110105 --year 2013
  kaoping check --plan plan/ --data figures/ --missing

Exit codes: 0 done, 1 gate failed, 2 wrong usage or invalid plan, 3 data refused,
4 nothing evaluated, 70 internal error, 74 output could not be written, 130 interrupted")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Global {
    /// 输出格式 / how results are written
    #[arg(long, global = true, default_value = "table", value_name = "FORMAT")]
    #[arg(value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.id)))]
    pub format: String,
    /// 语言，默认随系统 / language, from the locale unless given
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// 颜色 / colour
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN"
    )]
    pub color: ColorArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 评分：判定各项目标 / judge the targets and print scorecards
    Score(Box<Score>),
    /// 检查规划与数据，不作判定 / validate plan and data, judge nothing
    Check(Check),
    /// 说明一条判定的来由 / show what a verdict rests on
    Explain(Explain),
    /// 列出规划目标 / list the plan's targets
    Plan(PlanArgs),
}

/// Where the plan and the data are.
#[derive(Clone, Debug, Default, Args)]
pub struct Sources {
    /// 规划文件夹，默认用内置规划 / the plan's folder; the shipped one unless given
    #[arg(long, value_name = "FOLDER")]
    pub plan: Option<Utf8PathBuf>,
    /// 数据文件夹，默认用内置数据 / the data's folder; the shipped one unless given
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<Utf8PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaoping score --year 2013
  kaoping score --level district --format csv --output districts.csv
  kaoping score --group 16 --fail-on missed,behind --min-coverage 90")]
pub struct Score {
    #[command(flatten)]
    pub sources: Sources,
    /// 评估年份，默认最近有数据的年份 / the year; the latest with data unless given
    #[arg(long)]
    pub year: Option<Year>,
    /// 评估对象的代码或名称 / a unit's code or name, of any time
    #[arg(long)]
    pub unit: Option<String>,
    /// 逐一评估某一层级 / every unit of a level
    #[arg(long)]
    pub level: Option<String>,
    /// 只看一章：章号或标题 / one chapter, by number or title
    #[arg(long, value_name = "CHAPTER")]
    pub group: Option<String>,
    #[command(flatten)]
    pub gate: Gate,
    /// 数据有误也接受判定 / accept verdicts although data was refused
    #[arg(long)]
    pub allow_refused: bool,
    /// 写入文件 / write to a file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub output: Option<Utf8PathBuf>,
}

/// When the run is to fail.
#[derive(Clone, Debug, Default, Args)]
pub struct Gate {
    /// 出现这些判定即不通过 / fail where any of these verdicts occurs: missed,behind,no-data
    #[arg(long, value_name = "VERDICTS", value_delimiter = ',', value_parser = verdict)]
    pub fail_on: Vec<Verdict>,
    /// 最低达标率（%） / the least headline, in per cent
    #[arg(long, value_name = "PERCENT", value_parser = per_cent)]
    pub min_met: Option<Number>,
    /// 最低上报率（%） / the least share reported, in per cent
    #[arg(long, value_name = "PERCENT", value_parser = per_cent)]
    pub min_coverage: Option<Number>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaoping check --plan my-plan/
  kaoping check --data figures/ --missing --year 2013")]
pub struct Check {
    #[command(flatten)]
    pub sources: Sources,
    /// 列出谁还缺什么 / list who still owes what
    #[arg(long)]
    pub missing: bool,
    /// 只看一年 / one year only
    #[arg(long, requires = "missing")]
    pub year: Option<Year>,
    /// 只看一个评估对象及其下级 / one unit and those below it
    #[arg(long, requires = "missing")]
    pub unit: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:
  kaoping explain volunteering-rate --unit 朝阳区 --year 2013")]
pub struct Explain {
    /// 指标编号 / the indicator's id
    pub indicator: String,
    #[command(flatten)]
    pub sources: Sources,
    /// 评估对象的代码或名称 / a unit's code or name
    #[arg(long)]
    pub unit: Option<String>,
    /// 评估年份 / the year
    #[arg(long)]
    pub year: Option<Year>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaoping plan --by-year
  kaoping plan --assumptions --lang zh")]
pub struct PlanArgs {
    /// 规划文件夹，默认用内置规划 / the plan's folder; the shipped one unless given
    #[arg(long, value_name = "FOLDER")]
    pub plan: Option<Utf8PathBuf>,
    /// 按到期年份 / by the year in which targets are due
    #[arg(long)]
    pub by_year: bool,
    /// 评估假定，可供签字 / what the plan leaves open, as a page to sign
    #[arg(long, conflicts_with = "by_year")]
    pub assumptions: bool,
}

fn verdict(text: &str) -> Result<Verdict, String> {
    Verdict::from_id(text.trim()).ok_or_else(|| {
        let ids = Verdict::ALL.map(Verdict::id).join(", ");
        format!("no such verdict; there are: {ids}")
    })
}

fn per_cent(text: &str) -> Result<Number, String> {
    let number = parse_plain(text.trim_end_matches('%')).map_err(|error| error.to_string())?;
    if number.is_negative() || number > Number::from(100) {
        return Err("not between 0 and 100".to_owned());
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_abbreviated_commands() {
        assert!(Cli::try_parse_from(["kaoping", "sc"]).is_err());
    }

    #[test]
    fn a_gate_takes_a_list_of_verdicts() {
        let cli = Cli::try_parse_from(["kaoping", "score", "--fail-on", "missed,no-data"]).unwrap();
        let Command::Score(score) = cli.command else {
            panic!("not score")
        };
        assert_eq!(score.gate.fail_on, [Verdict::Missed, Verdict::NoData]);
        assert!(Cli::try_parse_from(["kaoping", "score", "--fail-on", "bad"]).is_err());
        assert!(Cli::try_parse_from(["kaoping", "score", "--min-met", "101"]).is_err());
    }
}
