//! The plans and data sets that are built in, by name. `build.rs` packs them.

use super::exit::Exit;
use super::failure::Failure;
use crate::i18n::nearest;
use crate::source::{Archive, Folder, Input};
use crate::text;
use camino::Utf8Path;

/// What stands before the name of a built-in folder on the command line.
const PREFIX: &str = "builtin:";

/// The archive of a folder of the repository under its name on the command line.
macro_rules! archive {
    ($kind:literal, $name:literal) => {
        Archive::new(
            concat!("builtin:", $name),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $kind, "-", $name, ".archive")),
        )
    };
}

/// The built-in plans, the default first. One more is one line here.
static PLANS: [Archive; 2] = [
    archive!("indicators", "beijing-2011-2015"),
    archive!("indicators", "xiaokang-2008"),
];

/// The built-in data sets, the default first. One more is one line here. That of the name of a built-in plan is the default
/// of that plan.
static DATA: [Archive; 3] = [
    archive!("data", "beijing"),
    archive!("data", "sample"),
    archive!("data", "xiaokang-2008"),
];

/// The folder of a plan: on the disk, or built in; the default if no path is given.
pub fn plan(path: Option<&Utf8Path>) -> Result<Folder, Failure> {
    folder(&PLANS, ("内置规划", "built-in plan"), path)
}

/// A data set: a folder or a single file on the disk, standard input, or built in. If no path is given, the data set that
/// has the name of the built-in plan, else the default.
pub fn data(path: Option<&Utf8Path>, plan: Option<&Utf8Path>) -> Result<Folder, Failure> {
    match path {
        Some(path) if is_standard_input(path) => standard_input(),
        Some(path) if !is_builtin(path) => Ok(Folder::at(path)),
        Some(_) => folder(&DATA, ("内置数据", "built-in data set"), path),
        None => Ok(Folder::BuiltIn(data_of(plan))),
    }
}

/// The data set that belongs to a plan if no other is given.
fn data_of(plan: Option<&Utf8Path>) -> &'static Archive {
    let own = DATA
        .iter()
        .find(|data| Some(Utf8Path::new(data.name())) == plan);
    own.unwrap_or(&DATA[0])
}

/// The name of the plan that is taken if none is given.
pub fn default_plan() -> &'static str {
    PLANS[0].name()
}

/// The name of the data set that is taken with a plan if none is given.
pub fn default_data(plan: Option<&Utf8Path>) -> &'static str {
    data_of(plan).name()
}

/// Whether a path stands for standard input.
pub fn is_standard_input(path: &Utf8Path) -> bool {
    path == "-"
}

/// What comes through standard input.
pub fn standard_input() -> Result<Folder, Failure> {
    Input::read().map(Folder::Input).map_err(|error| {
        Failure::new(
            Exit::DataRefused,
            text!(
                "标准输入无法读取：{error}",
                "can't read standard input: {error}"
            ),
        )
    })
}

/// Whether a path is the name of something built in.
pub fn is_builtin(path: &Utf8Path) -> bool {
    path.as_str().starts_with(PREFIX)
}

fn folder(
    archives: &'static [Archive],
    (zh, en): (&str, &str),
    path: Option<&Utf8Path>,
) -> Result<Folder, Failure> {
    let Some(path) = path else {
        return Ok(Folder::BuiltIn(&archives[0]));
    };
    if !is_builtin(path) {
        return Ok(Folder::Disk(path.to_owned()));
    }
    let found = archives.iter().find(|archive| archive.name() == path);
    found.map(Folder::BuiltIn).ok_or_else(|| {
        let names: Vec<&str> = archives.iter().map(Archive::name).collect();
        // The prefix, which all have, would make any name look near.
        let bare = |name| str::trim_start_matches(name, PREFIX);
        let near = nearest(bare(path.as_str()), names.iter().map(|name| bare(name)));
        Failure::usage(match near {
            Some(name) => text!(
                "没有{zh} `{path}`；是不是 `{PREFIX}{name}`？",
                "no {en} `{path}`; did you mean `{PREFIX}{name}`?"
            ),
            None => {
                let (zh_names, en_names) = (names.join("、"), names.join(", "));
                text!(
                    "没有{zh} `{path}`；可选：{zh_names}",
                    "no {en} `{path}`; there are: {en_names}"
                )
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_folder_can_be_read() {
        for archive in PLANS.iter().chain(&DATA) {
            let names = Folder::BuiltIn(archive).names().unwrap();
            assert!(names.len() > 1, "{archive:?}: {names:?}");
            assert!(names.iter().all(|name| !name.contains('/')), "{names:?}");
        }
    }

    #[test]
    fn an_unknown_name_is_wrong_usage_with_a_suggestion() {
        let message = |name: &str| data(Some(name.into()), None).unwrap_err().message.en;
        assert_eq!(
            message("builtin:smaple"),
            "no built-in data set `builtin:smaple`; did you mean `builtin:sample`?"
        );
        assert_eq!(
            message("builtin:"),
            "no built-in data set `builtin:`; there are: builtin:beijing, builtin:sample, builtin:xiaokang-2008"
        );
        assert!(matches!(
            data(Some("./builtin:x".into()), None),
            Ok(Folder::Disk(_))
        ));
    }
}
