//! Settings of apt that the file names.

use super::Model;

impl Model<'_> {
    /// Whether the file names a setting of apt (`assume-yes`, in lower case) otherwise than as an option of a command
    /// (`--assume-yes`): behind `-o`, or in a text that becomes a settings file.
    #[must_use]
    pub fn names_apt_setting(&self, name: &str) -> bool {
        let text = self.document.source.text().to_ascii_lowercase();
        let is_option = |before: &str| {
            let before = before.strip_suffix("no-").unwrap_or(before);
            before.ends_with("--")
        };
        text.match_indices(name).any(|(at, _)| !is_option(&text[..at]))
    }
}
