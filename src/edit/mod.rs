//! The only room that changes text.

mod types;

pub use types::{Breach, Edit};
