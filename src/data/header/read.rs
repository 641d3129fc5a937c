//! Reads a header: what each column holds.

use super::header_finding::{header_finding, is_of_years};
use super::name_index::{ColumnBinding, Declared, HeaderError, NameIndex};
use super::{Header, RoleColumns};
use crate::data::column_role::ColumnRole;
use crate::data::manifest::{ColumnEntry, FileEntry, Shape};
use crate::finding::{Finding, Findings, codes};
use crate::i18n::normalize;
use crate::plan::Plan;
use crate::table::Record;
use crate::text;
use crate::toml_reader::list_of;
use std::sync::Arc;

struct Reader<'a, 'r> {
    path: &'a Arc<str>,
    record: Record<'r>,
    entry: &'a FileEntry,
    plan: &'a Plan,
    name_index: &'a NameIndex<'a>,
    findings: &'a mut Findings,
    header: Header,
    /// The positions of columns that hold either the units of the rows or the units of measurement.
    either_units: Vec<usize>,
    /// How many titles have not been recognised so far.
    unknown_headers: usize,
}

/// For at most this many unknown titles of a file a similar word is searched for.
const SUGGESTED: usize = 50;

/// Reads a header. Columns that can't be resolved are reported and left out.
pub fn read(
    path: &Arc<str>,
    record: Record<'_>,
    entry: &FileEntry,
    plan: &Plan,
    name_index: &NameIndex<'_>,
    findings: &mut Findings,
) -> Header {
    let named = (0..record.len())
        .rev()
        .find(|&at| !normalize(record.get(at)).is_empty())
        .map_or(0, |at| at + 1);
    let mut reader = Reader {
        path,
        record,
        entry,
        plan,
        name_index,
        findings,
        header: Header {
            shape: Shape::Wide,
            roles: RoleColumns([None; ColumnRole::COUNT]),
            columns: Vec::new(),
            in_doubt: Vec::new(),
            unclear: false,
            measure_may_be_name: false,
            measure_may_be_code: false,
            ignored: Vec::new(),
            untitled: Vec::new(),
            conditions: Vec::new(),
            titles: (0..record.len())
                .map(|at| normalize(entry.notation.unmarked(record.get(at))))
                .collect(),
            len: record.len(),
            named,
        },
        either_units: Vec::new(),
        unknown_headers: 0,
    };
    for at in 0..named {
        reader.column(at);
    }
    reader.place_either_units();
    reader.unmatched_entries();
    reader.header.shape = entry.shape.unwrap_or_else(|| reader.shape());
    reader.report_unused();
    reader.report_missing();
    reader.header
}

impl Reader<'_, '_> {
    fn column(&mut self, at: usize) {
        let title = self.entry.notation.unmarked(self.record.get(at));
        let normalized = self.header.titles[at].clone();
        if self
            .entry
            .ignore
            .iter()
            .any(|word| word.value == normalized)
        {
            return self.header.ignored.push(at);
        }
        let mut conditions = self.entry.conditions.iter();
        if let Some((_, says)) = conditions.find(|(word, _)| word.value == normalized) {
            return self.header.conditions.push((at, says.clone()));
        }
        let declared = self.entry.columns.get(&normalized);
        match declared.map(|column| &column.entry) {
            Some(ColumnEntry::Role(role)) => return self.role(at, *role),
            Some(ColumnEntry::Variable {
                word,
                period,
                factor,
            }) => {
                let declared = Declared {
                    word: word.as_deref(),
                    period: *period,
                    factor: factor.as_ref(),
                };
                let checklist = self.entry.checklist;
                let binding = self.name_index.declared(title, declared, checklist);
                let written = word.as_deref().unwrap_or(title);
                if let Some(binding) = self.resolved(at, written, binding) {
                    self.variable(at, binding);
                }
                return;
            }
            None => {}
        }
        if normalized.is_empty() {
            return self.header.untitled.push(at);
        }
        if ColumnRole::is_either_unit(&normalized) {
            return self.either_units.push(at);
        }
        match ColumnRole::of(&normalized) {
            Some(role) => self.role(at, role),
            None => {
                let binding = self.name_index.resolve(title, self.entry.checklist);
                if let Some(binding) = self.resolved(at, title, binding) {
                    self.variable(at, binding);
                }
            }
        }
    }

