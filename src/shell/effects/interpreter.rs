//! The shell that runs the text, from the SHELL instruction.

use super::{Proof, Reason};
use crate::shell::ast::Script;

/// The grammar a shell reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// `sh`, `dash`, `ash`: only what all of them read alike.
    Posix,
    /// `bash`.
    Bash,
}

/// A shell and the options it starts with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interpreter {
    /// The grammar.
    pub dialect: Dialect,
    /// `-e`
    pub errexit: bool,
    /// `-u`
    pub nounset: bool,
    /// `-x`
    pub xtrace: bool,
    /// `-o pipefail`
    pub pipefail: bool,
}

impl Interpreter {
    /// `/bin/sh -c`, which runs a RUN when there is no SHELL instruction.
    pub const DEFAULT: Self =
        Self { dialect: Dialect::Posix, errexit: false, nounset: false, xtrace: false, pipefail: false };

    fn set(&mut self, option: &str) -> Proof {
        match option {
            "e" | "errexit" => self.errexit = true,
            "u" | "nounset" => self.nounset = true,
            "x" | "xtrace" => self.xtrace = true,
            "pipefail" => self.pipefail = true,
            "l" | "login" => return Err(Reason::new("a login shell reads profile files at every RUN")),
            "i" => return Err(Reason::new("an interactive shell reads its start-up files at every RUN")),
            _ => return Err(Reason::about(option, "is a shell option with unknown effects")),
        }
        Ok(())
    }
}

/// The interpreter of the arguments of a SHELL instruction.
///
/// # Errors
///
/// A shell other than sh, dash, ash, bash or busybox sh, an option other than `-c -e -u -x -o` with errexit, nounset,
/// xtrace or pipefail, or no `-c`.
pub fn interpreter(argv: &[impl AsRef<str>]) -> Result<Interpreter, Reason> {
    let mut arguments = argv.iter().map(AsRef::as_ref);
    let program = arguments.next().ok_or(Reason::new("the shell is not named"))?;
    let mut name = program.rsplit('/').next().unwrap_or(program);
    if name == "busybox" {
        name = arguments.next().unwrap_or(name);
    }
    let dialect = match name {
        "sh" | "dash" | "ash" => Dialect::Posix,
        "bash" => Dialect::Bash,
        _ => return Err(Reason::about(program, "is not a shell whose grammar is known")),
    };
    let mut found = Interpreter { dialect, ..Interpreter::DEFAULT };
    let mut command = false;
    while let Some(argument) = arguments.next() {
        let Some(letters) = argument.strip_prefix('-').filter(|rest| !rest.is_empty() && !rest.starts_with('-')) else {
            return Err(Reason::about(argument, "is a shell argument with unknown effects"));
        };
        for letter in letters.chars() {
            match letter {
                'c' => command = true,
                'o' => found.set(arguments.next().ok_or(Reason::new("-o of the shell lacks its option"))?)?,
                other => found.set(other.encode_utf8(&mut [0; 4]))?,
            }
        }
    }
    if command { Ok(found) } else { Err(Reason::new("the shell is not started with -c")) }
}

/// Whether the interpreter reads the script as it was read here.
///
/// # Errors
///
/// A construct of bash under a shell that may be dash or busybox: its structure differs there.
pub fn dialect_fits(script: &Script, interpreter: &Interpreter) -> Proof {
    match (interpreter.dialect, script.bash_only) {
        (Dialect::Posix, Some(found)) => Err(Reason::about(found.what, "is read only by bash")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_of_real_files_are_known_or_refused() {
        let ok = |argv: &[&str]| interpreter(argv).unwrap();
        assert_eq!(ok(&["/bin/sh", "-c"]), Interpreter::DEFAULT);
        let bash = Interpreter { dialect: Dialect::Bash, ..Interpreter::DEFAULT };
        assert_eq!(ok(&["/bin/bash", "-c"]), bash);
        assert_eq!(ok(&["/bin/bash", "-o", "pipefail", "-c"]), Interpreter { pipefail: true, ..bash });
        assert_eq!(ok(&["/bin/bash", "-cu"]), Interpreter { nounset: true, ..bash });
        let all = Interpreter { errexit: true, nounset: true, xtrace: true, pipefail: true, ..bash };
        assert_eq!(ok(&["bash", "-euxo", "pipefail", "-c"]), all);
        assert_eq!(ok(&["/bin/busybox", "sh", "-ec"]), Interpreter { errexit: true, ..Interpreter::DEFAULT });
        assert_eq!(ok(&["/bin/ash", "-eo", "pipefail", "-c"]).dialect, Dialect::Posix);
        for argv in [
            &["/bin/bash", "-lc"][..],
            &["/bin/bash", "--login", "-c"],
            &["/bin/bash", "-i", "-c"],
            &["/bin/bash"],
            &["bash", "-Eeuo", "pipefail", "-c"],
            &["bash", "-O", "extglob", "-c"],
            &["bash", "-c", "-o"],
            &["bash", "-c", "x"],
            &["scl", "enable", "devtoolset-7"],
            &["pwsh", "-Command"],
            &["cmd", "/S", "/C"],
            &["zsh", "-c"],
            &[],
        ] {
            assert!(interpreter(argv).is_err(), "{argv:?}");
        }
    }
}
