//! Absolute paths from the words of a file.

/// The absolute path of a word, from the directory `start` where it is relative and that is known. `None` for one that
/// is no plain path, or leads upward.
#[must_use]
pub fn absolute(path: &str, start: Option<&str>) -> Option<String> {
    let plain = !path.is_empty() && !path.starts_with(['-', '~']) && is_literal(path);
    plain.then(|| joined(path, start))?
}

/// The absolute path of a word that may hold wildcards, without dots, doubled slashes and a slash at its end, from the
/// directory `start` where it is relative and that is known. `None` when it leads upward.
#[must_use]
pub fn joined(path: &str, start: Option<&str>) -> Option<String> {
    let whole = match start {
        _ if path.starts_with('/') => path.to_owned(),
        Some(start) => format!("{start}/{path}"),
        None => return None,
    };
    let parts = || whole.split('/').filter(|part| !matches!(*part, "" | "."));
    if parts().any(|part| part == "..") {
        return None;
    }
    let path: String = parts().flat_map(|part| ["/", part]).collect();
    Some(if path.is_empty() { "/".to_owned() } else { path })
}

/// Whether a word holds no wildcard, variable or escape.
pub(super) fn is_literal(text: &str) -> bool {
    !text.contains(['*', '?', '[', '$', '\\'])
}

#[cfg(test)]
mod tests {
    use super::{absolute, joined};

    #[test]
    fn a_word_becomes_a_plain_path() {
        assert_eq!(absolute("./a//b/", Some("/w")).as_deref(), Some("/w/a/b"));
        assert_eq!(absolute("/", None).as_deref(), Some("/"));
        assert_eq!(joined("a..b/*", Some("/")).as_deref(), Some("/a..b/*"));
        assert_eq!(joined("/a/..", None), None);
        for path in ["a", "", "~/a", "-a", "/a/../b", "/a*", "/$A"] {
            assert_eq!(absolute(path, None), None, "{path}");
        }
    }
}