    /// Decides what the columns titled 单位 or unit hold: the units of measurement where other columns, or data.toml, say
    /// whose the rows are; else the units of the rows.
    fn place_either_units(&mut self) {
        for at in std::mem::take(&mut self.either_units) {
            let roles = &self.header.roles;
            let has_name = roles.has(ColumnRole::Name);
            let identified = has_name || roles.has(ColumnRole::Code) || self.entry.unit.is_some();
            if identified {
                let declared = self.entry.unit.is_some();
                let codes = ColumnRole::of(&self.header.titles[at]) == Some(ColumnRole::Code);
                self.header.measure_may_be_name = !has_name && !declared;
                self.header.measure_may_be_code =
                    codes && !roles.has(ColumnRole::Code) && !declared;
                self.role(at, ColumnRole::MeasureUnit);
            } else if let Some(role) = ColumnRole::of(&self.header.titles[at]) {
                self.role(at, role);
            }
        }
    }

    fn role(&mut self, at: usize, role: ColumnRole) {
        let slot = &mut self.header.roles.0[role as usize];
        if slot.is_some() {
            let word = role.word();
            self.header.unclear |= role != ColumnRole::Number;
            return self.duplicate(at, word);
        }
        *slot = Some(at as u32);
    }

    fn variable(&mut self, at: usize, binding: ColumnBinding) {
        let twice = self.header.columns.iter().find(|(_, known)| {
            known.variable == binding.variable && known.period == binding.period
        });
        if let Some(&(first, _)) = twice {
            let id = self.plan[binding.variable].id.clone();
            self.header.in_doubt.extend([first, at]);
            self.duplicate(at, &id);
        }
        self.header.columns.push((at, binding));
    }

    fn duplicate(&mut self, at: usize, word: &str) {
        self.findings.add(
            Finding::new(
                codes::DUPLICATE_COLUMN,
                text!("`{word}` 有两列", "there are two columns for `{word}`"),
            )
            .at(self.record.place(self.path, at))
            .help(text!(
                "请核对两列，删去多余的一列，或声明它们各是什么；两列均未采用",
                "compare the two and remove the one that is wrong, or declare what each of them holds; neither is used"
            )),
        );
    }

    fn resolved(
        &mut self,
        at: usize,
        written: &str,
        binding: Result<ColumnBinding, HeaderError>,
    ) -> Option<ColumnBinding> {
        let error = match binding {
            Ok(binding) => return Some(binding),
            Err(error) => error,
        };
        self.unknown_headers += 1;
        let suggest = self.unknown_headers <= SUGGESTED;
        let finding = header_finding(self.plan, self.name_index, written, &error, suggest);
        if suggest {
            let place = self.record.place(self.path, at);
            self.findings.add(finding.at(place));
        } else {
            // Of a file with very many such columns, the rest is counted.
            self.findings.group(format!("{}/more", self.path), finding);
        }
        None
    }

    /// Reports what data.toml declares about columns that the file does not have.
    fn unmatched_entries(&mut self) {
        let headers = self.header.titles.clone();
        for word in &self.entry.ignore {
            if !headers.contains(&word.value) {
                let header = &word.value;
                let message = text!(
                    "`ignore` 中的 `{header}` 不是文件的列",
                    "`ignore` lists `{header}`, which is not a column of the file"
                );
                let finding = word.finding(
                    codes::UNUSED_IGNORE,
                    message,
                    list_of(header, headers.iter().map(String::as_str)),
                );
                self.findings.add(self.beside_header(finding));
            }
        }
        for (word, _) in &self.entry.conditions {
            if !headers.contains(&word.value) {
                let header = &word.value;
                let message = text!(
                    "`where` 中的 `{header}` 不是文件的列",
                    "`where` names `{header}`, which is not a column of the file"
                );
                let help = list_of(header, headers.iter().map(String::as_str));
                let finding = word.finding(codes::BAD_MANIFEST, message, help);
                self.findings.add(self.beside_header(finding));
                self.header.unclear = true;
            }
        }
        for (header, column) in &self.entry.columns {
            if !headers.contains(header) {
                let finding = Finding::new(
                    codes::BAD_MANIFEST,
                    text!(
                        "`columns` 中的 `{header}` 不是文件的列",
                        "`columns` declares `{header}`, which is not a column of the file"
                    ),
                )
                .at(column.place.clone())
                .help(list_of(header, headers.iter().map(String::as_str)));
                self.findings.add(self.beside_header(finding));
            }
        }
    }

