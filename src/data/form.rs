//! The titles of a form: a blank table to be filled in, which is read back as it was meant.

use super::column_role::ColumnRole;
use super::header::NameIndex;
use crate::i18n::{Lang, Text, normalize};
use crate::number::Number;
use crate::plan::{LevelIx, Plan, Variable, VariableIx};

/// The titles of the columns for the variables of a level, in the order of the plan: the name with its unit, where a header
/// with it names the variable; else the name alone, or the id.
pub fn form_titles(plan: &Plan, level: LevelIx, lang: Lang) -> Vec<String> {
    let name_index = NameIndex::new(plan);
    let of_level = plan
        .variables()
        .filter(|(_, variable)| variable.level == level);
    of_level
        .map(|(ix, variable)| title(&name_index, ix, variable, lang))
        .collect()
}

fn title(name_index: &NameIndex<'_>, ix: VariableIx, variable: &Variable, lang: Lang) -> String {
    let (name, unit) = (variable.name.get(lang), variable.unit.get(lang));
    let with_unit = match (unit, lang) {
        ("", _) => name.to_owned(),
        (unit, Lang::Zh) => format!("{name}（{unit}）"),
        (unit, Lang::En) => format!("{name} ({unit})"),
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
