//! Settings of apt that the file names.

use super::Model;

impl Model<'_> {
    /// Whether the file sets a setting of apt, by the last part of its name in lower case (`assume-yes`): behind `-o`,
    /// or in a text that may become a settings file (`APT::Get::Assume-Yes "true";`, also between braces).
    #[must_use]
    pub fn names_apt_setting(&self, name: &str) -> bool {
        let text = self.document.source.text().to_ascii_lowercase();
        let sets = |(at, _): (usize, &str)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            let is_option = before.strip_suffix("no-").unwrap_or(before).ends_with("--");
            let has_value = after.trim_start_matches([' ', '\t']).starts_with(['"', '\'', '\\', '=', '0', '1']);
            !is_option && (before.ends_with("::") || has_value)
        };
        text.match_indices(name).any(sets)
    }
}
