//! Where results go: one or several outputs, each in a format and a style of its own.

use super::output_folder::{OpenFolder, OutputFolder};
use super::settings::Settings;
use crate::i18n::{Lang, Text};
use crate::progress::Progress;
use crate::render::{DocumentFormat, DocumentWriter, ScorecardRenderer, Style};
use crate::report::Detail;
use crate::report::scorecard::{Card, ScorecardHead, ScorecardTail, UnitSummary};
use camino::Utf8Path;
use std::io::{self, Write};
use std::sync::Arc;

/// How a format writes a kind of document; `None` if it has no form for it.
pub type Writer<D> = fn(&DocumentFormat) -> Option<DocumentWriter<D>>;

/// An output, and what is written to it.
pub struct Destination<'a> {
    /// The format.
    pub format: &'static DocumentFormat,
    /// Language, width and colour.
    pub style: Style,
    /// Where the bytes go.
    pub out: &'a mut dyn Write,
}

/// Every output of a run, in the order in which they were asked for.
pub struct Destinations<'a> {
    lang: Lang,
    list: Vec<Destination<'a>>,
    program: Program,
}

/// The program that a command is of.
#[derive(Clone)]
pub struct Program {
    /// All commands and their arguments, with texts in a language.
    pub parser: fn(Lang) -> clap::Command,
    /// What `kaoping.toml` sets.
    pub settings: Settings,
    /// Whether all is told that may be of interest.
    pub verbose: bool,
    /// Opens the folder that a command writes many files to; `None` where there is nowhere to write them.
    pub open_folder: Option<OpenFolder>,
    /// Runs the client of an engine; `None` where no program can be run.
    pub run_client: Option<RunClient>,
    /// Counts how far long work has come.
    pub progress: Progress,
    /// Tells the same in lines, where no bar is shown.
    pub lines: Lines,
}

/// Runs a command of the shell with a text on its standard input, to its end.
pub type RunClient = fn(&str, &str) -> io::Result<ClientEnd>;

/// How the client of an engine ended.
pub struct ClientEnd {
    /// Whether it says that it did what it was asked for.
    pub success: bool,
    /// Its standard output.
    pub output: Vec<u8>,
    /// Its standard error.
    pub errors: Vec<u8>,
}

/// Tells how far long work has come, a line at a time; the default tells nothing.
#[derive(Clone, Default)]
pub struct Lines(Option<Arc<WriteLine>>);

/// Writes a line.
type WriteLine = dyn Fn(&Text) + Send + Sync;

impl Lines {
    /// Lines that a function writes.
    pub fn written_by(write: impl Fn(&Text) + Send + Sync + 'static) -> Self {
        Lines(Some(Arc::new(write)))
    }

    /// Tells something.
    pub fn say(&self, text: &Text) {
        if let Some(write) = &self.0 {
            write(text);
        }
    }
}

impl<'a> Destinations<'a> {
    /// Some outputs, all in one language.
    pub fn new(lang: Lang, list: Vec<Destination<'a>>) -> Self {
        Destinations {
            lang,
            list,
            program: Program {
                parser: |_| clap::Command::new(env!("CARGO_PKG_NAME")),
                settings: Settings::default(),
                verbose: false,
                open_folder: None,
                run_client: None,
                progress: Progress::default(),
                lines: Lines::default(),
            },
        }
    }

    /// The same, with the program whose commands write to them.
    pub fn of_program(self, program: Program) -> Self {
        Destinations { program, ..self }
    }

    /// The program with all commands and their arguments; without any if it was not given.
    pub fn program(&self) -> clap::Command {
        (self.program.parser)(self.lang)
    }

    /// Whether all is told that may be of interest.
    pub fn verbose(&self) -> bool {
        self.program.verbose
    }

    /// The folder of a path that is written to, whether it exists or not.
    pub fn open_folder(&self, path: &Utf8Path) -> io::Result<Box<dyn OutputFolder>> {
        let nowhere = || io::Error::new(io::ErrorKind::Unsupported, "no folder can be written");
        let open = self.program.open_folder.ok_or_else(nowhere)?;
        Ok(open(path))
    }