    fn beside_header(&self, finding: Finding) -> Finding {
        finding.beside(
            self.record.whole(self.path),
            text!("文件的表头", "the file's header"),
        )
    }

    /// The layout that the header shows.
    fn shape(&self) -> Shape {
        let has = |role| self.header.roles.has(role);
        if has(ColumnRole::Variable) && has(ColumnRole::Value) {
            return Shape::Long;
        }
        let history = [
            ColumnRole::Level,
            ColumnRole::From,
            ColumnRole::Until,
            ColumnRole::Into,
            ColumnRole::Also,
            ColumnRole::Parent,
        ];
        let roster =
            history.into_iter().any(has) || (has(ColumnRole::Code) && has(ColumnRole::Name));
        let years = (self.header.titles.iter()).any(|title| is_of_years(title));
        if self.header.columns.is_empty() && roster && !has(ColumnRole::Period) && !years {
            Shape::Units
        } else {
            Shape::Wide
        }
    }

    /// Reports columns that files of this layout do not use.
    fn report_unused(&mut self) {
        let shape = self.header.shape;
        for (role, at) in (0..).zip(self.header.roles.0) {
            let Some(at) = at else { continue };
            let of_units = role == ColumnRole::NameEn as usize || role >= ColumnRole::From as usize;
            let of_any = role <= ColumnRole::Parent as usize && !of_units
                || role == ColumnRole::Number as usize;
            let of_long =
                role == ColumnRole::Variable as usize || role == ColumnRole::Value as usize;
            let used = match shape {
                Shape::Units => of_units || of_any,
                Shape::Wide => !of_units && !of_long,
                Shape::Long => !of_units,
            };
            if !used {
                self.add_unused(at as usize);
            }
        }
        if shape != Shape::Wide {
            let columns = std::mem::take(&mut self.header.columns);
            for (at, _) in columns {
                self.add_unused(at);
            }
        }
    }

    fn add_unused(&mut self, at: usize) {
        let title = self.record.get(at).trim();
        let (zh, en) = match self.header.shape {
            Shape::Units => ("名册", "a units file"),
            Shape::Wide => ("宽表", "a wide file"),
            Shape::Long => ("长表", "a long file"),
        };
        self.findings.add(
            Finding::new(
                codes::UNUSED_COLUMN,
                text!("{zh}不使用 `{title}` 列", "{en} does not use the column `{title}`"),
            )
            .at(self.record.place(self.path, at))
            .help(text!(
                "若不需要，请列入 data.toml 的 `ignore`；若表的类型判断有误，请声明 `shape`",
                "list it under `ignore` in data.toml if it is not needed; declare `shape` if the file's layout was misjudged"
            )),
        );
    }

    /// Reports what the file lacks.
    fn report_missing(&mut self) {
        let roles = &self.header.roles;
        let unit = roles.has(ColumnRole::Code) || roles.has(ColumnRole::Name);
        if !unit && self.entry.unit.is_none() {
            self.add_missing(
                codes::NO_UNIT_COLUMN,
                text!(
                    "没有代码列或名称列",
                    "there is no column with the codes or names of units"
                ),
                text!(
                    "请加一列 `代码` 或 `名称`；若整个文件只属一个评估对象，请在 data.toml 中为其写 `unit`",
                    "add a column `code` or `name`; for a file of one unit, declare `unit` in data.toml"
                ),
            );
        }
        // Columns that were not recognised have been reported.
        let unknown = self.header.columns.is_empty() && self.unknown_headers > 0;
        if !self.header.is_dated(self.entry) && !unknown {
            self.add_missing(
                codes::NO_PERIOD,
                text!(
                    "文件没有说明是哪一年的数据",
                    "the file does not say which year its figures are for"
                ),
                text!(
                    "请加一列 `年份`，或在 data.toml 中为该文件声明 `year`",
                    "add a column `year`, or declare `year` for the file in data.toml"
                ),
            );
        }
    }

    fn add_missing(
        &mut self,
        code: &'static crate::finding::Code,
        message: crate::i18n::Text,
        help: crate::i18n::Text,
    ) {
        let place = self.record.whole(self.path);
        self.findings
            .add(Finding::new(code, message).at(place).help(help));
    }
}
