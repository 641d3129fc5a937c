//! Engines that the statements are run on, where they are installed: DuckDB as a module of Python, PostgreSQL by psql.
//!
//! `KAOPING_DUCKDB_PYTHON` is a Python that has DuckDB, if it is not `target/engines/bin/python`; `KAOPING_POSTGRES` is a connection
//! string for psql, a database in which temporary tables may be made. With `KAOPING_ENGINES=required` an engine that is not there
//! is a failure.

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// An engine, by the id of its dialect.
pub struct Engine {
    /// The id of its dialect.
    pub dialect: &'static str,
    program: OsString,
    arguments: Vec<OsString>,
}

/// The engines that are there; it is said which are not.
pub fn engines() -> Vec<Engine> {
    [("duckdb", duckdb()), ("postgres", postgres())]
        .into_iter()
        .filter_map(|(name, engine)| {
            let required = env::var("KAOPING_ENGINES").is_ok_and(|word| word == "required");
            assert!(
                engine.is_some() || !required,
                "{name} is required and not there"
            );
            if engine.is_none() {
                eprintln!("skipped: {name} is not there");
            }
            engine
        })
        .collect()
}

fn duckdb() -> Option<Engine> {
    let installed = || {
        let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/engines/bin/python");
        python.exists().then(|| python.into_os_string())
    };
    let program = env::var_os("KAOPING_DUCKDB_PYTHON").or_else(installed)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sql/run_duckdb.py");
    Some(Engine {
        dialect: "duckdb",
        program,
        arguments: vec![script.into_os_string()],
    })
}

fn postgres() -> Option<Engine> {
    let connection = env::var_os("KAOPING_POSTGRES")?;
    let options = [
        "--no-psqlrc",
        "--quiet",
        "--csv",
        "--set=ON_ERROR_STOP=1",
        "--file=-",
        "--dbname",
    ];
    let options = options.into_iter().map(OsString::from);
    Some(Engine {
        dialect: "postgres",
        program: "psql".into(),
        arguments: options.chain([connection]).collect(),
    })
}

impl Engine {
    /// A command of the shell that runs statements as [`Engine::csv`] does, after those of a file.
    #[allow(dead_code, reason = "used by one of the tests")]
    pub fn client(&self, first: &Path) -> String {
        let words = [&self.program].into_iter().chain(&self.arguments);
        let words = words.map(|word| format!("'{}'", word.to_string_lossy()));
        let words: Vec<String> = words.collect();
        format!("cat '{}' - | {}", first.display(), words.join(" "))
    }

    #[allow(dead_code, reason = "used by one of the tests")]
    /// Runs statements of which only the last one returns rows, and returns what was written: CSV, titles first.
    pub fn csv(&self, statements: &str) -> String {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.dialect));
        let mut input = child.stdin.take().unwrap();
        let text = statements.to_owned();
        let writer = thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output().unwrap();
        // An engine that stops early says why.
        let _ = writer.join();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{}: {errors}\n{statements}",
            self.dialect
        );
        String::from_utf8(output.stdout).unwrap()
    }

    #[allow(dead_code, reason = "used by one of the tests")]
    /// The rows that [`Engine::csv`] returns without the titles. No value may have a comma, a quote or a line end.
    pub fn plain_rows(&self, statements: &str) -> Vec<Vec<String>> {
        let text = self.csv(statements);
        let rows = text.lines().skip(1);
        rows.map(|row| row.split(',').map(str::to_owned).collect())
            .collect()
    }
}
