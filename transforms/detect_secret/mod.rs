mod logins;
mod tokens;

use crate::model::Model;
use crate::syntax::{Arguments, Assignment, Instruction};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectSecret;

static META: Meta = Meta {
    id: "detect-secret",
    summary: "Detect passwords, tokens and keys that become part of the image",
    equivalents: &["SecretsUsedInArgOrEnv"],
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

const WHY: &str = "whoever has the image can read it, in a file of a layer or in its history";
const MOUNT: &str = "take it from `RUN --mount=type=secret,id=name`, or give it to the container when it runs";

impl Transform for DetectSecret {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (at, instruction) in file.document.instructions.iter().enumerate() {
            let text = instruction.logical.text();
            if let Some((span, kind)) = tokens::find(text) {
                cx.report(Severity::Error, instruction.logical.cover(span), format!("this is {kind}"))
                    .because(WHY)
                    .repair("revoke it, and give a new one to the build with `RUN --mount=type=secret,id=name`");
                continue;
            }
            match &instruction.command.arguments {
                Arguments::Env(pairs) => named(instruction, pairs, cx),
                Arguments::Arg(pairs) => named(instruction, pairs, cx),
                Arguments::Run(_) => {
                    let Some(run) = file.run(at).filter(|run| run.mentions("curl")) else { continue };
                    for span in logins::in_calls_of_curl(run) {
                        cx.report(Severity::Warning, run.cover(span), "a password is written out in this call of curl")
                            .because(WHY)
                            .repair(MOUNT);
                    }
                }
                Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                    let ships = file.stage_of(at).is_some_and(|stage| file.stages[stage].ships);
                    let donated = instruction.command.flag(&instruction.logical, "from").is_some();
                    let secret =
                        transfer.sources.iter().find(|source| is_secret_file(source.text(&instruction.logical)));
                    let Some(source) = secret.filter(|_| ships && !donated) else { continue };
                    let name = source.text(&instruction.logical);
                    cx.report(
                        Severity::Warning,
                        instruction.logical.cover(source.span),
                        format!(
                            "`{name}` {}",
                            if name.ends_with(".npmrc") { "often holds a token" } else { "usually holds secrets" }
                        ),
                    )
                    .because(WHY)
                    .repair(MOUNT);
                }
                _ => {}
            }
        }
    }
}

/// Reports values of variables whose names say that they are secret.
fn named(instruction: &Instruction<'_>, pairs: &[Assignment], cx: &mut Cx<'_>) {
    for pair in pairs {
        let name = instruction.text(pair.name);
        let value = pair.value.map(|value| instruction.text(value).trim_matches(['"', '\''])).unwrap_or_default();
        if is_secret_name(name) && is_secret_value(name, value) {
            cx.report(
                Severity::Warning,
                instruction.logical.cover(pair.span),
                format!("`{name}` has a value that looks secret"),
            )
            .because(WHY)
            .repair(MOUNT);
        }
    }
}

/// Whether the last word of a name says that its value is a secret: `DB_PASSWORD`, `API_KEY`, not `PASSWORD_FILE`.
fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let ends =
        ["PASSWORD", "PASSWD", "_TOKEN", "_SECRET", "API_KEY", "APIKEY", "SECRET_KEY", "ACCESS_KEY", "PRIVATE_KEY"];
    ends.iter().any(|end| name.ends_with(end))
}

/// Whether a value is written out, and is not the name, or a word that stands for a value to come.
fn is_secret_value(name: &str, value: &str) -> bool {
    let plain = value.to_ascii_lowercase();
    let word = |word: &&str| plain.contains(*word);
    // Several plain words are prose, or variables that were meant to be declared.
    let prose = value.contains(char::is_whitespace)
        && value.chars().all(|ch| ch.is_alphabetic() || ch == '_' || ch.is_whitespace());
    // A count or a limit; a password may be a number.
    let number = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-'));
    value.len() >= 6
        && !value.contains(['$', '<', '{', '/', '*'])
        && !name.eq_ignore_ascii_case(value)
        && !prose
        && (is_password(name) || !number)
        && !PLACEHOLDERS.iter().any(word)
}

fn is_password(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name.ends_with("PASSWORD") || name.ends_with("PASSWD")
}

/// Words of values that keep nothing secret.
const PLACEHOLDERS: [&str; 27] = [
    "change",
    "default",
    "define",
    "dummy",
    "example",
    "false",
    "fill",
    "foobar",
    "here",
    "ignored",
    "insert",
    "nothing",
    "notset",
    "password",
    "passwd",
    "placeholder",
    "random",
    "replace",
    "secret",
    "set_",
    "setme",
    "todo",
    "token",
    "unset",
    "value",
    "xxx",
    "your",
];

/// Whether a file is one that tools keep credentials in.
fn is_secret_file(path: &str) -> bool {
    let base = path.rsplit('/').next().unwrap_or(path);
    matches!(
        base,
        "id_rsa" | "id_dsa" | "id_ecdsa" | "id_ed25519" | ".netrc" | ".npmrc" | ".git-credentials" | ".pypirc" | ".env"
    )
}
