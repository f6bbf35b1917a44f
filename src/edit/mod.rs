//! The only room that changes text: edits, their layout in the file's own style, and the verification of the result.
//!
//! Invariants: an edit is a byte range of the source and its replacement, there is no printer; every edit declares what
//! it does to the words, and nothing is handed out before the declaration was checked on the re-read result.

mod columns;
mod ignored;
mod instructions;
mod joins;
mod layout;
mod moves;
mod outline;
mod removal;
mod set;
mod shell_text;
mod split;
mod types;
mod verify;

pub use columns::keep_columns;
pub use ignored::{IgnoreEdit, leave_out, verify_ignored};
pub use instructions::{
    add_flag, add_flags, fuse, place_above, place_below, relocate, relocate_block, remove, replace, with_above,
};
pub use joins::{Detour, Side, join, join_and_append, join_around};
pub use layout::Layout;
pub use removal::{remove_leading, remove_word, remove_words};
pub use set::EditSet;
pub use shell_text::{
    append, assign, delete, follow, insert_after, insert_before, insert_behind, insert_list, insert_step, remove_lists,
    remove_step, remove_steps, replace_word,
};
pub use split::{Split, split};
pub use types::{Breach, Edit, Effect, Reach};
pub use verify::verify;
