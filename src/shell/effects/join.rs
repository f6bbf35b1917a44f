//! How two RUNs can become one.

use super::errexit::{blind_to_errexit, may_have_errexit};
use super::{
    Interpreter, Proof, Reason, dialect_fits, ends_with_comment, env_boundary, err_free, errexit_neutral, exits,
    hash_safe, is_one_list, j4_safe, quiet, same_users_and_shell, state_free, state_free_except_leading_set_e,
    top_level_or,
};
use crate::shell::ast::{Script, Sep};
use crate::shell::token::{Operator, TokenKind};

/// The text that runs B after A in one shell as two shells would.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Join {
    /// A must stand in `( )`, so that the state of its shell ends with it.
    pub subshell_first: bool,
    /// What goes between.
    pub op: JoinOp,
    /// B must stand in `{ ; }`, because it is several lists or holds `||`. The result may then not be joined further.
    pub brace_second: bool,
}

/// The operator between two scripts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JoinOp {
    /// `&&`
    And,
    /// `;`, where errexit ends the script when A fails
    Semi,
}

/// Decides how A and B, each with its text and both run by `interpreter`, become one script: `A && B`,
/// `A && { B; }`, `(A) && B` or `A; B`, in that order of preference.
///
/// Proves what the shell sees: success, files, modes and output. What the caller knows about instructions (flags,
/// mounts, cache, what stands between, the working directory) is not looked at.
///
/// # Errors
///
/// The first reason why no form is proven.
pub fn join(a: (&Script, &str), b: (&Script, &str), interpreter: &Interpreter) -> Result<Join, Reason> {
    for (script, _) in [a, b] {
        dialect_fits(script, interpreter)?;
        if script.list.items.is_empty() {
            return Err(Reason::new("there is no command"));
        }
    }
    heredocs_allow(a.0, b.0)?;
    env_boundary(a, b)?;
    same_users_and_shell(a.0, a.1)?;
    quiet(b.0, b.1)?;
    let brace_second = needs_braces(b.0);
    if brace_second && ends_with_comment(b.0) {
        return Err(Reason::new("a comment at the end would swallow the closing brace"));
    }
    let errexit = may_have_errexit(a.0, a.1, interpreter);
    let kept = state_free(a.0, a.1);
    let hashed = hash_safe(a, b);
    if kept.is_ok() && hashed.is_ok() {
        let last_is_blind = last_is_blind(a);
        if !errexit || last_is_blind.is_ok() {
            return Ok(Join { subshell_first: false, op: JoinOp::And, brace_second });
        }
    }
    if errexit && hashed.is_ok() {
        state_free_except_leading_set_e(a.0, a.1)?;
        errexit_neutral(b.0, b.1)?;
        if !brace_second && last_is_blind(a).is_ok() {
            return Ok(Join { subshell_first: false, op: JoinOp::And, brace_second });
        }
        j4_safe(a.0, a.1, interpreter)?;
        return Ok(Join { subshell_first: false, op: JoinOp::Semi, brace_second: false });
    }
    isolate(a, errexit, interpreter).map_err(|isolation| match (kept, hashed) {
        (Err(reason), _) | (_, Err(reason)) => Reason(format!("{reason}, and {isolation}").into()),
        _ => isolation,
    })?;
    Ok(Join { subshell_first: true, op: JoinOp::And, brace_second })
}

/// Whether `( A )` keeps the state of A to itself and changes nothing else.
fn isolate((script, text): (&Script, &str), errexit: bool, interpreter: &Interpreter) -> Proof {
    if errexit {
        return Err(Reason::new("errexit would be ignored in a subshell before &&"));
    }
    err_free(script, text, interpreter)?;
    if exits(script, text) {
        return Err(Reason::new("it may end its shell early on purpose"));
    }
    if ends_with_comment(script) {
        return Err(Reason::new("a comment at the end would swallow the closing parenthesis"));
    }
    if !script.heredocs.is_empty() {
        return Err(Reason::new("a heredoc stands in it"));
    }
    let alias = |name: &str| matches!(name, "alias" | "unalias");
    if script.simple_commands().iter().any(|found| found.simple.name(text).as_deref().is_some_and(alias)) {
        return Err(Reason::new("aliases depend on line ends"));
    }
    Ok(())
}

fn last_is_blind((script, text): (&Script, &str)) -> Proof {
    match script.list.items.last() {
        Some(last) => blind_to_errexit(script, &last.and_or, text),
        None => Ok(()),
    }
}

/// Whether `A && B` would read B differently than B alone.
fn needs_braces(b: &Script) -> bool {
    let lone = matches!(b.list.items.as_slice(), [item] if matches!(item.sep, Sep::End | Sep::Semi));
    top_level_or(b) || !(is_one_list(b) || lone)
}

/// A heredoc of A may stay where it is when A's last command is on the line of its operator; B may have none, and no
/// further lines.
fn heredocs_allow(a: &Script, b: &Script) -> Proof {
    let newline =
        |script: &Script| script.tokens.iter().find(|t| t.kind == TokenKind::Operator(Operator::Newline)).copied();
    if !b.heredocs.is_empty() || newline(b).is_some() {
        return Err(Reason::new("the second text has several lines"));
    }
    match newline(a) {
        Some(_) if a.heredocs.len() != 1 => Err(Reason::new("the first text has several lines")),
        Some(line) if a.list.span.end > line.span.start => Err(Reason::new("a command follows the heredoc")),
        _ => Ok(()),
    }
}
