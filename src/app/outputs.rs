//! Every output of a run: opened before it begins, finished together once it has ended.

use super::output::Output;
use super::progress::ProgressBar;
use super::terminal::OutputStyles;
use crate::command::{Destination, Destinations, Failure};
use crate::i18n::Lang;
use crate::render::{DocumentFormat, Style};
use camino::Utf8Path;
use std::io::{self, ErrorKind, Write};

/// An output that is asked for.
pub struct AskedOutput<'a> {
    /// The format to write.
    pub format: &'static DocumentFormat,
    /// The file; `None` for standard output.
    pub path: Option<&'a Utf8Path>,
    /// Whether the file belongs to another program, and is added to.
    pub append: bool,
}

/// The outputs of a run. Files are there only after [`finish`](Outputs::finish).
pub struct Outputs {
    lang: Lang,
    list: Vec<OpenOutput>,
}

struct OpenOutput {
    format: &'static DocumentFormat,
    style: Style,
    output: Output,
    /// Whether writing to it failed.
    failed: bool,
    /// Whether others go on where nobody reads this one any more.
    others: bool,
}

impl Outputs {
    /// Opens what is asked for, all or nothing.
    pub fn open(
        asked: &[AskedOutput<'_>],
        styles: OutputStyles,
        bar: &ProgressBar,
    ) -> Result<Self, Failure> {
        let open = |one: &AskedOutput<'_>| -> Result<OpenOutput, Failure> {
            let mut style = styles.out;
            style.color &= one.path.is_none();
            style.wraps_rows &= one.path.is_none();
            Ok(OpenOutput {
                format: one.format,
                style,
                output: match one.path.filter(|_| one.append) {
                    Some(path) => Output::append(path)?,
                    None => Output::open(one.path, style.color, bar)?,
                },
                failed: false,
                others: asked.len() > 1,
            })
        };
        Ok(Outputs {
            lang: styles.out.lang,
            list: asked.iter().map(open).collect::<Result<_, _>>()?,
        })
    }

    /// The outputs as commands see them.
    pub fn destinations(&mut self) -> Destinations<'_> {
        let list = self.list.iter_mut().map(|one| Destination {
            format: one.format,
            style: one.style,
            out: one,
        });
        Destinations::new(self.lang, list.collect())
    }

    /// Writes what is still held back, and gives the files their names.
    pub fn finish(self) -> Result<(), Failure> {
        let mut list = self.list.into_iter();
        list.try_for_each(|one| one.output.finish())
    }

    /// The failure that a failed write is; a closed pipe is none.
    pub fn accept(&self, written: io::Result<()>) -> Result<(), Failure> {
        let failed = self.list.iter().find(|one| one.failed);
        match failed.or(self.list.first()) {
            Some(one) => one.output.accept(written),
            None => Ok(()),
        }
    }
}

impl OpenOutput {
    /// What became of a write. Where there are further outputs, a closed pipe takes everything and keeps nothing.
    fn note<T>(&mut self, written: io::Result<T>, nothing: T) -> io::Result<T> {
        match written {
            Err(error) if self.others && error.kind() == ErrorKind::BrokenPipe => Ok(nothing),
            Err(error) => {
                self.failed = true;
                Err(error)
            }
            written => written,
        }
    }
}

impl Write for OpenOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes);
        self.note(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = self.output.flush();
        self.note(written, ())
    }
}
