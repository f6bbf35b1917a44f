//! Standard output and standard error.

use std::io::{self, BufWriter, Stderr, Stdout, Write};

use anstream::{AutoStream, ColorChoice};

use super::text::Style;

/// Standard output and standard error, with what became of them.
///
/// They are not locked: a thread that panics must be able to say so.
pub struct Streams {
    out: BufWriter<AutoStream<Stdout>>,
    err: AutoStream<Stderr>,
    /// How standard output is dressed.
    pub out_style: Style,
    /// How standard error is dressed.
    pub err_style: Style,
    lost: Option<io::Error>,
}

impl std::fmt::Debug for Streams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streams").field("lost", &self.lost).finish_non_exhaustive()
    }
}

impl Streams {
    /// Opens both; `choice` says when to use colours.
    #[must_use]
    pub fn open(choice: ColorChoice) -> Self {
        let decide = |auto: ColorChoice| if choice == ColorChoice::Auto { auto } else { choice };
        let out = decide(AutoStream::choice(&io::stdout()));
        let err = decide(AutoStream::choice(&io::stderr()));
        Self {
            out: BufWriter::new(AutoStream::new(io::stdout(), verbatim(out))),
            err: AutoStream::new(io::stderr(), verbatim(err)),
            out_style: Style::of(out),
            err_style: Style::of(err),
            lost: None,
        }
    }

    /// Writes a result to standard output. After the first failure nothing more is written.
    pub fn put(&mut self, result: &str) {
        if self.lost.is_none() && !result.is_empty() {
            self.lost = self.out.write_all(result.as_bytes()).err();
        }
    }

    /// Writes words to standard error.
    pub fn tell(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        // On a terminal the words belong behind the results that they are about.
        if self.lost.is_none() {
            self.lost = self.out.flush().err();
        }
        // When standard error is gone there is nowhere left to say so.
        let _ = self.err.write_all(words.as_bytes());
    }

    /// Whether standard output takes no more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.lost.is_some()
    }

    /// Writes out what is left of the results.
    ///
    /// # Errors
    /// The first failure of standard output in this run.
    pub fn finish(&mut self) -> io::Result<()> {
        match self.lost.take() {
            Some(error) => Err(error),
            None => self.out.flush(),
        }
    }
}

/// Without colours the stream must not touch the bytes: files may hold escape sequences of their own.
fn verbatim(choice: ColorChoice) -> ColorChoice {
    if choice == ColorChoice::Never { ColorChoice::AlwaysAnsi } else { choice }
}
