//! The owner that chown gives files, and the one that COPY gives them.

/// The first operand of chown.
#[derive(Debug)]
pub(super) struct Owner {
    /// `None` where the user stays.
    pub(super) user: Option<String>,
    pub(super) group: Group,
}

/// The group that chown gives files.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The one that they have.
    Kept,
    /// The login group of the user.
    Login,
    Named(String),
}

impl Owner {
    /// Reads `USER`, `USER:`, `USER:GROUP`, `:GROUP`, and the same with the old `.`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (user, group) = split(text);
        let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let group = match group {
            None => Group::Kept,
            Some("") => Group::Login,
            Some(group) => Group::Named(group.to_owned()),
        };
        let owner = Self { user: name(user), group };
        let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let names = [owner.user.as_deref(), owner.named_group()];
        // The login group of a number is found only if there is a user of that number.
        let login = owner.group != Group::Login || owner.user.as_deref().is_some_and(|user| !is_number(user));
        (login
            && names.iter().flatten().all(|name| plain(name))
            && (owner.user.is_some() || owner.named_group().is_some()))
        .then_some(owner)
    }

    pub(super) fn named_group(&self) -> Option<&str> {
        match &self.group {
            Group::Named(group) => Some(group),
            Group::Kept | Group::Login => None,
        }
    }

    /// The names that have to exist, with whether each is that of a user.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        let user = self.user.as_deref().map(|user| (user, true));
        let group = self.named_group().map(|group| (group, false));
        user.into_iter().chain(group).filter(|(name, _)| !is_number(name))
    }

    /// Whether it is what files from the build context have anyway.
    pub(super) fn is_root(&self) -> bool {
        let root = |name: &str| matches!(name, "root" | "0");
        self.user.as_deref().is_none_or(root) && self.named_group().is_none_or(root)
    }

    /// Whether files keep their user, or their group.
    pub(super) fn keeps_a_part(&self) -> bool {
        self.user.is_none() || self.group == Group::Kept
    }

    /// Whether the files that a home directory is filled with have this owner, where the user has a group of its own.
    pub(super) fn is_of_home(&self, user: &str, own_group: bool) -> bool {
        let group = match &self.group {
            Group::Kept | Group::Login => true,
            Group::Named(group) => own_group && group == user,
        };
        group && self.user.as_deref() == Some(user)
    }
}

/// The value of `--chown` that does what chown does with `text`, its first operand, to files of 0:0. A number alone
/// stands for user and group there, and an empty group for 0.
pub(super) fn flag(text: &str) -> String {
    match split(text) {
        (user, None) => format!("{user}:0"),
        (user, Some("")) => user.to_owned(),
        ("", Some(group)) => format!("0:{group}"),
        (user, Some(group)) => format!("{user}:{group}"),
    }
}

fn split(text: &str) -> (&str, Option<&str>) {
    let parts = text.split_once(':').or_else(|| text.split_once('.'));
    parts.map_or((text, None), |(user, group)| (user, Some(group)))
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}
