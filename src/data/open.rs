//! Opens a data set: its own file, the headers, the units.

use super::header::{self, Header};
use super::manifest::{FileEntry, Manifest, Shape, Stands, unreadable};
use super::units_file::Roster;
use super::vocabulary::Vocabulary;
use super::words::Part;
use super::{Acknowledged, Column, DataSet, Layout};
use crate::diagnostic::{Finding, Findings, Place, codes};
use crate::figures::{InputFile, Reconcile, Side, UnitIx, Units, Waiver};
use crate::number::Number;
use crate::plan::{Kind, Plan, VariableIx};
use crate::source::{Bad, Flow, Folder, Records, Step};
use crate::text;
use crate::words::Text;
use hashbrown::HashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;

/// Opens a data set: reads `data.toml`, every header, and the units files whole.
pub fn open(folder: &Folder, plan: &Plan) -> (DataSet, Findings) {
    let mut findings = Findings::default();
    let mut data = empty(folder);
    let Some(manifest) = Manifest::read(folder, &mut findings) else {
        return (data, findings);
    };
    if let Some(title) = manifest.toml.title.clone() {
        data.title = title.into();
    }
    data.synthetic = manifest.toml.synthetic;
    check_plan(&manifest, plan, &mut findings);
    let vocabulary = Vocabulary::new(plan);
    let mut roster = Roster::default();
    for (name, entry) in files(folder, &manifest, plan, &mut findings) {
        let reader = HeaderReader {
            folder,
            plan,
            vocabulary: &vocabulary,
        };
        let file = data.files.len() as u32;
        let Some(layout) = reader.layout(&name, entry, file, &mut findings) else {
            continue;
        };
        let mut input = InputFile {
            path: layout.path.clone(),
            name,
            encoding: "utf-8",
            rows: 0,
            refused: 0,
        };
        if layout.header.shape == Shape::Units {
            roster.read(folder, &layout, plan, &mut input, &mut findings);
        } else {
            data.layouts.push(layout);
        }
        data.files.push(input);
    }
    data.units = roster.finish(plan, &mut data.files, &mut findings);
    references(&mut data, &manifest, plan, &mut findings);
    (data, findings)
}

fn empty(folder: &Folder) -> DataSet {
    let shown = folder.shown();
    let title = shown.trim_end_matches('/').rsplit('/').next();
    DataSet {
        folder: folder.clone(),
        title: Text::same(title.unwrap_or(&shown)),
        synthetic: false,
        layouts: Vec::new(),
        files: Vec::new(),
        units: Units::default(),
        acknowledged: Vec::new(),
        reconcile: HashMap::new(),
        waivers: Vec::new(),
    }
}

fn check_plan(manifest: &Manifest, plan: &Plan, findings: &mut Findings) {
    let Some(wanted) = manifest.toml.plan.as_ref() else {
        return;
    };
    if *wanted.as_ref() == plan.id {
        return;
    }
    let (wanted_id, id) = (wanted.as_ref(), &plan.id);
    let mut finding = Finding::new(
        codes::WRONG_PLAN,
        text!(
            "数据属于规划 `{wanted_id}`，而所用规划是 `{id}`",
            "the data is for the plan `{wanted_id}`, and the plan at hand is `{id}`"
        ),
    )
    .help(text!(
        "请用 `--plan` 或 `--data` 选择相配的一对",
        "choose a pair that belongs together with `--plan` or `--data`"
    ));
    if let Some(file) = &manifest.file {
        finding = finding.at(file.place(wanted.span()));
    }
    findings.add(finding);
}

