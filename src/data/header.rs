//! A file's header: what each column says.

use super::manifest::{ColumnEntry, FileEntry, Shape};
use super::name_index::{ColumnBinding, Declared, HeaderError, NameIndex};
use super::words::{self, ColumnRole, normalize};
use crate::finding::{Finding, Findings, codes};
use crate::plan::{Plan, VariableIx};
use crate::table::Record;
use crate::text;
use crate::toml_reader::list_of;
use std::sync::Arc;

/// Where the columns that are no variables stand.
#[derive(Clone, Debug)]
pub struct Parts([Option<u32>; ColumnRole::Also as usize + 1]);

impl Parts {
    pub fn get(&self, part: ColumnRole) -> Option<usize> {
        self.0[part as usize].map(|at| at as usize)
    }

    pub fn has(&self, part: ColumnRole) -> bool {
        self.0[part as usize].is_some()
    }
}

/// A header, understood.
#[derive(Clone, Debug)]
pub struct Header {
    pub shape: Shape,
    pub parts: Parts,
    /// Variables and where they stand, in the order of the file.
    pub columns: Vec<(usize, ColumnBinding)>,
    /// How many columns there are, and how many up to the last that has a name.
    pub len: usize,
    pub named: usize,
}

struct Reader<'a, 'r> {
    path: &'a Arc<str>,
    record: Record<'r>,
    entry: &'a FileEntry,
    plan: &'a Plan,
    name_index: &'a NameIndex<'a>,
    findings: &'a mut Findings,
    header: Header,
    /// How many titles were not understood so far.
    puzzles: usize,
}

/// For so many titles of a file the nearest known word is looked for.
const SUGGESTED: usize = 50;

/// Reads a header; what can't be understood is said and left out.
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
            parts: Parts([None; ColumnRole::Also as usize + 1]),
            columns: Vec::new(),
            len: record.len(),
            named,
        },
        puzzles: 0,
    };
    for at in 0..named {
        reader.column(at);
    }
    reader.unmatched_entries();
    reader.header.shape = entry.shape.unwrap_or_else(|| reader.shape());
    reader.unused();
    reader.required();
    reader.header
}

