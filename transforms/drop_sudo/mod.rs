mod root;

use crate::edit::{self, Edit};
use crate::facts::reads_shell_text;
use crate::model::{Model, Run};
use crate::shell::{Script, Simple, Word, shadows};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct DropSudo;

static META: Meta = Meta {
    id: "drop-sudo",
    summary: "Drop sudo where root runs the command anyway",
    technique: "do not use sudo in a build",
    phase: Phase::Normalise,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3004"],
    saves: &[Saves::Reproducibility],
    delta: &["/run/sudo/**", "/var/run/sudo/**", "/var/lib/sudo/**"],
    options: &[],
    docs: include_str!("README.md"),
};

/// Variables that say what a program is, which libraries it loads and which packages npm leaves out; sudo sets them anew
/// or takes them away.
const VARIABLES: [&str; 5] = ["PATH", "HOME", "LD_LIBRARY_PATH", "LD_PRELOAD", "NODE_ENV"];

/// Options that say nothing about the user, the directory or the command.
const OPTIONS: [&str; 8] = ["-E", "-H", "-n", "-EH", "-HE", "--preserve-env", "--set-home", "--non-interactive"];

/// What a shell does itself when it is asked for, so that it is another program behind sudo (POSIX, dash, bash).
const BUILTINS: [&str; 38] = [
    ".", ":", "[", "alias", "bg", "break", "builtin", "cd", "command", "continue", "declare", "echo", "eval", "exec",
    "exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill", "local", "printf", "pwd", "read", "readonly",
    "return", "set", "shift", "source", "test", "time", "times", "trap", "true", "type", "typeset",
];

/// The rest of them, and words of the grammar.
const WORDS: [&str; 45] = [
    "ulimit",
    "umask",
    "unalias",
    "unset",
    "wait",
    "let",
    "mapfile",
    "shopt",
    "pushd",
    "popd",
    "dirs",
    "disown",
    "enable",
    "help",
    "history",
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "for",
    "while",
    "until",
    "do",
    "done",
    "case",
    "esac",
    "function",
    "coproc",
    "select",
    "[[",
    "{",
    "}",
    "!",
    "in",
    "chdir",
    "fc",
    "bind",
    "caller",
    "compgen",
    "complete",
    "logout",
    "suspend",
    "readarray",
    "compopt",
];

impl Transform for DropSudo {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("sudo")) {
                propose_run(file, (stage, run), cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, (stage, run): (usize, &Run<'_>), cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let is_sudo = |simple: &Simple| matches!(simple.name(run.text).as_deref(), Some("sudo" | "/usr/bin/sudo"));
    let commands = script.simple_commands();
    let calls: Vec<&Simple> = commands.iter().map(|found| found.simple).filter(|simple| is_sudo(simple)).collect();
    let Some(first) = calls.first() else { return };
    if shadows(script, run.text, "sudo") {
        return cx.refuse(at, "it gives the name sudo another meaning");
    }
    if !root::runs(file, stage, (run, first)) {
        return cx.refuse(at, "nothing shows that root runs it");
    }
    if let Some(name) = VARIABLES.iter().find(|name| file.is_declared(run.at, name)) {
        return cx.refuse(at, format!("the file sets {name}, which sudo sets anew or takes away"));
    }
    if commands.iter().any(|found| may_export(found.simple, run.text)) {
        return cx.refuse(at, "it exports variables, which sudo takes away");
    }
    let mut edits = Vec::new();
    for simple in calls {
        match drop(file, (run, script), simple) {
            Ok(edit) => edits.push(edit),
            Err(reason) => cx.refuse(at, reason),
        }
    }
    if edits.is_empty() {
        return;
    }
    cx.change(at, "drop sudo")
        .edits(edits)
        .why("root runs the command anyway, and it depends on the sudo and the sudoers file of the image no longer")
        .propose();
}

/// The edit that takes sudo away from a command.
fn drop(file: &Model<'_>, (run, script): (&Run<'_>, &Script), simple: &Simple) -> Result<Edit, String> {
    if !simple.assigns.is_empty() {
        return Err("variables are set for sudo, which it takes away from the command".to_owned());
    }
    let value = |at: usize| simple.words.get(at).and_then(|word| word.value(run.text));
    let options = (1..).take_while(|&at| value(at).is_some_and(|word| OPTIONS.contains(&&*word))).count();
    let Some(name) = value(options + 1) else {
        return Err("what sudo runs is only known when it runs".to_owned());
    };
    if name.starts_with('-') {
        return Err(format!("`sudo {name}` does more than to run a command as root"));
    }
    if name.contains('=') {
        return Err("sudo sets variables for the command".to_owned());
    }
    if BUILTINS.contains(&&*name) || WORDS.contains(&&*name) || shadows(script, run.text, &name) {
        return Err(format!("`{name}` is something else to the shell than to sudo"));
    }
    if reads_shell_text(&name) {
        return Err(format!("the arguments of {name} may be shell text, in which variables count"));
    }
    let place = "sudo stands inside another word, or a comment stands behind it";
    edit::remove_leading(file, run, simple, options + 1).ok_or_else(|| place.to_owned())
}

/// Whether a command may change the environment of those behind it.
fn may_export(simple: &Simple, text: &str) -> bool {
    let sets = |word: &Word| word.value(text).is_none_or(|value| value.starts_with('-') && value.contains('a'));
    let bare = simple.words.is_empty();
    match simple.name(text).as_deref() {
        Some("export" | "declare" | "typeset" | "readonly" | "." | "source") => true,
        Some("set") => simple.words.iter().skip(1).any(sets),
        _ => bare && simple.assigns.iter().any(|assign| VARIABLES.contains(&assign.name.of(text))),
    }
}
