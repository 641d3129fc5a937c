//! Finds the variable that a header, or a cell of a long file, names.

use super::affix::{Affix, strip_affix};
use crate::data::cell::measure_unit::{ConversionError, ReadUnit, conversion};
use crate::data::cell::{Notation, ScaleLookup};
use crate::i18n::{normalize, normalized};
use crate::number::Number;
use crate::observation::{PackedAnswer, Period};
use crate::plan::{ChecklistIx, Plan, VariableIx};
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;

/// The variables of a plan by all their names.
pub struct NameIndex<'p> {
    plan: &'p Plan,
    names: Names<'p>,
}

/// What normalized names mean.
#[derive(Default)]
struct Names<'p> {
    ids: HashMap<Cow<'p, str>, VariableIx>,
    words: HashMap<Cow<'p, str>, Meant>,
    /// By checklist: items by their names, for files that are declared to hold it.
    items: Vec<HashMap<Cow<'p, str>, Meant>>,
    /// Each unit of measurement in which figures may be given.
    measured: Vec<[ReadUnit; 2]>,
}

/// The variables that a name means: nearly always one.
enum Meant {
    One(VariableIx),
    Several(Vec<VariableIx>),
}

impl Meant {
    fn variables(&self) -> &[VariableIx] {
        match self {
            Meant::One(variable) => std::slice::from_ref(variable),
            Meant::Several(variables) => variables,
        }
    }
}

/// What the figures of a column, or of a row of a long file, are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnBinding {
    /// The variable.
    pub variable: VariableIx,
    /// The period that the header gives; `None` if it gives none.
    pub period: Option<Period>,
    /// What figures are multiplied by; `None` if they are in the variable's unit.
    pub factor: Option<Number>,
    /// Whether the header or data.toml says in which unit the figures are.
    pub has_unit: bool,
}

/// What data.toml declares about a column that holds a variable.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// The variable's id or any of its names; `None` if the header names it.
    pub word: Option<&'a str>,
    /// The period; `None` if none is declared.
    pub period: Option<Period>,
    /// What figures are multiplied by; `None` if nothing is declared.
    pub factor: Option<&'a Number>,
}

/// Why a header is not resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// It names no variable.
    Unknown,
    /// It names several variables.
    Ambiguous(Vec<VariableIx>),
    /// The unit of measurement in brackets can't be converted to the variable's.
    Unit(VariableIx, String),
    /// The unit in brackets may be the variable's or a multiple of it.
    UnitInDoubt(VariableIx, String),
}

impl<'p> NameIndex<'p> {
    /// The variables of a plan.
    pub fn new(plan: &'p Plan) -> Self {
        NameIndex {
            plan,
            names: Names::of(plan),
        }
    }

    /// What a header, or a cell of a long file, names; items of `checklist` may be named by their bare ids.
    pub fn resolve(
        &self,
        written: &str,
        checklist: Option<ChecklistIx>,
    ) -> Result<ColumnBinding, HeaderError> {
        let mut rest = normalize(written);
        let mut period = None;
        let mut unit = None;
        loop {
            match self.lookup(&rest, checklist) {
                [] => {}
                [variable] => return self.bind(*variable, period, unit),
                several => return Err(HeaderError::Ambiguous(several.to_vec())),
            }
            let (shorter, affix) = strip_affix(&rest).ok_or(HeaderError::Unknown)?;
            match affix {
                Affix::Period(found) if period.is_none() => {
                    let found = found.within(self.plan.year_starts);
                    period = Some(found.ok_or(HeaderError::Unknown)?);
                }
                Affix::Unit(found) if unit.is_none() => unit = Some(found),
                Affix::Number => {}
                _ => return Err(HeaderError::Unknown),
            }
            rest = shorter;
        }
    }

    /// What a column with a declaration in data.toml names. What is not declared is taken from the header.
    pub fn declared(
        &self,
        title: &str,
        declared: Declared<'_>,
        checklist: Option<ChecklistIx>,
    ) -> Result<ColumnBinding, HeaderError> {
        let mut binding = match declared.word {
            Some(word) => self.resolve(word, checklist)?,
            None => match self.resolve(title, checklist) {
                Err(HeaderError::Unit(variable, _) | HeaderError::UnitInDoubt(variable, _))
                    if declared.factor.is_some() =>
                {
                    ColumnBinding {
                        variable,
                        period: None,
                        factor: None,
                        has_unit: true,
                    }
                }
                binding => binding?,
            },
        };
        let (period, unit) = self.around(title, binding.variable, checklist);
        binding.period = declared.period.or(binding.period).or(period);
        if let Some(factor) = declared.factor {
            binding.factor = Some(factor.clone());
            binding.has_unit = true;
        } else if let (Some(unit), None) = (unit, &binding.factor) {
            return self.bind(binding.variable, binding.period, Some(unit));
        }
        Ok(binding)
    }

