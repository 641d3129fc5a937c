//! Reads a test: its settings, which its cases take over, its figures and what it expects.

pub mod expectation;
pub mod rows;
mod written;

use super::case::{Case, Expectation, TestUnit, WrittenFile};
use crate::finding::codes;
use crate::i18n::Text;
use crate::observation::AsOf;
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::source::TextFile;
use crate::text;
use crate::toml_reader::{Node, Table, list_of};
use expectation::expectations;
use rows::{DraftRow, merged};

/// Reads the tests of one file.
pub struct Reader<'a> {
    /// The plan that is tested.
    pub plan: &'a Plan,
    /// The file.
    pub file: &'a TextFile,
}

/// What a test sets, and a case takes over where it sets nothing else.
#[derive(Clone, Default)]
pub struct Setting<'a> {
    /// The units, declared in the file, the test and the case.
    pub units: Vec<TestUnit>,
    unit: Option<Node<'a>>,
    level: Option<LevelIx>,
    /// `None` where none is written; `Some(None)` where it is wrong, which is reported.
    year: Option<Option<Year>>,
    indicator: Option<Option<IndicatorIx>>,
    rows: Vec<DraftRow<'a>>,
    files: Vec<WrittenFile>,
    as_of: Option<AsOf>,
    open: bool,
    findings: Vec<String>,
    expect: Vec<Table<'a>>,
}

/// The keys of a test and of a case.
pub const KEYS: [&str; 12] = [
    "name",
    "unit",
    "level",
    "year",
    "indicator",
    "units",
    "figures",
    "files",
    "as-of",
    "roster",
    "findings",
    "expect",
];

/// The key of a test that lists its cases.
pub const CASES: &str = "cases";

/// The keys of a unit.
pub const UNIT_KEYS: [&str; 4] = ["code", "name", "level", "parent"];

