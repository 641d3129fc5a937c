//! A sheet that is filled from its top: title, notes, then a table with a head, set for print.

use super::Book;
use super::number;
use crate::evaluate::Verdict;
use crate::render::phrases;
use crate::render::xlsx::shortened;
use crate::report::number::{Decimal, Fraction};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, Format, Formula, IgnoreError, Worksheet,
    XlsxError,
};

/// What cells and pages are written with.
pub type Written = Result<(), XlsxError>;

/// How many characters the header or the footer of a page may have.
const LONGEST: usize = 240;

/// A column of a table.
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its width, in digits.
    pub width: u32,
}

/// A column of a head and a width.
pub fn column(head: impl Into<String>, width: u32) -> Column {
    Column {
        head: head.into(),
        width,
    }
}

/// A sheet that is being filled.
pub struct Sheet<'a, 'b> {
    book: &'a Book<'b>,
    sheet: &'a mut Worksheet,
}

impl<'a, 'b> Sheet<'a, 'b> {
    /// Begins a sheet of a name: set for A4, across, as wide as a page.
    pub fn new(
        book: &'a Book<'b>,
        sheet: &'a mut Worksheet,
        name: &str,
    ) -> Result<Self, XlsxError> {
        const A4: u8 = 9;
        sheet.set_name(name)?;
        sheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.5, 0.5, 0.75, 0.75, 0.3, 0.3);
        sheet.set_screen_gridlines(false);
        sheet.set_print_center_horizontally(true);
        let plan = book.batch.plan.pick(book.lang).plan.as_ref();
        let plan = plan.map_or("", |plan| &plan.title);
        let year = phrases::year(book.year.year, book.lang);
        sheet.set_header(format!(
            "&L{}&R{}",
            coded(plan),
            coded(&format!("{name} {year}"))
        ));
        let mark = match book.year.synthetic {
            true => phrases::synthetic(book.lang),
            false => "",
        };
        sheet.set_footer(format!("&L{}&R&P / &N", coded(mark)));
        Ok(Sheet { book, sheet })
    }

    /// The sheet itself, for what is not of every sheet.
    pub fn inner(&mut self) -> &mut Worksheet {
        self.sheet
    }

    /// Writes the title, the notes below it, and that figures are made up or were refused, where that is so; returns the next
    /// free row.
    pub fn begin(&mut self, title: &str, notes: &[String]) -> Result<u32, XlsxError> {
        let look = &self.book.look;
        self.sheet.set_row_height(0, 26)?;
        self.text(0, 0, title, &look.title())?;
        let mut row = 1;
        for warning in self.book.warnings() {
            self.text(row, 0, warning, &look.warning())?;
            row += 1;
        }
        for note in notes {
            self.text(row, 0, note, &look.note())?;
            row += 1;
        }
        Ok(row + 1)
    }

    /// Writes the heads of the columns of a table and sets their widths.
    pub fn heads(&mut self, row: u32, columns: &[Column]) -> Written {
        let format = self.book.look.head();
        self.sheet.set_row_height(row, 32)?;
        for (at, column) in (0..).zip(columns) {
            self.sheet.set_column_width(at, column.width)?;
            self.text(row, at, &column.head, &format)?;
        }
        Ok(())
    }

    /// Ends the only table of a sheet: its head stays in sight and is printed on each page, and its rows can be filtered. `kept`
    /// columns at the left stay in sight too.
    pub fn end(&mut self, head: u32, rows: u32, columns: usize, kept: u16) -> Written {
        let last = columns as u16 - 1;
        self.sheet.set_freeze_panes(head + 1, kept)?;
        self.sheet.set_repeat_rows(head, head)?;
        if rows > 0 {
            self.sheet.autofilter(head, 0, head + rows, last)?;
            self.sheet.ignore_error_range(
                head,
                0,
                head + rows,
                last,
                IgnoreError::NumberStoredAsText,
            )?;
        }
        Ok(())
    }

    /// A text, whatever it begins with.
    pub fn text(&mut self, row: u32, at: u16, text: &str, format: &Format) -> Written {
        match text {
            "" => self.sheet.write_blank(row, at, format)?,
            text => {
                let text = shortened(text, 32_000);
                self.sheet.write_string_with_format(row, at, text, format)?
            }
        };
        Ok(())
    }

    /// A number that is not counted with: a year, a number of things.
    pub fn count(&mut self, row: u32, at: u16, count: u64, format: &Format) -> Written {
        self.sheet
            .write_number_with_format(row, at, number::count(count), format)?;
        Ok(())
    }

    /// A year.
    pub fn year(&mut self, row: u32, at: u16, year: i32) -> Written {
        let format = self.book.look.number("0");
        self.sheet
            .write_number_with_format(row, at, year, &format)?;
        Ok(())
    }

    /// A number of a document; an empty cell if there is none.
    pub fn number(
        &mut self,
        row: u32,
        at: u16,
        (decimal, fraction): (Option<&Decimal>, Option<&Fraction>),
        format: &Format,
    ) -> Written {
        match decimal {
            None => self.sheet.write_blank(row, at, format)?,
            Some(decimal) => {
                let float = number::float(decimal, fraction);
                self.sheet
                    .write_number_with_format(row, at, float, format)?
            }
        };
        Ok(())
    }

    /// A formula, with the result that a spreadsheet will have.
    pub fn formula(
        &mut self,
        row: u32,
        at: u16,
        formula: &str,
        result: &crate::number::Number,
        format: &Format,
    ) -> Written {
        let formula = Formula::new(formula).set_result(number::result(result));
        self.sheet
            .write_formula_with_format(row, at, formula, format)?;
        Ok(())
    }

    /// Has verdicts in a range coloured, whatever is written there.
    pub fn colour_verdicts(
        &mut self,
        (row, at): (u32, u16),
        (last_row, last_at): (u32, u16),
    ) -> Written {
        for verdict in Verdict::ALL {
            let rule = ConditionalFormatCellRule::EqualTo(verdict.name(self.book.lang));
            let format = self.book.look.verdict(verdict);
            let format = ConditionalFormatCell::new()
                .set_rule(rule)
                .set_format(format);
            self.sheet
                .add_conditional_format(row, at, last_row, last_at, &format)?;
        }
        Ok(())
    }
}

/// A text in the header of a page, where `&` begins a code.
fn coded(text: &str) -> String {
    shortened(text, LONGEST / 3).replace('&', "&&")
}
