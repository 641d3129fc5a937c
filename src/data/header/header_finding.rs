//! The findings about headers, and about the variables that rows of long files name.

use super::name_index::{HeaderError, NameIndex};
use crate::data::cell::{marks, period_help};
use crate::data::column_role::{self, ColumnRole};
use crate::data::words;
use crate::finding::{Finding, codes};
use crate::i18n::{Text, normalize};
use crate::observation::Period;
use crate::plan::{Plan, VariableIx, Year};
use crate::text;

/// The years that a title may name.
const YEARS: std::ops::Range<Year> = 1900..2200;

/// Whether a normalized title is a year, or several.
pub fn is_of_years(title: &str) -> bool {
    Period::parse(title).is_some_and(|period| YEARS.contains(&period.end()))
}

/// The mark at the end of a title that is known without it; `None` if there is none.
fn marked<'t>(name_index: &NameIndex<'_>, written: &'t str) -> Option<&'t str> {
    let (bare, mark) = marks::at_end(written)?;
    is_known(name_index, bare).then_some(mark)
}

/// Whether a title means something to files of any layout.
fn is_known(name_index: &NameIndex<'_>, title: &str) -> bool {
    let normalized = normalize(title);
    ColumnRole::of(&normalized).is_some()
        || is_of_years(&normalized)
        || !matches!(name_index.resolve(title, None), Err(HeaderError::Unknown))
}

/// The finding about a word that names no variable, or several. `suggest` says whether to search for similar names.
pub fn header_finding(
    plan: &Plan,
    name_index: &NameIndex<'_>,
    written: &str,
    error: &HeaderError,
    suggest: bool,
) -> Finding {
    let title = words::shorten(written);
    let title = &*title;
    match error {
        HeaderError::Unknown if is_of_years(&normalize(written)) => Finding::new(
            codes::UNKNOWN_COLUMN,
            text!(
                "`{title}` 是年份，但未写明是哪个数据项的数值",
                "`{title}` is a year, and nothing says of which variable its figures are"
            ),
        )
        .help(text!(
            "请加一列 `指标` 写明每行的数据项，或把数据项写入列名，或在 data.toml 的 `columns` 中声明 `variable` 与 `year`",
            "name the variable of each row in a column `indicator`, or in the title, or declare `variable` and `year` under `columns` in data.toml"
        )),
        HeaderError::Unknown => Finding::new(
            codes::UNKNOWN_COLUMN,
            text!("无法识别的列 `{title}`", "`{title}` matches no variable"),
        )
        .help(unknown_help(name_index, written, suggest)),
        HeaderError::Ambiguous(several) => {
            let ids = words::quote_list(several.iter().map(|&v: &VariableIx| plan[v].id.as_str()));
            Finding::new(
                codes::AMBIGUOUS_COLUMN,
                text!("`{title}` 可指 {ids}", "`{title}` may be any of {ids}"),
            )
            .help(text!(
                "请改用数据项的编号作表头，或在 data.toml 中声明 `columns` 或 `checklist`",
                "use the variable's id as the header, or declare `columns` or `checklist` in data.toml"
            ))
        }
        HeaderError::Unit(_, unit) if marks::is_of_plans(unit) => Finding::new(
            codes::UNKNOWN_COLUMN,
            text!("无法识别的列 `{title}`", "`{title}` matches no variable"),
        )
        .help(marks::help(&format!("({unit})"))),
        HeaderError::Unit(variable, unit) => {
            let variable = &plan[*variable];
            let (zh, en, id) = (&variable.unit.zh, &variable.unit.en, &variable.id);
            Finding::new(
                codes::UNIT_MISMATCH,
                text!(
                    "计量单位 `{unit}` 无法换算为 `{id}` 的 `{zh}`",
                    "the unit `{unit}` can't be converted to `{en}`, the unit of `{id}`"
                ),
            )
            .beside(
                variable.at.clone(),
                text!("计量单位在此声明", "the unit is declared here"),
            )
            .help(text!(
                "请核对该列是否为此数据项；只有两种单位成固定倍数时，才可在 data.toml 的 `columns` 中声明 `factor`",
                "check whether the column holds this variable; declare a `factor` under `columns` in data.toml only if one unit is a fixed multiple of the other"
            ))
        }
        HeaderError::UnitInDoubt(variable, unit) => {
            let variable = &plan[*variable];
            let (zh, en, id) = (&variable.unit.zh, &variable.unit.en, &variable.id);
            Finding::new(
                codes::AMBIGUOUS_FIGURE,
                text!(
                    "`{unit}` 可能指 `{id}` 的单位`{zh}`，也可能是`{zh}`的倍数",
                    "`{unit}` may be short for `{en}`, the unit of `{id}`, or a multiple of it"
                ),
            )
            .beside(
                variable.at.clone(),
                text!("计量单位在此声明", "the unit is declared here"),
            )
            .help(text!(
                "请写完整的计量单位，或在 data.toml 的 `columns` 中声明 `factor`",
                "write the unit in full, or declare a `factor` under `columns` in data.toml"
            ))
        }
    }
}

