//! Findings about the types of the columns of Parquet files.

use super::Header;
use crate::data::column_role::ColumnRole;
use crate::data::manifest::FileEntry;
use crate::finding::{Finding, Findings, codes};
use crate::i18n::Text;
use crate::table::parquet::{self, Refusal};
use crate::table::{Format, Record};
use crate::text;
use std::sync::Arc;

/// The columns that say whose, of when and of what a figure is, and the figures of a long file.
const ESSENTIAL: [ColumnRole; 5] = [
    ColumnRole::Code,
    ColumnRole::Name,
    ColumnRole::Period,
    ColumnRole::Variable,
    ColumnRole::Value,
];

/// Reports the columns of a type that is not used, and takes them out: figures by themselves, all rows where it is a column
/// that every row needs. Reports also a column that is to be rounded and holds no floating-point numbers.
pub fn check_types(
    format: &Format,
    (path, record): (&Arc<str>, &Record<'_>),
    entry: &FileEntry,
    header: &mut Header,
    findings: &mut Findings,
) {
    let file = match format {
        Format::Parquet(file) => Some(&**file),
        _ => None,
    };
    for (at, title) in header.titles.iter().enumerate() {
        let declared = entry.columns.get(title);
        let declared = declared.filter(|column| column.rounded.is_some());
        let is_floating = file.is_some_and(|file| file.is_floating(at));
        if let Some(column) = declared.filter(|_| !is_floating) {
            let finding = not_floating(record.get(at)).at(column.place.clone());
            findings.add(finding.beside(record.place(path, at), text!("表头", "the header")));
        }
    }
    let Some(file) = file else {
        return;
    };
    let figures: Vec<usize> = header.columns.iter().map(|(at, _)| *at).collect();
    for at in figures {
        if let Some(refusal) = file.refusal(at) {
            header.in_doubt.push(at);
            findings.add(refused(record.get(at), file, at, refusal).at(record.place(path, at)));
        }
    }
    for role in ESSENTIAL {
        let at = header.roles.get(role);
        if let Some((at, refusal)) = at.and_then(|at| Some((at, file.refusal(at)?))) {
            header.unclear = true;
            findings.add(refused(record.get(at), file, at, refusal).at(record.place(path, at)));
        }
    }
}

fn not_floating(title: &str) -> Finding {
    let message = text!(
        "`{title}` 列不是浮点数，`rounded` 不起作用",
        "the column `{title}` holds no floating-point numbers, so that `rounded` has no effect"
    );
    let help = text!("请删去 `rounded`", "remove `rounded`");
    Finding::new(codes::BAD_MANIFEST, message).help(help)
}

fn refused(title: &str, file: &parquet::File, at: usize, refusal: Refusal) -> Finding {
    let kind = file.type_name(at);
    let message = match refusal {
        Refusal::Floating => text!(
            "`{title}` 列是二进制浮点数（{kind}），不是精确的数值，未采用",
            "the column `{title}` holds binary floating-point numbers ({kind}), which are not exact, and is not used"
        ),
        Refusal::Utc => text!(
            "`{title}` 列是 UTC 时刻（{kind}），其日期取决于时区，未采用",
            "the column `{title}` holds points of time in UTC ({kind}), whose dates depend on the time zone, and is not used"
        ),
        Refusal::Nested => text!(
            "`{title}` 列是列表、映射或结构，未采用",
            "the column `{title}` holds lists, maps or structures, and is not used"
        ),
        Refusal::Other => text!(
            "`{title}` 列的类型（{kind}）既不是数值也不是文字，未采用",
            "the column `{title}` is of a type ({kind}) that is neither number nor text, and is not used"
        ),
    };
    Finding::new(codes::COLUMN_TYPE, message).help(help(refusal))
}

fn help(refusal: Refusal) -> Text {
    match refusal {
        Refusal::Floating => text!(
            "请导出为 DECIMAL，或在 data.toml 的 `columns` 中写 `rounded` 声明保留几位小数",
            "export it as DECIMAL, or declare in data.toml under `columns` with `rounded` to how many decimals it is rounded"
        ),
        Refusal::Utc => text!("请导出为 DATE", "export it as DATE"),
        Refusal::Nested | Refusal::Other => text!(
            "请导出为数值、文字或日期列；若不需要，请列入 `ignore`",
            "export it as a column of numbers, text or dates; list it under `ignore` if it is not needed"
        ),
    }
}
