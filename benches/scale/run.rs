//! Runs programs and says what they took.

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// A program that does the work, and how what it says becomes lines to compare.
pub struct Program {
    pub name: &'static str,
    pub command: PathBuf,
    pub arguments: Vec<String>,
}

/// What one run took.
#[derive(Clone, Copy)]
pub struct Taken {
    /// From its start to its end.
    pub time: Duration,
    /// Of all processors, in the program and for it in the system.
    pub cpu: Duration,
    /// The most memory at once, in bytes.
    pub peak: u64,
}

impl Program {
    /// Runs it; gives back what it wrote and what it took.
    pub fn run(&self) -> io::Result<(String, Taken)> {
        let start = Instant::now();
        let mut child = Command::new(&self.command)
            .args(&self.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut output = String::new();
        if let Some(mut out) = child.stdout.take() {
            out.read_to_string(&mut output)?;
        }
        let used = child.wait4()?;
        let taken = Taken {
            time: start.elapsed(),
            cpu: used.rusage.utime + used.rusage.stime,
            peak: used.rusage.maxrss,
        };
        match used.status.success() {
            true => Ok((output, taken)),
            false => Err(io::Error::other(format!(
                "{} failed: {}",
                self.name, used.status
            ))),
        }
    }
}

/// The runs of one program.
pub struct Series {
    pub name: &'static str,
    pub taken: Vec<Taken>,
}

impl Series {
    pub fn time(&self) -> Duration {
        self.median(|taken| taken.time)
    }

    pub fn cpu(&self) -> Duration {
        self.median(|taken| taken.cpu)
    }

    /// The least and the greatest processor time.
    pub fn cpu_range(&self) -> (Duration, Duration) {
        let times = || self.taken.iter().map(|taken| taken.cpu);
        let (least, most) = (times().min(), times().max());
        (least.unwrap_or_default(), most.unwrap_or_default())
    }

    fn median(&self, of: fn(&Taken) -> Duration) -> Duration {
        let mut times: Vec<Duration> = self.taken.iter().map(of).collect();
        times.sort();
        times[times.len() / 2]
    }

    pub fn peak(&self) -> u64 {
        self.taken.iter().map(|taken| taken.peak).max().unwrap_or(0)
    }
}

/// Runs each program in turn, several times over, so that a busy moment hits all alike.
pub fn in_turn(programs: &[Program], rounds: usize) -> io::Result<Vec<Series>> {
    let mut series: Vec<Series> = programs
        .iter()
        .map(|program| Series {
            name: program.name,
            taken: Vec::new(),
        })
        .collect();
    for _ in 0..rounds {
        for (program, series) in programs.iter().zip(&mut series) {
            series.taken.push(program.run()?.1);
        }
    }
    Ok(series)
}
