//! What a document says of score, band and pace is said by tables, pages and rows too.

#[path = "common/program.rs"]
mod program;

use program::kaoping;
use std::fs;

const PLAN: &str = r#"
plan = { id = "small", title = "small", first = 2011, last = 2015 }
level = [{ id = "city", name = "city" }, { id = "district", name = "district" }]
clause = [{ id = "1", chapter = 1, section = 1, phrase = "p" }]
variable = [
  { id = "v", name = "v", kind = "amount", level = "district" },
  { id = "w", name = "w", kind = "amount", level = "district", range = { max = 100 } },
]

[[bands]]
id = "tiers"
steps = [{ id = "low", name = { zh = "低", en = "low" } }, { id = "high", name = { zh = "高", en = "high" }, from = 40 }]

[[indicator]]
id = "v"
clause = "1"
name = "v"
levels = ["district"]
measure = { value = "v" }
target = { falls-by = 16 }
score = { goalposts = [100, 50] }
bands = "tiers"

[[indicator]]
id = "w"
clause = "1"
name = "w"
levels = ["district"]
measure = { value = "w" }
target = { none = true }
score = { goalposts = [0, 100] }

[[indicator]]
id = "index"
clause = "1"
name = "index"
levels = ["district"]
measure = { index = { v = 1, w = 1 }, missing = "leave-out" }
target = { none = true }
bands = "tiers"
"#;

fn card(lang: &str, format: &str) -> String {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("plan.toml"), PLAN).expect("a file");
    let data = root.path().join("data");
    fs::create_dir(&data).expect("a folder");
    let units = "code,name,level,parent\n1,C,city,\n11,A,district,1\n";
    fs::write(data.join("units.csv"), units).expect("a file");
    let manifest = "title = \"t\"\nsynthetic = true\n[[file]]\npath = \"units.csv\"\nshape = \"units\"\nroster = true\n";
    fs::write(data.join("data.toml"), manifest).expect("a file");
    let figures = "code,year,v,w\n11,2010,100,\n11,2013,93,\n";
    fs::write(data.join("figures.csv"), figures).expect("a file");
    let mut command = kaoping(root.path());
    command.args(["score", "--plan", ".", "--data", "data", "--unit", "11"]);
    command.args(["--year", "2013", "--lang", lang, "--format", format]);
    let output = command.output().expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// 93 of [100, 50] scores 14; of the index one half is 14 and the other from 0 to 100: from 7 to 57, estimated 14.
#[test]
fn tables_and_pages_say_score_and_band() {
    for (lang, format, words) in [
        (
            "en",
            "table",
            ["93.00 (score 14, low)", "7.0–57.0 (est. 14.0) (~low)"],
        ),
        (
            "zh",
            "table",
            ["93.00（得分14，低）", "7.0—57.0（估计 14.0）（~低）"],
        ),
        (
            "en",
            "markdown",
            ["93.00 (score 14, low)", "7.0–57.0 (est. 14.0) (\\~low)"],
        ),
        (
            "zh",
            "markdown",
            ["93.00（得分14，低）", "7.0—57.0（估计 14.0）（\\~低）"],
        ),
    ] {
        let card = card(lang, format);
        for word in words {
            assert!(card.contains(word), "{word} is missing:\n{card}");
        }
    }
}

/// 84 are asked for in 2015, and of 9.6 due by 2013 7 are reached: 35/48.
#[test]
fn rows_have_the_pace_in_numbers_and_the_bounds_of_a_score() {
    let csv = card("en", "csv");
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let cell = |indicator: &str, column: &str| {
        let at = |name: &str| head.iter().position(|one| *one == name).expect(name);
        let row = rows.iter().find(|row| row[at("indicator")] == indicator);
        row.expect(indicator)[at(column)].to_owned()
    };
    for (column, expected) in [
        ("pace", "clearly-behind"),
        ("pace_method", "linear"),
        ("pace_due_value", "90.4"),
        ("pace_ratio", "0.729166666667"),
        ("base_year", "2010"),
        ("actual_rate", "-2.33333333333"),
        ("required_rate", "-3.2"),
        ("rate_unit", "a year"),
        ("score_lower", "14"),
        ("score_upper", "14"),
    ] {
        assert_eq!(cell("v", column), expected, "{column}");
    }
    assert_eq!(cell("index", "score_lower"), "7");
    assert_eq!(cell("index", "score_upper"), "57");
    assert_eq!(cell("index", "band_estimated"), "true");
}
