//! What is found of the layout of a table while it is searched for.

use super::Arranger;
use super::titles::Titles;
use crate::finding::{CellPosition, Finding, LinePosition, Place, codes};
use crate::i18n::Text;
use crate::table::GridRow;
use crate::text;
use std::sync::Arc;

/// What has been found so far.
pub struct Found<'a> {
    /// What finds it.
    pub arranger: &'a Arranger<'a>,
    /// The sheet that the table is in; `None` for a text file.
    pub sheet: Option<Arc<str>>,
    /// How many rows, blank ones apart, are no rows of the table.
    pub set_aside: u64,
    /// What was found first, for the user.
    evidence: Vec<Text>,
    /// How much more was found.
    more: u64,
    /// The first title of a further table, and the line of its header.
    titled: Option<(u64, u64)>,
}

/// How much of what is found is told.
const MOST_EVIDENCE: usize = 20;

impl<'a> Found<'a> {
    /// Nothing yet.
    pub fn new(arranger: &'a Arranger<'a>, sheet: Option<Arc<str>>) -> Self {
        Found {
            arranger,
            sheet,
            set_aside: 0,
            evidence: Vec::new(),
            more: 0,
            titled: None,
        }
    }

    /// What titles mean.
    pub fn titles(&self) -> &'a Titles<'a> {
        &self.arranger.titles
    }

    /// Notes what was found.
    pub fn note(&mut self, text: Text) {
        match self.evidence.len() < MOST_EVIDENCE {
            true => self.evidence.push(text),
            false => self.more += 1,
        }
    }

    /// Notes that a line is the title of a further table, whose header is in line `header`.
    pub fn title_of_another_table(&mut self, title: u64, header: u64) {
        self.titled.get_or_insert((title, header));
    }

    /// The finding that a unit of measurement above the first table may not hold for a further one, which has a title of its own;
    /// `None` where there is none.
    pub fn unit_in_doubt(
        &self,
        first: &GridRow,
        (line, units): &(u64, Vec<String>),
    ) -> Option<Finding> {
        let (title, header) = self.titled?;
        let unit = units.join("、");
        let message = text!(
            "第 {line} 行的单位 `{unit}` 是否也适用于第 {header} 行起、以第 {title} 行为标题的表，无法确定",
            "whether the unit `{unit}` of line {line} also holds for the table from line {header} on, whose title is in line {title}, can't be told"
        );
        let help = text!(
            "请把计量单位写入每张表的列名，如 `常住人口（万人）`，或把各表另存为文件",
            "write the unit into the titles of each table, as in `residents (thousand)`, or save each table as a file of its own"
        );
        let finding = Finding::new(codes::AMBIGUOUS_LAYOUT, message);
        Some(finding.at(self.place(first)).help(help))
    }

    /// What was found, as a note at a row; `None` if there is nothing to say.
    pub fn evidence(&self, at: &GridRow) -> Option<Finding> {
        let more = self.more;
        let more = (more > 0).then(|| text!("另有 {more} 处", "{more} more of the kind"));
        let join = |lang: fn(&Text) -> &str, with: &str| {
            let texts = self.evidence.iter().chain(more.as_ref());
            let parts: Vec<&str> = texts.map(lang).collect();
            parts.join(with)
        };
        let message = Text::new(join(|t| &t.zh, "；"), join(|t| &t.en, "; "));
        let place = self.place(at);
        (!self.evidence.is_empty()).then(|| Finding::new(codes::LAYOUT, message).at(place))
    }

    /// The finding about two rows of which either may be the header.
    pub fn ambiguous(&self, message: Text, rows: [&GridRow; 2]) -> Box<Finding> {
        (self.arranger).ambiguous(message, rows.map(|row| self.place(row)))
    }

    /// The place of a row.
    fn place(&self, row: &GridRow) -> Place {
        let cells = row.cells.iter().take(100);
        let texts: Vec<&str> = cells.map(|cell| &*cell.text).collect();
        let text = crate::table::workbook::shortened(&texts.join(","));
        match &self.sheet {
            Some(sheet) => Place::in_sheet(
                self.arranger.path.clone(),
                CellPosition {
                    sheet: sheet.clone(),
                    row: row.line,
                    column: 0,
                    text,
                },
            ),
            None => Place::in_line(
                self.arranger.path.clone(),
                LinePosition {
                    line: row.line,
                    column: 1,
                    span: (0, text.len()),
                    text,
                },
            ),
        }
    }
}
