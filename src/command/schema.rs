//! `schema`: the JSON Schema of a kind of document or of an input file, for validators and editors.

use super::settings::{self, settings_schema};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::data::{data_schema, waivers_schema};
use crate::finding::Findings;
use crate::i18n::nearest;
use crate::plan::plan_schema;
use crate::plan_tests::tests_schema;
use crate::report::DOCUMENTS;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use serde_json::Value;
use std::io::Write;

/// `schema` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "schema",
    about: bilingual!(
        "输出 JSON 文档或 TOML 输入文件的 JSON Schema",
        "print the JSON Schema of a kind of document or of an input in TOML"
    ),
    examples: "kaoping schema
kaoping schema scorecard --output scorecard.schema.json
kaoping schema plan.toml --output schemas/plan.toml.schema.json",
    formats: || vec!["json"],
    arguments: SchemaArgs::augment_args,
    parse: super::parse::<SchemaArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct SchemaArgs {
    #[arg(value_name = bilingual!("名称", "NAME"))]
    #[arg(help = bilingual!("文档种类，如 scorecard，或输入文件，如 plan.toml；不写则列出全部", "kind of document, such as scorecard, or input, such as plan.toml; without it all are listed"))]
    name: Option<String>,
}

/// What people write in TOML. Plans and tests are folders of files with any names.
pub struct InputKind {
    /// The name of the schema: that of the file, or of the file that every folder of the kind has.
    pub name: &'static str,
    /// Its JSON Schema.
    pub schema: fn() -> Value,
}

/// Every kind of input. One more is one line here.
pub const INPUTS: &[InputKind] = &[
    InputKind {
        name: "plan.toml",
        schema: plan_schema,
    },
    InputKind {
        name: "data.toml",
        schema: data_schema,
    },
    InputKind {
        name: "waivers.toml",
        schema: waivers_schema,
    },
    InputKind {
        name: "tests.toml",
        schema: tests_schema,
    },
    InputKind {
        name: settings::NAME,
        schema: settings_schema,
    },
];

impl InputKind {
    /// The file of the schema.
    pub fn file(&self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        format!("{:#}\n", (self.schema)())
    }
}

impl Command for SchemaArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let mut out = to.bytes();
        match &self.name {
            Some(name) => out.write_all(find(name)?.as_bytes())?,
            None => {
                for kind in DOCUMENTS {
                    writeln!(out, "{}\t{}", kind.name(), kind.id)?;
                }
                for kind in INPUTS {
                    writeln!(out, "{}", kind.name)?;
                }
            }
        }
        let end = (Exit::Done, text!("完成", "done"));
        Ok(Outcome::new(end, Findings::default()))
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        Vec::new()
    }
}

/// The schema of a name or id. The extension of an input may be left out where no document has its name.
fn find(name: &str) -> Result<String, Failure> {
    let document = |known: &str| {
        DOCUMENTS
            .iter()
            .find(|kind| [kind.name(), kind.id].contains(&known))
    };
    if let Some(kind) = document(name) {
        let schema = serde_json::to_string_pretty(&(kind.schema)());
        // A schema can always be written.
        return Ok(schema.unwrap_or_default() + "\n");
    }
    let input = INPUTS.iter().find(|kind| {
        let short = kind.name.strip_suffix(".toml");
        kind.name == name || short == Some(name)
    });
    if let Some(kind) = input {
        return Ok(kind.text());
    }
    let names = DOCUMENTS.iter().map(|kind| kind.name());
    let names: Vec<&str> = names.chain(INPUTS.iter().map(|kind| kind.name)).collect();
    let hint = nearest(name, names.iter().copied());
    let list = names.join(", ");
    Err(Failure::usage(match hint {
        Some(hint) => text!(
            "没有 `{name}` 的 JSON Schema；是不是 `{hint}`？",
            "no schema `{name}`; did you mean `{hint}`?"
        ),
        None => text!(
            "没有 `{name}` 的 JSON Schema；可用 {list}",
            "no schema `{name}`; there are {list}"
        ),
    }))
}
