//! Whether a command may build native code.

use crate::facts::{builds_nothing, has_wheels};
use crate::shell::{Invocation, Resolved, Simple, resolve};

/// Options of `pip install` under which the table of wheels says nothing.
const UNSETTLED: [&str; 4] = ["--requirement", "--editable", "--no-binary", "--constraint"];

/// Whether a command of a text may build native code, itself or through pip.
#[must_use]
pub fn may_build(simple: &Simple, text: &str) -> bool {
    let (name, first, known) = match resolve(simple, text) {
        Resolved::Opaque(_) => return true,
        Resolved::Known(pip) if pip.tool == "pip" => return pip_may_build(&pip, text),
        Resolved::Known(found) => (found.tool.to_owned(), found.tool_word + 1, true),
        Resolved::Other { name } if name.is_empty() => return false,
        Resolved::Other { name } => (name.into_owned(), 1, false),
    };
    let arguments: Vec<_> = simple.words.iter().skip(first).map(|word| word.value(text)).collect();
    let arguments: Vec<Option<&str>> = arguments.iter().map(Option::as_deref).collect();
    !builds_nothing(&name, &arguments, known)
}

/// Whether a call of pip may build from source.
fn pip_may_build(pip: &Invocation<'_>, text: &str) -> bool {
    if !pip.is_transparent() {
        return true;
    }
    let wheel = |&index: &usize| pip.simple.words[index].value(text).is_some_and(|name| has_wheels(&name));
    match pip.subcommand_name() {
        "install" => UNSETTLED.into_iter().any(|option| pip.has(option)) || !pip.operands.iter().all(wheel),
        "wheel" | "download" | "lock" => true,
        _ => false,
    }
}
