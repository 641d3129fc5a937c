//! `schema`: the JSON Schema of a kind of document, for validators and editors.

use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::nearest;
use crate::report::{DOCUMENTS, DocumentKind};
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io::Write;

/// `schema` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "schema",
    about: bilingual!(
        "输出 JSON 文档的 JSON Schema",
        "print the JSON Schema of a kind of document"
    ),
    examples: "kaoping schema
kaoping schema scorecard --output scorecard.schema.json",
    formats: || vec!["json"],
    arguments: SchemaArgs::augment_args,
    parse: super::parse::<SchemaArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct SchemaArgs {
    #[arg(value_name = bilingual!("名称", "NAME"))]
    #[arg(help = bilingual!("文档种类，如 scorecard；不写则列出全部", "kind of document, such as scorecard; without it all are listed"))]
    name: Option<String>,
}

impl Command for SchemaArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let mut out = to.bytes();
        match &self.name {
            Some(name) => {
                let schema = (find(name)?.schema)();
                serde_json::to_writer_pretty(&mut out, &schema).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
            None => {
                for kind in DOCUMENTS {
                    writeln!(out, "{}\t{}", kind.name(), kind.id)?;
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

/// The kind of a name or id.
fn find(name: &str) -> Result<&'static DocumentKind, Failure> {
    let known = DOCUMENTS
        .iter()
        .find(|kind| [kind.name(), kind.id].contains(&name));
    known.ok_or_else(|| {
        let hint = nearest(name, DOCUMENTS.iter().map(DocumentKind::name));
        let names: Vec<&str> = DOCUMENTS.iter().map(DocumentKind::name).collect();
        let list = names.join(", ");
        Failure::usage(match hint {
            Some(hint) => text!(
                "没有 `{name}` 的 JSON Schema；是不是 `{hint}`？",
                "no schema `{name}`; did you mean `{hint}`?"
            ),
            None => text!(
                "没有 `{name}` 的 JSON Schema；可用 {list}",
                "no schema `{name}`; there are {list}"
            ),
        })
    })
}
