//! What can be proven about a script without running it. Every predicate answers `Ok` only with a proof; the reason of
//! a refusal is for the user.

mod alone;
mod append;
mod boundary;
mod carried;
mod directory;
mod errexit;
mod hash;
mod interpreter;
mod join;
mod shape;
mod state;
#[cfg(test)]
mod tests;
mod users;

pub use append::append;
pub use boundary::{env_boundary, no_background};
pub use directory::keeps_working_directory;
pub use errexit::{err_free, errexit_neutral, errexit_throughout, j4_safe};
pub use hash::hash_safe;
pub use interpreter::{Dialect, Interpreter, dialect_fits, interpreter};
pub use join::{Join, JoinOp, join};
pub use shape::{ends_with_braces, ends_with_comment, is_flat, is_flat_or, is_one_list, top_level_or};
pub use state::{exits, quiet, state_free, state_free_except_leading_set_e};
pub use users::{creates_no_user, same_users_and_shell};

use std::borrow::Cow;

/// Why something could not be proven: a clause in lower case without a full stop, for a message to the user.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Reason(pub Cow<'static, str>);

impl Reason {
    /// A fixed reason.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// A reason about a name or word of the text.
    pub(super) fn about(name: &str, what: &str) -> Self {
        Self(Cow::Owned(format!("`{name}` {what}")))
    }
}

/// The result of a predicate.
pub type Proof = Result<(), Reason>;
