//! `form`: a blank table to be filled in and sent back: units as rows, variables as columns.

use super::pipeline;
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::data;
use crate::lookup;
use crate::plan::Year;
use crate::render;
use crate::report::form::{Form, FormQuery};
use crate::text;
use camino::Utf8Path;
use clap::Args;

/// `form` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "form",
    about: bilingual!("生成空白填报表", "write a blank table to be filled in"),
    examples: "kaoping form --data builtin:sample --level district --year 2014 --output form.xlsx
kaoping form --data builtin:sample --level street --year 2014 --unit 朝阳区",
    formats: || render::formats_with(|format| format.form.is_some()),
    arguments: FormArgs::augment_args,
    parse: super::parse::<FormArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct FormArgs {
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("数据的年份", "year of the figures"))]
    year: Year,
    #[arg(long, value_name = bilingual!("层级", "LEVEL"))]
    #[arg(help = bilingual!("填报的层级", "level that reports"))]
    level: String,
    #[arg(long, value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("只列一个评估对象及其下级", "list one unit and those below it only"))]
    unit: Option<String>,
}

impl Command for FormArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let folder = self.sources.cells_folder()?;
        let level = lookup::level(&plan, &self.level).map_err(Failure::from)?;
        lookup::year(&plan, Some(self.year)).map_err(Failure::from)?;
        let (opened, found) = data::open(&folder, &plan);
        findings.merge(found);
        let unit = lookup::unit(&opened.units, self.unit.as_deref())
            .map_err(|error| Failure::from(error).after(std::mem::take(&mut findings)))?;
        let query = FormQuery {
            level,
            unit,
            year: self.year,
            synthetic: opened.synthetic,
        };
        let form = Form::of(&plan, &opened.units, query, to.lang());
        if form.to_fill().next().is_none() {
            let id = &plan[level].id;
            let none = Failure::nothing(text!(
                "`{id}` 一级没有数据项",
                "no variable is collected at the level `{id}`"
            ));
            return Err(none.after(findings).into());
        }
        to.write(|format| format.form, &form)?;
        let end = Exit::of_reading(findings.any_error());
        Ok(Outcome::new(end, findings))
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}
