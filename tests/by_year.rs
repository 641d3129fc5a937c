//! `plan --by-year` has every target with what is due of it when: interim values, growth, revisions, what is asked of the units above a
//! checklist's own, and separate targets of single units.

#[path = "common/program.rs"]
mod program;

use program::kaoping;
use std::fs;

const PLAN: &str = r#"
plan = { id = "small", title = "small", first = 2011, last = 2015 }
level = [{ id = "city", name = "city" }, { id = "district", name = "district" }]
clause = [{ id = "1", chapter = 1, section = 1, phrase = "p" }]
variable = [{ id = "v", name = "v", kind = "amount", level = "district" }]

[[indicator]]
id = "thirds"
clause = "1"
name = "thirds"
levels = ["city"]
measure = { value = "v" }
target = { around = 40, tolerance = 2, path = { 2013 = 30 } }
baseline = { year = 2010, value = 20 }

[[indicator]]
id = "falls"
clause = "1"
name = "falls"
levels = ["city"]
measure = { value = "v" }
target = { falls-by = 16, path = { 2013 = 9 } }

[[indicator]]
id = "grows"
clause = "1"
name = "grows"
levels = ["city"]
measure = { value = "v" }
target = { yearly-growth = 7, by = 2013 }

[[indicator]]
id = "earlier"
clause = "1"
name = "earlier"
levels = ["city"]
measure = { value = "v" }
target = { at-least = 20, by-unit = { "11" = 30 } }
revised = [{ from = 2013, at-least = 15, by = 2014, why = "mid-term" }]

[[indicator]]
id = "yearly"
clause = "1"
name = "yearly"
levels = ["city"]
measure = { value = "v" }
target = { at-most = 9, each-year = true, by-unit = { "11" = 8 } }
revised = [{ from = 2014, at-most = 7, each-year = true, why = "mid-term" }]

[[indicator]]
id = "watched"
clause = "1"
name = "watched"
levels = ["city"]
measure = { value = "v" }
target = { none = true }

[[checklist]]
id = "list"
clause = "1"
name = "list"
level = "district"
levels = ["city", "district"]
target = { all = true, by = 2013 }
above = { at-least = 60, by = 2014, path = { 2013 = 30 } }
items = [{ id = "a", zh = "a", en = "a" }]
"#;

fn listing(lang: &str, format: &str) -> String {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("plan.toml"), PLAN).expect("a file");
    let mut command = kaoping(root.path());
    command.args(["plan", "--plan", ".", "--by-year"]);
    let output = command.args(["--lang", lang, "--format", format]).output();
    String::from_utf8(output.expect("the program runs").stdout).expect("UTF-8")
}

/// Year, step, indicator, levels and target of each row.
fn rows(csv: &str) -> Vec<String> {
    let lines = csv.trim_start_matches('\u{feff}').lines().skip(1);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[0], cells[1], cells[4], cells[6], cells[7]].join(" | ")
    };
    lines.map(row).collect()
}

#[test]
fn every_target_is_listed_in_each_year_in_which_something_of_it_is_due() {
    let expected = "\
2011 | interim | thirds | city | ≈23.33 ± 2
2011 | interim | falls | city | 3 % below the baseline
2011 | interim | grows | city | growing 7 % a year
2011 | each-year | yearly | city | ≤ 9 (11: ≤ 8)
2012 | interim | thirds | city | ≈26.67 ± 2
2012 | interim | falls | city | 6 % below the baseline
2012 | interim | grows | city | growing 7 % a year
2012 | each-year | yearly | city | ≤ 9 (11: ≤ 8)
2013 | interim | thirds | city | 30 ± 2
2013 | interim | falls | city | 9 % below the baseline
2013 | due | grows | city | growing 7 % a year
2013 | each-year | yearly | city | ≤ 9 (11: ≤ 8)
2013 | due | list | district | all
2013 | interim | list | city | ≥ 30 %
2014 | interim | thirds | city | 35 ± 2
2014 | interim | falls | city | 12.5 % below the baseline
2014 | due | earlier | city | ≥ 15
2014 | each-year | yearly | city | ≤ 7
2014 | due | list | city | ≥ 60 %
2015 | due | thirds | city | 40 ± 2
2015 | due | falls | city | 16 % below the baseline
2015 | each-year | yearly | city | ≤ 7
2015 | monitored | watched | city | no target";
    assert_eq!(rows(&listing("en", "csv")).join("\n"), expected);
}

#[test]
fn a_page_names_the_date_of_the_target_in_force_and_the_years_of_one_due_each_year() {
    let page = listing("zh", "markdown");
    for row in [
        "| 1.1 p | yearly（2011—2013年） | ≤9（11：≤8） | 每年 | city |  | yearly |",
        "| 1.1 p | yearly（2014—2015年） | ≤7 | 每年 | city |  | yearly |",
        "| 1.1 p | earlier | ≥15 | 2014年底前 | city |  | earlier |",
        "| 1.1 p | list | 全部 | 2013年底前 | district |  | list |",
        "| 1.1 p | list | ≥30%（分年目标） | 2014年底前 | city |  | list |",
        "| 1.1 p | falls | 比基期降低12.5%（分年目标） | 2015年底前 | city |  | falls |",
    ] {
        assert!(page.contains(row), "{row} is missing:\n{page}");
    }
    let table = listing("en", "table");
    assert!(table.contains("yearly 2011–2013"), "{table}");
}
