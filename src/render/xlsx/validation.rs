//! What may be filled in, as the rules that a spreadsheet checks.

use super::{guide, shortened};
use crate::i18n::Lang;
use crate::number::{Bound, Interval};
use crate::report::form::{FormColumn, FormEntry};
use crate::text;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, XlsxError,
    utility::column_number_to_name,
};

/// How many characters the title and the text of a message, a list of words and a formula may have.
const LONGEST_TITLE: usize = 32;
const LONGEST_TEXT: usize = 255;

/// The format of a column's cells: texts for what identifies a row, so that codes keep their zeros; per cent with its sign,
/// so that 0.5 can't be taken for 50%.
pub fn format(column: &FormColumn) -> Format {
    match &column.entry {
        None => Format::new().set_num_format("@"),
        Some(FormEntry::Figure { percent: true, .. }) => {
            Format::new().set_num_format("0.##########\"%\"")
        }
        Some(_) => Format::new(),
    }
}

/// The rule for the cells of a column, which begin in the second row. Words outside a list are refused; of figures there are
/// forms that only the tool knows, such as 近300, so that the spreadsheet only asks.
pub fn of(
    column: &FormColumn,
    entry: &FormEntry,
    at: u16,
    guide: &guide::Guide<'_>,
    lang: Lang,
) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new();
    let rule = match entry {
        FormEntry::Words(words) => match list(words) {
            Some(list) => rule.allow_list_strings(&list)?,
            None => rule.allow_list_formula(Formula::new(guide.words_of(at))),
        },
        FormEntry::Figure { .. } => rule
            .allow_custom(Formula::new(formula(entry, at)))
            .set_error_style(DataValidationErrorStyle::Warning),
    };
    let allowed = guide::allowed(entry, lang);
    let ask = match entry {
        FormEntry::Words(_) => allowed.clone(),
        FormEntry::Figure { .. } => text!(
            "应填{allowed}；“近300”“300以上”等写法可保留",
            "expected: {allowed}"
        )
        .get(lang)
        .to_owned(),
    };
    rule.ignore_blank(true)
        .set_input_title(shortened(&column.name, LONGEST_TITLE))?
        .set_input_message(shortened(&guide::prompt(column, entry, lang), LONGEST_TEXT))?
        .set_error_title(shortened(&column.name, LONGEST_TITLE))?
        .set_error_message(shortened(&ask, LONGEST_TEXT))
}

/// The words as a list within the rule; `None` if they are too long for it, or a comma in one would divide it.
pub fn list(words: &[String]) -> Option<Vec<&str>> {
    let length: usize = words
        .iter()
        .map(|word| word.encode_utf16().count() + 1)
        .sum();
    let plain = words.iter().all(|word| !word.contains([',', '"']));
    (plain && length <= LONGEST_TEXT).then(|| words.iter().map(String::as_str).collect())
}

/// The formula that is true for figures within the range, with no more decimals than the variable has.
fn formula(entry: &FormEntry, at: u16) -> String {
    let FormEntry::Figure {
        range,
        decimals,
        not_applicable,
        ..
    } = entry
    else {
        return "=TRUE".to_owned();
    };
    let cell = format!("{}2", column_number_to_name(at));
    let mut conditions = vec![
        format!("ISNUMBER({cell})"),
        format!("ROUND({cell},{decimals})={cell}"),
    ];
    conditions.extend(bounds(range, &cell));
    let inside = format!("AND({})", conditions.join(","));
    match not_applicable {
        Some(word) => format!("=IF({cell}=\"{word}\",TRUE,{inside})"),
        None => format!("={inside}"),
    }
}

/// The bounds of a range as comparisons; those that no decimal states exactly are left out.
fn bounds(range: &Interval, cell: &str) -> Vec<String> {
    let side = |bound: &Bound, sign: &str| {
        let or_equal = if bound.is_open() { "" } else { "=" };
        let number = bound.number()?.exact()?;
        Some(format!("{cell}{sign}{or_equal}{number}"))
    };
    let sides = [side(range.lo(), ">"), side(range.hi(), "<")];
    sides.into_iter().flatten().collect()
}