/// Every file to be read with what is said of it, in path order.
fn files(
    folder: &Folder,
    manifest: &Manifest,
    plan: &Plan,
    findings: &mut Findings,
) -> BTreeMap<String, FileEntry> {
    let names = folder.list("csv").unwrap_or_else(|error| {
        findings.add(unreadable(&error));
        Vec::new()
    });
    let mut files: BTreeMap<String, FileEntry> = names
        .into_iter()
        .map(|name| (name, FileEntry::default()))
        .collect();
    let mut named = std::collections::BTreeSet::new();
    for toml in &manifest.toml.file {
        let path = toml.path.as_ref();
        if !named.insert(path.as_str()) {
            findings.add(manifest.mistake(
                &toml.path,
                text!("`{path}` 出现了两次", "`{path}` is listed twice"),
            ));
        } else if toml.skip {
            files.remove(path);
        } else {
            let entry = manifest.entry(toml, plan, findings);
            files.insert(path.clone(), entry);
        }
    }
    files
}

struct HeaderReader<'a> {
    folder: &'a Folder,
    plan: &'a Plan,
    vocabulary: &'a Vocabulary<'a>,
}

impl HeaderReader<'_> {
    /// A file's layout; none where it can't be read or holds nothing.
    fn layout(
        &self,
        name: &str,
        entry: FileEntry,
        file: u32,
        findings: &mut Findings,
    ) -> Option<Layout> {
        let path = self.folder.shown_path(name);
        let separator = self.separator(name, findings)?;
        let mut records = match Records::open(self.folder, name, separator) {
            Ok(records) => records,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        let mut header = None;
        records.each(|step| {
            match step {
                Step::Record(record) => {
                    let (plan, words) = (self.plan, self.vocabulary);
                    header = Some(header::read(&path, record, &entry, plan, words, findings));
                }
                Step::Bad(bad) => findings.add(no_record(bad)),
            }
            Flow::Stop
        });
        Some(self.columns(header?, name, path, entry, file, separator))
    }

    fn columns(
        &self,
        header: Header,
        name: &str,
        path: Arc<str>,
        entry: FileEntry,
        file: u32,
        separator: u8,
    ) -> Layout {
        let mut layout = Layout {
            file,
            name: name.to_owned(),
            path,
            coded: Vec::new(),
            numeric: Vec::new(),
            long: header.shape == Shape::Long,
            usable: usable(&header, &entry),
            header,
            entry,
            separator,
        };
        for (at, meaning) in &layout.header.columns {
            let column = Column {
                variable: meaning.variable,
                period: meaning.period,
                at: *at,
                factor: meaning.factor.clone(),
            };
            match self.plan[meaning.variable].kind {
                Kind::Flag | Kind::Rating => layout.coded.push(column),
                Kind::Count | Kind::Amount | Kind::Mean => layout.numeric.push(column),
            }
        }
        layout
    }

    /// A comma; tabs or semicolons where the first line has them and no comma.
    fn separator(&self, name: &str, findings: &mut Findings) -> Option<u8> {
        let mut records = match Records::open(self.folder, name, b',') {
            Ok(records) => records,
            Err(error) => {
                findings.add(unreadable(&error));
                return None;
            }
        };
        let mut separator = None;
        records.each(|step| {
            separator = Some(match step {
                Step::Record(record) if record.len() > 1 => b',',
                Step::Record(record) if record.raw().contains('\t') => b'\t',
                Step::Record(record) if record.raw().contains(';') => b';',
                _ => b',',
            });
            Flow::Stop
        });
        if separator.is_none() {
            findings.add(
                Finding::new(
                    codes::EMPTY_FILE,
                    text!("文件没有内容", "the file is empty"),
                )
                .at(Place::file(self.folder.shown_path(name)))
                .help(text!(
                    "请补上表头与数据，或删去该文件",
                    "give it a header and rows, or remove it"
                )),
            );
        }
        separator
    }
}

