//! A bar with an estimate for work that takes long: on a terminal only, and cleared before anything else is written.

use super::choices::Told;
use super::terminal::variable;
use crate::i18n::Lang;
use crate::progress::{Progress, State};
use crate::render::Style;
use indicatif::{FormattedDuration, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long work takes at least for which a bar appears.
const DELAY: Duration = Duration::from_millis(500);

/// How often it is looked how far the work has come.
const INTERVAL: Duration = Duration::from_millis(100);

/// The bar of a run; copies share it. The default never shows anything.
#[derive(Clone, Default)]
pub struct ProgressBar {
    progress: Progress,
    screen: Arc<Screen>,
}

/// What is on the screen. Whoever holds the lock may write.
#[derive(Default)]
struct Screen {
    shown: Mutex<Shown>,
    ended: Condvar,
}

#[derive(Default)]
struct Shown {
    bar: Option<indicatif::ProgressBar>,
    ended: bool,
}

impl ProgressBar {
    /// The bar of a run: of one that shows nothing where standard error is no terminal that can show a bar, in continuous
    /// integration, or if errors only are to be told.
    pub fn start(told: Told, style: Style) -> Self {
        let shows = told != Told::Errors
            && io::stderr().is_terminal()
            && variable("TERM").is_none_or(|term| term != "dumb")
            && variable("CI").is_none();
        if !shows {
            return ProgressBar::default();
        }
        let bar = ProgressBar {
            progress: Progress::watched(),
            screen: Arc::default(),
        };
        bar.clear_before_panics();
        let watcher = bar.clone();
        thread::spawn(move || watcher.watch(style.lang));
        bar
    }

    /// What the work is to be counted in.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Clears the bar. It does not appear again.
    pub fn end(&self) {
        self.screen.lock().end();
        self.screen.ended.notify_all();
    }

    /// Standard output, which ends the bar where it is a terminal too.
    pub fn before(&self, out: Box<dyn Write>) -> Box<dyn Write> {
        match self.progress.is_watched() && io::stdout().is_terminal() {
            true => Box::new(AfterBar {
                bar: self.clone(),
                out,
            }),
            false => out,
        }
    }

    /// Has the message of a panic follow the bar too.
    fn clear_before_panics(&self) {
        let (bar, write) = (self.clone(), panic::take_hook());
        panic::set_hook(Box::new(move |info| {
            // Not where the bar itself is being drawn.
            if let Ok(mut shown) = bar.screen.shown.try_lock() {
                shown.end();
            }
            write(info);
        }));
    }

    /// Shows how far the work has come, until the bar is ended.
    fn watch(&self, lang: Lang) {
        let (mut begun, mut since) = (0, Instant::now());
        let mut shown = self.screen.lock();
        while !shown.ended {
            let state = self.progress.state().unwrap_or_default();
            if state.begun != begun {
                (begun, since) = (state.begun, Instant::now());
                shown.clear();
            }
            let is_working = !state.task.get(lang).is_empty();
            if is_working && since.elapsed() >= DELAY {
                shown.update(&state, since, lang);
            }
            let waited = self.screen.ended.wait_timeout(shown, INTERVAL);
            (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Screen {
    fn lock(&self) -> std::sync::MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    fn end(&mut self) {
        self.ended = true;
        self.clear();
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Draws how far a piece of work has come that has gone on `since` a time.
    fn update(&mut self, state: &State, since: Instant, lang: Lang) {
        let bar = self.bar.get_or_insert_with(|| {
            let target = ProgressDrawTarget::stderr();
            indicatif::ProgressBar::with_draw_target(Some(state.total), target)
                .with_elapsed(since.elapsed())
                .with_style(style(state.total > 0, lang))
                .with_message(state.task.get(lang).to_owned())
        });
        bar.set_length(state.total);
        bar.set_position(state.done.min(state.total));
        bar.tick();
    }
}

/// How a bar looks: without a scale where it is not known how much there is to do.
fn style(has_total: bool, lang: Lang) -> ProgressStyle {
    let style = ProgressStyle::with_template(template(has_total, lang));
    // The templates are those below, and a test tries them.
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ").with_key("left", write_left)
}

fn template(has_total: bool, lang: Lang) -> &'static str {
    match (has_total, lang) {
        (true, Lang::Zh) => "{msg} [{bar:30}] {percent:>3}%，约剩 {left}",
        (true, Lang::En) => "{msg} [{bar:30}] {percent:>3}%, about {left} left",
        (false, _) => "{msg} … {elapsed_precise}",
    }
}

/// How long the work takes on, if it goes on as it has so far.
fn write_left(state: &ProgressState, out: &mut dyn fmt::Write) {
    let left = left(state.elapsed(), state.pos(), state.len().unwrap_or(0));
    // Writing to a string can't fail.
    let _ = match left {
        Some(left) => write!(out, "{}", FormattedDuration(left)),
        None => write!(out, "--:--:--"),
    };
}

/// `None` where nothing is done yet.
fn left(elapsed: Duration, done: u64, total: u64) -> Option<Duration> {
    let rest = u128::from(total.saturating_sub(done));
    let millis = (elapsed.as_millis() * rest).checked_div(u128::from(done))?;
    Some(Duration::from_millis(millis.try_into().ok()?))
}

/// Output that ends the bar before it is written.
struct AfterBar {
    bar: ProgressBar,
    out: Box<dyn Write>,
}

impl Write for AfterBar {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bar.end();
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn every_style_is_understood_and_shown() {
        for lang in [Lang::Zh, Lang::En] {
            for has_total in [true, false] {
                assert!(ProgressStyle::with_template(template(has_total, lang)).is_ok());
            }
        }
        let state = State {
            begun: 1,
            task: text!("读取", "reading"),
            done: 5,
            total: 10,
        };
        let mut shown = Shown::default();
        shown.update(&state, Instant::now(), Lang::En);
        assert_eq!(shown.bar.as_ref().unwrap().position(), 5);
        shown.clear();
        assert!(shown.bar.is_none());
    }

    #[test]
    fn what_is_left_goes_on_as_what_is_done() {
        let seconds = Duration::from_secs;
        assert_eq!(left(seconds(3), 1, 4), Some(seconds(9)));
        assert_eq!(left(seconds(3), 4, 4), Some(seconds(0)));
        assert_eq!(left(seconds(3), 0, 4), None);
    }
}
