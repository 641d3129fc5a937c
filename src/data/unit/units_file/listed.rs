//! Where units are listed, and what a row says otherwise than an earlier one about the same unit.

use super::Roster;
use crate::data::header::FileSchema;
use crate::data::words::shorten;
use crate::finding::{CellPosition, Finding, LinePosition, Place, codes};
use crate::i18n::{Lang, Text};
use crate::observation::{InputFile, NewUnit, UnitIx, Units};
use crate::plan::{LevelIx, Plan};
use crate::text;
use hashbrown::HashMap;
use std::sync::Arc;

/// Where a units file lists a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    /// Index into [`DataSet::files`](crate::data::DataSet::files).
    pub(super) file: u32,
    /// The line, or the row of a sheet, from 1.
    pub(super) line: u64,
}

/// A file that lists units.
struct UnitsFile {
    path: Arc<str>,
    sheet: Option<Arc<str>>,
    roster: bool,
}

/// The rows of units files that have been used.
#[derive(Default)]
pub(super) struct Listings {
    files: HashMap<u32, UnitsFile>,
    /// By unit: the row that named it first.
    first: Vec<Listed>,
    /// The rows of rosters; none where there is only one roster, which nothing can contradict.
    pub(super) of_rosters: Vec<(UnitIx, Listed)>,
    several_rosters: bool,
}

/// What a row says otherwise than an earlier one.
pub(super) struct Difference {
    /// Whose row it is: its code, or its name where the codes differ.
    subject: String,
    /// What differs.
    what: Text,
    here: String,
    there: String,
    first: Listed,
}

impl Listings {
    /// No rows yet, of units files that are to be read with these schemas.
    pub(super) fn of_files(schemas: &[FileSchema], files: &[InputFile]) -> Self {
        let of_schema = |schema: &FileSchema| {
            let sheet = files
                .get(schema.file as usize)
                .and_then(|file| file.sheet.clone());
            let path = schema.path.clone();
            let roster = schema.entry.roster;
            (
                schema.file,
                UnitsFile {
                    path,
                    sheet,
                    roster,
                },
            )
        };
        let files: HashMap<u32, UnitsFile> = schemas.iter().map(of_schema).collect();
        let mut rosters = files
            .values()
            .filter(|file| file.roster)
            .map(|file| &file.path);
        let first = rosters.next();
        let several_rosters = rosters.any(|path| Some(path) != first);
        Listings {
            files,
            several_rosters,
            ..Listings::default()
        }
    }

    fn note(&mut self, unit: UnitIx, at: Listed) {
        if self.several_rosters && self.is_roster(at) {
            self.of_rosters.push((unit, at));
        }
    }

    fn is_roster(&self, at: Listed) -> bool {
        self.files.get(&at.file).is_some_and(|file| file.roster)
    }

    /// The path of the file that a row is in, shared by the sheets of a workbook.
    pub(super) fn path(&self, at: Listed) -> &str {
        self.files.get(&at.file).map_or("", |file| &file.path)
    }

    /// Whether two rows are of different rosters.
    fn are_of_two_rosters(&self, one: Listed, other: Listed) -> bool {
        self.is_roster(one) && self.is_roster(other) && self.path(one) != self.path(other)
    }

    /// The place of a row.
    pub(super) fn place(&self, at: Listed) -> Place {
        let file = self.files.get(&at.file);
        let path = file.map_or_else(|| "".into(), |file| file.path.clone());
        match file.and_then(|file| file.sheet.clone()) {
            Some(sheet) => Place::in_sheet(
                path,
                CellPosition {
                    sheet,
                    row: at.line,
                    column: 0,
                    text: String::new(),
                },
            ),
            None => Place::in_line(
                path,
                LinePosition {
                    line: at.line,
                    column: 1,
                    ..LinePosition::default()
                },
            ),
        }
    }

    /// The finding about a row that says something otherwise than an earlier one, without the row's place.
    pub(super) fn finding(&self, difference: &Difference, at: Listed) -> Finding {
        let Difference {
            subject,
            what,
            here,
            there,
            first,
        } = difference;
        let [subject, here, there] = [subject, here, there].map(|word| match word.as_str() {
            "" => "—".into(),
            word => shorten(word),
        });
        let before = self.place(*first);
        let message = text!(
            zh: ("`{subject}` 的{}在此处是 `{here}`，在 {before} 是 `{there}`", what.zh),
            en: ("the {} of `{subject}` is `{here}` here, and `{there}` at {before}", what.en)
        );
        let (code, help) = if self.are_of_two_rosters(*first, at) {
            let help = text!(
                "两份名册互相矛盾，请更正其中一份；此行未采用",
                "the two rosters contradict each other: correct one of them; this row is not used"
            );
            (codes::SECOND_ROSTER, help)
        } else {
            let help = text!(
                "请核对代码；同一对象的旧名称请写在 `also` 列；此行未采用",
                "check the code; former names of a unit belong in the column `also`; this row is not used"
            );
            (codes::DUPLICATE_UNIT, help)
        };
        let label = text!("前面的一行", "the row before");
        Finding::new(code, message).help(help).beside(before, label)
    }
}

