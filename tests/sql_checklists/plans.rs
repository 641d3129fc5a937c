//! Plans with one checklist: one to be read, and random ones.

use kaoping::internals::plan::{Plan, load};
use kaoping::internals::source::TextFile;
use std::fmt::Write;

/// Random whole numbers, the same ones every time.
pub struct Random(pub u64);

impl Random {
    /// One from 0 to `below` − 1.
    pub fn below(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % below
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }
}

fn loaded(text: String) -> Plan {
    let file = TextFile {
        path: "plan.toml".into(),
        text: text.clone(),
    };
    match load(&[file]) {
        Ok(loaded) => loaded.plan,
        Err(findings) => {
            let said: Vec<_> = findings.iter().map(|f| &f.message.en).collect();
            panic!("{said:?}\n{text}")
        }
    }
}

const HEAD: &str = r#"
[plan]
id = "lists"
title = { zh = "清单", en = "lists" }
first = 2011
last = 2015

[[chapter]]
number = 1
title = { zh = "社区", en = "communities" }

[[level]]
id = "district"
name = { zh = "区", en = "district" }

[[level]]
id = "community"
name = { zh = "社区", en = "community" }
"#;

/// A checklist with everything that can be declared, to be read in the statement.
pub fn small() -> Plan {
    let rest = r#"
[[scale]]
id = "graded"
met-from = 1
grades = [
  { name = "not", credit = 0, words = ["C"] },
  { name = "nearly", credit = 0.5, words = ["B"] },
  { name = "met", credit = 1, words = ["A"] },
]

[[checklist]]
id = "safe-community"
clause = { id = "1.1-safe", chapter = 1, section = 1, phrase = "communities are safe" }
name = { zh = "平安社区", en = "safe community" }
level = "community"
levels = ["district", "community"]
scale = "graded"
pass = { total = 80 }
bands = [
  { id = "good", name = { zh = "良好", en = "good" }, from = 80 },
  { id = "excellent", name = { zh = "优秀", en = "excellent" }, from = 90 },
]
may-not-apply = true
target = { all = true }
above = { none = true }

[[checklist.objective]]
id = "rules"
name = { zh = "制度", en = "rules" }
floor = 60
items = [
  { id = "1", zh = "公共安全制度健全", en = "rules for public safety", points = 2, must = true },
  { id = "2", zh = "应急预案完备", en = "a plan for emergencies", points = 1.5 },
]
[[checklist.objective]]
id = "deeds"
name = { zh = "落实", en = "deeds" }
items = [
  { id = "3", zh = "定期开展巡查", en = "regular patrols" },
]
"#;
    loaded(format!("{HEAD}{rest}"))
}

/// A random checklist; every tenth has many items, and the more it has of them the fewer other things.
pub fn random(random: &mut Random) -> Plan {
    let scales: [&[&str]; 5] = [
        &["0", "1"],
        &["0", "0.5", "1"],
        &["0", "0.25", "0.6", "1"],
        &["0", "0.333333", "1"],
        &["0.1", "0.2", "0.7"],
    ];
    let credits = *random.of(&scales);
    let met_from = credits[1 + random.below(credits.len() as u64 - 1) as usize];
    let mut text =
        format!("{HEAD}\n[[scale]]\nid = \"graded\"\nmet-from = {met_from}\ngrades = [\n");
    for (at, credit) in credits.iter().enumerate() {
        writeln!(
            text,
            "  {{ name = \"g{at}\", credit = {credit}, words = [\"w{at}\"] }},"
        )
        .unwrap();
    }
    let objectives = random.below(5);
    let items = if random.one_in(10) {
        30 + random.below(40)
    } else {
        objectives.max(1) + random.below(8)
    };
    let pass = match random.below(4) {
        0 => "{ all = true }".to_owned(),
        1 => format!("{{ count = {} }}", 1 + random.below(items)),
        _ => format!(
            "{{ total = {} }}",
            random.of(&["80", "66.6", "50", "33.333", "100", "0.5"])
        ),
    };
    let _ = write!(
        text,
        "]\n[[checklist]]\nid = \"list\"\nname = \"list\"\nlevel = \"community\"\nscale = \"graded\"\npass = {pass}\nmay-not-apply = {}\n",
        !random.one_in(3)
    );
    if random.one_in(2) {
        text.push_str("bands = [\n");
        for (at, from) in ["0", "40", "66.7", "90"]
            .iter()
            .enumerate()
            .skip(random.below(3) as usize)
        {
            writeln!(
                text,
                "  {{ id = \"b{at}\", name = \"b{at}\", from = {from} }},"
            )
            .unwrap();
        }
        text.push_str("]\n");
    }
    let points: [&[&str]; 4] = [
        &["1"],
        &["1", "2"],
        &["0.5", "3", "10"],
        &["1.25", "7", "120.001"],
    ];
    let points = *random.of(&points);
    let musts = if random.one_in(2) { 4 } else { 1000 };
    let item = |text: &mut String, at: u64, random: &mut Random| {
        let must = random.one_in(musts);
        let points = random.of(points);
        writeln!(text, "  {{ id = \"q{at}\", zh = \"项{at}\", en = \"item {at}\", points = {points}, must = {must} }},").unwrap();
    };
    if objectives == 0 {
        text.push_str("items = [\n");
        (0..items).for_each(|at| item(&mut text, at, random));
        text.push_str("]\n");
    }
    for objective in 0..objectives {
        let _ = write!(
            text,
            "[[checklist.objective]]\nid = \"o{objective}\"\nname = \"o{objective}\"\n"
        );
        if random.one_in(2) {
            writeln!(text, "floor = {}", random.of(&["60", "33.3", "100", "50"])).unwrap();
        }
        text.push_str("items = [\n");
        let mine = (0..items).filter(|at| at % objectives == objective);
        mine.for_each(|at| item(&mut text, at, random));
        text.push_str("]\n");
    }
    loaded(text)
}
