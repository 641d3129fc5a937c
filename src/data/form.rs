//! The columns of a form: a blank table to be filled in, which is read back as it was meant.

use super::cell::{Notation, ScaleLookup};
use super::column_role::ColumnRole;
use super::header::NameIndex;
use crate::i18n::{Lang, Text, normalize};
use crate::number::{Interval, Number};
use crate::observation::PackedAnswer;
use crate::plan::{LevelIx, Plan, Scale, Variable, VariableIx};

/// A column to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    /// The variable.
    pub variable: VariableIx,
    /// The title that names it.
    pub title: String,
    /// What may be filled in.
    pub entry: FormEntry,
}

/// What may be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormEntry {
    /// One of these words.
    Words(Vec<String>),
    /// A figure.
    Figure {
        /// The figures that are possible.
        range: Interval,
        /// The number of decimals.
        decimals: u32,
        /// Whether it is in per cent.
        percent: bool,
        /// The word for "not applicable", where the variable may be.
        not_applicable: Option<String>,
    },
}

/// The columns for the variables of a level, in the order of the plan.
pub fn form_columns(plan: &Plan, level: LevelIx, lang: Lang) -> Vec<FormColumn> {
    let name_index = NameIndex::new(plan);
    let of_level = plan
        .variables()
        .filter(|(_, variable)| variable.level == level);
    of_level
        .map(|(ix, variable)| {
            let entry = entry(plan, variable, lang);
            FormColumn {
                variable: ix,
                title: title(&name_index, ix, variable, &entry, lang),
                entry,
            }
        })
        .collect()
}

/// The title: the name with its unit or with its words, where a header with them names the variable; else the name alone, or
/// the id.
fn title(
    name_index: &NameIndex<'_>,
    ix: VariableIx,
    variable: &Variable,
    entry: &FormEntry,
    lang: Lang,
) -> String {
    let name = variable.name.get(lang);
    let beside = match entry {
        FormEntry::Words(words) => words.join("/"),
        FormEntry::Figure { .. } => variable.unit.get(lang).to_owned(),
    };
    let with_unit = match (beside.as_str(), lang) {
        ("", _) => name.to_owned(),
        (beside, Lang::Zh) => format!("{name}（{beside}）"),
        (beside, Lang::En) => format!("{name} ({beside})"),
    };
    let is_read_back = |title: &String| {
        let binding = name_index.resolve(title, None);
        let own = binding.is_ok_and(|binding| {
            let factor = binding.factor.unwrap_or(Number::one());
            binding.variable == ix && binding.period.is_none() && factor == Number::one()
        });
        own && ColumnRole::of(&normalize(title)).is_none()
    };
    let mut titles = [with_unit, name.to_owned()].into_iter();
    titles
        .find(is_read_back)
        .unwrap_or_else(|| variable.id.clone())
}

fn entry(plan: &Plan, variable: &Variable, lang: Lang) -> FormEntry {
    let not_applicable = Text::new("不适用", "n/a").get(lang).to_owned();
    let not_applicable = variable.may_not_apply.then_some(not_applicable);
    match variable.scale {
        Some(scale) => FormEntry::Words(words(&plan[scale], not_applicable, lang)),
        None => FormEntry::Figure {
            range: variable.range.clone(),
            decimals: variable.decimals,
            percent: variable.unit.zh == "%" || variable.unit.en == "%",
            not_applicable,
        },
    }
}

/// A word for each grade of a scale, the best first: its name, or the first word that means it.
fn words(scale: &Scale, not_applicable: Option<String>, lang: Lang) -> Vec<String> {
    let lookup = ScaleLookup::new(scale, &Notation::default());
    let may_not_apply = not_applicable.is_some();
    let answer = |word: &str| lookup.slow(word, may_not_apply, &Notation::default()).0;
    let grades = scale.grades.iter().enumerate().rev();
    let word = |(at, grade): (usize, &crate::plan::Grade)| {
        let own = PackedAnswer::grade(at);
        let name = grade.name.get(lang);
        let mut words = [name]
            .into_iter()
            .chain(grade.words.iter().map(String::as_str));
        words.find(|word| answer(word) == own).map(str::to_owned)
    };
    grades.filter_map(word).chain(not_applicable).collect()
}

/// The titles of the columns that say whose and of when a row is: code, name, year; with `open`, for units that no roster
/// names, also level and parent.
pub fn form_key(lang: Lang, open: bool) -> Vec<String> {
    let words = [
        Text::new("代码", "code"),
        Text::new("名称", "name"),
        Text::new("层级", "level"),
        Text::new("上级", "parent"),
        Text::new("年份", "year"),
    ];
    let kept = words
        .iter()
        .enumerate()
        .filter(|(at, _)| open || !matches!(at, 2 | 3));
    kept.map(|(_, word)| word.get(lang).to_owned()).collect()
}
