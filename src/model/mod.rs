//! Document to meaning; read only.

use crate::syntax::Document;

/// What a Dockerfile means.
#[derive(Debug)]
pub struct Model<'d> {
    /// The document.
    pub document: &'d Document<'d>,
}
