//! The words of a command, where it has nothing but words.

use crate::syntax::Span;

/// The words of a command line, as ranges of it.
pub(super) struct Words {
    /// The program.
    pub(super) program: Span,
    /// For each argument the range that it comes from (with the `exec` in front of the program), and its text.
    pub(super) all: Vec<(Span, Span)>,
}

/// Reads a command line that a shell would only cut at its blanks.
pub(super) fn read(line: &str) -> Result<Words, String> {
    let plain = |ch: char| ch.is_ascii_alphanumeric() || "_-./:=@%+, ".contains(ch);
    if let Some(found) = line.chars().find(|&ch| !plain(ch)) {
        let found = if found == '\t' { "a tab".to_owned() } else { format!("`{found}`") };
        return Err(format!("{found} may mean something to the shell"));
    }
    let mut at = 0;
    let mut words = Vec::new();
    for word in line.split(' ') {
        if !word.is_empty() {
            words.push(Span::new(at, at + word.len()));
        }
        at += word.len() + 1;
    }
    let mut all: Vec<(Span, Span)> = words.iter().map(|&word| (word, word)).collect();
    if words.len() > 1 && words[0].of(line) == "exec" {
        all.remove(0);
        all[0] = (words[0].cover(words[1]), words[1]);
    }
    let program = all.first().ok_or("there is no command")?.1;
    Ok(Words { program, all })
}
