//! The instructions of a form: a sheet whose name begins with `#`, which is a comment and not read.

use super::{sheet_name, shortened, validation, width};
use crate::i18n::Lang;
use crate::number::Interval;
use crate::render::phrases;
use crate::report::form::{Form, FormColumn, FormEntry};
use crate::text;
use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// The width of a column at most, in digits.
const WIDEST: usize = 60;
/// The column in which the words of the first list stand that is too long for its rule, from 0.
const FIRST_WORDS: u16 = 5;

/// The instructions of a form.
pub struct Guide<'a> {
    form: &'a Form,
    lang: Lang,
    name: String,
    lines: Vec<String>,
}

/// What a form is for: `2014年社区填报表`.
pub fn subject(form: &Form, lang: Lang) -> String {
    let (level, year) = (&form.level, form.year);
    text!("{year}年{level}填报表", "{level}: figures for {year}")
        .get(lang)
        .to_owned()
}

/// What may be filled in, in words: `整数，不小于0`, `是、推进中、否`.
pub fn allowed(entry: &FormEntry, lang: Lang) -> String {
    let (range, decimals, not_applicable) = match entry {
        FormEntry::Words(words) => return words.join(lang.pick("、", ", ")),
        FormEntry::Figure {
            range,
            decimals,
            not_applicable,
            ..
        } => (range, *decimals, not_applicable),
    };
    let number = match decimals {
        0 => text!("整数", "a whole number"),
        1 => text!("最多1位小数", "at most 1 decimal"),
        n => text!("最多{n}位小数", "at most {n} decimals"),
    };
    let mut parts = vec![number.get(lang).to_owned()];
    parts.extend(range_in_words(range, lang));
    if let Some(word) = not_applicable {
        let or = text!("或“{word}”", "or “{word}”");
        parts.push(or.get(lang).to_owned());
    }
    parts.join(lang.pick("，", ", "))
}

/// A range in words; `None` if it has no bounds.
fn range_in_words(range: &Interval, lang: Lang) -> Option<String> {
    let low = range.lo().number().and_then(|n| n.exact());
    let high = range.hi().number().and_then(|n| n.exact());
    let above = match range.lo().is_open() {
        false => lang.pick("不小于", "at least "),
        true => lang.pick("大于", "more than "),
    };
    let below = match range.hi().is_open() {
        false => lang.pick("不大于", "at most "),
        true => lang.pick("小于", "less than "),
    };
    match (low, high) {
        (Some(low), Some(high)) => {
            let and = lang.pick("且", " and ");
            Some(format!("{above}{low}{and}{below}{high}"))
        }
        (Some(low), None) => Some(format!("{above}{low}")),
        (None, Some(high)) => Some(format!("{below}{high}")),
        (None, None) => None,
    }
}

/// What is shown beside a cell that is being filled in.
pub fn prompt(column: &FormColumn, entry: &FormEntry, lang: Lang) -> String {
    let allowed = allowed(entry, lang);
    match column.unit.as_str() {
        "" => allowed,
        unit => text!("单位：{unit}；{allowed}", "in {unit}; {allowed}")
            .get(lang)
            .to_owned(),
    }
}

impl<'a> Guide<'a> {
    /// The instructions of a form whose sheet has this name.
    pub fn new(form: &'a Form, sheet: &str, lang: Lang) -> Guide<'a> {
        let name = format!("#{}", sheet_name(lang.pick("填表说明", "instructions")));
        Guide {
            form,
            lang,
            name,
            lines: lines(form, sheet, lang),
        }
    }

    /// The reference to the words of a form's column, which stand in a column of this sheet.
    pub fn words_of(&self, at: u16) -> String {
        let words = match self.form.columns[usize::from(at)].entry {
            Some(FormEntry::Words(ref words)) => words.len(),
            _ => 0,
        };
        let column = column_number_to_name(FIRST_WORDS + at);
        let sheet = quote_sheet_name(&self.name);
        format!("={sheet}!${column}$1:${column}${}", words.max(1))
    }

    /// Writes the sheet.
    pub fn fill(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?;
        let bold = Format::new().set_bold();
        for (row, line) in (0..).zip(&self.lines) {
            match row {
                0 | 1 => sheet.write_string_with_format(row, 0, line, &bold)?,
                _ => sheet.write_string(row, 0, line)?,
            };
        }
        self.table(sheet, self.lines.len() as u32 + 1)?;
        self.words(sheet)?;
        sheet
            .set_paper_size(9)
            .set_landscape()
            .set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// Writes a row for each column that is to be filled in: its name, its unit, what is allowed.
    fn table(&self, sheet: &mut Worksheet, first: u32) -> Result<(), XlsxError> {
        let head = match self.lang {
            Lang::Zh => ["填报项", "计量单位", "可填内容"],
            Lang::En => ["to fill in", "unit of measurement", "allowed"],
        };
        let cell = Format::new()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        let bold = cell.clone().set_bold();
        let mut widths = head.map(width);
        for (at, word) in (0..).zip(head) {
            sheet.write_string_with_format(first, at, word, &bold)?;
        }
        for (row, (column, entry)) in (first + 1..).zip(self.form.to_fill()) {
            let cells = [&column.name, &column.unit, &allowed(entry, self.lang)];
            for (at, text) in cells.into_iter().enumerate() {
                widths[at] = widths[at].max(width(text));
                sheet.write_string_with_format(row, at as u16, text, &cell)?;
            }
        }
        for (at, widest) in (0..).zip(widths) {
            sheet.set_column_width(at, (widest + 2).min(WIDEST) as u32)?;
        }
        Ok(())
    }

    /// Writes the words of the lists that are too long for their rules, each in a column of its own that is not shown.
    fn words(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (at, column) in (FIRST_WORDS..).zip(&self.form.columns) {
            if let Some(FormEntry::Words(words)) = &column.entry
                && validation::list(words).is_none()
            {
                sheet.write_column(0, at, words)?;
                sheet.set_column_hidden(at)?;
            }
        }
        Ok(())
    }
}

/// What is to be known before a form is filled in.
fn lines(form: &Form, sheet: &str, lang: Lang) -> Vec<String> {
    const LONGEST: usize = 32_767;
    let mut lines = vec![shortened(&form.plan, LONGEST), subject(form, lang)];
    if form.synthetic {
        lines.push(phrases::synthetic(lang).to_owned());
    }
    lines.push(String::new());
    let steps = [
        text!(
            "1. 请在工作表“{sheet}”中填写，每个评估对象一行；代码、名称、年份和表头请勿改动。",
            "1. Fill in the sheet “{sheet}”, a row for each unit; leave codes, names, years and titles as they are."
        ),
        text!(
            "2. 没有数据的单元格请留空，不要填0；何处可填“不适用”，见下表。",
            "2. Leave a cell empty where there is no figure; do not write 0. The table below says where a figure may not apply."
        ),
        text!(
            "3. 只知大概的数可写作“近300”“300以上”；单元格内不要写备注。",
            "3. Leave remarks out of the cells."
        ),
        text!(
            "4. 本页不作为数据读取；填好后存为 .xlsx 或 CSV 报送。",
            "4. This sheet is not read as data. Save the workbook as .xlsx, or the form as CSV, and send it."
        ),
        text!(
            "5. 表中没有的评估对象可加在末尾，须填代码、名称、层级和上级的代码。",
            "5. Units that are not listed may be added below, with code, name, level and the code of the unit above."
        ),
    ];
    let count = if form.open {
        steps.len()
    } else {
        steps.len() - 1
    };
    lines.extend(steps[..count].iter().map(|step| step.get(lang).to_owned()));
    lines
}
