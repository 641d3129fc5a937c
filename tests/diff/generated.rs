//! Random states: a plan, a roster, decisions, and figures that another state has in part, in part otherwise, in part not.

use kaoping::internals::plan::{Plan, VariableIx, load};
use kaoping::internals::source::{Folder, Memory, TextFile};
use std::collections::BTreeMap;

const PLAN: &str = include_str!("../verdicts/plan.toml");

/// The years of the plan and the one before.
const YEARS: std::ops::RangeInclusive<i32> = 2010..=2013;

/// Random numbers, the same in each run.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        // The generator of Knuth's MMIX; its high bits are the better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// True in `per_cent` of a hundred cases.
    pub fn is(&mut self, per_cent: u64) -> bool {
        self.below(100) < per_cent
    }
}

/// What one row says of an observation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub value: String,
    pub kind: &'static str,
    pub as_of: &'static str,
    pub source: &'static str,
}

/// A variable, a unit and a period.
pub type Key = (String, String, String);

/// Figures by observation.
pub type Sent = BTreeMap<Key, Vec<Entry>>;

/// A state.
#[derive(Clone)]
pub struct World {
    pub plan: String,
    pub roster: &'static str,
    pub decisions: String,
    pub figures: Sent,
    pub year: i32,
    pub as_of: Option<&'static str>,
}

/// Rosters of the city and its districts: as they are, with a merger, without a district, under another name.
const ROSTERS: [&str; 4] = [
    "C,C,city,,,,\nD1,One,district,C,,,\nD2,Two,district,C,,,\nD3,Three,district,C,,,\n",
    "C,C,city,,,,\nD1,One,district,C,,,\nD2,Two,district,C,,,\nD3,Three,district,C,,2011,D2\n",
    "C,C,city,,,,\nD1,One,district,C,,,\nD2,Two,district,C,,,\n",
    "C,C,city,,,,\nD1,Uno,district,C,,,\nD2,Two,district,C,,,\nD3,Three,district,C,2012,,\n",
];

/// The plan of some files.
pub fn plan(text: &str) -> Option<Plan> {
    let file = TextFile {
        path: "plan/plan.toml".into(),
        text: text.to_owned(),
    };
    load(&[file]).ok().map(|loaded| loaded.plan)
}

/// Two states.
pub fn pair(chance: &mut Chance) -> [World; 2] {
    let known = plan(PLAN).expect("the plan is valid");
    let old = World {
        plan: PLAN.to_owned(),
        roster: ROSTERS[0],
        decisions: String::new(),
        figures: figures(&known, chance),
        year: 2012,
        as_of: None,
    };
    let new = World {
        plan: match chance.is(50) {
            true => other_plan(chance),
            false => PLAN.to_owned(),
        },
        roster: ROSTERS[match chance.is(50) {
            true => chance.below(4) as usize,
            false => 0,
        }],
        decisions: match chance.is(40) {
            true => decisions(&known, chance),
            false => String::new(),
        },
        figures: changed(&known, &old.figures, chance),
        year: if chance.is(30) { 2013 } else { 2012 },
        as_of: chance.is(20).then_some("2012"),
    };
    match chance.is(50) {
        true => [old, new],
        false => [new, old],
    }
}

/// The plan with other thresholds, and at times another variable in the place of one.
fn other_plan(chance: &mut Chance) -> String {
    let mut text = String::new();
    for line in PLAN.split_inclusive('\n') {
        let mut line = line.to_owned();
        for n in 1..=3u64 {
            let (from, to) = (
                format!("at-least = {n},"),
                format!("at-least = {},", 1 + chance.below(3)),
            );
            if chance.is(40) && line.contains(&from) {
                line = line.replace(&from, &to);
                break;
            }
        }
        if chance.is(20) {
            line = line.replace("{ value = \"a\" }", "{ value = \"b\" }");
        }
        text += &line;
    }
    match plan(&text) {
        Some(_) => text,
        None => PLAN.to_owned(),
    }
}

/// Waivers, or a tolerance for sums.
fn decisions(plan: &Plan, chance: &mut Chance) -> String {
    if chance.is(30) {
        let rule = "variable = \"a\"\ntolerance = 0.5\nstands = \"members\"\nwhy = \"w\"\n";
        return format!("[[reconcile]]\n{rule}");
    }
    let some = plan.indicators.iter().filter(|_| chance.is(15));
    let ids: Vec<&str> = some.map(|indicator| &*indicator.id).collect();
    let waiver = |id: &str| {
        format!(
            "[[waiver]]\nindicator = \"{id}\"\nunit = \"D1\"\nfrom = 2012\nuntil = 2013\n\
             date = \"2012-01-05\"\nwhy = \"w\"\n"
        )
    };
    ids.into_iter().map(waiver).collect()
}

/// The units of a level: those of the first roster, and communities that no roster names.
fn units(level: &str) -> &'static [&'static str] {
    match level {
        "city" => &["C"],
        "district" => &["D1", "D2", "D3"],
        _ => &["D1-0", "D1-1", "D2-0"],
    }
}

