//! Which variable a header, or a long file's cell, speaks of.

use super::words::{conversion, normalize};
use crate::number::Number;
use crate::observation::Period;
use crate::plan::{ChecklistIx, Plan, VariableIx};
use hashbrown::HashMap;

/// All names of a plan's variables.
pub struct NameIndex<'p> {
    plan: &'p Plan,
    ids: HashMap<String, VariableIx>,
    words: HashMap<String, Vec<VariableIx>>,
    /// Names of items, good where a file is known to hold the checklist.
    items: HashMap<(ChecklistIx, String), Vec<VariableIx>>,
}

/// What a header says of the figures below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnBinding {
    pub variable: VariableIx,
    pub period: Option<Period>,
    /// What the figures are multiplied by.
    pub factor: Option<Number>,
}

/// What data.toml says of a column that holds a variable.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// The variable's id or any of its names; the title's own words where none is given.
    pub word: Option<&'a str>,
    pub period: Option<Period>,
    pub factor: Option<&'a Number>,
}

/// Why a header means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    Unknown,
    Ambiguous(Vec<VariableIx>),
    /// The unit in brackets can't be turned into the variable's.
    Unit(VariableIx, String),
}

impl<'p> NameIndex<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        let mut name_index = NameIndex {
            plan,
            ids: HashMap::new(),
            words: HashMap::new(),
            items: HashMap::new(),
        };
        for (ix, variable) in plan.variables() {
            name_index.ids.entry(normalize(&variable.id)).or_insert(ix);
            for word in [&variable.id, &variable.name.zh, &variable.name.en]
                .into_iter()
                .chain(&variable.aliases)
            {
                learn(name_index.words.entry(normalize(word)).or_default(), ix);
            }
        }
        for (at, checklist) in plan.checklists.iter().enumerate() {
            let list = ChecklistIx(at as u32);
            for item in &checklist.items {
                let aliases = &plan[item.variable].aliases;
                for word in [&item.id, &item.name.zh, &item.name.en]
                    .into_iter()
                    .chain(aliases)
                {
                    let key = (list, normalize(word));
                    learn(name_index.items.entry(key).or_default(), item.variable);
                }
            }
        }
        name_index
    }

    /// What a header or a long file's cell means; items of `checklist` may go by their bare ids.
    pub fn meaning(
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
                [variable] => return self.settle(*variable, period, unit),
                several => return Err(HeaderError::Ambiguous(several.to_vec())),
            }
            let (shorter, taken) = peel(&rest).ok_or(HeaderError::Unknown)?;
            match taken {
                Taken::Period(found) if period.is_none() => period = Some(found),
                Taken::Unit(found) if unit.is_none() => unit = Some(found),
                Taken::Number => {}
                _ => return Err(HeaderError::Unknown),
            }
            rest = shorter;
        }
    }

    /// What a column means that data.toml speaks of; what it leaves out, the title says.
    pub fn declared(
        &self,
        title: &str,
        declared: Declared<'_>,
        checklist: Option<ChecklistIx>,
    ) -> Result<ColumnBinding, HeaderError> {
        let mut meaning = match declared.word {
            Some(word) => self.meaning(word, checklist)?,
            None => match self.meaning(title, checklist) {
                Err(HeaderError::Unit(variable, _)) if declared.factor.is_some() => ColumnBinding {
                    variable,
                    period: None,
                    factor: None,
                },
                meaning => meaning?,
            },
        };
        let (period, unit) = self.around(title, meaning.variable, checklist);
        meaning.period = declared.period.or(meaning.period).or(period);
        if let Some(factor) = declared.factor {
            meaning.factor = Some(factor.clone());
        } else if let (Some(unit), None) = (unit, &meaning.factor) {
            return self.settle(meaning.variable, meaning.period, Some(unit));
        }
        Ok(meaning)
    }

    /// The period and the unit in brackets that stand around a title's name.
    fn around(
        &self,
        title: &str,
        variable: VariableIx,
        checklist: Option<ChecklistIx>,
    ) -> (Option<Period>, Option<String>) {
        let (mut period, mut unit) = (None, None);
        let mut rest = normalize(title);
        while !self.lookup(&rest, checklist).contains(&variable) {
            let Some((shorter, taken)) = peel(&rest) else {
                break;
            };
            match taken {
                Taken::Period(found) => period = period.or(Some(found)),
                Taken::Unit(found) => unit = unit.or(Some(found)),
                Taken::Number => {}
            }
            rest = shorter;
        }
        (period, unit)
    }

    /// Every word that a header may be, for suggestions.
    pub fn words(&self) -> impl Iterator<Item = &'p str> {
        let plan = self.plan;
        plan.variables.iter().flat_map(|variable| {
            [&variable.id, &variable.name.zh, &variable.name.en]
                .into_iter()
                .chain(&variable.aliases)
                .map(String::as_str)
        })
    }

    fn lookup(&self, folded: &str, checklist: Option<ChecklistIx>) -> &[VariableIx] {
        if let Some(items) = checklist.and_then(|list| self.items.get(&(list, folded.to_owned()))) {
            return items;
        }
        // An id is unique and comes before names, which may not be.
        match self.ids.get(folded) {
            Some(variable) => std::slice::from_ref(variable),
            None => self.words.get(folded).map_or(&[], Vec::as_slice),
        }
    }

    fn settle(
        &self,
        variable: VariableIx,
        period: Option<Period>,
        unit: Option<String>,
    ) -> Result<ColumnBinding, HeaderError> {
        let factor = match unit {
            None => None,
            Some(unit) => match conversion(&unit, &self.plan[variable]) {
                None => return Err(HeaderError::Unit(variable, unit)),
                Some(one) if one == Number::one() => None,
                Some(factor) => Some(factor),
            },
        };
        Ok(ColumnBinding {
            variable,
            period,
            factor,
        })
    }
}

