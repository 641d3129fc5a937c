//! `form`: a blank table to be filled in and sent back: units as rows, variables as columns.

use super::pipeline;
use super::sources::{Sources, year};
use super::{Command, Context, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::data;
use crate::i18n::Lang;
use crate::lookup;
use crate::observation::{UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::render;
use crate::report::form::Form;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io::{self, Write};

/// `form` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "form",
    about: bilingual!("生成空白填报表", "write a blank table to be filled in"),
    examples: "kaoping form --data builtin:sample --level district --year 2014 --output form.csv
kaoping form --data builtin:sample --level street --year 2014 --unit 朝阳区",
    formats: || render::formats_with(|format| format.form.is_some()),
    arguments: FormArgs::augment_args,
    parse: super::parse::<FormArgs>,
    write_failure: |_, _, _| io::Result::Ok(()),
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
    fn run(&self, context: &Context, out: &mut dyn Write) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let folder = pipeline::data_folder(&self.sources)?;
        let level = lookup::level(&plan, &self.level).map_err(Failure::from)?;
        lookup::year(&plan, Some(self.year)).map_err(Failure::from)?;
        let (opened, found) = data::open(&folder, &plan);
        findings.merge(found);
        let unit = lookup::unit(&opened.units, self.unit.as_deref())
            .map_err(|error| Failure::from(error).after(std::mem::take(&mut findings)))?;
        let form = self.form(&plan, &opened.units, level, unit, context.style.lang);
        if form.titles.len() == form.key {
            let id = &plan[level].id;
            let none = Failure::nothing(text!(
                "`{id}` 一级没有数据项",
                "no variable is collected at the level `{id}`"
            ));
            return Err(none.after(findings).into());
        }
        if let Some(render) = super::format(context)?.form {
            render(out, context.style, &form)?;
        }
        let (exit, message) = Exit::of_reading(findings.any_error());
        Ok(Outcome {
            exit,
            message,
            findings,
            list_warnings: false,
            files: Vec::new(),
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

impl FormArgs {
    /// The form for the units of a level at or below a unit. Of a level that no roster names completely, rows may be added,
    /// which have to say what they belong to.
    fn form(&self, plan: &Plan, units: &Units, level: LevelIx, unit: UnitIx, lang: Lang) -> Form {
        let rows = match units.level(unit) == level {
            true => vec![unit],
            false => units.members(unit, level, self.year),
        };
        let open = !units.is_complete(level);
        let mut titles = data::form_key(lang, open);
        let key = titles.len();
        titles.extend(data::form_titles(plan, level, lang));
        let row = |ix: UnitIx| {
            let mut cells = vec![units.code(ix).to_owned(), units.name(ix, lang).to_owned()];
            if open {
                let parent = units.parent(ix).map_or("", |parent| units.code(parent));
                cells.extend([plan[level].name.get(lang).to_owned(), parent.to_owned()]);
            }
            cells.push(self.year.to_string());
            cells.resize(titles.len(), String::new());
            cells
        };
        let rows = rows.into_iter().map(row).collect();
        Form { titles, key, rows }
    }
}