impl Roster {
    /// Adds a unit. One that is known may be listed again with the same particulars, or with fewer.
    pub(super) fn add(
        &mut self,
        unit: NewUnit<'_>,
        at: Listed,
        plan: &Plan,
    ) -> Result<(), Box<Difference>> {
        let known = match self.other_code(&unit, at) {
            Some(known) => known,
            None => match self.units.add(unit.clone()) {
                Err(known) => known,
                Ok(added) => {
                    self.listings.first.push(at);
                    self.listings.note(added, at);
                    return Ok(());
                }
            },
        };
        // A row that contradicts another lists the unit all the same.
        self.listings.note(known, at);
        self.contradiction(&unit, known, plan).map_or(Ok(()), Err)
    }

    /// The unit of the same name, level and parent to which another roster gives another code; `None` where there is none.
    fn other_code(&self, unit: &NewUnit<'_>, at: Listed) -> Option<UnitIx> {
        if !self.listings.several_rosters || !self.listings.is_roster(at) || unit.name.is_empty() {
            return None;
        }
        let units = &self.units;
        let is_same = |ix: &UnitIx| {
            units.level(*ix).0 == unit.level
                && units.parent(*ix) == unit.parent
                && units.name(*ix, Lang::Zh) == unit.name
                && units.code(*ix) != unit.code
        };
        let mut found = units.find(unit.name).into_iter().filter(is_same);
        found.find(|ix| self.listings.are_of_two_rosters(self.first(*ix), at))
    }

    fn first(&self, unit: UnitIx) -> Listed {
        self.listings.first[unit.0 as usize]
    }

    /// What a row says of a known unit otherwise than an earlier row; `None` where they agree as far as this one says anything.
    fn contradiction(
        &self,
        unit: &NewUnit<'_>,
        known: UnitIx,
        plan: &Plan,
    ) -> Option<Box<Difference>> {
        let units = &self.units;
        let code_of = |ix: Option<UnitIx>| ix.map_or("", |ix| units.code(ix)).to_owned();
        let level = |ix: u32| plan[LevelIx(ix)].id.clone();
        let year = |year: Option<_>| year.map_or(String::new(), |year: i32| year.to_string());
        let codes = |into: &[UnitIx]| {
            let mut codes: Vec<&str> = into.iter().map(|&ix| units.code(ix)).collect();
            codes.sort_unstable();
            codes.join(";")
        };
        let names: Vec<&str> = units.names(known).collect();
        let unknown = |name: &&str| !name.is_empty() && !names.contains(name);
        let also = unit.also.iter().copied().filter(|also| *also != unit.code);
        let also: Vec<&str> = also.filter(unknown).collect();
        let name_en = unit.name_en.filter(unknown).unwrap_or_default();
        let said = [
            (
                ("代码", "code"),
                unit.code.to_owned(),
                units.code(known).to_owned(),
            ),
            (
                ("层级", "level"),
                level(unit.level),
                level(units.level(known).0),
            ),
            (
                ("上级", "parent"),
                code_of(unit.parent),
                code_of(units.parent(known)),
            ),
            (
                ("名称", "name"),
                unit.name.to_owned(),
                own_name(units, known),
            ),
            (
                ("英文名称", "English name"),
                name_en.to_owned(),
                english_name(units, known),
            ),
            (
                ("设立年份", "first year"),
                year(unit.from),
                year(units.begins(known)),
            ),
            (
                ("终止年份", "last year"),
                year(unit.until),
                year(units.ends(known)),
            ),
            (
                ("去向", "successor"),
                codes(&unit.into),
                codes(units.successors(known)),
            ),
            (("其他名称", "other names"), also.join(";"), String::new()),
        ];
        let mut said = said.into_iter();
        let differs = |(_, here, there): &(_, String, String)| !here.is_empty() && here != there;
        let ((zh, en), here, there) = said.find(differs)?;
        let same_code = units.code(known) == unit.code;
        Some(Box::new(Difference {
            subject: if same_code { unit.code } else { unit.name }.to_owned(),
            what: Text::new(zh, en),
            here,
            there,
            first: self.first(known),
        }))
    }
}

/// The name as a units file gives it; empty where it gives none.
fn own_name(units: &Units, unit: UnitIx) -> String {
    let name = units.name(unit, Lang::Zh);
    match units.names(unit).next() {
        Some(given) if given == name => name.to_owned(),
        _ => String::new(),
    }
}

/// The English name; empty where there is none.
fn english_name(units: &Units, unit: UnitIx) -> String {
    match units.name(unit, Lang::En) {
        name if name == units.name(unit, Lang::Zh) => String::new(),
        name => name.to_owned(),
    }
}