impl<'p> Reader<'p> {
    /// The cases of a test: those that it lists, or itself.
    pub fn test<'a>(&self, test: &Table<'a>, shared: &Setting<'a>) -> Vec<Case> {
        test.only(&[&KEYS[..], &[CASES]].concat());
        let name = test.need("name").and_then(|name| name.filled());
        let setting = self.setting(test, shared);
        let name = name.unwrap_or_default();
        let Some(cases) = test.get(CASES) else {
            return self
                .case(test, name.to_owned(), setting)
                .into_iter()
                .collect();
        };
        let cases = cases.filled_list().unwrap_or_default().into_iter();
        let numbered = (1..).zip(cases.filter_map(|case| case.table()));
        numbered
            .filter_map(|(number, case)| {
                case.only(&KEYS);
                let own = case.get("name").and_then(|name| name.filled());
                let name = match own {
                    Some(own) => format!("{name}: {own}"),
                    None => format!("{name} ({number})"),
                };
                let setting = self.setting(&case, &setting);
                self.case(&case, name, setting)
            })
            .collect()
    }

    /// What a table sets, over what stands above it.
    fn setting<'a>(&self, table: &Table<'a>, above: &Setting<'a>) -> Setting<'a> {
        let mut setting = above.clone();
        let units = table.get("units").map_or_else(Vec::new, |n| n.tables());
        setting
            .units
            .extend(units.iter().filter_map(|unit| self.unit(unit)));
        setting.unit = table.get("unit").or(setting.unit);
        if let Some(node) = table.get("level") {
            setting.level = self.level(&node);
        }
        if let Some(node) = table.get("year") {
            setting.year = Some(self.year(&node));
        }
        if let Some(node) = table.get("indicator") {
            setting.indicator = Some(self.indicator(&node));
        }
        if let Some(node) = table.get("as-of") {
            setting.as_of = self.as_of(&node);
        }
        if let Some(node) = table.get("roster") {
            setting.open = node.boolean() == Some(false);
        }
        if let Some(node) = table.get("findings") {
            setting.findings = self.codes(&node);
        }
        let files = table.get("files").and_then(|node| node.table());
        setting.files.extend(files.iter().flat_map(written::files));
        if let Some(node) = table.get("figures") {
            setting.rows = merged(setting.rows, self.rows(&node));
        }
        if let Some(node) = table.get("expect") {
            setting.expect = match node.raw().is_table() {
                true => node.table().into_iter().collect(),
                false => node.tables(),
            };
        }
        setting
    }

    /// The case of a table; `None` if it has a mistake, which is reported.
    fn case(&self, table: &Table, name: String, setting: Setting<'_>) -> Option<Case> {
        if setting.expect.is_empty() {
            table.lacks("expect");
            return None;
        }
        let mut units = setting.units.clone();
        let unit = match setting.unit {
            Some(node) => Some(self.unit_of(&node, &setting)?),
            None if !setting.files.is_empty() => None,
            None => {
                let implied = self.implied(&setting);
                let code = implied.code.clone();
                units.push(implied);
                Some(code)
            }
        };
        let expects = expectations(self, table, &setting, unit.as_deref())?;
        let year = expects.iter().map(|expected| expected.year).max()?;
        let year = setting.year.flatten().unwrap_or(year);
        for row in &setting.rows {
            if let Some(node) = row.unit {
                self.unit_of(&node, &setting)?;
            }
        }
        let rows = setting.rows.iter();
        let rows = rows.map(|row| row.finish(unit.as_deref(), year)).collect();
        Some(Case {
            name,
            file: self.file.path.to_string(),
            place: table.place(),
            units,
            roster: !setting.open,
            rows,
            files: setting.files,
            as_of: setting.as_of,
            findings: setting.findings,
            expects,
        })
    }

    /// The unit that stands for a level where none is named: of the level that is set, else the highest at which the first
    /// indicator is judged.
    fn implied(&self, setting: &Setting) -> TestUnit {
        let own = setting.expect.first().and_then(|table| {
            let id = table.get("indicator")?.raw().as_str()?;
            self.plan.indicator(id)
        });
        let indicator = own.or(setting.indicator.flatten());
        let highest = indicator.and_then(|ix| self.plan[ix].levels.iter().min().copied());
        let level = setting.level.or(highest).unwrap_or(LevelIx(0));
        let id = self.plan[level].id.clone();
        TestUnit {
            code: id.clone(),
            name: id.clone(),
            level: id,
            parent: None,
        }
    }

    /// The unit that a case names, which has to be declared unless files of data declare units.
    fn unit_of(&self, node: &Node, setting: &Setting) -> Option<String> {
        let word = node.filled()?;
        let known = setting
            .units
            .iter()
            .any(|u| u.code == word || u.name == word);
        if !known && setting.files.is_empty() {
            let mut words: Vec<&str> = (setting.units.iter())
                .flat_map(|unit| [unit.name.as_str(), unit.code.as_str()])
                .collect();
            words.dedup();
            self.unknown(node, word, text!("评估对象", "the unit"), &words);
            return None;
        }
        Some(word.to_owned())
    }

    /// A unit that is declared: its code, level, name and parent.
    pub fn unit(&self, table: &Table) -> Option<TestUnit> {
        table.only(&UNIT_KEYS);
        let text = |key: &str| table.get(key).and_then(|node| node.filled());
        let code = table.need("code").and_then(|node| node.filled());
        let level = table.need("level").and_then(|node| self.level(&node));
        let (code, level) = (code?, level?);
        Some(TestUnit {
            code: code.to_owned(),
            name: text("name").unwrap_or(code).to_owned(),
            level: self.plan[level].id.clone(),
            parent: text("parent").map(str::to_owned),
        })
    }

    pub(super) fn level(&self, node: &Node) -> Option<LevelIx> {
        let id = node.filled()?;
        let ids: Vec<&str> = self.plan.levels.iter().map(|l| l.id.as_str()).collect();
        let found = self.plan.level(id);
        if found.is_none() {
            self.unknown(node, id, text!("层级", "the level"), &ids);
        }
        found
    }

    pub(super) fn indicator(&self, node: &Node) -> Option<IndicatorIx> {
        let id = node.filled()?;
        let found = self.plan.indicator(id);
        if found.is_none() {
            let ids: Vec<&str> = self.plan.indicators.iter().map(|i| i.id.as_str()).collect();
            self.unknown(node, id, text!("指标", "the indicator"), &ids);
        }
        found
    }

    pub(super) fn year(&self, node: &Node) -> Option<Year> {
        let year = node.whole(1000, 9999)? as Year;
        if self.plan.years().contains(&year) {
            return Some(year);
        }
        let (first, last) = (self.plan.first, self.plan.last);
        node.doc.log.report(
            codes::YEAR_OUTSIDE_PLAN,
            node.place(),
            text!(
                "{year}年不在规划期 {first}—{last}年内",
                "{year} is outside the plan's period, {first}–{last}"
            ),
            text!("改正年份", "correct the year"),
        );
        None
    }

    fn as_of(&self, node: &Node) -> Option<AsOf> {
        let word = node.filled()?;
        let date = AsOf::new(word, self.plan.year_starts);
        if date.is_none() {
            node.bad(
                text!("`{word}` 不是日期", "`{word}` is no date"),
                text!("写作 2013-06 或 2013-06-30", "write 2013-06 or 2013-06-30"),
            );
        }
        date
    }

    /// The codes of findings, or one.
    fn codes(&self, node: &Node) -> Vec<String> {
        let list = node.list().unwrap_or_default().into_iter();
        list.filter_map(|node| {
            let id = node.filled()?;
            let ids: Vec<&str> = codes::ALL.iter().map(|code| code.id).collect();
            if !ids.contains(&id) {
                self.unknown(&node, id, text!("发现代码", "the finding"), &ids);
            }
            Some(id.to_owned())
        })
        .collect()
    }

    /// Reports a word that stands for nothing.
    pub(super) fn unknown(&self, node: &Node, word: &str, what: Text, known: &[&str]) {
        let shown = word.escape_debug();
        node.doc.log.report(
            codes::UNKNOWN_REFERENCE,
            node.place(),
            Text::new(
                format!("没有{} `{shown}`", what.zh),
                format!("{} `{shown}` is not declared", what.en),
            ),
            list_of(word, known.iter().copied()),
        );
    }
}

/// The expectations of a case, to be read by `expectation`.
type Expectations = Vec<Expectation>;
