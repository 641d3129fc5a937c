//! `table`: a file as the tool sees it, as CSV, and how it was read.

use super::pipeline;
use super::sources::PlanSource;
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, builtin};
use crate::bilingual;
use crate::data::{self, TableQuery};
use crate::render;
use crate::source::Folder;
use crate::table::{Control, ReadEvent, Table};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use std::io::Write;

/// `table` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "table",
    about: bilingual!(
        "输出一个文件的表格，即程序读到的内容",
        "print the table of a file as it is read"
    ),
    examples: "kaoping table districts.xlsx --sheet 2023
kaoping table mailed.csv --encoding gb18030 --header-line 4",
    formats: || vec!["csv"],
    arguments: TableArgs::augment_args,
    parse: super::parse::<TableArgs>,
    write_failure: |_, _| Ok(()),
};

#[derive(Debug, Args)]
struct TableArgs {
    #[arg(value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("CSV 文件或工作簿；`-` 为标准输入", "a CSV file or workbook; `-` for standard input"))]
    file: Utf8PathBuf,
    #[command(flatten)]
    plan: PlanSource,
    #[arg(long, value_name = bilingual!("工作表", "SHEET"))]
    #[arg(help = bilingual!("只输出一个工作表", "print one sheet only"))]
    sheet: Option<String>,
    #[arg(long, value_name = bilingual!("编码", "ENCODING"))]
    #[arg(help = bilingual!("指定编码，如 gb18030、windows-1252", "force the encoding, such as gb18030 or windows-1252"))]
    encoding: Option<String>,
    #[arg(long, value_name = bilingual!("字符", "SIGN"))]
    #[arg(help = bilingual!("指定分隔符，如 `;`；制表符写 `\\t`", "force the delimiter, such as `;`; `\\t` for a tab"))]
    delimiter: Option<String>,
    #[arg(long, value_name = bilingual!("字符", "SIGN"))]
    #[arg(help = bilingual!("指定引号，如 `'`；没有引号时写 `none`", "force the quote, such as `'`; `none` where nothing is quoted"))]
    quote: Option<String>,
    #[arg(long, value_name = bilingual!("行号", "LINE"), value_parser = clap::value_parser!(u64).range(1..))]
    #[arg(help = bilingual!("指定表头所在的行", "force the line of the header"))]
    header_line: Option<u64>,
}

impl Command for TableArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let plan = pipeline::load_plan(&self.plan)?.plan;
        let folder = match builtin::is_standard_input(&self.file) {
            true => builtin::standard_input()?,
            false => Folder::at(&self.file),
        };
        if !folder.is_single_file() {
            let file = &self.file;
            return Err(
                Failure::usage(text!("没有文件 `{file}`", "there is no file `{file}`")).into(),
            );
        }
        let query = TableQuery {
            sheet: self.sheet.as_deref(),
            encoding: self.encoding.as_deref(),
            delimiter: self.delimiter.as_deref(),
            quote: self.quote.as_deref(),
            header_line: self.header_line,
        };
        let (tables, mut findings) = match data::tables(&folder, &plan, query) {
            Ok(found) => found,
            Err(message) => return Err(Failure::usage(message).into()),
        };
        let mut out = to.bytes();
        for (at, found) in tables.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            let Ok(mut table) = found.open(&folder) else {
                continue;
            };
            let mut written = Ok(());
            let mut rows = render::TableWriter::new(&mut out);
            table.read(|event| {
                match event {
                    ReadEvent::Record(record) => {
                        let fields = (0..record.len()).map(|at| record.bytes(at));
                        written = rows.row(fields);
                    }
                    ReadEvent::Comment(_) => {}
                    ReadEvent::Error(error) => findings.add(data::read_error(error)),
                }
                match written.is_ok() {
                    true => Control::Next,
                    false => Control::Stop,
                }
            });
            written?;
            rows.finish()?;
        }
        let end = Exit::of_reading(tables.is_empty() || findings.any_error());
        Ok(Outcome {
            list_warnings: true,
            ..Outcome::new(end, findings)
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.plan.on_disk().into_iter().collect()
    }
}
