//! `init`: a project to begin with: a plan of five targets with its tests, a data set, settings, and a workflow for
//! continuous integration.

use super::schema::{INPUTS, InputKind};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::source::Folder;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use std::io::Write;

/// `init` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "init",
    about: bilingual!(
        "新建一个项目：规划、测试、数据、设置和持续集成流程",
        "begin a project: a plan, its tests, data, settings, and a workflow for CI"
    ),
    examples: "kaoping init my-plan
kaoping init --example my-plan && cd my-plan && kaoping score",
    formats: || vec!["table"],
    arguments: Init::augment_args,
    parse: super::parse::<Init>,
    write_failure: |_, _| Ok(()),
};

/// A file of the project: its path, what is in it, and what is in it with `--example`.
struct Template(&'static str, &'static str, &'static str);

/// The text of a file of `init/project`.
macro_rules! text_of {
    ($name:literal) => {
        include_str!(concat!("init/project/", $name))
    };
}

/// The files of a project. One more is one line here.
const TEMPLATES: &[Template] = &[
    Template("kaoping.toml", text_of!("kaoping.toml"), ""),
    Template("plan/plan.toml", text_of!("plan/plan.toml"), ""),
    Template(
        "plan/tests/targets.toml",
        text_of!("plan/tests/targets.toml"),
        "",
    ),
    Template("data/data.toml", text_of!("data/data.toml"), ""),
    Template("data/units.csv", text_of!("data/units.csv"), ""),
    Template(
        "data/districts.csv",
        text_of!("data/districts.csv"),
        text_of!("data/districts-example.csv"),
    ),
    Template(
        "data/city.csv",
        text_of!("data/city.csv"),
        text_of!("data/city-example.csv"),
    ),
    Template(
        ".github/workflows/kaoping.yml",
        text_of!("workflow.yml"),
        "",
    ),
];

#[derive(Debug, Args)]
struct Init {
    #[arg(value_name = bilingual!("文件夹", "FOLDER"), default_value = ".")]
    #[arg(help = bilingual!("项目所在的文件夹", "the folder of the project"))]
    folder: Utf8PathBuf,
    #[arg(long, help = bilingual!("填入合成的示例数据，而不是空白表", "fill in made-up figures instead of blank forms"))]
    example: bool,
}

impl Command for Init {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        self.refuse_existing()?;
        let mut outcome = Outcome::new((Exit::Done, text!("完成", "done")), Findings::default());
        let mut out = to.bytes();
        for (path, text) in self.files(lang) {
            let path = self.folder.join(path);
            writeln!(out, "{path}")?;
            outcome.files.push((path, text.into_bytes()));
        }
        let next = lang.pick("下一步：", "next: ");
        let cd = match self.folder.as_str() {
            "." => String::new(),
            folder => {
                let quoted = shlex::try_quote(folder).unwrap_or(folder.into());
                format!("cd {quoted} && ")
            }
        };
        writeln!(
            out,
            "\n{next}{cd}kaoping check && kaoping test && kaoping score"
        )?;
        Ok(outcome)
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        Vec::new()
    }
}

impl Init {
    /// The files of the project with their texts: the templates, and the schemas that the files in TOML name for editors.
    fn files(&self, lang: Lang) -> Vec<(String, String)> {
        let of_template = |Template(path, text, example): &Template| {
            let text = match self.example && !example.is_empty() {
                true => example,
                false => text,
            };
            let text = in_language(text, lang).replace("{synthetic}", &self.example.to_string());
            ((*path).to_owned(), text)
        };
        let of_schema = |kind: &InputKind| (format!("schemas/{}", kind.file()), kind.text());
        let templates = TEMPLATES.iter().map(of_template);
        templates.chain(INPUTS.iter().map(of_schema)).collect()
    }

    /// A failure if a file of the project is there already: nothing is overwritten.
    fn refuse_existing(&self) -> Result<(), Failure> {
        let folder = Folder::Disk(self.folder.clone());
        let there = self.files(Lang::En).into_iter().map(|(path, _)| path);
        let there: Vec<String> = there.filter(|path| folder.has_file(path)).collect();
        match there[..] {
            [] => Ok(()),
            _ => {
                let list = there.join(", ");
                Err(Failure::usage(text!(
                    "`{}` 中已有 {list}：不覆盖任何文件",
                    "`{}` already has {list}: nothing is overwritten",
                    self.folder
                )))
            }
        }
    }
}

/// A text with the comments of one language, which begin with `#zh` or `#en` in the template.
fn in_language(text: &str, lang: Lang) -> String {
    let (own, other) = match lang {
        Lang::Zh => ("#zh", "#en"),
        Lang::En => ("#en", "#zh"),
    };
    let lines = text.lines().filter(|line| !line.starts_with(other));
    let lines = lines.map(|line| match line.strip_prefix(own) {
        Some(comment) => format!("#{comment}\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}
