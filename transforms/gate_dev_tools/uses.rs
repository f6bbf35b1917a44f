//! Whether a file uses a package for people.

use crate::model::{Model, Run};
use crate::shell::Word;

/// Whether the file names the package or one of its programs anywhere but where `apt-get` is told to install it: twice in
/// all, or once where the package has another name.
pub(super) fn elsewhere(file: &Model<'_>, package: &str, programs: &[String]) -> bool {
    let source = file.document.source.text();
    let texts = file.document.instructions.iter().flat_map(|instruction| {
        let heredocs = instruction.heredocs.iter().map(|heredoc| heredoc.body.of(source));
        std::iter::once(instruction.logical.text()).chain(heredocs)
    });
    let (mut installs, mut uses) = (0, 0);
    for word in texts.flat_map(words) {
        if word == package {
            installs += 1;
        } else if programs.iter().any(|program| program == word) {
            uses += 1;
        }
    }
    installs > 1 || uses > 0
}

/// The words that may be the name of a program, also in quotes and paths.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |part: char| part.is_ascii_alphanumeric() || matches!(part, '_' | '-' | '+');
    text.split(move |part: char| !is_part(part)).filter(|word| !word.is_empty())
}

/// Whether a comment stands over the line that a word begins: it would then stand over another.
pub(super) fn has_comment(file: &Model<'_>, run: &Run<'_>, word: &Word) -> bool {
    let before = &file.document.source.text()[..run.cover(word.span).start as usize];
    let mut lines = before.rsplit('\n');
    let begins = lines.next().is_some_and(|indent| indent.trim().is_empty());
    begins && lines.next().is_some_and(|above| above.trim_start().starts_with('#'))
}
