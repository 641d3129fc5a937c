//! `explain`: one judgement with everything it rests on.

use super::pipeline::{self, Query};
use super::sources::{Sources, year};
use super::{Command, Context, Exit, Failure, Outcome, Registration, RunError, digest, status};
use crate::bilingual;
use crate::evaluate::judge;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::lookup;
use crate::plan::{IndicatorIx, Level, Plan, Year};
use crate::render;
use crate::report::explanation::{Explanation, Standing};
use crate::report::{Builder, Digests, UnitSelection};
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io::{self, Write};

/// `explain` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "explain",
    about: bilingual!("说明一项判定的依据", "show what a verdict rests on"),
    examples: "kaoping explain volunteering-rate --unit 朝阳区 --year 2013",
    formats: || render::formats_with(|format| format.explanation.is_some()),
    arguments: Explain::augment_args,
    parse: super::parse::<Explain>,
    write_failure,
};

#[derive(Debug, Args)]
struct Explain {
    #[arg(value_name = bilingual!("指标", "INDICATOR"))]
    #[arg(help = bilingual!("指标编号或名称", "id or name of the indicator"))]
    indicator: String,
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("评估对象的代码或名称；默认为最高一级", "code or name of the unit; the top unit by default"))]
    unit: Option<String>,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("评估年份；默认为最近有数据的年份", "year to evaluate; the latest with data by default"))]
    year: Option<Year>,
    #[arg(long, value_name = bilingual!("状态", "STANDING"), value_parser = standing)]
    #[arg(help = bilingual!("占比和清单只列出这一状态的评估对象：fail、pass、unknown、silent", "of a share or checklist, list the units of one standing only: fail, pass, unknown, silent"))]
    units: Option<Standing>,
    #[arg(long, help = bilingual!("列出全部评估对象，而不只是前100个", "list all units, not only the first 100"))]
    all: bool,
}

/// A standing as it is written on the command line.
fn standing(word: &str) -> Result<Standing, String> {
    match word {
        "pass" => Ok(Standing::Pass),
        "fail" => Ok(Standing::Fail),
        "unknown" => Ok(Standing::Unknown),
        "silent" => Ok(Standing::Silent),
        _ => Err("fail, pass, unknown, silent".to_owned()),
    }
}

impl Command for Explain {
    fn run(&self, context: &Context, out: &mut dyn Write) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let folder = pipeline::data_folder(&self.sources)?;
        let indicator = lookup::indicator(&plan, &self.indicator).map_err(Failure::from)?;
        let query = Query {
            unit: self.unit.as_deref(),
            year: lookup::year(&plan, self.year).map_err(Failure::from)?,
            traced: Some(indicator),
            ..Query::default()
        };
        let data = pipeline::load_data(&plan, &folder, query)?;
        let figures = &data.figures;
        findings.merge(data.findings);
        let level = figures.units.level(data.unit);
        if !plan[indicator].levels.contains(&level) {
            let other = other_level(&plan, indicator);
            return Err(other.unless_refused(findings, false).into());
        }
        let format = super::format(context)?;
        let digests = match format.digests {
            true => digest::of(&plan, figures, &folder)?,
            false => Digests::default(),
        };
        let year = pipeline::year(&plan, figures, self.year);
        let judged = judge(&plan, figures, indicator, data.unit, year, true);
        let (exit, message) = exit(&findings);
        let builder = Builder {
            plan: &plan,
            figures,
            digests: &digests,
            lang: context.style.lang,
        };
        let status = status(exit, message.clone());
        let selection = UnitSelection {
            standing: self.units,
            all: self.all,
        };
        let document = builder.explanation(&judged, selection, &findings, &status);
        if let Some(render) = format.explanation {
            render(out, context.style, &document)?;
        }
        Ok(Outcome {
            exit,
            message,
            findings,
            list_warnings: false,
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// The exit code and the reason, once the judgement is made.
fn exit(findings: &Findings) -> (Exit, Text) {
    if findings.any_error() {
        let refused = text!(
            "部分数据有误，判定不可采信",
            "data was refused: the verdict can't be trusted"
        );
        (Exit::DataRefused, refused)
    } else {
        (Exit::Done, text!("完成", "done"))
    }
}

fn other_level(plan: &Plan, indicator: IndicatorIx) -> Failure {
    let id = &plan[indicator].id;
    let levels = &plan[indicator].levels;
    let names = |of: fn(&Level) -> &str, separator: &str| {
        let names: Vec<&str> = levels.iter().map(|&level| of(&plan[level])).collect();
        names.join(separator)
    };
    let (zh, en) = (names(|l| &l.name.zh, "、"), names(|l| &l.name.en, ", "));
    Failure::nothing(text!(
        "`{id}` 不评估这一层级，只评估：{zh}",
        "`{id}` is not evaluated at this unit's level, only at: {en}"
    ))
}

fn write_failure(context: &Context, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let format = render::format(context.format).filter(|format| format.on_failure);
    let Some(render) = format.and_then(|format| format.explanation) else {
        return Ok(());
    };
    let lang = context.style.lang;
    let document = Explanation::failed(&failure.findings, &failure.status(), lang);
    render(out, context.style, &document)
}
