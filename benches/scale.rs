//! What a country's worth of data takes, beside general engines doing the same work: benches/README.md says more.
//! `cargo bench --bench scale`; without `--bench`, as in `cargo test`, a small size and no timing to speak of.

#[path = "scale/answers.rs"]
mod answers;
#[path = "scale/data.rs"]
mod data;
#[path = "scale/run.rs"]
mod run;

use answers::{Answer, agree};
use data::{Country, DataSet};
use run::{Program, Series, in_turn};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let quick = has("--quick") || !has("--bench");
    let (items, figures, rounds) = match quick {
        true => ((28, 6_000), (28, 1_000), 1),
        false => ((2_800, 600_000), (2_800, 500_000), 5),
    };
    let country = |(districts, communities)| Country {
        districts,
        communities,
    };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scale");
    let jobs = [
        Job {
            title: "46 items of every community, judged and counted by district",
            mode: "items",
            plan: data::plan(
                &root,
                "indicators/beijing-2011-2015/harmonious-community.toml",
            )?,
            data: data::data_set(&root, "items", country(items), data::items)?,
            answer: Answer::Outcomes,
        },
        Job {
            title: "figures of every community, added up by district",
            mode: "figures",
            plan: data::plan(&root, "benches/plan/figures.toml")?,
            data: data::data_set(&root, "figures", country(figures), data::figures)?,
            answer: Answer::Sums,
        },
    ];
    for job in &jobs {
        job.measure(rounds)?;
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
    fn measure(&self, rounds: usize) -> io::Result<()> {
        let engines = self.engines();
        let ours = |year| self.kaoping(year);
        let mut said = String::new();
        for year in data::YEARS {
            said += &answers::of_kaoping(self.answer, &ours(year).run()?.0, &self.data)?;
        }
        agree("kaoping", self.answer, &said, &self.data)?;
        for engine in &engines {
            agree(engine.name, self.answer, &engine.run()?.0, &self.data)?;
        }
        let mut programs = vec![ours(*data::YEARS.end())];
        programs.extend(engines);
        programs.extend(self.lines()?);
        self.print(&in_turn(&programs, rounds)?)
    }

    /// The release binary on the whole data, as anyone would call it.
    fn kaoping(&self, year: u32) -> Program {
        let path = |path: &Path| path.display().to_string();
        let data = path(&self.data.folder);
        let options = "score --level district --format csv --year";
        let mut arguments: Vec<String> = options.split(' ').map(str::to_owned).collect();
        arguments.extend([
            year.to_string(),
            "--plan".into(),
            path(&self.plan),
            "--data".into(),
            data,
        ]);
        Program {
            name: "kaoping",
            command: env!("CARGO_BIN_EXE_kaoping").into(),
            arguments,
        }
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
        let mut arguments = vec!["-l".to_owned()];
        arguments.extend(
            self.data
                .files()?
                .iter()
                .map(|file| file.display().to_string()),
        );
        Ok(command.exists().then_some(Program {
            name: "wc -l",
            command,
            arguments,
        }))
    }

    fn print(&self, series: &[Series]) -> io::Result<()> {
        let bytes = self.data.bytes()? as f64;
        println!("\n{}: {:.0} MB", self.title, bytes / 1e6);
        println!(
            "{:10} {:>9} {:>23} {:>10} {:>22}",
            "", "elapsed", "processor", "memory", "kaoping's processor"
        );
        let ours = series[0].cpu().as_secs_f64();
        for one in series {
            let (least, most) = one.cpu_range();
            let (least, most) = (least.as_secs_f64(), most.as_secs_f64());
            println!(
                "{:10} {:>7.3} s {:>6.3} s ({least:.3} to {most:.3}) {:>7.0} MB {:>20.2} ×",
                one.name,
                one.time().as_secs_f64(),
                one.cpu().as_secs_f64(),
                one.peak() as f64 / 1e6,
                one.cpu().as_secs_f64() / ours
            );
        }
        Ok(())
    }
}
