//! What is in a data folder and is not read, and what to do about it.

use crate::data::manifest::DECLARING;
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::source::{EntryKind, Folder};
use crate::text;

/// Parts of names that tables have, wherever in the name they are.
const TABLES: [&str; 8] = [
    ".csv", ".tsv", ".txt", ".xls", ".ods", ".et", ".numbers", ".wps",
];
const SPREADSHEETS: [&str; 8] = ["xlsb", "et", "ett", "wps", "numbers", "xltx", "xlt", "ots"];
const ARCHIVES: [&str; 9] = ["zip", "gz", "tgz", "tar", "rar", "7z", "bz2", "xz", "zst"];
const DATABASES: [&str; 12] = [
    "json", "jsonl", "xml", "orc", "feather", "dbf", "sav", "dta", "sas7bdat", "mdb", "accdb",
    "sqlite",
];

/// Whether a name is one that a program gives to a file it keeps for itself: hidden, a lock, or a cache.
pub fn is_kept_by_program(name: &str) -> bool {
    let hidden = name
        .split('/')
        .any(|part| part.starts_with('.') || part.starts_with("~$"));
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    hidden || ["thumbs.db", "desktop.ini"].contains(&file.as_str())
}

/// Whether a name is one that Spark and others give to a file beside the Parquet files of a table.
fn is_mark_of_table(file: &str) -> bool {
    let names = ["_success", "_metadata", "_common_metadata"];
    let begins = ["_committed_", "_started_"];
    names.contains(&file) || begins.iter().any(|begin| file.starts_with(begin))
}

/// Reports a file that is not read. Files that programs keep for themselves are passed over, unless their name is that of
/// a table; so are TOML files, unless one seems to be meant for `data.toml` or `waivers.toml`.
pub fn file(folder: &Folder, name: &str, findings: &mut Findings) {
    let lower = name.to_lowercase();
    let file = lower.rsplit('/').next().unwrap_or(&lower);
    let like_table = TABLES.iter().any(|table| file.contains(table));
    if is_kept_by_program(name) && !like_table {
        return;
    }
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let meant = |prefix: &str| file.starts_with(prefix) && file.contains(".toml");
    let manifest = meant("data") || meant("waiver");
    if is_mark_of_table(file) || DECLARING.contains(&name) || extension == "toml" && !manifest {
        return;
    }
    let help = match extension {
        _ if file.starts_with("~$") || file.starts_with(".~lock") => text!(
            "该表正在别处打开，未保存的改动不会读取；请保存并关闭",
            "the table is open in another program, and what is not saved is not read: save and close it"
        ),
        _ if is_kept_by_program(name) => or_skip(text!(
            "名称以点开头，是隐藏文件：若含数据，请改名",
            "its name, or that of its folder, begins with a point, which hides it: rename it if it holds data"
        )),
        _ if manifest => text!(
            "声明只从 data.toml 与 waivers.toml 读取，请改名",
            "declarations are read from `data.toml` and `waivers.toml` only: rename the file"
        ),
        "xlsx" | "xlsm" | "xls" | "ods" | "csv" | "tsv" | "txt" => text!(
            "若含数据，请列入 data.toml；若不含，请写 `skip = true`",
            "list it in data.toml if it holds data; otherwise declare `skip = true`"
        ),
        _ if SPREADSHEETS.contains(&extension) => or_skip(text!(
            "请用电子表格软件打开并另存为 .xlsx",
            "open it in a spreadsheet program and save it as .xlsx"
        )),
        _ if ARCHIVES.contains(&extension) => or_skip(text!(
            "请解压到数据文件夹",
            "unpack it into the data folder"
        )),
        _ if DATABASES.contains(&extension) => or_skip(text!("请导出为 CSV", "export it as CSV")),
        _ => or_skip(text!(
            "若含数据，请存为 .csv 或 .xlsx",
            "save it as .csv or .xlsx if it holds data"
        )),
    };
    let message = text!("`{name}` 未读取", "`{name}` is not read");
    findings.add(
        Finding::new(codes::NOT_READ, message)
            .at(Place::file(folder.shown_path(name)))
            .help(help),
    );
}

/// Reports what is neither a file nor a folder.
pub fn not_a_file(folder: &Folder, name: &str, kind: EntryKind, findings: &mut Findings) {
    if is_kept_by_program(name) {
        return;
    }
    let message = match kind {
        EntryKind::DanglingLink => text!(
            "`{name}` 是失效的链接，未读取",
            "`{name}` is a link that leads nowhere, and is not read"
        ),
        EntryKind::FolderLink => text!(
            "`{name}` 是指向文件夹的链接，未读取",
            "`{name}` is a link to a folder, and is not read"
        ),
        EntryKind::File | EntryKind::Special => text!(
            "`{name}` 不是文件，未读取",
            "`{name}` is not a file, and is not read"
        ),
    };
    let help = or_skip(text!("请换成文件本身", "put the file itself in its place"));
    findings.add(
        Finding::new(codes::NOT_READ, message)
            .at(Place::file(folder.shown_path(name)))
            .help(help),
    );
}

/// Help for what is not read, which may also be set aside by declaration.
fn or_skip(help: Text) -> Text {
    let Text { zh, en } = help;
    text!(
        "{zh}；若不需要，请在 data.toml 中写 `skip = true`",
        "{en}; declare `skip = true` in data.toml if it is not needed"
    )
}