/// The sign between several known titles in one; `None` if there is none.
fn other_separator(name_index: &NameIndex<'_>, title: &str) -> Option<char> {
    let signs = [
        '，', ',', ';', '；', '|', '\t', '、', ' ', '\u{3000}', ':', '^', '~',
    ];
    signs.into_iter().find(|sign| {
        let parts = title
            .split(*sign)
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.filter(|part| is_known(name_index, part)).count() > 1
    })
}

/// How many characters are looked at for a period at the end of a title.
const LONGEST_PERIOD: usize = 40;

/// What follows the name of a variable in a title, where it begins like a period; `None` if nothing does.
fn behind_name<'t>(name_index: &NameIndex<'_>, title: &'t str) -> Option<&'t str> {
    let is_bare_name = |name: &str| {
        let binding = name_index.resolve(name, None);
        binding.is_ok_and(|binding| binding.period.is_none())
    };
    let ends = title
        .char_indices()
        .map(|(at, _)| at)
        .rev()
        .take(LONGEST_PERIOD);
    let mut parts = ends.map(|at| title.split_at(at));
    let (_, rest) = parts.find(|(name, _)| is_bare_name(name))?;
    let rest = rest.trim_start_matches([' ', '@', '_', '/', ':', '·', ',']);
    (rest.len() >= 2 && rest.contains(|c: char| c.is_ascii_digit())).then_some(rest)
}

/// What to do about a cell of a long file that names no variable.
pub fn unknown_variable_help(name_index: &NameIndex<'_>, written: &str) -> Text {
    let otherwise = text!(
        "请更正，或在规划中为数据项加上这个别名；若不需要这些行，请在 data.toml 中用 `where` 选择需要的行",
        "correct it, or add it to the plan as an alias of a variable; if these rows are not needed, choose those that are with `where` in data.toml"
    );
    help_or(name_index, written, true, otherwise)
}

/// What to do about a title that names no variable.
fn unknown_help(name_index: &NameIndex<'_>, written: &str, suggest: bool) -> Text {
    let otherwise = text!(
        "请在 data.toml 的 `columns` 中声明；若用来区分各行，请用 `where` 选择需要的行；若与数值无关，请列入 `ignore`",
        "declare it under `columns` in data.toml; if it tells rows apart, choose rows with `where`; if it says nothing about the figures, list it under `ignore`"
    );
    help_or(name_index, written, suggest, otherwise)
}

/// What to do about a word that names no variable, where nothing shows what may be meant `otherwise`.
fn help_or(name_index: &NameIndex<'_>, written: &str, suggest: bool, otherwise: Text) -> Text {
    if let Some(mark) = marked(name_index, written) {
        return marks::help(mark);
    }
    let quotes = |quote: char| {
        let inner = written.trim().strip_prefix(quote)?.strip_suffix(quote)?;
        is_known(name_index, inner).then_some(quote)
    };
    if let Some(quote) = ['\'', '`'].into_iter().find_map(quotes) {
        return text!(
            "若单元格以 `{quote}` 为引号，请在 data.toml 中为该文件声明 `quote = \"{quote}\"`",
            "if cells are quoted with `{quote}`, declare `quote = \"{quote}\"` for the file in data.toml"
        );
    }
    let title = normalize(written);
    if ["单位", "unit", "measure"]
        .iter()
        .any(|word| title.contains(word))
    {
        let title = words::toml_string(&title);
        return text!(
            "若为各行的计量单位，请在 data.toml 中写 `columns = {{ {title} = {{ is = \"measure-unit\" }} }}`；若为报送单位等，请声明其含义或列入 `ignore`",
            "if it holds the units of measurement of the rows, declare `columns = {{ {title} = {{ is = \"measure-unit\" }} }}` in data.toml; if it names an office or the like, list it under `ignore`"
        );
    }
    if let Some(sign) = other_separator(name_index, written) {
        return text!(
            "各列似由 `{sign}` 隔开：请另存为逗号分隔的文件，或在 data.toml 中为该文件声明 `delimiter`（单字节的符号）",
            "the cells seem to be separated by `{sign}`: save the file with commas, or declare `delimiter` for it in data.toml, if the sign is of one byte"
        );
    }
    if let Some(period) = behind_name(name_index, written) {
        return period_help::help(period);
    }
    let words = name_index.words().chain(column_role::header_words());
    words::did_you_mean(
        &words::shorten(written),
        words.filter(|_| suggest),
        otherwise,
    )
}
