//! Fonts, colours and borders of the workbook.

use crate::evaluate::Verdict;
use crate::i18n::Lang;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Text.
const INK: u32 = 0x1F2933;
/// Headings.
const ACCENT: u32 = 0x1B4965;
/// Lines.
const LINE: u32 = 0xC9D1D9;
/// What matters less.
const DIM: u32 = 0x5F6B7A;

/// The formats of cells.
pub struct Look {
    font: &'static str,
}

impl Look {
    /// The look in a language.
    pub fn new(lang: Lang) -> Self {
        Look {
            font: lang.pick("Microsoft YaHei", "Calibri"),
        }
    }

    fn base(&self) -> Format {
        Format::new()
            .set_font_name(self.font)
            .set_font_size(10)
            .set_font_color(Color::RGB(INK))
            .set_align(FormatAlign::VerticalCenter)
    }

    fn cell(&self) -> Format {
        let line = Color::RGB(LINE);
        self.base()
            .set_border(FormatBorder::Thin)
            .set_border_color(line)
    }

    /// The title of a sheet.
    pub fn title(&self) -> Format {
        (self.base().set_bold().set_font_size(16)).set_font_color(Color::RGB(ACCENT))
    }

    /// What is said below a title.
    pub fn note(&self) -> Format {
        self.base().set_font_color(Color::RGB(DIM))
    }

    /// What has to be seen: that figures are made up, or were refused.
    pub fn warning(&self) -> Format {
        (self.base().set_bold())
            .set_font_color(Color::RGB(0x7A3E00))
            .set_background_color(Color::RGB(0xFDF0D5))
    }

    /// The head of a column.
    pub fn head(&self) -> Format {
        (self.cell().set_bold().set_text_wrap())
            .set_align(FormatAlign::Center)
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(ACCENT))
    }

    /// A text.
    pub fn text(&self) -> Format {
        self.cell()
    }

    /// A text of several lines.
    pub fn wrapped(&self) -> Format {
        self.cell().set_text_wrap()
    }

    /// A word in the middle.
    pub fn centred(&self) -> Format {
        self.cell().set_text_wrap().set_align(FormatAlign::Center)
    }

    /// A number.
    pub fn number(&self, shown: &str) -> Format {
        self.cell().set_num_format(shown)
    }

    /// A number in a line of totals.
    pub fn total(&self, shown: &str) -> Format {
        (self.number(shown).set_bold()).set_background_color(Color::RGB(0xEEF2F6))
    }

    /// The colours of a verdict: they differ in lightness too, and the word stands in the cell.
    pub fn verdict(&self, verdict: Verdict) -> Format {
        let (ink, paper) = match verdict {
            Verdict::Met => (0x0B4F6C, 0xBFE3EE),
            Verdict::OnTrack => (0x0B4F6C, 0xE3F3F8),
            Verdict::Behind => (0x6B4300, 0xFDEBC8),
            Verdict::Missed => (0x7A1F00, 0xF7B58B),
            Verdict::NotDue => (0x3E4C59, 0xF2F4F6),
            Verdict::Monitored => (0x3E4C59, 0xFFFFFF),
            Verdict::NoData => (0x5F6B7A, 0xE4E7EB),
            Verdict::NotApplicable => (0x7B8794, 0xFFFFFF),
            Verdict::Waived => (0x4A3A6B, 0xE6E0F0),
        };
        let format = Format::new().set_font_color(Color::RGB(ink));
        let format = format.set_background_color(Color::RGB(paper));
        match verdict {
            Verdict::Missed => format.set_bold(),
            Verdict::NoData => format.set_italic(),
            _ => format,
        }
    }
}