/// Whether rows say whose and of when they are.
fn usable(header: &Header, entry: &FileEntry) -> bool {
    let parts = &header.parts;
    let dated = header.shape == Shape::Units
        || parts.has(Part::Period)
        || entry.period.is_some()
        || (header.shape == Shape::Wide
            && !header.columns.is_empty()
            && header.columns.iter().all(|(_, m)| m.period.is_some()));
    let long = header.shape != Shape::Long || (parts.has(Part::Variable) && parts.has(Part::Value));
    dated && long && (parts.has(Part::Code) || parts.has(Part::Name))
}

/// The finding for what is no record.
pub(super) fn no_record(bad: Bad) -> Finding {
    match bad {
        Bad::Unreadable(error) => unreadable(&error),
        Bad::UnclosedQuote(place) => Finding::new(
            codes::UNCLOSED_QUOTE,
            text!("引号没有闭合", "a quote that is never closed"),
        )
        .at(place)
        .help(text!(
            "请补上右引号；单元格内的引号要写两个；此行未采用",
            "close it; a quote inside a cell is written twice; this line is not used"
        )),
        Bad::Encoding(place) => Finding::new(
            codes::BAD_ENCODING,
            text!(
                "既不是 UTF-8，也不是 GB 18030",
                "bytes that are neither UTF-8 nor GB 18030"
            ),
        )
        .at(place)
        .help(text!(
            "请以 UTF-8 重新保存该文件；此行未采用",
            "save the file as UTF-8; this line is not used"
        )),
    }
}

/// Turns what data.toml says of variables, units and indicators into indices.
fn references(data: &mut DataSet, manifest: &Manifest, plan: &Plan, findings: &mut Findings) {
    for toml in &manifest.toml.acknowledge {
        let variable = variable(manifest, &toml.variable, plan, findings);
        let unit = unit(manifest, &toml.unit, &data.units, findings);
        let period = toml.period.as_ref().period();
        if period.is_none() {
            findings.add(manifest.mistake(
                &toml.period,
                text!("无法识别的期间", "a period that can't be read"),
            ));
        }
        if let (Some(variable), Some(unit), Some(period)) = (variable, unit, period) {
            data.acknowledged.push(Acknowledged {
                code: toml.code.clone(),
                variable,
                unit,
                period,
                why: toml.why.clone().into(),
            });
        }
    }
    for toml in &manifest.toml.reconcile {
        let tolerance = match &toml.tolerance {
            Some(at) => manifest.number(at, findings),
            None => Some(Number::zero()),
        };
        let variable = variable(manifest, &toml.variable, plan, findings);
        if let (Some(variable), Some(tolerance)) = (variable, tolerance) {
            let stands = match toml.stands {
                Stands::Own => Side::Own,
                Stands::Members => Side::Members,
            };
            data.reconcile
                .insert(variable, Reconcile { tolerance, stands });
        }
    }
    for toml in &manifest.toml.waiver {
        let indicator = plan.indicator(toml.indicator.as_ref());
        if indicator.is_none() {
            findings.add(manifest.unknown(&toml.indicator, text!("指标", "indicator")));
        }
        let unit = unit(manifest, &toml.unit, &data.units, findings);
        if let (Some(indicator), Some(unit)) = (indicator, unit) {
            data.waivers.push(Waiver {
                indicator,
                unit,
                from: toml.from,
                until: toml.until,
                date: toml.date.clone(),
                why: toml.why.clone().into(),
            });
        }
    }
}

fn variable(
    manifest: &Manifest,
    id: &Spanned<String>,
    plan: &Plan,
    findings: &mut Findings,
) -> Option<VariableIx> {
    let found = plan.variable(id.as_ref());
    if found.is_none() {
        findings.add(manifest.unknown(id, text!("数据项", "variable")));
    }
    found
}

fn unit(
    manifest: &Manifest,
    code: &Spanned<String>,
    units: &Units,
    findings: &mut Findings,
) -> Option<UnitIx> {
    let found = units.find(code.as_ref());
    if let [unit] = found[..] {
        return Some(unit);
    }
    findings.add(manifest.unknown(code, text!("评估对象", "unit")));
    None
}
