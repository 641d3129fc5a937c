//! The inputs that a scorecard names, held against what is there now.

use crate::command::digest;
use crate::data::WAIVERS;
use crate::report::head::{HashedFile, Sources};
use crate::report::scorecard::ScorecardDocument;
use crate::report::verification::{InputCheck, InputRole, InputStatus};
use crate::source::Folder;
use camino::{Utf8Path, Utf8PathBuf};

/// Where plan and data were, and where they are now.
pub struct Moved {
    pub plan: (String, String),
    pub data: (String, String),
    /// `None` where the waivers were and are in the data folder.
    pub waivers: Option<(String, String)>,
    /// `None` where nothing was counted by an engine.
    pub tally: Option<(String, String)>,
}

impl Moved {
    /// Where the inputs that a scorecard states are now: where plan, data and waivers are given, else where they were.
    pub fn new(stated: &Sources, [plan, data, waivers, tally]: [Option<&Utf8Path>; 4]) -> Moved {
        let now = |given: Option<&Utf8Path>, stated: &str| {
            let given = given.map(Utf8Path::to_string);
            let now = given.unwrap_or_else(|| stated.to_owned());
            (stated.to_owned(), now)
        };
        Moved {
            plan: now(plan, &stated.plan),
            data: now(data, &stated.data),
            waivers: match (waivers, &stated.waivers) {
                (given, Some(stated)) => Some(now(given, stated)),
                (Some(given), None) => {
                    Some((format!("{}/{WAIVERS}", stated.data), given.to_string()))
                }
                (None, None) => None,
            },
            tally: (stated.tally.as_ref()).map(|stated| now(tally, stated)),
        }
    }

    /// Where the plan is now.
    pub fn plan(&self) -> Utf8PathBuf {
        self.plan.1.as_str().into()
    }

    /// Where the data is now.
    pub fn data(&self) -> Utf8PathBuf {
        self.data.1.as_str().into()
    }

    /// Where the waivers are now, if they are not in the data folder.
    pub fn waivers(&self) -> Option<Utf8PathBuf> {
        self.waivers.as_ref().map(|(_, now)| now.as_str().into())
    }

    /// Where the counts of an engine are now, if there are any.
    pub fn tally(&self) -> Option<Utf8PathBuf> {
        self.tally.as_ref().map(|(_, now)| now.as_str().into())
    }

    /// Whether any of them is elsewhere.
    pub fn anywhere(&self) -> bool {
        self.all().any(|(then, now)| then != now)
    }

    fn all(&self) -> impl Iterator<Item = &(String, String)> {
        let apart = self.waivers.iter().chain(&self.tally);
        apart.chain([&self.plan, &self.data])
    }

    /// The name in the data folder of a file that was read from `path`; the path itself if it was in no folder.
    fn data_name<'a>(&self, path: &'a str) -> &'a str {
        match &self.waivers {
            Some((then, _)) if then == path => WAIVERS,
            _ => match &self.tally {
                Some((then, _)) if name_within(path, then) != path => name_within(path, then),
                _ => name_within(path, &self.data.0),
            },
        }
    }

    /// A text with the places where the inputs are now replaced by those where they were.
    pub fn back(&self, text: &str) -> String {
        for (then, now) in self.all() {
            let (then, now) = (then.trim_end_matches('/'), now.trim_end_matches('/'));
            if text == now {
                return then.to_owned();
            }
            let rest = text.strip_prefix(now);
            if let Some(rest) = rest.and_then(|rest| rest.strip_prefix('/')) {
                return format!("{then}/{rest}");
            }
        }
        text.to_owned()
    }
}

/// The inputs that a scorecard names, each with what became of it; then those that were read now and are not among them.
pub fn check_inputs(
    earlier: &ScorecardDocument,
    (plan, data): (&Folder, &Folder),
    again: Option<&ScorecardDocument>,
    moved: &Moved,
) -> Vec<InputCheck> {
    let stated = named(earlier);
    let mut checks: Vec<InputCheck> = (stated.iter())
        .map(|(role, file)| match role {
            InputRole::Plan => check(*role, file, plan, name_within(&file.path, &moved.plan.0)),
            InputRole::Declarations | InputRole::Data => {
                check(*role, file, data, moved.data_name(&file.path))
            }
        })
        .collect();
    let now = again.map(named).unwrap_or_default();
    for (role, file) in now {
        let path = moved.back(&file.path);
        if !checks.iter().any(|check| check.path == path) {
            checks.push(InputCheck {
                role,
                path,
                status: InputStatus::Added,
                stated: None,
                found: Some(file.sha256),
            });
        }
    }
    checks
}

/// Every file that a document names, once.
fn named(document: &ScorecardDocument) -> Vec<(InputRole, HashedFile)> {
    let head = &document.head.document;
    let sources = head.sources.clone().unwrap_or_default();
    let plan = sources.plan_files.into_iter();
    let mut named: Vec<_> = plan.map(|file| (InputRole::Plan, file)).collect();
    let declared = sources.declarations.into_iter();
    named.extend(declared.map(|file| (InputRole::Declarations, file)));
    for input in &head.inputs {
        // A workbook is an input for each of its sheets.
        let known = named.iter().any(|(_, file)| file.path == input.path);
        if let (Some(sha256), false) = (&input.sha256, known) {
            let file = HashedFile {
                path: input.path.clone(),
                sha256: sha256.clone(),
            };
            named.push((InputRole::Data, file));
        }
    }
    named
}

/// The path of a file within a folder; the whole path if it is not in it.
fn name_within<'a>(path: &'a str, folder: &str) -> &'a str {
    let within = path.strip_prefix(folder.trim_end_matches('/'));
    let within = within.and_then(|rest| rest.strip_prefix('/'));
    within.unwrap_or(path)
}

/// What became of a file that is looked for in `folder` under `name`.
fn check(role: InputRole, file: &HashedFile, folder: &Folder, name: &str) -> InputCheck {
    let found = digest::of_file(folder, name).ok();
    InputCheck {
        role,
        path: file.path.clone(),
        status: match &found {
            None => InputStatus::Missing,
            Some(found) if *found == file.sha256 => InputStatus::Unchanged,
            Some(_) => InputStatus::Changed,
        },
        stated: Some(file.sha256.clone()),
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_they_were() {
        let moved = Moved {
            plan: ("plan".to_owned(), "plan".to_owned()),
            data: ("data".to_owned(), "/tmp/new/".to_owned()),
            waivers: None,
            tally: None,
        };
        assert_eq!(moved.back("/tmp/new/a.csv"), "data/a.csv");
        assert_eq!(moved.back("/tmp/new"), "data");
        assert_eq!(moved.back("plan/a.toml"), "plan/a.toml");
        assert_eq!(moved.back("/tmp/newer"), "/tmp/newer");
        // The folder's name may stand in a file's.
        let same = Moved {
            data: ("figures".to_owned(), "data".to_owned()),
            ..moved
        };
        assert_eq!(same.back("data/data.toml"), "figures/data.toml");
    }
}
