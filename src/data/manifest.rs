//! `data.toml`: what a data set says of itself and of its files.

use super::words;
use crate::finding::{Finding, Findings, codes};
use crate::i18n::Text;
use crate::number::{Number, parse_plain};
use crate::observation::Period;
use crate::plan::{ChecklistIx, LevelIx, Plan, Year};
use crate::source::{Folder, TextFile};
use crate::text;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use toml::Spanned;

/// A text in both languages, or one for both.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "a string or a table with `zh` and `en`")]
pub enum Words {
    Same(String),
    Pair { zh: String, en: String },
}

impl From<Words> for Text {
    fn from(words: Words) -> Text {
        match words {
            Words::Same(word) => Text::same(word),
            Words::Pair { zh, en } => Text { zh, en },
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ManifestToml {
    pub title: Option<Words>,
    pub synthetic: bool,
    pub plan: Option<Spanned<String>>,
    pub file: Vec<FileToml>,
    pub acknowledge: Vec<AcknowledgeToml>,
    pub reconcile: Vec<ReconcileToml>,
    pub waiver: Vec<WaiverToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileToml {
    pub path: Spanned<String>,
    pub shape: Option<Shape>,
    pub level: Option<Spanned<String>>,
    pub year: Option<Year>,
    pub period: Option<Spanned<String>>,
    pub as_of: Option<Spanned<String>>,
    pub kind: Option<KindWord>,
    pub source: Option<String>,
    #[serde(default)]
    pub roster: bool,
    #[serde(default)]
    pub merged: bool,
    pub checklist: Option<Spanned<String>>,
    #[serde(default)]
    pub ignore: Vec<String>,
    #[serde(default)]
    pub columns: BTreeMap<String, Spanned<ColumnToml>>,
    #[serde(default)]
    pub skip: bool,
}

/// What kind of table a file is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    Units,
    Wide,
    Long,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum KindWord {
    #[default]
    Actual,
    Planned,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnToml {
    pub variable: Option<String>,
    pub year: Option<Year>,
    pub period: Option<String>,
    pub factor: Option<Spanned<IgnoredAny>>,
    pub is: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgeToml {
    pub code: Spanned<String>,
    pub variable: Spanned<String>,
    pub unit: Spanned<String>,
    pub period: Spanned<PeriodToml>,
    pub why: Spanned<Words>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a year or a period such as \"2011-2014\"")]
pub enum PeriodToml {
    Year(Year),
    Words(String),
}

impl PeriodToml {
    pub fn period(&self) -> Option<Period> {
        match self {
            PeriodToml::Year(year) => Some(Period::Year(*year)),
            PeriodToml::Words(words) => Period::parse(words),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReconcileToml {
    pub variable: Spanned<String>,
    pub tolerance: Option<Spanned<IgnoredAny>>,
    pub stands: Stands,
    /// Asked for, so that whoever decides says why.
    pub why: Spanned<Words>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Stands {
    Own,
    Members,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverToml {
    pub indicator: Spanned<String>,
    pub unit: Spanned<String>,
    pub from: Spanned<Year>,
    pub until: Spanned<Year>,
    pub date: Spanned<String>,
    pub why: Spanned<Words>,
}

/// The file's text and what it says.
pub struct Manifest {
    pub file: Option<TextFile>,
    pub toml: ManifestToml,
}

/// What the data set says of one file, checked.
#[derive(Clone, Debug, Default)]
pub struct FileEntry {
    pub shape: Option<Shape>,
    pub level: Option<LevelIx>,
    pub period: Option<Period>,
    pub as_of: Option<String>,
    pub planned: bool,
    pub source: Option<String>,
    pub roster: bool,
    /// Whether a unit's figures hold those of the units that became part of it.
    pub merged: bool,
    pub checklist: Option<ChecklistIx>,
    /// Folded headers that are left aside on purpose.
    pub ignore: Vec<String>,
    /// By folded header.
    pub columns: BTreeMap<String, ColumnEntry>,
}

/// What the data set says of one column.
#[derive(Clone, Debug)]
pub enum ColumnEntry {
    ColumnRole(words::ColumnRole),
    Variable {
        /// The variable's id or any of its names; the header's own words where none is given.
        word: Option<String>,
        period: Option<Period>,
        factor: Option<Number>,
    },
}

impl Manifest {
    /// Reads `data.toml` where there is one; none where it can't be made sense of.
    pub fn read(folder: &Folder, findings: &mut Findings) -> Option<Manifest> {
        let names = folder.list("toml").unwrap_or_default();
        if !names.iter().any(|name| name == "data.toml") {
            return Some(Manifest {
                file: None,
                toml: ManifestToml::default(),
            });
        }
        let file = match folder.read_text("data.toml") {
            Ok(file) => file,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        match toml::from_str::<ManifestToml>(&file.text) {
            Ok(toml) => Some(Manifest {
                file: Some(file),
                toml,
            }),
            Err(error) => {
                let message = error.message();
                let span = error.span().unwrap_or(0..0);
                findings.add(
                    Finding::new(
                        codes::BAD_MANIFEST,
                        text!("data.toml 有误：{message}", "data.toml: {message}"),
                    )
                    .at(file.place(span))
                    .help(text!(
                        "请改正后重试；在此之前不读取数据",
                        "mend it and try again; no data is read until then"
                    )),
                );
                None
            }
        }
    }

    /// A mistake at a value of the file.
    pub fn mistake<T>(&self, at: &Spanned<T>, message: Text) -> Finding {
        let finding = Finding::new(codes::BAD_MANIFEST, message);
        match &self.file {
            Some(file) => finding.at(file.place(at.span())),
            None => finding,
        }
    }

    /// A number, from its own text.
    pub fn number(&self, at: &Spanned<IgnoredAny>, findings: &mut Findings) -> Option<Number> {
        let file = self.file.as_ref()?;
        let raw = file.text.get(at.span()).unwrap_or("");
        match parse_plain(raw.trim_matches(['"', '\''])) {
            Ok(number) => Some(number),
            Err(_) => {
                findings
                    .add(self.mistake(at, text!("`{raw}` 不是数字", "`{raw}` is not a number")));
                None
            }
        }
    }

    /// An entry, checked against the plan; what is wrong is left out and said.
    pub fn entry(&self, toml: &FileToml, plan: &Plan, findings: &mut Findings) -> FileEntry {
        let mut entry = FileEntry {
            shape: toml.shape,
            planned: toml.kind == Some(KindWord::Planned),
            source: toml.source.clone(),
            roster: toml.roster,
            merged: toml.merged,
            ignore: toml
                .ignore
                .iter()
                .map(|word| words::normalize(word))
                .collect(),
            period: toml.year.map(Period::Year),
            ..FileEntry::default()
        };
        if let (Some(period), Some(_)) = (&toml.period, toml.year) {
            findings.add(self.mistake(period, both()));
        }
        if let Some(period) = &toml.period {
            entry.period = Period::parse(period.as_ref());
            if entry.period.is_none() {
                let word = period.as_ref();
                findings.add(self.mistake(
                    period,
                    text!(
                        "`{word}` 不是年份或期间",
                        "`{word}` is no year and no period"
                    ),
                ));
            }
        }
        if let Some(level) = &toml.level {
            entry.level = words::level(plan, level.as_ref());
            if entry.level.is_none() {
                let word = level.as_ref();
                let levels = words::quote_list(plan.levels.iter().map(|level| level.id.as_str()));
                findings.add(
                    self.mistake(
                        level,
                        text!("未知的层级 `{word}`", "unknown level `{word}`"),
                    )
                    .help(text!("规划中的层级：{levels}", "the plan has {levels}")),
                );
            }
        }
        if let Some(as_of) = &toml.as_of {
            entry.as_of = super::dates::iso(as_of.as_ref()).map(|date| date.into_owned());
            if entry.as_of.is_none() {
                let word = as_of.as_ref();
                findings
                    .add(self.mistake(as_of, text!("`{word}` 不是日期", "`{word}` is not a date")));
            }
        }
        if let Some(checklist) = &toml.checklist {
            let at = plan
                .checklists
                .iter()
                .position(|c| c.id == *checklist.as_ref());
            entry.checklist = at.map(|at| ChecklistIx(at as u32));
            if at.is_none() {
                findings.add(self.unknown(checklist, text!("清单", "checklist")));
            }
        }
        for (header, column) in &toml.columns {
            if let Some(meaning) = self.column(column, findings) {
                entry.columns.insert(words::normalize(header), meaning);
            }
        }
        entry
    }

    /// A reference to something that the plan or the data does not have.
    pub fn unknown(&self, at: &Spanned<String>, what: Text) -> Finding {
        let (word, zh, en) = (at.as_ref(), what.zh, what.en);
        self.mistake(at, text!("未知的{zh} `{word}`", "unknown {en} `{word}`"))
    }

    fn column(&self, column: &Spanned<ColumnToml>, findings: &mut Findings) -> Option<ColumnEntry> {
        let toml = column.as_ref();
        if let Some(is) = &toml.is {
            let part = words::ColumnRole::of(&words::normalize(is));
            if part.is_none() || toml.variable.is_some() {
                findings.add(self.mistake(
                    column,
                    text!(
                        "`{is}` 不是列的类别",
                        "`{is}` is nothing that a column can be"
                    ),
                ));
            }
            return part.map(ColumnEntry::ColumnRole);
        }
        if toml.period.is_some() && toml.year.is_some() {
            findings.add(self.mistake(column, both()));
            return None;
        }
        let period = match (&toml.period, toml.year) {
            (Some(words), _) => match Period::parse(words) {
                None => {
                    findings.add(self.mistake(
                        column,
                        text!("`{words}` 不是期间", "`{words}` is no period"),
                    ));
                    return None;
                }
                period => period,
            },
            (None, year) => year.map(Period::Year),
        };
        let factor = toml.factor.as_ref().map(|at| {
            self.number(at, findings).filter(|factor| {
                let fits = *factor > Number::zero();
                if !fits {
                    let message = text!("`factor` 应大于 0", "`factor` has to be more than 0");
                    findings.add(self.mistake(at, message));
                }
                fits
            })
        });
        if matches!(factor, Some(None)) {
            return None;
        }
        Some(ColumnEntry::Variable {
            word: toml.variable.clone(),
            period,
            factor: factor.flatten(),
        })
    }
}

fn both() -> Text {
    text!(
        "`year` 与 `period` 只能写一个",
        "`year` and `period` stand together; one of them is enough"
    )
}

/// A file that can't be read.
pub fn unreadable(error: &crate::source::SourceError) -> Finding {
    let reason = &error.reason;
    Finding::new(
        codes::UNREADABLE,
        text!("文件无法读取：{reason}", "the file can't be read: {reason}"),
    )
    .at(crate::finding::Place::file(error.path.as_str()))
    .help(text!(
        "请核对文件名与权限，或从 data.toml 中去掉它",
        "check its name and permissions, or take it out of data.toml"
    ))
}
