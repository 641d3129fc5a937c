//! What a country's worth of data takes, beside general engines doing the same work: benches/README.md says more.
//! `cargo bench --bench scale`; without `--bench`, as in `cargo test`, a small size and no timing to speak of.

#[path = "scale/answers.rs"]
mod answers;
#[path = "scale/data.rs"]
mod data;
#[path = "scale/run.rs"]
mod run;
#[path = "scale/table.rs"]
mod table;
#[path = "scale/variants.rs"]
mod variants;

use answers::{Answer, agree};
use calamine::{Reader, Xlsx, open_workbook};
use data::{Country, DataSet};
use kaoping::internals::i18n::Lang;
use run::{Program, in_turn};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use table::Table;
use variants::Variant;

/// The tables that `--report` writes into, in both languages.
const REPORTS: [(&str, Lang); 2] = [
    ("docs/performance.md", Lang::En),
    ("docs/performance.zh-CN.md", Lang::Zh),
];

/// The argument with which this program reads workbooks and nothing else.
const READ: &str = "--read-workbooks";

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some((READ, files)) = arguments
        .split_first()
        .map(|(first, rest)| (&**first, rest))
    {
        return read_workbooks(files);
    }
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let quick = has("--quick") || !has("--bench");
    let rounds = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix("--rounds="));
    let rounds = rounds.map_or(5, |rounds| rounds.parse().expect("a number of rounds"));
    let (large, rounds) = if quick {
        (None, 1)
    } else {
        (Some(2_800), rounds)
    };
    let country = |communities| match large {
        Some(districts) => Country {
            districts,
            communities,
        },
        None => Country {
            districts: 28,
            communities: communities / 500,
        },
    };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scale");
    let harmony = "indicators/beijing-2011-2015/harmonious-community.toml";
    let job = |title, mode, plan, communities, write, answer| -> io::Result<Job> {
        Ok(Job {
            title,
            mode,
            plan: data::plan(&root, plan)?,
            data: data::data_set(&root, mode, country(communities), write)?,
            answer,
        })
    };
    let figures = "benches/plan/figures.toml";
    let (pairs, means) = ("benches/plan/pairs.toml", "benches/plan/means.toml");
    let jobs = [
        job(
            "46 items of every community, five files",
            "items",
            harmony,
            600_000,
            data::items,
            Answer::Outcomes,
        )?,
        job(
            "figures of every community, one long file",
            "figures",
            figures,
            500_000,
            data::figures,
            Answer::Sums,
        )?,
        job(
            "parts and wholes of every community",
            "pairs",
            pairs,
            200_000,
            data::pairs,
            Answer::Quotient,
        )?,
        job(
            "means and weights of every community",
            "means",
            means,
            200_000,
            data::means,
            Answer::Quotient,
        )?,
    ];
    let mut tables = Vec::new();
    for job in &jobs {
        tables.push(job.beside_engines(rounds)?);
    }
    for job in &jobs[..2] {
        tables.push(job.written_otherwise(rounds)?);
    }
    let third = job(
        "a third of the communities",
        "figures",
        figures,
        166_500,
        data::figures,
        Answer::Sums,
    )?;
    tables.push(third.beside_larger(&jobs[1], rounds)?);
    let answers = job(
        "46 items of every community",
        "items",
        harmony,
        20_000,
        data::items,
        Answer::Outcomes,
    )?;
    tables.push(answers.as_workbooks(rounds)?);
    if !quick {
        tables.push(everyday(rounds)?);
    }
    for table in &tables {
        println!("\n{}", table.text(Lang::En));
    }
    for (report, lang) in REPORTS {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(report);
        if quick {
            // What is small is not published, but the page has to have a place for it.
            let copy = root.join(Path::new(report).file_name().unwrap_or_default());
            fs::copy(&page, &copy)?;
            table::write(&copy, &tables, rounds, lang)?;
        } else if has("--report") {
            table::write(&page, &tables, rounds, lang)?;
        }
    }
    Ok(())
}

struct Job {
    title: &'static str,
    mode: &'static str,
    plan: PathBuf,
    data: DataSet,
    answer: Answer,
}

impl Job {
    /// The job by kaoping and by the engines; all have to say what is expected.
    fn beside_engines(&self, rounds: usize) -> io::Result<Table> {
        self.check("kaoping", &self.data)?;
        let engines = self.engines();
        for engine in &engines {
            agree(engine.name, self.answer, &engine.run()?.0, &self.data)?;
        }
        let mut programs = vec![self.kaoping("kaoping", *data::YEARS.end(), &self.data)];
        programs.extend(engines);
        programs.extend(self.lines()?);
        let (title, bytes) = (self.title.to_owned(), self.data.bytes()?);
        Ok(Table::new(title, bytes, in_turn(&programs, rounds)?))
    }

