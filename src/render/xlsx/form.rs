//! A form as a workbook: a sheet to be filled in, and one of instructions.

use super::{guide, new_workbook, save, sheet_name, shortened, validation, width};
use crate::i18n::Lang;
use crate::render::{Style, phrases};
use crate::report::form::{Form, FormColumn};
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};
use std::io::{self, Write};

/// How many rows are prepared below those of a form to which units may be added.
const ROWS_TO_ADD: usize = 200;
/// The width of a column, in digits: of one to be filled in, and at most.
const NARROWEST: usize = 10;
const WIDEST: usize = 36;
/// Above this width a title is written in several lines.
const TITLE_WIDTH: usize = 18;
/// How many digits wide a sheet may be that is printed on one page; a wider one goes on several, each with the columns that
/// say whose the rows are.
const WIDEST_PAGE: usize = 200;
/// The height of a line, in points.
const LINE_HEIGHT: usize = 16;
/// How many characters a header of a page may have.
const LONGEST_PAGE_HEADER: usize = 255;

/// Writes a form.
pub fn write(out: &mut dyn Write, style: Style, form: &Form) -> io::Result<()> {
    save(out, workbook(form, style.lang))
}

fn workbook(form: &Form, lang: Lang) -> Result<Workbook, XlsxError> {
    let mut workbook = new_workbook(&shortened(&form.plan, LONGEST_PAGE_HEADER))?;
    let name = sheet_name(&format!("{} {}", form.year, form.level));
    let guide = guide::Guide::new(form, &name, lang);
    let sheet = workbook.add_worksheet();
    sheet.set_name(&name)?;
    FormSheet { form, lang }.fill(sheet, &guide)?;
    guide.fill(workbook.add_worksheet())?;
    Ok(workbook)
}

/// The sheet that is filled in. Its first row is the header, so that it is read as it is.
struct FormSheet<'a> {
    form: &'a Form,
    lang: Lang,
}

impl FormSheet<'_> {
    fn fill(&self, sheet: &mut Worksheet, guide: &guide::Guide<'_>) -> Result<(), XlsxError> {
        let form = self.form;
        let to_add = if form.open { ROWS_TO_ADD } else { 0 };
        let last_row = (form.rows.len() + to_add).max(1) as u32;
        for (at, column) in (0..).zip(&form.columns) {
            self.column(sheet, at, column)?;
            if let Some(entry) = &column.entry {
                let rule = validation::of(column, entry, at, guide, self.lang)?;
                sheet.add_data_validation(1, at, last_row, at, &rule)?;
            }
        }
        for (row, cells) in (1..).zip(&form.rows) {
            for (at, (column, cell)) in (0..).zip(form.columns.iter().zip(cells)) {
                self.cell(sheet, (row, at), column, cell)?;
            }
        }
        sheet.ignore_error_range(0, 0, last_row, 0, IgnoreError::NumberStoredAsText)?;
        sheet.set_freeze_panes(1, form.key() as u16)?;
        self.page(sheet)
    }

    /// Writes a title, and sets the width and the format of its column.
    fn column(&self, sheet: &mut Worksheet, at: u16, column: &FormColumn) -> Result<(), XlsxError> {
        sheet.set_column_width(at, self.column_width(usize::from(at)) as u32)?;
        sheet.set_column_format(at, &validation::format(column))?;
        sheet.write_string_with_format(0, at, &column.title, &title_format(column))?;
        Ok(())
    }

    /// The width of a column, in digits: that of its widest cell, and of its title, which may be written in several lines.
    fn column_width(&self, at: usize) -> usize {
        let column = &self.form.columns[at];
        let cells = self.form.rows.iter().map(|row| width(&row[at]));
        let narrowest = if column.entry.is_some() { NARROWEST } else { 6 };
        let title = width(&column.title).min(TITLE_WIDTH);
        let widest = cells.max().unwrap_or(0).max(title) + 2;
        widest.clamp(narrowest, WIDEST)
    }

    /// Writes a cell. A text stays a text whatever it begins with; a year is a number.
    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, at): (u32, u16),
        column: &FormColumn,
        cell: &str,
    ) -> Result<(), XlsxError> {
        let format = validation::format(column).set_border(FormatBorder::Hair);
        let is_year = usize::from(at) + 1 == self.form.key();
        match cell {
            "" => sheet.write_blank(row, at, &format)?,
            _ if is_year => sheet.write_number_with_format(row, at, self.form.year, &format)?,
            text => sheet.write_string_with_format(row, at, text, &format)?,
        };
        Ok(())
    }

    /// Sets how the sheet is printed: across, with the header on each page.
    fn page(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        const A4: u8 = 9;
        let lines = |column: &FormColumn| width(&column.title).div_ceil(TITLE_WIDTH);
        let lines = self.form.columns.iter().map(lines).max().unwrap_or(1);
        sheet.set_row_height(0, ((lines + 1) * LINE_HEIGHT) as u32)?;
        sheet.set_paper_size(A4).set_landscape();
        sheet.set_repeat_rows(0, 0)?;
        let widths = (0..self.form.columns.len()).map(|at| self.column_width(at));
        match widths.sum::<usize>() <= WIDEST_PAGE {
            true => sheet.set_print_fit_to_pages(1, 0),
            false => sheet.set_repeat_columns(0, self.form.key() as u16 - 1)?,
        };
        sheet.set_header(self.page_header());
        let footer = self.lang.pick("&C第 &P 页，共 &N 页", "&CPage &P of &N");
        sheet.set_footer(footer);
        Ok(())
    }

    /// The plan, what the form is for, and whether the data set is made up; `&` begins a code and is written twice.
    fn page_header(&self) -> String {
        let synthetic = match self.form.synthetic {
            true => format!("\n{}", phrases::synthetic(self.lang)),
            false => String::new(),
        };
        let tail = format!("\n{}{synthetic}", guide::subject(self.form, self.lang));
        let escaped = |text: &str| text.replace('&', "&&");
        let (mut plan, tail) = (self.form.plan.clone(), escaped(&tail));
        let length = |text: &str| text.encode_utf16().count() + "&C".len();
        while length(&tail) + length(&escaped(&plan)) > LONGEST_PAGE_HEADER && plan.pop().is_some()
        {
        }
        shortened(&format!("&C{}{tail}", escaped(&plan)), LONGEST_PAGE_HEADER)
    }
}

/// The look of a title: those of the columns that are to be filled in stand out.
fn title_format(column: &FormColumn) -> Format {
    let background = match column.entry {
        Some(_) => Color::RGB(0xDD_EB_F7),
        None => Color::RGB(0xED_ED_ED),
    };
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color(background)
}