fn learn(known: &mut Vec<VariableIx>, variable: VariableIx) {
    if !known.contains(&variable) {
        known.push(variable);
    }
}

enum Taken {
    Period(Period),
    Unit(String),
    /// A number before an item's name.
    Number,
}

/// Takes one thing off a folded header that is no part of the variable's name: `(万人)`, ` 2011年`, `@2011`, `2011年`, `8.`.
fn peel(header: &str) -> Option<(String, Taken)> {
    if let Some((name, inner)) = header.strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        let taken = match Period::parse(inner) {
            Some(period) => Taken::Period(period),
            None => Taken::Unit(inner.trim().to_owned()),
        };
        return Some((name.trim_end().to_owned(), taken));
    }
    peel_period_behind(header)
        .or_else(|| peel_period_before(header))
        .or_else(|| peel_number(header))
}

fn in_period(c: char) -> bool {
    c.is_ascii_digit() || "年末底至-–—~～".contains(c)
}

fn peel_period_behind(header: &str) -> Option<(String, Taken)> {
    let name = header.trim_end_matches(in_period);
    let period = Period::parse(&header[name.len()..])?;
    let bare = name.trim_end_matches([' ', '@', '_', '/', ':', '·', ',']);
    let marked = bare.len() < name.len() || header.ends_with(['年', '末', '底']);
    (marked && !bare.is_empty()).then(|| (bare.to_owned(), Taken::Period(period)))
}

fn peel_period_before(header: &str) -> Option<(String, Taken)> {
    let name = header.trim_start_matches(in_period);
    let front = &header[..header.len() - name.len()];
    let period = Period::parse(front)?;
    let bare = name.trim_start_matches([' ', '@', '_', '/', ':', '·']);
    let marked = bare.len() < name.len() || front.ends_with(['年', '末', '底']);
    (marked && !bare.is_empty()).then(|| (bare.to_owned(), Taken::Period(period)))
}

fn peel_number(header: &str) -> Option<(String, Taken)> {
    let rest = header.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches(['.', '、', ')', ' ', ':']);
    let numbered = rest.len() < header.len() && name.len() < rest.len() && !name.is_empty();
    numbered.then(|| (name.to_owned(), Taken::Number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fixtures::plan_of;

    fn says(header: &str) -> String {
        let plan = plan_of(&[("residents", "常住人口", "人"), ("funds", "资金", "万元")]);
        shown(&plan, NameIndex::new(&plan).meaning(header, None))
    }

    fn shown(plan: &Plan, meaning: Result<ColumnBinding, HeaderError>) -> String {
        match meaning {
            Ok(meaning) => {
                let id = &plan[meaning.variable].id;
                let period = meaning.period.map_or(String::new(), |p| format!(" @{p}"));
                let factor = meaning.factor.map_or(String::new(), |f| format!(" ×{f}"));
                format!("{id}{period}{factor}")
            }
            Err(HeaderError::Unit(_, unit)) => format!("unit {unit}"),
            Err(puzzle) => format!("{puzzle:?}"),
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
            ("常住人口（户）", "unit 户"),
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