    /// The period and the unit in brackets beside a variable's name in a header.
    fn around(
        &self,
        title: &str,
        variable: VariableIx,
        checklist: Option<ChecklistIx>,
    ) -> (Option<Period>, Option<String>) {
        let (mut period, mut unit) = (None, None);
        let mut rest = normalize(title);
        while !self.lookup(&rest, checklist).contains(&variable) {
            let Some((shorter, affix)) = strip_affix(&rest) else {
                break;
            };
            match affix {
                Affix::Period(found) => period = period.or(Some(found)),
                Affix::Unit(found) => unit = unit.or(Some(found)),
                Affix::Number => {}
            }
            rest = shorter;
        }
        (period, unit)
    }

    /// Whether a normalized word is a unit of measurement in which the figures of some variable may be given.
    pub fn is_unit(&self, word: &str) -> bool {
        let word = ReadUnit::of(word);
        let mut measured = self.names.measured.iter();
        measured.any(|unit| word.conversion(unit).is_ok())
    }

    /// Whether the figures of the variable that a title names may be given in a unit of measurement.
    pub fn fits(&self, written: &str, unit: &str, checklist: Option<ChecklistIx>) -> bool {
        let binding = self.resolve(written, checklist);
        binding.is_ok_and(|binding| conversion(unit, &self.plan[binding.variable]).is_ok())
    }

    /// Whether a title, or a cell of a long file, names a variable whose values are figures.
    pub fn is_figure(&self, written: &str, checklist: Option<ChecklistIx>) -> bool {
        let binding = self.resolve(written, checklist);
        binding.is_ok_and(|binding| self.plan[binding.variable].scale.is_none())
    }

    /// All names of variables, for suggestions.
    pub fn words(&self) -> impl Iterator<Item = &'p str> {
        let plan = self.plan;
        plan.variables.iter().flat_map(|variable| {
            [&variable.id, &variable.name.zh, &variable.name.en]
                .into_iter()
                .chain(&variable.aliases)
                .map(String::as_str)
        })
    }

    fn lookup(&self, normalized: &str, checklist: Option<ChecklistIx>) -> &[VariableIx] {
        let names = &self.names;
        let items = checklist.and_then(|list| names.items[list.0 as usize].get(normalized));
        if let Some(items) = items {
            return items.variables();
        }
        // An id is unique and takes precedence over names, which may be ambiguous.
        match names.ids.get(normalized) {
            Some(variable) => std::slice::from_ref(variable),
            None => names.words.get(normalized).map_or(&[], Meant::variables),
        }
    }

    /// Whether what stands in brackets behind a variable's name lists answers to it: `是/否`.
    fn lists_answers(&self, listed: &str, variable: VariableIx) -> bool {
        let variable = &self.plan[variable];
        let Some(scale) = variable.scale else {
            return false;
        };
        let lookup = ScaleLookup::new(&self.plan[scale], &Notation::default());
        let mut words = listed.split(['/', '、', ',', ';', '|']);
        words.all(|word| {
            let answer = lookup.fast(word.trim().as_bytes(), variable.may_not_apply);
            answer.is_some_and(|answer| answer != PackedAnswer::BLANK)
        })
    }

    fn bind(
        &self,
        variable: VariableIx,
        period: Option<Period>,
        unit: Option<String>,
    ) -> Result<ColumnBinding, HeaderError> {
        let lists_answers = |unit: &String| self.lists_answers(unit, variable);
        let unit = unit.filter(|unit| !lists_answers(unit));
        let has_unit = unit.is_some();
        let factor = match unit {
            None => None,
            Some(unit) => match conversion(&unit, &self.plan[variable]) {
                Err(ConversionError::Other) => return Err(HeaderError::Unit(variable, unit)),
                Err(ConversionError::InDoubt) => {
                    return Err(HeaderError::UnitInDoubt(variable, unit));
                }
                Ok(one) if one == Number::one() => None,
                Ok(factor) => Some(factor),
            },
        };
        Ok(ColumnBinding {
            variable,
            period,
            factor,
            has_unit,
        })
    }
}