impl Reader<'_, '_> {
    fn column(&mut self, at: usize) {
        let title = self.record.get(at);
        let folded = normalize(title);
        if self.entry.ignore.iter().any(|word| word.value == folded) {
            return;
        }
        let declared = self.entry.columns.get(&folded);
        match declared.map(|column| &column.entry) {
            Some(ColumnEntry::Role(part)) => return self.part(at, *part),
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
                let meaning = self.name_index.declared(title, declared, checklist);
                let written = word.as_deref().unwrap_or(title);
                if let Some(meaning) = self.understood(at, written, meaning) {
                    self.variable(at, meaning);
                }
                return;
            }
            None => {}
        }
        match ColumnRole::of(&folded) {
            Some(part) => self.part(at, part),
            None => {
                let meaning = self.name_index.meaning(title, self.entry.checklist);
                if let Some(meaning) = self.understood(at, title, meaning) {
                    self.variable(at, meaning);
                }
            }
        }
    }

    fn part(&mut self, at: usize, part: ColumnRole) {
        let slot = &mut self.header.parts.0[part as usize];
        if slot.is_some() {
            let word = part.word();
            return self.duplicate(at, word);
        }
        *slot = Some(at as u32);
    }

    fn variable(&mut self, at: usize, meaning: ColumnBinding) {
        let twice =
            self.header.columns.iter().any(|(_, known)| {
                known.variable == meaning.variable && known.period == meaning.period
            });
        if twice {
            let id = self.plan[meaning.variable].id.clone();
            return self.duplicate(at, &id);
        }
        self.header.columns.push((at, meaning));
    }

    fn duplicate(&mut self, at: usize, word: &str) {
        self.findings.add(
            Finding::new(
                codes::DUPLICATE_COLUMN,
                text!("又一列表示 `{word}`", "another column for `{word}`"),
            )
            .at(self.record.place(self.path, at))
            .help(text!(
                "请删去一列，或在 data.toml 的 `ignore` 中写明不用；此列未采用",
                "delete one of them, or name it under `ignore` in data.toml; this one is not used"
            )),
        );
    }

    fn understood(
        &mut self,
        at: usize,
        written: &str,
        meaning: Result<ColumnBinding, HeaderError>,
    ) -> Option<ColumnBinding> {
        let puzzle = match meaning {
            Ok(meaning) => return Some(meaning),
            Err(puzzle) => puzzle,
        };
        self.puzzles += 1;
        let suggest = self.puzzles <= SUGGESTED;
        let finding = puzzled(self.plan, self.name_index, written, &puzzle, suggest);
        self.findings
            .add(finding.at(self.record.place(self.path, at)));
        None
    }

    /// Reports what data.toml declares about columns that the file does not have.
    fn unmatched_entries(&mut self) {
        let headers: Vec<String> = (0..self.header.named)
            .map(|at| normalize(self.record.get(at)))
            .collect();
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

    /// The shape that the header shows.
    fn shape(&self) -> Shape {
        let has = |part| self.header.parts.has(part);
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
        if self.header.columns.is_empty() && roster && !has(ColumnRole::Period) {
            Shape::Units
        } else {
            Shape::Wide
        }
    }

    /// Says which columns mean nothing in a file of this shape.
    fn unused(&mut self) {
        let shape = self.header.shape;
        for (part, at) in (0..).zip(self.header.parts.0) {
            let Some(at) = at else { continue };
            let of_units = part == ColumnRole::NameEn as usize || part >= ColumnRole::From as usize;
            let of_any = part <= ColumnRole::Parent as usize && !of_units;
            let of_long =
                part == ColumnRole::Variable as usize || part == ColumnRole::Value as usize;
            let used = match shape {
                Shape::Units => of_units || of_any,
                Shape::Wide => !of_units && !of_long,
                Shape::Long => !of_units,
            };
            if !used {
                self.say_unused(at as usize);
            }
        }
        if shape != Shape::Wide {
            let columns = std::mem::take(&mut self.header.columns);
            for (at, _) in columns {
                self.say_unused(at);
            }
        }
    }

    fn say_unused(&mut self, at: usize) {
        let title = self.record.get(at).trim();
        let (zh, en) = match self.header.shape {
            Shape::Units => ("名册", "a file of units"),
            Shape::Wide => ("宽表", "a wide file"),
            Shape::Long => ("长表", "a long file"),
        };
        self.findings.add(
            Finding::new(
                codes::UNUSED_COLUMN,
                text!("`{title}` 列在{zh}中没有用处", "column `{title}` means nothing in {en}"),
            )
            .at(self.record.place(self.path, at))
            .help(text!(
                "若有意保留，请在 data.toml 的 `ignore` 中写明；若表的类型判断有误，请写明 `shape`",
                "name it under `ignore` in data.toml if that is meant; give `shape` if the file's shape was mistaken"
            )),
        );
    }

    /// Says what the file lacks.
    fn required(&mut self) {
        let parts = &self.header.parts;
        if !parts.has(ColumnRole::Code) && !parts.has(ColumnRole::Name) {
            self.lacking(
                codes::NO_UNIT_COLUMN,
                text!(
                    "没有代码列或名称列",
                    "no column with codes or names of units"
                ),
                text!("请加一列 `code` 或 `名称`", "add a column `code` or `name`"),
            );
        }
        let parts = &self.header.parts;
        let dated = parts.has(ColumnRole::Period)
            || self.entry.period.is_some()
            || (self.header.shape == Shape::Wide
                && self.header.columns.iter().all(|(_, m)| m.period.is_some()));
        if self.header.shape != Shape::Units && !dated {
            self.lacking(
                codes::NO_PERIOD,
                text!(
                    "文件没有说明数据属于哪一年",
                    "the file does not say of which year it speaks"
                ),
                text!(
                    "请加一列 `year`，或在 data.toml 中为该文件写 `year`",
                    "add a column `year`, or give the file a `year` in data.toml"
                ),
            );
        }
    }

    fn lacking(
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

/// The finding for a word that names no variable.
pub fn puzzled(
    plan: &Plan,
    name_index: &NameIndex<'_>,
    written: &str,
    puzzle: &HeaderError,
    suggest: bool,
) -> Finding {
    let title = written.trim();
    match puzzle {
        HeaderError::Unknown => Finding::new(
            codes::UNKNOWN_COLUMN,
            text!("无法识别的列 `{title}`", "`{title}` names no variable"),
        )
        .help(words::did_you_mean(
            title,
            (name_index.words().chain(words::part_words())).filter(|_| suggest),
            text!(
                "请在 data.toml 的 `columns` 中说明它是什么，或在 `ignore` 中写明不用",
                "say what it is under `columns` in data.toml, or leave it aside under `ignore`"
            ),
        )),
        HeaderError::Ambiguous(several) => {
            let ids = words::quote_list(several.iter().map(|&v: &VariableIx| plan[v].id.as_str()));
            Finding::new(
                codes::AMBIGUOUS_COLUMN,
                text!("`{title}` 可指 {ids}", "`{title}` may mean {ids}"),
            )
            .help(text!(
                "请改用数据项的编号作表头，或在 data.toml 中写 `columns` 或 `checklist`",
                "use the variable's id as the header, or give `columns` or `checklist` in data.toml"
            ))
        }
        HeaderError::Unit(variable, unit) => {
            let variable = &plan[*variable];
            let (zh, en, id) = (&variable.unit.zh, &variable.unit.en, &variable.id);
            Finding::new(
                codes::UNIT_MISMATCH,
                text!(
                    "表头的计量单位 `{unit}` 无法换算为 `{id}` 的 `{zh}`",
                    "the header's unit `{unit}` can't be turned into `{en}`, the unit of `{id}`"
                ),
            )
            .beside(
                variable.at.clone(),
                text!("计量单位在此声明", "the unit is declared here"),
            )
            .help(text!(
                "请改用规划的计量单位，或在 data.toml 的 `columns` 中写 `factor`",
                "use the plan's unit, or give a `factor` under `columns` in data.toml"
            ))
        }
    }
}
