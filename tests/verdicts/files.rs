//! Worlds as files, read as any data set is.

use crate::world::{Known, Source, Truth, World, Worlds, district_of, roster};
use kaoping::internals::crosscheck::crosscheck;
use kaoping::internals::data;
use kaoping::internals::finding::{Findings, Severity};
use kaoping::internals::index::VariableIx;
use kaoping::internals::number::Number;
use kaoping::internals::observation::Figures;
use kaoping::internals::source::Folder;
use kaoping::internals::tally::{Question, count};
use std::fmt::Write;
use std::fs;

const MANIFEST: &str = r#"
[[file]]
path = "units.csv"
roster = true
"#;

/// A folder that one world after the other is written to.
pub struct Desk<'a> {
    pub worlds: Worlds<'a>,
    folder: tempfile::TempDir,
}

impl<'a> Desk<'a> {
    pub fn new(worlds: Worlds<'a>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut units = String::from("code,name,level,parent,from,until,into\n");
        for unit in roster() {
            let level = &worlds.plan.levels[unit.level].id;
            let year = |year: Option<i32>| year.map_or(String::new(), |year| year.to_string());
            let (from, until) = (year(unit.from), year(unit.until));
            let (code, parent, into) = (&unit.code, unit.parent.unwrap_or(""), unit.into);
            let line = format!("{code},{code}x,{level},{parent},{from},{until},{into}\n");
            units.push_str(&line);
        }
        let desk = Desk { worlds, folder };
        desk.write("units.csv", &units);
        desk.write("data.toml", MANIFEST);
        desk
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// Writes a world.
    pub fn lay_out(&self, world: &World) {
        let (one, other) = self.files(world);
        self.write("one.csv", &one);
        self.write("other.csv", &other);
    }

    /// Two files: a cell that is known between two ends stands in both.
    pub fn files(&self, world: &World) -> (String, String) {
        let mut files = [(); 2].map(|()| String::from("unit,level,parent,period,variable,value\n"));
        for fact in &world.facts {
            let text = |n: i64| self.text(fact.variable, n);
            let (one, other) = match (fact.known, fact.truth) {
                (Known::Nothing, _) => continue,
                (Known::Blank, _) => (String::new(), None),
                (Known::Exactly, Truth::NotApplicable) => ("—".to_owned(), None),
                (Known::Exactly, Truth::Is(n)) => (text(n), None),
                (Known::Between(a, b), _) => (text(a), Some(text(b))),
                (Known::Below(n), _) => (format!("近{}", text(n)), None),
                (Known::AtLeast(n), _) => (format!("{}以上", text(n)), None),
            };
            let head = self.head(fact.variable, &fact.unit, &fact.year.to_string());
            writeln!(files[0], "{head},{one}").expect("a line");
            if let Some(other) = other {
                writeln!(files[1], "{head},{other}").expect("a line");
            }
        }
        for derived in &world.derived {
            let variable = match derived.from {
                Source::Ratio(_, _, variable) => variable,
                Source::Years(variable) | Source::Members(variable) => variable,
            };
            let head = self.head(variable, &derived.unit, &derived.period.to_string());
            writeln!(files[0], "{head},{}", derived.text).expect("a line");
        }
        files.into()
    }

    fn head(&self, variable: VariableIx, unit: &str, period: &str) -> String {
        let plan = self.worlds.plan;
        let units = roster();
        let (level, parent) = match units.iter().find(|known| known.code == unit) {
            Some(known) => (known.level, known.parent.unwrap_or("")),
            None => (2, district_of(unit)),
        };
        let (level, id) = (&plan.levels[level].id, &plan[variable].id);
        format!("{unit},{level},{parent},{period},{id}")
    }

    fn text(&self, variable: VariableIx, n: i64) -> String {
        match self.worlds.word(variable, n) {
            Some(word) => word.to_owned(),
            None => {
                let decimals = self.worlds.plan[variable].decimals;
                Number::scaled(n.into(), decimals).fixed(decimals)
            }
        }
    }

    /// Reads what was laid out last.
    pub fn figures(&self, question: &Question) -> (Figures, Findings) {
        let plan = self.worlds.plan;
        let path = self.folder.path().to_str().expect("a name in UTF-8");
        let (data, mut findings) = data::open(&Folder::Disk(path.into()), plan);
        let (mut figures, counted) = count(data, plan, question);
        findings.merge(counted);
        findings.merge(crosscheck(plan, &mut figures));
        (figures, findings)
    }

    /// Reads a world; with nothing hidden, nothing may be wrong with it.
    pub fn read(&self, world: &World, question: &Question) -> Figures {
        self.lay_out(world);
        let (figures, findings) = self.figures(question);
        let known = world.facts.iter().all(|fact| fact.known == Known::Exactly);
        let error = (findings.iter()).find(|found| found.code.severity == Severity::Error);
        assert!(
            !known || error.is_none(),
            "{error:#?}\n{}",
            self.files(world).0
        );
        figures
    }
}