/// Whose figures may be sent of a variable, by unit.
fn keys(plan: &Plan) -> Vec<(VariableIx, Key)> {
    let mut keys = Vec::new();
    for (ix, variable) in plan.variables() {
        for unit in units(&plan[variable.level].id) {
            for year in YEARS {
                let key = (variable.id.clone(), (*unit).to_owned(), year.to_string());
                keys.push((ix, key));
            }
        }
        // A figure of the city beside those of its districts, and one for several years together.
        if plan[variable.level].id == "district" {
            keys.push((ix, (variable.id.clone(), "C".to_owned(), "2012".to_owned())));
            let span = "2011-2012".to_owned();
            keys.push((ix, (variable.id.clone(), "D1".to_owned(), span)));
        }
    }
    keys
}

fn figures(plan: &Plan, chance: &mut Chance) -> Sent {
    let mut sent = Sent::new();
    for (variable, key) in keys(plan) {
        let usual = key.1 != "C" || plan[plan[variable].level].id == "city";
        if chance.is(if usual && !key.2.contains('-') { 85 } else { 5 }) {
            sent.insert(key, entries(plan, variable, chance));
        }
    }
    sent
}

/// The figures of the other state: mostly the same.
fn changed(plan: &Plan, old: &Sent, chance: &mut Chance) -> Sent {
    let (restated, added, withdrawn) = (chance.below(15), chance.below(30), chance.below(8));
    let mut sent = old.clone();
    for (variable, key) in keys(plan) {
        match sent.contains_key(&key) {
            true if chance.is(restated) => {
                sent.insert(key, entries(plan, variable, chance));
            }
            true if chance.is(withdrawn) => {
                sent.remove(&key);
            }
            false if chance.is(added) => {
                sent.insert(key, entries(plan, variable, chance));
            }
            _ => {}
        }
    }
    sent
}

/// What is sent of an observation: a figure, at times two that differ, one of a later date, a planned one, or a blank.
fn entries(plan: &Plan, variable: VariableIx, chance: &mut Chance) -> Vec<Entry> {
    let entry = |value, kind, as_of| Entry {
        value,
        kind,
        as_of,
        source: "",
    };
    let first = value(plan, variable, chance);
    match chance.below(20) {
        0 => vec![entry(String::new(), "actual", "")],
        1 => vec![
            entry(first, "actual", ""),
            entry(value(plan, variable, chance), "actual", ""),
        ],
        2 => vec![
            entry(first, "actual", "2012-03-01"),
            entry(value(plan, variable, chance), "actual", "2013-06-01"),
        ],
        3 => vec![entry(first, "planned", "")],
        4 => vec![Entry {
            source: "a letter",
            ..entry(first, "actual", "")
        }],
        5 => vec![entry("never".to_owned(), "actual", "")],
        _ => vec![entry(first, "actual", "")],
    }
}

/// A value as it is written: a number in the variable's range, at times a limit; a word of its scale.
fn value(plan: &Plan, variable: VariableIx, chance: &mut Chance) -> String {
    let definition = &plan[variable];
    if definition.may_not_apply && chance.is(10) {
        return "—".to_owned();
    }
    if let Some(scale) = definition.scale {
        let grades = &plan[scale].grades;
        return grades[chance.below(grades.len() as u64) as usize].words[0].clone();
    }
    let end = |n: Option<&kaoping::internals::number::Number>| n.and_then(|n| n.to_scaled(0));
    let range = &definition.range;
    let (lo, hi) = (end(range.lo().number()), end(range.hi().number()));
    let (lo, hi) = (lo.unwrap_or(0) as u64, hi.unwrap_or(3) as u64);
    let n = lo + chance.below(hi - lo + 1);
    match chance.below(30) {
        0 => format!("近{hi}"),
        1 => format!("{lo}以上"),
        _ => n.to_string(),
    }
}

impl World {
    /// Its data set: the rows in `files` files, in an order that `turn` decides.
    pub fn folder(&self, name: &str, files: usize, turn: usize) -> Folder {
        let head = "unit,level,parent,period,variable,value,kind,as-of,source\n";
        let mut texts = vec![head.to_owned(); files];
        let mut rows: Vec<String> = self.figures.iter().flat_map(rows_of).collect();
        if !rows.is_empty() {
            let by = turn % rows.len();
            rows.rotate_left(by);
        }
        for (at, row) in rows.iter().enumerate() {
            texts[at % files].push_str(row);
        }
        let declared = format!(
            "[[file]]\npath = \"units.csv\"\nroster = true\n{}",
            self.decisions
        );
        let units = format!("code,name,level,parent,from,until,into\n{}", self.roster);
        let mut all = vec![
            ("data.toml".to_owned(), declared.into_bytes()),
            ("units.csv".to_owned(), units.into_bytes()),
        ];
        let figures = texts.into_iter().enumerate();
        all.extend(figures.map(|(at, text)| (format!("{at}.csv"), text.into_bytes())));
        Folder::Memory(Memory::new(name, all))
    }
}

/// The rows of an observation.
fn rows_of(((variable, unit, period), entries): (&Key, &Vec<Entry>)) -> Vec<String> {
    let (level, parent) = match unit.split_once('-') {
        Some((district, _)) => ("community", district),
        None if unit == "C" => ("city", ""),
        None => ("district", "C"),
    };
    let row = |entry: &Entry| {
        let Entry {
            value,
            kind,
            as_of,
            source,
        } = entry;
        format!("{unit},{level},{parent},{period},{variable},{value},{kind},{as_of},{source}\n")
    };
    entries.iter().map(row).collect()
}