    /// The job on the same data written in other ways.
    fn written_otherwise(&self, rounds: usize) -> io::Result<Table> {
        let year = *data::YEARS.end();
        let mut programs = vec![self.kaoping("plain", year, &self.data)];
        for (variant, name) in Variant::ALL {
            let data = variant.write(&self.data, name)?;
            self.check(name, &data)?;
            programs.push(self.kaoping(name, year, &data));
        }
        let title = format!("{}, written otherwise", self.title);
        Ok(Table::new(title, 0, in_turn(&programs, rounds)?))
    }

    /// The job beside the same on more data.
    fn beside_larger(&self, larger: &Job, rounds: usize) -> io::Result<Table> {
        let year = *data::YEARS.end();
        let programs = [
            self.kaoping("a third", year, &self.data),
            larger.kaoping("all", year, &larger.data),
        ];
        let title = format!("{}, by the number of communities", larger.title);
        Ok(Table::new(title, 0, in_turn(&programs, rounds)?))
    }

    /// The job on five workbooks of 50 columns, beside the library alone that reads them.
    fn as_workbooks(&self, rounds: usize) -> io::Result<Table> {
        let data = Variant::Workbook.write(&self.data, "workbook")?;
        self.check("workbooks", &data)?;
        let files = data.files()?.into_iter();
        let files = files.map(|file| file.display().to_string());
        let calamine = Program {
            name: "calamine",
            command: std::env::current_exe()?,
            arguments: [READ.to_owned()].into_iter().chain(files).collect(),
        };
        let year = *data::YEARS.end();
        let programs = [calamine, self.kaoping("kaoping", year, &data)];
        let title = format!("{}, five workbooks", self.title);
        Ok(Table::new(
            title,
            data.bytes()?,
            in_turn(&programs, rounds)?,
        ))
    }

    /// Whether kaoping says of all years what is expected.
    fn check(&self, name: &'static str, data: &DataSet) -> io::Result<()> {
        let mut said = String::new();
        for year in data::YEARS {
            let table = self.kaoping(name, year, data).run()?.0;
            said += &answers::of_kaoping(self.answer, &table, data)?;
        }
        agree(name, self.answer, &said, data)
    }

    /// The release binary on the whole data, as anyone would call it.
    fn kaoping(&self, name: &'static str, year: u32, data: &DataSet) -> Program {
        let (plan, data) = (self.plan.display(), data.folder.display());
        let options = "score --level district --format csv";
        kaoping(
            name,
            &format!("{options} --year {year} --plan {plan} --data {data}"),
        )
    }

    /// General engines, where benches/setup.sh has put them.
    fn engines(&self) -> Vec<Program> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-venv");
        let python = target.join("bin/python");
        if !python.exists() {
            println!("Polars and DuckDB are left out: benches/setup.sh sets them up");
            return Vec::new();
        }
        let script = |name: &'static str, file: &str| Program {
            name,
            command: python.clone(),
            arguments: vec![
                format!("{}/benches/{file}", env!("CARGO_MANIFEST_DIR")),
                self.mode.to_owned(),
                self.data.folder.display().to_string(),
            ],
        };
        vec![
            script("Polars", "polars_scale.py"),
            script("DuckDB", "duckdb_scale.py"),
        ]
    }

    /// `wc -l`: what it takes to look at every byte once.
    fn lines(&self) -> io::Result<Option<Program>> {
        let command = PathBuf::from("/usr/bin/wc");
        let files = self.data.files()?.into_iter();
        let files = files.map(|file| file.display().to_string());
        let arguments = ["-l".to_owned()].into_iter().chain(files).collect();
        Ok(command.exists().then_some(Program {
            name: "wc -l",
            command,
            arguments,
        }))
    }
}

/// What is asked every day, of the plan and the data that are built in.
fn everyday(rounds: usize) -> io::Result<Table> {
    let programs = [
        kaoping("score", "score"),
        kaoping("plan", "plan"),
        kaoping("check", "check"),
        kaoping("--help", "--help"),
        kaoping("sample", "score --data builtin:sample"),
        kaoping(
            "sample, communities",
            "score --data builtin:sample --level urban-community --format csv",
        ),
    ];
    let series = in_turn(&programs, rounds * 3)?;
    Ok(Table::new("every day, built-in plan".into(), 0, series))
}

/// Reads every sheet of some workbooks with the library that kaoping uses.
fn read_workbooks(files: &[String]) -> io::Result<()> {
    for file in files {
        let mut workbook: Xlsx<_> = open_workbook(file).map_err(io::Error::other)?;
        for (name, cells) in workbook.worksheets() {
            println!("{name}: {:?}", cells.get_size());
        }
    }
    Ok(())
}

fn kaoping(name: &'static str, arguments: &str) -> Program {
    Program {
        name,
        command: env!("CARGO_BIN_EXE_kaoping").into(),
        arguments: arguments.split(' ').map(str::to_owned).collect(),
    }
}
