//! Whether bash does the same with a text as dash.

use crate::facts::{bash_sets_by_default, bash_variables, dash_differs};
use crate::model::{Model, Run};
use crate::shell::effects::{Interpreter, dialect_fits};
use crate::shell::{Node, RedirectOp, Script, Simple, Word};

/// Checks that a RUN does the same in bash as in dash.
pub(super) fn reads_alike(file: &Model<'_>, run: &Run<'_>, script: &Script) -> Result<(), String> {
    dialect_fits(script, &Interpreter::DEFAULT).map_err(|reason| reason.to_string())?;
    let text = run.text;
    if let Some(name) = script
        .parameters
        .iter()
        .map(|span| span.of(text))
        .find(|name| dash_differs(name) || (bash_sets_by_default(name) && !file.is_declared(run.at, name)))
    {
        return Err(format!("bash sets {name} itself"));
    }
    if let Some(name) = bash_variables().find(|name| file.is_declared(run.at, name)) {
        return Err(format!("bash sets {name} itself"));
    }
    let mut found = Ok(());
    script.visit(&mut |node, _| {
        let checked = match node {
            Node::Simple(simple) => command(file, run, simple),
            Node::Word(word) => is_alike(word, text),
            Node::Compound(_) => Ok(()),
        };
        if found.is_ok() {
            found = checked;
        }
    });
    found
}

fn is_alike(word: &Word, text: &str) -> Result<(), String> {
    let raw = word.text(text);
    // Without errexit in `$( )`, bash goes on where dash stops.
    let several = word.substitutions.iter().any(|list| list.items.len() > 1);
    if word.has_brace
        || word.has_backquote
        || several
        || raw.contains("[^")
        || (word.has_tilde && !raw.starts_with('~'))
    {
        return Err(format!("bash may read `{}` in another way than dash", raw.lines().next().unwrap_or_default()));
    }
    Ok(())
}

fn command(file: &Model<'_>, run: &Run<'_>, simple: &Simple) -> Result<(), String> {
    let text = run.text;
    let name = simple.name(text).unwrap_or_default();
    let assigned = simple.assigns.iter().map(|assign| assign.name.of(text)).find(|name| dash_differs(name));
    if let Some(name) = assigned {
        return Err(format!("bash sets {name} itself"));
    }
    let descriptor = |target: &str| target == "-" || target.bytes().all(|byte| byte.is_ascii_digit());
    let to_file = simple
        .redirects
        .iter()
        .any(|redirect| redirect.op == RedirectOp::DupWrite && !descriptor(redirect.target.text(text)));
    if dash_differs(&name) || to_file {
        return Err(format!("`{name}` is not the same in bash as in dash"));
    }
    let arguments = simple.words.get(1..).unwrap_or_default();
    let alike = match &*name {
        "echo" => {
            let option = arguments.first().is_some_and(|word| {
                let word = word.text(text);
                word.starts_with('-') && word != "-n"
            });
            !option && arguments.iter().all(|word| holds_no_escape(file, run, word))
        }
        "printf" => arguments.first().is_some_and(|word| has_plain_escapes(word, text)),
        "export" | "readonly" | "local" => arguments.iter().all(|word| {
            let raw = word.text(text);
            let name = raw.split('=').next().unwrap_or_default();
            !dash_differs(name)
                && (!word.has_expansion || raw.ends_with('"') && raw.contains("=\"") || raw.starts_with('"'))
        }),
        "test" | "[" => {
            arguments.iter().all(|word| !matches!(word.text(text), "==" | "=~" | "-v" | "-o" | "-a" | "\\<" | "\\>"))
        }
        "set" => arguments.iter().all(|word| {
            word.text(text)
                .strip_prefix(['-', '+'])
                .is_some_and(|letters| letters.chars().all(|letter| "eux".contains(letter)))
        }),
        _ => true,
    };
    if alike { Ok(()) } else { Err(format!("`{name}` may not do the same in bash as in dash")) }
}

/// Whether a word that echo gets holds no backslash, which echo of dash reads and that of bash does not.
fn holds_no_escape(file: &Model<'_>, run: &Run<'_>, word: &Word) -> bool {
    let raw = word.text(run.text);
    let plain = raw.replace("\\\"", "").replace("\\$", "").replace("\\`", "");
    if plain.contains('\\') && word.value(run.text).is_none_or(|value| value.contains('\\')) {
        return false;
    }
    let Ok(script) = &run.script else { return false };
    let own = script.parameters.iter().filter(|span| word.span.contains(**span)).map(|span| span.of(run.text));
    let known = |name: &str| file.variable(run.at, name).is_some_and(|value| !value.text.contains('\\'));
    let mut programs = true;
    for list in &word.substitutions {
        for item in &list.items {
            let [crate::shell::Command::Simple(simple)] = item.and_or.first.commands.as_slice() else { return false };
            let name = simple.name(run.text).unwrap_or_default();
            programs &= item.and_or.rest.is_empty()
                && matches!(&*name, "lsb_release" | "dpkg" | "uname" | "nproc" | "date" | "id" | "arch" | "getconf");
        }
    }
    programs && own.into_iter().all(known)
}

/// Whether the format of printf holds only what both shells know.
fn has_plain_escapes(word: &Word, text: &str) -> bool {
    let Some(format) = word.value(text) else { return false };
    let follows = |mark: char, known: &str| {
        let mut rest = format.split(mark);
        rest.next();
        let mut rest = rest.peekable();
        let mut fits = true;
        while let Some(part) = rest.next() {
            match part.chars().next() {
                Some(next) => fits &= known.contains(next),
                // Doubled: what follows belongs to the second.
                None => fits &= rest.next().is_some(),
            }
        }
        fits
    };
    !format.starts_with('-') && follows('\\', "ntr") && follows('%', "sd")
}