impl<'p> Names<'p> {
    fn of(plan: &'p Plan) -> Names<'p> {
        let mut names = Names {
            words: HashMap::with_capacity(4 * plan.variables.len()),
            ..Names::default()
        };
        let mut units = HashSet::new();
        for (ix, variable) in plan.variables() {
            names.ids.entry(normalized(&variable.id)).or_insert(ix);
            if variable.scale.is_none() && units.insert((&variable.unit.zh, &variable.unit.en)) {
                names.measured.push(ReadUnit::of_variable(variable));
            }
            let words = [&variable.id, &variable.name.zh, &variable.name.en];
            for word in words.into_iter().chain(&variable.aliases) {
                add_once(&mut names.words, word, ix);
            }
        }
        for checklist in &plan.checklists {
            let mut items = HashMap::with_capacity(4 * checklist.items.len());
            for item in &checklist.items {
                let aliases = &plan[item.variable].aliases;
                let words = [&item.id, &item.name.zh, &item.name.en];
                for word in words.into_iter().chain(aliases) {
                    add_once(&mut items, word, item.variable);
                }
            }
            names.items.push(items);
        }
        names
    }
}

fn add_once<'p>(known: &mut HashMap<Cow<'p, str>, Meant>, word: &'p str, variable: VariableIx) {
    match known.entry(normalized(word)) {
        Entry::Vacant(free) => {
            free.insert(Meant::One(variable));
        }
        Entry::Occupied(mut meant) if !meant.get().variables().contains(&variable) => {
            let several = [meant.get().variables(), &[variable]].concat();
            meant.insert(Meant::Several(several));
        }
        Entry::Occupied(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fixtures::plan_of;

    fn says(header: &str) -> String {
        let plan = plan_of(&[("residents", "常住人口", "人"), ("funds", "资金", "万元")]);
        shown(&plan, NameIndex::new(&plan).resolve(header, None))
    }

    fn shown(plan: &Plan, binding: Result<ColumnBinding, HeaderError>) -> String {
        match binding {
            Ok(binding) => {
                let id = &plan[binding.variable].id;
                let period = binding.period.map_or(String::new(), |p| format!(" @{p}"));
                let factor = binding.factor.map_or(String::new(), |f| format!(" ×{f}"));
                format!("{id}{period}{factor}")
            }
            Err(HeaderError::Unit(_, unit)) => format!("unit {unit}"),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn what_data_toml_leaves_out_the_title_says() {
        let plan = plan_of(&[("res", "人口", "人"), ("area", "面积(净)", "平方米")]);
        let name_index = NameIndex::new(&plan);
        let factor = Number::from(7);
        for (title, word, factor, expected) in [
            ("常住人口（万人）", Some("res"), None, "res ×10000"),
            ("常住人口（万人）", Some("res"), Some(&factor), "res ×7"),
            ("常住人口（户）", Some("res"), None, "unit 户"),
            ("常住人口（户）", Some("res"), Some(&factor), "res ×7"),
            ("人口（户）2011年", None, Some(&factor), "res @2011 ×7"),
            (
                "常住人口2011年（万名）",
                Some("res"),
                None,
                "res @2011 ×10000",
            ),
            ("resident_2011_10k", Some("res"), None, "res"),
            ("面积（净）", Some("area"), None, "area"),
        ] {
            let declared = Declared {
                word,
                period: None,
                factor,
            };
            let found = shown(&plan, name_index.declared(title, declared, None));
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn headers_as_they_are_written() {
        for (header, expected) in [
            ("residents", "residents"),
            (" Residents ", "residents"),
            ("\u{feff}常住人口", "residents"),
            ("常住人口（万人）", "residents ×10000"),
            ("常住人口(亿)", "residents ×100000000"),
            ("常住人口（千人）", "residents ×1000"),
            ("常住人口（百人）", "residents ×100"),
            ("常住人口（人）", "residents"),
            ("常住人口[万人]", "residents ×10000"),
            ("常住人口【单位：万人】", "residents ×10000"),
            ("常住人口（户）", "unit 户"),
            ("资金（万）", "UnitInDoubt(VariableIx(1), \"万\")"),
            ("资金（元）", "funds ×0.0001"),
            ("资金(亿元)", "funds ×10000"),
            ("常住人口 2011年", "residents @2011"),
            ("常住人口2011年", "residents @2011"),
            ("2011年常住人口（万人）", "residents @2011 ×10000"),
            ("常住人口（万人）2011年", "residents @2011 ×10000"),
            ("常住人口（2011-2014）", "residents @2011-2014"),
            ("residents@2011", "residents @2011"),
            ("residents@2011-2014", "residents @2011-2014"),
            ("8.常住人口", "residents"),
            ("08、常住人口", "residents"),
            ("人口", "Unknown"),
            ("residents@11", "Unknown"),
            ("常住人口 2011年 2012年", "Unknown"),
            ("", "Unknown"),
        ] {
            assert_eq!(says(header), expected, "{header}");
        }
    }
}