    /// Runs the client of an engine; `None` where no program can be run.
    pub fn client(&self) -> Option<RunClient> {
        self.program.run_client
    }

    /// Counts how far long work has come.
    pub fn progress(&self) -> &Progress {
        &self.program.progress
    }

    /// Tells how far long work has come, where no bar is shown.
    pub fn lines(&self) -> &Lines {
        &self.program.lines
    }

    /// The settings of the project; none if they were not given.
    pub fn settings(&self) -> &Settings {
        &self.program.settings
    }

    /// The language of the texts.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether any of the formats carries digests of what was read.
    pub fn carry_digests(&self) -> bool {
        self.list.iter().any(|one| one.format.digests)
    }

    /// All outputs as one, for what has one form only.
    pub fn bytes(&mut self) -> impl Write + use<'_, 'a> {
        AllOutputs(&mut self.list)
    }

    /// Every output.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Destination<'a>> {
        self.list.iter_mut()
    }

    /// Writes a document to every output whose format has a form for it.
    pub fn write<D>(&mut self, writer: Writer<D>, document: &D) -> io::Result<()> {
        for one in &mut self.list {
            if let Some(render) = writer(one.format) {
                render(one.out, one.style, document)?;
            }
        }
        Ok(())
    }

    /// The outputs that have a document also of a run without a result.
    pub fn on_failure(self) -> Self {
        let list = self.list.into_iter().filter(|one| one.format.on_failure);
        Destinations::new(self.lang, list.collect())
    }

    /// Whether any of the formats writes scorecards for a spreadsheet program.
    pub fn has_office_form(&self) -> bool {
        self.list.iter().any(|one| one.format.office.is_some())
    }

    /// The outputs as renderers of scorecards, for a spreadsheet program where the format has such a form and it is asked for.
    pub fn scorecards(&mut self, office: bool) -> Scorecards<'_> {
        let renderers = self.list.iter_mut().filter_map(|one| {
            let for_office = one.format.office.filter(|_| office);
            let new = for_office.or(one.format.scorecard)?;
            Some((new(one.style), Box::new(&mut *one.out) as Box<dyn Write>))
        });
        Scorecards(renderers.collect())
    }
}

/// Writes the same to all outputs.
struct AllOutputs<'a, 'b>(&'a mut [Destination<'b>]);

impl Write for AllOutputs<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut outputs = self.0.iter_mut();
        outputs.try_for_each(|one| one.out.write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|one| one.out.flush())
    }
}

/// Scorecards that are written to several outputs at a time.
pub struct Scorecards<'a>(Vec<(Box<dyn ScorecardRenderer>, Box<dyn Write + 'a>)>);

impl Scorecards<'_> {
    /// Writes what is known before the first card.
    pub fn begin(&mut self, head: &ScorecardHead) -> io::Result<()> {
        let mut outputs = self.0.iter_mut();
        outputs.try_for_each(|(renderer, out)| renderer.begin(out, head))
    }

    /// How much of a card is needed, once they have begun.
    pub fn detail(&self) -> Detail {
        let details = self.0.iter().map(|(renderer, _)| renderer.detail());
        details.max().unwrap_or(Detail::Counts)
    }

    /// Writes the card of one unit.
    pub fn card(&mut self, card: &Card) -> io::Result<()> {
        let mut outputs = self.0.iter_mut();
        outputs.try_for_each(|(renderer, out)| renderer.card(out, card))
    }

    /// Writes the units below the one assessed.
    pub fn members(&mut self, units: &[UnitSummary]) -> io::Result<()> {
        let mut outputs = self.0.iter_mut();
        outputs.try_for_each(|(renderer, out)| renderer.members(out, units))
    }

    /// Writes what all cards come to.
    pub fn end(&mut self, tail: &ScorecardTail) -> io::Result<()> {
        let mut outputs = self.0.iter_mut();
        outputs.try_for_each(|(renderer, out)| renderer.end(out, tail))
    }
}
